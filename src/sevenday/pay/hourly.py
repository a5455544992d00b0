"""What an hour is worth, and which hours of a stretch of work carry the night enhancement."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sevenday.clock import DAY, LONDON, minutes, moment
from sevenday.contracts import Terms
from sevenday.errors import InputError
from sevenday.pay.models import pay_model
from sevenday.results import Measured, Result

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class RatedHours(Result):
    """Hours of work by the rate that they are paid at."""

    basic: Measured
    enhanced: Measured

    @property
    def all(self) -> Measured:
        """Both together."""
        return self.basic + self.enhanced


def hourly_rate(grade: str, terms: Terms) -> float:
    """Pounds for an hour at a grade's basic pay. Raises InputError where the contract has none."""
    rate = pay_model(terms).hourly(grade)
    if rate is None:
        raise InputError(f"{terms.id} has no rate for an hour of basic pay", code="not-in-contract")
    return rate


def pay_for_hours(hours: RatedHours, grade: str, terms: Terms) -> float:
    """Pounds for hours at the prevailing rate, the night enhancement where it is due."""
    rate = 1 + float(terms.value("pay.night_rate"))
    return hourly_rate(grade, terms) * (hours.basic + rate * hours.enhanced)


def split_by_rate(start: datetime, end: datetime, terms: Terms) -> RatedHours:
    """The elapsed hours between two London wall-clock times, those in the night window apart.

    The night is by the clock window alone (`pay.night_window`): a claim is of hours, not of a
    rostered shift that counts whole. Times are naive.
    """
    opens, closes = (timedelta(minutes=minutes(t)) for t in terms.value("pay.night_window"))
    night = timedelta()
    day = moment(start.date(), -DAY)
    while day <= end:
        night += _shared(start, end, day + opens, day + closes + timedelta(days=closes < opens))
        day += timedelta(days=1)
    whole = _instant(end) - _instant(start)
    return RatedHours((whole - night) / HOUR, night / HOUR)


def _shared(start: datetime, end: datetime, opens: datetime, closes: datetime) -> timedelta:
    low, high = max(start, opens), min(end, closes)
    return _instant(high) - _instant(low) if high > low else timedelta()


def _instant(wall: datetime) -> datetime:
    """A London wall-clock time as an instant; one that a change repeats is its first."""
    return wall.replace(tzinfo=LONDON).astimezone(UTC)
