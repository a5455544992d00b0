"""The work that patients bring by the hour, were there always a doctor free.

An infinite server has no queue, so its mean load follows from arrivals alone. Staffing to that load
in place of arrivals is the modified offered load: the workload's peak comes after the arrivals'.
Sources: Eick, Massey and Whitt 1993; Jennings, Mandelbaum, Massey and Whitt 1996.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import atan, cos, exp, hypot, pi, sin

import numpy as np
import numpy.typing as npt

from sevenday.flow.queues.erlang import servers_for

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Wave:
    """Arrivals that go up and down over `period` hours: mean x (1 + swing x sin)."""

    mean: float
    swing: float
    period: float = 24.0

    def arrivals(self, time: float) -> float:
        """Arrivals an hour at a time."""
        return self.mean * (1 + self.swing * sin(2 * pi * time / self.period))

    def load(self, service_hours: float, time: float) -> float:
        """Mean load of an infinite server at a time, exponential services."""
        turn = 2 * pi * service_hours / self.period
        angle = 2 * pi * time / self.period
        damped = (sin(angle) - turn * cos(angle)) / (1 + turn * turn)
        return self.mean * service_hours * (1 + self.swing * damped)

    def ratio(self, service_hours: float) -> float:
        """How much of the swing is left in the load."""
        return 1 / hypot(1, 2 * pi * service_hours / self.period)

    def lag(self, service_hours: float) -> float:
        """Hours from the peak of arrivals to that of the load."""
        turn = 2 * pi / self.period
        return atan(turn * service_hours) / turn


def load_by_hour(arrivals: Sequence[float], service_hours: float) -> Floats:
    """Mean load at the end of each hour of a day that repeats, exponential services.

    Parameters
    ----------
    arrivals
        Arrivals in each hour of the day, at one rate within it.
    service_hours
        The mean time of service.

    Returns
    -------
    (hours,) servers that are busy, on average.
    """
    still_there = exp(-1 / service_hours)
    load, found = 0.0, np.zeros(len(arrivals))
    days = 2 + int(40 * service_hours / len(arrivals))
    for _ in range(days):
        for hour, rate in enumerate(arrivals):
            load = load * still_there + rate * service_hours * (1 - still_there)
            found[hour] = load
    return found


def staffing_by_hour(arrivals: Sequence[float], service_hours: float, chance: float) -> list[int]:
    """Servers by hour whose chance of waiting is at most `chance`, by the modified offered load.

    The load of an hour is the greater of that at its start and at its end.
    """
    ends = load_by_hour(arrivals, service_hours)
    loads = np.maximum(ends, np.roll(ends, 1))
    return [servers_for(float(load), chance) for load in loads]
