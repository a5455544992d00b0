"""A hospital as one workbook: the file forms as sheets, coloured, with its breaches as notes.

`sd.read` reads it back as the folder it was made from. Every cell is written as text, so nothing
in a rota can become a formula.
"""

import csv
import io
import tomllib
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sevenday.clock import hhmm
from sevenday.errors import Fault, InputError
from sevenday.files.book import FOR_PEOPLE
from sevenday.files.write import texts_of
from sevenday.limits.result import CheckResult
from sevenday.limits.verdict import Verdict
from sevenday.model import LEAVE, Hospital
from sevenday.pay.result import PayResult
from sevenday.reports.colours import colours, ink
from sevenday.reports.notes import WEEKDAYS, Cell, notes
from sevenday.reports.words import certainty, day

BREACHES, PAY, LEGEND = FOR_PEOPLE
WEEKEND, LEAVE_FILL, BROKEN = "#eeeeee", "#ffffff", "#c00000"
GRIDS = ("rota", "history", "pins")
FIRST = ("rota", "template")
"""The sheet that the book opens at: the first of these that is there."""
LINE = 15
"""Points that a line of text is high."""
PAGE, ACROSS = 121, 9500
"""Letters that four weeks of a rota are across, and what the scale in % is reckoned from:
letters across a landscape A4 page, in the widest font that stands in for Excel's own."""
WIDEST = 40
"""Letters across a first column: a longer name is wrapped."""
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
        from xlsxwriter.exceptions import FileCreateError
    except ImportError:
        raise InputError("a workbook needs xlsxwriter: pip install 'sevenday[excel]'") from None
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    look = _Look(book, hospital)
    look.said_by(hospital, result)
    noted = notes(hospital, result)
    opened = False
    for name, text in texts_of(hospital).items():
        stem = name.rsplit(".", 1)[0]
        rows = list(_settings(text) if name.endswith(".toml") else csv.reader(io.StringIO(text)))
        sheet = book.add_worksheet(stem)
        _table(sheet, rows, look, stem, noted)
        if stem in FIRST and not opened:
            sheet.activate()
            opened = True
    if result is not None:
        rows = [["doctor", "rule", "from", "to", "what is wrong", "certainty"]]
        rows += [
            [b.doctor, b.rule, _when(b, b.start), _when(b, b.end), b.sentence,
             certainty(b.certainty)]
            for b in result.breaches
        ]  # fmt: skip
        _people(book.add_worksheet(BREACHES), rows, look, (12, 25, 21, 21, 66, 13))
    if pay is not None:
        rows = [["doctor", "grade", "element", "£ a year", "working", "clause", "certainty"]]
        rows += [
            [slip.doctor, slip.grade, line.element, f"{line.amount:,.2f}", line.working,
             line.clause, certainty(line.certainty)]
            for slip in pay.doctors
            for line in slip.lines
        ]  # fmt: skip
        _people(book.add_worksheet(PAY), rows, look, (12, 7, 17, 12, 46, 38, 14))
    _legend(book.add_worksheet(LEGEND), hospital, look)
    try:
        book.close()
    except (FileCreateError, OSError) as error:
        what = f"cannot be written: {error}"
        raise InputError(
            Fault(what, path.name, expected="a file in a folder that is there")
        ) from None


class _Look:
    """The formats of a book: one a kind of cell, made when first asked for."""

    def __init__(self, book: Any, hospital: Hospital) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}
        self.of_shift = colours(hospital.shifts)
        self.title = self.terms = ""

    def said_by(self, hospital: Hospital, result: CheckResult | None) -> None:
        """What stands at the head of every printed page; & would begin a code there."""
        self.title = hospital.name.replace("&", "&&")[:90]
        if result is not None:
            self.terms = f"{result.contract}, as on {day(result.on)}"

    def of(self, **said: Any) -> Any:
        """A format with these properties, every cell bordered."""
        key = tuple(sorted(said.items()))
        if key not in self._made:
            base = {"border": 1, "border_color": "#999999", "num_format": "@"}
            self._made[key] = self._book.add_format(base | said)
        return self._made[key]

    def cell(self, text: str, weekend: bool, broken: bool) -> Any:
        """The look of a rota's cell: its shift's colour; red and bold where it breaks a limit."""
        said: dict[str, Any] = {"align": "center", "shrink": True}
        code = text.split("+")[0]
        fill = self.of_shift.get(code, LEAVE_FILL if text else (WEEKEND if weekend else ""))
        if fill == "#ffffff" and weekend:
            fill = WEEKEND
        if fill:
            said |= {"bg_color": fill, "font_color": ink(fill)}
        if text in LEAVE or text == "ZD":
            said |= {"italic": True}
        if broken:
            said |= {"bold": True, "border": 2, "border_color": BROKEN}
        return self.of(**said)


