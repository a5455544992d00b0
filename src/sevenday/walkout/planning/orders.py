"""What a new plan changes for those who hold the plan before it, as orders.

Orders name substitutes, lists and posts. They alone may turn on who came: an empty post has to be
filled.
"""

from dataclasses import dataclass
from datetime import date
from typing import Self

from sevenday.results import Result
from sevenday.walkout.planning.plan import CoverPlan
from sevenday.walkout.planning.problem import CoverProblem
from sevenday.walkout.planning.published import PublishedCall, PublishedPlan, pool_key


def orders_between(before: PublishedPlan, after: CoverPlan) -> tuple[str, ...]:
    """What a new plan changes, as orders: empty posts first, then calls, lists and posts."""
    new, problem = after.published, after.problem
    were, are = ({call.key: call for call in _by_time(plan)} for plan in (before, new))
    orders = _empty(before, new)
    orders += [f"Call {_describe(call)}{_to(call)}" for key, call in are.items() if key not in were]
    orders += [f"Stand down {_describe(call)}" for key, call in were.items() if key not in are]
    rows = {(row.name, row.date): row for row in problem.lists}
    for name, day in sorted(set(new.withdrawn) - set(before.withdrawn), key=lambda n: (n[1], n[0])):
        row = rows[name, day]
        orders.append(f"Withdraw {name} ({_day(day)}, {row.urgency}, {row.patients} patients)")
    restored = [n for n in before.withdrawn if n not in new.withdrawn]
    for name, day in sorted(restored, key=lambda n: (_urgency(problem, n), n[1], n[0])):
        known = rows.get((name, day))
        more = f", {known.urgency}, {known.patients} patients" if known else ""
        orders.append(f"Restore {name} ({_day(day)}{more})")
    orders += [
        f"Put {call.name} on {call.post.name}"
        for key, call in are.items()
        if key in were and call.post is not None and call.post != were[key].post
    ]
    return tuple(orders)


def _by_time(plan: PublishedPlan) -> list[PublishedCall]:
    """The calls, the next one first."""
    return sorted(plan.calls, key=lambda call: (call.start, call.service, call.name))


def _empty(before: PublishedPlan, after: PublishedPlan) -> list[str]:
    """Posts that are counted empty and that nobody is left for; those that are filled again."""
    posts = sorted(after.standing.empty, key=lambda post: (post.rank, *post))
    found = []
    for post in posts:
        still = "Still empty" if post in before.standing.empty else "EMPTY"
        found.append(
            f"{still}, rank {post.rank}: {post.name}. Nobody is left to call: find somebody, or "
            "ask for a derogation"
        )
    filled = sorted(before.standing.empty - after.standing.empty)
    return found + [f"No longer empty: {post.name}" for post in filled]


def _describe(call: PublishedCall) -> str:
    return f"{call.name}: {call.service}, {_day(call.start)} {call.start:%H:%M}-{call.end:%H:%M}"


def _day(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b}"


def _to(call: PublishedCall) -> str:
    return f", on {call.post.shift}" if call.post else ", in reserve"


def _urgency(problem: CoverProblem, key: tuple[str, object]) -> str:
    return next((row.urgency for row in problem.lists if (row.name, row.date) == key), "")


@dataclass(frozen=True, slots=True)
class Saving(Result):
    """What a new plan gives back against the plan before it; below 0 where it takes more."""

    lists: int
    patients: int
    calls: int
    pounds: int

    @property
    def sentence(self) -> str:
        """The same in words."""
        return (
            f"It gives back {self.lists} lists with {self.patients} patients, and {self.calls} "
            f"calls, £{self.pounds:,}."
        )

    @classmethod
    def between(cls, before: PublishedPlan, after: CoverPlan) -> Self:
        """What is given back between two plans."""
        new, problem = after.published, after.problem
        patients = {(row.name, row.date): row.patients for row in problem.lists}
        were, are = (sum(patients.get(n, 0) for n in p.withdrawn) for p in (before, new))
        prices = {
            (problem.substitutes[call.substitute].name, *pool_key(problem.pools[call.pool])): k
            for k, call in enumerate(problem.calls)
        }
        spent, spends = (
            sum(problem.pounds(prices[c.key]) for c in p.calls if c.key in prices)
            for p in (before, new)
        )
        lists = len(before.withdrawn) - len(new.withdrawn)
        calls = len(before.calls) - len(new.calls)
        return cls(lists, were - are, calls, spent - spends)
