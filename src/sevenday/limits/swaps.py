"""With whom one duty of a rota could be swapped, and for what: the checker decides."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from sevenday.contracts import Terms
from sevenday.limits.duty import Place, RosteredDuty
from sevenday.limits.slack import RuleSlack
from sevenday.limits.verdict import added_breaches
from sevenday.model import OFF, Hospital
from sevenday.results import Measured, Result

REACH = 14
"""Days before and after a duty in which a duty to swap it for is looked for."""


@dataclass(frozen=True, slots=True)
class Swap(Result):
    """A lawful swap: `mine` goes to `partner`, who gives `theirs` on `day` in return.

    `hours`: the average weeks of both after it, mine first. `rules`: the slack of each rule that
    the two lines then put to the test.
    """

    KEYS: ClassVar[str] = "partner mine date=day theirs hours rules"

    partner: str
    mine: str
    day: date
    theirs: str
    hours: tuple[Measured, Measured]
    rules: tuple[RuleSlack, ...]


@dataclass(frozen=True, slots=True)
class BarredPartner(Result):
    """Somebody with whom no swap is lawful, and what stands against the nearest one."""

    KEYS: ClassVar[str] = "partner says=reasons"

    partner: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SwapResult(Result):
    """The lawful swaps of a doctor's duty on a day, nearest first; and with whom there is none."""

    ROWS: ClassVar[str] = "swaps"
    KEYS: ClassVar[str] = "doctor date=day swaps barred notes"

    doctor: str
    day: date
    swaps: tuple[Swap, ...]
    barred: tuple[BarredPartner, ...]
    notes: tuple[str, ...] = ()


def swaps(
    hospital: Hospital, terms: Terms, doctor: str, day: date, reach: int = REACH
) -> SwapResult:
    """Find the lawful swaps of a duty: neither line breaks a limit that it kept before.

    A partner works the duty on `day`, on which they are off or have a duty of their own that goes
    the other way, and gives one of theirs within `reach` days. Each is fit for what they take, and
    no pin is moved. Raises InputError for a doctor or date that is not in the rota, and for a cell
    without a duty.
    """
    trial = _SwapTrial(RosteredDuty(hospital, terms, doctor, day))
    found: list[Swap] = []
    barred: list[BarredPartner] = []
    for other in trial.duty.others():
        lawful, reasons = trial.partner(other, reach)
        found += lawful
        if not lawful:
            none = (f"no duty within {reach} days that could go the other way",)
            barred.append(BarredPartner(trial.duty.rota.doctors[other], reasons or none))
    found.sort(key=lambda s: (abs((s.day - day).days), s.partner))
    return SwapResult(trial.duty.doctor, day, tuple(found), tuple(barred), trial.duty.notes)


class _SwapTrial:
    """A duty, and the slack of every line before it is swapped."""

    def __init__(self, duty: RosteredDuty) -> None:
        self.duty = duty
        every = duty.lines(duty.rota.codes, tuple(range(len(duty.rota.doctors))))
        slacks = duty.checker.rule_slacks(every)
        self.before = {(each.doctor, each.rule): each.slack for each in slacks}

    def partner(self, other: int, reach: int) -> tuple[list[Swap], tuple[str, ...]]:
        """The lawful swaps with a row, nearest first; and what stands against its nearest."""
        duty, mine = self.duty, self.duty.place
        reasons = duty.unfit(Place(other, mine.column), duty.requirements(duty.text, mine.column))
        if duty.is_pinned(mine):
            reasons += (f"the duty of {duty.rota.doctors[mine.row]} is pinned",)
        if reasons:
            return [], reasons
        lawful: list[Swap] = []
        for column in _by_distance(mine.column, reach, duty.rota.days):
            made = self.swap(Place(other, column))
            if isinstance(made, Swap):
                lawful.append(made)
            else:
                reasons = reasons or made
        return lawful, reasons

    def swap(self, theirs: Place) -> Swap | tuple[str, ...]:
        """The swap of the duty for another doctor's, or what stands against it; () for no duty."""
        duty, mine, codes = self.duty, self.duty.place, self.duty.rota.codes
        given, elsewhere = duty.code_at(theirs), theirs.column != mine.column
        if not duty.hospital.cells.parts[given] or (not elsewhere and given == duty.code):
            return ()
        changed = codes.copy()
        changed[mine.row, mine.column] = codes[theirs.row, mine.column]
        changed[theirs.row, mine.column] = duty.code
        if elsewhere:
            if codes[mine.row, theirs.column] != OFF or codes[theirs.row, mine.column] != OFF:
                return ()
            changed[mine.row, theirs.column], changed[theirs.row, theirs.column] = given, OFF
        text = duty.text_at(theirs)
        taken = Place(mine.row, theirs.column)
        if unfit := duty.unfit(taken, duty.requirements(text, theirs.column)):
            return tuple(f"{duty.rota.doctors[mine.row]}: {reason}" for reason in unfit)
        cells = (
            Place(row, c) for row in (mine.row, theirs.row) for c in (mine.column, theirs.column)
        )
        if any(map(duty.is_pinned, cells)):
            return ("a cell of it is pinned",)
        rows = (mine.row, theirs.row)
        lines = duty.lines(changed, rows)
        after = duty.checker.check_lines(lines)
        before = [breach for row in rows for breach in duty.as_it_stands(row).breaches]
        if added := added_breaches(before, after.breaches):
            return tuple(breach.sentence for breach in added)
        slacks = (
            replace(each, before=self.before.get((each.doctor, each.rule)))
            for each in duty.checker.rule_slacks(lines)
        )
        first, second = (line.average_hours for line in after.lines)
        partner, when = duty.rota.doctors[theirs.row], duty.date_of(theirs.column)
        return Swap(partner, duty.text, when, text, (first, second), tuple(slacks))


def _by_distance(column: int, reach: int, days: int) -> Iterator[int]:
    """Columns by how near they are to one, itself first."""
    for gap in range(reach + 1):
        for there in dict.fromkeys((column - gap, column + gap)):
            if 0 <= there < days:
                yield there
