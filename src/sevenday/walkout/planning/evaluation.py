"""A plan that was made in any way, with what each level costs it."""

from collections.abc import Sequence

from sevenday.milp.levels import Level
from sevenday.walkout.planning.formulation import option_sent
from sevenday.walkout.planning.plan import CoverPlan
from sevenday.walkout.planning.problem import PLANNED, Call, CoverProblem, chance_level


def evaluate(problem: CoverProblem, calls: Sequence[Call], withdrawn: set[int]) -> CoverPlan:
    """A plan made in any way, with its levels' costs; nothing is proved of it."""
    made = tuple(calls)
    chosen = tuple(option_sent(problem, made, p) for p in range(len(problem.pools)))
    lists = [problem.lists[n] for n in withdrawn]
    chances = {
        chance_level(rank): sum(problem.excess(p, rank)[option] for p, option in enumerate(chosen))
        for rank in problem.assumptions.ranks
    }
    planned = (
        sum(problem.delay(row) for row in lists),
        sum(row.end - row.start for row in lists),
        sum(problem.pounds(problem.calls.index(call)) for call in calls),
    )
    costs = chances | dict(zip(PLANNED, planned, strict=True))
    levels = [Level(name, cost, 0) for name, cost in costs.items()]
    return CoverPlan(problem, made, tuple(sorted(withdrawn)), chosen, tuple(levels))
