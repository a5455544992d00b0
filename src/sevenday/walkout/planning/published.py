"""The plan that people hold, by names: it outlives edits of the files that it was made from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sevenday.milp.levels import Objective, solve_levels
from sevenday.model.walkout import Turnout
from sevenday.walkout.planning.formulation import formulate
from sevenday.walkout.planning.places import CoverPlace, Pool
from sevenday.walkout.planning.problem import Call, Calls, CoverProblem

FIT_SECONDS = 5.0


class Post(NamedTuple):
    """A place by what it is called: what an order names."""

    service: str
    shift: str
    day: date
    rank: int
    tier: int
    competence: str

    @property
    def name(self) -> str:
        """How people say it."""
        what = self.competence or f"tier {self.tier}"
        return f"{self.shift}, {self.service}, {self.day:%a} {self.day.day} {self.day:%b} ({what})"


class CountedGroup(NamedTuple):
    """A tier of a service on a shift that was counted: which, never how many."""

    service: str
    tier: int
    shift: str
    day: date


CallKey = tuple[str, str, datetime, datetime]
"""A call without its post: name, service, start, end."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the counts so far decided; how many came is in none of it.

    `counted`: the groups counted. `empty`: posts that were ordered to be filled and could not be.
    `taught`: a group's turnout as the folder has it, and what is expected of it to come, where
    counts taught something; `taught_by`: of how many rostered. `since`: the first start of the
    shifts in the last count; a shift that ended before it is past. `now`: the last start of the
    shifts in any count, or the latest time named; a shift that began before it has begun.
    `stood_down`: calls given back, as more came than was feared: fewer come, and these come back.
    """

    counted: frozenset[CountedGroup] = frozenset()
    empty: frozenset[Post] = frozenset()
    taught: tuple[tuple[Turnout, Turnout], ...] = ()
    taught_by: int = 0
    since: datetime | None = None
    now: datetime | None = None
    stood_down: frozenset[CallKey] = frozenset()

    def expected(self, turnout: Iterable[Turnout]) -> tuple[Turnout, ...]:
        """The turnout of the groups to come; an entry that was edited since is as it was edited."""
        taught = dict(self.taught)
        return tuple(taught.get(entry, entry) for entry in turnout)


NOTHING_COUNTED = Standing()


class PublishedCall(NamedTuple):
    """A substitute called to a pool of places, and the post there; None in reserve."""

    name: str
    service: str
    start: datetime
    end: datetime
    post: Post | None

    @property
    def key(self) -> CallKey:
        """The call without its post."""
        return self[:4]


@dataclass(frozen=True, slots=True)
class PublishedPlan:
    """Calls, and lists withdrawn by name and date, with what the counts decided."""

    calls: tuple[PublishedCall, ...]
    withdrawn: tuple[tuple[str, date], ...]
    standing: Standing = NOTHING_COUNTED


def post_of(place: CoverPlace) -> Post:
    """What a place is called."""
    return Post(place.service, place.shift, place.day, place.rank, place.tier, place.competence)


def pool_key(pool: Pool) -> tuple[str, datetime, datetime]:
    """What a pool is known by."""
    return pool.service, pool.start, pool.end


class StillPossible(NamedTuple):
    """What of a published plan can still be: its calls and lists, and the most of them together."""

    calls: Calls
    withdrawn: tuple[int, ...]
    together: Calls
    together_withdrawn: tuple[int, ...]


def fitted(published: PublishedPlan, problem: CoverProblem, now: datetime | None) -> StillPossible:
    """What of a plan still stands after an edit: as many of its calls as can, begun ones first.

    A list that these calls make impossible is withdrawn with them.
    """
    rows = {(row.name, row.date): n for n, row in enumerate(problem.lists)}
    found = calls_by_key(problem, (call.key for call in published.calls))
    calls = tuple(call for call in problem.calls if call in found)
    gone = tuple(sorted(rows[row] for row in published.withdrawn if row in rows))
    model, columns = formulate(problem)
    for call, column in zip(problem.calls, columns.call, strict=True):
        if call not in found:
            model.bound(column, 0, 0)
    for n in gone:
        model.bound(columns.withdraw[n], 1, 1)
    possible = [
        (c, call) for c, call in zip(columns.call, problem.calls, strict=True) if call in found
    ]
    begun = [c for c, call in possible if now and problem.pools[call.pool].start < now]
    objectives = [
        Objective("begun", [(c, -1) for c in begun], len(begun)),
        Objective("calls", [(c, -1) for c, _ in possible], len(possible)),
        Objective("lists", [(c, 1) for c in columns.withdraw]),
    ]
    start = columns.nothing()
    for n in gone:
        start[columns.withdraw[n]] = 1
    values, _ = solve_levels(model, objectives, FIT_SECONDS, start, columns.broken)
    together = tuple(n for n, column in enumerate(columns.withdraw) if values[column])
    return StillPossible(calls, gone, chosen_calls(problem, columns.call, values), together)


def calls_by_key(problem: CoverProblem, keys: Iterable[CallKey]) -> set[Call]:
    """The calls of a problem that are known by some keys; those that it does not have left out."""
    names = {who.name: s for s, who in enumerate(problem.substitutes)}
    pools = {pool_key(pool): p for p, pool in enumerate(problem.pools)}
    return {
        Call(names[name], pools[service, start, end])
        for name, service, start, end in keys
        if name in names and (service, start, end) in pools
    }


def chosen_calls(problem: CoverProblem, columns: Sequence[int], values: Sequence[float]) -> Calls:
    """The calls whose variables are 1."""
    return tuple(c for c, column in zip(problem.calls, columns, strict=True) if values[column])
