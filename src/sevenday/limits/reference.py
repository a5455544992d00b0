"""The reference period of each line: is its span the whole of it, or a part (READINGS.md)?"""

from dataclasses import dataclass, replace
from typing import Self

import numpy as np
import numpy.typing as npt

from sevenday.clock import WEEK
from sevenday.contracts import Terms
from sevenday.limits.lines import Lines

PLACEMENT, PART = "placement", "part"
WHOLE_WEEKS = 8
"""A span of so many weeks is taken for a placement, a shorter one for a part. Unconfirmed: ours."""


def is_part(days: npt.NDArray[np.int64], span: str | None) -> npt.NDArray[np.bool_]:
    """(n,) whether spans of so many days are parts; `span`: as [settings] has it, or None."""
    return days < WEEK * WHOLE_WEEKS if span is None else np.full(len(days), span == PART)


@dataclass(frozen=True, eq=False, slots=True)
class ReferencePeriod:
    """Of each line, whether its span is a part of the reference period, and what counts to it.

    `days`: of the reference period; `part`: (n,); `start`, `stop`: (n,) the days of the lines that
    averages and frequencies count: history too, in a part.
    """

    days: int
    part: npt.NDArray[np.bool_]
    start: npt.NDArray[np.int64]
    stop: npt.NDArray[np.int64]

    @classmethod
    def of(cls, lines: Lines, terms: Terms, span: str | None) -> Self:
        """The reference period of some lines; `span`: as [settings] has it, None for the default.

        A template is judged whole; a doctor who joined or left has a span of their own.
        """
        term = "define.reference_weeks"
        days = WEEK * int(terms.value(term)) if terms.has(term) else lines.days
        part = is_part(lines.stop - lines.start, span) & (not lines.cyclic)
        start = np.where(part, np.maximum(lines.known, lines.stop - days), lines.start)
        return cls(days, part, start, lines.stop)

    @property
    def so_far(self) -> npt.NDArray[np.bool_]:
        """(n,) whether some of the reference period is yet to come."""
        return self.part & (self.stop - self.start < self.days)

    def counted(self, lines: Lines) -> Lines:
        """The lines with the spans that averages and frequencies count."""
        return replace(lines, start=self.start)
