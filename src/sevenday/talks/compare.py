"""Offers side by side: what each does to every doctor's pay and hours, and to the employer's cost.

Offers are held against a baseline contract over the doctors that all of them pay.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from sevenday.contracts import Terms
from sevenday.contracts.value import ENDS
from sevenday.errors import InputError
from sevenday.limits import Checker
from sevenday.limits.lines import LineSource
from sevenday.model import Doctor, Hospital
from sevenday.pay.arrays import PayArrays, pay_arrays
from sevenday.pay.line_work import Floats
from sevenday.pay.lines import pay_goes_by
from sevenday.pay.unsocial import PARTS, UnsocialPay
from sevenday.talks.basic_rises import basic_rises
from sevenday.talks.comparison import Comparison, LimitOutcome, OfferOutcome
from sevenday.talks.pay_change import PairedPay, worst_off

ALL = "all"


def compare(
    hospitals: Hospital | Sequence[Hospital],
    offers: Sequence[Terms],
    baseline: Terms,
    use: LineSource | None = None,
    envelope: float | None = None,
) -> Comparison:
    """Hold offers against a baseline, over every doctor that all of the contracts pay.

    Pay, hours and limits are read from one source in each hospital.

    Parameters
    ----------
    hospitals
        One hospital or several, of different names.
    offers, baseline
        The contracts, and the one that they are held against.
    use
        "template" or "rota"; by default the template where there is one, which pay goes by.
    envelope
        Pounds a year that an offer may cost over all these doctors, where its own file states none.

    Raises
    ------
    InputError
        For no hospital, no offer, two of one id, hospitals of one name, or where no doctor is paid
        by all.
    """
    many = (hospitals,) if isinstance(hospitals, Hospital) else tuple(hospitals)
    contracts = (baseline, *offers)
    _refuse(many, offers)
    sources = [(hospital, use or pay_goes_by(hospital)) for hospital in many]
    notes = dict.fromkeys(_read_from(sources))
    people: list[tuple[str, Doctor]] = []
    found: list[list[PayArrays]] = [[] for _ in contracts]
    for hospital, source in sources:
        each = [pay_arrays(hospital, terms, source) for terms in contracts]
        names = [{doctor.name for doctor in one.doctors} for one in each]
        both = set.intersection(*names)
        people += [(hospital.name, d) for d in each[0].doctors if d.name in both]
        for place, one in enumerate(each):
            rows = [i for i, doctor in enumerate(one.doctors) if doctor.name in both]
            found[place].append(one.rows(np.array(rows, np.int64)))
            notes |= dict.fromkeys((*one.notes, *hospital.notes))
    if not people:
        raise InputError(
            "no doctor here is paid by all of the contracts that are compared",
            code="not-in-contract",
        )
    limits = [_limits(sources, terms) for terms in contracts]
    sides = [_joined(side) for side in found]
    base = sides[0]
    made = tuple(
        _offered(side, base, people, limit, envelope, len(many) > 1)
        for side, limit in zip(sides, limits, strict=True)
    )
    notes |= dict.fromkeys(_unknown(made))
    compared = Comparison(made[0], made[1:], tuple(people), tuple(notes))
    return replace(compared, notes=(*compared.years_apart, *notes))


def _refuse(hospitals: tuple[Hospital, ...], offers: Sequence[Terms]) -> None:
    """Raise InputError for nothing to compare, for one offer twice, for hospitals named alike."""
    if not hospitals:
        raise InputError("there is no hospital to compare offers on", code="missing-argument")
    if not offers:
        raise InputError("there is no offer to compare", code="missing-argument")
    twice = [id for id, n in Counter(terms.id for terms in offers).items() if n > 1]
    if twice:
        raise InputError(f"{', '.join(twice)}: the same offer twice", code="repeated")
    names = Counter(hospital.name for hospital in hospitals)
    if alike := [name for name, n in names.items() if n > 1]:
        what = f"{', '.join(map(repr, alike[:5]))}: two hospitals of one name"
        raise InputError(f"{what}; give each its own in hospital.toml", code="repeated")


def _read_from(sources: list[tuple[Hospital, LineSource]]) -> Iterator[str]:
    """A note for each hospital that has both a template and a rota: which of them was read."""
    for hospital, source in sources:
        if hospital.templates and hospital.rota is not None:
            other = "rota" if source == "template" else "template"
            yield (
                f"{hospital.name or 'The hospital'} has a template and a rota: pay, hours and "
                f"limits are read from the {source}; --use {other} reads the {other}."
            )


def _joined(side: list[PayArrays]) -> PayArrays:
    """One contract's pay over several hospitals; an element that one has not is 0 there."""

    def stacked(tables: list[dict[str, Floats]]) -> dict[str, Floats]:
        names = dict.fromkeys(name for table in tables for name in table)
        return {
            name: np.concatenate(
                [t.get(name, np.zeros(len(s.doctors))) for t, s in zip(tables, side, strict=True)]
            )
            for name in names
        }

    return PayArrays(
        side[0].terms,
        tuple(doctor for one in side for doctor in one.doctors),
        {end: stacked([one.amounts[end] for one in side]) for end in ENDS},
        UnsocialPay(
            stacked([one.unsocial.pounds for one in side]),
            stacked([one.unsocial.hours for one in side]),
        ),
        np.concatenate([one.average_hours for one in side]),
        (),
    )


