"""A built template: what is in it, what comes out of it, and how good it is."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sevenday.clock import WEEKDAYS
from sevenday.limits import CheckResult
from sevenday.limits.result import LineResult
from sevenday.limits.verdict import amount
from sevenday.milp.levels import Level, weighed
from sevenday.model import Hospital, Template
from sevenday.patterns.counts import PatternCounts
from sevenday.pay.result import DoctorPay
from sevenday.results import Result, Seconds
from sevenday.solver.plan.unfilled import UnfilledPlace


@dataclass(frozen=True, eq=False)
class TemplateResult(Result):
    """A template that keeps the contract, as `sd.build_template` gives it.

    Attributes
    ----------
    hospital
        The hospital with the template.
    levels
        The objectives in order: what the template costs on each, and what none costs less than.
    uncovered
        Places below their least, by weekday.
    patterns
        How often each unwanted pattern is in the cycle, and its additive risk index.
    nights
        Nights in the cycle.
    pay
        A year's pay of a whole-time doctor of each grade.
    clash
        Where places are short, the minimal set of requirements that conflict, in words; empty
        where none was proved.
    checked
        What the checker says of the template: no breach.
    notes
        Remarks.
    seconds, steps, seed
        How long the build took, the nodes of its searches, and its seed.
    stopped
        Whether Ctrl-C ended the search.
    """

    KEYS: ClassVar[str] = (
        "*weighed seconds steps seed breaches=checked.breaches uncovered clash weeks "
        "average_hours=line.average_hours "
        "average_hours_without_leave=line.average_hours_without_leave "
        "weekend_frequency=line.weekend_frequency nights band=line.band patterns pay notes rota"
    )

    hospital: Hospital
    levels: tuple[Level, ...]
    uncovered: tuple[UnfilledPlace, ...]
    patterns: PatternCounts
    nights: int
    pay: tuple[DoctorPay, ...]
    clash: tuple[str, ...]
    checked: CheckResult
    notes: tuple[str, ...]
    seconds: Seconds
    steps: int
    seed: int
    stopped: bool

    @property
    def template(self) -> Template:
        """The template."""
        return self.hospital.templates[""]

    @property
    def weeks(self) -> int:
        """How many weeks it has."""
        return self.template.weeks

    @property
    def weighed(self) -> dict[str, Any]:
        """The levels, weighed into one cost, bound and gap."""
        return weighed(self.levels)

    @property
    def line(self) -> LineResult:
        """The line with most hours, as the checker has it: one doctor is like another."""
        return max(self.checked.lines, key=lambda line: line.average_hours)

    def summary(self) -> str:
        """What was built, in a few sentences."""
        missing = sum(place.missing for place in self.uncovered)
        cover = (
            "Every place is filled" if not missing else f"{missing} places a week are left empty"
        )
        line = self.line
        band = f", band {line.band}" if line.band else ""
        often = amount(line.weekend_frequency, "frequency")
        return (
            f"{cover}, and no limit of {self.checked.contract} on {self.checked.on} is broken. "
            f"{line.average_hours:.2f} hours a week, weekends {often}, "
            f"{self.nights} nights in {self.weeks} weeks{band}."
        )

    def to_frame(self) -> Any:
        """A row a week: its cells by weekday."""
        from sevenday.frames import frame

        return frame([{"week": week, **cells} for week, cells in self.rota.items()])

    @property
    def rota(self) -> dict[str, dict[str, str]]:
        """Of each week the cell of each weekday."""
        texts = self.hospital.cells.texts
        return {
            f"week {k}": dict(zip(WEEKDAYS, (texts[code] for code in codes), strict=True))
            for k, codes in enumerate(self.template.codes.tolist(), 1)
        }
