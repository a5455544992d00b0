"""Musliu's rotating workforce problems: one cyclic template that all people work in turn."""

from dataclasses import dataclass

from sevenday.clock import DAY, WEEK
from sevenday.errors import Fault, InputError
from sevenday.files.benchmarks.lines import Whole, lines_with_content
from sevenday.files.table import Faults

OFF = "-"
MOST_WEEKS, MOST_SHIFTS = 1000, 50


@dataclass(frozen=True, slots=True)
class Block:
    """A shift's code, its start (minutes after midnight), length (minutes), and how many days
    in a row it is worked at least and at most."""

    code: str
    start: int
    minutes: int
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Rotating:
    """A template of `weeks` weeks; blocks run across weeks and from the last week to the first.

    `demand[shift][weekday]` has to be met exactly. `off` and `work` are the least and most days in
    a row of each. `barred`: sequences of two or three days that may not be, `-` for a day off.
    """

    name: str
    weeks: int
    shifts: tuple[Block, ...]
    demand: tuple[tuple[int, ...], ...]
    off: tuple[int, int]
    work: tuple[int, int]
    barred: tuple[tuple[str, ...], ...]


class _LineReader:
    """The file's lines in order, each of a known number of words; the first fault ends it."""

    def __init__(self, text: str, file: str) -> None:
        self.lines = list(lines_with_content(text))
        self.file, self.place = file, 0
        self.faults = Faults([])
        self.whole = Whole(file, self.faults)

    def take(self, many: int, what: str) -> tuple[int, list[str]]:
        if self.place >= len(self.lines):
            last = self.lines[-1][0] if self.lines else None
            problem = "the file ends too soon"
            raise InputError(
                *self.faults.found,
                Fault(problem, self.file, last, expected=what, code="not-a-table"),
            )
        number, line = self.lines[self.place]
        self.place += 1
        words = line.split()
        if len(words) != many:
            problem = "a line that is not whole"
            fault = Fault(problem, self.file, number, "", line[:60], what, code="not-a-table")
            raise InputError(*self.faults.found, fault)
        return number, words

    def number(self, what: str, low: int, high: int) -> int:
        line, (word,) = self.take(1, what)
        return self.whole(word, line, what, low, high)

    def pair(self, what: str, low: int, high: int) -> tuple[int, int]:
        line, words = self.take(2, what)
        return self.span(words, line, what, low, high)

    def span(self, words: list[str], line: int, what: str, low: int, high: int) -> tuple[int, int]:
        least, most = (self.whole(word, line, what, low, high) for word in words)
        if least > most:
            expected = "the least first, then the most"
            self.faults.add(
                "more than the most",
                self.file,
                line,
                what,
                " ".join(words),
                expected,
                code="out-of-range",
            )
        return least, most


def read_rotating(text: str, file: str) -> Rotating:
    """A problem from its text. Raises InputError with the faults, each with its line."""
    lines = _LineReader(text, file)
    days = lines.number("the days of the schedule: 7", 1, WEEK)
    if days != WEEK:
        what = "a cycle that is not of weeks"
        raise InputError(
            Fault(what, file, lines.lines[0][0], "", str(days), "7", code="not-a-table")
        )
    weeks = lines.number("the number of employees", 1, MOST_WEEKS)
    many = lines.number("the number of shifts", 1, MOST_SHIFTS)
    if lines.faults.found:
        raise InputError(*lines.faults.found)
    demand = tuple(_needs(lines, weeks) for _ in range(many))
    shifts = tuple(_block(lines) for _ in range(many))
    codes = [shift.code for shift in shifts]
    if len(set(codes)) < many or OFF in codes:
        lines.faults.add(
            "shifts without a name of their own", file, found=" ".join(codes), code="not-a-table"
        )
    off = lines.pair("least and most days off in a row", 1, weeks * WEEK)
    work = lines.pair("least and most days of work in a row", 1, weeks * WEEK)
    line, words = lines.take(2, "how many sequences of 2, and of 3, are not allowed")
    counts = [lines.whole(word, line, "sequences not allowed", 0, 10**4) for word in words]
    barred = [
        _sequence(lines, length, codes)
        for length, count in zip((2, 3), counts, strict=True)
        for _ in range(count)
    ]
    if lines.place < len(lines.lines):
        number, more = lines.lines[lines.place]
        expected = f"the end, after {counts[0]} sequences of 2 and {counts[1]} of 3"
        lines.faults.add(
            "more than the file said", file, number, "", more[:60], expected, code="not-a-table"
        )
    if lines.faults.found:
        raise InputError(*lines.faults.found)
    return Rotating(file, weeks, shifts, demand, off, work, tuple(barred))


def _needs(lines: _LineReader, weeks: int) -> tuple[int, ...]:
    what = "people needed on each of 7 days"
    line, words = lines.take(WEEK, what)
    return tuple(lines.whole(word, line, what, 0, weeks) for word in words)


def _block(lines: _LineReader) -> Block:
    expected = "a shift: name, start and length in minutes, least and most days in a row"
    line, (code, start, minutes, *span) = lines.take(5, expected)
    begins = lines.whole(start, line, "start", 0, DAY - 1)
    length = lines.whole(minutes, line, "length", 1, DAY)
    return Block(code, begins, length, *lines.span(span, line, "days in a row", 1, 10**4))


def _sequence(lines: _LineReader, length: int, codes: list[str]) -> tuple[str, ...]:
    line, words = lines.take(length, f"a sequence of {length} shifts that is not allowed")
    for word in words:
        if word not in (*codes, OFF):
            expected = f"one of {', '.join(codes)}, or {OFF} for a day off"
            lines.faults.add(
                "unknown shift", lines.file, line, "sequence", word, expected, code="unknown-shift"
            )
    return tuple(words)
