"""A fixed plan against many turnouts and sick calls: how often each place empties, for how long.

Draws are seeded and common: two plans of one problem meet the same shares and the same luck. A
group's share is drawn once a day for a service, so that its shifts go wrong together.
"""

from dataclasses import dataclass
from zlib import crc32

import numpy as np
import numpy.typing as npt

from sevenday.results import Measured, Result
from sevenday.walkout.planning.coverage import sick_in
from sevenday.walkout.planning.filling import filling
from sevenday.walkout.planning.places import CoverPlace, Crew, Pool
from sevenday.walkout.planning.plan import CoverPlan

DRAWS = 10_000


@dataclass(frozen=True, slots=True)
class PlaceShortage(Result):
    """How a place fared: the share of draws in which it was short, and its mean hours short."""

    KEYS = """service=place.service shift=place.shift start=place.start rank=place.rank
        share_short=share hours_short=hours"""

    place: CoverPlace
    share: Measured
    hours: Measured


@dataclass(frozen=True, slots=True)
class ReserveExhausted(Result):
    """A pool whose called people were all in use while a place of rank 1 or 2 was short.

    `share`: of the draws.
    """

    pool: str
    share: float


@dataclass(frozen=True, eq=False, slots=True)
class StressResult(Result):
    """What came of a plan over the draws.

    `places`: each place, `worst` first. `any_rank_1`: the share of draws in which some rank 1 place
    was short; `rank_1_hours`: hours of rank 1 places short in a draw, on average.
    """

    KEYS = "draws seed any_rank_1 rank_1_hours rank_2_hours places=worst ran_out"

    draws: int
    seed: int
    places: tuple[PlaceShortage, ...]
    ran_out: tuple[ReserveExhausted, ...]
    any_rank_1: float
    rank_1_hours: Measured
    rank_2_hours: Measured

    @property
    def worst(self) -> tuple[PlaceShortage, ...]:
        """Places by rank, those most often short first."""
        return tuple(sorted(self.places, key=lambda e: (e.place.rank, -e.share)))


def stress_test(plan: CoverPlan, draws: int = DRAWS, seed: int = 1) -> StressResult:
    """Meet a plan with so many random turnouts and sick calls.

    Parameters
    ----------
    plan
        Which stays as it is.
    draws
        How many turnouts.
    seed
        The same seed is the same luck, for every plan of one problem.
    """
    assumptions = plan.problem.assumptions
    found: list[PlaceShortage] = []
    out: list[ReserveExhausted] = []
    hours = {1: np.zeros(draws), 2: np.zeros(draws)}
    for p, pool in enumerate(plan.problem.pools):
        sent = plan.called_to(p)
        called = [plan.problem.fills(s, p) for s in sent]
        rules = filling(pool.needs, [*(crew.fills for crew in pool.crews), *called])
        there = np.zeros((draws, len(rules.fills)), np.int64)
        for crew in pool.crews:
            there[:, rules.fills.index(crew.fills)] += _present(pool, crew, draws, seed)
        luck, sick_rate = _stream(seed, "sick", pool.name), sick_in(pool, assumptions)
        for fills in called:
            there[:, rules.fills.index(fills)] += luck.random(draws) >= sick_rate
        short = ~rules.of(there)
        for k, place in enumerate(pool.places):
            found.append(
                PlaceShortage(
                    place, float(short[:, k].mean()), float(short[:, k].mean() * pool.hours)
                )
            )
            if place.rank in hours:
                hours[place.rank] += pool.hours * short[:, k]
        limited = short[
            :, [k for k, place in enumerate(pool.places) if place.rank in assumptions.ranks]
        ]
        if sent and limited.any():
            out.append(ReserveExhausted(pool.name, float(limited.any(axis=1).mean())))
    return StressResult(
        draws,
        seed,
        tuple(found),
        tuple(sorted(out, key=lambda each: -each.share)),
        float((hours[1] > 0).mean()),
        float(hours[1].mean()),
        float(hours[2].mean()),
    )


def _present(pool: Pool, crew: Crew, draws: int, seed: int) -> npt.NDArray[np.int64]:
    """How many of a crew attend in each draw."""
    group = crew.group
    if group.counted is not None:
        return np.full(draws, group.counted)
    share = np.full(draws, group.attendance)
    if 0 < group.attendance < 1 and group.rho > 0:
        daily = _stream(
            seed, pool.service, f"{pool.day}", f"{crew.tier} {group.attendance} {group.rho}"
        )
        strength = 1 / group.rho - 1 if group.rho < 1 else 0.0
        if strength:
            share = daily.beta(
                group.attendance * strength, (1 - group.attendance) * strength, draws
            )
        else:
            share = (daily.random(draws) < group.attendance).astype(float)
    luck = _stream(seed, "here", pool.name, crew.shift, f"{crew.fills} {crew.tier}")
    found: npt.NDArray[np.int64] = luck.binomial(group.rostered, share * (1 - group.other_absence))
    return found


def _stream(seed: int, *words: str) -> np.random.Generator:
    """A stream of its own for each thing drawn, the same whatever else is drawn."""
    return np.random.default_rng([seed, crc32("\n".join(words).encode())])
