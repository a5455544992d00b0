"""A doctor's days in words: what a cell holds, when it begins, how far off it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sevenday.clock import bank_holiday_name, hhmm, short_date
from sevenday.model import Shift
from sevenday.model.absence import apart, without_duty
from sevenday.web.rotas.checking import nation_of
from sevenday.web.rotas.discretion import AWAY
from sevenday.web.rotas.matrix import DraftMatrix

DAY, WEEK = 24 * 60, 7


@dataclass(frozen=True, slots=True)
class DutyDay:
    """One date of a line.

    `kind`: "night", "long", "day", "call", "away" or "off": the page's mark beside the letter.
    """

    day: date
    text: str
    words: str
    kind: str
    holiday: str

    @property
    def is_weekend(self) -> bool:
        """Whether it is a Saturday or a Sunday."""
        return self.day.weekday() >= 5


@dataclass(frozen=True, slots=True)
class NextDuty:
    """The next duty: what, when, and how far off that is."""

    words: str
    day: date
    distance: str


def days_of(now: DraftMatrix, doctor: int, first: date, count: int) -> list[DutyDay]:
    """Some dates of a doctor's line; those outside the rota are left out."""
    nation = nation_of(now).nation
    dates = [first + timedelta(days=k) for k in range(count)]
    return [
        duty_day(now, doctor, day, nation)
        for day in dates
        if now.period.first <= day <= now.period.last
    ]


def duty_day(now: DraftMatrix, doctor: int, day: date, nation: str) -> DutyDay:
    """One date of a doctor's line."""
    code = now.code_at(doctor, day)
    text, parts = now.shown[code], now.cells.parts[code]
    words = in_words(text, parts)
    return DutyDay(day, text, words, kind_of(text, parts), bank_holiday_name(day, nation) or "")


def in_words(text: str, parts: tuple[Shift, ...]) -> str:
    """What a cell holds, as "Long day 08:30-21:00"."""
    if not parts:
        return (without_duty(text) or (AWAY if AWAY in text else "off")).capitalize()
    away = without_duty("+".join(apart(text))) if apart(text) else ""
    duties = [f"{part.name or part.code} {hhmm(part.start)}-{hhmm(part.end)}" for part in parts]
    return ", ".join([*duties, *([away] if away else [])])


def kind_of(text: str, parts: tuple[Shift, ...]) -> str:
    """Which mark a cell has: by what its first duty is, for the eye and no rule's."""
    if not parts:
        return "away" if text else "off"
    if parts[0].on_call:
        return "call"
    if parts[-1].end > DAY:
        return "night"
    return "long" if parts[-1].end - parts[0].start > 10 * 60 else "day"


def next_duty(now: DraftMatrix, doctor: int, today: date, minute: int = 0) -> NextDuty | None:
    """The first duty that is not over at a minute of a day; None where there is none."""
    for day, parts in _duties(now, doctor, today - timedelta(days=1)):
        offset = (day - today).days * DAY
        if parts[-1].end + offset > minute:
            return NextDuty(in_words("", parts), day, _distance((day - today).days))
    return None


def has_begun(now: DraftMatrix, doctor: int, day: date, today: date, minute: int) -> bool:
    """Whether what a doctor holds on a day has begun, or is past, at a minute of today."""
    parts = now.cells.parts[now.code_at(doctor, day)]
    begins = parts[0].start if parts else 0
    return (day - today).days * DAY + begins <= minute


def _duties(now: DraftMatrix, doctor: int, first: date) -> Iterator[tuple[date, tuple[Shift, ...]]]:
    row = now.codes[now.row[doctor]]
    for column in range(max(0, now.column(first)), now.period.days):
        if parts := now.cells.parts[int(row[column])]:
            yield now.period.first + timedelta(days=column), parts


def duties_from(now: DraftMatrix, doctor: int, first: date) -> list[DutyDay]:
    """The duties of a line from a date on."""
    nation = nation_of(now).nation
    return [duty_day(now, doctor, day, nation) for day, _ in _duties(now, doctor, first)]


def _distance(days: int) -> str:
    if days <= 0:
        return "now" if days < 0 else "today"
    return "tomorrow" if days == 1 else f"in {days} days"


def change_words(day: date, before: str | None, after: str | None) -> str:
    """A changed cell, as "Sat 5 Dec: D to L"."""
    return f"{short_date(day)}: {before or 'off'} to {after or 'off'}"
