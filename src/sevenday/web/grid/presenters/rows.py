"""The rows of the grid as HTML.

54,600 cells take a template 0.3 s; joined here they take a tenth of it. Every text of a cell is
escaped once, with its code.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from sevenday.limits.verdict import Verdict
from sevenday.model import ABSENCE
from sevenday.web.rotas.discretion import AWAY
from sevenday.web.rotas.judged import JudgedRota, LineSums
from sevenday.web.rotas.matrix import DraftMatrix

OFF = "–"
"""What a blank cell shows: a link has to have a name."""
LONG, LONGER = 4, 8
"""Letters of a cell from which they are small, and so many that they are cut off: a cell that may
be cut off costs the browser a layer of its own, and fifty thousand of them a second an edit."""
SHORT_WINDOW = 21
"""Days: a breach of a longer window stands in no cell, only with its doctor."""


@dataclass(frozen=True, slots=True)
class GridRow:
    """A doctor's line: `cells` as HTML, and the sums; None where nothing is judged."""

    key: int
    name: str
    about: str
    cells: Markup
    hours: str
    nights: str
    weekends: str
    breaches: int


def shift_classes(now: DraftMatrix) -> list[str]:
    """The style of each code: of its first shift, of absence, of a day off."""
    order = {code: f"s{n}" for n, code in enumerate(now.cells.shifts)}
    return [
        next((order[part] for part in text.split("+") if part in order), _apart(text)) + _size(text)
        for text in now.shown
    ]


def _size(text: str) -> str:
    return " l ll" if len(text) > LONGER else " l" if len(text) > LONG else ""


def _apart(text: str) -> str:
    if not text:
        return ""
    return "sa" if text.split("+")[0].removesuffix("/2") in (*ABSENCE, AWAY) else "so"


def grid_rows(
    rota: JudgedRota,
    doctors: Sequence[int],
    columns: range,
    locks: Collection[tuple[int, int]],
) -> list[GridRow]:
    """Some columns of some doctors, by their keys; `locks`: a doctor's key and a column each."""
    now = rota.matrix
    ends = [
        f"""{each and f' class="{each}"'}>{escape(text or OFF)}</a></td>"""
        for text, each in zip(now.shown, shift_classes(now), strict=True)
    ]
    barred: dict[int, set[int]] = {}
    for doctor, column in locks:
        barred.setdefault(doctor, set()).add(column)
    return [_row(rota, doctor, columns, ends, barred.get(doctor, set())) for doctor in doctors]


def _row(
    rota: JudgedRota, doctor: int, columns: range, ends: list[str], locks: set[int]
) -> GridRow:
    now = rota.matrix
    who = now.department.hospital.doctors[now.row[doctor]]
    sums = rota.sums.get(doctor)
    marks = dict.fromkeys(locks, "k")
    for column in broken_columns(now, doctor, sums.breaches if sums else ()):
        marks[column] = f"{marks.get(column, '')}b"
    line = now.codes[now.row[doctor]].tolist()
    cells = [
        f"<td{f' class={marks[n]}' if n in marks else ''}><a href={doctor}/{n}{ends[line[n]]}"
        for n in columns
    ]
    about = " ".join(filter(None, (who.grade, "" if who.wte == 1 else f"{who.wte:g}")))
    return GridRow(doctor, who.name, about, Markup("".join(cells)), *_sums(sums))


def _sums(sums: LineSums | None) -> tuple[str, str, str, int]:
    if sums is None:
        return "", "", "", 0
    return f"{sums.hours:.1f}", f"{sums.nights}", f"{sums.weekends}", len(sums.breaches)


def broken_columns(now: DraftMatrix, doctor: int, breaches: Sequence[Verdict]) -> Mapping[int, int]:
    """The columns that get a mark, each with how many breaches end there: a window's last duty."""
    found: dict[int, int] = {}
    line = now.codes[now.row[doctor]].tolist()
    for breach in breaches:
        first = max(0, now.column(breach.start.date()) - 1)
        last = min(now.period.days - 1, now.column(breach.end.date()))
        if last - first > SHORT_WINDOW:
            continue
        duties = [d for d in range(last, first - 1, -1) if now.cells.parts[line[d]]]
        if duties:
            found[duties[0]] = found.get(duties[0], 0) + 1
    return found
