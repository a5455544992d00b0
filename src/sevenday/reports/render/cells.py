"""Sheets and cells of a workbook, each as it was said or refused: none is altered or lost."""

from typing import Any

from sevenday.errors import Fault, InputError
from sevenday.files.csv_text import CONTROL
from sevenday.files.sheets import letters


def new_sheet(book: Any, title: str) -> Any:
    """A sheet of this name. Raises InputError for a name that Excel has no room or sign for."""
    from xlsxwriter.exceptions import XlsxWriterException

    try:
        sheet = book.add_worksheet(title)
    except XlsxWriterException:
        raise InputError(
            Fault(
                "no name for a sheet",
                "",
                None,
                "",
                title,
                "at most 31 letters, none of them "
                r"[ ] : * ? / \, no ' at an end, and no two names alike but for capitals",
                code="no-room",
            )
        ) from None
    # codes, dates and weeks are text, so that they come back as they are: no cell is in doubt
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    return sheet


def put(sheet: Any, row: int, column: int, text: str, look: Any) -> None:
    """Write a text as a text, whatever it begins with; rows and columns count from 0.

    Raises InputError for a text that no cell can hold, and past the last row or column.
    """
    if not text:
        sheet.write_blank(row, column, None, look)
        return
    if text.startswith("<r>") and text.endswith("</r>"):
        # the library takes this for marks of its own, unless it comes in parts
        parts = (look, text[:1], look, text[1:])
        refused = sheet.write_rich_string(row, column, *parts, look)
    else:
        refused = sheet.write_string(row, column, text, look)
    if refused or CONTROL.search(text):  # Excel would show _x0001_ for the character
        where = f"{sheet.get_name()}!{letters(column + 1)}{row + 1}"
        found = text if len(text) < 40 else f"{text[:40]}... ({len(text)} characters)"
        expected = "at most 32,767 characters, no control character, and 1,048,576 rows"
        raise InputError(
            Fault(
                "no room for this in a workbook", where, None, "", found, expected, code="no-room"
            )
        )
