"""A place with fewer doctors than it asks for: one form in a rota, a template and a re-plan."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sevenday.model import Requirement


@dataclass(frozen=True, slots=True)
class UnfilledPlace:
    """A requirement on one day that too few doctors work.

    `day`: its date, or in a template the name of its weekday. `there`: doctors on it. `before`:
    doctors that a published rota had on it, None where there was none.
    """

    need: Requirement
    day: date | str
    there: int
    before: int | None = None

    @property
    def missing(self) -> int:
        """Doctors missing from the least that is needed; 0 where only the ideal is not met."""
        return max(0, self.need.min - self.there)

    @property
    def day_name(self) -> str:
        """The day as a table shows it: `Mon 2026-09-07`, or `Mon` in a template."""
        return self.day if isinstance(self.day, str) else f"{self.day:%a} {self.day}"

    def document(self) -> dict[str, Any]:
        """As JSON has it, a template's weekday under `day` in place of `date`."""
        return {
            "service": self.need.service,
            "shift": self.need.shift,
            "day" if isinstance(self.day, str) else "date": f"{self.day}",
            "rank": self.need.rank,
            "needed": self.need.min,
            "there": self.there,
        }
