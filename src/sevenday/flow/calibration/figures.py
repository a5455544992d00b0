"""Figures that are observed and simulated alike: medians, shares, by service and class."""

from collections.abc import Callable, Sequence
from datetime import datetime
from math import asin, expm1, inf, log1p, sin, sqrt
from typing import NamedTuple

import numpy as np

from sevenday.clock import elapsed_time
from sevenday.files.observed import MINUTES
from sevenday.flow.hospital.estimates import Arrived, beyond, quantile, share, within
from sevenday.flow.simulation.inputs import Floats
from sevenday.flow.simulation.state import ADMITTED_TO_BED, DISCHARGED, LEFT
from sevenday.model.observed import Observed, ObservedStay

LONGEST = 2880.0
"""Minutes that a median never reached counts as."""
LEAST_ERROR = 0.02
"""No median is weighed as if it were known better than to a fiftieth: times are rounded."""
LEAST_OF_CLASS = 100
"""Patients of a class from which it has figures of its own."""
LEAST_OF_SHARE = 30
"""Patients who have a share, and who lack it, from which it is fitted."""
ADMITTED = 0.25
"""The part of all who come that waits for a bed, for that count alone."""
FIGURE_OF: dict[str, Callable[[Arrived], float]] = {
    "wait_median": lambda came: 60 * quantile(came.wait, 0.5),
    "wait_p95": lambda came: 60 * quantile(came.wait, 0.95),
    "stay_median": lambda came: 60 * quantile(came.stay, 0.5),
    "four_hours": lambda came: within(came, 4.0),
    "twelve_hours": lambda came: beyond(came, 12.0),
    "left_unseen": lambda came: share(came.outcome == LEFT),
    "admitted": lambda came: share(np.isfinite(came.decided)),
    "bed_over_four": lambda came: _bed_wait_over(came, 4.0),
    "bed_over_twelve": lambda came: _bed_wait_over(came, 12.0),
}
WORDS = {
    "wait_median": "median wait for a doctor",
    "wait_p95": "95th centile of the wait",
    "stay_median": "median stay",
    "four_hours": "seen and gone in 4 hours",
    "twelve_hours": "stay over 12 hours",
    "left_unseen": "left unseen",
    "admitted": "admitted",
    "bed_over_four": "wait over 4 hours for a bed",
    "bed_over_twelve": "wait over 12 hours for a bed",
}
BY_CLASS = ("wait_median", "stay_median", "four_hours")
"""Figures that each class has; the others are of all patients."""
NEEDS = {
    "wait_median": {"seen"},
    "wait_p95": {"seen"},
    "stay_median": {"left"},
    "four_hours": {"left"},
    "twelve_hours": {"left"},
    "left_unseen": {"outcome"},
    "admitted": {"outcome"},
    "bed_over_four": {"decided", "left"},
    "bed_over_twelve": {"decided", "left"},
}
"""The columns that a figure is worked out from."""


class FigureOf(NamedTuple):
    """What is observed: a figure of a service's class (None: of all), and of how many patients.

    `patients`: how many came, whatever share of them the figure is of.
    """

    service: str
    triage: int | None
    figure: str
    value: float
    patients: int

    @property
    def rare(self) -> bool:
        """Whether so few patients have a share, or lack it, that a cluster of them makes it."""
        if self.in_minutes:
            return False
        some = self.patients * min(self.value, 1 - self.value)
        return some * (ADMITTED if self.figure.startswith("bed") else 1.0) < LEAST_OF_SHARE

    @property
    def in_minutes(self) -> bool:
        """Whether it is minutes, and no share."""
        return self.figure in MINUTES

    def of(self, came: Arrived) -> float:
        """The same figure of other patients."""
        some = came if self.triage is None else came.some(came.kind == self.triage - 1)
        return FIGURE_OF[self.figure](some)

    def scaled(self, value: float) -> float:
        """As it is compared, with an error that hardly goes with its size.

        Minutes by their logarithm, shares by the arcsine of their root. Not a number, where there
        is nobody, stays so.
        """
        if self.in_minutes:
            return log1p(min(value, LONGEST))
        return asin(sqrt(value)) if value == value else value

    def unscaled(self, value: float) -> float:
        """The figure that is compared as such a value."""
        return expm1(value) if self.in_minutes else sin(value) ** 2

    @property
    def least_error(self) -> float:
        """Of the figure as it is compared: a fiftieth of a median, a share's binomial error."""
        return LEAST_ERROR if self.in_minutes else 0.5 / sqrt(self.patients)


