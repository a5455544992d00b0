"""The weeks of a rota that a page shows: four as a rule, from the week of today on."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

from sevenday.clock import WEEK, week_start
from sevenday.web.rotas.models import Period

WEEKS = 4
"""As many as a screen of 1280 px shows: more days than are looked at make each edit slower."""
MOST_WEEKS = 104


@dataclass(frozen=True, slots=True)
class ShownWeeks:
    """The columns `first` to `stop` of a period, `stop` not among them; `weeks` as asked for."""

    period: Period
    first: int
    stop: int
    weeks: int = WEEKS

    @property
    def columns(self) -> range:
        """The columns that are shown."""
        return range(self.first, self.stop)

    @property
    def day(self) -> date:
        """The first date that is shown."""
        return self.period.first + timedelta(days=self.first)

    @property
    def last(self) -> date:
        """The last date that is shown."""
        return self.period.first + timedelta(days=self.stop - 1)

    @property
    def query(self) -> str:
        """What an address says to show the same."""
        weeks = f"&weeks={self.weeks}" if self.weeks != WEEKS else ""
        return f"from={self.day}{weeks}"

    def moved(self, weeks: int) -> "ShownWeeks":
        """The same many weeks, some later or earlier, within the period."""
        return window_from(self.period, self.day + timedelta(weeks=weeks), self.weeks)


@dataclass(frozen=True, slots=True)
class WeekLink:
    """A week of a rota: from its Monday, or the rota's first date; how many gaps it has."""

    day: date
    gaps: int
    is_shown: bool


def window_of(period: Period, asked: Mapping[str, str], today: date) -> ShownWeeks:
    """What an address asks for by `from` and `weeks`; else four weeks from that of today on."""
    day, weeks = today, asked.get("weeks", "")
    with suppress(ValueError):
        day = date.fromisoformat(asked.get("from", ""))
    many = int(weeks) if weeks.isdecimal() and len(weeks) < 4 else WEEKS
    return window_from(period, day, min(max(1, many), MOST_WEEKS))


def window_from(period: Period, day: date, weeks: int = WEEKS) -> ShownWeeks:
    """The weeks from that of a date on; the rota's last ones where it ends before."""
    monday = (week_start(day) - period.first).days
    first = max(0, min(monday, period.days - weeks * WEEK))
    return ShownWeeks(period, first, min(period.days, first + weeks * WEEK), weeks)


def week_links(window: ShownWeeks, gaps: Collection[date]) -> Sequence[WeekLink]:
    """Every week of the period; `gaps`: the date of each doctor that is missing."""
    period, found = window.period, []
    monday = week_start(period.first)
    while monday <= period.last:
        after = monday + timedelta(weeks=1)
        found.append(
            WeekLink(
                max(monday, period.first),
                sum(monday <= day < after for day in gaps),
                monday <= window.last and after > window.day,
            )
        )
        monday = after
    return found
