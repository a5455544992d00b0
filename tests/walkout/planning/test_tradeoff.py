"""Safety against planned work: each most number of lists once."""

from dataclasses import replace

from sevenday.model.walkout import Elective
from sevenday.walkout.planning.assumptions import default_assumptions
from sevenday.walkout.planning.plan import plan
from sevenday.walkout.planning.problem import CoverProblem
from sevenday.walkout.planning.tradeoff import tradeoff
from tests.walkout.planning import by_hand


def test_no_point_of_the_curve_stands_twice():
    """One of two lists has to go: a half of them is the plan's own point."""
    lists = tuple(
        Elective(name, "theatre", by_hand.START.date(), 540, 1020, "P4", 3, frees=frees)
        for name, frees in (("A", ("C",)), ("B", ()))
    )
    well = replace(default_assumptions(), sick_rate=0.0)
    pools = (by_hand.pool((by_hand.place(),)),)
    problem = CoverProblem(pools, (by_hand.substitute(),), lists, assumptions=well)
    best = plan(problem)
    assert best.withdrawn == (0,)
    points = tradeoff(problem, best, 10)
    assert [(point.most, point.withdrawn) for point in points] == [(0, 0), (1, 1)]
    assert [point.rank_1_over > 0 for point in points] == [True, False]
