"""The cover plan: which lists are withdrawn and who is called, by levels, each with its bound."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Annotated

from sevenday.milp.levels import Level, Objective, solve_levels
from sevenday.model.walkout import Elective, Substitute
from sevenday.results import Digits, Result
from sevenday.walkout.planning.assumptions import Assumptions
from sevenday.walkout.planning.coverage import with_sick_calls
from sevenday.walkout.planning.formulation import formulate
from sevenday.walkout.planning.places import CoverPlace, Pool
from sevenday.walkout.planning.problem import (
    CHANGES,
    MICRO,
    PLANNED,
    Calls,
    CoverProblem,
    chance_level,
)
from sevenday.walkout.planning.turnout import present

SECONDS = 60.0
Probability = Annotated[float, Digits(9)]


@dataclass(frozen=True, slots=True)
class PlaceChance(Result):
    """A place, the chance that it is short, and who is put there until the morning says more.

    `sick`: the same where those not called out may be sick. `alone`: with nobody called; None once
    a count has come in, as it would say who came. `past`: begun before the counts, so that nothing
    is decided of it any more.
    """

    KEYS = """service=place.service shift=place.shift start=place.start end=place.end
        rank=place.rank tier=place.tier competence=place.competence needed=place.needed
        p_uncovered=chance p_uncovered_with_sick_calls=sick p_uncovered_alone=alone past limit cover
        """

    place: CoverPlace
    chance: Probability
    sick: Probability
    alone: Probability | None
    limit: float | None
    cover: tuple[str, ...]
    past: bool = False

    @property
    def unsafe(self) -> bool:
        """Whether the chance is over what its rank allows."""
        return not self.past and self.limit is not None and self.chance > self.limit + 1e-12


@dataclass(frozen=True, eq=False)
class CoverPlan:
    """A cover plan. `calls`: (substitute, pool) by place in the problem; `withdrawn`: lists.

    `levels`: cost and bound of each, those above held. `chosen`: the option of each pool.
    `before`: the plan that it changes, whose people stay where they were put.
    """

    problem: CoverProblem
    calls: Calls
    withdrawn: tuple[int, ...]
    chosen: tuple[int, ...]
    levels: tuple[Level, ...]
    before: "CoverPlan | None" = None

    @cached_property
    def by_pool(self) -> tuple[tuple[PlaceChance, ...], ...]:
        """The places of each pool, with their chances and those put there."""
        return tuple(_places_of(self, p) for p in range(len(self.problem.pools)))

    @property
    def places(self) -> tuple[PlaceChance, ...]:
        """Every place with its chance, in order of time, then rank."""
        return tuple(found for places in self.by_pool for found in places)

    def called_to(self, pool: int) -> list[int]:
        """The substitutes called to a pool."""
        return [call.substitute for call in self.calls if call.pool == pool]

    @property
    def reserve(self) -> tuple[tuple[Substitute, Pool], ...]:
        """Those who are called and put nowhere yet: the morning's count says where."""
        found = []
        for p, pool in enumerate(self.problem.pools):
            put = {name for each in self.by_pool[p] for name in each.cover}
            for s in self.called_to(p):
                who = self.problem.substitutes[s]
                if who.name not in put:
                    found.append((who, pool))
        return tuple(found)

    @property
    def lists_withdrawn(self) -> tuple[Elective, ...]:
        """The lists that are withdrawn, in order of time."""
        rows = [self.problem.lists[n] for n in self.withdrawn]
        return tuple(sorted(rows, key=lambda row: (row.span[0], row.name)))

    @property
    def cost(self) -> int:
        """All levels in one integer: one unit of a level outweighs all that is below it."""
        return self._in_one_integer([level.cost for level in self.levels])

    @property
    def bound(self) -> int:
        """The best bound on the cost: below a level that is not proved nothing is known."""
        bounds: list[int] = []
        for level in self.levels:
            bounds.append(level.bound if all(x.gap == 0 for x in self.levels[: len(bounds)]) else 0)
        return self._in_one_integer(bounds)

    def over(self, rank: int) -> float:
        """The chances of a rank's places over its limit, added up; 0 for a rank without one."""
        return self.costs.get(chance_level(rank), 0) / MICRO

    @property
    def costs(self) -> dict[str, int]:
        """The cost of each level by its name."""
        return {level.name: level.cost for level in self.levels}

    def _in_one_integer(self, parts: list[int]) -> int:
        total = 0
        for level, part in zip(self.levels, parts, strict=True):
            total = total * (self.problem.most[level.name] + 1) + part
        return total

    @property
    def gap(self) -> float:
        """(cost - bound) / max(1, cost)."""
        return (self.cost - self.bound) / max(1, self.cost)


