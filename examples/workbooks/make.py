"""Make medical-take.xlsx, a rota as people draw it: python examples/workbooks/make.py."""

from datetime import datetime, timedelta
from pathlib import Path

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

FIRST = datetime(2026, 9, 7)
COLOURS = {"L": "FFE699", "N": "9DC3E6", "A/L": "C6E0B4"}
LINES = {
    "01-SpR": "D D D D L L L . . N N N N . . . . . D D D D D . . D D D",
    "02-SpR": "L L L L . . . D D D D D . . D D N N N N . . . . . D D D",
    "03-SHO": "A/L A/L A/L A/L A/L . . L L L D D . . D D D D L L L . . D D D . .",
    "04-SHO": "D D N N N N . . . . D L L L . . D D D D . . D D D D L L",
}


def rota(sheet: Worksheet) -> None:
    """A title, the month merged over the days, weekdays as letters, day numbers, then posts."""
    sheet["A1"] = "Medical take: resident rota, version 3"
    sheet["A1"].font = Font(bold=True, size=14)
    sheet["C3"] = "September 2026"
    sheet.merge_cells("C3:Z3")
    sheet["AA3"] = "October 2026"
    sheet.merge_cells("AA3:AD3")
    sheet["A5"], sheet["B5"] = "Post", "Grade"
    for k in range(28):
        day = FIRST + timedelta(days=k)
        sheet.cell(4, k + 3, "MTWTFSS"[day.weekday()])
        sheet.cell(5, k + 3, day.day)
    for row, (post, line) in enumerate(LINES.items(), 6):
        sheet.cell(row, 1, post)
        sheet.cell(row, 2, "ST4" if post.endswith("SpR") else "FY2")
        for k, code in enumerate(line.split(), 3):
            if code != ".":
                cell = sheet.cell(row, k, code)
                if code in COLOURS:
                    cell.fill = PatternFill("solid", fgColor=COLOURS[code])
    sheet["G6"].comment = Comment("swapped with 02-SpR, agreed 14 August", "rota team")
    sheet["A11"] = "Please e-mail swaps to the rota team."


def key(sheet: Worksheet) -> None:
    """The codes in the margin, each written in its own way."""
    sheet["AF5"] = "Key"
    sheet["AF6"], sheet["AG6"] = "D", "Normal day 0900-1700"
    sheet["AF7"], sheet["AG7"] = "L", "Long day, 08:30 to 21:00"
    sheet["AF8"] = "N = night 8.30pm - 9am"
    sheet["AF9"], sheet["AG9"] = "A/L", "annual leave"


def main() -> None:
    """The rota, and beside it a hidden draft with what goes wrong most."""
    book = Workbook()
    book.active.title = "Take"
    draft = book.create_sheet("Draft")
    for sheet in (book["Take"], draft):
        rota(sheet)
        key(sheet)
    draft["H6"] = "L?"
    draft["D9"] = "=D8"
    draft["K7"], draft["K8"] = "D", None
    draft.merge_cells("K7:K8")
    draft["M5"] = 16
    draft.sheet_state = "hidden"
    book.properties.created = book.properties.modified = datetime(2026, 8, 31)
    book.save(Path(__file__).with_name("medical-take.xlsx"))


if __name__ == "__main__":
    main()
