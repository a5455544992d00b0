"""A rota's lines as duties: each doctor and date with its cell, and what cannot be taken."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time

from sevenday.files.grade_words import parse_grade
from sevenday.files.sheets import Cell, wrong
from sevenday.files.spreadsheets.codes import Codes
from sevenday.files.spreadsheets.contents import Contents
from sevenday.files.spreadsheets.grid import Grid, GridLine
from sevenday.files.spreadsheets.name_remarks import name_and_remark
from sevenday.files.spreadsheets.result import Statement
from sevenday.files.spreadsheets.words import NO_DOCTOR, TOTAL
from sevenday.files.time_words import times_in
from sevenday.model.names import name_key

COVER = re.compile(r"\b(?:consultants?|cover|on[- ]?call|ward|theatre|clinic)\b", re.IGNORECASE)
"""The label of a line that may name whoever covers, where its cells are no codes."""
ANYONE = re.compile(r"(?:locum|agency|bank|anyone|tbc|tba|cover|spare)s?(?: \w)?", re.IGNORECASE)
"""The label of a line that may be a different person each day."""
GRADE = re.compile(r"\bgrades?\b|\blevel\b", re.IGNORECASE)
"""The heading of a column of grades."""
SHARE = re.compile(r"wte|fte|full[- ]?time|ltft|%|share", re.IGNORECASE)
"""The heading of a column of shares of full time."""


def take(grid: Grid, days: Sequence[date], codes: Codes, contents: Contents) -> list[str]:
    """Add a rota's duties and give the names of its doctors.

    Where its dates are not known, `days` is empty and its cells are only looked through.
    """
    lines = _doctors(grid, codes, contents)
    _check_left_out(grid, codes, contents)
    labels: dict[str, str] = {}
    for line in lines:
        address = grid.where(line, grid.label)
        name = contents.doctor(line.label, address)
        if labels.get(name) == line.label:
            what = f"doctor twice: {contents.doctors[name]} has them too"
            contents.faults.append(wrong(what, address, line.label, "one line a doctor"))
            continue
        second = name in labels
        labels[name] = line.label
        _check_between(grid, line, codes, contents)
        for k, place in enumerate(grid.axis.places):
            where = grid.where(line, place)
            text = cell_text(line.cells.get(place), where, codes, contents)
            if not days or (second and not text):
                continue
            if second and not contents.cells[name, days[k]][0]:
                contents.cells[name, days[k]] = text, where
            contents.put(name, days[k], text, where)
    take_beside(grid, lines, codes, contents)
    return list(labels)


def cell_text(cell: Cell | None, where: str, codes: Codes, contents: Contents) -> str:
    """The cell of FORMS.md that a cell says; "" and a note of it where it says none."""
    if cell is None:
        return ""
    if cell.formula:
        contents.faults.append(
            wrong(
                "a formula where a code should be",
                where,
                cell.formula,
                "a code: copy the cells and paste as values",
            )
        )
        return ""
    if cell.struck:
        contents.faults.append(
            wrong(
                "a code that is struck through",
                where,
                cell.text,
                "the code that holds, not struck through",
            )
        )
    if isinstance(cell.value, (datetime, date, time)):
        contents.faults.append(
            wrong(
                "a date or a time where a code should be",
                where,
                cell.text,
                "a code; Excel may have changed it",
            )
        )
        return ""
    code = codes.cell(cell.text)
    if code is None:
        contents.unknown.setdefault(" ".join(cell.text.split()), []).append(where)
    return code or ""


def _doctors(grid: Grid, codes: Codes, contents: Contents) -> list[GridLine]:
    """The lines that are doctors'; totals, headings and notes are said to be left out."""
    lines = []
    for line in grid.lines:
        address = grid.where(line, grid.label or grid.axis.places[0])
        if NO_DOCTOR.match(line.label):
            says = f"{line.label!r} is no doctor"
            contents.leave_out(address, says, "row of no doctor", len(line.cells))
        elif not line.cells:
            if name_key(line.label) in contents.spelt:
                lines.append(line)
            else:
                contents.notes.append(
                    Statement(
                        address,
                        f"{line.label!r} has no cell in its line: "
                        "taken as a heading, not as a doctor",
                    )
                )
        elif is_total(line, codes):
            contents.ignored.append(
                Statement(address, f"{line.label or 'a line'!r}: counts, not duties")
            )
            contents.left_out["row of counts"] += 1
        elif COVER.search(line.label) and _no_codes(line, codes):
            says = f"{line.label!r} is left out: none of its cells is a code"
            contents.ask(address, says)
            contents.leave_out(address, says, "row without a code", len(line.cells))
        elif not line.label:
            _nameless(grid, line, codes, contents)
        else:
            if ANYONE.fullmatch(line.label):
                says = f"{line.label!r} is taken as one doctor, as if one person did all its duties"
                contents.ask(address, says)
            lines.append(_without_remark(grid, line, contents))
    return lines


def _without_remark(grid: Grid, line: GridLine, contents: Contents) -> GridLine:
    """A doctor's line by the name alone: what stands beside it in its cell is asked about."""
    name, remark = name_and_remark(line.label)
    if not remark or any(other.label == name for other in grid.lines):
        return line
    says = f"{line.label!r} is taken as {name!r}"
    if share := _share(remark):
        contents.shares[contents.spelt.get(name_key(name), name)] = share
        says += f", {share} of full time"
    else:
        says += f": {remark!r} is not read; share, leave and dates go to doctors.csv and the rota"
    contents.ask(grid.where(line, grid.label), says)
    return replace(line, label=name)