def _offered(
    side: PayArrays,
    base: PayArrays,
    people: list[tuple[str, Doctor]],
    limits: LimitOutcome | None,
    envelope: float | None,
    many: bool,
) -> OfferOutcome:
    low, pay, high = (side.total(end) for end in ENDS)
    first = base.total()
    ends = (first, first, first)
    if side is not base:  # what neither side knows: the offer's worst against the baseline's best
        ends = (base.total("high"), first, base.total("low"))
    changes = (after - before for after, before in zip((low, pay, high), ends, strict=True))
    change = dict(zip(ENDS, changes, strict=True))
    by, before_by, pounds = side.amounts["value"], base.amounts["value"], side.unsocial.pounds
    pays = PairedPay(first, pay, change, before_by, by)
    every = np.arange(len(people))
    groups = [_group(hospital if many else "", doctor) for hospital, doctor in people]
    worst = worst_off(pays, groups)
    grades = np.array([doctor.grade for _, doctor in people])
    return OfferOutcome(
        side.terms,
        pay,
        low,
        high,
        by,
        {part: pounds[part] for part in PARTS if part in pounds},
        side.unsocial.hours,
        limits,
        pays,
        pays.of(ALL, every),
        tuple(pays.of(str(g), np.flatnonzero(grades == g)) for g in sorted(set(grades.tolist()))),
        pays.of(worst, _where(groups, worst)),
        side.terms.contract.envelope or envelope,
        {end: basic_rises(side.terms, base.terms, end) for end in ENDS},
    )


def _where(groups: list[str], group: str) -> npt.NDArray[np.int64]:
    return np.flatnonzero(np.array(groups) == group)


def _group(hospital: str, doctor: Doctor) -> str:
    """The group that a doctor is shown in: hospital, grade, service, and less than full time."""
    parts = (hospital, doctor.grade, doctor.service, "less than full time" if doctor.ltft else "")
    return ", ".join(part for part in parts if part)


def _limits(sources: list[tuple[Hospital, LineSource]], terms: Terms) -> LimitOutcome | None:
    """The lines that break a contract's own limits; None where it has none on hours."""
    found = [
        (hospital.name, one)
        for hospital, source in sources
        for one in Checker(hospital, terms).outcomes(source)
    ]
    if not found:
        return None
    hours = {(name, one.line.doctor): one.line.average_hours for name, one in found}
    rules = Counter(rule for _, one in found for rule in one.broken)
    most = sorted(rules.items(), key=lambda item: (-item[1], item[0]))
    by_doctor = {(name, o.line.doctor): tuple(sorted(o.broken)) for name, o in found if o.broken}
    broken = sum(bool(one.broken) for _, one in found)
    mean, longest = float(np.mean(list(hours.values()))), max(hours.values())
    return LimitOutcome(len(found), broken, dict(most), mean, longest, by_doctor, hours)


def _unknown(made: tuple[OfferOutcome, ...]) -> list[str]:
    """A warning for each contract of which not all is known, with how far its cost moves."""
    return [
        f"Not all of {one.terms.id} is known: it costs £{one.low.sum():,.0f} to "
        f"£{one.high.sum():,.0f} a year, £{one.cost:,.0f} at the best guess. Each doctor's change "
        "lies between low and high too."
        for one in made
        if (one.low < one.high).any()
    ]
