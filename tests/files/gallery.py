"""Rotas as people make them: each shape a function that fills a sheet, with what it means.

Every shape says the same fortnight of the same three doctors unless it needs other words, so that
what differs is how it is drawn.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

FIRST = date(2015, 8, 3)


def cells(text: str) -> list[str]:
    """A line of cells, "-" for a blank one."""
    return text.split()


LINES = {
    "01-SpR": cells("L L L - - - - D D D D D - -"),
    "02-SHO": cells("D D D D D - - N N N N - - -"),
    "03-SHO": cells("AL AL AL AL AL - - D D D D D L L"),
}
TIMES = {"D": ("09:00", "17:00"), "L": ("09:00", "21:30"), "N": ("21:00", "09:30")}
GOLD = PatternFill("solid", fgColor="FFD700")


@dataclass
class Shape:
    """A shape: how it is made, its options, and what it means."""

    make: Callable[[Workbook], None]
    rota: dict[str, list[str]] | None = field(default_factory=lambda: dict(LINES))
    first: date | None = FIRST
    times: dict[str, tuple[str, str]] = field(default_factory=lambda: dict(TIMES))
    options: dict[str, Any] = field(default_factory=dict)
    weeks: list[list[str]] | None = None
    said: tuple[str, ...] = ()
    """What the account of it must have in it."""


SHAPES: dict[str, Shape] = {}


def shape(name: str, **means: Any) -> Callable[[Callable[[Workbook], None]], Callable]:
    def kept(make):
        SHAPES[name] = Shape(make, **means)
        return make

    return kept


def days(n: int = 14, first: date = FIRST) -> list[date]:
    return [first + timedelta(days=k) for k in range(n)]


def put(sheet, row: int, column: int, rows: list[list[Any]]) -> None:
    """A block of cells with its top left corner at a row and column."""
    for i, line in enumerate(rows):
        for j, value in enumerate(line):
            if value is not None and value != "":
                sheet.cell(row + i, column + j, value)


def grid(headings: list[Any], lines: dict[str, list[str]] = LINES, blank: str = "") -> list[list]:
    body = [[name, *(blank if c == "-" else c for c in row)] for name, row in lines.items()]
    return [["Name", *headings], *body]


def legend(sheet, row: int, column: int) -> None:
    rows = [[code, time.fromisoformat(a), time.fromisoformat(b)] for code, (a, b) in TIMES.items()]
    put(sheet, row, column, [["Code", "Start", "Finish"], *rows])


@shape(
    "title, real dates, a table of times in the margin, colours and a note",
    said=(
        "Rota!A4:O7",
        "3 doctors x 14 dates from Monday 3 August 2015",
        "1 cell in 1 colour: read where the legend explains the colour",
        "a note on the cell: 'swap agreed'",
        "St Elsewhere: on-call rota",
    ),
)
def _real(book):
    sheet = book.active
    sheet["A1"] = "St Elsewhere: on-call rota"
    sheet.merge_cells("A1:O1")
    put(sheet, 4, 1, grid([datetime(d.year, d.month, d.day) for d in days()]))
    sheet["B5"].fill = GOLD
    sheet["C5"].comment = Comment("swap agreed", "rota team")
    legend(sheet, 4, 18)


@shape(
    "dates as Excel numbers, weekdays above them, words for times",
    said=("Rota!R5:S5: L 09:00-21:30",),
)
def _serials(book):
    sheet = book.active
    put(sheet, 2, 2, [[None, *(f"{d:%a}" for d in days())]])
    put(sheet, 3, 2, grid([(d - date(1899, 12, 30)).days for d in days()], blank="-"))
    put(sheet, 4, 18, [["D", "0900-1700"], ["L", "0900 - 2130"], ["N", "9pm to 9.30am"]])


@shape("text dates without a year, the year in the title")
def _text(book):
    sheet = book.active
    sheet["A1"] = "SHO rota 2015"
    put(sheet, 3, 1, grid([f"{d:%a} {d.day} {d:%b}" for d in days()]))
    sheet["A9"] = "D: normal day 09:00-17:00"
    sheet["A10"] = "Long day (L): 09:00 to 21:30"
    sheet["A11"] = "N = Night 2100-0930"


@shape("text dates without any year, asked for", options={"year": 2015})
def _asked(book):
    sheet = book.active
    put(sheet, 1, 1, grid([f"{d:%a}\n{d.day}/{d.month}" for d in days()]))
    sheet["A8"] = "D 0900-1700; L 0900-2130; N 2100-0930"


@shape(
    "letters with day numbers, a legend in sentences",
    said=("L 09:00-21:30 (Long day)", "N 21:00-09:30 (Night)", "AL is AL"),
)
def _sentences(book):
    sheet = book.active
    sheet["A1"] = "August 2015"
    put(sheet, 2, 1, grid([f"{'MTWTFSS'[d.weekday()]}{d.day}" for d in days()]))
    put(
        sheet,
        8,
        1,
        [
            ["Long day (L): 09:00 to 21:30, 2 x 30 minutes' break"],
            ["Standard day (D) 9am - 5pm"],
            ["Night (N) - 2100 until 0930 the next day"],
            ["AL = annual leave; SL = study leave; ZD = zero day"],
        ],
    )


@shape("day first, in figures")
def _figures(book):
    sheet = book.active
    put(sheet, 1, 1, grid([f"{d:%d/%m/%Y}" for d in days()]))
    put(sheet, 1, 17, [["D\n09:00-17:00"], ["L\n09:00-21:30"], ["N\n21:00-09:30"]])


@shape("day numbers under a month that is merged over them")
def _numbers(book):
    sheet = book.active
    sheet["B1"] = "August 2015"
    sheet.merge_cells("B1:O1")
    put(sheet, 2, 2, [["MTWTFSS"[d.weekday()] for d in days()]])
    put(sheet, 3, 1, grid([d.day for d in days()]))
    legend(sheet, 8, 1)


MONTH_END = date(2015, 8, 27)


@shape("a month that ends inside the dates, a title for each", first=MONTH_END)
def _two_months(book):
    sheet = book.active
    sheet["B1"], sheet["G1"] = "Aug 2015", "Sep 2015"
    sheet.merge_cells("B1:F1")
    sheet.merge_cells("G1:O1")
    put(sheet, 2, 1, grid([d.day for d in days(14, MONTH_END)]))
    legend(sheet, 8, 1)


@shape("dates down, doctors across")
def _down(book):
    sheet = book.active
    sheet["A1"] = "Registrars"
    rows = [["Day", "Date", *LINES]]
    for k, day in enumerate(days()):
        rows.append(
            [
                f"{day:%A}",
                datetime(day.year, day.month, day.day),
                *("" if c[k] == "-" else c[k] for c in LINES.values()),
            ]
        )
    put(sheet, 3, 1, rows)
    legend(sheet, 3, 8)


@shape(
    "a block a month, one under the other",
    rota={name: [*line, *["-"] * 21, *line] for name, line in LINES.items()},
    said=("Rota!A2:O5", "Rota!A9:O12", "from Monday 7 September 2015"),
)
def _months(book):
    sheet = book.active
    later = date(2015, 9, 7)
    for row, title, first in ((1, "August 2015", FIRST), (8, "September 2015", later)):
        sheet.cell(row, 1, title)
        put(sheet, row + 1, 1, grid([d.day for d in days(14, first)]))
    put(sheet, 2, 17, [["D 0900-1700"], ["L 0900-2130"], ["N 2100-0930"]])


@shape(
    "a block a month, side by side, day numbers alone",
    rota={name: [*line, *["-"] * 15, *line] for name, line in LINES.items()},
    said=("from Tuesday 1 September 2015",),
)
def _beside_each_other(book):
    sheet = book.active
    for column, first in ((1, FIRST), (18, date(2015, 9, 1))):
        sheet.cell(1, column + 1, f"{first:%B %Y}")
        put(sheet, 2, column, grid([d.day for d in days(14, first)]))
    legend(sheet, 8, 1)


@shape("a block a team, side by side and with a heading in it", said=("taken as a heading",))
def _teams(book):
    sheet = book.active
    heads = [datetime(d.year, d.month, d.day) for d in days()]
    rows = grid(heads, {"01-SpR": LINES["01-SpR"]})
    put(sheet, 1, 1, [rows[0], ["Registrars"], rows[1]])
    put(sheet, 1, 17, grid(heads, {n: LINES[n] for n in ("02-SHO", "03-SHO")}))
    legend(sheet, 7, 1)


@shape("runs of a code merged, and leave in words", said=("is merged", "'Annual leave'"))
def _merged(book):
    sheet = book.active
    lines = LINES | {
        "02-SHO": cells("D D D D D - - N - - - - - -"),
        "03-SHO": cells("x - - - - off off D D D D D L L"),
    }
    put(sheet, 1, 1, grid([datetime(d.year, d.month, d.day) for d in days()], lines))
    sheet["B4"] = "Annual leave"
    sheet.merge_cells("B4:F4")
    sheet.merge_cells("I3:L3")
    legend(sheet, 1, 17)


@shape(
    "grades and hours beside the names, a total under and after them",
    said=("grades", "shares of full time", "counts, not duties", "'Total'"),
)
def _beside(book):
    sheet = book.active
    rows = [["No.", "Name", "Grade", "WTE", *days(), "Total"]]
    facts = {"01-SpR": ("ST4", 1), "02-SHO": ("FY2", 0.6), "03-SHO": ("CT1", 1)}
    for k, (name, line) in enumerate(LINES.items(), 1):
        rows.append([k, name, *facts[name], *("" if c == "-" else c for c in line), "=COUNTA(A1)"])
    rows.append(["", "Total on duty", "", "", *[2] * 14])
    put(sheet, 2, 1, rows)
    legend(sheet, 9, 2)


@shape(
    "times in the cells",
    times={
        "09:00-17:00": ("09:00", "17:00"),
        "09:00-21:30": ("09:00", "21:30"),
        "21:00-09:30": ("21:00", "09:30"),
    },
    rota={
        name: [{"D": "09:00-17:00", "L": "09:00-21:30", "N": "21:00-09:30"}.get(c, c) for c in line]
        for name, line in LINES.items()
    },
)
def _inline(book):
    words = {"D": "0900-1700", "L": "9am-9.30pm", "N": "21:00 to 09:30"}
    lines = {name: [words.get(c, c) for c in line] for name, line in LINES.items()}
    put(book.active, 1, 1, grid(days(), lines))


WEEKS = [cells("D D D D D - -"), cells("N N N N - - -"), cells("- - - - L L L")]


@shape("a template of weeks", rota=None, first=None, weeks=WEEKS)
def _weeks(book):
    sheet = book.active
    sheet["A1"] = "Rolling rota"
    heads = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    rows = [["Week", *heads]]
    rows += [[f"Week {k}", *("" if c == "-" else c for c in w)] for k, w in enumerate(WEEKS, 1)]
    put(sheet, 3, 1, rows)
    legend(sheet, 3, 11)


@shape("a template on its side, weeks across", rota=None, first=None, weeks=WEEKS)
def _weeks_down(book):
    sheet = book.active
    put(sheet, 1, 2, [[1, 2, 3]])
    names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    put(sheet, 2, 1, [[name, *(w[k] for w in WEEKS)] for k, name in enumerate(names)])
    legend(sheet, 12, 1)


@shape(
    "a sheet a month and the key on its own sheet",
    rota={name: [*line, *line] for name, line in LINES.items()},
)
def _sheets(book):
    book.active.title = "Aug 15"
    put(book["Aug 15"], 1, 1, grid([d.day for d in days()]))
    second = book.create_sheet("Second half")
    put(second, 1, 1, grid(days(14, FIRST + timedelta(days=14))))
    key = book.create_sheet("Key")
    put(
        key,
        1,
        1,
        [
            ["D", "Normal day", "09:00-17:00"],
            ["L", "Long day", "09:00-21:30"],
            ["N", "Night", "21:00-09:30"],
        ],
    )
    book.create_sheet("Old").sheet_state = "hidden"
    put(book["Old"], 1, 1, grid(days(), {"Nobody": ["D"] * 14}))


@shape("dates made by formulas, shown by Excel", said=("made by formulas",))
def _formulas(book):
    sheet = book.active
    put(sheet, 1, 1, grid(days()))
    for column in range(3, 16):
        before = get_column_letter(column - 1)
        sheet.cell(1, column).value = f"={before}1+1"
    legend(sheet, 1, 17)


@shape(
    "weekdays only, weekends left out",
    rota={"A": [*["D"] * 5, "-", "-", *["D"] * 5]},
    times={"D": TIMES["D"]},
    said=("2 dates left out of the headings, the first Saturday 8 August 2015",),
)
def _no_weekends(book):
    sheet = book.active
    working = [d for d in days(12) if d.weekday() < 5]
    put(sheet, 1, 1, [["Dr", *working], ["A", *["D"] * 10]])
    sheet["A4"] = "D = 09:00-17:00"


@shape(
    "on call, joined duties and a code in small letters",
    times={"D": ("09:00", "17:00"), "C": ("17:00", "09:00")},
    rota={"A": ["D+C", "D", "-"]},
    said=(", on call", "'d' is taken as D"),
)
def _on_call(book):
    sheet = book.active
    put(sheet, 1, 1, [["Doctor", *days(3)], ["A", "D + C", "d", "off"]])
    put(sheet, 4, 1, [["D", "Day", "09:00-17:00"], ["C", "Non-resident on call", "17:00-09:00"]])
    sheet["B4"].font = Font(bold=True)


GIVEN = ("Ann", "Bob", "Cat")
WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]


@shape("weeks commencing, merged over their weekdays")
def _commencing(book):
    sheet = book.active
    sheet["B1"], sheet["I1"] = "w/c 03/08/2015", "Week 2 (w/c 10th August 2015)"
    sheet.merge_cells("B1:H1")
    sheet.merge_cells("I1:O1")
    put(sheet, 2, 1, grid(WEEKDAYS * 2))
    legend(sheet, 8, 1)


@shape("a block a week, its date in the corner")
def _corners(book):
    sheet = book.active
    for k in range(2):
        lines = {name: line[7 * k : 7 * k + 7] for name, line in LINES.items()}
        put(sheet, 1 + 6 * k, 1, grid(WEEKDAYS, lines))
        sheet.cell(1 + 6 * k, 1, FIRST + timedelta(days=7 * k))
    legend(sheet, 14, 1)


@shape("a template under the day that it begins", rota=None, first=None, weeks=WEEKS)
def _begins(book):
    sheet = book.active
    sheet["A1"] = FIRST
    put(sheet, 2, 2, [WEEKDAYS])
    put(sheet, 3, 1, [[k, *("" if c == "-" else c for c in w)] for k, w in enumerate(WEEKS, 1)])
    legend(sheet, 8, 1)


@shape(
    "leave as a colour that the legend explains, some of it merged, weekends shaded",
    said=(
        "Rota!A12: 5 blank cells (Rota!B4, Rota!C4, Rota!D4, Rota!E4, Rota!F4) in the colour of "
        "'annual leave': taken as AL",
        "in a colour that no legend explains: taken as off",
    ),
)
def _leave_in_gold(book):
    sheet = book.active
    put(sheet, 1, 1, grid(days(), LINES | {"03-SHO": cells("- - - - - - - D D D D D L L")}))
    sheet["B4"].fill = sheet["E4"].fill = sheet["F4"].fill = sheet["A12"].fill = GOLD
    sheet.merge_cells("B4:D4")
    for column in ("G", "H"):
        for row in range(1, 5):
            sheet[f"{column}{row}"].fill = PatternFill("solid", fgColor="DDDDDD")
    legend(sheet, 7, 1)
    sheet["B12"] = "annual leave"


@shape("nothing but colours", rota=LINES | {"03-SHO": cells("- - - - - - - D D D D D L L")})
def _painted(book):
    sheet = book.active
    paints = {"D": "99CCFF", "L": "FFD700", "N": "333399"}
    put(sheet, 1, 1, grid(days(), dict.fromkeys(LINES, ["-"] * 14)))
    put(sheet, 5, 1, [[code, *times] for code, times in TIMES.items()])
    for row, line in enumerate(LINES.values(), 2):
        for column, code in enumerate(line, 2):
            if code in paints:
                sheet.cell(row, column).fill = PatternFill("solid", fgColor=paints[code])
    for row, code in enumerate(TIMES, 5):
        sheet.cell(row, 1).fill = PatternFill("solid", fgColor=paints[code])


@shape(
    "first and family names apart, times as bare numbers, the key right under the rota",
    rota={f"{given} Able": line for given, line in zip(GIVEN, LINES.values(), strict=True)},
    said=("first and family names, put together",),
)
def _names_apart(book):
    sheet = book.active
    rows = [["Surname", "First name", *days()]]
    rows += [
        ["Able", given, *("" if c == "-" else c for c in line)]
        for given, line in zip(GIVEN, LINES.values(), strict=True)
    ]
    put(sheet, 1, 1, rows)
    put(sheet, 7, 2, [["D", 900, 1700], ["L", 0.375, 21.5 / 24], ["N", "2100", "09:30"]])


@shape(
    "codes and names of shifts mixed, one with the word shift, two codes with the same times",
    times=TIMES | {"L2": TIMES["L"]},
    rota=LINES | {"01-SpR": cells("L2 L L - - - - D D D D D - -")},
    said=(
        "'Normal day' is taken as D",
        "'Night shift' is taken as N",
        "Rota!A8: L 09:00-21:30",
        "Rota!A8: L2 09:00-21:30",
        "Rota!A7:D7: D 09:00-17:00 (Normal day)",
    ),
)
def _mixed(book):
    sheet = book.active
    names = {"N": "Night shift", "D": "Normal day"}
    lines = {name: [names.get(c, c) for c in line] for name, line in LINES.items()}
    lines["01-SpR"] = cells("L2 L L - - - - D D D D D - -")
    put(sheet, 2, 1, grid(days(), lines))
    put(
        sheet,
        7,
        1,
        [
            ["D", "Normal day", "09:00", "17:00"],
            ["L / L2: 0900-2130"],
            ["N", "Night", "9:00 PM", "9:30 AM"],
        ],
    )


def workbook(name: str) -> Workbook:
    """A shape as a workbook; its sheet is called Rota unless it says otherwise."""
    book = Workbook()
    book.active.title = "Rota"
    SHAPES[name].make(book)
    return book
