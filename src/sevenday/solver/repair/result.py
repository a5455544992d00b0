"""What a re-plan gives: the changes to send, what stays unfilled, how few changes there can be."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from sevenday.files import duties_by_date
from sevenday.limits import CheckResult
from sevenday.milp.levels import Level, weighed
from sevenday.model import Hospital
from sevenday.results import Result, Seconds
from sevenday.solver.plan.unfilled import UnfilledPlace


@dataclass(frozen=True, slots=True)
class RotaChange(Result):
    """One cell that is not as it was published.

    Attributes
    ----------
    doctor, day
        Whose cell, and its date.
    before, after
        What it held and what it holds; blank for a day off.
    notice
        Days of notice from the day of the re-plan.
    price
        What the change costs; 0 where it is given.
    given
        Whether leave, a pin or who may work decided it: it was not chosen.
    """

    KEYS: ClassVar[str] = "doctor date=day from=before to=after notice price given"

    doctor: str
    day: date
    before: str
    after: str
    notice: int
    price: int
    given: bool


@dataclass(frozen=True, eq=False)
class ReplanResult(Result):
    """A published rota put right, as `sd.replan` gives it.

    Attributes
    ----------
    hospital
        The hospital with the new rota.
    from_date
        The date from which it may differ from the published one.
    changes
        Every cell that differs.
    levels
        Cover, then changes: what they cost, and what no lawful rota costs less than.
    uncovered
        Places below their least, and how many doctors the published rota had there.
    checked
        What the checker says of the new rota.
    notes
        Remarks, such as breaches of the past that are left alone.
    seconds
        How long it took.
    stopped
        Whether Ctrl-C ended the proof.
    """

    KEYS: ClassVar[str] = (
        "*weighed seconds steps seed from=from_date changes proved breaches=checked.breaches "
        "uncovered notes rota"
    )

    hospital: Hospital
    from_date: date
    changes: tuple[RotaChange, ...]
    levels: tuple[Level, ...]
    uncovered: tuple[UnfilledPlace, ...]
    checked: CheckResult
    notes: tuple[str, ...]
    seconds: Seconds
    stopped: bool = False
    steps: ClassVar[None] = None
    seed: ClassVar[None] = None

    @property
    def chosen(self) -> tuple[RotaChange, ...]:
        """The changes that were chosen, and not given."""
        return tuple(change for change in self.changes if not change.given)

    @property
    def proved(self) -> bool:
        """Whether no lawful rota is better on cover and changes."""
        return all(level.gap == 0 for level in self.levels[:2])

    @property
    def least_changes(self) -> int:
        """No rota with this cover has fewer chosen changes."""
        if self.proved:
            return len(self.chosen)
        most = max((change.price for change in self.chosen), default=1)
        return -(-self.levels[1].bound // most)

    @property
    def weighed(self) -> dict[str, Any]:
        """The levels, weighed into one cost, bound and gap."""
        return weighed(self.levels)

    @property
    def rota(self) -> dict[str, dict[str, str]]:
        """Of each doctor the shift on each date with one."""
        assert self.hospital.rota is not None
        return duties_by_date(self.hospital.rota, self.hospital.cells)

    def summary(self) -> str:
        """What changes, in a few sentences."""
        many, given = len(self.chosen), len(self.changes) - len(self.chosen)
        changes = "Nothing has to change."
        if self.changes:
            chosen = f"{many} change" + ("" if many == 1 else "s")
            changes = f"{chosen} chosen, {given} given by leave, pins or who may work."
        if self.proved:
            bound = "Proved: no lawful rota with this cover has fewer changes or longer notice."
        else:
            bound = (
                f"Not proved: {self.least_changes} changes at least; more --seconds may say more."
            )
        short = sum(place.missing for place in self.uncovered)
        old = sum(
            place.need.min - max(place.there, place.before)
            for place in self.uncovered
            if place.before is not None and place.before < place.need.min
        )
        cover = "Every place is filled" if not short else f"{short} places are left empty"
        cover += f", {old} of them as before" if old else ""
        return f"{cover}. {changes} {bound}"

    def to_frame(self) -> Any:
        """A row a change."""
        from sevenday.frames import frame

        return frame([change.to_dict() for change in self.changes])
