"""What stands on a sheet beside its rotas, so that nothing is left out without a word."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

from sevenday.files.sheets import Sheet, letters
from sevenday.files.spreadsheets.codes import Codes
from sevenday.files.spreadsheets.grid import Grid
from sevenday.files.spreadsheets.result import Statement, count
from sevenday.files.spreadsheets.words import NOT_IN_USE

MOST_TEXTS = 200
SHORT = 80
MOST_SHOWN = 3


def reading_notes(grids: Iterable[Grid], codes: Codes) -> list[Statement]:
    """How cells were taken that are not written as a code: merged ones, formulas, other words."""
    notes = []
    for grid in grids:
        view = grid.axis.view
        for span in grid.filled:
            text = view.text(span[0], span[1])
            notes.append(
                Statement(view.span(span), f"{text!r} is merged: taken for each date under it")
            )
        headings = [p for p in grid.axis.places if view.cell(grid.axis.line, p).formula]
        names = [n for n in grid.lines if grid.label and view.cell(n.line, grid.label).formula]
        line = grid.axis.line
        for what, cells in (
            ("dates", [(line, p) for p in headings]),
            ("names", [(n.line, grid.label) for n in names]),
        ):
            if cells:
                span = (*cells[0], *cells[-1])
                says = f"{what} made by formulas: taken as Excel last showed them"
                notes.append(Statement(view.span(span), says))
        if grid.given and grid.lines:
            span = (grid.lines[0].line, grid.label, grid.lines[-1].line, grid.given)
            notes.append(Statement(view.span(span), "first and family names, put together"))
        if grid.rows > 1:
            says = f"{grid.rows} rows a doctor: what stands in them on one date is joined by +"
            notes.append(Statement(view.span(grid.span), says))
        if grid.axis.width > 1:
            says = f"{grid.axis.width} cells a date: what stands in them is joined by +"
            notes.append(Statement(view.span(grid.span), says))
        notes += _hidden(view.sheet)
    for text, cell in codes.as_read.items():
        if text.casefold() != (cell or "off").casefold() or cell in codes.shifts:
            notes.append(Statement("", f"{text!r} is taken as {cell or 'off'}"))
    return list(dict.fromkeys(notes))


def _hidden(sheet: Sheet) -> Iterator[Statement]:
    """The hidden rows and columns that hold anything, counted and named."""
    for what, found, at in (
        ("row", sheet.hidden_rows, 0),
        ("column", sheet.hidden_columns, 1),
    ):
        used = {key[at] for key, cell in sheet.cells.items() if cell.text}
        full = [n for n in found if n in used]
        if not full:
            continue
        runs: list[list[int]] = []
        for n in full:
            if runs and runs[-1][-1] == n - 1:
                runs[-1].append(n)
            else:
                runs.append([n])
        name = letters if at else str
        shown = [name(run[0]) + (f"-{name(run[-1])}" if len(run) > 1 else "") for run in runs]
        says = f"{count(len(full), f'hidden {what}')}, read all the same: {', '.join(shown)}"
        yield Statement(sheet.title, says)


def unread_parts(
    read: Collection[Sheet],
    sheets: Iterable[Sheet],
    bodies: Mapping[str, Collection[tuple[int, int]]],
    legends: Mapping[str, Collection[tuple[int, int]]],
) -> tuple[list[Statement], Counter[str]]:
    """Titles, notes in the margin, comments and colours, with their cells; how many of each."""
    found: list[Statement] = []
    many: Counter[str] = Counter()
    for sheet in sheets:
        if sheet in read or sheet.title in legends or not sheet.cells:
            continue
        what = "a hidden sheet" if sheet.hidden else "a sheet that is not asked for"
        if not NOT_IN_USE.search(sheet.title) or sheet.hidden:
            found.append(Statement(sheet.title, what))
            many["sheet not read"] += 1
    for sheet in read:
        known = {*bodies[sheet.title], *legends.get(sheet.title, ())}
        texts = {
            key: " ".join(cell.text.split())
            for key, cell in sorted(sheet.cells.items())
            if cell.text and key not in known
        }
        many["cell outside the rota"] += len(texts)
        groups = list(_columns(texts))
        for keys in groups[:MOST_TEXTS]:
            (top, left), (bottom, _) = keys[0], keys[-1]
            shown = ", ".join(dict.fromkeys(repr(_short(texts[key])) for key in keys[:MOST_SHOWN]))
            more = f" ... ({count(len(keys), 'cell')})" if len(keys) > MOST_SHOWN else ""
            found.append(Statement(sheet.span((top, left, bottom, left)), shown + more))
        if len(groups) > MOST_TEXTS:
            found.append(Statement(sheet.title, f"and {len(groups) - MOST_TEXTS} more parts"))
        notes = [(key, cell.note) for key, cell in sorted(sheet.cells.items()) if cell.note]
        found += [
            Statement(sheet.where(*key), f"a note on the cell: {_short(' '.join(note.split()))!r}")
            for key, note in notes
        ]
        many["note on a cell"] += len(notes)
        fills = [cell.fill for cell in sheet.cells.values() if cell.fill]
        if fills:
            says = f"{count(len(fills), 'cell')} in {count(len(set(fills)), 'colour')}"
            says += ": read where the legend explains the colour"
            found.append(Statement(sheet.title, says))
    return found, many


def _columns(texts: Mapping[tuple[int, int], str]) -> Iterator[list[tuple[int, int]]]:
    """Cells that stand under one another without a gap, as one group each."""
    run: list[tuple[int, int]] = []
    for row, column in sorted(texts, key=lambda key: (key[1], key[0])):
        if run and (column != run[-1][1] or row != run[-1][0] + 1):
            yield run
            run = []
        run.append((row, column))
    if run:
        yield run


def _short(text: str) -> str:
    return text if len(text) <= SHORT else text[: SHORT - 3] + "..."
