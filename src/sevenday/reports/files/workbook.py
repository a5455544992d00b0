"""A hospital as one workbook: the file forms as sheets, coloured, with its breaches as notes.

`sd.read` reads it back as the folder it was made from. Every cell is written as text, so nothing
in a rota can become a formula.
"""

import csv
import io
import tomllib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from sevenday.clock import WEEK, hhmm, short_date
from sevenday.extras import missing
from sevenday.files.book import FOR_PEOPLE
from sevenday.files.write import file_texts
from sevenday.limits.result import CheckResult
from sevenday.limits.verdict import Verdict
from sevenday.model import NO_DUTY, Hospital
from sevenday.pay.result import PayResult
from sevenday.reports.files.formats import Look
from sevenday.reports.files.notes import Cell, notes
from sevenday.reports.files.printed import on_paper, pages, weekday
from sevenday.reports.render.cells import new_sheet, put
from sevenday.reports.render.words import certainty, named
from sevenday.reports.render.xlsx import OPTIONS
from sevenday.writing import write_whole

BREACHES, PAY, LEGEND = FOR_PEOPLE
GRIDS = ("rota", "history", "pins")
FIRST = ("rota", "template")
"""The sheet that the book opens at: the first of these that is there."""
LINE = 15
"""Points that a line of text is high."""
Table = list[list[Any]]
"""Rows that people read: texts, and pounds as numbers."""
WIDEST, WIDE = 30, 60
"""Letters across a first column, and across another of a table: longer texts are wrapped."""
NARROW, BROAD = 4.3, 9.0
"""Letters across a day of a rota, at least and at most; longer codes are shrunk to fit."""


def workbook(
    hospital: Hospital, path: Path, result: CheckResult | None = None, pay: PayResult | None = None
) -> None:
    """Write the workbook to `path`; a check and its pay add sheets for people and cells' notes.

    Raises InputError where the library is not installed or the file cannot be written.
    """
    try:
        import xlsxwriter
    except ImportError:
        raise missing("xlsxwriter", "a workbook") from None
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, OPTIONS)
    look = Look(book, hospital)
    look.name_pages(hospital, result)
    noted = notes(hospital, result)
    opened = False
    for name, text in file_texts(hospital).items():
        stem = name.rsplit(".", 1)[0]
        form = list(_settings(text) if name.endswith(".toml") else csv.reader(io.StringIO(text)))
        sheet = new_sheet(book, stem)
        _table(sheet, form, look, stem, noted)
        if stem in FIRST and not opened:
            sheet.activate()
            opened = True
    if result is not None:
        rows: Table = [["doctor", "rule", "from", "to", "what is wrong", "certainty"]]
        rows += [
            [
                b.doctor,
                b.rule,
                _when(b, b.start),
                _when(b, b.end),
                b.sentence,
                certainty(b.certainty),
            ]
            for b in result.breaches
        ]
        rows += [] if result.breaches else [["", "", "", "", "No limit is broken.", ""]]
        _people(new_sheet(book, BREACHES), rows, look, (12, 31, 21, 21, 66, 14))
    if pay is not None:
        _people(new_sheet(book, PAY), _priced(pay), look, (12, 7, 17, 12, 12, 12, 44, 34, 14))
    _legend(new_sheet(book, LEGEND), hospital, look)
    book.close()
    write_whole(path, made.getvalue())


def _table(
    sheet: Any, rows: list[list[str]], look: Look, stem: str, noted: dict[Cell, str]
) -> None:
    """One file form as a sheet: header frozen and repeated, the first column too."""
    grid = stem in GRIDS and rows[0][:1] == ["doctor"] and rows[0][1:3] != ["date", "shift"]
    template = stem.startswith("template")
    days = [weekday(text) for text in rows[0]]
    weekend = [day in ("Sat", "Sun") for day in days]
    for k, text in enumerate(rows[0]):
        turned: dict[str, Any] = {}
        if grid and days[k]:
            # the weekday is in the look: the cell itself stays the date that is read back
            turned = {"rotation": 90, "num_format": f';;;"{days[k]} "@'}
        fill = "#d0d0d0" if weekend[k] else "#e6e6e6"
        put(sheet, 0, k, text, look.of(bold=True, bg_color=fill, **turned))
    for r, row in enumerate(rows[1:], 1):
        for k, text in enumerate(row):
            if k and (grid or template):
                note = noted.get((stem, row[0], rows[0][k]))
                format = look.cell(text, weekend[k], note is not None)
                if note:
                    options = {"x_scale": 3, "y_scale": 2, "author": "Sevenday"}
                    sheet.write_comment(r, k, note, options)
            else:
                head = k == 0 and (grid or template)
                wrap = k == 0 or len(text) > WIDE
                format = look.of(bold=head, text_wrap=wrap, valign="vcenter")
            put(sheet, r, k, text, format)
    sheet.freeze_panes(1, 1)
    name = min(WIDEST, max((len(row[0]) for row in rows), default=8) + 3)
    sheet.set_column(0, 0, name)
    for r, row in enumerate(rows):
        wrapped = row[:1] if grid or template else row
        _fit(sheet, r, wrapped, (name - 3, *([WIDE] * (len(wrapped) - 1))))
    if grid:
        longest = max((len(text) for row in rows[1:] for text in row[1:]), default=0)
        across = min(BROAD, max(NARROW, 1.2 * longest + 1))
        sheet.set_column(1, len(rows[0]) - 1, across)
        sheet.set_row(0, 104)
        on_paper(sheet, look, *pages(rows[0], name, across))
    else:
        for k in range(1, len(rows[0])):
            sheet.set_column(k, k, min(WIDE, max(len(row[k]) for row in rows if k < len(row))) + 2)
        on_paper(sheet, look)


