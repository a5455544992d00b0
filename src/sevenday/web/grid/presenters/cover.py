"""The cover lines of the grid: how many are there of those needed, day by day; gaps are links."""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from sevenday.model import Requirement
from sevenday.web.rotas.gaps import DayCover
from sevenday.web.rotas.judged import JudgedRota


@dataclass(frozen=True, slots=True)
class GridCoverLine:
    """What a service needs of a shift: `rows` of cover.csv that say so, `cells` as HTML."""

    number: int
    name: str
    cells: Markup


def line_name(need: Requirement, with_service: bool = True) -> str:
    """What is needed, in a few words, as "ED N, tier 2"."""
    parts = [f"{need.service if with_service else ''} {need.shift}".strip()]
    if need.tier is not None:
        parts.append(f"tier {need.tier}")
    return ", ".join([*parts, *filter(None, [need.competence])])


def _lines(rota: JudgedRota) -> dict[tuple[object, ...], list[int]]:
    """The rows of cover.csv that make one line: they differ by their days and numbers alone."""
    found: dict[tuple[object, ...], list[int]] = {}
    for n, need in enumerate(rota.table.needs):
        found.setdefault((need.service, need.shift, need.tier, need.competence), []).append(n)
    return found


def cover_lines(rota: JudgedRota, columns: range) -> list[GridCoverLine]:
    """Every line on some days."""
    several = len({need.service for need in rota.table.needs}) > 1
    return [
        GridCoverLine(
            line,
            line_name(rota.table.needs[numbers[0]], several),
            Markup("").join(
                Markup("<td id=v%d-%d>%s</td>") % (line, day, cover_cell(rota, numbers, day))
                for day in columns
            ),
        )
        for line, numbers in enumerate(_lines(rota).values())
    ]


def cover_cells(rota: JudgedRota, columns: Iterable[int]) -> list[tuple[int, int, Markup]]:
    """The cells of some days, each with its line and column, for a page that shows others."""
    wanted = sorted(set(columns))
    return [
        (line, column, cover_cell(rota, numbers, column))
        for line, numbers in enumerate(_lines(rota).values())
        for column in wanted
    ]


def cover_cell(rota: JudgedRota, numbers: list[int], column: int) -> Markup:
    """A line on a day: nothing where it is not needed, ok, or a gap that leads to who could."""
    there = [(n, each) for n in numbers if (each := rota.cover(n, column)) is not None]
    if not there:
        return Markup("")
    number, worst = max(there, key=lambda each: (each[1].missing, each[1].over))
    if worst.missing:
        words = f"{worst.there}/{worst.need.min}"
        return Markup('<a class="g" href="gap/%d/%d">%s</a>') % (number, column, words)
    return Markup('<i class="o">%s</i>') % _over(worst) if worst.over else Markup("ok")


def _over(worst: DayCover) -> str:
    return f"{worst.there}/{worst.need.max}"
