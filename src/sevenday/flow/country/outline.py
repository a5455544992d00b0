"""One hospital in outline: a queue for a doctor by the hour, work-up, and a wait for a bed.

Arrivals are counts by the hour, doctors a capacity by the hour, and the queue between them is
first come, first served; those who wait leave at a constant rate. A patient's stay is the wait that
the hour met, a lognormal work-up and, if admitted, a lognormal wait for a bed. Many replications
are worked out side by side as arrays.

It is a fluid between hours: waits of minutes that come of chance within an hour are not in it, nor
doctors slowed by a crowd. `flow` has both, for one hospital.
"""

from dataclasses import dataclass, replace
from math import log
from typing import Any

import numpy as np
import numpy.typing as npt

from sevenday.flow.country.normal import below, quantile, quantiles
from sevenday.flow.country.scenario import assumptions

Floats = npt.NDArray[np.float64]

WARM_DAYS = 3
"""Days before those that count, so that the queue begins as it comes round each day."""
HANDOVER = 7
"""The hour at which a day of a walkout begins."""
POINTS = 5
"""Equally likely lengths of a work-up, over which stays are averaged."""
FOUR, TWELVE = 4.0, 12.0
LEAST_BEDS_WAIT, MOST_BEDS_WAIT = 0.05, 4.0
"""What freed or lost beds can make of the usual wait for one, as a factor."""


@dataclass(frozen=True, slots=True)
class BedWaits:
    """Lognormal hours from the decision to admit to a bed."""

    mu: float
    sigma: float

    @staticmethod
    def of_shares(over_four: float, over_twelve: float) -> "BedWaits":
        """The one in which such shares wait over four and over twelve hours."""
        four = quantile(1 - min(max(over_four, 2e-4), 0.98))
        twelve = quantile(1 - min(max(over_twelve, 1e-4), max(over_four, 2e-4) * 0.95))
        sigma = log(TWELVE / FOUR) / max(twelve - four, 0.05)
        return BedWaits(log(FOUR) - sigma * four, sigma)

    def over(self, hours: float) -> float:
        """The share that waits longer."""
        return float(1 - below(np.array((log(hours) - self.mu) / self.sigma)))


@dataclass(frozen=True, slots=True)
class Outline:
    """What is known of one trust.

    Parameters
    ----------
    daily
        Type 1 arrivals of a mean day.
    admitted
        The share of them that is admitted.
    beds
        The usual wait for a bed.
    pace
        Doctors' time a patient and work-up, over those of `outline.toml`: fitted to the trust's
        own four-hour share.
    """

    daily: float
    admitted: float
    beds: BedWaits
    pace: float = 1.0

    def at_pace(self, pace: float) -> "Outline":
        """The same with another pace."""
        return replace(self, pace=pace)

    @property
    def stock(self) -> float:
        """Beds that emergency admissions fill."""
        part = assumptions()["beds"]
        return float(self.daily * self.admitted * (1 - part["no_night"]) * part["stay_days"])


@dataclass(frozen=True, eq=False, slots=True)
class Days:
    """What differs between arms and replications, R of them over D days.

    Parameters
    ----------
    arrivals
        (R, H) patients by hour, from WARM_DAYS before the first day at 07:00.
    capacity
        (R, 1) or (1, 1) doctors' work in the days that count, against the usual.
    paces
        (R, 1) the trust's pace in each replication.
    bed_mu
        (R, D) of the wait for a bed on each day.
    """

    arrivals: Floats
    capacity: Floats
    paces: Floats
    bed_mu: Floats


@dataclass(frozen=True, eq=False, slots=True)
class Outcome:
    """By replication, (R,): shares of arrivals over four hours and left unseen, of admissions over
    twelve hours for a bed, the mean wait for a doctor in hours, and the queue at the end."""

    over_four: Floats
    left: Floats
    beds_over_twelve: Floats
    wait: Floats
    queue: Floats


