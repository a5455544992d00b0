"""The sections of a file of Curtois and Qu: lines, each split at its commas."""

from sevenday.files.benchmarks.lines import lines_with_content
from sevenday.files.table import Faults

SECTION = "SECTION_"
STAFF = (
    "ID",
    "MaxShifts",
    "MaxTotalMinutes",
    "MinTotalMinutes",
    "MaxConsecutiveShifts",
    "MinConsecutiveShifts",
    "MinConsecutiveDaysOff",
    "MaxWeekends",
)
FIELDS = {
    "HORIZON": ("days",),
    "SHIFTS": ("ShiftID", "Length in mins", "Shifts which cannot follow this shift"),
    "STAFF": STAFF,
    "DAYS_OFF": ("EmployeeID", "DayIndexes"),
    "SHIFT_ON_REQUESTS": ("EmployeeID", "Day", "ShiftID", "Weight"),
    "SHIFT_OFF_REQUESTS": ("EmployeeID", "Day", "ShiftID", "Weight"),
    "COVER": ("Day", "ShiftID", "Requirement", "Weight for under", "Weight for over"),
}
Line = tuple[int, list[str]]


def _without_trailing_commas(fields: list[str], many: int) -> list[str]:
    """The fields without empty ones at the end that are more than `many`."""
    while len(fields) > many and not fields[-1]:
        fields = fields[:-1]
    return fields


def read_sections(text: str, file: str, faults: Faults) -> dict[str, list[Line]]:
    """Lines by section, each split at its commas and of as many fields as its section has."""
    found: dict[str, list[Line]] = {}
    here: str | None = None
    last = 0
    for number, line in lines_with_content(text):
        fields = [field.strip() for field in line.split(",")]
        if not any(fields):  # a blank line of a spreadsheet
            continue
        last = number
        if line.startswith(SECTION):
            here = line.rstrip(", \t").removeprefix(SECTION)
            if here not in FIELDS:
                expected = ", ".join(SECTION + name for name in FIELDS)
                faults.add(
                    "no section of this form", file, number, "", line, expected, code="unknown-key"
                )
            elif here in found:
                faults.add(
                    "a section a second time", file, number, "", line, "each once", code="repeated"
                )
            found.setdefault(here, [])
        elif here is None:
            faults.add(
                "a line before any section",
                file,
                number,
                "",
                line[:60],
                "SECTION_HORIZON",
                code="not-a-table",
            )
        elif here in FIELDS:
            many, open_ended = len(FIELDS[here]), here == "DAYS_OFF"
            fields = _without_trailing_commas(fields, 1 if open_ended else many)
            if here == "SHIFTS" and len(fields) == many - 1:
                fields.append("")  # what may not follow: nothing
            if len(fields) != many and not open_ended:
                expected = f"{many} fields with commas between: {', '.join(FIELDS[here])}"
                faults.add(
                    "a line that is not whole",
                    file,
                    number,
                    "",
                    line[:60],
                    expected,
                    code="not-a-table",
                )
            else:
                found[here].append((number, fields))
    for name in FIELDS:
        if name not in found:
            what = f"{SECTION}{name} is missing: the file may have been cut short"
            faults.add(what, file, last, expected="all seven sections", code="missing-key")
    return found
