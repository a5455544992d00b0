"""Who could take one duty, at what cost, in order: requests, fairness, pounds, then hours."""

from dataclasses import dataclass, replace

import numpy as np

from sevenday.contracts import Terms
from sevenday.errors import InputError
from sevenday.limits.classes import LONG, NIGHT, parts_of
from sevenday.limits.lines import dated
from sevenday.limits.swaps import Cell, Taker
from sevenday.limits.totals import totals_of
from sevenday.model import OFF, Hospital, Rota
from sevenday.pay import price


@dataclass(frozen=True, slots=True)
class Replacement:
    """A taker with what their taking the duty would cost.

    `unmet`: the weight of their requests that it refuses, less that of those it meets. `above`:
    how many duties of its kinds they would then have over the fair share, for a whole time.
    `pounds`: what it adds to the yearly pay of both together, by this rota; None where the
    contract or a grade gives no pay, and for those who could not take it.
    """

    taker: Taker
    unmet: float
    above: float
    pounds: float | None


def rank_replacements(hospital: Hospital, terms: Terms, cell: Cell) -> tuple[Replacement, ...]:
    """The takers of a cell with their costs: those who could first, the cheapest first.

    One aim after another decides, as in a build: requests, fairness, pounds, and then hours.
    """
    rota = hospital.rota
    assert rota is not None
    row, column = rota.doctors.index(cell.doctor), (cell.day - rota.first).days
    counts = _counts(hospital, terms)
    whole = {doctor.name: doctor.wte for doctor in hospital.doctors}
    share = counts.sum(1) / sum(whole.values())
    now = _pay(hospital, terms)
    found = []
    for taker in cell.takers:
        if not taker.could:
            found.append(Replacement(taker, 0.0, 0.0, None))
            continue
        other = rota.doctors.index(taker.doctor)
        codes = rota.codes.copy()
        codes[other, column], codes[row, column] = codes[row, column], OFF
        changed = replace(hospital, rota=Rota(rota.doctors, rota.first, codes))
        then = _counts(changed, terms)[:, other]
        more = then > counts[:, other]  # the kinds that the duty is of
        above = float((then / whole[taker.doctor] - share)[more].sum())
        pounds = None
        if now is not None and (after := _pay(changed, terms)) is not None:
            pounds = round(after - now, 2)
        found.append(Replacement(taker, _refused(hospital, taker.doctor, cell), above, pounds))
    found.sort(
        key=lambda each: (
            not each.taker.could,
            bool(each.taker.reasons),
            each.unmet,
            round(each.above, 6),
            each.pounds or 0.0,
            each.taker.hours / whole[each.taker.doctor],
        )
    )
    return tuple(found)


def _counts(hospital: Hospital, terms: Terms) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """(3, doctors): nights, long days and weekends of each line."""
    rota = hospital.rota
    assert rota is not None
    parts = parts_of(hospital.cells, terms)
    lines = dated(hospital, rota)
    cells = zip(parts.first.tolist(), hospital.cells.parts, strict=False)
    masks = [
        int(np.bitwise_or.reduce(parts.mask[n : n + len(each)], axis=None, initial=0))
        for n, each in cells
    ]
    nights = np.array([bool(mask & NIGHT) for mask in masks])[rota.codes].sum(1)
    long = np.array([bool(mask & LONG and not mask & NIGHT) for mask in masks])[rota.codes].sum(1)
    return np.array([nights, long, totals_of(lines, parts, terms).weekends], np.float64)


def _pay(hospital: Hospital, terms: Terms) -> float | None:
    """The yearly pay of everybody by this rota; None where the contract or a grade has none."""
    try:
        return float(price(hospital, terms, "rota").total)
    except InputError:
        return None


def _refused(hospital: Hospital, doctor: str, cell: Cell) -> float:
    """The weight of a doctor's requests that working the cell's duty refuses, less those met."""
    weight = 0.0
    for wish in hospital.requests:
        if wish.doctor != doctor or not wish.first <= cell.day <= wish.last:
            continue
        same = not wish.shift or wish.shift in cell.text.split("+")
        if wish.want == "off" and same:
            weight += wish.weight
        elif wish.want == "on":
            weight += -wish.weight if same else wish.weight
    return weight
