"""When the queue is back to normal after a walkout, or that it never will be."""

from datetime import datetime

import numpy as np

from sevenday.flow.hospital.estimates import SURE, half_width
from sevenday.flow.hospital.load import ServiceLoad
from sevenday.flow.hospital.measure import Measured
from sevenday.flow.hospital.rows import ARM_WORDS, BackToNormal
from sevenday.flow.simulation.inputs import Floats

NORMAL = 1.0
"""Patients more than on usual days, on average, that still count as normal."""
LASTING = 24
"""Hours in a row that it has to stay so."""


RESAMPLED = 400
"""How often the replications are drawn anew, for the interval of the hour."""


def back_to_normal(
    measured: Measured, usual: Measured, load: ServiceLoad, ends: datetime
) -> BackToNormal:
    """From when on the number there is on average as on usual days, with the same patients.

    As on usual days: no more than one patient above, or above by less than the replications tell,
    for a day on end. The interval is that of replications drawn anew with replacement (Efron,
    Annals of Statistics 1979;7:1); its upper end is None where more than one in forty of those
    draws are not back within the days run.
    """
    days, service = measured.arm.days, measured.arm.service
    more = measured.number_there() - usual.number_there()
    doubt = np.array([half_width(column) for column in more.T])
    allowed = np.maximum(NORMAL, np.where(np.isfinite(doubt), doubt, 0.0))
    first = int(np.ceil(days.hour_of(ends)))
    words = f"{service}: {ARM_WORDS[measured.arm.arm][0].lower()}{ARM_WORDS[measured.arm.arm][1:]},"
    if load.busy >= 1 or load.beds_full >= 1:
        says = (
            f"{words} the queue never is back to normal: on usual days too the work is more than "
            "the doctors or beds there can do."
        )
        return BackToNormal(service, None, None, None, None, True, says)
    hour = _first_normal(more.mean(axis=0)[None], allowed, first)[0]
    low, high = (
        None if np.isinf(end) else max(0.0, float(end) - days.hour_of(ends))
        for end in _interval(more, allowed, first, measured.arm.doctors.seed)
    )
    if np.isinf(hour):
        says = f"{words} the queue is not back to normal within {days.after} days."
        if low is not None:
            says = f"{says[:-1]} ({_between(low, high, days.after)})."
        return BackToNormal(service, None, None, low, high, False, says)
    after, at = max(0.0, float(hour) - days.hour_of(ends)), days.at(float(hour))
    says = f"{words} the queue is as on usual days when the action ends."
    if after > 0:
        says = (
            f"{words} the queue is back to normal {after:.0f} hours after the end "
            f"({_between(low, high, days.after)}), on {at:%a} {at.day} {at:%b} at {at:%H:%M}."
        )
    return BackToNormal(service, at, after, low, high, False, says)


def _between(low: float | None, high: float | None, days: int) -> str:
    """An interval of hours in words."""
    least = f"{low or 0:.0f}"
    return (
        f"95 %: {least} to {high:.0f}"
        if high is not None
        else (f"95 %: {least} or more, perhaps not within {days} days")
    )


def _first_normal(middle: Floats, allowed: Floats, first: int) -> Floats:
    """(draws,) the first hour from which a row stays within what is allowed; else infinite."""
    over = np.cumsum(np.pad(middle > allowed, ((0, 0), (1, 0))), axis=1)
    lasting = over[:, LASTING:] == over[:, :-LASTING]  # from hour k on, for LASTING hours
    some = lasting[:, first - 1 :]
    return np.where(some.any(axis=1), first + some.argmax(axis=1), np.inf)


def _interval(more: Floats, allowed: Floats, first: int, seed: int) -> tuple[float, float]:
    """The ends between which the hour lies with 95 %, as replications drawn anew have it."""
    runs = len(more)
    rng = np.random.default_rng([seed, runs])
    weights = rng.multinomial(runs, np.full(runs, 1 / runs), RESAMPLED) / runs
    found = np.sort(_first_normal(weights @ more, allowed, first))
    cut = int((1 - SURE) / 2 * RESAMPLED)
    return float(found[cut]), float(found[-1 - cut])
