"""What a cover plan chooses between: who may be called to which pool, and which lists to withdraw.

First stage: a list is withdrawn or kept, a substitute is called to a pool or not. Second stage,
once the morning's count is known: the people of a pool are put where they are needed most. A
substitute keeps their own limits: what they agreed to, their hours, and rest between duties and
planned lists; a list that a call makes impossible is withdrawn, and counted.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from math import inf
from operator import and_
from typing import NamedTuple

from sevenday.clock import elapsed_time
from sevenday.model.walkout import Elective, Substitute
from sevenday.walkout.planning.assumptions import Assumptions, default_assumptions
from sevenday.walkout.planning.coverage import Coverage, coverage, micro, short_with
from sevenday.walkout.planning.filling import Fills
from sevenday.walkout.planning.places import Pool
from sevenday.walkout.planning.turnout import Floats
from sevenday.walkout.planning.working_time import WorkingTime


class Call(NamedTuple):
    """A substitute called to a pool, each by its index in the problem."""

    substitute: int
    pool: int


Calls = tuple[Call, ...]
CHANGES = "changes"
DELAY, WORK_LOST, POUNDS = "patients' delay", "planned work lost", "pounds"
PLANNED = (DELAY, WORK_LOST, POUNDS)
"""Names of the levels below those of the chances."""


def chance_level(rank: int) -> str:
    """Name the level of a rank's chances."""
    return f"chance of a rank {rank} place short"


class Part(NamedTuple):
    """Places of a pool that share people: which pool's, and their chances."""

    pool: int
    coverage: Coverage


