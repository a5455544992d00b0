"""Who will wait: by rank, how surely and for how many hours places are short under a plan."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sevenday.clock import elapsed_time
from sevenday.results import Measured, Result
from sevenday.walkout.planning.coverage import none_short
from sevenday.walkout.planning.places import Pool
from sevenday.walkout.planning.plan import CoverPlan, PlaceChance
from sevenday.walkout.planning.shares import people_by_share, shares

RANKS = range(1, 7)


@dataclass(frozen=True, slots=True)
class RankShortage(Result):
    """The places of one rank. `any_short`: the chance that some of them is short at any hour.

    `hours_short`: hours that its places are short, on average, of `hours`. `over`: how many are
    over what their rank allows. `worst`: the place that is likeliest short.
    """

    KEYS = "rank places over any_short hours hours_short worst=worst_place"

    rank: int
    places: int
    over: int
    any_short: Measured
    hours: Measured
    hours_short: Measured
    worst: PlaceChance

    @property
    def worst_place(self) -> dict[str, Any]:
        """The worst place, as plain values."""
        spot = self.worst.place
        return {
            "service": spot.service,
            "shift": spot.shift,
            "start": spot.start,
            "p_uncovered": self.worst.chance,
        }


def by_rank(plan: CoverPlan) -> tuple[RankShortage, ...]:
    """Each rank that has places still to come, the gravest first."""
    found = []
    for rank in RANKS:
        here = [each for p in _to_come(plan) for each in plan.by_pool[p] if each.place.rank == rank]
        if here:
            found.append(
                RankShortage(
                    rank,
                    len(here),
                    sum(each.unsafe for each in here),
                    any_short(plan, rank),
                    sum(_hours(each) for each in here),
                    sum(_hours(each) * each.chance for each in here),
                    max(here, key=lambda each: each.chance),
                )
            )
    return tuple(found)


def any_short(plan: CoverPlan, rank: int) -> float:
    """The chance that some place of a rank is short at any hour of the action.

    In closed form: given the shares of a day's groups, the pools of a service go well apart from
    each other; services and days turn out apart. Each call and each shift has illness of its own.
    """
    problem = plan.problem
    together: dict[tuple[str, date], list[tuple[int, Pool]]] = {}
    for p in _to_come(plan):
        pool = problem.pools[p]
        if any(place.rank == rank for place in pool.places):
            together.setdefault((pool.service, pool.day), []).append((p, pool))
    well = 1.0
    for some in together.values():
        mix = shares(people_by_share(crew for _, pool in some for crew in pool.crews))
        chance = mix.weights.copy()
        for p, pool in some:
            fills = [problem.fills(s, p) for s in plan.called_to(p)]
            chance *= none_short(pool, fills, rank, problem.assumptions, mix)
        well *= float(chance.sum())
    return 1.0 - well


def _to_come(plan: CoverPlan) -> list[int]:
    """Pools that are neither over nor counted: a chance of what is counted would tell who came."""
    return [
        p
        for p, places in enumerate(plan.by_pool)
        if p not in plan.problem.past and all(each.alone is not None for each in places)
    ]


def _hours(each: PlaceChance) -> float:
    place = each.place
    return (elapsed_time(place.end) - elapsed_time(place.start)) / timedelta(hours=1)
