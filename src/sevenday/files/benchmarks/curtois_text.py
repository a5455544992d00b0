"""The text form of Curtois and Qu's problems: from fields to a problem."""

from collections.abc import Iterable

from sevenday.clock import WEEK
from sevenday.errors import InputError
from sevenday.files.benchmarks.curtois import (
    Curtois,
    CurtoisCover,
    CurtoisPerson,
    CurtoisRequest,
    CurtoisShift,
)
from sevenday.files.benchmarks.curtois_sections import FIELDS, SECTION, STAFF, Line, read_sections
from sevenday.files.benchmarks.lines import Whole
from sevenday.files.table import Faults

MOST_DAYS = 520 * WEEK


def read_curtois(text: str, file: str) -> Curtois:
    """A problem from its text. Raises InputError with every fault, each with its line."""
    faults = Faults([])
    sections = read_sections(text, file, faults)
    if faults.found:
        raise InputError(*faults.found)
    made = _Reading(file, faults, sections).problem()
    if faults.found:
        raise InputError(*faults.found)
    return made


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
            for other in barred.split("|")
            if other.strip()
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
        for part in filter(None, map(str.strip, fields[1].split("|"))):
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
            more = frozenset(self._day(day, line, "DayIndexes") for day in days)
            found[who] = found.get(who, frozenset()) | more
        return found

    def _requests(self, section: str) -> tuple[CurtoisRequest, ...]:
        found: dict[tuple[str, int, str], CurtoisRequest] = {}
        for line, (who, day, shift, weight) in self.sections[section]:
            self._known(who, line, "EmployeeID", self.ids, "person")
            self._known(shift, line, "ShiftID", self.codes, "shift")
            number = self._day(day, line, "Day")
            wish = CurtoisRequest(who, number, shift, self.whole(weight, line, "Weight"))
            if found.get((who, number, shift), wish) != wish:
                expected = "one weight a person, day and shift"
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
            cover = CurtoisCover(number, shift, wanted, under, over)
            if found.get((number, shift), cover) != cover:
                expected = "one cover a day and shift"
                self.faults.add(
                    "cover said twice",
                    self.file,
                    line,
                    "",
                    f"{day},{shift}",
                    expected,
                    code="repeated",
                )
            found[number, shift] = cover
            last = line
        wanted_lines = self.days * len(self.codes)
        if len(found) < wanted_lines:
            what = "cover lines are missing: the file may have been cut short"
            expected = f"{wanted_lines}: one a day and shift"
            self.faults.add(
                what, self.file, last, "", f"{len(found)} lines", expected, code="missing-key"
            )
        return tuple(found.values())
