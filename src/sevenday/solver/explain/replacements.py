"""Who could take one duty, at what cost, in order: requests, fairness, pounds, then hours."""

from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from sevenday.contracts import Terms
from sevenday.errors import InputError
from sevenday.limits import Checker
from sevenday.limits.classes import LONG, NIGHT
from sevenday.limits.lines import dated
from sevenday.limits.replacements import Candidate, ExplainedDuty
from sevenday.model import OFF, Hospital, Rota
from sevenday.pay import price
from sevenday.results import Measured, Result


@dataclass(frozen=True, slots=True)
class Replacement(Result):
    """A candidate with what their taking the duty would cost.

    `unmet`: the weight of their requests that it refuses, less that of those it meets. `above`:
    how many duties of its kinds they would then have over the fair share, for a whole time.
    `pounds`: what it adds to the yearly pay of both together, by this rota; None where the
    contract or a grade gives no pay, and for those who could not take it.
    """

    KEYS: ClassVar[str] = (
        "doctor=candidate.doctor could=candidate.could hours=candidate.hours unmet "
        "above_share=above pounds reasons=candidate.reasons breaches=candidate.breaches"
    )

    candidate: Candidate
    unmet: float
    above: Measured
    pounds: float | None


def rank_replacements(
    hospital: Hospital, terms: Terms, duty: ExplainedDuty
) -> tuple[Replacement, ...]:
    """The candidates for a duty with their costs: those who could first, the cheapest first.

    One objective after another decides, as in a build: requests, fairness, pounds, and then hours.
    """
    rota = hospital.rota
    assert rota is not None
    checker, column = Checker(hospital, terms), (duty.day - rota.first).days
    counts = _counts(checker, rota)
    whole = {doctor.name: doctor.wte for doctor in hospital.doctors}
    share = counts.sum(1) / sum(whole.values())
    holder = [rota.doctors.index(duty.doctor)] if duty.doctor else []
    code = hospital.cells.code(duty.text)
    found = []
    for candidate in duty.candidates:
        if not candidate.could:
            found.append(Replacement(candidate, 0.0, 0.0, None))
            continue
        other = rota.doctors.index(candidate.doctor)
        codes = rota.codes.copy()
        codes[holder, column], codes[other, column] = OFF, code
        other_rota = Rota(rota.doctors, rota.first, codes)
        then = _counts(checker, _rows(other_rota, [other]))[:, 0]
        more = then > counts[:, other]  # the kinds that the duty is of
        above = float((then / whole[candidate.doctor] - share)[more].sum())
        changed = [*holder, other]
        now, after = (_pay(hospital, terms, _rows(each, changed)) for each in (rota, other_rota))
        pounds = None if now is None or after is None else round(after - now, 2)
        found.append(
            Replacement(candidate, _refused(hospital, candidate.doctor, duty), above, pounds)
        )
    found.sort(
        key=lambda each: (
            not each.candidate.could,
            bool(each.candidate.reasons),
            each.unmet,
            round(each.above, 6),
            each.pounds or 0.0,
            each.candidate.hours / whole[each.candidate.doctor],
        )
    )
    return tuple(found)


def _counts(checker: Checker, rota: Rota) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """(3, doctors): nights, long days and weekends of each line."""
    duties, parts = checker.duties, checker.hospital.cells.parts
    masks = [
        int(np.bitwise_or.reduce(duties.mask[n : n + len(each)], axis=None, initial=0))
        for n, each in zip(duties.first.tolist(), parts, strict=False)
    ]
    nights = np.array([bool(mask & NIGHT) for mask in masks])[rota.codes].sum(1)
    long = np.array([bool(mask & LONG and not mask & NIGHT) for mask in masks])[rota.codes].sum(1)
    weekends = checker.totals(dated(checker.hospital, rota)).weekends
    return np.array([nights, long, weekends], np.float64)


def _rows(rota: Rota, rows: list[int]) -> Rota:
    """Some rows of a rota."""
    names = tuple(rota.doctors[row] for row in rows)
    return Rota(names, rota.first, np.ascontiguousarray(rota.codes[rows]))


def _pay(hospital: Hospital, terms: Terms, rota: Rota) -> float | None:
    """The yearly pay of a rota's doctors; None where the contract or a grade has none."""
    doctors = tuple(d for d in hospital.doctors if d.name in rota.doctors)
    order = [rota.doctors.index(doctor.name) for doctor in doctors]
    try:
        some = replace(hospital, doctors=doctors, rota=_rows(rota, order))
        return float(price(some, terms, "rota").total)
    except InputError:
        return None


def _refused(hospital: Hospital, doctor: str, duty: ExplainedDuty) -> float:
    """The weight of a doctor's requests that working the duty's duty refuses, less those met."""
    weight = 0.0
    for wish in hospital.requests:
        if wish.doctor != doctor or not wish.first <= duty.day <= wish.last:
            continue
        same = not wish.shift or wish.shift in duty.text.split("+")
        if wish.want == "off" and same:
            weight += wish.weight
        elif wish.want == "on":
            weight += -wish.weight if same else wish.weight
    return weight
