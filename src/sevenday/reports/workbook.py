"""A hospital as one workbook: the file forms as sheets, coloured, with its breaches as notes.

`sd.read` reads it back as the folder it was made from. Every cell is written as text, so nothing
in a rota can become a formula.
"""

import csv
import io
import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
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
from sevenday.reports.words import certainty

BREACHES, PAY, LEGEND = FOR_PEOPLE
WEEKEND, LEAVE_FILL, BROKEN = "#eeeeee", "#ffffff", "#c00000"
GRIDS = ("rota", "history", "pins")
LINE = 15
"""Points that a line of text is high."""
MOST_NOTE = 1500
"""Characters of a cell's note: more cannot be read in one."""


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
    noted = _notes(hospital, result)
    for name, text in texts_of(hospital).items():
        stem = name.rsplit(".", 1)[0]
        rows = list(_settings(text) if name.endswith(".toml") else csv.reader(io.StringIO(text)))
        sheet = book.add_worksheet(stem)
        _table(sheet, rows, look, stem, noted if stem == "rota" else {})
    if result is not None:
        rows = [["doctor", "rule", "from", "to", "what is wrong", "certainty"]]
        rows += [
            [b.doctor, b.rule, b.start.replace("T", " "), b.end.replace("T", " "), b.sentence,
             certainty(b.certainty)]
            for b in result.breaches
        ]  # fmt: skip
        _people(book.add_worksheet(BREACHES), rows, look, (14, 26, 17, 17, 90, 14))
    if pay is not None:
        rows = [["doctor", "grade", "element", "£ a year", "working", "clause", "certainty"]]
        rows += [
            [slip.doctor, slip.grade, line.element, f"{line.amount:,.2f}", line.working,
             line.clause, certainty(line.certainty)]
            for slip in pay.doctors
            for line in slip.lines
        ]  # fmt: skip
        _people(book.add_worksheet(PAY), rows, look, (14, 8, 20, 14, 60, 60, 14))
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

    def of(self, **said: Any) -> Any:
        """A format with these properties, every cell bordered."""
        key = tuple(sorted(said.items()))
        if key not in self._made:
            base = {"border": 1, "border_color": "#999999", "num_format": "@"}
            self._made[key] = self._book.add_format(base | said)
        return self._made[key]

    def cell(self, text: str, weekend: bool, broken: bool) -> Any:
        """The look of a rota's cell: its shift's colour; red and bold where it breaks a limit."""
        said: dict[str, Any] = {"align": "center"}
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
    sheet: Any, rows: list[list[str]], look: _Look, stem: str, notes: dict[tuple[str, str], str]
) -> None:
    """One file form as a sheet: header frozen and repeated, the first column too."""
    grid = stem in GRIDS and rows[0][:1] == ["doctor"] and rows[0][1:3] != ["date", "shift"]
    template = stem.startswith("template")
    weekend = [_weekend(text) for text in rows[0]]
    for k, text in enumerate(rows[0]):
        turned = {"rotation": 90} if grid and k else {}
        fill = "#d0d0d0" if weekend[k] else "#e6e6e6"
        sheet.write_string(0, k, text, look.of(bold=True, bg_color=fill, **turned))
    for r, row in enumerate(rows[1:], 1):
        for k, text in enumerate(row):
            if k and (grid or template):
                note = notes.get((row[0], rows[0][k])) if grid else None
                format = look.cell(text, weekend[k], note is not None)
                if note:
                    options = {"x_scale": 3, "y_scale": 2, "author": "Sevenday"}
                    sheet.write_comment(r, k, note, options)
            else:
                format = look.of(bold=bool(k == 0 and (grid or template)))
            if text:
                sheet.write_string(r, k, text, format)
            else:
                sheet.write_blank(r, k, None, format)
    sheet.freeze_panes(1, 1)
    wide = max((len(row[0]) for row in rows), default=8)
    sheet.set_column(0, 0, min(40, wide + 2))
    if grid:
        sheet.set_column(1, len(rows[0]), 4.3)
        sheet.set_row(0, 82)
    else:
        for k in range(1, len(rows[0])):
            sheet.set_column(k, k, min(60, max(len(row[k]) for row in rows if k < len(row)) + 2))
    _print(sheet, len(rows[0]), 28 if grid else 0)


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
    _print(sheet, len(widths), 0)


def _print(sheet: Any, columns: int, days: int) -> None:
    """Landscape A4, headings on every page; a long rota breaks after each four weeks."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(0.4, 0.4, 0.5, 0.5)
    sheet.repeat_rows(0)
    sheet.repeat_columns(0)
    sheet.set_footer("&L&A&RPage &P of &N")
    if days and columns > days + 1:
        sheet.set_print_scale(74)
        sheet.set_v_pagebreaks(range(days + 1, columns, days))
    else:
        sheet.fit_to_pages(1, 0)


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
    said = "A cell in bold with a red frame breaks a limit: its note says which, and the clause."
    sheet.write_string(len(rows) + 1, 0, said)
    sheet.set_column(0, 0, 10)
    sheet.set_column(1, 2, 34)
    sheet.freeze_panes(1, 0)
    _print(sheet, 3, 0)


def _notes(hospital: Hospital, result: CheckResult | None) -> dict[tuple[str, str], str]:
    """The sentences of each cell: (doctor, date) to what the duty that begins there breaks.

    A breach of a window stands on its first date with a duty and on its last.
    """
    rota = hospital.rota
    if rota is None or result is None:
        return {}
    rows = dict(zip(rota.doctors, rota.codes, strict=True))
    found: dict[tuple[str, str], list[str]] = {}
    for breach in result.breaches:
        if breach.week is None and breach.doctor in rows:
            for day in _shown(breach, rota.first, rows[breach.doctor]):
                said = found.setdefault((breach.doctor, day.isoformat()), [])
                said.append(breach.sentence)
    return {key: "\n".join(said)[:MOST_NOTE] for key, said in found.items()}


def _shown(breach: Verdict, first: date, row: Any) -> Iterator[date]:
    """The dates of a breach's window that its note stands on: its first and last with a cell."""
    low, high = (date.fromisoformat(text[:10]) for text in (breach.start, breach.end))
    days = [
        day
        for k in range((high - low).days + 1)
        if 0 <= ((day := low + timedelta(days=k)) - first).days < len(row)
    ]
    worked = [day for day in days if row[(day - first).days]] or days
    yield from dict.fromkeys((*worked[:1], *worked[-1:]))


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


def _weekend(heading: str) -> bool:
    if heading in ("Sat", "Sun"):
        return True
    try:
        return date.fromisoformat(heading).weekday() >= 5
    except ValueError:
        return False
