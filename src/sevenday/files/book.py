"""A hospital as one workbook: the folder's files as sheets, named without .csv and .toml.

The sheet `hospital` has the columns `key` and `value`; a key of a table is written
`settings.pattern`, a list as words with commas, and `build.weights.fairness` for a weight. Every
other sheet is the file's own table, header in the first row that is not empty. Dates may be
Excel's own or YYYY-MM-DD, times Excel's own or HH:MM.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from sevenday.errors import Fault, InputError
from sevenday.files.folder import assemble
from sevenday.files.open_book import open_book
from sevenday.files.settings import parse_settings
from sevenday.files.sheets import Sheet, letters
from sevenday.files.table import YES, Faults, Rows, parse_date
from sevenday.model import Hospital

SETTINGS = "hospital.toml"
LISTS = ("build.levels", "build.joined_duties")
WORDS = ("name", "contract", "settings.pattern", "build.preset")
SEQUENCE = re.compile(r"(build\.sequence|flow\.others|flow\.beds)\.(\d+)\.(\w+)")
"""A key of one table of several: the sheet numbers them from 1."""
DATES = ("starts", "ends", "build.published", "build.frozen_to")
FOR_PEOPLE = ("Breaches", "Pay", "Legend")
"""Sheets of our own workbooks that people read and a hospital is not made of."""
FILE = re.compile(r"\b([\w-]+)\.(?:csv|toml)\b")


def is_form(sheets: Iterable[Sheet]) -> bool:
    """Whether a workbook has the form's own sheets: `shifts`, with a heading `code`."""
    shifts = [sheet for sheet in sheets if sheet.title.strip().lower() == "shifts"]
    return any(cell.text == "code" for sheet in shifts for cell in sheet.cells.values())


def read_book(path: Path) -> Hospital:
    """Read a workbook that holds a hospital. Raises InputError with every fault and its cell."""
    sheets = open_book(path)
    if not is_form(sheets):
        titles = ", ".join(repr(sheet.title) for sheet in sheets)
        what = "no sheet 'shifts' with a heading 'code': not a hospital's own workbook"
        how = f"the form's sheets; for a rota as people make it: sevenday import {path.name}"
        raise InputError(
            Fault(what, path.name, None, "", titles, how, code="not-a-hospital-workbook")
        )
    return hospital_from_sheets(path.name, sheets)


def hospital_from_sheets(book: str, sheets: Iterable[Sheet]) -> Hospital:
    """The hospital of a workbook's sheets, all of them checked as the folder's files are."""
    sheets = [sheet for sheet in sheets if sheet.title not in FOR_PEOPLE]
    files = {file_name(sheet): _rows(sheet) for sheet in sheets}
    titles = {file_name(sheet): sheet.title for sheet in sheets}
    faults = Faults([])
    settings: dict[str, Any] = {}
    if SETTINGS in files:
        settings = parse_settings(_document(files[SETTINGS], faults), SETTINGS, faults)
    hospital = assemble(book, settings, files, faults)
    if faults.found:
        raise InputError(*(_placed(fault, book, files, titles) for fault in faults.found))
    return replace(hospital, notes=tuple(_as_sheets(note) for note in hospital.notes))


def file_name(sheet: Sheet) -> str:
    """The file of a folder whose place a sheet takes."""
    name = sheet.title.strip()
    if name.lower() == "hospital":
        return SETTINGS
    known = name if name.lower().startswith("template-") else name.lower()
    return f"{known[:9].lower()}{known[9:]}.csv"


def _rows(sheet: Sheet) -> Rows:
    """A sheet's rows as far as its last cell; a formula or a merged cell is a fault."""
    table: dict[int, dict[int, str]] = {}
    wrong = [
        Fault(
            "a merged cell", sheet.span(span), expected="a value in each cell", code="merged-cell"
        )
        for span in sheet.merged
    ]
    for (row, column), cell in sorted(sheet.cells.items()):
        if cell.formula:
            wrong.append(
                Fault(
                    "a formula",
                    sheet.where(row, column),
                    None,
                    "",
                    cell.formula,
                    "a value: copy, then paste as values",
                    code="formula",
                )
            )
        if cell.text:
            table.setdefault(row, {})[column] = cell.text
    body = [
        (row, [cells.get(column, "") for column in range(1, max(cells) + 1)])
        for row, cells in sorted(table.items())
    ]
    return Rows(file_name(sheet), body, tuple(wrong))


def _document(rows: Rows, faults: Faults) -> dict[str, Any]:
    """The keys and values of the sheet `hospital`, nested as in hospital.toml."""
    document: dict[str, Any] = {}
    sequences: dict[tuple[str, int], dict[str, Any]] = {}
    faults.found.extend(rows.wrong)
    for number, cells in rows.body:
        key, value, *more = [*cells, "", ""]
        if (key, value) == ("key", "value") and not document:
            continue
        if any(more):
            faults.add(
                "more than a key and its value",
                rows.name,
                number,
                "",
                more[0],
                "nothing",
                code="extra-cells",
            )
        *tables, last = key.split(".", 2)  # a weight's own name may have a dot
        inner = document
        if part := SEQUENCE.fullmatch(key):
            tables, last = [], part[3]
            inner = sequences.setdefault((part[1], int(part[2])), {})
        for name in tables:
            inner = inner.setdefault(name, {})
            if not isinstance(inner, dict):
                break
        if not isinstance(inner, dict) or last in inner or not last:
            faults.add(
                "a key twice, or none", rows.name, number, "", key, "each key once", code="repeated"
            )
        elif value:
            inner[last] = _value(key, value)
    for (name, _), table in sorted(sequences.items()):
        outer, inner_name = name.split(".")
        document.setdefault(outer, {}).setdefault(inner_name, []).append(table)
    return document


def _value(key: str, text: str) -> Any:
    """A value as TOML would have it."""
    part = SEQUENCE.fullmatch(key)
    if key in WORDS or (part and part[3] in ("name", "service", "span", "half")):
        return text
    if key in DATES:
        return parse_date(text) or text
    if part and (part[1], part[3]) == ("build.sequence", "days"):  # "day on Sat" is one
        return [word.strip() for word in text.split(",")]
    if part and part[3] == "days":
        return text
    if key in LISTS:
        return text.replace(",", " ").split()
    if text.lower() in ("yes", "no", "true", "false"):
        return YES[text.lower()]
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text


def _placed(fault: Fault, book: str, files: dict[str, Rows], titles: dict[str, str]) -> Fault:
    """A fault of a file as one of the sheet's cell."""
    title = titles.get(fault.file)
    if title is None:
        place = fault.file if fault.file == book else f"{book} {fault.file}"
    else:
        rows = files[fault.file].body
        header = rows[0][1] if rows else []
        row = fault.row
        if fault.file == SETTINGS and row is None:
            row = next((number for number, cells in rows if cells[0] == fault.column), None)
            header = ["key", fault.column]
        column = header.index(fault.column) + 1 if fault.column in header else 1
        place = f"{book} {title}!{letters(column)}{row}" if row else f"{book} {title}"
    return Fault(
        _as_sheets(fault.what),
        _as_sheets(place) if title is None else place,
        None,
        fault.column,
        fault.found,
        _as_sheets(fault.expected),
        code=fault.code,
    )


def _as_sheets(text: str) -> str:
    """A sentence on a folder's files as one on a workbook's sheets."""
    return FILE.sub(r"sheet '\1'", text)