@dataclass(frozen=True, eq=False)
class CoverProblem:
    """Pools, substitutes and lists of one walkout.

    `busy`: (substitute, start, end) of duties that substitutes have on the rota. `past`: pools that
    began before the counts that are in, of which nothing is decided any more. `law`: what a
    substitute may work in all; None where it is not asked.
    """

    pools: tuple[Pool, ...]
    substitutes: tuple[Substitute, ...]
    lists: tuple[Elective, ...]
    busy: tuple[tuple[str, datetime, datetime], ...] = ()
    past: frozenset[int] = frozenset()
    assumptions: Assumptions = field(default_factory=default_assumptions)
    law: WorkingTime | None = None

    @cached_property
    def calls(self) -> Calls:
        """Every call that could be made: consent, availability, hours and competence.

        It is to a place that has a limit: nobody is called for the others. Nobody is called over a
        duty of their own on the rota, or without rest before and after it.
        """
        gap = self.assumptions.rest
        duties: dict[str, list[tuple[datetime, datetime]]] = {}
        for name, start, end in self.busy:
            duties.setdefault(name, []).append((start, end))
        return tuple(
            Call(s, p)
            for s, who in enumerate(self.substitutes)
            if who.consent
            for p in self._could_be_safer[who.tier, who.competences]
            for pool in (self.pools[p],)
            if who.pay(pool.start, pool.end) is not None
            and (who.max_hours is None or pool.hours <= who.max_hours + 1e-9)
            and not any(
                too_close(pool.start, pool.end, *duty, gap) for duty in duties.get(who.name, ())
            )
        )

    def fills(self, substitute: int, pool: int) -> Fills:
        """Which places of a pool a substitute can fill."""
        who = self.substitutes[substitute]
        return self._fills[who.tier, who.competences][pool]

    @cached_property
    def _fills(self) -> dict[tuple[int, tuple[str, ...]], tuple[Fills, ...]]:
        """By tier and competences, which places of each pool somebody can fill."""
        kinds = {(who.tier, who.competences) for who in self.substitutes}
        return {
            kind: tuple(tuple(place.takes(*kind) for place in pool.places) for pool in self.pools)
            for kind in kinds
        }

    @cached_property
    def _could_be_safer(self) -> dict[tuple[int, tuple[str, ...]], list[int]]:
        """By tier and competences, the pools where somebody can fill a place that has a limit."""
        ranks = set(self.assumptions.ranks)
        limited = [tuple(place.rank in ranks for place in pool.places) for pool in self.pools]
        found: dict[tuple[int, tuple[str, ...]], list[int]] = {}
        for kind, by_pool in self._fills.items():
            some = enumerate(zip(by_pool, limited, strict=True))
            found[kind] = [p for p, both in some if any(map(and_, *both))]
        return found

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """Each pool's places in parts that share nobody, with their chances."""
        kinds: list[dict[Fills, int]] = [{} for _ in self.pools]
        for s, p in self.calls:
            fills = self.fills(s, p)
            kinds[p][fills] = kinds[p].get(fills, 0) + 1
        return tuple(
            Part(p, found)
            for p, (pool, offered) in enumerate(zip(self.pools, kinds, strict=True))
            for found in coverage(pool, offered, self.assumptions)
        )

    def short(self, pool: int, called: Sequence[int]) -> Floats:
        """(places,) the chance that each place of a pool is short, by the substitutes called."""
        fills = [self.fills(s, pool) for s in called]
        return short_with(self._parts_of[pool], fills)

    @cached_property
    def _parts_of(self) -> tuple[list[Coverage], ...]:
        found: tuple[list[Coverage], ...] = tuple([] for _ in self.pools)
        for p, part in self.parts:
            found[p].append(part)
        return found

    @cached_property
    def incompatible_calls(self) -> tuple[tuple[int, ...], ...]:
        """Sets of calls (by place in `calls`) of one substitute, none with rest before another.

        Duties with the rest after them are spans of time: every two that clash are together in the
        set of those not yet over when the later one starts.
        """
        gap = self.assumptions.rest
        mine: dict[int, list[tuple[datetime, datetime, int]]] = {}
        for k, (call, (start, end)) in enumerate(zip(self.calls, self._spans, strict=True)):
            times = elapsed_time(start), elapsed_time(end) + gap
            mine.setdefault(call.substitute, []).append((*times, k))
        found: list[tuple[int, ...]] = []
        for duties in mine.values():
            under_way: list[tuple[datetime, int]] = []
            for start, rested, k in sorted(duties, key=lambda duty: duty[0]):
                still = [(until, j) for until, j in under_way if start < until]
                if len(still) < len(under_way) and len(under_way) > 1:
                    found.append(tuple(j for _, j in under_way))
                under_way = [*still, (rested, k)]
            if len(under_way) > 1:
                found.append(tuple(j for _, j in under_way))
        return tuple(found)

    @cached_property
    def runs_of_nights(self) -> tuple[tuple[int, ...], ...]:
        """Sets of night calls of one substitute, on one date more than may be worked in a row."""
        most = self.assumptions.nights_in_row
        nights: dict[int, dict[date, list[int]]] = {}
        for k, (s, p) in enumerate(self.calls):
            if self.pools[p].is_night:
                nights.setdefault(s, {}).setdefault(self.pools[p].day, []).append(k)
        found = []
        for by_day in nights.values():
            for first in by_day:
                run = [by_day.get(first + timedelta(days=n), []) for n in range(most + 1)]
                if all(run):
                    found.append(tuple(k for calls in run for k in calls))
        return tuple(found)

    @cached_property
    def forces_withdrawal(self) -> tuple[tuple[int, int], ...]:
        """(call, list) pairs: the call can only be made if the substitute's list is withdrawn."""
        gap = self.assumptions.rest
        own = [
            [(n, row.span) for n, row in enumerate(self.lists) if self._does(s, row)]
            for s in range(len(self.substitutes))
        ]
        return tuple(
            (k, n)
            for k, (s, _) in enumerate(self.calls)
            for n, span in own[s]
            if too_close(*self._spans[k], *span, gap)
        )

    @cached_property
    def lists_in_the_way(self) -> tuple[tuple[tuple[int, ...], int], ...]:
        """(calls, list): any of the calls, of which one can be made, withdraws the list.

        The same as `forces_withdrawal`, with calls that clash together.
        """
        calls_of: dict[int, set[int]] = {}
        for k, n in self.forces_withdrawal:
            calls_of.setdefault(n, set()).add(k)
        found = []
        for n, calls in calls_of.items():
            left = set(calls)
            for together in self.incompatible_calls:
                if not left.isdisjoint(together):
                    found.append((tuple(k for k in together if k in calls), n))
                    left.difference_update(together)
            found += [((k,), n) for k in sorted(left)]
        return tuple(found)

    def _does(self, substitute: int, row: Elective) -> bool:
        """Whether a list is theirs: it names who it frees, or else they name it.

        A list that frees somebody who is no substitute may mean one of them by another spelling:
        then what they say counts too.
        """
        who = self.substitutes[substitute]
        if row.frees and self._names.issuperset(row.frees):
            return who.name in row.frees
        return who.name in row.frees or row.name == who.planned_list

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(who.name for who in self.substitutes)

    @cached_property
    def _spans(self) -> tuple[tuple[datetime, datetime], ...]:
        """From when to when each call is."""
        pools = (self.pools[call.pool] for call in self.calls)
        return tuple((pool.start, pool.end) for pool in pools)

    def excess(self, part: int, rank: int) -> list[int]:
        """By option of a part: millionths by which its places of a rank exceed their limit."""
        pool, found = self.parts[part]
        if pool in self.past or rank not in found.excess:
            return [0] * len(found.options)
        over: list[int] = found.excess[rank].tolist()
        return over

    def over(self, pool: int, rank: int, short: Floats) -> int:
        """Millionths by which chances of a pool's places exceed the limit of a rank."""
        limit = self.assumptions.limit(rank)
        if limit is None or pool in self.past:
            return 0
        places = zip(self.pools[pool].places, short.tolist(), strict=True)
        return sum(micro(chance - limit) for place, chance in places if place.rank == rank)

    def delay(self, row: Elective) -> int:
        """What a list's withdrawal weighs in patients' delay."""
        return self.assumptions.delay[row.urgency] * row.patients

    @cached_property
    def most(self) -> dict[str, int]:
        """The most that each level could cost: what a level above it must outweigh."""
        chances = {
            chance_level(rank): sum(
                max(self.excess(p, rank), default=0) for p in range(len(self.parts))
            )
            for rank in self.assumptions.ranks
        }
        planned = (
            sum(self.delay(row) for row in self.lists),
            sum(row.end - row.start for row in self.lists),
            sum(self.pounds(k) for k in range(len(self.calls))),
        )
        changes = {CHANGES: len(self.calls) + len(self.lists)}
        return chances | changes | dict(zip(PLANNED, planned, strict=True))

    def pounds(self, call: int) -> int:
        """What a call costs, in whole pounds rounded half up."""
        s, p = self.calls[call]
        pay = self.substitutes[s].pay(self.pools[p].start, self.pools[p].end)
        return int((pay or 0.0) + 0.5)

    def most_hours(self, substitute: int) -> float:
        """Most hours of calls: what they agreed to, and what the law leaves them."""
        agreed = self.substitutes[substitute].max_hours
        lawful = inf if self.law is None else self.law.most_hours(substitute)
        return min(inf if agreed is None else agreed, lawful)

    def unlawful(self, calls: Iterable[Call]) -> dict[int, tuple[int, ...]]:
        """Of each substitute whose line breaks a limit with some calls, pools that do not go."""
        if self.law is None:
            return {}
        pools: dict[int, list[int]] = {}
        for substitute, pool in calls:
            pools.setdefault(substitute, []).append(pool)
        return self.law.unlawful(pools)


def too_close(a: datetime, b: datetime, c: datetime, d: datetime, gap: timedelta) -> bool:
    """Whether the spans a-b and c-d overlap or have less than `gap` of real time between them."""
    a, b, c, d = (elapsed_time(at) for at in (a, b, c, d))
    return a < d + gap and c < b + gap
