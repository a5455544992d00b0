"""Which days are simulated, and hours of them by the clock."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

WARM_UP = 3
"""DaysRun that run before those looked at, so that the queue is not empty at their start."""


@dataclass(frozen=True, slots=True)
class DaysRun:
    """Which days are simulated: `first` to be looked at, so many, and how many run after them."""

    first: date
    looked_at: int
    after: int

    @property
    def start(self) -> date:
        """The first that runs."""
        return self.first - timedelta(days=WARM_UP)

    @property
    def all(self) -> int:
        """How many run."""
        return WARM_UP + self.looked_at + self.after

    @property
    def window(self) -> tuple[int, int]:
        """The hours looked at, counted from the first that runs."""
        return 24 * WARM_UP, 24 * (WARM_UP + self.looked_at)

    def hour_of(self, at: datetime) -> float:
        """A time by the clock, in hours from the first that runs."""
        return (at - datetime.combine(self.start, datetime.min.time())) / timedelta(hours=1)

    def at(self, hour: float) -> datetime:
        """The time by the clock of an hour."""
        return datetime.combine(self.start, datetime.min.time()) + timedelta(hours=hour)
