"""The grid as a page: its heading in numbers, its dates, its rows, its cover."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sevenday.clock import SATURDAY, bank_holidays
from sevenday.web.grid.presenters.cover import GridCoverLine, cover_lines
from sevenday.web.grid.presenters.rows import GridRow, grid_rows
from sevenday.web.grid.presenters.window import ShownWeeks, WeekLink, week_links
from sevenday.web.requests.models import Request, State
from sevenday.web.rotas.checking import nation_of
from sevenday.web.rotas.current import last_version, today
from sevenday.web.rotas.gaps import all_days
from sevenday.web.rotas.judged import JudgedRota, judged
from sevenday.web.rotas.matrix import DraftMatrix
from sevenday.web.rotas.models import Period

IN_A_TABLE = 10
"""Doctors of one table: the browser lays out again only the table in which a cell changed."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What the grid is narrowed to: `show`: "gaps" or "breaches"; a doctor's key; a shift."""

    show: str = ""
    doctor: int = 0
    shift: str = ""

    def __bool__(self) -> bool:
        return bool(self.show or self.doctor or self.shift)


@dataclass(frozen=True, slots=True)
class Counts:
    """The heading in numbers; `gap`: the day of the next gap, else of the first."""

    gaps: int
    breaches: int
    requests: int
    last_edit: int
    gap: date | None = None


@dataclass(frozen=True, slots=True)
class DayHead:
    """A date as the head of a column; `kind`: "we" at a weekend, "bh" on a bank holiday."""

    day: date
    kind: str


@dataclass(frozen=True)
class GridPage:
    """Everything on the page."""

    period: Period
    window: ShownWeeks
    weeks: Sequence[WeekLink]
    state: str
    counts: Counts
    days: Sequence[DayHead]
    months: Sequence[tuple[date, int]]
    tables: Sequence[Sequence[GridRow]]
    cover: Sequence[GridCoverLine]
    codes: Sequence[str]
    doctors: Sequence[tuple[int, str]]
    filters: Filters

    @property
    def shown(self) -> str:
        """The keys of the doctors that are shown, where not all are."""
        return ",".join(f"{row.key}" for rows in self.tables for row in rows if self.filters)


def grid_page(now: DraftMatrix, filters: Filters, window: ShownWeeks) -> GridPage:
    """The grid of a rota's weeks."""
    period, rota, columns = now.period, judged(now), window.columns
    rows = grid_rows(rota, shown_doctors(rota, filters), columns, locked_cells(now))
    days = day_heads(now)[window.first : window.stop]
    names = now.department.hospital.doctors
    return GridPage(
        period,
        window,
        week_links(window, [each.day for _, each in rota.gaps for _ in range(each.missing)]),
        state_words(now),
        counts_of(rota),
        days,
        [
            (day, len(list(same)))
            for day, same in groupby(days, lambda head: head.day.replace(day=1))
        ],
        [rows[k : k + IN_A_TABLE] for k in range(0, len(rows), IN_A_TABLE)],
        cover_lines(rota, columns),
        list(dict.fromkeys(text for text in now.shown if text and "+" not in text)),
        [(key, names[row].name) for key, row in now.row.items()],
        filters,
    )


def state_words(now: DraftMatrix) -> str:
    """Whether it is a draft, and after which version."""
    if now.version:
        return f"version {now.version}, published"
    version = last_version(now.period)
    return f"draft after version {version.number}" if version else "first draft"


def counts_of(rota: JudgedRota) -> Counts:
    """The numbers of the heading."""
    asked = Request.objects.filter(
        department=rota.matrix.period.department, state=State.ASKED
    ).count()
    days = [cover.day for _, cover in rota.gaps]
    gap = next((day for day in days if day >= today()), next(iter(days), None))
    return Counts(rota.missing, len(rota.breaches), asked, rota.matrix.last_edit, gap)


def day_heads(now: DraftMatrix) -> list[DayHead]:
    """The dates of a rota as heads of columns."""
    period = now.period
    holidays = bank_holidays(period.first, period.last, nation_of(now).nation or "england")
    return [
        DayHead(day, "bh" if day in holidays else "we" if day.weekday() >= SATURDAY else "")
        for day in all_days(now)
    ]


def shown_doctors(rota: JudgedRota, filters: Filters) -> list[int]:
    """The doctors that a filter leaves: with a breach, with a shift, fit for a gap."""
    now, keys = rota.matrix, list(rota.matrix.department.keys)
    if filters.doctor:
        keys = [key for key in keys if key == filters.doctor]
    if filters.show == "breaches":
        keys = [key for key in keys if key in rota.sums and rota.sums[key].breaches]
    if filters.show == "gaps":
        needs = {number for number, _ in rota.gaps}
        keys = [key for key in keys if any(rota.table.fit[n, now.row[key]] for n in needs)]
    if filters.shift:
        has = {
            code
            for code, text in enumerate(now.shown)
            if filters.shift in (part.removesuffix("/2") for part in text.split("+"))
        }
        keys = [key for key in keys if has & set(now.codes[now.row[key]].tolist())]
    return keys


def locked_cells(now: DraftMatrix) -> Collection[tuple[int, int]]:
    """The locked cells of a draft, each a doctor's key and a column."""
    if now.version:
        return set()
    locks = now.period.locks.values_list("doctor_id", "day")
    return {(doctor, (day - now.period.first).days) for doctor, day in locks}
