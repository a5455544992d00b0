"""A built rota: what it leaves unfilled and refuses, how it is shared out, and how good it is."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar

from sevenday.files import duties_by_date
from sevenday.limits import CheckResult
from sevenday.milp.levels import Level, weighed
from sevenday.model import Hospital
from sevenday.patterns.counts import PatternCounts
from sevenday.results import Result, Seconds
from sevenday.solver.engine.problem import Ints
from sevenday.solver.explain.explanation import Explanation
from sevenday.solver.plan.objectives import HOURS, NIGHTS, PATTERNS, WEEKENDS
from sevenday.solver.plan.plan import Plan
from sevenday.solver.plan.unfilled import UnfilledPlace


@dataclass(frozen=True, eq=False, slots=True)
class DoctorTotals:
    """One doctor's part of a rota.

    Attributes
    ----------
    doctor
        The name.
    hours
        Average hours a week, leave left out.
    counts
        How many of each objective, by its name: nights, weekends, bank holidays ...
    """

    doctor: str
    hours: float
    counts: dict[str, int]

    @property
    def nights(self) -> int:
        """Nights."""
        return self.counts.get(NIGHTS, 0)

    @property
    def weekends(self) -> int:
        """Weekends with any work in them, as the contract counts them."""
        return self.counts.get(WEEKENDS, 0)


@dataclass(frozen=True, slots=True)
class RefusedRequest(Result):
    """A day of a request that a rota does not grant.

    Attributes
    ----------
    doctor, day
        Who asked, and for which date.
    want
        `on` or `off`.
    shift
        The shift that it names; blank for any.
    weight
        How much it matters to the doctor.
    """

    KEYS: ClassVar[str] = "doctor date=day want shift weight"

    doctor: str
    day: date
    want: str
    shift: str
    weight: float

    def __str__(self) -> str:
        """The request in words."""
        asked = f"{self.want} {self.shift}".strip()
        return f"{self.doctor}, {self.day:%a} {self.day}, {asked}, weight {self.weight:g}"


@dataclass(frozen=True, eq=False)
class RotaResult(Result):
    """A rota that keeps the contract, as `sd.build` gives it.

    Attributes
    ----------
    hospital
        The hospital with the rota.
    levels
        The objectives in order: what the rota costs on each, and what none costs less than.
    unfilled
        Places with fewer doctors than are needed, or than would be ideal.
    refused_requests
        Each day of a request that is not met.
    totals
        Hours, nights, weekends and the other objectives of each doctor.
    checked
        What the checker says of the rota: no breach.
    patterns
        How often each unwanted pattern is in it, and the additive risk index of each line.
    seconds, steps, seed
        How long the build took; the steps of the search, None where they were not counted; its
        seed.
    stopped
        Whether Ctrl-C ended the search.
    explanation
        Why places below their least are unfilled.
    """

    KEYS: ClassVar[str] = (
        "*weighed seconds steps seed breaches=checked.breaches uncovered=explained_places "
        "refused=refused_requests *explanation patterns rota"
    )

    hospital: Hospital
    levels: tuple[Level, ...]
    unfilled: tuple[UnfilledPlace, ...]
    refused_requests: tuple[RefusedRequest, ...]
    totals: tuple[DoctorTotals, ...]
    checked: CheckResult
    patterns: PatternCounts
    seconds: Seconds
    steps: int | None
    seed: int
    stopped: bool
    explanation: Explanation

    @property
    def uncovered(self) -> tuple[UnfilledPlace, ...]:
        """Places below their least."""
        return tuple(place for place in self.unfilled if place.missing)

    @property
    def weighed(self) -> dict[str, Any]:
        """The levels, weighed into one cost, bound and gap."""
        return weighed(self.levels)

    @property
    def explained_places(self) -> list[dict[str, Any]]:
        """Each place below its least, with why it is, as JSON has it."""
        return [
            place.to_dict() | {"because": reason.to_dict()}
            for place, reason in zip(self.uncovered, self.explanation.reasons, strict=True)
        ]

    @property
    def rota(self) -> dict[str, dict[str, str]]:
        """Of each doctor the shift on each date with one."""
        assert self.hospital.rota is not None
        return duties_by_date(self.hospital.rota, self.hospital.cells)

    def summary(self) -> str:
        """What was built, in a few sentences."""
        short = sum(place.missing for place in self.uncovered)
        cover = "Every place is filled" if not short else f"{short} places are left empty"
        nights = [each.nights for each in self.totals]
        weekends = [each.weekends for each in self.totals]
        return (
            f"{cover}, and no limit of {self.checked.contract} on {self.checked.on} is broken. "
            f"Nights {min(nights)} to {max(nights)} a doctor, weekends {min(weekends)} to "
            f"{max(weekends)}; {len(self.refused_requests)} requests refused."
        )

    def to_frame(self) -> Any:
        """A row a doctor: nights, weekends and the other objectives, hours a week."""
        from sevenday.frames import frame

        return frame(
            [{"doctor": s.doctor, **s.counts, "hours": round(s.hours, 3)} for s in self.totals]
        )


def unfilled_places(plan: Plan, there: Ints) -> tuple[UnfilledPlace, ...]:
    """The places below their least or their ideal, from the doctors (J,) on each cover line."""
    return tuple(
        UnfilledPlace(need, plan.first + timedelta(days=day), int(there[line]))
        for need, day, line in plan.cover_lines
        if there[line] < max(need.min, need.ideal)
    )


def refused_requests(plan: Plan, symbols: Ints) -> tuple[RefusedRequest, ...]:
    """Each day of a request that a roster (R, D) does not meet."""
    return tuple(
        RefusedRequest(
            plan.problem.names[wish.row],
            plan.first + timedelta(days=wish.day),
            wish.want,
            wish.shift,
            wish.weight,
        )
        for wish in plan.requests.days
        if int(symbols[wish.row, wish.day]) not in wish.symbols
    )


def doctor_totals(plan: Plan, symbols: Ints, checked: CheckResult) -> tuple[DoctorTotals, ...]:
    """Each doctor's part of a roster (R, D), with the checker's hours."""
    counts = plan.counts(symbols)
    hours = {line.doctor: line.average_hours_without_leave for line in checked.lines}
    names = [name for name in plan.objectives.names if name not in (HOURS, PATTERNS)]
    return tuple(
        DoctorTotals(
            doctor,
            hours[doctor],
            {name: int(counts[row, plan.objectives.index(name)]) for name in names},
        )
        for row, doctor in enumerate(plan.problem.names)
    )
