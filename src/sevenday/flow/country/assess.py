"""What a walkout does at one trust: the task that runs once a trust, on any engine."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sevenday.flow.country.normal import quantiles
from sevenday.flow.country.outline import (
    WARM_DAYS,
    BedWaits,
    Days,
    Outcome,
    Outline,
    bed_mu_of,
    capacity_without,
    hourly_means,
    run_days,
)
from sevenday.flow.country.scenario import CountryWalkout, assumptions

Floats = npt.NDArray[np.float64]

FITTING = 120
"""Replications with which the pace is fitted."""
CHECKING = 1000
"""Replications on other patients that say how well it fits."""
DRIVING = 200
"""Replications with which the parts of a walkout are told apart."""
PACES = np.geomspace(0.25, 4.0, 10)
"""Paces at which the four-hour share is worked out; between them it is drawn straight."""
FORM = 2
"""Of the answer below: a file of answers of another form cannot be resumed from."""
REFINED = 7
"""Halvings that bring the pace to the trust's own share."""


@dataclass(frozen=True, slots=True)
class TrustTask:
    """One trust's forecast, and what it is asked.

    Parameters
    ----------
    code
        Of the trust.
    number
        Its place among all, of which its random numbers are.
    daily, admitted
        Arrivals a day, and the share of them that is admitted.
    four_hours, four_hours_sd
        Forecast share over four hours, and its standard deviation without the country's part.
    country_sd
        The country's part, which all trusts share.
    beds_four, beds_twelve, beds_twelve_sd
        Forecast shares of admissions that wait over four and twelve hours for a bed.
    walkout
        What happens; None for usual days alone.
    replications, seed, weekday, days
        How often, from which random numbers, and which days.
    """

    code: str
    number: int
    daily: float
    admitted: float
    four_hours: float
    four_hours_sd: float
    country_sd: float
    beds_four: float
    beds_twelve: float
    beds_twelve_sd: float
    walkout: CountryWalkout | None
    replications: int
    seed: int
    weekday: int
    days: int


def assess(task: TrustTask) -> dict[str, Floats]:
    """Fit a trust's outline, and run its days with and without the walkout.

    Both arms meet the same patients, so that their difference is the walkout's alone. The answer
    turns on the task alone: each purpose has random numbers of its own, by seed and trust.

    Returns
    -------
    dict
        `pace`, `fitted` (the share over four hours that the fit gives other patients), and by
        replication `usual`, `walkout` (shares over four hours), `usual_beds`, `walkout_beds` (over
        twelve), `waits`, `left`, `queue` (2, R), `absence_share`; `drivers` (3,) what each part of
        the walkout adds to the share over four hours, `bed_drivers` (3,) to that over twelve hours
        for a bed.
    """
    beds = BedWaits.of_shares(task.beds_four, task.beds_twelve)
    trust, shares = _fitted(task, Outline(task.daily, task.admitted, beds))
    many = task.replications
    country = _stream(task, "country", shared=True).normal(size=many)
    own = _stream(task, "own").normal(size=many)
    level = task.four_hours + task.four_hours_sd * own + task.country_sd * country
    shift = np.interp(trust.pace, PACES, shares)
    paces = np.interp(
        np.clip(level - task.four_hours + shift, shares[0], shares[-1]), shares, PACES
    )
    twelve = task.beds_twelve + task.beds_twelve_sd * _stream(task, "beds").normal(size=many)
    mu = np.log(12.0) - beds.sigma * quantiles(1 - np.clip(twelve, 1e-4, 0.95))
    arrivals = _arrivals(task, many, "come")
    zero = np.zeros((many, task.days))
    usual = run_days(
        trust, Days(arrivals, np.ones((1, 1)), paces[:, None], bed_mu_of(trust, mu[:, None], zero))
    )
    absence_share = _absence_share(task, many)
    found = {
        "pace": np.array(trust.pace),
        "fitted": np.array(_share(trust, _arrivals(task, CHECKING, "check"), task.days)),
        "usual": usual.over_four,
        "usual_beds": usual.beds_over_twelve,
        "absence_share": absence_share,
    }
    steps = _steps(task, trust, absence_share)

    def arm(step: tuple[Floats, float, Floats], rows: int) -> Outcome:
        capacity, demand, freed = step
        came = arrivals if demand == 1.0 else _thinned(task, arrivals, demand)
        by_day = bed_mu_of(trust, mu[:rows, None], freed[:rows])
        return run_days(trust, Days(came[:rows], capacity[:rows], paces[:rows, None], by_day))

    last = arm(steps[-1], many) if steps else usual
    few = min(many, DRIVING)
    parts = [usual, *(arm(step, few) for step in steps[:-1]), last]
    means = [float(part.over_four[:few].mean()) for part in parts]
    beds_means = [float(part.beds_over_twelve[:few].mean()) for part in parts]
    return found | {
        "walkout": last.over_four,
        "walkout_beds": last.beds_over_twelve,
        "waits": np.array([usual.wait, last.wait]),
        "left": np.array([usual.left, last.left]),
        "queue": np.array([usual.queue, last.queue]),
        "drivers": np.diff(means) if steps else np.zeros(3),
        "bed_drivers": np.diff(beds_means) if steps else np.zeros(3),
    }


