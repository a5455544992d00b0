"""Who could take one duty, and with whom it could be swapped: the checker decides."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from sevenday.contracts import Terms
from sevenday.errors import Fault, InputError
from sevenday.limits.check import check
from sevenday.limits.slack import RuleSlack, rule_slacks
from sevenday.limits.verdict import Verdict
from sevenday.model import LEAVE, OFF, Codes, Doctor, Hospital, Requirement, Rota

NOT_PINNED = -1
"""A cell of pins.csv that holds nothing."""
REACH = 14
"""Days before and after a duty in which a duty to swap it for is looked for."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who might take a duty: what stands against it, nothing where they could.

    `reasons`: in words, such as leave or a competence. `breaches`: those that it would add to
    their line. `hours`: what their average week would be.
    """

    doctor: str
    reasons: tuple[str, ...]
    breaches: tuple[Verdict, ...]
    hours: float

    @property
    def could(self) -> bool:
        """Whether nothing stands against it."""
        return not (self.reasons or self.breaches)


@dataclass(frozen=True, slots=True)
class ExplainedDuty:
    """One cell of a rota: what it holds, which places it fills, and who else could."""

    doctor: str
    day: date
    text: str
    fills: tuple[Requirement, ...]
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Swap:
    """A lawful swap: `mine` goes to `partner`, who gives `theirs` on `day` in return.

    `hours`: the average weeks of both after it, mine first. `rules`: what each rule that the two
    lines put to the test has to spare then.
    """

    partner: str
    mine: str
    day: date
    theirs: str
    hours: tuple[float, float]
    rules: tuple[RuleSlack, ...]


@dataclass(frozen=True, slots=True)
class BarredPartner:
    """Somebody with whom no swap is lawful, and what stands against the nearest one."""

    partner: str
    reasons: tuple[str, ...]


def why(hospital: Hospital, terms: Terms, doctor: str, day: date) -> ExplainedDuty:
    """One cell of a dated rota explained: who could take it instead, those who could first.

    They are in the order of the hours that they would work a week for a whole time. Raises
    InputError for a doctor or date that is not in the rota, and for a cell without a duty.
    """
    rota, row, column, text = _duty(hospital, doctor, day)
    code = int(rota.codes[row, column])
    needs = tuple(
        need
        for need in hospital.cover
        if need.shift in text.split("+") and need.holds_on(day) and need.min > 0
    )
    found = [
        _candidate(hospital, terms, other, column, code, needs)
        for other in range(len(rota.doctors))
        if other != row
    ]
    whole = {d.name: d.wte for d in hospital.doctors}
    found.sort(key=lambda t: (not t.could, bool(t.reasons), t.hours / whole[t.doctor]))
    return ExplainedDuty(doctor, day, text, needs, tuple(found))


def swaps(
    hospital: Hospital, terms: Terms, doctor: str, day: date, reach: int = REACH
) -> tuple[Swap, ...]:
    """The lawful swaps of a duty, nearest first: neither line breaks a limit that it kept before.

    A partner works the duty on `day`, on which they are off or have a duty of their own that goes
    the other way, and gives one of theirs within `reach` days. Each is fit for what they take, and
    no pin is moved. Raises InputError as `why` does.
    """
    return swapping(hospital, terms, doctor, day, reach)[0]


def swapping(
    hospital: Hospital, terms: Terms, doctor: str, day: date, reach: int = REACH
) -> tuple[tuple[Swap, ...], tuple[BarredPartner, ...]]:
    """The lawful swaps of a duty, nearest first; and those with whom none is lawful, and why."""
    rota, row, column, text = _duty(hospital, doctor, day)
    before = {name: _known(hospital, terms, name) for name in range(len(rota.doctors))}
    was = {(s.doctor, s.rule): s.slack for s in rule_slacks(hospital, terms)}
    found: list[Swap] = []
    barred: list[BarredPartner] = []
    for other in range(len(rota.doctors)):
        if other == row:
            continue
        lawful, against = [], _unfit_for(hospital, other, column, text)
        if _pinned(hospital, row, column):
            against += (f"the duty of {doctor} is pinned",)
        for there in () if against else _near(column, reach, rota.days):
            made = _swapped(hospital, terms, (row, other), (column, there), before, was)
            if isinstance(made, Swap):
                lawful.append(made)
            elif made and not against:
                against = made
        found += lawful
        if not lawful:
            none = (f"no duty within {reach} days that could go the other way",)
            barred.append(BarredPartner(rota.doctors[other], against or none))
    found.sort(key=lambda s: (abs((s.day - day).days), s.partner))
    return tuple(found), tuple(barred)


def _swapped(
    hospital: Hospital,
    terms: Terms,
    rows: tuple[int, int],
    columns: tuple[int, int],
    before: dict[int, tuple[float, tuple[Verdict, ...]]],
    was: dict[tuple[str, str], float],
) -> Swap | tuple[str, ...]:
    """The swap of a duty for one of another doctor, or what stands against it."""
    rota, (row, other), (column, there) = hospital.rota, rows, columns
    assert rota is not None
    given = int(rota.codes[other, there])
    same = there == column and given == rota.codes[row, column]
    if not hospital.cells.parts[given] or same:
        return ()
    changed = rota.codes.copy()
    changed[row, column], changed[other, column] = rota.codes[other, column], changed[row, column]
    if there != column:
        if rota.codes[row, there] != OFF or rota.codes[other, column] != OFF:
            return ()
        changed[row, there], changed[other, there] = given, OFF
    theirs = hospital.cells.texts[given]
    if unfit := _unfit_for(hospital, row, there, theirs):
        return tuple(f"{rota.doctors[row]}: {text}" for text in unfit)
    if any(_pinned(hospital, k, d) for k in rows for d in columns):
        return ("a cell of it is pinned",)
    lines = _only(hospital, changed, rows)
    result = check(lines, terms, "rota")
    if added := _added(before[row][1] + before[other][1], result.breaches):
        return tuple(breach.sentence for breach in added)
    first, second = (float(line.average_hours) for line in result.lines)
    when = rota.first + timedelta(days=there)
    mine = hospital.cells.texts[int(rota.codes[row, column])]
    rules = tuple(replace(s, before=was.get((s.doctor, s.rule))) for s in rule_slacks(lines, terms))
    return Swap(rota.doctors[other], mine, when, theirs, (first, second), rules)


def _unfit_for(hospital: Hospital, row: int, column: int, text: str) -> tuple[str, ...]:
    """Why a doctor cannot work a duty on a date, whatever the limits say."""
    rota = hospital.rota
    assert rota is not None
    day = rota.first + timedelta(days=column)
    needs = tuple(
        need for need in hospital.cover if need.shift in text.split("+") and need.holds_on(day)
    )
    return _unfit(hospital, hospital.doctors[row], needs, rota, row, column)


def _pinned(hospital: Hospital, row: int, column: int) -> bool:
    pins, rota = hospital.pins, hospital.rota
    assert rota is not None
    if pins is None or rota.doctors[row] not in pins.doctors:
        return False
    at = (rota.first - pins.first).days + column
    line = pins.codes[pins.doctors.index(rota.doctors[row])]
    return 0 <= at < pins.days and int(line[at]) != NOT_PINNED


def _duty(hospital: Hospital, doctor: str, day: date) -> tuple[Rota, int, int, str]:
    """The rota, a row and column of it, and the text of that cell, which holds a duty."""
    rota = hospital.rota
    if rota is None:
        raise InputError(
            "a cell has a date: there is no rota.csv here, roll the template out first"
        )
    if doctor not in rota.doctors:
        names = ", ".join(rota.doctors[:8]) + (" ..." if len(rota.doctors) > 8 else "")
        raise InputError(Fault("nobody of that name", "rota.csv", None, "doctor", doctor, names))
    column = (day - rota.first).days
    if not 0 <= column < rota.days:
        span = f"{rota.first} to {rota.last}"
        raise InputError(Fault("not in the rota", "rota.csv", None, "date", f"{day}", span))
    row = rota.doctors.index(doctor)
    code = int(rota.codes[row, column])
    text = hospital.cells.texts[code]
    if not hospital.cells.parts[code]:
        what = f"{doctor} has no duty on {day}"
        raise InputError(Fault(what, "rota.csv", None, f"{day}", text or "blank", "a duty"))
    return rota, row, column, text


def _candidate(
    hospital: Hospital,
    terms: Terms,
    other: int,
    column: int,
    code: int,
    needs: tuple[Requirement, ...],
) -> Candidate:
    rota = hospital.rota
    assert rota is not None
    who = hospital.doctors[other]
    reasons = _unfit(hospital, who, needs, rota, other, column)
    has = int(rota.codes[other, column])
    if hospital.cells.parts[has]:
        reasons += (f"works {hospital.cells.texts[has]} that day",)
    old_hours, _ = _known(hospital, terms, other)
    if reasons:
        return Candidate(who.name, reasons, (), old_hours)
    changed = rota.codes.copy()
    changed[other, column] = code
    result = check(_only(hospital, changed, (other,)), terms, "rota")
    added = _added(_known(hospital, terms, other)[1], result.breaches)
    return Candidate(who.name, (), added, float(result.lines[0].average_hours))


def _unfit(
    hospital: Hospital,
    who: Doctor,
    needs: tuple[Requirement, ...],
    rota: Rota,
    row: int,
    column: int,
) -> tuple[str, ...]:
    """Why somebody cannot do a duty whatever the limits say: leave, dates, tier, competence."""
    text = hospital.cells.texts[int(rota.codes[row, column])]
    day = rota.first + timedelta(days=column)
    reasons = []
    if text in LEAVE or text == "ZD":
        reasons.append(LEAVE.get(text, "a zero day"))
    if (who.joined and day < who.joined) or (who.left and day > who.left):
        reasons.append("not here on that date")
    for need in needs:
        reasons += need.against(who)
    return tuple(dict.fromkeys(reasons))


def _only(hospital: Hospital, codes: Codes, rows: tuple[int, ...]) -> Hospital:
    """The hospital with some of its lines alone, as changed."""
    rota, history = hospital.rota, hospital.history
    assert rota is not None
    some = list(rows)
    names = tuple(rota.doctors[k] for k in some)
    kept = None
    if history is not None:
        lines = [history.doctors.index(name) for name in names if name in history.doctors]
        kept = Rota(tuple(history.doctors[k] for k in lines), history.first, history.codes[lines])
    return replace(
        hospital,
        doctors=tuple(hospital.doctors[k] for k in some),
        rota=Rota(names, rota.first, np.ascontiguousarray(codes[some])),
        history=kept,
        pins=None,
    )


def _known(hospital: Hospital, terms: Terms, row: int) -> tuple[float, tuple[Verdict, ...]]:
    """A line's average hours and breaches as it stands."""
    rota = hospital.rota
    assert rota is not None
    result = check(_only(hospital, rota.codes, (row,)), terms, "rota")
    return float(result.lines[0].average_hours), result.breaches


def _added(before: tuple[Verdict, ...], after: tuple[Verdict, ...]) -> tuple[Verdict, ...]:
    """The breaches that a change adds: of another window, or worse in the same."""
    known = {(b.rule, b.doctor, b.start, b.end): abs(b.value - b.limit) for b in before}
    return tuple(
        b
        for b in after
        if abs(b.value - b.limit) > known.get((b.rule, b.doctor, b.start, b.end), 0.0) + 1e-9
    )


def _near(column: int, reach: int, days: int) -> Iterator[int]:
    """Columns by how near they are to one, itself first."""
    for gap in range(reach + 1):
        for there in dict.fromkeys((column - gap, column + gap)):
            if 0 <= there < days:
                yield there
