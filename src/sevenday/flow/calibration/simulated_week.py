"""A hospital's usual week, simulated at other settings with the same patients each time."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from sevenday.flow.calibration.figures import FigureOf, by_week
from sevenday.flow.hospital.arms import service_arms
from sevenday.flow.hospital.days_run import DaysRun
from sevenday.flow.hospital.demand import week_of
from sevenday.flow.hospital.estimates import Arrived, arrived_of
from sevenday.flow.hospital.one_more import OnProgress
from sevenday.flow.simulation.inputs import Floats
from sevenday.model import Hospital
from sevenday.model.walkout import Elective

SETTINGS = ("work", "results", "leave_rate", "admit_odds", "bed_stay")
"""Keys of [flow] that can be fitted: multipliers of what the files or the defaults say."""
STEP = 0.05
"""By so much a setting's logarithm is moved to see what moves with it."""


class SimulatedWeek:
    """A hospital's usual week as a function of its settings' logarithms."""

    def __init__(
        self,
        hospital: Hospital,
        days: DaysRun,
        figures: Sequence[FigureOf],
        replications: int,
        seed: int,
        lists: Sequence[Elective] = (),
        on_progress: OnProgress | None = None,
    ) -> None:
        """`figures`: those that are worked out; `replications`: weeks at each value."""
        self.hospital, self.days, self.figures = hospital, days, tuple(figures)
        self.numbers, self.seed, self.lists = range(replications), seed, tuple(lists)
        self.services = tuple(dict.fromkeys(each.service for each in figures))
        self.on_progress = on_progress
        self.done = 0

    def at(self, moved: Floats) -> Hospital:
        """The hospital with its settings moved by some logarithms."""
        flow = self.hospital.flow
        changes = {
            name: getattr(flow, name) * float(np.exp(by))
            for name, by in zip(SETTINGS, moved, strict=True)
        }
        return replace(self.hospital, flow=replace(flow, **changes))

    def came(self, moved: Floats) -> dict[str, Arrived]:
        """Who came, and what became of them, by service."""
        found = {}
        for service in self.services:
            arms, _, _ = service_arms(
                self.at(moved), service, self.days, self.seed, lists=self.lists
            )
            found[service] = arrived_of([arms[0].run(self.numbers, self.seed)])
        self.done += 1
        if self.on_progress is not None:
            self.on_progress("weeks simulated", self.done, 0)
        return found

    def values(self, moved: Floats) -> Floats:
        """(figures,) as they are compared, of all weeks together."""
        came = self.came(moved)
        found = [each.scaled(each.of(came[each.service])) for each in self.figures]
        return np.asarray(np.nan_to_num(np.array(found)))

    def weekly(self, moved: Floats) -> Floats:
        """(weeks, figures) each week's own."""
        return by_week(self.figures, self.came(moved), len(self.numbers))

    def slopes(self, moved: Floats, which: Sequence[int]) -> Floats:
        """(figures, len(which)) how figures move with some settings' logarithms."""
        columns = []
        for k in which:
            up, down = moved.copy(), moved.copy()
            up[k] += STEP
            down[k] -= STEP
            columns.append((self.values(up) - self.values(down)) / (2 * STEP))
        return np.array(columns).T.reshape(len(self.figures), len(columns))


def week_patients(week: SimulatedWeek) -> Floats:
    """(figures,) patients of each figure's class in a usual week."""
    found = []
    for each in week.figures:
        patients = week_of(each.service, week.hospital.patients.arrivals).patients
        by_class = patients.sum(axis=(0, 1))
        found.append(by_class.sum() if each.triage is None else by_class[each.triage - 1])
    return np.asarray(np.maximum(np.array(found), 1e-6))
