"""The rows of a hospital's flow: hours, classes, beds, recovery, one doctor more, and an arm."""

from dataclasses import dataclass
from datetime import datetime
from math import isfinite
from typing import Any, ClassVar

from sevenday.flow.hospital.estimates import Estimate
from sevenday.flow.hospital.harm import BANDS, Harm

DIGITS = 4
ALL = "all"
"""The class of everybody together."""


ARM_WORDS = {
    "usual": "On usual days",
    "walkout": "In the walkout, with no plan",
    "plan": "With the plan",
}


@dataclass(frozen=True, eq=False, slots=True)
class HourOfFlow:
    """One hour of one service.

    `by_tier`: the doctors, tiers 1 to 3. `nine_in_ten`: between what the number there lies on nine
    days in ten. `demand`: doctors whom patients would keep busy, did nobody ever wait for one.
    """

    time: datetime
    service: str
    in_department: Estimate
    waiting: Estimate
    doctors: Estimate
    by_tier: tuple[float, ...]
    nine_in_ten: tuple[float, float]
    demand: float

    FIGURES: ClassVar[tuple[str, ...]] = ("in_department", "waiting", "doctors")


@dataclass(frozen=True, eq=False, slots=True)
class ClassOfFlow:
    """One class of one service's patients, 1 to 5 or all, of those who came in the days looked at.

    Times are minutes; one that is never reached is infinite. `four_hours`: the share of all who
    came that was seen and gone within four hours. `twelve_hours`: the share that stayed longer than
    twelve. Whoever left unseen, or was not finished, counts in each.
    """

    service: str
    name: str
    patients: Estimate
    wait_median: Estimate
    wait_p95: Estimate
    stay_median: Estimate
    four_hours: Estimate
    twelve_hours: Estimate
    left_unseen: Estimate

    FIGURES: ClassVar[tuple[str, ...]] = (
        "patients",
        "wait_median",
        "wait_p95",
        "stay_median",
        "four_hours",
        "twelve_hours",
        "left_unseen",
    )


@dataclass(frozen=True, eq=False, slots=True)
class BedsOfFlow:
    """The beds that a service's patients are admitted to; `beds`: their mean, None without limit.

    Shares are of those admitted, from the decision to the bed.
    """

    service: str
    beds: float | None
    in_use: Estimate
    boarding: Estimate
    wait_median: Estimate
    over_four_hours: Estimate
    over_twelve_hours: Estimate
    planned_off: Estimate

    FIGURES: ClassVar[tuple[str, ...]] = (
        "in_use",
        "boarding",
        "wait_median",
        "over_four_hours",
        "over_twelve_hours",
        "planned_off",
    )


@dataclass(frozen=True, eq=False, slots=True)
class HalfDayOfBeds:
    """The beds of a service in a half-day from `time` on: open, in use, and patients who wait."""

    time: datetime
    service: str
    beds: int | None
    in_use: Estimate
    boarding: Estimate

    FIGURES: ClassVar[tuple[str, ...]] = ("in_use", "boarding")


@dataclass(frozen=True, eq=False, slots=True)
class UseOfDoctors:
    """The doctors of a tier: hours a day in which they see patients, and the share they are busy.

    `busy` is of their hours on duty and of those in which visits are finished after a duty's end.
    """

    service: str
    tier: int
    doctor_hours: Estimate
    busy: Estimate

    FIGURES: ClassVar[tuple[str, ...]] = ("doctor_hours", "busy")


@dataclass(frozen=True, slots=True)
class BackToNormal:
    """When a service's queue is again as on usual days, after a walkout's last hour.

    `hours`: after its end, with the interval from `low` to `high`; None where it is not within what
    was run. `never`: the work is more than the doctors can do on usual days too.
    """

    service: str
    at: datetime | None
    hours: float | None
    low: float | None
    high: float | None
    never: bool
    says: str


