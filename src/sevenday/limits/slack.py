"""What each rule has to spare on some lines: how near to its limit the nearest window comes."""

from dataclasses import dataclass
from typing import ClassVar

from sevenday.results import Measured, Result

ROUNDED = 1e-6


@dataclass(frozen=True, slots=True)
class RuleSlack(Result):
    """How far a line is from a rule's limit: `slack` in the rule's unit; below 0 is a breach.

    `before`: the slack before a change; None where the rule had nothing to test then.
    """

    KEYS: ClassVar[str] = "doctor rule left=slack was=before unit clause"

    doctor: str
    rule: str
    slack: Measured
    unit: str
    clause: str
    before: Measured | None = None

    @property
    def nearer(self) -> bool:
        """Whether the change brought the line nearer to the limit."""
        return self.before is None or self.slack < self.before - ROUNDED

    @property
    def sentence(self) -> str:
        """The slack in words."""
        before = "" if self.before is None else f", {_figure(self.before, self.unit)} before"
        spare = _figure(self.slack, self.unit)
        return f"{self.doctor}: {self.rule} has {spare} to spare{before}"


def _figure(value: float, unit: str) -> str:
    """A slack with its unit; a frequency is a share of the weekends or nights that there are."""
    return f"{value:.1%}" if unit == "frequency" else f"{value:.4g} {unit}"
