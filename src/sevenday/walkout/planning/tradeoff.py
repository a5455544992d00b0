"""The curve of safety against planned work kept: from keep everything to cancel it all."""

from dataclasses import dataclass

from sevenday.milp.levels import Objective, solve_levels
from sevenday.results import Measured, Result
from sevenday.walkout.planning.formulation import formulate
from sevenday.walkout.planning.plan import CoverPlan, plan
from sevenday.walkout.planning.problem import CoverProblem, chance_level

SHARES = (0.0, 0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 1.0)
"""Shares of lists that may be withdrawn at most; 0.05 keeps the 95 % that was asked for in 2025."""


@dataclass(frozen=True, slots=True)
class TradeoffPoint(Result):
    """One point: the most lists that may be withdrawn, how many are, and what that is worth.

    `retained`: the share of the planned work that goes on.
    `rank_1_over`, `rank_2_over`: the chances over the limits, added up over the places.
    """

    KEYS = "most_withdrawn=most withdrawn kept=retained rank_1_over rank_2_over pounds gap"

    most: int
    withdrawn: int
    retained: Measured
    rank_1_over: Measured
    rank_2_over: Measured
    pounds: int
    gap: float


def tradeoff(problem: CoverProblem, made: CoverPlan, seconds: float) -> list[TradeoffPoint]:
    """The best plan for each most number of lists withdrawn, up to what the best plan withdraws.

    Parameters
    ----------
    problem
        What is chosen between.
    made
        The plan without such a limit: past its own number nothing more is gained.
    seconds
        For all points together.
    """
    lists = len(problem.lists)
    caps = sorted({int(share * lists) for share in SHARES if share * lists < len(made.withdrawn)})
    each = seconds / max(1, len(caps))
    plans = [(cap, plan(problem, each, cap=cap)) for cap in caps]
    return [_point(cap, found, lists) for cap, found in [*plans, (len(made.withdrawn), made)]]


def _point(cap: int, found: CoverPlan, lists: int) -> TradeoffPoint:
    gone = len(found.withdrawn)
    pounds = found.levels[-1].cost
    return TradeoffPoint(
        cap, gone, 1 - gone / max(1, lists), found.over(1), found.over(2), pounds, found.gap
    )


def fewest_lists(problem: CoverProblem, seconds: float) -> tuple[int, int]:
    """The fewest lists withdrawn with every chance as good as it can be: the number, and a bound.

    The plan weighs patients by urgency; this counts lists, so that it can be said that no plan
    as safe withdraws fewer.
    """
    model, columns = formulate(problem)
    objectives = [
        Objective(chance_level(rank), columns.excess(rank)) for rank in problem.assumptions.ranks
    ]
    objectives.append(Objective("lists", [(column, 1) for column in columns.withdraw]))
    _, found = solve_levels(model, objectives, seconds, columns.nothing(), columns.broken)
    return found[-1].cost, found[-1].bound
