"""What one change would mend a breach: a later start, or a duty that somebody else works."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import ClassVar

import numpy as np

from sevenday.clock import DAY, WEEK, elapsed, moment, short_date, short_time, wall
from sevenday.contracts import Terms
from sevenday.limits.checker import Checker
from sevenday.limits.lines import LineSource, dated
from sevenday.limits.result import CheckResult
from sevenday.limits.verdict import Verdict, added_breaches
from sevenday.model import OFF, Codes, DutyCodes, Hospital, Rota, Shift
from sevenday.results import Result

MOST_DAYS = 3 * WEEK
"""A breach of a longer window has no one duty that stands out."""
REST = ("hours.rest_", "hours.off_between", "hours.daily_rest")


@dataclass(frozen=True, slots=True)
class Mend(Result):
    """One change that the checker has passed: the breach is gone, and no other comes.

    `day`, `duty`: the cell changed; `start`: the nearest lawful start, "" where the duty goes to
    somebody else.
    """

    KEYS: ClassVar[str] = "rule doctor day duty start sentence"

    rule: str
    doctor: str
    day: date
    duty: str
    start: str = ""

    @property
    def sentence(self) -> str:
        """The change in words."""
        what = f"{self.duty} on {short_date(self.day)}"
        if self.start:
            return f"{self.doctor}: {self.rule} would be kept if {what} began at {self.start}."
        return f"{self.doctor}: {self.rule} would be kept if somebody else worked {what}."


def find_mends(
    hospital: Hospital, terms: Terms, result: CheckResult, use: LineSource | None = None
) -> tuple[Mend, ...]:
    """For each breach of a dated rota the changes of one duty that mend it, put to the checker.

    The nearest lawful start comes first, then the latest duty that could go to somebody else.
    """
    if hospital.rota is None or use == "template":
        return ()
    trial = _Trial(hospital, terms, result)
    return tuple(mend for breach in result.breaches for mend in trial.mends(breach))


class _Trial:
    """The rota's lines, each with one cell changed, judged against how they stand."""

    def __init__(self, hospital: Hospital, terms: Terms, result: CheckResult) -> None:
        assert hospital.rota is not None
        self.hospital, self.terms, self.rota = hospital, terms, hospital.rota
        self.as_it_stands = result.breaches
        self.checker = Checker(hospital, terms)

    def mends(self, breach: Verdict) -> Iterator[Mend]:
        """The changes that mend a breach."""
        first = (breach.start.date() - self.rota.first).days - 1
        last = min((breach.end.date() - self.rota.first).days, self.rota.days - 1)
        if breach.doctor not in self.rota.doctors or last - first > MOST_DAYS:
            return
        row = self.rota.doctors.index(breach.doctor)
        line = self.rota.codes[row]
        duties = [d for d in range(last, max(first, 0) - 1, -1) if self._parts(int(line[d]))]
        if breach.rule.startswith(REST) and duties:
            yield from self._later_start(breach, row, duties[0])
        for day in duties:
            changed = line.copy()
            changed[day] = OFF
            if self._mended(breach, self.hospital, self.checker, changed):
                text = self.hospital.cells.texts[int(line[day])]
                yield Mend(breach.rule, breach.doctor, self._date(day), text)
                return

    def _later_start(self, breach: Verdict, row: int, day: int) -> Iterator[Mend]:
        """The duty after a rest that is short, begun when the rest is long enough."""
        code = int(self.rota.codes[row, day])
        parts = self._parts(code)
        lines = dated(self.hospital, self.rota)
        midnight, jump = lines.calendar()
        since = (breach.start.date() - lines.day_zero).days
        minute = breach.start.hour * 60 + breach.start.minute
        rested = elapsed(midnight, jump, since, minute) + round(60 * breach.limit)
        at, clock = wall(midnight, jump, rested)
        start = (at - lines.history - day) * DAY + clock
        if len(parts) != 1 or not parts[0].start < start < parts[0].end:
            return
        later = replace(parts[0], code="later", start=start, work=float(parts[0].end - start))
        cells = DutyCodes(
            {**self.hospital.shifts, "later": later},
            list(self.hospital.cells.texts),
            list(self.hospital.cells.parts),
            self.hospital.cells.normal_day,
        )
        hospital = replace(self.hospital, cells=cells)
        line = self.rota.codes[row].copy()
        line[day] = cells.code("later")
        if self._mended(breach, hospital, Checker(hospital, self.terms), line):
            finish = short_time(moment(self._date(day), start))
            text = self.hospital.cells.texts[code]
            yield Mend(breach.rule, breach.doctor, self._date(day), text, finish)

    def _mended(self, breach: Verdict, hospital: Hospital, checker: Checker, line: Codes) -> bool:
        """Whether a changed line has not the breach, and none that it had not."""
        rota = Rota((breach.doctor,), self.rota.first, line[None, :].astype(np.int16))
        after = checker.verdicts(dated(hospital, rota))[0]
        before = [b for b in self.as_it_stands if b.doctor == breach.doctor]
        same = any(
            b.rule == breach.rule and b.start < breach.end and breach.start < b.end for b in after
        )
        return not same and not added_breaches(before, after)

    def _parts(self, code: int) -> tuple[Shift, ...]:
        return self.hospital.cells.parts[code]

    def _date(self, day: int) -> date:
        return self.rota.first + timedelta(days=day)
