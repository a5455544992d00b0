"""A walkout's cover plan from a hospital's folder: the library's one call."""

import json
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from sevenday.frames import frame
from sevenday.walkout.law.notice import ActionNotice, judge_notice
from sevenday.walkout.load import WalkoutInputs, load_walkout
from sevenday.walkout.plan_json import plan_document
from sevenday.walkout.planning.escalation import Escalation, escalations
from sevenday.walkout.planning.plan import SECONDS, CoverPlan, plan


@dataclass(frozen=True, eq=False, slots=True)
class CoverResult:
    """The plan of a walkout, what the law says of its notice, and what cannot be made safe."""

    inputs: WalkoutInputs
    plan: CoverPlan
    notice: ActionNotice
    escalations: tuple[Escalation, ...]

    def summary(self) -> str:
        """The verdict, and each place that cannot be made safe, in a few lines of text."""
        return "\n".join([verdict(self.plan), *(f"  {e.sentence}" for e in self.escalations)])

    def to_frame(self) -> Any:
        """The places as a polars DataFrame, a row each (needs `sevenday[frames]`)."""
        return frame(
            [{**row, "cover": ", ".join(row["cover"])} for row in self.document()["places"]]
        )

    def document(self) -> dict[str, Any]:
        """The plan as plain dicts and lists: the JSON of `sevenday walkout`."""
        return plan_document(self.plan, self.notice, self.escalations)

    def to_json(self) -> str:
        """The same as text."""
        return json.dumps(self.document(), ensure_ascii=False, indent=1)


def cover(path: str | Path, like: str | None = None, seconds: float = SECONDS) -> CoverResult:
    """Plan the walkout of a hospital's folder.

    `like`: take turnout from the record ("2016-04-26", "2025-11"). Raises InputError with every
    fault of the files.
    """
    inputs = load_walkout(Path(path), like)
    made = plan(inputs.problem, seconds)
    return CoverResult(inputs, made, judge_notice(inputs.walkout), escalations(made))


def verdict(plan: CoverPlan) -> str:
    """Whether it is safe, and at what price, in three sentences."""
    assumptions = plan.problem.assumptions
    unsafe = Counter(each.place.rank for each in plan.places if each.unsafe)
    total = Counter(each.place.rank for each in plan.places)
    parts = [
        f"{unsafe[rank]} of {total[rank]} places of rank {rank} are over the {chance:g} chance of "
        "being short that is allowed"
        if unsafe[rank]
        else f"All {total[rank]} places of rank {rank} are within the {chance:g} chance of being "
        "short that is allowed"
        for rank, chance in assumptions.limits.items()
    ]
    allowed = ("NOT SAFE. " if unsafe else "") + ". ".join(parts)
    lists, gone = plan.problem.lists, plan.lists_withdrawn
    patients = sum(row.patients for row in gone)
    people = len({s for s, _ in plan.calls})
    sure = "proved the least" if plan.gap == 0 else f"within {plan.gap:.1%} of the least"
    return (
        f"{allowed}. {len(gone)} of {len(lists)} lists are withdrawn, {patients} of "
        f"{sum(row.patients for row in lists)} patients; {people} substitutes are called "
        f"{len(plan.calls)} times, for £{plan.levels[-1].cost:,}. This is {sure}. If "
        f"{assumptions.sick_rate:.0%} of those who are not called out are sick, "
        f"{_sick_hours(plan):.1f} hours of rank 1 are short on average."
    )


def _sick_hours(plan: CoverPlan) -> float:
    """Hours that places of rank 1 are short, on average, with sick calls."""
    return sum(
        each.sick * ((each.place.end - each.place.start) / timedelta(hours=1))
        for each in plan.places
        if each.place.rank == 1 and not each.past
    )
