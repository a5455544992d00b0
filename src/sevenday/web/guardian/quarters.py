"""Quarters of the year, by which a guardian reports."""

from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = 3


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """Three months that begin in January, April, July or October."""

    first: date

    @property
    def last(self) -> date:
        """Its last day."""
        return self.moved(1).first - timedelta(days=1)

    @property
    def words(self) -> str:
        """As "July to September 2026"."""
        return f"{self.first:%B} to {self.last:%B %Y}"

    @property
    def code(self) -> str:
        """As addresses have it: 2026-3."""
        return f"{self.first.year}-{(self.first.month - 1) // MONTHS + 1}"

    def moved(self, by: int) -> "Quarter":
        """So many quarters later."""
        number = self.first.year * 12 + self.first.month - 1 + by * MONTHS
        return Quarter(date(number // 12, number % 12 + 1, 1))

    def has(self, day: date) -> bool:
        """Whether a day is in it."""
        return self.first <= day <= self.last


def quarter_of(day: date) -> Quarter:
    """The quarter that a day is in."""
    return Quarter(day.replace(month=(day.month - 1) // MONTHS * MONTHS + 1, day=1))


def closed_quarters(day: date, many: int = 4) -> list[Quarter]:
    """The last quarters that are over on a day, the latest first.

    A quarter that is still running is not reported: between two looks at it one report more would
    tell whose it is.
    """
    return [quarter_of(day).moved(-each) for each in range(1, many + 1)]


def quarter_named(code: str, day: date) -> Quarter:
    """One of the closed quarters by its code; the last of them for any other word."""
    closed = closed_quarters(day)
    return next((each for each in closed if each.code == code), closed[0])
