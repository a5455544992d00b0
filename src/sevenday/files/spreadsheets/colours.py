"""What a sheet's legend says of its colours, and the cells of its rotas that are coloured so."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from sevenday.files.leave_words import meaning_within
from sevenday.files.sheets import Cell, Sheet
from sevenday.files.spreadsheets.codes import Codes
from sevenday.files.spreadsheets.entries import EDGES, LONGEST_CODE, candidates
from sevenday.files.spreadsheets.grid import Grid, GridLine
from sevenday.files.spreadsheets.reading import Reading
from sevenday.files.spreadsheets.result import Statement, count
from sevenday.files.spreadsheets.view import EMPTY
from sevenday.files.time_words import times_in
from sevenday.model.absence import without_duty

MOST_NAMED = 6
LONGEST_WORDS = 30
"""Letters of a key's words at most: a title that speaks of leave is no key."""
REACH = 2
"""Columns to the right of a swatch in which its words may stand."""


@dataclass(frozen=True, slots=True)
class Swatch:
    """A coloured cell of a legend: its address, its words, and the cell of FORMS.md they mean."""

    where: str
    words: str
    means: str
    key: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Spot:
    """A coloured cell of a rota."""

    grid: Grid
    line: GridLine
    place: int
    fill: str

    @property
    def where(self) -> str:
        """Its address."""
        return self.grid.where(self.line, self.place)

    def under(self, swatch: Swatch) -> bool:
        """Whether a coloured cell stands over its date."""
        line, place = self.grid.axis.view.key(*swatch.key)
        return place == self.place and line < self.grid.axis.begins


def read_colours(reading: Reading, codes: Codes) -> None:
    """Give each blank cell whose colour the legend explains what the colour means.

    A duty in the colour of leave or of a zero day is that: the colour was put over it.
    Blank cells of a colour that nothing explains stay off, and are named.
    """
    everywhere = _swatches(reading, reading.sheets, codes)
    for sheet in reading.sheets:
        swatches = everywhere | _swatches(reading, (sheet,), codes)
        by_fill: dict[str, list[Spot]] = {}
        for spot in _coloured(reading.grids, sheet):
            by_fill.setdefault(spot.fill, []).append(spot)
        for fill, spots in by_fill.items():
            swatch = swatches.get(fill)
            if swatch and _marks(swatch, spots):
                swatch = None
            _take(spots, swatch, reading, codes)


def _marks(swatch: Swatch, spots: list[Spot]) -> bool:
    """Whether a coloured cell is no key but a mark over one date, as of a bank holiday."""
    under = [spot.under(swatch) for spot in spots]
    return all(under) or (swatch.means == "BH" and any(under))


def _take(spots: list[Spot], swatch: Swatch | None, reading: Reading, codes: Codes) -> None:
    """What the cells of one colour mean."""
    blank, over = [], []
    for spot in spots:
        cell = spot.line.cells.get(spot.place)
        if cell is None:
            blank.append(spot.where)
            if swatch and swatch.means:
                spot.line.cells[spot.place] = Cell(swatch.means)
        elif swatch and without_duty(swatch.means) and codes.is_duty(cell.text):
            over.append(f"{spot.where} {cell.text!r}")
            spot.line.cells[spot.place] = replace(cell, value=swatch.means)
    if over and swatch:
        shown = ", ".join(over[:MOST_NAMED]) + (" ..." if len(over) > MOST_NAMED else "")
        says = f"{count(len(over), 'code')} in the colour of {swatch.words!r} ({shown}): taken as "
        reading.contents.notes.append(Statement(swatch.where, says + swatch.means))
    if blank:
        reading.contents.notes.append(_note(swatch, blank))


def _swatches(reading: Reading, sheets: Sequence[Sheet], codes: Codes) -> dict[str, Swatch]:
    """The colours that cells beside the rotas explain; one with two meanings explains nothing."""
    found: dict[str, Swatch | None] = {}
    cells = [(sheet, *item) for sheet in sheets for item in sorted(sheet.cells.items())]
    bodies = {sheet.title: reading.body(sheet) for sheet in sheets}
    heads = {sheet.title: reading.heads(sheet) for sheet in sheets}
    for sheet, (row, column), cell in cells:
        if not cell.fill or (row, column) in bodies[sheet.title]:
            continue
        under = sheet.cells.get((row + 1, column), EMPTY)
        if row in heads[sheet.title] and (under.formula or isinstance(under.value, (int, float))):
            continue  # the heading of a column of counts
        beside = [(row, column + k) for k in range(1, REACH + 1)]
        cells_beside = (sheet.cells.get(k, EMPTY) for k in beside if k not in bodies[sheet.title])
        texts = [cell.text, *(cell.text for cell in cells_beside)]
        words = next((" ".join(text.split()) for text in texts if text), "")
        if not words:
            continue
        swatch = Swatch(sheet.where(row, column), words, _meaning(words, codes), (row, column))
        known = found.setdefault(cell.fill, swatch)
        if known and known.means != swatch.means:
            found[cell.fill] = None
    return {fill: swatch for fill, swatch in found.items() if swatch}


def _meaning(words: str, codes: Codes) -> str:
    """The shift, leave or zero day that a swatch's words say, "" where they say none."""
    times = times_in(words)
    for way in (times[2].strip(EDGES) if times else words, *candidates(words)):
        if way in codes.shifts or way in codes.legend.words:
            return codes.cell(way) or ""
    if len(words) <= LONGEST_WORDS and (meant := meaning_within(words)):
        return meant
    return (codes.cell(words) or "") if len(words) <= LONGEST_CODE else ""


def _coloured(grids: Iterable[Grid], sheet: Sheet) -> Iterator[Spot]:
    """The coloured cells under a sheet's dates, in the lines of doctors or weeks."""
    for grid in grids:
        view = grid.axis.view
        if view.sheet is not sheet:
            continue
        # of merged cells the first alone has the colour that all of them show
        merged = {
            (top, place): (top, first)
            for top, first, bottom, last in view.merged
            if top == bottom and not view.text(top, first)
            for place in range(first, last + 1)
        }
        lines = [line for line in grid.lines if line.label]
        for line, place in product(lines, grid.axis.places):
            key = (line.line, place)
            if fill := view.cell(*merged.get(key, key)).fill:
                yield Spot(grid, line, place, fill)


def _note(swatch: Swatch | None, places: list[str]) -> Statement:
    shown = ", ".join(places[:MOST_NAMED]) + (" ..." if len(places) > MOST_NAMED else "")
    blank = f"{count(len(places), 'blank cell')} ({shown})"
    if swatch is None:
        return Statement("", f"{blank} in a colour that no legend explains: taken as off")
    meaning = swatch.means or "off"
    return Statement(swatch.where, f"{blank} in the colour of {swatch.words!r}: taken as {meaning}")
