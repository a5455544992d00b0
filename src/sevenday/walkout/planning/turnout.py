"""Turnout as a property of a group on a shift: how many of those rostered attend.

Attendance of a group is beta-binomial: the share that attends is drawn once for the group, with
mean `p` and correlation `rho` between its members, and each then attends or not; absence for
other reasons (sickness) thins it further. Nothing here is about a person. Source: walkouts.md
1.6, 6.5.
"""

from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import lru_cache
from math import lgamma

import numpy as np
import numpy.typing as npt

from sevenday.errors import InputError
from sevenday.model.walkout import Turnout

Floats = npt.NDArray[np.float64]
MOST = 4096
"""People that a search for a reserve looks at."""


@dataclass(frozen=True, slots=True)
class Group:
    """People who are rostered alike: how many, the mean share that attends, and correlation.

    `other_absence`: the share away for other reasons, on top. A group that is not called out has
    `attendance` 1 and `rho` 0. `counted`: how many came, once that is known.
    """

    rostered: int
    attendance: float
    rho: float = 0.0
    other_absence: float = 0.0
    counted: int | None = None

    @property
    def expected(self) -> float:
        """How many attend, on average."""
        if self.counted is not None:
            return self.counted
        return self.rostered * self.attendance * (1 - self.other_absence)


@lru_cache(maxsize=65536)
def _pmf(n: int, p: float, rho: float) -> tuple[float, ...]:
    """The beta-binomial as products, which hold from rho 0 (independent) up to 1 (all or none)."""
    if rho >= 1:
        return (1.0,) if n == 0 else (1 - p, *([0.0] * (n - 1)), p)
    come = _log_rising(p * (1 - rho), rho, n)
    stay = _log_rising((1 - p) * (1 - rho), rho, n)
    whole = _log_rising(1 - rho, rho, n)[n]
    ways = lgamma(n + 1)
    return tuple(
        float(np.exp(ways - lgamma(k + 1) - lgamma(n - k + 1) + come[k] + stay[n - k] - whole))
        for k in range(n + 1)
    )


def _log_rising(first: float, step: float, n: int) -> Floats:
    """(n + 1,) logs of 1, first, first (first + step), ..."""
    with np.errstate(divide="ignore"):
        return np.concatenate([[0.0], np.cumsum(np.log(first + step * np.arange(n)))])


def pmf(group: Group) -> Floats:
    """(rostered + 1,) chance that exactly so many attend. Exact: no sampling."""
    if group.counted is not None:
        known = np.zeros(group.rostered + 1)
        known[group.counted] = 1
        return known
    attending = np.array(_pmf(group.rostered, group.attendance, group.rho))
    if group.other_absence <= 0:
        return attending
    thinned = np.zeros_like(attending)
    for k, chance in enumerate(attending):  # k willing, each there but for other absence
        thinned[: k + 1] += chance * np.array(_pmf(k, 1 - group.other_absence, 0.0))
    return thinned


def present(groups: tuple[Group, ...]) -> Floats:
    """The chance that exactly so many attend of several groups, drawn apart from each other."""
    total = np.ones(1)
    for group in groups:
        total = np.convolve(total, pmf(group))
    return total


def shortfall(groups: tuple[Group, ...], needed: int) -> Floats:
    """(needed + 1,) chance that exactly so many of those needed are missing."""
    chances = present(groups)
    short = np.zeros(needed + 1)
    for k, chance in enumerate(chances):
        short[max(0, needed - k)] += chance
    return short


def rostered_for(needed: int, attendance: float, rho: float, sure: float) -> int:
    """The fewest people rostered of whom at least `needed` attend with chance `sure`.

    Raises InputError where none of MOST would do.
    """

    def enough(n: int) -> bool:
        return bool(pmf(Group(n, attendance, rho))[needed:].sum() >= sure - 1e-12)

    sizes = range(needed, MOST + 1)
    # whoever is added to a group only makes it surer that so many attend: halving finds the first
    fewest = bisect_left(sizes, True, key=enough)
    if fewest == len(sizes):
        raise InputError(f"no group of up to {MOST} has {needed} attending with chance {sure:g}")
    return sizes[fewest]


def reserve_for(
    posts: int, groups: tuple[Group, ...], cost_reserve: float, cost_empty: float
) -> tuple[int, float]:
    """How many to hold in reserve for `posts`, and what it costs: the newsvendor's answer.

    The smallest R with P(posts - attending > R) <= cost_reserve / cost_empty.

    Parameters
    ----------
    posts
        To be filled.
    groups
        Who is rostered to them, drawn apart from each other.
    cost_reserve, cost_empty
        The cost of one person in reserve, and of one post left empty.

    Returns
    -------
    reserve, cost
        How many to hold, and the expected cost.
    """
    short = shortfall(groups, posts)
    tail = 1 - np.cumsum(short)
    least = next(r for r in range(posts + 1) if tail[r] <= cost_reserve / cost_empty + 1e-12)
    missing = sum(chance * max(0, k - least) for k, chance in enumerate(short))
    return least, float(cost_reserve * least + cost_empty * missing)


def updated(prior: Turnout, rostered: int, came: int, other_absence: float) -> Turnout:
    """The turnout of a group once a count has come back: the beta's own posterior.

    A prior without spread stays as it is.

    Parameters
    ----------
    prior
        What was expected.
    rostered, came
        How many were rostered, and how many of them came.
    other_absence
        The share away for other reasons, taken out of the absent in expectation.
    """
    if not 0 < prior.rho < 1 or not 0 < prior.absence_share < 1:
        return prior
    strength = 1 / prior.rho - 1
    willing = min(float(rostered), came / (1 - other_absence)) if other_absence < 1 else 0.0
    a = (1 - prior.absence_share) * strength + willing
    b = prior.absence_share * strength + rostered - willing
    return replace(prior, absence_share=b / (a + b), rho=1 / (a + b + 1))


def best_match(entries: tuple[Turnout, ...], grade: str, tier: int, service: str) -> Turnout | None:
    """The entry that says most about a group: grade before service before tier; None for none."""

    def fits(entry: Turnout) -> bool:
        return (
            entry.grade in ("", grade)
            and entry.tier in (None, tier)
            and entry.service in ("", service)
        )

    found = [entry for entry in entries if fits(entry)]
    if not found:
        return None
    return max(found, key=lambda e: (e.grade != "", e.service != "", e.tier is not None))
