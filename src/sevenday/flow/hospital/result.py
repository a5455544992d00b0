"""What `simulate` gives back: hours, classes, beds and harm by arm, with intervals."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import isfinite
from typing import Any, ClassVar

from sevenday.flow.hospital.arms import ServiceLoad
from sevenday.flow.hospital.estimates import SURE, Estimate
from sevenday.flow.hospital.harm import BANDS, Harm
from sevenday.frames import frame
from sevenday.results import Result

DIGITS = 4
ALL = "all"
"""The class of everybody together."""


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
    """The beds that a service's patients are admitted to; `beds` is None without limit.

    Shares are of those admitted, from the decision to the bed.
    """

    service: str
    beds: int | None
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


@dataclass(frozen=True, slots=True)
class BackToNormal:
    """When a service's queue is again as on usual days, after a walkout's last hour.

    `hours`: after its end; None where it is not within what was run. `never`: the work is more than
    the doctors can do on usual days too.
    """

    service: str
    at: datetime | None
    hours: float | None
    never: bool
    says: str


@dataclass(frozen=True, eq=False, slots=True)
class FlowArm:
    """Everything of one arm: usual days, the walkout, or the walkout with its plan."""

    name: str
    hours: tuple[HourOfFlow, ...]
    classes: tuple[ClassOfFlow, ...]
    beds: tuple[BedsOfFlow, ...]
    harm: tuple[tuple[str, Harm], ...]
    back_to_normal: tuple[BackToNormal, ...] = ()

    def of_all(self, service: str) -> ClassOfFlow:
        """The row of all patients of a service."""
        return next(row for row in self.classes if (row.service, row.name) == (service, ALL))

    def to_dict(self) -> dict[str, Any]:
        """The arm as plain values, its intervals apart, in the same order."""
        return {
            "hours": [_hour(row) for row in self.hours],
            "classes": [_class(row) for row in self.classes],
            "beds": [
                {"service": row.service, "beds": row.beds} | _values(row) for row in self.beds
            ],
            "harm": [_harm(service, harm) for service, harm in self.harm],
            "back_to_normal": list(self.back_to_normal),
            "intervals": {
                "hours": [
                    _intervals(row) | {"nine_in_ten": _pair(*row.nine_in_ten)} for row in self.hours
                ],
                "classes": [_intervals(row) for row in self.classes],
                "beds": [_intervals(row) for row in self.beds],
                "harm": [_harm_intervals(harm) for _, harm in self.harm],
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


@dataclass(frozen=True, eq=False)
class FlowResult(Result):
    """What a hospital's staffing does to its patients.

    Parameters
    ----------
    name
        The hospital's.
    arm
        The arm that was asked about: the plan, else the walkout, else usual days.
    without
        The other arms, usual days first.
    one_more
        What one doctor more or fewer at each hour is worth in that arm.
    load
        By service, the work against the doctors' time and beds.
    nobody
        By service, hours in which patients come and no doctor is there, on usual days.
    replications, seed
        How many, and of which random numbers.
    half_width
        The largest half-width of the share within four hours, over arms and services.
    remarks
        How what the files do not say was taken, and what has to be known.
    """

    name: str
    arm: FlowArm
    without: tuple[FlowArm, ...]
    one_more: tuple[OneMore, ...]
    load: tuple[ServiceLoad, ...]
    nobody: tuple[tuple[str, tuple[datetime, ...]], ...]
    replications: int
    seed: int
    half_width: float
    remarks: tuple[str, ...] = ()

    @property
    def arms(self) -> tuple[FlowArm, ...]:
        """All of them, usual days first, the one asked about last."""
        return (*self.without, self.arm)

    @property
    def services(self) -> tuple[str, ...]:
        """The services that patients come to."""
        return tuple(each.service for each in self.load)

    @property
    def copes(self) -> bool:
        """Whether every queue clears: no hour without a doctor, no work beyond doctors or beds."""
        overloaded = any(each.busy >= 1 or each.beds_full >= 1 for each in self.load)
        late = any(each.at is None for each in self.arm.back_to_normal)
        return not (self.nobody or overloaded or late)

    def summary(self) -> str:
        """A sentence for each service and arm, then what does not clear."""
        return "\n".join(sentences(self))

    def to_frame(self) -> Any:
        """The classes of every arm as a polars DataFrame (needs `sevenday[frames]`)."""
        return frame([{"arm": arm.name} | _class(row) for arm in self.arms for row in arm.classes])

    def to_dict(self) -> dict[str, Any]:
        """The JSON of `sevenday flow`."""
        own = self.arm.to_dict()
        intervals = own.pop("intervals")
        intervals["one_more"] = [
            {"gain": _pair(*each.gain[1:]), "loss": each.loss and _pair(*each.loss[1:])}
            for each in self.one_more
        ]
        return {
            "arm": self.arm.name,
            **own,
            "one_more": [
                {
                    "service": each.service,
                    "hour": each.hour,
                    "tier": each.tier,
                    "gain": _number(each.gain.value),
                    "loss": each.loss and _number(each.loss.value),
                }
                for each in self.one_more
            ],
            "without": {arm.name: arm.to_dict() for arm in self.without},
            "load": [
                {
                    "service": each.service,
                    "work_hours": _number(each.work_hours),
                    "doctor_hours": _number(each.doctor_hours),
                    "busy": _number(each.busy),
                    "beds_taken": _number(each.beds_taken),
                    "beds": each.beds if each.beds >= 0 else None,
                }
                for each in self.load
            ],
            "nobody": [{"service": service, "at": list(at)} for service, at in self.nobody],
            "intervals": {"sure": SURE, "half_width": _number(self.half_width), **intervals},
            "replications": self.replications,
            "seed": self.seed,
            "remarks": list(self.remarks),
        }


def _number(value: float) -> float | None:
    """A figure as JSON has it; None where it is infinite or there is nobody to count."""
    return round(value, DIGITS) if isfinite(value) else None


def _pair(low: float, high: float) -> list[float | None]:
    return [_number(low), _number(high)]


def _values(row: Any) -> dict[str, Any]:
    return {name: _number(getattr(row, name).value) for name in row.FIGURES}


def _intervals(row: Any) -> dict[str, Any]:
    return {name: _pair(*getattr(row, name)[1:]) for name in row.FIGURES}


def _hour(row: HourOfFlow) -> dict[str, Any]:
    tiers = [_number(each) for each in row.by_tier]
    found: dict[str, Any] = {"time": row.time, "service": row.service}
    return found | _values(row) | {"tiers": tiers, "demand": _number(row.demand)}


def _class(row: ClassOfFlow) -> dict[str, Any]:
    name: int | str = row.name if row.name == ALL else int(row.name)
    found: dict[str, Any] = {"service": row.service, "class": name}
    return found | _values(row)


def _harm(service: str, harm: Harm) -> dict[str, Any]:
    return {
        "service": service,
        "admitted": _number(harm.admitted.value),
        "by_band": {
            band: _number(each.value) for band, each in zip(BANDS, harm.by_band, strict=True)
        },
        "deaths_associated": {
            "none_caused": _number(harm.none.value),
            "likely": _number(harm.likely.value),
            "all_caused": _number(harm.all.value),
        },
    }


def _harm_intervals(harm: Harm) -> dict[str, Any]:
    return {
        "admitted": _pair(*harm.admitted[1:]),
        "by_band": {band: _pair(*each[1:]) for band, each in zip(BANDS, harm.by_band, strict=True)},
        "deaths_associated": {
            "none_caused": _pair(*harm.none[1:]),
            "likely": _pair(*harm.likely[1:]),
            "all_caused": _pair(*harm.all[1:]),
        },
    }


ARM_WORDS = {
    "usual": "On usual days",
    "walkout": "In the walkout, with no plan",
    "plan": "With the plan",
}


def minutes_text(estimate: Estimate) -> str:
    """Minutes, or that half of all never get so far."""
    return f"{estimate.value:.0f} minutes" if isfinite(estimate.value) else "never"


def sentences(result: FlowResult) -> Iterable[str]:
    """What has to be read first, a sentence each: the arm asked about beside the others."""
    for service in result.services:
        shares = [
            f"{arm.of_all(service).four_hours.value:.0%} {_in_arm(arm)}"
            for arm in reversed(result.arms)
        ]
        yield f"{service}: seen and gone within four hours, of all who come: {', '.join(shares)}."
    yield from troubles(result)
    for service in result.services:
        for arm in result.arms:
            row = arm.of_all(service)
            low, high = 100 * row.four_hours.low, 100 * row.four_hours.high
            yield (
                f"{service}, {_in_arm(arm)}: within four hours {low:.0f} to {high:.0f}%, "
                f"{row.twelve_hours.value:.1%} stay over twelve, {row.left_unseen.value:.1%} leave "
                f"unseen; the median wait for a doctor is {minutes_text(row.wait_median)}."
            )


def _in_arm(arm: FlowArm) -> str:
    words = ARM_WORDS[arm.name]
    return f"{words[0].lower()}{words[1:]}"


def troubles(result: FlowResult) -> Iterable[str]:
    """What does not clear, and when what does is back to normal."""
    for load in result.load:
        if load.busy >= 1:
            yield (
                f"{load.service}: its queue never clears: a week's patients need "
                f"{load.work_hours:.0f} hours of doctors' work and {load.doctor_hours:.0f} are "
                "there. What ends it is those who leave unseen, more doctors, or fewer patients."
            )
        if load.beds_full >= 1:
            yield (
                f"{load.service}: beds never clear: {load.beds_taken:.0f} would be in use on "
                f"average and there are {load.beds}."
            )
    for service, at in result.nobody:
        yield f"{service}: patients come and no doctor is on duty in {_spans(at)}."
    for arm in result.arms:
        yield from (each.says for each in arm.back_to_normal)


def _spans(hours: Sequence[datetime]) -> str:
    """The first hours of some, in words."""
    words = ", ".join(f"{at:%a} {at.day} {at:%b} {at:%H:%M}" for at in hours[:4])
    more = len(hours) - 4
    return f"{words} and {more} hours more" if more > 0 else words