@dataclass(frozen=True, eq=False, slots=True)
class FlowArm:
    """Everything of one arm: usual days, the walkout, or the walkout with its plan."""

    name: str
    hours: tuple[HourOfFlow, ...]
    classes: tuple[ClassOfFlow, ...]
    beds: tuple[BedsOfFlow, ...]
    half_days: tuple[HalfDayOfBeds, ...]
    use: tuple[UseOfDoctors, ...]
    harm: tuple[tuple[str, Harm], ...]
    back_to_normal: tuple[BackToNormal, ...] = ()

    def of_all(self, service: str) -> ClassOfFlow:
        """The row of all patients of a service."""
        return next(row for row in self.classes if (row.service, row.name) == (service, ALL))

    def to_dict(self) -> dict[str, Any]:
        """The arm as plain values, its intervals apart, in the same order."""
        return {
            "hours": [_hour(row) for row in self.hours],
            "classes": [class_row(row) for row in self.classes],
            "beds": [
                {"service": row.service, "beds": row.beds} | _values(row) for row in self.beds
            ],
            "half_days": [
                {"time": row.time, "service": row.service, "beds": row.beds} | _values(row)
                for row in self.half_days
            ],
            "use": [{"service": row.service, "tier": row.tier} | _values(row) for row in self.use],
            "harm": [_harm(service, harm) for service, harm in self.harm],
            "back_to_normal": [
                {
                    "service": each.service,
                    "at": each.at,
                    "hours": each.hours,
                    "never": each.never,
                    "says": each.says,
                }
                for each in self.back_to_normal
            ],
            "intervals": {
                "hours": [
                    _intervals(row) | {"nine_in_ten": interval_of(*row.nine_in_ten)}
                    for row in self.hours
                ],
                "classes": [_intervals(row) for row in self.classes],
                "beds": [_intervals(row) for row in self.beds],
                "half_days": [_intervals(row) for row in self.half_days],
                "use": [_intervals(row) for row in self.use],
                "harm": [_harm_intervals(harm) for _, harm in self.harm],
                "back_to_normal": [
                    {"hours": [each.low, each.high]} for each in self.back_to_normal
                ],
            },
        }


@dataclass(frozen=True, eq=False, slots=True)
class OneMore:
    """What a doctor of a tier more, or fewer, at an hour of every day looked at is worth.

    Patient-hours in the department a day: `gain` that one more saves, `loss` that one fewer costs
    (None where there is none to take).
    """

    service: str
    hour: int
    tier: int
    gain: Estimate
    loss: Estimate | None


def figure_or_none(value: float) -> float | None:
    """A figure as JSON has it; None where it is infinite or there is nobody to count."""
    return round(value, DIGITS) if isfinite(value) else None


def interval_of(low: float, high: float) -> list[float | None]:
    """An interval as JSON has it."""
    return [figure_or_none(low), figure_or_none(high)]


def _values(row: Any) -> dict[str, Any]:
    return {name: figure_or_none(getattr(row, name).value) for name in row.FIGURES}


def _intervals(row: Any) -> dict[str, Any]:
    return {name: interval_of(*getattr(row, name)[1:]) for name in row.FIGURES}


def _hour(row: HourOfFlow) -> dict[str, Any]:
    tiers = [figure_or_none(each) for each in row.by_tier]
    found: dict[str, Any] = {"time": row.time, "service": row.service}
    return found | _values(row) | {"tiers": tiers, "demand": figure_or_none(row.demand)}


def class_row(row: ClassOfFlow) -> dict[str, Any]:
    """A class as JSON has it, its intervals apart."""
    name: int | str = row.name if row.name == ALL else int(row.name)
    found: dict[str, Any] = {"service": row.service, "class": name}
    return found | _values(row)


def _harm(service: str, harm: Harm) -> dict[str, Any]:
    return {
        "service": service,
        "admitted": figure_or_none(harm.admitted.value),
        "by_band": {
            band: figure_or_none(each.value) for band, each in zip(BANDS, harm.by_band, strict=True)
        },
        "deaths_associated": {
            "none_caused": figure_or_none(harm.none.value),
            "likely": figure_or_none(harm.likely.value),
            "all_caused": figure_or_none(harm.all.value),
        },
    }


def _harm_intervals(harm: Harm) -> dict[str, Any]:
    return {
        "admitted": interval_of(*harm.admitted[1:]),
        "by_band": {
            band: interval_of(*each[1:]) for band, each in zip(BANDS, harm.by_band, strict=True)
        },
        "deaths_associated": {
            "none_caused": interval_of(*harm.none[1:]),
            "likely": interval_of(*harm.likely[1:]),
            "all_caused": interval_of(*harm.all[1:]),
        },
    }
