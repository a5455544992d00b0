"""The cover plan: which lists are withdrawn and who is called, by levels, each with its bound."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Annotated

from sevenday.milp.levels import Level, Objective, solve_levels
from sevenday.model.walkout import Elective, Substitute
from sevenday.results import Digits, Result
from sevenday.walkout.planning.coverage import MICRO
from sevenday.walkout.planning.formulation import formulate
from sevenday.walkout.planning.placement import Placed, place_people
from sevenday.walkout.planning.places import CoverPlace, Pool
from sevenday.walkout.planning.problem import (
    CHANGES,
    PLANNED,
    Call,
    Calls,
    CoverProblem,
    chance_level,
)
from sevenday.walkout.planning.published import (
    NOTHING_COUNTED,
    PublishedCall,
    PublishedPlan,
    Standing,
    StillPossible,
    chosen_calls,
    pool_key,
    post_of,
)

SECONDS = 60.0
STRANGERS = "calls to people who were not called before"
Probability = Annotated[float, Digits(9)]


@dataclass(frozen=True, slots=True)
class PlaceChance(Result):
    """A place, the chance that it is short, and who is put there until the morning says more.

    `alone`: with nobody called; None once the place is counted. `past`: over, so that nothing is
    decided of it any more. `empty`: counted, and nobody is left who could be sent.
    """

    KEYS = """service=place.service shift=place.shift start=place.start end=place.end
        rank=place.rank tier=place.tier competence=place.competence needed=place.needed
        p_uncovered=chance p_uncovered_alone=alone past empty limit cover"""

    place: CoverPlace
    chance: Probability
    alone: Probability | None
    limit: float | None
    cover: tuple[str, ...]
    past: bool = False
    empty: bool = False

    @property
    def unsafe(self) -> bool:
        """Whether the chance is over what its rank allows."""
        return not self.past and self.limit is not None and self.chance > self.limit + 1e-12


@dataclass(frozen=True, eq=False)
class CoverPlan:
    """A cover plan. `calls`: (substitute, pool) by place in the problem; `withdrawn`: lists.

    `levels`: cost and bound of each, those above held.
    `put`: who is put where, by pool and place; None to put them as a plan made anew does.
    `standing`: what counts decided; a plan made without any has none.
    """

    problem: CoverProblem
    calls: Calls
    withdrawn: tuple[int, ...]
    levels: tuple[Level, ...]
    put: tuple[Placed, ...] | None = None
    standing: Standing = NOTHING_COUNTED

    @cached_property
    def placed(self) -> tuple[Placed, ...]:
        """Who is put where, by pool and place."""
        if self.put is not None:
            return self.put
        assumptions = self.problem.assumptions
        return tuple(
            place_people(pool, self.people(p), assumptions)
            for p, pool in enumerate(self.problem.pools)
        )

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

    def people(self, pool: int) -> list[Substitute]:
        """Who those called to a pool are."""
        return [self.problem.substitutes[s] for s in self.called_to(pool)]

    @property
    def published(self) -> PublishedPlan:
        """The plan by names, as people hold it."""
        calls = []
        for p, pool in enumerate(self.problem.pools):
            posts = {
                name: post_of(place)
                for place, names in zip(pool.places, self.placed[p], strict=True)
                for name in names
            }
            for who in self.people(p):
                calls.append(PublishedCall(who.name, *pool_key(pool), posts.get(who.name)))
        lists = tuple((row.name, row.date) for row in self.lists_withdrawn)
        return PublishedPlan(tuple(sorted(calls, key=lambda call: call[:4])), lists, self.standing)

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
    keep: StillPossible | None = None,
    now: datetime | None = None,
    cap: int | None = None,
    anew: bool = False,
    rather: Collection[Call] = (),
) -> CoverPlan:
    """The best plan by levels within the time.

    Parameters
    ----------
    problem
        What is chosen between.
    seconds
        For all levels together.
    keep
        What of a plan already made can still be, changed as little as the chances allow.
    now
        What began before this moment is not undone: calls are not taken back, calls to pools that
        are past not added either, and lists stay as they are.
    cap
        The most lists that may be withdrawn.
    anew
        Whether what was made is changed freely, but for what has begun.
    rather
        Calls that were stood down: of two plans that change as little the one that brings these
        people back.
    """
    model, columns = formulate(problem)
    levels = [
        Objective(chance_level(rank), columns.excess(rank)) for rank in problem.assumptions.ranks
    ]
    if keep is not None:
        if not anew:
            made = len(keep.calls) + len(keep.withdrawn)
            levels.append(Objective(CHANGES, columns.changes(keep.calls, keep.withdrawn), made))
            if rather:
                levels.append(Objective(STRANGERS, columns.added({*keep.calls, *rather})))
        begun = columns.begun(keep.together, keep.together_withdrawn, now)
        for column, value in begun.items():
            model.bound(column, value, value)
    levels += [Objective(n, terms) for n, terms in zip(PLANNED, columns.planned(), strict=True)]
    if cap is not None:
        model.row([(column, 1) for column in columns.withdraw], 0, cap)
    start = columns.nothing()
    if keep is not None:
        start = columns.of(keep.together, keep.together_withdrawn)
    values, found = solve_levels(model, levels, seconds, start, columns.broken)
    found = [level for level in found if level.name != STRANGERS]
    calls = chosen_calls(problem, columns.call, values)
    withdrawn = tuple(n for n, column in enumerate(columns.withdraw) if values[column])
    return CoverPlan(problem, calls, withdrawn, tuple(found))


def _places_of(plan: CoverPlan, pool: int) -> tuple[PlaceChance, ...]:
    """The places of a pool with their chances, and who is put there.

    Of a place that is counted nothing turns on how many came, but that it is empty.
    """
    problem, spot = plan.problem, plan.problem.pools[pool]
    short, alone = problem.short(pool, plan.called_to(pool)), problem.short(pool, ())
    shifts = {(group.service, group.shift, group.day) for group in plan.standing.counted}
    found = []
    for k, place in enumerate(spot.places):
        empty = post_of(place) in plan.standing.empty
        counted = (place.service, place.shift, place.day) in shifts
        found.append(
            PlaceChance(
                place,
                1.0 if empty else float(short[k]),
                None if counted else float(alone[k]),
                problem.assumptions.limit(place.rank),
                plan.placed[pool][k],
                pool in problem.past,
                empty,
            )
        )
    return tuple(found)