def _fit(sheet: Any, row: int, values: list[Any], widths: tuple[int, ...]) -> None:
    """Make a row as high as its text that wraps: not every program does so by itself."""
    deep = max(-(-len(f"{value}") // wide) for value, wide in zip(values, widths, strict=True))
    if deep > 1:
        sheet.set_row(row, LINE * deep)


def _priced(pay: PayResult) -> Table:
    """The payslip lines; `from` and `to` are filled where a term is a range."""
    rows: Table = [
        [
            "doctor",
            "grade",
            "element",
            "£ a year",
            "from £",
            "to £",
            "working",
            "clause",
            "certainty",
        ]
    ]
    rows += [
        [
            slip.doctor,
            slip.grade,
            line.element,
            line.amount,
            *("" if bound is None else bound for bound in (line.low, line.high)),
            line.working,
            line.clause,
            certainty(line.certainty),
        ]
        for slip in pay.doctors
        for line in slip.lines
    ]
    return rows


def _people(sheet: Any, rows: Table, look: Look, widths: tuple[int, ...]) -> None:
    """A sheet that people read: wrapped, filtered, its header repeated on paper."""
    for k, wide in enumerate(widths):
        sheet.set_column(k, k, wide)
    head = look.of(bold=True, bg_color="#e6e6e6")
    body = look.of(text_wrap=True, valign="top")
    money = look.of(valign="top", num_format="#,##0.00")
    for r, row in enumerate(rows):
        for k, value in enumerate(row):
            if isinstance(value, str):
                put(sheet, r, k, value, head if r == 0 else body)
            else:
                sheet.write_number(r, k, value, money)
        _fit(sheet, r, row, widths)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(1, len(rows) - 1), len(widths) - 1)
    on_paper(sheet, look)


def _legend(sheet: Any, hospital: Hospital, look: Look) -> None:
    """What each code and mark means."""
    rows = [("code", "what", "times")]
    for code, shift in hospital.shifts.items():
        times = f"{hhmm(shift.start)} to {hhmm(shift.end)}"
        rows.append((code, named(shift) or "duty", times))
    rows += [(code, what, "") for code, what in NO_DUTY.items()]
    rows += [("", "blank: off", "")]
    for r, row in enumerate(rows):
        for k, text in enumerate(row):
            head = look.of(bold=True, bg_color="#e6e6e6")
            code = look.cell(text, False, False) if k == 0 else look.of(text_wrap=True)
            put(sheet, r, k, text, head if r == 0 else code)
        _fit(sheet, r, list(row), (10, 34, 34))
    marks = (
        "A cell in bold with a red frame breaks a limit: its note says which, and the clause.",
        "A grey column is a Saturday or a Sunday.",
    )
    for k, mark in enumerate(marks, len(rows) + 1):
        put(sheet, k, 0, mark, None)
    sheet.set_column(0, 0, 10)
    sheet.set_column(1, 2, 34)
    sheet.freeze_panes(1, 0)
    on_paper(sheet, look)


def _settings(text: str) -> Iterator[list[str]]:
    """hospital.toml as the rows of the sheet `hospital`: keys of tables with dots."""
    yield ["key", "value"]
    yield from (row for row in _flat("", tomllib.loads(text)) if row[1])


def _flat(before: str, table: dict[str, Any]) -> Iterator[list[str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(f"{before}{key}.", value)
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            for number, one in enumerate(value, 1):
                yield from _flat(f"{before}{key}.{number}.", one)
        elif isinstance(value, list):
            yield [before + key, ", ".join(map(str, value))]
        elif isinstance(value, bool):
            yield [before + key, "yes" if value else "no"]
        else:
            yield [before + key, f"{value}"]


def _when(breach: Verdict, at: datetime) -> str:
    """The start or end of a breach: with its date, or for a template its week and weekday."""
    if breach.week is None:
        return f"{short_date(at)} {at:%H:%M}"
    later = (at.date() - breach.start.date()).days + breach.start.weekday()
    week = breach.template_week + later // WEEK
    return f"week {(week - 1) % breach.cycle + 1 if breach.cycle else week} {at:%a %H:%M}"
