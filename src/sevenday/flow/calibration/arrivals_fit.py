"""Arrivals by maximum likelihood: the level of each weekday, its hours, its classes, its spread.

A day has a level of its own, gamma around the weekday's mean, and patients come at Poisson times.
So a day's total is negative binomial, and given the total its hours and classes are multinomial:
the parts of the likelihood are maximised one by one. Source: Lawless, Can J Stat 1987;15:209.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from math import log

import numpy as np

from sevenday.clock import SATURDAY, WEEKDAYS
from sevenday.flow.calibration.trend import trend_of
from sevenday.flow.hospital.demand import CLASSES
from sevenday.flow.hospital.estimates import Estimate
from sevenday.flow.simulation.inputs import Floats
from sevenday.model import ArrivalCount

LEAST_DAYS = 14
"""Days from which arrivals are fitted: two of each weekday."""
SURE = 1.96
HALF_RISE = 1.92
"""By so much the log likelihood falls at the ends of a 95 % interval of one number."""
SPREADS = (1e-4, 1.0)
"""A day's coefficient of variation is looked for between these."""
SHAPES: dict[str, Callable[[int], int]] = {
    "all days alike": lambda weekday: 0,
    "weekdays and weekends": lambda weekday: int(weekday >= SATURDAY),
    "each weekday its own": lambda weekday: weekday,
}
"""How the hours of days may differ, as the group that a weekday is in."""
MIXES: dict[str, Callable[[int], int]] = {
    "all hours alike": lambda hour: 0,
    "each six hours their own": lambda hour: hour // 6,
}


@dataclass(frozen=True, eq=False, slots=True)
class ArrivalsFit:
    """One service's arrivals as fitted.

    Parameters
    ----------
    service
        Its name.
    days
        How many days were counted, and `first`, the earliest.
    patients
        (7, 24, classes) mean arrivals by weekday, hour and class; the last axis is 1 long where
        the counts have no class.
    levels
        Patients a day on each weekday, Monday first.
    spread
        How much days differ beyond chance, as a coefficient of variation.
    shape, mix
        In which way the hours of days differ, and classes by hour: those with the least BIC.
    by_hour
        (24,) patients counted in each hour on a mean day.
    off
        (days,) each day's count less what is fitted, in standard deviations, by date.
    trend
        By what share arrivals change in 30 days, which is not in the fit.
    left_out
        Dates between the first and the last without a row.
    """

    service: str
    days: int
    first: date
    patients: Floats
    levels: tuple[Estimate, ...]
    spread: Estimate
    shape: str
    mix: str
    by_hour: Floats
    off: Floats
    trend: Estimate
    left_out: int

    @property
    def classed(self) -> bool:
        """Whether the counts have classes."""
        return bool(self.patients.shape[2] > 1)

    @property
    def rows(self) -> tuple[ArrivalCount, ...]:
        """The same as rows of arrivals.csv, means by weekday."""
        return tuple(
            ArrivalCount(
                self.service,
                WEEKDAYS[day],
                hour,
                kind + 1 if self.classed else None,
                round(float(self.patients[day, hour, kind]), 4),
            )
            for day in range(7)
            for hour in range(24)
            for kind in range(self.patients.shape[2])
        )


