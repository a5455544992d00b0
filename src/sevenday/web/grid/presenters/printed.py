"""The rota on paper: four weeks a sheet, every doctor."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from sevenday.web.grid.presenters.page import DayHead, day_heads, state_words
from sevenday.web.grid.presenters.rows import broken_columns, shift_classes
from sevenday.web.rotas.judged import judged
from sevenday.web.rotas.matrix import DraftMatrix
from sevenday.web.rotas.models import Period

DAYS_A_SHEET = 28


@dataclass(frozen=True, slots=True)
class PrintedSheet:
    """Some days of every doctor: `rows` have a name and the cells as HTML."""

    days: Sequence[DayHead]
    rows: Sequence[tuple[str, Markup]]


@dataclass(frozen=True)
class PrintedRota:
    """A rota as sheets, and what its letters mean."""

    period: Period
    state: str
    sheets: Sequence[PrintedSheet]
    key: Sequence[tuple[str, str, str]]


def printed_rota(now: DraftMatrix) -> PrintedRota:
    """A rota for the printer; a breach has a mark."""
    rota, heads = judged(now), day_heads(now)
    styles, texts = shift_classes(now), now.shown
    names = now.department.hospital.doctors
    marks = {
        key: broken_columns(now, key, rota.sums[key].breaches) if key in rota.sums else {}
        for key in now.row
    }
    sheets = []
    for first in range(0, now.period.days, DAYS_A_SHEET):
        columns = range(first, min(first + DAYS_A_SHEET, now.period.days))
        rows = []
        for key, row in now.row.items():
            line = now.codes[row].tolist()
            cells = (
                f'<td class="{styles[line[c]]}">{escape(texts[line[c]])}'
                f"{'!' if c in marks[key] else ''}</td>"
                for c in columns
            )
            rows.append((names[row].name, Markup("".join(cells))))
        sheets.append(PrintedSheet(heads[columns.start : columns.stop], rows))
    shifts = now.department.hospital.shifts
    key_words = [
        (f"s{n}", code, shift.name or "") for n, (code, shift) in enumerate(shifts.items())
    ]
    return PrintedRota(now.period, state_words(now), sheets, key_words)
