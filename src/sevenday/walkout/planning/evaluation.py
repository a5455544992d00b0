"""A plan that was made in any way, with what each level costs it."""

from collections.abc import Sequence

from sevenday.milp.levels import Level
from sevenday.walkout.planning.plan import CoverPlan
from sevenday.walkout.planning.problem import PLANNED, Call, CoverProblem, chance_level


def evaluate(problem: CoverProblem, calls: Sequence[Call], withdrawn: set[int]) -> CoverPlan:
    """A plan made in any way, with its levels' costs; nothing is proved of it."""
    by_pool: dict[int, list[int]] = {}
    for substitute, pool in calls:
        by_pool.setdefault(pool, []).append(substitute)
    short = [problem.short(p, by_pool.get(p, ())) for p in range(len(problem.pools))]
    lists = [problem.lists[n] for n in withdrawn]
    costs = {
        chance_level(rank): sum(problem.over(p, rank, each) for p, each in enumerate(short))
        for rank in problem.assumptions.ranks
    }
    prices = {call: k for k, call in enumerate(problem.calls)}
    planned = (
        sum(problem.delay(row) for row in lists),
        sum(row.end - row.start for row in lists),
        sum(problem.pounds(prices[call]) for call in calls),
    )
    costs |= dict(zip(PLANNED, planned, strict=True))
    levels = [Level(name, cost, 0) for name, cost in costs.items()]
    return CoverPlan(problem, tuple(calls), tuple(sorted(withdrawn)), tuple(levels))
