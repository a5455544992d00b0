"""Find what a sheet says of its codes: their times, in a table or a sentence, or their meaning."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from sevenday.errors import Fault
from sevenday.files.free.words import (
    ON_CALL,
    bare_minute,
    meaning_within,
    minute_in,
    times_in,
)
from sevenday.files.sheets import Cell, Sheet, wrong
from sevenday.model import RESERVED

LONGEST_CODE = 12
MARKS = re.compile(r"\s*[:=]\s*|\s+[-–—]\s+|\s*[()]\s*")
"""What stands between a code and its description."""
PARTS = re.compile(r"[\n;]|,(?=[^,]*\d)")
"""What stands between the codes of one cell."""
MOST_WORDS = 60
EDGES = " \t:=-–—,;.()"


@dataclass(frozen=True, slots=True)
class Entry:
    """A code with its times (minutes after midnight) and where both were read."""

    code: str
    start: int
    end: int
    name: str
    on_call: bool
    where: str


@dataclass(slots=True)
class Legend:
    """What is known of codes: `shifts` with times, `words` with a meaning of FORMS.md's cells.

    `unclear` are codes that a legend explains in words that are neither, with the words.
    `cells` are the (row, column) of each sheet's title that were read so.
    """

    shifts: dict[str, Entry] = field(default_factory=dict)
    words: dict[str, tuple[str, str]] = field(default_factory=dict)
    unclear: dict[str, tuple[str, str]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    cells: dict[str, set[tuple[int, int]]] = field(default_factory=dict)


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
        minute = bare_minute if _in_use([c.text for _, c in before], used) else minute_in
        start = minute(cell.value)
        end = minute(beside[1].value) if beside else None
        if start is not None and end is not None and beside and before:
            after = _described(cells[k + 2 :], column + 1)
            _add(
                sheet,
                row,
                before,
                ("", start, end, after),
                [column, beside[0]],
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
                _add(sheet, row, beside_it, piece, [column], bool(cell.formula), used, legend)
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


def _pieces(text: str) -> Iterator[tuple[str, int, int, str]]:
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


def _described(cells: list[tuple[int, Cell]], last: int) -> str:
    """The words that follow a code's times in a table."""
    words = []
    for column, cell in cells:
        if column != last + 1 or minute_in(cell.value) is not None:
            break
        last = column
        if re.search(r"[A-Za-z]{2}", cell.text):
            words.append(" ".join(cell.text.split()))
    return " ".join(words)


def candidates(text: str) -> list[str]:
    """The ways in which a text may hold a code: whole, in brackets, before a mark, first word."""
    text = " ".join(text.split()).strip(EDGES)
    parts = [part.strip(EDGES) for part in MARKS.split(text)]
    return [part for part in dict.fromkeys([text, *parts, text.split(" ")[0]]) if part]


def _choose(texts: list[str], used: Collection[str]) -> list[str]:
    """The codes in use that the texts may hold; where none is, the likeliest unused one."""
    ways = [way for text in texts for way in candidates(text)]
    found = [way for way in dict.fromkeys(ways) if way in used]
    whole = [text for text in texts if text in used]
    if found:
        return whole if len(whole) == 1 else found
    folded = {text.casefold(): text for text in used}
    found = [folded[way.casefold()] for way in dict.fromkeys(ways) if way.casefold() in folded]
    if found:
        return list(dict.fromkeys(found))
    heads = [candidates(text)[0] for text in texts[:1] if candidates(text)]
    heads += [part for text in texts[:1] for part in candidates(text)[1:2]]
    return [head for head in heads if len(head) <= LONGEST_CODE][:1]


def _add(
    sheet: Sheet, row: int, before: list[tuple[int, Cell]], piece: tuple[str, int, int, str],
    columns: list[int], formula: bool, used: Collection[str], legend: Legend,
) -> None:  # fmt: skip
    """One code with times, from its own cell or, where that has none in use, those before it."""
    own, start, end, after = piece
    left = [cell.text for _, cell in before]
    if own and (_in_use([own], used) or not _in_use(left, used)):
        before, left = [], []
    texts = [text for text in (*left, own) if candidates(text)] or [after]
    where = sheet.span((row, before[0][0] if before else columns[0], row, columns[-1]))
    codes = _choose(texts, used)
    if not codes:
        return
    what, expected = "", ""
    known = legend.shifts.get(codes[0])
    if len(codes) > 1:
        what, expected = "times beside several codes", "one code with each times"
    elif formula:
        what = "a formula where a shift's times should be"
        expected = "the times themselves, pasted as values"
    elif codes[0] in RESERVED or "+" in codes[0]:
        what = "times for a code with a meaning of its own"
        expected = "another code: AL, SL, BH and ZD are leave and zero days, + joins shifts"
    elif known and (known.start, known.end) != (start, end):
        what = f"{codes[0]} has other times at {known.where}"
        expected = "one start and end for each code"
    if what:
        legend.faults.append(wrong(what, where, ", ".join(codes), expected))
        return
    said = [" ".join(text.split()) for text in [*texts, after]]
    named = [name for text in texts if (name := _without_code(text, codes[0]))]
    name = " ".join(named or [_without_code(after, codes[0])])
    entry = Entry(codes[0], start, end, name, bool(ON_CALL.search(" ".join(said))), where)
    legend.shifts.setdefault(entry.code, entry)
    taken = legend.cells.setdefault(sheet.title, set())
    taken.update((row, column) for column in (*columns, *(column for column, _ in before)))


def _in_use(texts: list[str], used: Collection[str]) -> bool:
    """Whether any of the texts may hold a code that is in use."""
    folded = {text.casefold() for text in used}
    return any(way.casefold() in folded for text in texts for way in candidates(text))


def _without_code(text: str, code: str) -> str:
    """A description without the code that it begins or ends with, or has in brackets."""
    name = " ".join(text.split())
    bare = re.sub(rf"^{re.escape(code)}(?!\w)|[(\s]+{re.escape(code)}\)?$", "", name)
    return bare.strip(EDGES)


def _add_words(
    sheet: Sheet, row: int, before: list[tuple[int, Cell]], column: int, cell: Cell,
    used: Collection[str], legend: Legend,
) -> bool:  # fmt: skip
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
