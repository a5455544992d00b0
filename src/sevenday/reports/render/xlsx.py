"""A page as a workbook: its words on one sheet, then a sheet a table, numbers as numbers."""

import io
import re
from typing import Any

from sevenday.extras import missing
from sevenday.reports.render.cells import new_sheet, put
from sevenday.reports.render.page import (
    SIGN,
    Alarm,
    Heading,
    Page,
    Picture,
    Signatures,
    Table,
)

NUMBER = re.compile(r"[-+]?£?\d{1,3}(,?\d{3})*(\.\d+)?%?")
SIGNS = re.compile(r'[\[\]:*?/\\\'"]')
LONGEST_NAME, WIDE = 28, 60
ACROSS, ROW = 115, 15
"""Letters of a line of the first sheet, and its height in points."""
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
"""No text is taken for a formula or a link."""
PICTURE = "(a picture: see the same page as HTML or PDF)"


def page_as_workbook(page: Page) -> bytes:
    """The page's workbook. Raises InputError where the extra `excel` is not installed."""
    try:
        import xlsxwriter
    except ImportError:
        raise missing("xlsxwriter", "a workbook") from None
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, OPTIONS)
    head = book.add_format(
        {"bold": True, "bg_color": "#e6e6e6", "text_wrap": True, "valign": "top"}
    )
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    words = new_sheet(book, "Words")
    words.set_column(0, 0, 110)
    lines: list[tuple[str, object]] = [(page.title, bold)]
    names: set[str] = {"words"}
    for block in page.blocks:
        if isinstance(block, Table):
            name = _name(block.caption, names)
            lines.append((f"{block.caption}: sheet {name}", bold))
            sheet = new_sheet(book, name)
            table = _apart(block)
            wide = [min(WIDE, 2 + max(map(_longest, cells))) for cells in zip(*table, strict=True)]
            for r, row in enumerate(table):
                sheet.set_row(r, ROW * max(map(_lines, row, wide)))
                for k, text in enumerate(row):
                    look = head if r == 0 else wrap
                    if r and NUMBER.fullmatch(text):
                        _number(book, sheet, r, k, text)
                    else:
                        put(sheet, r, k, text, look)
            for k, letters in enumerate(wide):
                sheet.set_column(k, k, letters)
            sheet.freeze_panes(1, 1)
            sheet.repeat_rows(0)
            _on_paper(sheet)
        elif isinstance(block, Picture):
            lines += [(block.caption, bold), (f"{block.says} {PICTURE}", wrap)]
        elif isinstance(block, Heading | Alarm):
            lines.append((str(block), bold))
        elif isinstance(block, Signatures):
            lines += [(f"{role}: {', '.join(SIGN)}", wrap) for role in block.roles]
        else:
            lines.append((str(block), wrap))
    for r, (text, look) in enumerate(lines):
        put(words, r, 0, text, look)
        words.set_row(r, ROW * _lines(text, ACROSS))
    _on_paper(words)
    book.close()
    return buffer.getvalue()


def _apart(table: Table) -> list[tuple[str, ...]]:
    """The heading and rows, a column a line of a heading: so each figure has its own cell."""
    headings = [heading.splitlines() or [""] for heading in table.columns]
    top = [" ".join(dict.fromkeys((lines[0], line))) for lines in headings for line in lines]
    rows = [tuple(top)]
    for row in table.rows:
        cells: list[str] = []
        for lines, cell in zip(headings, row, strict=True):
            parts = cell.splitlines() if len(lines) > 1 else [cell]
            more = len(lines) - len(parts)
            cells += parts + [""] * more if more >= 0 else [cell] + [""] * (len(lines) - 1)
        rows.append(tuple(cells))
    return rows


def _longest(text: str) -> int:
    """Letters of a cell's longest line."""
    return max(map(len, text.splitlines()), default=0)


def _lines(text: str, across: int) -> int:
    """Lines that a cell needs where so many letters go across."""
    return sum(1 + len(line) // across for line in text.splitlines() or [""])


def _on_paper(sheet: Any) -> None:
    """Landscape A4, one page across."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(0.4, 0.4, 0.5, 0.5)
    sheet.fit_to_pages(1, 0)


def _number(book: object, sheet: object, row: int, column: int, text: str) -> None:
    """A number as a number, shown as it was written."""
    digits = text.replace("£", "").replace(",", "").rstrip("%")
    places = len(digits.partition(".")[2])
    shown = "#,##0" if "," in text or "£" in text else "0"
    shown += "." + "0" * places if places else ""
    shown = f'"£"{shown}' if "£" in text else shown
    value = float(digits)
    if text.endswith("%"):
        value, shown = value / 100, shown + "%"
    if text.startswith("+"):
        shown = f"+{shown};-{shown};{shown}"
    sheet.write_number(row, column, value, book.add_format({"num_format": shown, "valign": "top"}))  # type: ignore[attr-defined]


def _name(caption: str, names: set[str]) -> str:
    """A sheet's name from a table's caption, not used before."""
    stem = SIGNS.sub(" ", caption.partition(",")[0]).strip()[:LONGEST_NAME].strip() or "Table"
    name, n = stem, 1
    while name.lower() in names:
        n += 1
        name = f"{stem[: LONGEST_NAME - 3]} {n}"
    names.add(name.lower())
    return name
