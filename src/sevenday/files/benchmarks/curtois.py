"""Curtois and Qu's shift-scheduling problems (University of Nottingham, 2014): the text form."""

from collections.abc import Iterable
from dataclasses import dataclass

from sevenday.clock import WEEK
from sevenday.errors import InputError
from sevenday.files.benchmarks.lines import Whole, lines_with_content
from sevenday.files.table import Faults

SECTION = "SECTION_"
MOST_DAYS = 520 * WEEK
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


@dataclass(frozen=True, slots=True)
class CurtoisShift:
    """One shift: its length in minutes, and the shifts that may not come the day after it."""

    code: str
    minutes: int
    not_next: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CurtoisPerson:
    """One person's limits over the horizon; `most_of` by shift code, minutes, days, weekends."""

    id: str
    most_of: dict[str, int]
    most_minutes: int
    least_minutes: int
    most_run: int
    least_run: int
    least_off: int
    most_weekends: int
    days_off: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class CurtoisRequest:
    """One person's wish for (or against) a shift on a day from 0, and the cost of refusing it."""

    person: str
    day: int
    shift: str
    weight: int


@dataclass(frozen=True, slots=True)
class CurtoisCover:
    """People wanted on a shift on a day from 0; the cost of each one short, and of each over."""

    day: int
    shift: str
    wanted: int
    under: int
    over: int


@dataclass(frozen=True, slots=True)
class Curtois:
    """One problem as its file says it; day 0 is a Monday and the horizon is whole weeks."""

    name: str
    days: int
    shifts: tuple[CurtoisShift, ...]
    people: tuple[CurtoisPerson, ...]
    on: tuple[CurtoisRequest, ...]
    off: tuple[CurtoisRequest, ...]
    cover: tuple[CurtoisCover, ...]


def read_curtois(text: str, file: str) -> Curtois:
    """A problem from its text. Raises InputError with every fault, each with its line."""
    faults = Faults([])
    sections = _sections(text, file, faults)
    if faults.found:
        raise InputError(*faults.found)
    made = _Reading(file, faults, sections).problem()
    if faults.found:
        raise InputError(*faults.found)
    return made


Line = tuple[int, list[str]]


def _sections(text: str, file: str, faults: Faults) -> dict[str, list[Line]]:
    """Lines by section, each split at its commas and of as many fields as its section has."""
    found: dict[str, list[Line]] = {}
    here: str | None = None
    last = 0
    for number, line in lines_with_content(text):
        last = number
        if line.startswith(SECTION):
            here = line.removeprefix(SECTION)
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
            fields = [field.strip() for field in line.split(",")]
            many, open_ended = len(FIELDS[here]), here == "DAYS_OFF"
            if len(fields) != many and not (open_ended and len(fields) > many):
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


