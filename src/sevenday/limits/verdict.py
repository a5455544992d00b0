"""A breach, with its numbers, its clause and a sentence that can be read out to a doctor."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import ClassVar

from sevenday.clock import short_date, short_time
from sevenday.contracts import GENERAL
from sevenday.limits.sentences import OVERLAP, SENTENCES, SO_FAR
from sevenday.results import Result

CLOCK_CHANGE = "clock change"
"""The branch of a breach that is due to the clocks alone."""
UNITS = {"shifts": "shift", "days": "day", "periods": "on-call period", "breaks": "break"}
MOST_WEEKENDS = 120
"""Of so many a share is told exactly, as 2 in 5."""
WORSE = 1e-9
"""A breach of the same window is another one where it is worse by more than this."""


@dataclass(frozen=True, slots=True)
class Verdict(Result):
    """One breach of one rule by one line, by its worst window.

    `start`, `end`: of the window, by the wall clock (JSON: `from`, `to`). `value` and `limit` are
    in `unit`. `branch`: which branch of the rule was taken. `week`: for a template, the week of
    the line in which the window starts, else None; its dates then say the weekday alone.
    `start_week`: the week of its template in which the line begins, and `cycle`: how many weeks
    that has. `saying`: the key of its sentence, where that is not the rule's. `run`: duties in a
    row before a rest. `with_leave`: leave is counted in an average. `so_far`: some of the reference
    period is yet to come, and the rest could not mend it.
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
    start_week: int = 1
    cycle: int = 0
    run: int = 0
    with_leave: bool = False
    so_far: bool = False

    @property
    def sentence(self) -> str:
        """The breach in words."""
        key = self.saying or self.rule
        table = SO_FAR if self.so_far and key in SO_FAR else SENTENCES
        words = OVERLAP if self.overlaps else table[key]
        sentence = words.format(
            when=self.when,
            value=amount(abs(self.value), self.unit),
            limit=amount(self.limit, self.unit),
            run=self.run,
            s="" if self.run == 1 else "s",
            leave=", leave counted," if self.with_leave else "",
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
        return f"{self.doctor}: {sentence} ({self.clause}).{branch}{doubt}"

    @property
    def overlaps(self) -> bool:
        """Whether two duties overlap, as those of a change on trial may: rest of less than none."""
        return self.unit == "hours" and self.value < 0

    @property
    def template_week(self) -> int:
        """The week of its template, not of the doctor's own line, in which the window starts."""
        week = (self.week or 1) + self.start_week - 1
        return (week - 1) % self.cycle + 1 if self.cycle else week

    @property
    def when(self) -> str:
        """The window in words, by its dates or by the weeks of a template."""
        start, end = (self.end, self.start) if self.overlaps else (self.start, self.end)
        if self.week is not None:
            return self._weeks
        same_day = start.date() == end.date()
        last = f"{end:%H:%M}" if same_day else short_time(end)
        if start.year != end.year:
            last = f"{short_date(end)} {end:%H:%M}"
        return f"{short_date(start)} {start:%H:%M} to {last}"

    @property
    def _weeks(self) -> str:
        """The window in a template's weeks, and in the doctor's own where they begin later."""
        start, end, own = self.start, self.end, self.week or 1
        weeks = (end.date() - start.date()).days // 7
        if self.cycle and weeks >= self.cycle:
            return f"the whole cycle of {self.cycle} weeks"
        first = self.template_week
        last = (first + weeks - 1) % self.cycle + 1 if self.cycle else first + weeks
        later = f"week {last} " if weeks else ""
        ours = f" (week {own} of {self.doctor}'s own)" if self.start_week > 1 else ""
        return f"week {first} {start:%a %H:%M} to {later}{end:%a %H:%M}{ours}"


def added_breaches(before: Iterable[Verdict], after: Iterable[Verdict]) -> tuple[Verdict, ...]:
    """Find the breaches that a change adds: of another window, or worse in the same.

    Duties that overlap break every rule of rest: they are told once.
    """
    known = {(b.rule, b.doctor, b.start, b.end): abs(b.value - b.limit) for b in before}
    added = (
        b
        for b in after
        if abs(b.value - b.limit) > known.get((b.rule, b.doctor, b.start, b.end), 0.0) + WORSE
    )
    once: dict[tuple[str, ...], Verdict] = {}
    for b in added:
        once.setdefault((b.doctor, f"{b.start} {b.end}", "" if b.overlaps else b.rule), b)
    return tuple(once.values())


def amount(value: float, unit: str) -> str:
    """A figure in words: hours and minutes, a count, or a frequency as n in m."""
    if unit == "hours":
        whole, rest = divmod(round(value * 60), 60)
        exact = abs(value * 60 - round(value * 60)) < 1e-3
        if not exact:
            return f"{value:.2f} h"
        minutes = f"{rest} min"
        return f"{whole} h" if not rest else f"{whole} h {minutes}" if whole else minutes
    if unit == "frequency":
        share = Fraction(value).limit_denominator(MOST_WEEKENDS)
        return f"{share.numerator} in {share.denominator}" if share else "none"
    name = UNITS.get(unit, unit)
    return f"{value:g} {name}" + ("" if value == 1 else "s")
