"""Who could take one duty of a rota instead, and what stands against everybody else."""

from dataclasses import dataclass
from datetime import date

from sevenday.contracts import Terms
from sevenday.limits.duty import Place, RosteredDuty, UnfilledDuty
from sevenday.limits.verdict import Verdict, added_breaches
from sevenday.model import Hospital, Requirement
from sevenday.results import Measured


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who might take a duty: what stands against it, nothing where they could.

    `reasons`: in words, such as leave or a competence. `breaches`: those that it would add to
    their line. `hours`: what their average week would be.
    """

    doctor: str
    reasons: tuple[str, ...]
    breaches: tuple[Verdict, ...]
    hours: Measured

    @property
    def could(self) -> bool:
        """Whether nothing stands against it."""
        return not (self.reasons or self.breaches)


@dataclass(frozen=True, slots=True)
class ExplainedDuty:
    """One cell of a rota: what it holds, which places it fills, and who else could.

    `doctor` is "" for a duty that nobody has.
    """

    doctor: str
    day: date
    text: str
    fills: tuple[Requirement, ...]
    candidates: tuple[Candidate, ...]
    notes: tuple[str, ...] = ()


def explain_duty(hospital: Hospital, terms: Terms, doctor: str, day: date) -> ExplainedDuty:
    """Explain one cell of a dated rota: who could take it instead, those who could first.

    They are in the order of the hours that they would work a week for a whole time. Raises
    InputError for a doctor or date that is not in the rota, and for a cell without a duty.
    """
    duty = RosteredDuty(hospital, terms, doctor, day)
    asked = duty.requirements(duty.text, duty.place.column)
    return _explained(hospital, duty, tuple(need for need in asked if need.min > 0))


def explain_place(
    hospital: Hospital, terms: Terms, need: Requirement, shift: str, day: date
) -> ExplainedDuty:
    """Explain a place that is unfilled: who could take a shift that fills it, as `explain_duty`."""
    return _explained(hospital, UnfilledDuty(hospital, terms, shift, day), (need,))


def _explained(
    hospital: Hospital, duty: RosteredDuty, needs: tuple[Requirement, ...]
) -> ExplainedDuty:
    """Put everybody else in place of a duty's doctor."""
    found = [_candidate(duty, row, needs) for row in duty.others()]
    whole = {d.name: d.wte for d in hospital.doctors}
    found.sort(key=lambda c: (not c.could, bool(c.reasons), c.hours / whole[c.doctor]))
    return ExplainedDuty(duty.doctor, duty.day, duty.text, needs, tuple(found), duty.notes)


def _candidate(duty: RosteredDuty, row: int, needs: tuple[Requirement, ...]) -> Candidate:
    """Judge a duty in another doctor's line, on the same date."""
    place = Place(row, duty.place.column)
    name = duty.rota.doctors[row]
    before = duty.as_it_stands(row)
    reasons = duty.unfit(place, needs)
    if duty.hospital.cells.parts[duty.code_at(place)]:
        reasons += (f"works {duty.text_at(place)} that day",)
    if reasons:
        return Candidate(name, reasons, (), before.lines[0].average_hours)
    changed = duty.rota.codes.copy()
    changed[place.row, place.column] = duty.code
    after = duty.checker.check_lines(duty.lines(changed, (row,)))
    added = added_breaches(before.breaches, after.breaches)
    return Candidate(name, (), added, after.lines[0].average_hours)