def plan(
    problem: CoverProblem,
    seconds: float = SECONDS,
    keep: CoverPlan | None = None,
    now: datetime | None = None,
    cap: int | None = None,
) -> CoverPlan:
    """The best plan by levels within the time.

    Parameters
    ----------
    problem
        What is chosen between.
    seconds
        For all levels together.
    keep
        A plan already made, changed as little as the chances allow.
    now
        What began before this moment is not undone: calls are not taken back, calls to pools that
        are past not added either, and lists stay as they are.
    cap
        The most lists that may be withdrawn.
    """
    model, columns = formulate(problem)
    levels = [
        Objective(chance_level(rank), columns.excess(rank)) for rank in problem.assumptions.ranks
    ]
    if keep is not None:
        made = len(keep.calls) + len(keep.withdrawn)
        levels.append(Objective(CHANGES, columns.changes(keep.calls, keep.withdrawn), made))
        if now is not None:
            for column, value in columns.begun(keep.calls, keep.withdrawn, now).items():
                model.bound(column, value, value)
    levels += [Objective(n, terms) for n, terms in zip(PLANNED, columns.planned(), strict=True)]
    if cap is not None:
        model.row([(column, 1) for column in columns.withdraw], 0, cap)
    start = columns.of(keep.calls, keep.withdrawn) if keep is not None else columns.nothing()
    values, found = solve_levels(model, levels, seconds, start)
    calls = tuple(
        pair for pair, column in zip(problem.calls, columns.call, strict=True) if values[column]
    )
    withdrawn = tuple(n for n, column in enumerate(columns.withdraw) if values[column])
    chosen = tuple(
        next(k for k, column in enumerate(options) if values[column]) for options in columns.option
    )
    return CoverPlan(problem, calls, withdrawn, chosen, tuple(found), keep)


def _places_of(plan: CoverPlan, pool: int) -> tuple[PlaceChance, ...]:
    """The places of a pool with their chances, and who of those called is put where.

    They are put, by rank, where the rostered cannot be relied on for what its rank allows; those
    who are not needed so are the reserve.
    """
    problem, spot = plan.problem, plan.problem.pools[pool]
    assumptions = problem.assumptions
    short = problem.coverages[pool].short
    free = [problem.substitutes[s] for s in plan.called_to(pool)]
    relied = _relied_on(spot, assumptions)
    kinds = [problem.fills(s, pool) for s in plan.called_to(pool)]
    sick = with_sick_calls(spot, kinds, assumptions.sick_rate)
    counted = any(crew.group.counted is not None for crew in spot.crews)
    were = [each.cover for each in plan.before.by_pool[pool]] if plan.before else []
    found = []
    for k, place in enumerate(spot.places):
        able = [who for who in free if place.takes(who.tier, who.competences)]
        stays = were[k] if were else ()
        able.sort(
            key=lambda who: (
                who.name not in stays,
                who.tier,
                len(who.competences),
                who.rate,
                who.name,
            )
        )
        put = able[: max(0, place.needed - relied[k])]
        free = [who for who in free if who not in put]
        alone = None if counted else float(short[0][k])
        found.append(
            PlaceChance(
                place,
                float(short[plan.chosen[pool]][k]),
                float(sick[k]),
                alone,
                assumptions.limit(place.rank),
                tuple(who.name for who in put),
                pool in problem.past,
            )
        )
    return tuple(found)


def _relied_on(pool: Pool, assumptions: Assumptions) -> list[int]:
    """How many of those rostered to each place come with the sureness that its rank asks for."""
    found = []
    for k, place in enumerate(pool.places):
        limit = assumptions.limit(place.rank)
        here = present(tuple(c.group for c in pool.crews if c.fills[k] and c.shift == place.shift))
        at_least = here[::-1].cumsum()[::-1]
        sure = [n for n in range(len(here)) if limit is not None and at_least[n] >= 1 - limit]
        found.append(max(sure, default=place.needed if limit is None else 0))
    return found
