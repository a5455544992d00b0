"""How often each pattern is in a rota or a template, doctor by doctor, counted cell by cell."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from sevenday.clock import WEEK
from sevenday.contracts import Terms
from sevenday.limits import Checker
from sevenday.limits.lines import Lines, LineSource, select_lines
from sevenday.model import Doctor, Hospital
from sevenday.patterns.catalogue import POST, Pattern
from sevenday.patterns.chosen import ChosenPattern, chosen_patterns
from sevenday.patterns.classes import DayClasses, day_classes, day_wanted
from sevenday.patterns.risk import LIMITS, RiskTracker
from sevenday.patterns.trackers import Tracker, trackers
from sevenday.results import Measured, Result

HUNDREDTHS = 100
"""What one of weight 1 costs."""
Ints = np.ndarray[Any, np.dtype[np.int64]]


@dataclass(frozen=True, slots=True)
class PatternCount(Result):
    """One pattern in a rota.

    Attributes
    ----------
    pattern
        The pattern.
    weight, required
        What it weighs in the folder's `[build]`, and whether there may be none.
    many
        How often it is there: runs that are too long once each.
    units
        What it comes to: a run's second day too many counts twice, each further one three times.
    by_doctor
        How often it is in the line of each doctor who has it.
    """

    KEYS: ClassVar[str] = (
        "name=pattern.name complaint=pattern.complaint says=pattern.says weight required many "
        "units certainty=pattern.certainty source=pattern.source by_doctor"
    )

    pattern: Pattern
    weight: float
    required: bool
    many: int
    units: int
    by_doctor: dict[str, int]

    @property
    def cost(self) -> int:
        """What it costs a rota, in hundredths of a weight of 1."""
        return round(HUNDREDTHS * self.weight) * self.units


@dataclass(frozen=True, slots=True)
class DoctorRisk(Result):
    """The additive risk index of one line: 100 for first 8-hour days of a run alone."""

    doctor: str
    index: Measured
    duties: int


@dataclass(frozen=True, slots=True)
class PatternCounts(Result):
    """Every pattern in a rota or a template, and the additive risk index of each line.

    Attributes
    ----------
    counts
        Of every pattern, in the order of the data.
    risk
        Of each line.
    risk_says
        What the index is, and is not.
    """

    ROWS: ClassVar[str] = "counts"

    counts: tuple[PatternCount, ...]
    risk: tuple[DoctorRisk, ...]
    risk_says: str = LIMITS

    @property
    def complaints(self) -> dict[str, int]:
        """What doctors complain of, by its plain name, and how often it is there."""
        return {one.pattern.complaint: one.many for one in self.counts if one.pattern.complaint}

    def summary(self) -> str:
        """What doctors complain of, in a sentence."""
        return ", ".join(f"{many} {name}" for name, many in self.complaints.items()) + "."


def count_patterns(
    hospital: Hospital,
    terms: Terms,
    use: LineSource | None = None,
) -> PatternCounts:
    """Count every pattern in a hospital's rota or template.

    Parameters
    ----------
    hospital
        A hospital's folder, as `sevenday.read` gives it.
    terms
        A contract: what is a night, a long day and a weekend goes by it.
    use
        "rota" or "template"; by default the rota where there is one.

    Raises
    ------
    InputError
        Where there is nothing to count, and for what is wrong in `[build]`.
    """
    checker = Checker(hospital, terms)
    chosen = chosen_patterns(hospital.build, tuple(hospital.shifts))
    classes = day_classes(checker)
    shifts, lines = tuple(hospital.shifts), select_lines(checker.hospital, terms.on, use)
    walks = [_Walk(some, classes, shifts) for some in lines]
    counts = []
    for one in chosen:
        found = [walk.pattern(one) for walk in walks]
        many = np.concatenate([many for many, _ in found])
        names = [doctor.name for walk in walks for doctor in walk.lines.doctors]
        by_doctor = {name: int(n) for name, n in zip(names, many, strict=True) if n}
        units = int(sum(units.sum() for _, units in found))
        counts.append(
            PatternCount(one.pattern, one.weight, one.required, int(many.sum()), units, by_doctor)
        )
    return PatternCounts(tuple(counts), tuple(risk for walk in walks for risk in walk.risk()))


class _Walk:
    """Some lines of a hospital, along which patterns are counted."""

    def __init__(self, lines: Lines, classes: DayClasses, codes: tuple[str, ...]) -> None:
        self.lines, self.classes, self.codes = lines, classes, codes
        there = np.arange(lines.days)[None, :]
        within = (there >= lines.start[:, None]) & (there < lines.stop[:, None])
        self.cells = np.where(within, lines.codes, 0).astype(np.int64)
        if lines.cyclic:  # what a cycle begins with follows what it ends with
            self.cells = np.hstack([self.cells, self.cells])
        self.counted = self.cells.shape[1] - lines.days if lines.cyclic else lines.history
        self.weekdays = (lines.day_zero.weekday() + np.arange(self.cells.shape[1])) % WEEK

    def pattern(self, one: ChosenPattern) -> tuple[Ints, Ints]:
        """(n,) how often a pattern is in each line, and (n,) what it comes to."""
        if one.pattern.kind == POST:
            there = self._post(one.pattern)
            return there, there
        found = [
            self.walk(tracker, start)
            for tracker, start in trackers(one.pattern, self.classes, self.codes)
        ]
        many = np.sum([(units == 1).sum(1) for units in found], 0)
        return many, np.sum([units.sum(1) for units in found], 0)

    def risk(self) -> list[DoctorRisk]:
        """The risk index of each line."""
        tracker = RiskTracker(self.classes)
        counts = np.array([tracker.counts(c) for c in range(len(self.classes.words))])
        duties = counts[self.cells[:, self.counted :]].sum(1)
        above = self.walk(tracker, 0).sum(1) / np.maximum(duties, 1)
        return [
            DoctorRisk(doctor.name, 100.0 + float(more), int(n))
            for doctor, more, n in zip(self.lines.doctors, above, duties, strict=True)
        ]

    def walk(self, tracker: Tracker, start: int) -> Ints:
        """(n, days) what a tracker counts on each day of each line that is reported."""
        known: dict[tuple[int, int, int], tuple[int, int]] = {}
        state = np.full(len(self.cells), start)
        units = np.zeros(self.cells.shape, np.int64)
        width = len(self.classes.words)
        for d, weekday in enumerate(self.weekdays.tolist()):
            both = state * width + self.cells[:, d]
            met, back = np.unique(both, return_inverse=True)
            after = []
            for key in met.tolist():
                at = (*divmod(key, width), weekday)
                if at not in known:
                    known[at] = tracker.step(at[0], weekday, at[1])
                after.append(known[at])
            pairs = np.array(after)[back.ravel()]
            state, units[:, d] = pairs[:, 0], pairs[:, 1]
        return units[:, self.counted :]

    def _post(self, pattern: Pattern) -> Ints:
        unwanted = day_wanted(pattern.class_, self.codes, pattern.name)
        bad = np.array([unwanted.holds(words) for words in self.classes.words])
        cells = self.lines.codes[:, self.lines.history :]
        return np.array(
            [
                int(bad[cells[k, list(post_days(pattern, doctor, self.lines))]].sum())
                for k, doctor in enumerate(self.lines.doctors)
            ],
            np.int64,
        )


def post_days(pattern: Pattern, doctor: Doctor, lines: Lines) -> Sequence[int]:
    """The days of a line, from its first, on which a post's pattern unwants a duty."""
    days = lines.days - lines.history
    if lines.cyclic:
        return ()
    return tuple(d for d in days_of_post(pattern, doctor, lines.first.toordinal()) if 0 <= d < days)


def days_of_post(pattern: Pattern, doctor: Doctor, first: int) -> list[int]:
    """The first or last days of a doctor's post, counted from a date's ordinal."""
    found: list[int] = []
    if pattern.first and doctor.joined is not None:
        found += [doctor.joined.toordinal() - first + k for k in range(pattern.first)]
    if pattern.last and doctor.left is not None:
        found += [doctor.left.toordinal() - first - k for k in range(pattern.last)]
    return found