def _table(
    sheet: Any, rows: list[list[str]], look: _Look, stem: str, noted: dict[Cell, str]
) -> None:
    """One file form as a sheet: header frozen and repeated, the first column too."""
    grid = stem in GRIDS and rows[0][:1] == ["doctor"] and rows[0][1:3] != ["date", "shift"]
    template = stem.startswith("template")
    days = [_weekday(text) for text in rows[0]]
    weekend = [day in ("Sat", "Sun") for day in days]
    for k, text in enumerate(rows[0]):
        turned: dict[str, Any] = {}
        if grid and days[k]:
            # the weekday is in the look: the cell itself stays the date that is read back
            turned = {"rotation": 90, "num_format": f';;;"{days[k]} "@'}
        fill = "#d0d0d0" if weekend[k] else "#e6e6e6"
        sheet.write_string(0, k, text, look.of(bold=True, bg_color=fill, **turned))
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
                format = look.of(bold=head, text_wrap=head, valign="vcenter" if head else "bottom")
            if text:
                sheet.write_string(r, k, text, format)
            else:
                sheet.write_blank(r, k, None, format)
    sheet.freeze_panes(1, 1)
    name = min(WIDEST, max((len(row[0]) for row in rows), default=8) + 3)
    sheet.set_column(0, 0, name)
    for r, row in enumerate(rows):
        if len(row[0]) > name - 3:
            sheet.set_row(r, LINE * -(-len(row[0]) // (name - 8)))
    if grid:
        longest = max((len(text) for row in rows[1:] for text in row[1:]), default=0)
        across = min(BROAD, max(NARROW, 1.2 * longest + 1))
        sheet.set_column(1, len(rows[0]) - 1, across)
        sheet.set_row(0, 104)
        _print(sheet, look, *_pages(rows[0], name, across))
    else:
        for k in range(1, len(rows[0])):
            sheet.set_column(k, k, min(60, max(len(row[k]) for row in rows if k < len(row)) + 2))
        _print(sheet, look)


def _people(sheet: Any, rows: list[list[str]], look: _Look, widths: tuple[int, ...]) -> None:
    """A sheet that people read: wrapped, filtered, its header repeated on paper."""
    for k, wide in enumerate(widths):
        sheet.set_column(k, k, wide)
    for r, row in enumerate(rows):
        for k, text in enumerate(row):
            side = "right" if rows[0][k].startswith("£") else "left"
            body = look.of(text_wrap=True, valign="top", align=side)
            format = look.of(bold=True, bg_color="#e6e6e6") if r == 0 else body
            sheet.write_string(r, k, text, format)
        # by hand: not every program fits a row to text that wraps
        deep = max(-(-len(text) // wide) for text, wide in zip(row, widths, strict=True))
        sheet.set_row(r, LINE * max(1, deep))
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(1, len(rows) - 1), len(widths) - 1)
    _print(sheet, look)


def _print(sheet: Any, look: _Look, breaks: Sequence[int] = (), scale: int = 0) -> None:
    """Landscape A4, headings on every page; one page wide but for a rota's breaks."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(0.4, 0.4, 0.7, 0.5)
    sheet.repeat_rows(0)
    sheet.repeat_columns(0)
    sheet.set_header(f"&L{look.title}&R{look.terms}")
    sheet.set_footer("&L&A&RPage &P of &N")
    if scale:
        sheet.set_print_scale(scale)
        sheet.set_v_pagebreaks(breaks)
    else:
        sheet.fit_to_pages(1, 0)


def _pages(headings: list[str], name: int, wide: float) -> tuple[list[int], int]:
    """Columns that a page begins at, on a Monday where it can, and the scale to print at, in %.

    `name`, `wide`: letters across in the first column and in each of the others.
    """
    days = max(7, int(PAGE / wide) // 7 * 7)
    mondays = [k for k, text in enumerate(headings) if _weekday(text) == "Mon"]
    breaks, start = [], 1
    while len(headings) - start > days:
        start = max((k for k in mondays if start < k <= start + days), default=start + days)
        breaks.append(start)
    return breaks, max(40, min(95, int(ACROSS / (days * wide + name))))


def _legend(sheet: Any, hospital: Hospital, look: _Look) -> None:
    """What each code and mark means."""
    rows = [("code", "what", "times")]
    for code, shift in hospital.shifts.items():
        times = f"{hhmm(shift.start)} to {hhmm(shift.end)}"
        kind = "on call" if shift.on_call else ""
        rows.append((code, ", ".join(filter(None, (shift.name, kind))) or "duty", times))
    rows += [(code, what, "") for code, what in LEAVE.items()]
    rows += [("ZD", "zero day: a rostered rest day", ""), ("", "blank: off", "")]
    for r, row in enumerate(rows):
        for k, text in enumerate(row):
            head = look.of(bold=True, bg_color="#e6e6e6")
            code = look.cell(text, False, False) if k == 0 else look.of()
            sheet.write_string(r, k, text, head if r == 0 else code)
    marks = (
        "A cell in bold with a red frame breaks a limit: its note says which, and the clause.",
        "A grey column is a Saturday or a Sunday.",
    )
    for k, said in enumerate(marks, len(rows) + 1):
        sheet.write_string(k, 0, said)
    sheet.set_column(0, 0, 10)
    sheet.set_column(1, 2, 34)
    sheet.freeze_panes(1, 0)
    _print(sheet, look)


def _settings(text: str) -> Iterator[list[str]]:
    """hospital.toml as the rows of the sheet `hospital`: keys of tables with dots."""
    yield ["key", "value"]
    yield from (row for row in _flat("", tomllib.loads(text)) if row[1])


def _flat(before: str, table: dict[str, Any]) -> Iterator[list[str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(f"{before}{key}.", value)
        elif isinstance(value, list):
            yield [before + key, ", ".join(map(str, value))]
        elif isinstance(value, bool):
            yield [before + key, "yes" if value else "no"]
        else:
            yield [before + key, f"{value}"]


def _weekday(heading: str) -> str:
    """The day of the week of a column, blank where it is none's."""
    try:
        return f"{date.fromisoformat(heading):%a}"
    except ValueError:
        return heading if heading in WEEKDAYS else ""


def _when(breach: Verdict, moment: str) -> str:
    """The start or end of a breach: with its date, or for a template its weekday."""
    at = datetime.fromisoformat(moment)
    return f"{at:%a %H:%M}" if breach.week else f"{day(at)} {at:%H:%M}"
