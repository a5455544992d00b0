"""The cover plan: which lists are withdrawn and who is called, by levels, each with its bound."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt

from sevenday.model.walkout import Elective, Substitute
from sevenday.walkout.coverage import with_sick_calls
from sevenday.walkout.milp import Level, Programme, Row
from sevenday.walkout.places import Place, Pool
from sevenday.walkout.problem import Problem, limits, span_of
from sevenday.walkout.record import other_absence
from sevenday.walkout.turnout import present

SECONDS = 60.0
CHANCES = ("chance of a rank 1 place short", "chance of a rank 2 place short")
PLANNED = ("patients' delay", "planned work lost", "pounds")
CHANGES = "changes"


@dataclass(frozen=True, slots=True)
class PlaceChance:
    """A place, the chance that it is short, and who is put there until the morning says more.

    `sick`: the same where those not called out may be sick. `alone`: with nobody called; None once
    a count has come in, as it would say who came. `past`: begun before the counts, so that nothing
    is decided of it any more.
    """

    place: Place
    chance: float
    sick: float
    alone: float | None
    limit: float | None
    cover: tuple[str, ...]
    past: bool = False

    @property
    def unsafe(self) -> bool:
        """Whether the chance is over what its rank allows."""
        return not self.past and self.limit is not None and self.chance > self.limit + 1e-12


@dataclass(frozen=True, eq=False)
class Plan:
    """A cover plan. `calls`: (substitute, pool) by place in the problem; `withdrawn`: lists.

    `levels`: cost and bound of each, those above held. `chosen`: the option of each pool.
    `before`: the plan that it changes, whose people stay where they were put.
    """

    problem: Problem
    calls: tuple[tuple[int, int], ...]
    withdrawn: tuple[int, ...]
    chosen: tuple[int, ...]
    levels: tuple[Level, ...]
    before: "Plan | None" = None

    @cached_property
    def by_pool(self) -> tuple[tuple[PlaceChance, ...], ...]:
        """The places of each pool, with their chances and those put there."""
        return tuple(_places_of(self, p) for p in range(len(self.problem.pools)))

    @property
    def places(self) -> tuple[PlaceChance, ...]:
        """Every place with its chance, in order of time, then rank."""
        return tuple(found for places in self.by_pool for found in places)

    @property
    def reserve(self) -> tuple[tuple[Substitute, Pool], ...]:
        """Those who are called and put nowhere yet: the morning's count says where."""
        found = []
        for p, pool in enumerate(self.problem.pools):
            put = {name for each in self.by_pool[p] for name in each.cover}
            for s in called(self, p):
                who = self.problem.substitutes[s]
                if who.name not in put:
                    found.append((who, pool))
        return tuple(found)

    @property
    def lists_withdrawn(self) -> tuple[Elective, ...]:
        """The lists that are withdrawn, in order of time."""
        rows = [self.problem.lists[n] for n in self.withdrawn]
        return tuple(sorted(rows, key=lambda row: (span_of(row)[0], row.name)))

    @property
    def cost(self) -> int:
        """All levels in one integer: one unit of a level outweighs all that is below it."""
        return self._whole([level.cost for level in self.levels])

    @property
    def bound(self) -> int:
        """The best bound on the cost: below a level that is not proved nothing is known."""
        bounds: list[int] = []
        for level in self.levels:
            bounds.append(level.bound if all(x.gap == 0 for x in self.levels[: len(bounds)]) else 0)
        return self._whole(bounds)

    def _whole(self, parts: list[int]) -> int:
        total = 0
        for part, most in zip(parts, most_of(self.problem, len(self.levels)), strict=True):
            total = total * (most + 1) + part
        return total

    @property
    def gap(self) -> float:
        """(cost - bound) / max(1, cost)."""
        return (self.cost - self.bound) / max(1, self.cost)


