"""What a page has to paint again after a change: its own cells, and what others changed since."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from sevenday.web.grid.presenters.cover import cover_cells
from sevenday.web.grid.presenters.page import Counts, counts_of, locked_cells
from sevenday.web.grid.presenters.rows import GridRow, grid_rows
from sevenday.web.grid.wanted import WantedChange
from sevenday.web.rotas.drafts import CellEdit
from sevenday.web.rotas.judged import judged
from sevenday.web.rotas.matrix import DraftMatrix
from sevenday.web.rotas.models import Draft, Edit


@dataclass(frozen=True)
class Repaint:
    """Rows, cells of the cover and the numbers of the heading, and a word; `trouble`: of a no."""

    rows: Sequence[GridRow]
    cover: Sequence[tuple[int, int, Markup]]
    counts: Counts
    words: str
    trouble: bool = False


def repaint(
    draft: Draft,
    now: DraftMatrix,
    asked: WantedChange,
    words: str,
    trouble: bool = False,
    cells: Sequence[CellEdit] = (),
) -> Repaint:
    """Everything that differs from what a page shows.

    `cells`: those to be painted whether or not they changed, as a page shows what it asked for.
    """
    rota = judged(now)
    edits = Edit.objects.filter(draft=draft, id__gt=asked.since).values_list("doctor_id", "day")
    changed = {*edits, *((cell.doctor, cell.day) for cell in cells)}
    doctors = {doctor for doctor, _ in changed if doctor in now.row}
    columns = {now.column(day) + k for _, day in changed for k in (0, 1)}
    shown = doctors & asked.shown if asked.shown else doctors
    return Repaint(
        grid_rows(rota, [key for key in now.row if key in shown], asked.columns, locked_cells(now)),
        cover_cells(rota, (c for c in columns if c in asked.columns)),
        counts_of(rota),
        words,
        trouble,
    )
