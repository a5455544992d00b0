"""A place with fewer doctors than it asks for: one form in a rota, a template and a re-plan."""

import datetime
from dataclasses import dataclass
from typing import ClassVar

from sevenday.model import Requirement
from sevenday.results import Result


@dataclass(frozen=True, slots=True)
class UnfilledPlace(Result):
    """A requirement on one day that too few doctors work.

    Attributes
    ----------
    need
        The requirement, a row of cover.csv.
    day
        Its date, or in a template the name of its weekday.
    there
        Doctors on it.
    before
        Doctors that a published rota had on it; None where there was none.
    """

    KEYS: ClassVar[str] = (
        "service=need.service shift=need.shift date? day=weekday? rank=need.rank needed=need.min "
        "there"
    )

    need: Requirement
    day: datetime.date | str
    there: int
    before: int | None = None

    @property
    def missing(self) -> int:
        """Doctors missing from the least that is needed; 0 where only the ideal is not met."""
        return max(0, self.need.min - self.there)

    @property
    def date(self) -> datetime.date | None:
        """The date; None in a template."""
        return None if isinstance(self.day, str) else self.day

    @property
    def weekday(self) -> str | None:
        """The weekday's name in a template; None in a rota."""
        return self.day if isinstance(self.day, str) else None

    @property
    def day_name(self) -> str:
        """The day as a table shows it: `Mon 2026-09-07`, or `Mon` in a template."""
        return self.day if isinstance(self.day, str) else f"{self.day:%a} {self.day}"