def _no_codes(line: GridLine, codes: Codes) -> bool:
    """Whether a line has nothing but words that no legend explains."""
    cells = line.cells.values()
    return all(not cell.formula and codes.cell(cell.text) is None for cell in cells)


def is_total(line: GridLine, codes: Codes) -> bool:
    """Whether a line counts the others: numbers or formulas, under such a label or none."""
    counts = all(
        cell.formula or (isinstance(cell.value, (int, float)) and codes.cell(cell.text) is None)
        for cell in line.cells.values()
    )
    return counts and (not line.label or bool(TOTAL.search(line.label)))


def _nameless(grid: Grid, line: GridLine, codes: Codes, contents: Contents) -> None:
    known = [place for place, cell in line.cells.items() if codes.cell(cell.text) is not None]
    first = min(known or line.cells)
    cell = line.cells[first]
    if known:
        contents.faults.append(
            wrong(
                "codes beside no doctor's name",
                grid.where(line, first),
                cell.text,
                "a name in the same line",
            )
        )
    for place in () if known else sorted(line.cells):
        text = line.cells[place].text
        contents.ignored.append(
            Statement(grid.where(line, place), f"{text[:60]!r}, beside no name")
        )


def _check_left_out(grid: Grid, codes: Codes, contents: Contents) -> None:
    """A line that was taken for the legend's, or stands apart, may not be full of codes."""
    view = grid.axis.view
    legend = codes.legend.cells.get(view.sheet.title, ())
    for line in grid.left_out:
        texts = {p: view.text(line, p) for p in grid.axis.places if view.key(line, p) not in legend}
        known = [p for p, t in texts.items() if t and codes.cell(t) is not None]
        if len(known) > 1 and not any(times_in(t) for t in texts.values()):
            label = view.text(line, grid.label) if grid.label else ""
            where = view.where(line, grid.label if label else known[0])
            what = "a line of codes whose name is a code too" if label else "codes beside no name"
            contents.faults.append(wrong(what, where, label, "a doctor's name, which is no code"))


def _check_between(grid: Grid, line: GridLine, codes: Codes, contents: Contents) -> None:
    """Cells between the dates: counts are left out, anything else is a fault.

    A code right after the last date is one too: its own date is missing.
    """
    view = grid.axis.view
    after = grid.axis.places[-1] + 1
    key = view.key(line.line, after)
    text = view.text(line.line, after)
    if text in codes.shifts and key not in codes.legend.cells.get(view.sheet.title, ()):
        expected = f"a date at {view.where(grid.axis.line, after)}"
        contents.faults.append(
            wrong("a cell under no date", grid.where(line, after), text, expected)
        )
    for place in sorted(set(line.cells) - set(grid.axis.places)):
        cell = line.cells[place]
        if not (cell.formula or isinstance(cell.value, (int, float))):
            contents.faults.append(
                wrong(
                    "a cell under no date",
                    grid.where(line, place),
                    cell.text,
                    f"a date at {grid.axis.view.where(grid.axis.line, place)}, one for each "
                    "line of cells",
                )
            )


def take_beside(grid: Grid, lines: list[GridLine], codes: Codes, contents: Contents) -> None:
    """Grades and shares of full time from the places beside the names; the rest is left out."""
    view = grid.axis.view
    for place, heading in grid.beside.items():
        full = [(line, text) for line in lines if (text := view.text(line.line, place))]
        if not full:
            continue
        texts = {contents.spelt[name_key(line.label)]: text for line, text in full}
        grades = {name: parse_grade(text) for name, text in texts.items()}
        shares = {name: _share(text) for name, text in texts.items()}
        span = view.span((lines[0].line, place, lines[-1].line, place))
        known = {name: grade for name, grade in grades.items() if grade}
        others = [text for name, text in texts.items() if name not in known]
        if not others or (GRADE.search(heading) and known):
            contents.grades.update(known)
            lost = f"; not known: {', '.join(dict.fromkeys(others))}" if others else ""
            contents.notes.append(Statement(span, f"grades{lost}"))
        elif all(shares.values()) and (
            SHARE.search(heading) or all(map(SHARE.search, texts.values()))
        ):
            contents.shares.update(shares)
            contents.notes.append(Statement(span, "shares of full time"))
        elif dateless := [
            part for part in full if part[1] in codes.shifts and not part[1].isdigit()
        ]:
            expected = f"a date at {view.where(grid.axis.line, place)}"
            where = grid.where(dateless[0][0], place)
            contents.faults.append(wrong("codes under no date", where, dateless[0][1], expected))
        else:
            shown = ", ".join(dict.fromkeys(texts.values()))
            says = f"{heading or 'beside the names'}: {shown[:80]}"
            contents.ignored.append(Statement(span, says))
            contents.left_out["column beside the names"] += 1


def _share(text: str) -> str:
    """A share of full time as doctors.csv has it, "" where it is none."""
    words = re.sub(r"\b(?:ltft|wte|fte|less than full[- ]time)\b", "", text, flags=re.I).strip()
    if re.fullmatch(r"f/?t|full[- ]?time|full", words, re.I):
        return "1"
    number = words.removesuffix("%").strip()
    try:
        value = float(number) / (100 if "%" in words or float(number) > 1 else 1)
    except ValueError:
        return ""
    return f"{value:g}" if 0 < value <= 1 else ""
