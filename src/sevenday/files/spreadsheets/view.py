"""A sheet the way up that has its dates along a line: as it is, or on its side."""

from dataclasses import dataclass

from sevenday.files.sheets import Cell, Sheet, Span

EMPTY = Cell(None)


@dataclass(frozen=True, eq=False)
class View:
    """A sheet by (line, place). Lines are its rows, or its columns where it is `turned`."""

    sheet: Sheet
    turned: bool
    cells: dict[tuple[int, int], Cell]
    merged: tuple[Span, ...]
    lines: int
    places: int

    @classmethod
    def of(cls, sheet: Sheet, turned: bool) -> "View":
        """The sheet as it is, or turned."""
        cells = sheet.cells
        merged = sheet.merged
        if turned:
            cells = {(column, row): cell for (row, column), cell in cells.items()}
            merged = tuple((left, top, right, bottom) for top, left, bottom, right in merged)
        lines = max((line for line, _ in cells), default=0)
        places = max((place for _, place in cells), default=0)
        return cls(sheet, turned, cells, merged, lines, places)

    def cell(self, line: int, place: int) -> Cell:
        """A cell, an empty one where there is none."""
        return self.cells.get((line, place), EMPTY)

    def text(self, line: int, place: int) -> str:
        """A cell's text with every run of white space as one space."""
        return " ".join(self.cell(line, place).text.split())

    def key(self, line: int, place: int) -> tuple[int, int]:
        """A cell's (row, column) on the sheet."""
        return (place, line) if self.turned else (line, place)

    def where(self, line: int, place: int) -> str:
        """A cell's address on the sheet."""
        return self.sheet.where(*self.key(line, place))

    def span(self, span: Span) -> str:
        """A range's address on the sheet."""
        return self.sheet.span(self.on_sheet(span))

    def on_sheet(self, span: Span) -> Span:
        """A range of lines and places as rows and columns."""
        top, left, bottom, right = span
        return (left, top, right, bottom) if self.turned else span