class _Reading:
    """One file's sections on their way to a problem."""

    def __init__(self, file: str, faults: Faults, sections: dict[str, list[Line]]) -> None:
        self.file, self.faults, self.sections = file, faults, sections
        self.whole = Whole(file, faults)
        self.codes = dict.fromkeys(fields[0] for _, fields in sections["SHIFTS"])
        self.ids = dict.fromkeys(fields[0] for _, fields in sections["STAFF"])
        self.days = self._horizon()

    def problem(self) -> Curtois:
        shifts = tuple(self._shift(n, fields) for n, fields in self._unique("SHIFTS"))
        away = self._days_off()
        people = tuple(self._person(n, fields, away) for n, fields in self._unique("STAFF"))
        on, off = self._requests("SHIFT_ON_REQUESTS"), self._requests("SHIFT_OFF_REQUESTS")
        return Curtois(self.file, self.days, shifts, people, on, off, self._cover())

    def _horizon(self) -> int:
        lines = self.sections["HORIZON"]
        if len(lines) != 1:
            where = lines[1][0] if lines else None
            expected = "one line: the number of days"
            self.faults.add(
                "not one horizon",
                self.file,
                where,
                "days",
                str(len(lines)),
                expected,
                code="not-a-table",
            )
            return 0
        number, (text,) = lines[0]
        days = self.whole(text, number, "days", WEEK, MOST_DAYS)
        if days % WEEK:
            expected = f"whole weeks of {WEEK} days"
            self.faults.add(
                "not whole weeks", self.file, number, "days", text, expected, code="not-a-table"
            )
        return days

    def _unique(self, section: str) -> Iterable[Line]:
        """The section's lines, and a fault for an id that is blank or there before."""
        seen: dict[str, int] = {}
        lines, column = self.sections[section], FIELDS[section][0]
        if not lines:
            what = f"nothing in {SECTION}{section}"
            self.faults.add(what, self.file, expected="one line at least", code="empty-file")
        for number, fields in lines:
            if fields[0] in seen or fields[0] in ("", "-"):
                expected = "an id of its own" + (
                    f" (line {seen[fields[0]]} has it)" if fields[0] in seen else ""
                )
                self.faults.add(
                    "no id", self.file, number, column, fields[0], expected, code="missing-value"
                )
            seen.setdefault(fields[0], number)
        return lines

    def _known(self, text: str, line: int, column: str, among: dict[str, None], what: str) -> str:
        if text not in among:
            shown = ", ".join(list(among)[:12]) + (", ..." if len(among) > 12 else "")
            self.faults.add(
                f"unknown {what}",
                self.file,
                line,
                column,
                text,
                f"one of {shown}",
                code="unknown-shift",
            )
        return text

    def _shift(self, line: int, fields: list[str]) -> CurtoisShift:
        code, minutes, barred = fields
        column = FIELDS["SHIFTS"][2]
        after = tuple(
            self._known(other.strip(), line, column, self.codes, "shift")
            for other in (barred.split("|") if barred else ())
        )
        return CurtoisShift(code, self.whole(minutes, line, FIELDS["SHIFTS"][1], 1), after)

    def _person(
        self, line: int, fields: list[str], away: dict[str, frozenset[int]]
    ) -> CurtoisPerson:
        numbers = [
            self.whole(text, line, column, column in ("MaxConsecutiveShifts",))
            for text, column in zip(fields[2:], STAFF[2:], strict=True)
        ]
        most, least, run, least_run, least_off, weekends = numbers
        if least > most:
            expected = f"at most MaxTotalMinutes, {most}"
            self.faults.add(
                "more than the most",
                self.file,
                line,
                STAFF[3],
                fields[3],
                expected,
                code="out-of-range",
            )
        if least_run > run:
            expected = f"at most MaxConsecutiveShifts, {run}"
            self.faults.add(
                "more than the most",
                self.file,
                line,
                STAFF[5],
                fields[5],
                expected,
                code="out-of-range",
            )
        caps: dict[str, int] = {}
        for part in fields[1].split("|"):
            code, equals, cap = part.partition("=")
            self._known(code.strip(), line, STAFF[1], self.codes, "shift")
            if not equals or code.strip() in caps:
                expected = "each shift once, as E=14|L=0"
                self.faults.add(
                    "not a cap", self.file, line, STAFF[1], part, expected, code="not-a-table"
                )
            caps[code.strip()] = self.whole(cap, line, STAFF[1])
        if missing := [code for code in self.codes if code not in caps]:
            expected = "a cap for every shift, as E=14|L=0"
            found = ", ".join(missing)
            self.faults.add(
                "shifts without a cap",
                self.file,
                line,
                STAFF[1],
                found,
                expected,
                code="not-a-table",
            )
        off = away.get(fields[0], frozenset())
        return CurtoisPerson(fields[0], caps, most, least, run, least_run, least_off, weekends, off)

    def _day(self, text: str, line: int, column: str) -> int:
        return self.whole(text, line, column, 0, max(0, self.days - 1))

    def _days_off(self) -> dict[str, frozenset[int]]:
        found: dict[str, frozenset[int]] = {}
        for line, (who, *days) in self.sections["DAYS_OFF"]:
            self._known(who, line, "EmployeeID", self.ids, "person")
            if who in found:
                expected = "one line a person"
                self.faults.add(
                    "a person a second time",
                    self.file,
                    line,
                    "EmployeeID",
                    who,
                    expected,
                    code="repeated",
                )
            found[who] = frozenset(self._day(day, line, "DayIndexes") for day in days)
        return found

    def _requests(self, section: str) -> tuple[CurtoisRequest, ...]:
        found: dict[tuple[str, int, str], CurtoisRequest] = {}
        for line, (who, day, shift, weight) in self.sections[section]:
            self._known(who, line, "EmployeeID", self.ids, "person")
            self._known(shift, line, "ShiftID", self.codes, "shift")
            number = self._day(day, line, "Day")
            wish = CurtoisRequest(who, number, shift, self.whole(weight, line, "Weight"))
            if (who, number, shift) in found:
                expected = "one line a person, day and shift"
                self.faults.add(
                    "a request twice",
                    self.file,
                    line,
                    "",
                    f"{who},{day},{shift}",
                    expected,
                    code="repeated",
                )
            found[who, number, shift] = wish
        return tuple(found.values())

    def _cover(self) -> tuple[CurtoisCover, ...]:
        found: dict[tuple[int, str], CurtoisCover] = {}
        columns = FIELDS["COVER"]
        last = None
        for line, (day, shift, *numbers) in self.sections["COVER"]:
            self._known(shift, line, "ShiftID", self.codes, "shift")
            number = self._day(day, line, "Day")
            wanted, under, over = (
                self.whole(text, line, column)
                for text, column in zip(numbers, columns[2:], strict=True)
            )
            if (number, shift) in found:
                expected = "one line a day and shift"
                self.faults.add(
                    "cover said twice",
                    self.file,
                    line,
                    "",
                    f"{day},{shift}",
                    expected,
                    code="repeated",
                )
            found[number, shift] = CurtoisCover(number, shift, wanted, under, over)
            last = line
        wanted_lines = self.days * len(self.codes)
        if len(found) < wanted_lines:
            what = "cover lines are missing: the file may have been cut short"
            expected = f"{wanted_lines}: one a day and shift"
            self.faults.add(
                what, self.file, last, "", f"{len(found)} lines", expected, code="missing-key"
            )
        return tuple(found.values())
