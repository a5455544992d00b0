"""Each trust's risk: how its days go against a limit, and its place among all, with intervals."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from sevenday.flow.country.assess import TrustTask
from sevenday.flow.country.outlook import Outlook
from sevenday.flow.country.panel import Panel
from sevenday.flow.country.ranks import places_known, rank_intervals
from sevenday.flow.country.result import Driver, Target, TrustRisk

Floats = npt.NDArray[np.float64]
Months = npt.NDArray[np.int64]

WORST = 0.9
"""The share of trusts and months at hand that lie below the limit."""


def trust_risks(
    panel: Panel,
    outlook: Outlook,
    tasks: list[TrustTask],
    answers: Mapping[str, Any],
    limits: Mapping[str, float],
) -> tuple[TrustRisk, ...]:
    """Each trust's risk, the worst first."""
    if not tasks:
        return ()
    found = [answers[task.code] for task in tasks]
    front = np.array([answer["walkout"] for answer in found])
    worse = _past(front, np.array([a["usual"] for a in found]), limits["over_four_hours"])
    doors = _targets(front, [answer["usual"] for answer in found], limits["over_four_hours"])
    beds: list[Target] | list[None] = [None] * len(tasks)
    bed_country = 0.0
    if outlook.has_beds:
        waits = np.array([answer["walkout_beds"] for answer in found])
        usual = np.array([answer["usual_beds"] for answer in found])
        worse = np.maximum(worse, _past(waits, usual, limits["beds_over_twelve_hours"]))
        beds = _targets(waits, [*usual], limits["beds_over_twelve_hours"])
        bed_country = float(usual.mean())
    rank, rank_low, rank_high = rank_intervals(worse)
    out = tasks[0].walkout is not None
    country = float(np.mean([answer["usual"].mean() for answer in found]))
    made = [
        TrustRisk(
            task.code,
            panel.names.get(task.code, ""),
            panel.regions.get(task.code, ""),
            int(rank[k]),
            int(rank_low[k]),
            int(rank_high[k]),
            float((worse[k] > 0).mean()),
            _drivers(answer["usual"], answer["drivers"], country, out),
            _drivers(answer["usual_beds"], answer["bed_drivers"], bed_country, out)
            if outlook.has_beds
            else (),
            doors[k],
            beds[k],
            task.daily,
            task.admitted,
            _pair(answer["waits"], 60),
            _pair(answer["left"], 1),
            float(answer["fitted"]),
            task.four_hours,
        )
        for k, (task, answer) in enumerate(zip(tasks, found, strict=True))
    ]
    return tuple(sorted(made, key=lambda trust: trust.rank))


def _past(draws: Floats, usual: Floats, limit: float) -> Floats:
    """How far each draw is past the limit, in deviations between trusts on usual days."""
    between = float(usual.mean(axis=1).std()) or 1.0
    return (draws - limit) / between


def _targets(draws: Floats, usual: list[Floats], limit: float) -> list[Target]:
    rank, rank_low, rank_high = rank_intervals(draws)
    low, high = np.quantile(draws, [0.05, 0.95], axis=1)
    return [
        Target(
            float(usual[k].mean()),
            float(draws[k].mean()),
            float(low[k]),
            float(high[k]),
            int(rank[k]),
            int(rank_low[k]),
            int(rank_high[k]),
            float((draws[k] > limit).mean()),
        )
        for k in range(len(draws))
    ]


def _pair(both: Floats, times: float) -> tuple[float, float]:
    usual, walkout = both.mean(axis=1) * times
    return float(usual), float(walkout)


def _drivers(usual: Floats, added: Floats, country: float, walkout: bool) -> tuple[Driver, ...]:
    """What makes a share differ. `added`: by each part of the walkout."""
    level = 100 * (float(usual.mean()) - country)
    parts = [Driver("usual level", level)]
    if walkout:
        names = ("fewer doctors", "fewer patients", "beds")
        parts += [
            Driver(name, 100 * float(value)) for name, value in zip(names, added, strict=True)
        ]
    return tuple(parts)


def limit_of(values: Floats, months: Months) -> float:
    """The share past which a trust does not cope, of (n, m) percentage points by month."""
    recent = _recent(values, months)
    return float(np.quantile(recent, WORST)) / 100 if recent.size else float("nan")


def places_of(values: Floats, months: Months) -> dict[str, float]:
    """Within how many places one month ranks a trust, and all of the last run; {} of too few."""
    recent = _recent(values, months)
    if len(recent) < 2 or recent.shape[1] < 2:
        return {}
    one, many, number = places_known(recent)
    return {"one_month": one, f"{number}_months": many}


def _recent(values: Floats, months: Months) -> Floats:
    """The months of the last run in which trusts are, without trusts that miss one."""
    gaps = np.flatnonzero(np.diff(months) > 1)
    run = values[:, gaps[-1] + 1 if len(gaps) else 0 :]
    run = run[:, ~np.isnan(run).all(axis=0)]
    return run[~np.isnan(run).any(axis=1)]
