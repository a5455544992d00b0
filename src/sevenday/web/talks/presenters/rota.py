"""A published rota by the numbers of its posts: duties alone, four weeks at a time."""

from dataclasses import dataclass
from datetime import date, timedelta

from sevenday.clock import SATURDAY, WEEK, hhmm
from sevenday.web.rotas.matrix import version_matrix
from sevenday.web.rotas.models import Version
from sevenday.web.talks.posts import post_name

SHOWN = 4 * WEEK


@dataclass(frozen=True, slots=True)
class FourWeeks:
    """Four weeks: days, which are weekends, and of each post what it works; blank for nothing."""

    days: tuple[date, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def weekends(self) -> tuple[bool, ...]:
        """Which days are Saturdays and Sundays."""
        return tuple(day.weekday() >= SATURDAY for day in self.days)


@dataclass(frozen=True, slots=True)
class PostsRota:
    """A department's rota: what its codes mean, and its sheets."""

    department: str
    key: tuple[str, ...]
    sheets: tuple[FourWeeks, ...]


def posts_rota(version: Version) -> PostsRota:
    """A version without persons. Time away is blank: who is ill or on leave is nobody's to read."""
    now = version_matrix(version)
    works = [
        "+".join(part for part in text.split("+") if part in now.cells.shifts)
        for text in now.cells.texts
    ]
    lines = [[works[code] for code in row] for row in now.codes.tolist()]
    used = sorted({part for line in lines for text in line if text for part in text.split("+")})
    sheets = []
    for low in range(0, now.period.days, SHOWN):
        high = min(low + SHOWN, now.period.days)
        days = tuple(now.period.first + timedelta(days=k) for k in range(low, high))
        rows = tuple((post_name(row), tuple(line[low:high])) for row, line in enumerate(lines))
        sheets.append(FourWeeks(days, rows))
    shifts = now.cells.shifts
    key = tuple(f"{code} {hhmm(shifts[code].start)}-{hhmm(shifts[code].end)}" for code in used)
    return PostsRota(version.period.department.name, key, tuple(sheets))