def plan(
    problem: Problem, seconds: float = SECONDS, keep: Plan | None = None,
    now: datetime | None = None, cap: int | None = None,
) -> Plan:  # fmt: skip
    """The best plan by levels within the time.

    `keep`: a plan already made, changed as little as the chances allow. What began before `now`
    is not undone: calls are not taken back, calls to pools that are past not added either, and
    lists stay as they are. `cap`: the most lists that may be withdrawn.
    """
    programme, columns = programme_of(problem)
    levels = [(name, columns.excess(rank), 0) for rank, name in enumerate(CHANCES, 1)]
    if keep is not None:
        made = len(keep.calls) + len(keep.withdrawn)
        levels.append((CHANGES, columns.changes(keep), made))
        if now is not None:
            programme.fixed |= columns.begun(keep, now)
    levels += [(name, row, 0) for name, row in zip(PLANNED, columns.planned(), strict=True)]
    if cap is not None:
        programme.add(dict.fromkeys(columns.withdraw, 1.0), 0, cap)
    start = columns.of(keep) if keep is not None else columns.nothing()
    values, found = programme.solve(levels, seconds, start)
    calls = tuple(
        pair for pair, column in zip(problem.calls, columns.call, strict=True) if values[column]
    )
    withdrawn = tuple(n for n, column in enumerate(columns.withdraw) if values[column])
    chosen = tuple(
        next(k for k, column in enumerate(options) if values[column]) for options in columns.option
    )
    return Plan(problem, calls, withdrawn, chosen, tuple(found), keep)


@dataclass(frozen=True, eq=False)
class Columns:
    """Which variable says what."""

    problem: Problem
    withdraw: range
    call: range
    option: tuple[range, ...]

    def excess(self, rank: int) -> Row:
        """The chances over the limit of a rank."""
        return {
            column: value
            for p, options in enumerate(self.option)
            for column, value in zip(options, self.problem.excess(p, rank), strict=True)
            if value
        }

    def planned(self) -> tuple[Row, Row, Row]:
        """Patients' delay, patients of withdrawn lists, pounds."""
        lists = self.problem.lists
        delay = {c: self.problem.delay(row) for c, row in zip(self.withdraw, lists, strict=True)}
        lost = {c: row.end - row.start for c, row in zip(self.withdraw, lists, strict=True)}
        pounds = {c: self.problem.pounds(k) for k, c in enumerate(self.call)}
        return delay, lost, pounds

    def changes(self, keep: Plan) -> Row:
        """What a new plan changes, less what was made: +1 for what is added, -1 for what stays."""
        made = set(keep.calls)
        row: dict[int, float] = {}
        for k, column in enumerate(self.call):
            row[column] = -1.0 if self.problem.calls[k] in made else 1.0
        for n, column in enumerate(self.withdraw):
            row[column] = -1.0 if n in keep.withdrawn else 1.0
        return row

    def begun(self, keep: Plan, now: datetime) -> dict[int, float]:
        """What began before a moment, and so stays as a plan had it."""
        problem, made, fixed = self.problem, set(keep.calls), {}
        for call, column in zip(problem.calls, self.call, strict=True):
            if call[1] in problem.past or (problem.pools[call[1]].start < now and call in made):
                fixed[column] = float(call in made)
        for n, column in enumerate(self.withdraw):
            if span_of(problem.lists[n])[0] < now:
                fixed[column] = float(n in keep.withdrawn)
        return fixed

    def nothing(self) -> npt.NDArray[np.float64]:
        """The plan that does nothing."""
        values = np.zeros(self.option[-1].stop if self.option else self.call.stop)
        for options in self.option:
            values[options[0]] = 1
        return values

    def of(self, keep: Plan) -> npt.NDArray[np.float64]:
        """A plan already made as the values of the variables."""
        values = np.zeros(self.option[-1].stop if self.option else self.call.stop)
        made = set(keep.calls)
        for k, column in enumerate(self.call):
            values[column] = self.problem.calls[k] in made
        for n in keep.withdrawn:
            values[self.withdraw[n]] = 1
        for p, options in enumerate(self.option):
            values[options[option_of(self.problem, keep.calls, p)]] = 1
        return values