def fit_arrivals(service: str, counts: Sequence[ArrivalCount]) -> ArrivalsFit | None:
    """One service's arrivals by date; None where they are too few days, or have no dates.

    A date without a row is none of the days counted; an hour of a day without one has nobody. There
    is neither trend nor season in it: weekdays are as they are on average, and `trend` says how far
    the days counted drift away from that.
    """
    own = [
        (each.day, each.hour, each.triage, each.patients)
        for each in counts
        if each.service == service and isinstance(each.day, date)
    ]
    if not own:
        return None
    dates = sorted({day for day, *_ in own})
    weekdays = np.array([day.weekday() for day in dates])
    if len(dates) < LEAST_DAYS or len(set(weekdays.tolist())) < 7:
        return None
    classed = all(triage is not None for *_, triage, _ in own)
    number = {day: k for k, day in enumerate(dates)}
    found = np.zeros((len(dates), 24, CLASSES if classed else 1))
    for day, hour, triage, many in own:
        found[number[day], hour, (triage or 1) - 1 if classed else 0] += many
    totals = found.sum(axis=(1, 2))
    means = np.array([totals[weekdays == day].mean() for day in range(7)])
    spread = _spread(totals, means[weekdays])
    shape, hours = _grouped(found.sum(axis=2), weekdays, SHAPES)
    mix, classes = _grouped(found.sum(axis=0), np.arange(24), MIXES)
    variance = means * (1 + means * spread.value**2)
    levels = tuple(
        Estimate(mean, max(0.0, mean - half), mean + half)
        for mean, half in zip(
            means.tolist(),
            (SURE * np.sqrt(variance / np.bincount(weekdays, minlength=7))).tolist(),
            strict=True,
        )
    )
    deviation = np.sqrt(np.maximum(variance, 1e-9))[weekdays]
    return ArrivalsFit(
        service,
        len(dates),
        dates[0],
        means[:, None, None] * hours[:, :, None] * classes[None, :, :],
        levels,
        spread,
        shape,
        mix,
        found.sum(axis=2).mean(axis=0),
        (totals - means[weekdays]) / deviation,
        trend_of(dates, totals, means[weekdays], variance[weekdays]),
        (dates[-1] - dates[0]).days + 1 - len(dates),
    )


def _grouped(
    counts: Floats, places: np.ndarray, groupings: dict[str, Callable[[int], int]]
) -> tuple[str, Floats]:
    """Shares of a row's counts by multinomial likelihood, alike in the groups of the least BIC.

    `counts`: (rows, kinds); `places`: (rows,) what each row is of, as a weekday or an hour. Gives
    the grouping's name and (places, kinds) shares.
    """
    best: tuple[float, str, Floats] | None = None
    total = max(2.0, float(counts.sum()))
    for name, group_of in groupings.items():
        groups = np.array([group_of(int(place)) for place in places])
        many = groups.max() + 1
        summed = np.array([counts[groups == group].sum(axis=0) for group in range(many)])
        whole = summed.sum(axis=1, keepdims=True)
        even = np.full_like(summed, 1 / counts.shape[1])
        shares = np.divide(summed, whole, out=even, where=whole > 0)
        likely = float((summed[summed > 0] * np.log(shares[summed > 0])).sum())
        bic = many * (counts.shape[1] - 1) * log(total) - 2 * likely
        if best is None or bic < best[0]:
            of_place = [shares[group_of(place)] for place in range(int(places.max()) + 1)]
            best = (bic, name, np.array(of_place))
    assert best is not None
    return best[1], best[2]


def _spread(totals: Floats, means: Floats) -> Estimate:
    """The coefficient of variation of a day's level, with the interval of its likelihood."""
    from scipy.optimize import brentq, minimize_scalar
    from scipy.special import gammaln

    some = means > 0
    n, m = totals[some], means[some]

    def likely(spread: float) -> float:
        k = spread**-2
        return float(
            (gammaln(n + k) - gammaln(k) - k * np.log1p(m / k) + n * np.log(m / (k + m))).sum()
        )

    low, high = SPREADS
    found = minimize_scalar(lambda value: -likely(value), bounds=SPREADS, method="bounded")
    value, most = float(found.x), -float(found.fun)
    if likely(low) >= most:
        value, most = low, likely(low)

    def short(spread: float) -> float:
        return likely(spread) - most + HALF_RISE

    least = low if short(low) >= 0 else float(brentq(short, low, value))
    top = high if short(high) >= 0 else float(brentq(short, value, high))
    return Estimate(0.0 if value <= 2 * low else value, 0.0 if least <= low else least, top)