def _bed_wait_over(came: Arrived, hours: float) -> float:
    waits = came.some(np.isfinite(came.decided))
    return share(waits.stay - waits.decided > hours)


def observed_figures(observed: Observed) -> tuple[FigureOf, ...]:
    """Every figure that was observed, or can be worked out from patients a row each."""
    found = [
        FigureOf(each.service, each.triage, each.figure, each.value, each.patients)
        for each in observed.figures
    ]
    there = {(each.service, each.triage, each.figure) for each in found}
    for service in dict.fromkeys(stay.service for stay in observed.stays):
        came = _arrived([stay for stay in observed.stays if stay.service == service], observed)
        for figure, needs in NEEDS.items():
            if needs <= observed.columns:
                found += [
                    each
                    for each in _of_figure(service, figure, came)
                    if (each.service, each.triage, each.figure) not in there
                ]
    return tuple(found)


def _of_figure(service: str, figure: str, came: Arrived) -> list[FigureOf]:
    """A figure by class where classes have enough patients, else of all."""
    found = []
    if figure in BY_CLASS:
        for triage in range(1, 6):
            many = int((came.kind == triage - 1).sum())
            if many >= LEAST_OF_CLASS:
                each = FigureOf(service, triage, figure, 0.0, many)
                found.append(each._replace(value=each.of(came)))
    if not found:
        whole = FigureOf(service, None, figure, 0.0, len(came.kind))
        value = whole.of(came)
        if value == value:
            found.append(whole._replace(value=value))
    return found


def _arrived(stays: Sequence[ObservedStay], observed: Observed) -> Arrived:
    """Observed patients as simulated ones are: whoever left unseen is the longest of all."""

    def hours(stay: ObservedStay, until: datetime | None) -> float:
        if until is None:
            return inf
        return (elapsed_time(until) - elapsed_time(stay.arrived)).total_seconds() / 3600

    many = len(stays)
    wait = np.array([hours(stay, stay.seen) for stay in stays])
    gone = np.array([hours(stay, stay.left) for stay in stays])
    decided = np.array([hours(stay, stay.decided) for stay in stays])
    left = np.array([stay.outcome == "left" for stay in stays], bool)
    to_bed = np.array([stay.outcome == "bed" for stay in stays], bool)
    if "decided" not in observed.columns:
        decided = np.where(to_bed, 0.0, inf)
    return Arrived(
        np.array([(stay.triage or 0) - 1 for stay in stays], np.int8),
        np.zeros(many, np.int64),
        wait,
        decided,
        np.where(left, inf, gone),
        np.where(left, LEFT, np.where(to_bed, ADMITTED_TO_BED, DISCHARGED)).astype(np.int8),
    )


def by_week(figures: Sequence[FigureOf], came: dict[str, Arrived], weeks: int) -> Floats:
    """(weeks, figures) each figure in each simulated week, as it is compared.

    Where a week has nobody of a class, it is as its other weeks are on average.
    """
    found = np.zeros((weeks, len(figures)))
    for service in {each.service for each in figures}:
        all_weeks = came[service]
        for week in range(weeks):
            some = all_weeks.some(all_weeks.run == week)
            for k, each in enumerate(figures):
                if each.service == service:
                    found[week, k] = each.scaled(each.of(some))
    return np.where(np.isnan(found), np.nanmean(found, axis=0), found)