def programme_of(problem: Problem) -> tuple[Programme, Columns]:
    """The rows: an option a pool, its numbers those called; hours, rest and lists of each."""
    programme = Programme()
    withdraw = programme.variables(len(problem.lists))
    call = programme.variables(len(problem.calls))
    option = tuple(programme.variables(len(c.sent)) for c in problem.coverages)
    hours: dict[int, dict[int, float]] = {}
    sent: dict[tuple[int, int], dict[int, float]] = {}
    for k, (s, p) in enumerate(problem.calls):
        kind = problem.coverages[p].kinds.index(problem.fills(s, p))
        sent.setdefault((p, kind), {})[call[k]] = 1.0
        hours.setdefault(s, {})[call[k]] = problem.pools[p].hours
    for p, options in enumerate(option):
        programme.add(dict.fromkeys(options, 1.0), 1, 1)
        for kind in range(len(problem.coverages[p].kinds)):
            row = sent.get((p, kind), {})
            numbers = zip(options, problem.coverages[p].sent[:, kind].tolist(), strict=True)
            row |= {column: -float(number) for column, number in numbers if number}
            programme.add(row, 0, 0)
    for s, row in hours.items():
        most = problem.substitutes[s].max_hours
        if most is not None and sum(row.values()) > most:
            programme.add(row, 0, most + 1e-9)
    for together in problem.clashes:
        programme.add({call[k]: 1.0 for k in together}, 0, 1)
    for k, n in problem.gives_up:
        programme.add({call[k]: 1.0, withdraw[n]: -1.0}, -1, 0)
    return programme, Columns(problem, withdraw, call, option)


@lru_cache(maxsize=8)
def most_of(problem: Problem, levels: int) -> list[int]:
    """The most that each level could cost: what a level above must outweigh."""
    chances = [
        sum(max(problem.excess(p, rank), default=0) for p in range(len(problem.pools)))
        for rank in (1, 2)
    ]
    delay = sum(problem.delay(row) for row in problem.lists)
    lost = sum(row.end - row.start for row in problem.lists)
    pounds = sum(problem.pounds(k) for k in range(len(problem.calls)))
    changes = [len(problem.calls) + len(problem.lists)] if levels > 5 else []
    return [*chances, *changes, delay, lost, pounds]


def called(plan: Plan, pool: int) -> list[int]:
    """The substitutes called to a pool."""
    return [s for s, p in plan.calls if p == pool]


def option_of(problem: Problem, calls: tuple[tuple[int, int], ...], pool: int) -> int:
    """The option of a pool that some calls make."""
    kinds = problem.coverages[pool].kinds
    sent = Counter(kinds.index(problem.fills(s, pool)) for s, p in calls if p == pool)
    return problem.coverages[pool].option(tuple(sent[k] for k in range(len(kinds))))


def _places_of(plan: Plan, pool: int) -> tuple[PlaceChance, ...]:
    """The places of a pool with their chances, and who of those called is put where.

    They are put, by rank, where the rostered cannot be relied on for what its rank allows; those
    who are not needed so are the reserve.
    """
    problem, spot = plan.problem, plan.problem.pools[pool]
    short = problem.coverages[pool].short
    free = [problem.substitutes[s] for s in called(plan, pool)]
    relied = _relied_on(spot)
    kinds = [problem.fills(s, pool) for s in called(plan, pool)]
    sick = with_sick_calls(spot, kinds, other_absence())
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
                place, float(short[plan.chosen[pool]][k]), float(sick[k]), alone,
                limits().get(place.rank), tuple(who.name for who in put), pool in problem.past,
            )
        )  # fmt: skip
    return tuple(found)


def _relied_on(pool: Pool) -> list[int]:
    """How many of those rostered to each place come with the sureness that its rank asks for."""
    found = []
    for k, place in enumerate(pool.places):
        limit = limits().get(place.rank)
        here = present(tuple(c.group for c in pool.crews if c.fills[k] and c.shift == place.shift))
        at_least = here[::-1].cumsum()[::-1]
        sure = [n for n in range(len(here)) if limit is not None and at_least[n] >= 1 - limit]
        found.append(max(sure, default=place.needed if limit is None else 0))
    return found


def expected_there(pool: Pool) -> list[int]:
    """How many of the rostered each place can count on: the mean, rounded down, by rank."""
    crews = sorted(pool.crews, key=lambda crew: sum(crew.fills))
    left = [int(c.group.expected) for c in crews]
    found = []
    for k, place in enumerate(pool.places):
        here = 0
        for n, crew in enumerate(crews):
            if crew.fills[k]:
                taken = min(left[n], place.needed - here)
                left[n] -= taken
                here += taken
        found.append(here)
    return found
