"""Leave that stands apart from the rota's duties, put over them."""

from collections.abc import Sequence
from datetime import date

from sevenday.clock import SATURDAY
from sevenday.files.leave_words import kind_of_title
from sevenday.files.spreadsheets.codes import Codes
from sevenday.files.spreadsheets.contents import Contents
from sevenday.files.spreadsheets.grid import Grid
from sevenday.files.spreadsheets.name_remarks import name_and_remark
from sevenday.files.spreadsheets.result import Statement, count
from sevenday.model.absence import without_duty
from sevenday.model.names import how_alike, name_key, names_with, nearest


def is_leave_alone(grid: Grid, codes: Codes, contents: Contents) -> bool:
    """Whether a grid of a book with duties elsewhere has nothing but leave in its cells.

    On a sheet named after leave, a mark that means nothing else is the leave of that name.
    """
    cells = [cell for line in grid.lines for cell in line.cells.values()]
    texts = list(dict.fromkeys(" ".join(cell.text.split()) for cell in cells))
    title = grid.axis.view.sheet.title
    kind = kind_of_title(title)
    marks = {text for text in texts if codes.cell(text) is None or text.isdigit()}
    if kind and len(marks) == 1 and len(texts) == 1:
        (mark,) = marks
        codes.legend.words[mark] = kind, title
        codes.forget(mark)
        contents.ask(title, f"{mark!r} is taken as {kind}, by the name of the sheet")
    return bool(texts) and all(without_duty(codes.cell(text) or "") for text in texts)


def take_leave(
    grid: Grid, days: Sequence[date], codes: Codes, contents: Contents
) -> list[Statement]:
    """Put a grid of leave over the duties of the others, and say what it came to."""
    put = outside = 0
    for line in grid.lines:
        where = grid.where(line, grid.label or grid.axis.places[0])
        name = whose(line.label, where, contents) if line.cells else ""
        for day, place in zip(days, grid.axis.places, strict=False):
            if place not in line.cells or not name:
                continue
            outside += (name, day) not in contents.cells
            kind = codes.cell(line.cells[place].text) or ""
            put += put_leave(contents, name, day, kind, grid.where(line, place))
    says = f"leave alone, put over the rota: {count(put, 'day')}"
    says += f"; {count(outside, 'day')} outside its dates" if outside else ""
    return [Statement(grid.axis.view.span(grid.span), says)]


def whose(label: str, where: str, contents: Contents) -> str:
    """The rota's doctor whom a list of leave names, "" and a note where it is none of them."""
    if name := contents.spelt.get(name_key(label)):
        return contents.doctor(label, where) if label != name else name
    if (plain := name_and_remark(label)[0]) != label and name_key(plain) in contents.spelt:
        return contents.spelt[name_key(plain)]
    if near := nearest(label, contents.doctors):
        how = how_alike(label, near)
        contents.ask(where, f"leave of {label!r} is taken as that of {near!r}: they differ {how}")
        return near
    if wholes := names_with(label, contents.doctors):
        perhaps = " or ".join(map(repr, wholes))
        if len(wholes) == 1:
            contents.ask(where, f"leave of {label!r} is taken as that of {perhaps}: a part of it")
            return wholes[0]
        contents.ask(where, f"leave of {label!r} is left out: it may be that of {perhaps}")
    contents.ignored.append(Statement(where, f"leave of {label!r}, who stands in no rota"))
    contents.left_out["row of leave of somebody else"] += 1
    return ""


def put_leave(contents: Contents, name: str, day: date, kind: str, where: str) -> bool:
    """Put a day of leave over a doctor's cell; whether it is one of the rota's dates.

    A blank weekend stays as it is: nobody takes leave for a day off. So does a cell that is leave.
    """
    if (name, day) not in contents.cells:
        return False
    text, earlier = contents.cells[name, day]
    if without_duty(text) or (not text and day.weekday() >= SATURDAY):
        return False
    contents.cells[name, day] = kind, where
    if text:
        contents.notes.append(
            Statement(earlier, f"{name} on {day:%a} {day}: {text} there, {kind} at {where}: leave")
        )
    return True
