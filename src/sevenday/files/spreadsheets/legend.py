"""Find what a sheet says of its codes: their times, in a table or a sentence, or their meaning."""

import re
from collections.abc import Collection, Iterator
from typing import Any

from sevenday.files.leave_words import meaning_within
from sevenday.files.sheets import Cell, Sheet, wrong
from sevenday.files.spreadsheets.entries import (
    BREAKS,
    EDGES,
    MARKS,
    Legend,
    Piece,
    add_times,
    candidates,
    in_use,
)
from sevenday.files.time_words import SHORTEST, bare_minute, minute_in, times_in

PARTS = re.compile(r"[\n;]|,(?=[^,]*\d)")
"""What stands between the codes of one cell."""
MOST_WORDS = 60


def read_legend(
    sheet: Sheet, taken: Collection[tuple[int, int]], used: Collection[str], legend: Legend
) -> None:
    """Add what a sheet's cells, but for those `taken` by its rotas, say of the codes `used`."""
    rows: dict[int, list[tuple[int, Cell]]] = {}
    for (row, column), cell in sorted(sheet.cells.items()):
        if (row, column) not in taken and (cell.text or cell.formula):
            rows.setdefault(row, []).append((column, cell))
    for row, cells in rows.items():
        _read_row(sheet, row, cells, used, legend)


def _read_row(
    sheet: Sheet, row: int, cells: list[tuple[int, Cell]], used: Collection[str], legend: Legend
) -> None:
    """One row of cells outside the rotas, from left to right."""
    before: list[tuple[int, Cell]] = []
    k = 0
    while k < len(cells):
        column, cell = cells[k]
        beside = cells[k + 1] if k + 1 < len(cells) and cells[k + 1][0] == column + 1 else None
        if before and before[-1][0] < column - 2:
            before = []
        minute = bare_minute if in_use([c.text for _, c in before], used) else minute_in
        start = minute(cell.value)
        end = minute(beside[1].value) if beside else None
        if minute is bare_minute and beside and _counts(cell.value, beside[1].value):
            start = None
        if start is not None and end is not None and beside and before:
            after, pauses = _described(cells[k + 2 :], column + 1)
            add_times(
                sheet,
                row,
                before,
                ("", start, end, after),
                [column, beside[0], *pauses],
                bool(cell.formula or beside[1].formula),
                used,
                legend,
            )
            before, k = [], k + 2
            continue
        pieces = list(_pieces(cell.text))
        if cell.formula and not cell.text:
            # its value was not saved: it may be a code's times
            for text in [text for _, c in before for text in candidates(c.text) if text in used]:
                legend.unclear.setdefault(text, (cell.formula, sheet.where(row, column)))
        elif pieces:
            for piece in pieces:
                beside_it = before if len(pieces) == 1 else []
                add_times(sheet, row, beside_it, piece, [column], bool(cell.formula), used, legend)
            _add_words(sheet, row, [], column, cell, used, legend)
            before = []
        elif not (beside and _is_times(beside[1])) and _add_words(
            sheet, row, before, column, cell, used, legend
        ):
            before = []
        else:
            adjoining = before and before[-1][0] == column - 1
            before = [*(before if adjoining else []), (column, cell)]
        k += 1


def _counts(first: Any, second: Any) -> bool:
    """Whether two bare numbers that might be times are rather counts: both 0, or nearly alike."""
    start, end = bare_minute(first), bare_minute(second)
    if not isinstance(first, (int, float)) or start is None or end is None:
        return False
    return start == end == 0 or 0 < end - start < SHORTEST


def _pieces(text: str) -> Iterator[Piece]:
    """Each line or clause of a cell that has times: the words before, start, end, words after."""
    above = ""
    for part in PARTS.split(text):
        if found := times_in(" ".join(part.split())):
            start, end, before, after = found
            # a code may stand on a line of its own, over its times
            yield before.strip(EDGES) or above, start, end, after.strip(EDGES)
            above = ""
        else:
            above = part.strip(EDGES)


def _is_times(cell: Cell) -> bool:
    """Whether a cell is times alone: what stands before it is their code."""
    pieces = list(_pieces(cell.text))
    return minute_in(cell.value) is not None or any(not own for own, *_ in pieces)


def _described(cells: list[tuple[int, Cell]], last: int) -> tuple[str, list[int]]:
    """The words that follow a code's times in a table, and the columns of those on breaks."""
    words, pauses = [], []
    for column, cell in cells:
        if column != last + 1 or minute_in(cell.value) is not None:
            break
        last = column
        text = " ".join(cell.text.split())
        if BREAKS.search(text):
            pauses.append(column)
        if pauses[-1:] == [column] or re.search(r"[A-Za-z]{2}", text):
            words.append(text)
    return " ".join(words), pauses


def _add_words(
    sheet: Sheet,
    row: int,
    before: list[tuple[int, Cell]],
    column: int,
    cell: Cell,
    used: Collection[str],
    legend: Legend,
) -> bool:
    """Codes that are explained in words: "AL annual leave" in one cell or in two."""
    parts = [part for part in PARTS.split(cell.text) if times_in(part) is None]
    texts = [(*_halves(part, used), [column]) for part in parts]
    if before and before[-1][0] == column - 1 and len(texts) == 1:
        texts = [(before[-1][1].text, cell.text, [before[-1][0], column])]
    found = False
    for code, text, columns in texts:
        code, words = code.strip(EDGES), " ".join(text.split())
        if code not in used or not words or words in used or len(words) > MOST_WORDS:
            continue
        where = sheet.span((row, columns[0], row, columns[-1]))
        says = meaning_within(words)
        if says is None:
            legend.unclear.setdefault(code, (words, where))
        elif (known := legend.words.setdefault(code, (says, where)))[0] != says:
            what = f"{code} means something else at {known[1]}"
            legend.faults.append(wrong(what, where, words, "one meaning a code"))
        legend.cells.setdefault(sheet.title, set()).update((row, c) for c in columns)
        found = True
    return found


def _halves(text: str, used: Collection[str]) -> tuple[str, str]:
    """A cell "AL = annual leave" as its code and its words."""
    text = " ".join(text.split())
    parts = MARKS.split(text, maxsplit=1)
    if len(parts) == 2 and parts[0] in used:
        return parts[0], parts[1].strip(EDGES)
    head, _, rest = text.partition(" ")
    return (head, rest) if head in used else ("", "")
