"""One duty of a rota explained: which places it fills, and who could take it at what cost."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from sevenday.clock import short_date
from sevenday.contracts import Terms
from sevenday.frames import frame
from sevenday.limits.replacements import explain_duty
from sevenday.model import Hospital, Requirement
from sevenday.results import Result
from sevenday.solver.explain.replacements import Replacement, rank_replacements


@dataclass(frozen=True, slots=True)
class DutyExplanation(Result):
    """A cell of a rota: what it holds, which places that fills, and who else could take it.

    `replacements`: those who could first, the cheapest first.
    """

    KEYS: ClassVar[str] = "doctor date=day holds fills=places takers=replacements notes"

    doctor: str
    day: date
    holds: str
    fills: tuple[Requirement, ...]
    replacements: tuple[Replacement, ...]
    notes: tuple[str, ...] = ()

    @property
    def places(self) -> list[dict[str, Any]]:
        """The requirements that the duty fills, as JSON has them."""
        return [
            {"service": need.service, "shift": need.shift, "min": need.min, "rank": need.rank}
            for need in self.fills
        ]

    def summary(self) -> str:
        """What the cell holds, what it fills, and how many others could take it."""
        could = sum(each.candidate.could for each in self.replacements)
        fills = "; ".join(
            f"{need.service or 'any service'}: {need.min} needed (rank {need.rank})"
            for need in self.fills
        )
        filled = f"It fills {fills}. " if fills else "No row of cover.csv asks for it. "
        return (
            f"{self.doctor} works {self.holds} on {short_date(self.day)}. {filled}"
            f"{could} of {len(self.replacements)} others could take it within every limit."
        )

    def to_frame(self) -> Any:
        """Everybody else as a polars DataFrame, a row each (needs `sevenday[frames]`)."""
        rows = (each.to_dict() for each in self.replacements)
        return frame(
            [
                row
                | {
                    "reasons": "; ".join(row["reasons"]),
                    "breaches": "; ".join(breach["sentence"] for breach in row["breaches"]),
                }
                for row in rows
            ]
        )


def why(hospital: Hospital, terms: Terms, doctor: str, day: date) -> DutyExplanation:
    """Explain one cell of a dated rota, as `sevenday why` does.

    Parameters
    ----------
    hospital, terms
        As in `sevenday.check`; the hospital has a dated rota.
    doctor, day
        Whose cell, and its date.

    Raises
    ------
    InputError
        For a doctor or a date that is not in the rota, and for a cell without a duty.
    """
    duty = explain_duty(hospital, terms, doctor, day)
    ranked = rank_replacements(hospital, terms, duty)
    return DutyExplanation(duty.doctor, day, duty.text, duty.fills, ranked, duty.notes)
