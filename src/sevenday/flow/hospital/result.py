"""What `simulate` gives back: hours, classes, beds and harm by arm, with intervals."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from math import isfinite
from typing import Any

from sevenday.clock import short_date
from sevenday.files.write import cover_text
from sevenday.flow.hospital.days_run import DaysRun
from sevenday.flow.hospital.estimates import SURE, Estimate
from sevenday.flow.hospital.load import ServiceLoad, load_words
from sevenday.flow.hospital.more_seniors import SeniorPost
from sevenday.flow.hospital.rows import (
    ARM_WORDS,
    FlowArm,
    OneMore,
    class_row,
    figure_or_none,
    interval_of,
)
from sevenday.frames import frame
from sevenday.model import Requirement
from sevenday.results import Result


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
    seniors
        Posts of the walkout in which another senior does most, in order, where they were sought.
    cover
        The rows of the hospital's cover.csv.
    days
        Those looked at, and run after them.
    of_action
        How many of those looked at have hours of the walkout; 0 where there is none.
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
    seniors: tuple[SeniorPost, ...] = ()
    cover: tuple[Requirement, ...] = ()
    days: DaysRun | None = None
    of_action: int = 0

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

    def cover_csv(self) -> str:
        """The text of the hospital's cover.csv with a row more for each of `seniors`."""
        many = Counter(post.need for post in self.seniors)
        more = [replace(need, min=n, ideal=n) for need, n in many.items()]
        return cover_text([*self.cover, *more])

    def summary(self) -> str:
        """A sentence for each service and arm, then what does not clear."""
        return "\n".join(sentences(self))

    def to_frame(self) -> Any:
        """The classes of every arm as a polars DataFrame (needs `sevenday[frames]`)."""
        return frame(
            [{"arm": arm.name} | class_row(row) for arm in self.arms for row in arm.classes]
        )

    def to_dict(self) -> dict[str, Any]:
        """The JSON of `sevenday flow`."""
        own = self.arm.to_dict()
        intervals = own.pop("intervals")
        intervals["one_more"] = [
            {"gain": interval_of(*each.gain[1:]), "loss": each.loss and interval_of(*each.loss[1:])}
            for each in self.one_more
        ]
        intervals["seniors"] = [
            {"on_time": interval_of(*post.on_time[1:]), "hours": interval_of(*post.hours[1:])}
            for post in self.seniors
        ]
        return {
            "arm": self.arm.name,
            "days": self.days
            and {
                "first": self.days.first,
                "looked_at": self.days.looked_at,
                "after": self.days.after,
                "of_action": self.of_action,
            },
            **own,
            "one_more": [
                {
                    "service": each.service,
                    "hour": each.hour,
                    "tier": each.tier,
                    "gain": figure_or_none(each.gain.value),
                    "loss": each.loss and figure_or_none(each.loss.value),
                }
                for each in self.one_more
            ],
            "seniors": [
                {
                    "service": post.need.service,
                    "shift": post.need.shift,
                    "date": post.need.days,
                    "clock": post.clock,
                    "tier": post.need.tier,
                    "on_time": figure_or_none(post.on_time.value),
                    "hours": figure_or_none(post.hours.value),
                }
                for post in self.seniors
            ],
            "without": {arm.name: arm.to_dict() for arm in self.without},
            "load": [
                {
                    "service": each.service,
                    "work_hours": figure_or_none(each.work_hours),
                    "doctor_hours": figure_or_none(each.doctor_hours),
                    "busy": figure_or_none(each.busy),
                    "beds_taken": figure_or_none(each.beds_taken),
                    "beds": figure_or_none(each.beds) if each.beds >= 0 else None,
                }
                for each in self.load
            ],
            "nobody": [{"service": service, "at": list(at)} for service, at in self.nobody],
            "intervals": {"sure": SURE, "half_width": figure_or_none(self.half_width), **intervals},
            "replications": self.replications,
            "seed": self.seed,
            "remarks": list(self.remarks),
        }


def seniors_words(result: FlowResult) -> Iterable[str]:
    """Where another senior does most in the walkout, a sentence each."""
    for n, post in enumerate(result.seniors):
        need = post.need
        before = ", with those before it" if n else ""
        low, high = post.on_time[1:]
        saved = post.hours.value
        word = "saved" if saved >= 0 else "more, as fewer leave unseen"
        yield (
            f"{need.service or 'any service'}: another senior on {need.shift} ({post.clock}) of "
            f"{short_date(date.fromisoformat(need.days))}: {post.on_time.value:.1f} patients more "
            f"({low:.1f}-{high:.1f}) seen and gone within four hours, {abs(saved):.1f} "
            f"patient-hours {word}{before}."
        )


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
        who = f"of all who come{_mixed_days(result)}"
        yield f"{service}: seen and gone within four hours, {who}: {', '.join(shares)}."
    yield from troubles(result)
    for service in result.services:
        for arm in result.arms:
            row = arm.of_all(service)
            low, high = 100 * row.four_hours.low, 100 * row.four_hours.high
            yield (
                f"{service}, {_in_arm(arm)}: within four hours {low:.1f} to {high:.1f}%, "
                f"{row.twelve_hours.value:.1%} stay over twelve, {row.left_unseen.value:.1%} leave "
                f"unseen; the median wait for a doctor is {minutes_text(row.wait_median)}."
            )


def _mixed_days(result: FlowResult) -> str:
    """How many days are looked at, where the action is on some of them alone."""
    days = result.days
    if days is None or not 0 < result.of_action < days.looked_at:
        return ""
    have = "has" if result.of_action == 1 else "have"
    return (
        f" on {days.looked_at} days from {short_date(days.first)}, {result.of_action} of which "
        f"{have} hours of the walkout"
    )


def _in_arm(arm: FlowArm) -> str:
    words = ARM_WORDS[arm.name]
    return f"{words[0].lower()}{words[1:]}"


def troubles(result: FlowResult) -> Iterable[str]:
    """What does not clear, and when what does is back to normal."""
    for load in result.load:
        yield from load_words(load)
    for service, at in result.nobody:
        yield f"{service}: patients come and no doctor is on duty in {_spans(at)}."
    for arm in result.arms:
        yield from (each.says for each in arm.back_to_normal)


def _spans(hours: Sequence[datetime]) -> str:
    """The first hours of some, in words."""
    words = ", ".join(f"{at:%a} {at.day} {at:%b} {at:%H:%M}" for at in hours[:4])
    more = len(hours) - 4
    return f"{words} and {more} hours more" if more > 0 else words