def _share(trust: Outline, arrivals: Floats, days: int) -> float:
    """The share over four hours on usual days, at the trust's pace."""
    many = len(arrivals)
    mu = np.full((many, days), trust.beds.mu)
    usual = Days(arrivals, np.ones((1, 1)), np.full((many, 1), trust.pace), mu)
    return float(run_days(trust, usual).over_four.mean())


def _fitted(task: TrustTask, trust: Outline) -> tuple[Outline, Floats]:
    """The trust at the pace that gives its share over four hours, and shares by pace."""
    arrivals = _arrivals(task, FITTING, "fit")

    def share(pace: float) -> float:
        return _share(trust.at_pace(pace), arrivals, task.days)

    shares = np.maximum.accumulate([share(float(pace)) for pace in PACES])
    shares += np.arange(len(shares)) * 1e-9
    low, high = PACES[0], PACES[-1]
    at = int(np.clip(np.searchsorted(shares, task.four_hours), 1, len(PACES) - 1))
    low, high = float(PACES[at - 1]), float(PACES[at])
    for _ in range(REFINED):
        middle = (low + high) / 2
        low, high = (middle, high) if share(middle) < task.four_hours else (low, middle)
    return trust.at_pace((low + high) / 2), shares


def _stream(task: TrustTask, purpose: str, shared: bool = False) -> np.random.Generator:
    """The random numbers of a purpose, of this trust or of all."""
    place = 0 if shared else task.number + 1
    key = (place, int.from_bytes(purpose.encode()[:4], "big"))
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(task.seed, spawn_key=key)))


def _arrivals(task: TrustTask, many: int, purpose: str) -> Floats:
    """(R, H) patients by hour: Poisson about a mean that differs from day to day.

    Levels come in pairs about the mean, so that few replications have the mean's own queue.
    """
    means = hourly_means(task.daily, task.weekday, task.days)
    cv = assumptions()["arrivals"]["day_cv"]
    random = _stream(task, purpose)
    half = random.normal(size=(many - many // 2, WARM_DAYS + task.days))
    levels = np.exp(cv * np.concatenate([half, -half])[:many] - cv**2 / 2)
    came = random.poisson(means * np.repeat(levels, 24, axis=1))
    return np.asarray(came, np.float64)


def _thinned(task: TrustTask, arrivals: Floats, demand: float) -> Floats:
    """The same patients with fewer, or more, on the days of the walkout."""
    warm = 24 * WARM_DAYS
    random = _stream(task, "thin")
    came = arrivals.copy()
    days = arrivals[:, warm:].astype(np.int64)
    if demand <= 1:
        came[:, warm:] = random.binomial(days, demand)
    else:
        came[:, warm:] = days + random.poisson(days * (demand - 1))
    return came


def _absence_share(task: TrustTask, many: int) -> Floats:
    """(R,) the share of residents who do not come: a beta distribution by mean and correlation."""
    if task.walkout is None:
        return np.zeros(many)
    mean, rho = task.walkout.absence_share, task.walkout.rho
    if not 0 < mean < 1 or rho <= 0:
        return np.full(many, mean)
    size = 1 / rho - 1
    beta = _stream(task, "absence_share").beta(mean * size, (1 - mean) * size, size=many)
    return np.asarray(beta)


def _steps(
    task: TrustTask, trust: Outline, absence_share: Floats
) -> list[tuple[Floats, float, Floats]]:
    """The walkout a part at a time: fewer doctors, then demand, then beds too."""
    walkout = task.walkout
    if walkout is None:
        return []
    none = np.zeros((len(absence_share), task.days))
    fewer = capacity_without(absence_share, walkout.seniors)[:, None]
    days = np.arange(1, task.days + 1)
    out = absence_share * (1 - walkout.seniors)
    admissions = trust.daily * trust.admitted
    a_day = walkout.beds_freed * trust.stock - walkout.discharges_lost * admissions * out
    freed = a_day[:, None] * days
    return [(fewer, 1.0, none), (fewer, walkout.demand, none), (fewer, walkout.demand, freed)]