def hourly_means(daily: float, first_weekday: int, days: int) -> Floats:
    """(H,) expected arrivals by hour from WARM_DAYS before 07:00 of the first day."""
    part = assumptions()["profile"]
    hours = np.array(part["hours"])
    week = np.array(part["weekdays"])
    clock = HANDOVER + np.arange(24 * (WARM_DAYS + days))
    weekday = (first_weekday - WARM_DAYS + clock // 24) % 7
    return np.asarray(daily * (hours / hours.sum())[clock % 24] * week[weekday])


def usual_capacity(daily: float, hours: int) -> Floats:
    """(H,) patients an hour that the usual doctors can see at a pace of 1, from 07:00."""
    part = assumptions()["doctors"]
    duty = np.array(part["hours"], np.float64)
    clock = (HANDOVER + np.arange(hours)) % 24
    return np.asarray(duty[clock] * part["an_hour"] * daily / part["patients"])


def run_days(trust: Outline, days: Days) -> Outcome:
    """Run replications of a trust; see `Days`."""
    replications, hours = days.arrivals.shape
    warm = 24 * WARM_DAYS
    scale = np.where(np.arange(hours) >= warm, days.capacity, 1.0)
    capacity = usual_capacity(trust.daily, hours) * scale / days.paces
    stays = np.exp(-assumptions()["arrivals"]["leave_an_hour"])
    gone = np.zeros((replications, hours + 1))  # cumulative: seen or left
    left = np.zeros((replications, hours))
    queue = np.zeros(replications)
    for hour in range(hours):
        queue = queue + days.arrivals[:, hour]
        seen = np.minimum(queue, capacity[:, hour])
        rest = queue - seen
        queue = rest * stays
        left[:, hour] = rest - queue
        gone[:, hour + 1] = gone[:, hour] + seen + left[:, hour]
    wait = _waits(days.arrivals, gone, queue)[:, warm:]
    came = days.arrivals[:, warm:]
    per_day = np.repeat(days.bed_mu, 24, axis=1)
    over = _over_four(trust, wait, days.paces, per_day)
    twelve = 1 - below((log(TWELVE) - days.bed_mu) / trust.beds.sigma)
    total = np.maximum(came.sum(axis=1), 1)
    by_day = came.reshape(replications, -1, 24).sum(axis=2)
    return Outcome(
        (came * over).sum(axis=1) / total,
        left[:, warm:].sum(axis=1) / total,
        (by_day * twelve).sum(axis=1) / total,
        (came * wait).sum(axis=1) / total,
        queue,
    )


def _waits(arrivals: Floats, gone: Floats, queue: Floats) -> Floats:
    """(R, H) hours that those who come in the middle of an hour wait until those before are gone.

    Whoever is still there at the end waits on at the pace of the last day.
    """
    hours = arrivals.shape[1]
    clock = np.arange(hours + 1, dtype=np.float64)
    come = np.cumsum(arrivals, axis=1)
    middle = come - arrivals / 2
    rate = np.maximum((gone[:, -1] - gone[:, -25]) / 24, 1e-6)
    wait = np.empty_like(arrivals)
    for r in range(len(arrivals)):
        served = np.interp(middle[r], gone[r], clock)
        beyond = np.maximum(middle[r] - gone[r, -1], 0) / rate[r]
        wait[r] = served + beyond - (clock[:-1] + 0.5)
    return np.maximum(wait, 0)


def _over_four(trust: Outline, wait: Floats, paces: Floats, bed_mu: Floats) -> Floats:
    """(R, H) the share of an hour's arrivals that stays over four hours."""
    part = assumptions()["work_up"]
    sigma = part["sigma"]
    steps = quantiles((np.arange(POINTS) + 0.5) / POINTS) * sigma
    median = part["median_minutes"] / 60 * paces
    room = FOUR - wait
    least = 1e-9
    home = 1 - below((np.log(np.maximum(room, least)) - np.log(median)) / sigma)
    ward = np.zeros_like(room)
    for step in steps:
        after = np.log(np.maximum(room - median * np.exp(step), least))
        ward += 1 - below((after - bed_mu) / trust.beds.sigma)
    return np.asarray((1 - trust.admitted) * home + trust.admitted * ward / POINTS)


def bed_mu_of(trust: Outline, mu: Floats, freed: Floats) -> Floats:
    """(R, D) of the wait for a bed by day, where so many beds more are free than usually.

    By Little's law the usual wait times the admissions an hour is the number who wait; free beds
    take from them, lost ones add.
    """
    usual = np.exp(mu + trust.beds.sigma**2 / 2)
    waiting = np.maximum(trust.daily * trust.admitted / 24 * usual, 1e-6)
    factor = np.clip(1 - freed / waiting, LEAST_BEDS_WAIT, MOST_BEDS_WAIT)
    return np.asarray(mu + np.log(factor))


def capacity_without(absence_share: Floats, seniors: float) -> Floats:
    """Doctors' work against the usual, where a share of residents is absent.

    Seniors take a part of it at their own pace; those who are there see more, as they supervise
    fewer.
    """
    part: dict[str, Any] = assumptions()["tiers"]
    residents = part["residents"]
    young = residents * (1 - absence_share * (1 - seniors * part["senior_pace"]))
    free = (1 - part["supervising"]) ** (-part["residents_a_senior"] * absence_share)
    return np.asarray(young + (1 - residents) * free)
