"""What an hour of the week earns under a contract, in words, and where two contracts differ."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import Any, ClassVar

from sevenday.clock import DAY, SATURDAY, WEEK_MINUTES, WEEKDAY_NAMES, hhmm
from sevenday.contracts.terms import Terms
from sevenday.contracts.value import Value
from sevenday.contracts.windows import ALL, MIDNIGHT, spans
from sevenday.contracts.words import frequency_in_words, parts_in_words
from sevenday.results import Result

PLAIN = "plain time"


@dataclass(frozen=True, slots=True)
class Hours(Result):
    """Some hours of the week that two contracts pay differently."""

    KEYS: ClassVar[str] = "days from=start to=end a b"

    days: str
    start: str
    end: str
    a: str
    b: str

    def sentence(self, a: str, b: str) -> str:
        """The same in words, with the contracts' names."""
        return f"{self.days} {self.start}-{self.end}: {self.a} under {a}; {self.b} under {b}."


def earnings_by_minute(terms: Terms) -> list[str] | None:
    """What each minute of the week earns, in words; None where the contract does not say."""
    read = BY_MODEL.get(terms.pay_model)
    return read(terms) if read else None


def _covered(row: Any) -> Iterator[int]:
    for start, stop in spans(row["days"], row["window"]):
        yield from (minute % WEEK_MINUTES for minute in range(start, stop))


def _by_windows(terms: Terms) -> list[str]:
    week, paid = [PLAIN] * WEEK_MINUTES, [Fraction(0)] * WEEK_MINUTES
    for row, words in _rows(terms.get("pay.premium_windows")):
        share = Fraction(row["share"])
        for minute in _covered(row):
            if share > paid[minute]:
                week[minute], paid[minute] = f"{words} premium", share
    if not terms.has("pay.saturday_premium"):
        return week
    often = frequency_in_words(terms.value("pay.saturday_frequency"))
    for row, words in _rows(terms.get("pay.saturday_premium")):
        for minute in _covered(row):
            if Fraction(row["share"]) > paid[minute]:
                week[minute] = f"{words} premium if {often} Saturdays or more, else {week[minute]}"
    return week


def _rows(value: Value) -> Iterator[tuple[Any, str]]:
    """Each window with its share in words, both ends where it is a range."""
    for row, words in zip(value.value, parts_in_words(value), strict=True):
        yield row, words.rpartition(": ")[2] if ": " in words else words


def _by_bands(terms: Terms) -> list[str] | None:
    if not terms.has("define.plain_time"):
        return None
    week = ["out of hours, paid by the band"] * WEEK_MINUTES
    for minute in _covered({"days": "Mon-Fri", "window": terms.value("define.plain_time")}):
        week[minute] = PLAIN
    return week


def _by_nights(terms: Terms) -> list[str] | None:
    if not terms.has("pay.night_window"):
        return None
    week = [PLAIN] * WEEK_MINUTES
    if terms.has("pay.weekend"):
        weekend = f"{PLAIN}, and the weekend allowance"
        week[SATURDAY * DAY :] = [weekend] * (WEEK_MINUTES - SATURDAY * DAY)
    rate = parts_in_words(terms.get("pay.night_rate"))[0]
    for minute in _covered({"days": ALL, "window": terms.value("pay.night_window")}):
        week[minute] = f"{rate} premium"
    return week


BY_MODEL: dict[str, Callable[[Terms], list[str] | None]] = {
    "premium_windows": _by_windows,
    "activities": _by_windows,
    "nodal": _by_nights,
    "banding": _by_bands,
}
"""By the way a contract pays; one that is not here says nothing of single hours."""


def differing_hours(a: Terms, b: Terms) -> tuple[Hours, ...]:
    """The hours of the week that earn differently, days that are alike together."""
    week_a, week_b = earnings_by_minute(a), earnings_by_minute(b)
    if week_a is None or week_b is None:
        return ()
    pairs = list(zip(week_a, week_b, strict=True))
    days: dict[tuple[int, int, str, str], list[int]] = defaultdict(list)
    for day in range(7):
        minute = 0
        for (kind_a, kind_b), run in groupby(pairs[day * DAY : (day + 1) * DAY]):
            start, minute = minute, minute + len(list(run))
            if kind_a != kind_b:
                days[start, minute, kind_a, kind_b].append(day)
    return tuple(_through_midnight(days))


def _through_midnight(days: dict[tuple[int, int, str, str], list[int]]) -> Iterator[Hours]:
    """The runs as hours; one at each end of every day is a night."""
    mornings = {run[2:]: run for run, on in days.items() if run[0] == 0 and len(on) == 7}
    joined: set[tuple[int, int, str, str]] = set()
    ends = {}
    for run, on in days.items():
        morning = mornings.get(run[2:])
        if run[1] == DAY and len(on) == 7 and morning and morning != run:
            joined.add(morning)
            ends[run] = hhmm(morning[1])
    for run, on in sorted(days.items(), key=lambda item: (item[1], item[0])):
        if run not in joined:
            end = ends.get(run) or (MIDNIGHT if run[1] == DAY else hhmm(run[1]))
            yield Hours(_named(on), hhmm(run[0]), end, run[2], run[3])


def _named(days: list[int]) -> str:
    """Days in words: Every day, Monday to Friday, Saturday and Sunday."""
    if len(days) == 7:
        return "Every day"
    names = [WEEKDAY_NAMES[day] for day in days]
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return f"{names[0]} to {names[-1]}"
    return " and ".join(names)
