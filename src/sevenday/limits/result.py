"""What a check gives back: lines with their averages and bands, breaches, notes."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from sevenday.frames import frame
from sevenday.limits.verdict import Verdict
from sevenday.results import Measured, Result


@dataclass(frozen=True, slots=True)
class LineResult(Result):
    """One line. Hours are a week; `weekend_frequency` is weekends worked / whole weekends.

    `average_hours` counts prospective cover where leave days are given; `band` is the New
    Deal's, None under other contracts. `out_of_hours` is the share of duty hours. `so_far`: some of
    the reference period is yet to come.
    """

    doctor: str
    grade: str
    average_hours: Measured
    average_hours_without_leave: Measured
    weekend_frequency: Measured
    band: str | None
    out_of_hours: Measured | None
    so_far: bool = False


@dataclass(frozen=True, slots=True)
class LineOutcome:
    """A line under a contract without the words of its breaches: `broken` has their rules."""

    line: LineResult
    broken: frozenset[str]


@dataclass(frozen=True, slots=True)
class CheckResult(Result):
    """The verdict on a hospital's lines under one contract on one date."""

    contract: str
    on: date
    lines: tuple[LineResult, ...]
    breaches: tuple[Verdict, ...]
    notes: tuple[str, ...] = ()

    def summary(self) -> str:
        """How many breaches of which rules, in a few lines of text."""
        broken = len({breach.doctor for breach in self.breaches})
        head = f"{self.contract} on {self.on}: {len(self.lines)} lines, {broken} with a breach"
        counts = Counter(breach.rule for breach in self.breaches)
        return "\n".join([head, *(f"  {rule}: {n}" for rule, n in counts.most_common())])

    def to_frame(self) -> Any:
        """The breaches as a polars DataFrame, a row each (needs `sevenday[frames]`)."""
        return frame([breach.to_dict() for breach in self.breaches])
