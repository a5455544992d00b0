"""Doctors' times by maximum likelihood: lognormal, by class and tier, step by step.

The logarithm of a task's minutes is a level of the class and one of the tier, and one spread: least
squares of logarithms is its maximum likelihood. Visits are whole ones, as they ended.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, expm1, log, sqrt

import numpy as np

from sevenday.flow.hospital.estimates import Estimate
from sevenday.flow.simulation.inputs import Floats
from sevenday.model import ServiceTime
from sevenday.model.observed import ObservedContact

LEAST_TASKS = 20
"""Tasks of a step from which its times are fitted."""
SURE = 1.96
POINTS = 41
"""Of a picture of residuals against those of a normal distribution."""
EXPONENTIAL = 1.0
"""A spread at which the simulation draws exponential times: a lognormal one is written beside."""


@dataclass(frozen=True, eq=False, slots=True)
class ServiceFit:
    """The times of one step of one service.

    Parameters
    ----------
    service, step
        Which.
    tasks
        How many were seen.
    means
        By class and tier: the mean minutes, of those that the tasks say.
    cv
        The spread around the mean.
    off
        (POINTS,) quantiles of the logarithms' residuals in standard deviations, evenly by rank.
    """

    service: str
    step: str
    tasks: int
    means: dict[tuple[int, int], Estimate]
    cv: float
    off: Floats

    @property
    def rows(self) -> tuple[ServiceTime, ...]:
        """The same as rows of service_times.csv."""
        cv = round(self.cv, 4)
        cv = EXPONENTIAL - 1e-4 if cv == EXPONENTIAL else cv
        return tuple(
            ServiceTime(self.service, self.step, triage, tier, round(mean.value, 3), cv)
            for (triage, tier), mean in sorted(self.means.items())
        )


def fit_times(contacts: Sequence[ObservedContact]) -> tuple[ServiceFit, ...]:
    """Every service's steps of which there are enough tasks."""
    found = []
    for service, step in sorted({(each.service, each.step) for each in contacts}):
        own = [each for each in contacts if (each.service, each.step) == (service, step)]
        if len(own) >= LEAST_TASKS:
            found.append(_fitted(service, step, own))
    return tuple(found)


def _fitted(service: str, step: str, own: Sequence[ObservedContact]) -> ServiceFit:
    kinds = sorted({each.triage for each in own})
    tiers = sorted({each.tier for each in own})

    def row(triage: int, tier: int) -> list[float]:
        return [float(triage == kind) for kind in kinds] + [float(tier == t) for t in tiers[1:]]

    design = np.array([row(each.triage, each.tier) for each in own])
    logs = np.array([log(each.minutes) for each in own])
    levels, *_ = np.linalg.lstsq(design, logs, rcond=None)
    residuals = logs - design @ levels
    variance = float(residuals @ residuals) / len(own)
    inverse = np.linalg.pinv(design.T @ design)
    means = {}
    for kind in kinds:
        for tier in tiers:
            x = np.array(row(kind, tier))
            if np.abs(design.T @ design @ inverse @ x - x).max() > 1e-6:
                continue  # the tasks do not say: no chain of classes and tiers reaches it
            middle = float(x @ levels) + variance / 2
            doubt = sqrt(variance * float(x @ inverse @ x) + variance**2 / (2 * len(own)))
            means[kind, tier] = Estimate(
                exp(middle), exp(middle - SURE * doubt), exp(middle + SURE * doubt)
            )
    places = (np.arange(POINTS) + 0.5) / POINTS
    spread = sqrt(variance) or 1.0
    return ServiceFit(
        service,
        step,
        len(own),
        means,
        sqrt(expm1(variance)),
        np.asarray(np.quantile(residuals / spread, places)),
    )
