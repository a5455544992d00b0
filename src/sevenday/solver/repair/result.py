"""What a re-plan gives: the changes to send, what stays open, and how few changes there can be."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sevenday.limits import CheckResult
from sevenday.milp.levels import Level, weighed
from sevenday.model import Hospital
from sevenday.solver.plan.unfilled import UnfilledPlace

CHANGE_COST = 1000
"""What a change at the longest notice costs: so much more than a day of notice that fewest wins."""


@dataclass(frozen=True, slots=True)
class RotaChange:
    """One cell that is not as it was. `given`: by leave, a pin or who may work it, not chosen.

    `notice`: days from the day of the re-plan. `price`: 0 where given.
    """

    doctor: str
    day: date
    before: str
    after: str
    notice: int
    price: int
    given: bool

    def to_json(self) -> dict[str, Any]:
        """As `build --keep --format json` has it."""
        return {
            "doctor": self.doctor,
            "date": f"{self.day}",
            "from": self.before,
            "to": self.after,
            "notice": self.notice,
            "price": self.price,
            "given": self.given,
        }


@dataclass(frozen=True, eq=False)
class ReplanResult:
    """A rota put right. `hospital` holds it; `proved`: no lawful rota has fewer changes."""

    hospital: Hospital
    since: date
    changes: tuple[RotaChange, ...]
    levels: tuple[Level, ...]
    uncovered: tuple[UnfilledPlace, ...]
    checked: CheckResult
    notes: tuple[str, ...]
    seconds: float
    stopped: bool = False

    @property
    def chosen(self) -> tuple[RotaChange, ...]:
        """The changes that were chosen, and not given."""
        return tuple(change for change in self.changes if not change.given)

    @property
    def proved(self) -> bool:
        """Whether nothing better on cover and changes is possible."""
        return all(level.gap == 0 for level in self.levels[:2])

    @property
    def fewest(self) -> int:
        """No rota with that cover has fewer chosen changes."""
        bound = self.levels[1].bound
        return (
            len(self.chosen) if self.proved else -(-bound // (CHANGE_COST + _longest_notice(self)))
        )

    def summary(self) -> str:
        """What changes, in a few sentences."""
        many, given = len(self.chosen), len(self.changes) - len(self.chosen)
        said = (
            f"{_cells(many)} chosen, {given} given by leave, pins or who may work."
            if (self.changes)
            else "Nothing has to change."
        )
        if self.proved:
            bound = "Proved: no lawful rota with this cover has fewer changes or longer notice."
        else:
            bound = f"Not proved: {self.fewest} changes at least; more --seconds may say more."
        short = sum(place.missing for place in self.uncovered)
        old = sum(
            place.need.min - max(place.there, place.before)
            for place in self.uncovered
            if place.before is not None and place.before < place.need.min
        )
        cover = "Every place is filled" if not short else f"{short} places are left empty"
        cover += f", {old} of them as before" if old else ""
        return f"{cover}. {said} {bound}"

    def document(self) -> dict[str, Any]:
        """The form of FORMS.md for `build`, with `changes`."""
        rota = self.hospital.rota
        assert rota is not None
        texts = self.hospital.cells.texts
        return {
            **weighed(self.levels),
            "seconds": round(self.seconds, 3),
            "steps": None,
            "seed": None,
            "from": f"{self.since}",
            "changes": [change.to_json() for change in self.changes],
            "proved": self.proved,
            "breaches": self.checked.document()["breaches"],
            "uncovered": [place.document() for place in self.uncovered],
            "notes": list(self.notes),
            "rota": {
                name: {
                    f"{rota.first + timedelta(days=d)}": texts[code]
                    for d, code in enumerate(codes.tolist())
                    if texts[code]
                }
                for name, codes in zip(rota.doctors, rota.codes, strict=True)
            },
        }

    def to_json(self) -> dict[str, Any]:
        """The same as `document`."""
        return self.document()


def _cells(many: int) -> str:
    return f"{many} change" + ("" if many == 1 else "s")


def _longest_notice(made: ReplanResult) -> int:
    return max((change.price for change in made.chosen), default=CHANGE_COST) - CHANGE_COST
