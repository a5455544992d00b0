"""What stands on a sheet beside its rotas, so that nothing is left out without a word."""

from collections.abc import Collection, Iterable, Mapping

from sevenday.files.sheets import Sheet
from sevenday.files.spreadsheets.codes import Codes
from sevenday.files.spreadsheets.grid import Grid
from sevenday.files.spreadsheets.reading import count
from sevenday.files.spreadsheets.result import Statement

MOST_TEXTS = 200
SHORT = 80


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
        if view.sheet.hidden_lines:
            shown = ", ".join(view.sheet.hidden_lines[:10])
            says = f"hidden, and read all the same: {shown}"
            notes.append(Statement(view.sheet.title, says))
    for text, cell in codes.as_read.items():
        if text.casefold() != (cell or "off").casefold() or cell in codes.shifts:
            notes.append(Statement("", f"{text!r} is taken as {cell or 'off'}"))
    return list(dict.fromkeys(notes))


def unread_parts(
    read: Collection[Sheet],
    sheets: Iterable[Sheet],
    bodies: Mapping[str, Collection[tuple[int, int]]],
    legends: Mapping[str, Collection[tuple[int, int]]],
) -> list[Statement]:
    """Titles, notes in the margin, comments and colours, with their cells."""
    found = [
        Statement(
            sheet.title, "a hidden sheet" if sheet.hidden else "a sheet that is not asked for"
        )
        for sheet in sheets
        if sheet not in read and sheet.title not in legends and sheet.cells
    ]
    for sheet in read:
        known = {*bodies[sheet.title], *legends.get(sheet.title, ())}
        texts = [
            (key, " ".join(cell.text.split()))
            for key, cell in sorted(sheet.cells.items())
            if cell.text and key not in known
        ]
        found += [
            Statement(sheet.where(*key), f"{_short(text)!r}") for key, text in texts[:MOST_TEXTS]
        ]
        if len(texts) > MOST_TEXTS:
            found.append(Statement(sheet.title, f"and {len(texts) - MOST_TEXTS} more cells"))
        found += [
            Statement(
                sheet.where(*key), f"a note on the cell: {_short(' '.join(cell.note.split()))!r}"
            )
            for key, cell in sorted(sheet.cells.items())
            if cell.note
        ]
        fills = [cell.fill for key, cell in sheet.cells.items() if cell.fill]
        if fills:
            says = f"{count(len(fills), 'cell')} in {count(len(set(fills)), 'colour')}"
            says += ": read on blank cells alone"
            found.append(Statement(sheet.title, says))
    return found


def _short(text: str) -> str:
    return text if len(text) <= SHORT else text[: SHORT - 3] + "..."
