"""Settings that nobody sees, by simulated moments: the model's figures brought to those observed.

The same patients are met at every value of the settings (common random numbers), so that what
changes a figure is the setting. Figures are weighed by the inverse of their covariance over
simulated weeks, drawn in a little towards its diagonal as it is estimated too, and intervals hold
whatever the weights (the sandwich). Sources: McFadden, Econometrica 1989;57:995; Altonji and Segal,
J Bus Econ Stat 1996;14:353.
"""

from dataclasses import dataclass
from math import log

import numpy as np

from sevenday.flow.calibration.identified import Identified, identifiable, identified
from sevenday.flow.calibration.simulated_week import (
    SETTINGS,
    STEP,
    SimulatedWeek,
    week_patients,
)
from sevenday.flow.simulation.inputs import Floats

MOST = log(8.0)
"""No setting goes further from where it began."""
ROUNDS = 8
"""At most, each with slopes of its own: the last moves no setting by a tenth of its error."""
SETTLED = 0.1
CHOOSING = 2
"""Rounds in which settings may still join those that are told."""
DRAWN_IN = 0.1
"""How far the covariance is drawn in towards its diagonal."""
EVALUATIONS = 6
PROFILE = (-3.0, -1.5, 0.0, 1.5, 3.0)
"""Standard errors from the fit at which its misfit is looked at."""


@dataclass(frozen=True, eq=False, slots=True)
class SettingsFit:
    """Settings as fitted.

    Parameters
    ----------
    moved
        (settings,) logarithms of what each is multiplied by; 0 for one that is left as it was.
    errors
        (settings,) their standard errors; not a number for one that is left.
    known
        Which settings the figures tell, and in which ways they cannot be told apart.
    fitted
        (figures,) the figures at these settings, as they are compared.
    figure_errors
        (figures,) how surely each observed figure and its simulated one are known together.
    times_chance
        How many times larger what is left is than chance makes it; errors are widened by it.
    profiles
        By fitted setting: (2, points) logarithms beside the fit, and by how much the misfit (a
        chi-square) rises there when the others follow.
    settled
        Whether the last round moved no setting by much, and none is as far as it may go.
    """

    moved: Floats
    errors: Floats
    known: Identified
    fitted: Floats
    figure_errors: Floats
    times_chance: float
    profiles: dict[int, Floats]
    settled: bool


def fit_settings(week: SimulatedWeek) -> SettingsFit:
    """Bring the model's figures to those observed, by the settings that these can tell.

    First every setting is moved a little to see which the figures tell; those are fitted; at the
    fit it is looked at once more.
    """
    observed = np.array([each.scaled(each.value) for each in week.figures])
    moved, every = np.zeros(len(SETTINGS)), range(len(SETTINGS))
    free: list[int] = []
    settled = False
    for number in range(ROUNDS):
        covariance = _covariance(week, moved)
        half = _half_of_inverse(covariance)
        slopes = half @ week.slopes(moved, every)
        before = free
        free = identifiable(slopes, before, more=number < CHOOSING)
        begin = np.where(np.isin(every, free), moved, 0.0)
        moved = begin
        if free:
            own = slopes[:, free]
            moved = _nearest(week, half, observed, begin, free, own)
            errors = np.sqrt(np.diag(np.linalg.pinv(own.T @ own)))
            settled = before == free and bool(
                (np.abs(moved - begin)[free] <= SETTLED * errors).all()
            )
        if settled or not free:
            break
    at_end = [k for k in free if abs(moved[k]) > MOST - STEP]
    return _described(week, observed, moved, free, settled and not at_end)


