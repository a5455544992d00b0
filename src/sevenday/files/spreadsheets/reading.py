"""What is read of a book, on its way to a hospital."""

from dataclasses import dataclass, field

from sevenday.files.sheets import Sheet
from sevenday.files.spreadsheets.axes import Axis
from sevenday.files.spreadsheets.contents import Contents
from sevenday.files.spreadsheets.entries import Legend
from sevenday.files.spreadsheets.grid import Grid
from sevenday.files.spreadsheets.result import Statement
from sevenday.files.spreadsheets.weeks import Weeks


@dataclass(slots=True)
class Reading:
    """The rotas of a book's sheets, what its legend says, and what came of each cell."""

    book: str
    sheets: tuple[Sheet, ...]
    grids: list[Grid] = field(default_factory=list)
    legend: Legend = field(default_factory=Legend)
    contents: Contents = field(default_factory=Contents)
    weeks: Weeks = field(default_factory=dict)
    statements: list[Statement] = field(default_factory=list)
    roles: list[Grid] = field(default_factory=list)
    """Those of the grids that have roles beside their lines and names in their cells."""
    blocks: list[set[str]] = field(default_factory=list)
    """The doctors of each rota."""
    repeated: list[Axis] = field(default_factory=list)
    """Lines of dates that only repeat another's."""

    @property
    def lost(self) -> int:
        """How many cells are not understood so far."""
        return sum(map(len, self.contents.unknown.values()))

    def body(self, sheet: Sheet) -> set[tuple[int, int]]:
        """The (row, column) of every cell of a sheet that belongs to a rota."""
        body: set[tuple[int, int]] = set()
        for grid in self.grids:
            view = grid.axis.view
            if view.sheet is sheet:
                lines = [row for line in grid.lines for row in line.rows]
                for line in (*grid.axis.header, *lines):
                    places = range(grid.axis.reach[1], grid.axis.reach[3] + 1)
                    body.update(view.key(line, place) for place in places)
        for axis in self.repeated:
            if axis.view.sheet is sheet:
                span = range(axis.reach[1], axis.reach[3] + 1)
                body.update(axis.view.key(line, place) for line in axis.header for place in span)
        return body

    def heads(self, sheet: Sheet) -> set[int]:
        """The rows of a sheet in which a rota's dates stand across."""
        axes = [grid.axis for grid in self.grids if grid.axis.view.sheet is sheet]
        return {line for axis in axes if not axis.view.turned for line in axis.header}

    def used(self) -> set[str]:
        """Every text that stands in a rota's cells, and each part of a join."""
        lines = [line for grid in self.grids if grid not in self.roles for line in grid.lines]
        cells = [cell for line in lines for cell in line.cells.values()]
        texts = {" ".join(cell.text.split()) for cell in cells if cell.text}
        texts |= {line.label for grid in self.roles for line in grid.lines if line.label}
        return texts | {part.strip() for text in texts for part in text.split("+")}
