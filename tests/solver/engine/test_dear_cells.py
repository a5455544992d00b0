"""Cells that cost more than they need, against a plain reading."""

from dataclasses import replace

import numpy as np

from sevenday.files.benchmarks.curtois_text import read_curtois
from sevenday.solver.benchmarks.curtois import curtois_problem
from sevenday.solver.engine.construction import first_roster
from sevenday.solver.engine.dear_cells import MOST_DEAR, dear_cells
from sevenday.solver.engine.roster import roster_from
from tests.solver.hard import hard


def test_cells_are_dear_that_cost_more_than_another_symbol_there():
    problem = curtois_problem(read_curtois(hard(), "hard.txt"))
    rows, days, symbols = problem.shape
    draw = np.random.default_rng(4)
    problem = replace(problem, cost=draw.integers(0, 100, problem.shape))
    line = first_roster(problem, draw).symbols.astype(np.int64)
    roster, found = roster_from(problem, line), np.zeros((MOST_DEAR, 2), np.int64)
    for above in (0, 30, 99):
        plain = [
            (r, d)
            for r in range(rows)
            for d in range(1, days)
            if problem.cost[r, d, line[r, d]]
            > above + min(problem.cost[r, d, c] for c in range(symbols) if problem.allowed[r, d, c])
        ]
        many = dear_cells(problem.arrays, roster, above, 1, days, found)
        assert [tuple(cell) for cell in found[:many].tolist()] == plain
    assert dear_cells(problem.arrays, roster, 0, 0, days, found[:2]) == 2