def _nearest(
    week: SimulatedWeek,
    half: Floats,
    observed: Floats,
    begin: Floats,
    free: list[int],
    slopes: Floats,
) -> Floats:
    """The logarithms at which weighed figures are nearest to those observed (least squares).

    The slopes stay those of where it begins: the next round has new ones.
    """
    from scipy.optimize import least_squares

    def placed(x: Floats) -> Floats:
        found = np.zeros(len(SETTINGS))
        found[free] = x
        return found

    found = least_squares(
        lambda x: half @ (week.values(placed(x)) - observed),
        begin[free],
        jac=lambda x: slopes,
        bounds=(-MOST, MOST),
        xtol=1e-3,
        ftol=1e-4,
        max_nfev=EVALUATIONS,
    )
    return placed(found.x)


def _described(
    week: SimulatedWeek, observed: Floats, moved: Floats, free: list[int], settled: bool
) -> SettingsFit:
    """The fit with its errors, what it cannot tell, and profiles."""
    covariance = _covariance(week, moved)
    half = _half_of_inverse(covariance)
    slopes = half @ week.slopes(moved, range(len(SETTINGS)))
    known = identified(slopes, free)
    fitted = week.values(moved)
    left = half @ (observed - fitted)
    own = slopes[:, free]
    inverse = np.linalg.pinv(own.T @ own)
    whitened = half @ covariance @ half.T
    sandwich = inverse @ own.T @ whitened @ own @ inverse
    rest = np.eye(len(left)) - own @ inverse @ own.T
    by_chance = float(np.trace(rest @ whitened @ rest.T))
    more_figures = len(left) > len(free)
    times = float(np.sqrt(left @ left / by_chance)) if more_figures and by_chance > 0 else 1.0
    errors = np.full(len(SETTINGS), np.nan)
    errors[free] = max(1.0, times) * np.sqrt(np.diag(sandwich))
    profiles = _profiles(week, observed, moved, free, half, own, errors, times)
    return SettingsFit(
        moved, errors, known, fitted, np.sqrt(np.diag(covariance)), times, profiles, settled
    )


def _profiles(
    week: SimulatedWeek,
    observed: Floats,
    moved: Floats,
    free: list[int],
    half: Floats,
    own: Floats,
    errors: Floats,
    times: float,
) -> dict[int, Floats]:
    """By setting (2, points): logarithms beside the fit, and by how much the misfit rises there.

    The others follow as the slopes at the fit say that they would.
    """

    def misfit(there: Floats) -> float:
        left = half @ (observed - week.values(np.clip(there, -MOST, MOST)))
        return float(left @ left) / max(1.0, times) ** 2

    at_fit = misfit(moved)
    found = {}
    for k, setting in enumerate(free):
        others = [n for n in range(len(free)) if n != k]
        follow = np.zeros(len(SETTINGS))
        follow[setting] = 1.0
        for n, by in zip(others, np.linalg.pinv(own[:, others]) @ own[:, k], strict=True):
            follow[free[n]] = -by
        ways = np.array(PROFILE) * errors[setting]
        rises = [misfit(moved + way * follow) - at_fit if way else 0.0 for way in ways.tolist()]
        found[setting] = np.array([ways, rises])
    return found


def _covariance(week: SimulatedWeek, moved: Floats) -> Floats:
    """(figures, figures) of what is observed less what is simulated, by chance alone."""
    weekly = week.weekly(moved)
    found = np.atleast_2d(np.cov(weekly, rowvar=False))
    simulated = len(week.numbers)
    came = np.array([each.patients for each in week.figures], float)
    per_week = week_patients(week)
    weeks = came / per_week
    scale = np.sqrt(1 / weeks + 1 / simulated)
    found = found * np.outer(scale, scale)
    least = np.array([each.least_error for each in week.figures]) ** 2
    return np.asarray(found + np.diag(np.maximum(0.0, least - np.diag(found))))


def _half_of_inverse(covariance: Floats) -> Floats:
    """H with H'H the inverse of the covariance, drawn in towards its diagonal."""
    diagonal = np.diag(np.diag(covariance))
    drawn = (1 - DRAWN_IN) * covariance + DRAWN_IN * diagonal
    return np.asarray(np.linalg.inv(np.linalg.cholesky(drawn)))
