"""A breach, with its numbers, its clause and a sentence that can be read out to a doctor."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import ClassVar

from sevenday.clock import short_date, short_time
from sevenday.contracts import GENERAL
from sevenday.limits.sentences import SENTENCES
from sevenday.results import Result

CLOCK_CHANGE = "clock change"
"""The branch of a breach that is due to the clocks alone."""
UNITS = {"shifts": "shift", "days": "day", "periods": "on-call period", "breaks": "break"}
MOST_WEEKENDS = 120
"""Of so many a share is told exactly, as 2 in 5."""


@dataclass(frozen=True, slots=True)
class Verdict(Result):
    """One breach of one rule by one line, by its worst window.

    `start`, `end`: of the window, by the wall clock (JSON: `from`, `to`). `value` and `limit` are
    in `unit`. `branch`: which branch of the rule was taken. `week`: for a template, the week of
    the line in which the window starts, else None; its dates then say the weekday alone.
    `saying`: the key of its sentence, where that is not the rule's.
    """

    KEYS: ClassVar[str] = (
        "rule doctor from=start to=end value limit unit clause branch certainty sentence"
    )

    rule: str
    doctor: str
    start: datetime
    end: datetime
    value: float
    limit: float
    unit: str
    clause: str
    branch: str
    certainty: str
    week: int | None = None
    saying: str = ""

    @property
    def sentence(self) -> str:
        """The breach in words."""
        said = SENTENCES[self.saying or self.rule].format(
            when=self._when,
            value=amount(self.value, self.unit),
            limit=amount(self.limit, self.unit),
        )
        branch = (
            "" if self.branch == GENERAL else f" This is the limit of the branch '{self.branch}'."
        )
        if self.branch == CLOCK_CHANGE:
            branch = f" Without the change of the clocks it would be kept (branch '{self.branch}')."
        doubt = (
            " A figure that this rests on is unconfirmed."
            if self.certainty == "unconfirmed"
            else ""
        )
        return f"{self.doctor}: {said} ({self.clause}).{branch}{doubt}"

    @property
    def _when(self) -> str:
        start, end = self.start, self.end
        if self.week is not None:
            weeks = (end.date() - start.date()).days // 7
            later = f"week {self.week + weeks} " if weeks else ""
            return f"week {self.week} {start:%a %H:%M} to {later}{end:%a %H:%M}"
        same_day = start.date() == end.date()
        last = f"{end:%H:%M}" if same_day else short_time(end)
        return f"{short_date(start)} {start:%H:%M} to {last}"


def amount(value: float, unit: str) -> str:
    """A figure in words: hours and minutes, a count, or a frequency as n in m."""
    if unit == "hours":
        whole, rest = divmod(round(value * 60), 60)
        exact = abs(value * 60 - round(value * 60)) < 1e-3
        if not exact:
            return f"{value:.2f} h"
        return f"{whole} h" if not rest else f"{whole} h {rest} min"
    if unit == "frequency":
        share = Fraction(value).limit_denominator(MOST_WEEKENDS)
        return f"{share.numerator} in {share.denominator}" if share else "none"
    name = UNITS.get(unit, unit)
    return f"{value:g} {name}" + ("" if value == 1 else "s")
