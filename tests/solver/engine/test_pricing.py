"""The best row against every row tried, and a roster's books against its symbols."""

import itertools

import numpy as np
import pytest

from sevenday.files.benchmarks.curtois_text import read_curtois
from sevenday.solver.benchmarks.curtois import curtois_problem
from sevenday.solver.engine.columns import RestrictedMaster
from sevenday.solver.engine.construction import first_roster
from sevenday.solver.engine.diving import dive, filling_cost
from sevenday.solver.engine.params import ColumnParams, DiveParams
from sevenday.solver.engine.pricing import best_row
from sevenday.solver.engine.problem import Problem
from sevenday.solver.engine.roster import roster_from
from sevenday.solver.engine.row_programme import ANY_AMOUNT, INFEASIBLE, RowPrices, RowSpan
from sevenday.solver.engine.ruin_recreate import anneal
from sevenday.solver.engine.subproblem import cut_region
from tests.solver.hard import hard
from tests.solver.rounds import round_of
from tests.solver.small import small


def problem_of(text: str) -> Problem:
    return curtois_problem(read_curtois(text, "small.txt"))


def every_row(problem: Problem, row: int) -> list[tuple[int, ...]]:
    """Every lawful row of symbols, by walking the machine and counting."""
    others = np.zeros((len(problem.names), problem.shape[1]), np.int64)
    found = []
    for symbols in itertools.product(range(problem.shape[2]), repeat=problem.shape[1]):
        roster = others.copy()
        roster[row] = symbols
        said = [line for line in problem.violations(roster) if line.startswith(problem.names[row])]
        if not said:
            found.append(symbols)
    return found


@pytest.mark.parametrize("seed", range(12))
def test_the_best_row_is_the_best_of_all_rows(seed):
    problem, draw = problem_of(small(seed)), np.random.default_rng(seed)
    arrays = problem.arrays
    for row in range(2):
        lawful = np.array(every_row(problem, row))
        for _ in range(20):
            price = draw.integers(-30, 30, problem.shape[1:]).astype(np.float32)
            price[~problem.allowed[row]] = INFEASIBLE
            out = np.zeros(problem.shape[1], np.int64)
            span = RowSpan(
                row,
                0,
                7,
                0,
                arrays.ends[problem.machine[row]],
                int(problem.least[row]),
                int(problem.most[row]),
                arrays.caps[row],
                np.zeros(1, np.int64),
                arrays.symbol_caps[row],
                ANY_AMOUNT,
            )
            prices = RowPrices(price, np.zeros(1, np.float32), 1.0)
            found, exact = best_row(arrays, span, prices, out)
            if not len(lawful):
                assert found >= INFEASIBLE / 2
                continue
            every = price[np.arange(7)[None, :], lawful].sum(1)
            assert exact and found == every.min()
            assert tuple(out) in set(map(tuple, lawful))
            assert price[np.arange(7), out].sum() == found


def test_annealing_keeps_its_books_and_breaks_no_rule():
    problem = problem_of(hard())
    roster = first_roster(problem, np.random.default_rng(3))
    best = np.empty_like(roster.symbols)
    state = np.array([12345], np.uint64)
    weeks = problem.shape[1] // 7
    before = roster.cost[0]
    least = anneal(problem.arrays, roster, best, state, round_of(400, 5.0, min(4, weeks), weeks))
    again = roster_from(problem, roster.symbols.astype(np.int64))
    for name, ours, theirs in zip(roster._fields, roster, again, strict=True):
        assert (ours == theirs).all(), name
    assert problem.violations(roster.symbols.astype(np.int64)) == []
    assert problem.violations(best.astype(np.int64)) == []
    assert problem.total_cost(best.astype(np.int64)) == least <= before


@pytest.mark.parametrize("pivots", [50, 1, 0])  # a programme that is not solved proves less
@pytest.mark.parametrize("days", [(0, 14), (3, 9)])
def test_no_filling_of_a_region_costs_less_than_its_bound(days, pivots):
    problem = problem_of(hard())
    roster = first_roster(problem, np.random.default_rng(1))
    first, stop = days[0], min(days[1], problem.shape[1])
    rows = np.arange(3)
    region = cut_region(problem, roster, rows, first, stop)
    columns = RestrictedMaster(problem, region, ColumnParams(pivots=pivots))
    here = roster.symbols[rows, first:stop].astype(np.int64)
    for k in rows:
        columns.add(k, here[k])
    columns.converge(near=1e-3)
    assert -np.inf < columns.bound <= columns.value + 1e-6
    best = np.empty_like(roster.symbols)
    elsewhere = int(roster.cost[0]) - _value(columns, here)
    state = np.array([99], np.uint64)
    weeks = problem.shape[1] // 7
    moved = roster.copy()
    for _ in range(5):  # other fillings of the same cells, found by chance
        anneal(problem.arrays, moved, best, state, round_of(60, 3.0, 1, weeks))
        same = roster.symbols.astype(np.int64).copy()
        same[rows, first:stop] = moved.symbols[rows, first:stop]
        if not problem.violations(same):
            assert problem.total_cost(same) - elsewhere >= columns.bound - 1e-6


def test_a_long_pricing_stops_between_two_rows():
    problem = problem_of(hard())
    roster = first_roster(problem, np.random.default_rng(1))
    rows, days, _ = problem.shape
    region = cut_region(problem, roster, np.arange(rows), 0, days)
    columns = RestrictedMaster(problem, region, ColumnParams(cells_at_once=1))
    priced = []

    def done() -> bool:
        priced.append(len(columns.symbols))
        return len(priced) == 3

    assert columns.lagrange(np.zeros(len(columns.lines)), done) == (-np.inf, 0)
    assert len(priced) == 3 and not columns.symbols  # three of twenty rows, and none kept
    bound, new = columns.lagrange(np.zeros(len(columns.lines)))
    assert new == rows and bound <= roster.cost[0]


def test_a_dive_ends_where_what_is_known_by_then_is_cheaper():
    problem = problem_of(hard())
    roster = first_roster(problem, np.random.default_rng(1))
    rows, days, _ = problem.shape
    asked = []

    def dived(cutoff):
        columns = RestrictedMaster(problem, cut_region(problem, roster, np.arange(rows), 0, days))
        for k in range(rows):
            columns.add(k, roster.symbols[k].astype(np.int64))
        return dive(columns, cutoff, np.random.default_rng(2), DiveParams()), columns

    def falls() -> float:
        asked.append(True)
        return 1e9 if len(asked) < 3 else 0.0

    found, columns = dived(lambda: 1e9)
    assert problem.violations(found) == [] and _value(columns, found) >= columns.settled - 1e-6
    assert dived(falls)[0] is None and len(asked) >= 3


def _value(columns, symbols):
    return int(filling_cost(columns, symbols))


def test_shapes_that_do_not_fit_and_prices_that_are_not_convex_are_refused():
    problem = problem_of(small(1))
    fields = {
        name: getattr(problem, name) for name in problem.__dataclass_fields__ if name != "arrays"
    }
    with pytest.raises(ValueError, match="names: shape"):
        Problem(**fields | {"names": ("one",)})
    bent = problem.penalty.copy()
    bent[0] = [5, 0, 9][: bent.shape[1]]
    bent[0] = [0, 5, 6]
    with pytest.raises(ValueError, match="convex"):
        Problem(**fields | {"penalty": bent})
