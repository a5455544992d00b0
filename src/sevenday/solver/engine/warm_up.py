"""Compile the engine's loops before its clock runs, each on the smallest problem."""

from collections.abc import Callable

import numpy as np

from sevenday.kernels import Kernel, compile_together
from sevenday.solver.engine.annealing import NO_LIMIT, annealing_round
from sevenday.solver.engine.columns import RestrictedMaster
from sevenday.solver.engine.construction import first_roster
from sevenday.solver.engine.dealing import Dealer, deal_days
from sevenday.solver.engine.machine import Machine
from sevenday.solver.engine.params import SearchParams, SwapParams
from sevenday.solver.engine.problem import Ints, Problem
from sevenday.solver.engine.roster import Roster, lawful
from sevenday.solver.engine.ruin_recreate import anneal
from sevenday.solver.engine.subproblem import cut_region, price_rows
from sevenday.solver.engine.swaps import SwapRound, swap_days
from sevenday.solver.engine.xorshift import generator_state


def prepare(problem: Problem, *jobs: tuple[Kernel, Callable[[], object]]) -> None:
    """Compile what a search of a problem needs, so that its clock does not run meanwhile.

    Parameters
    ----------
    problem
        What is to be searched.
    jobs
        What else is to be compiled, side by side: see `sevenday.kernels.compile_together`.
    """
    by_chains = (swap_days, run_swaps), (deal_days, run_deals)
    rows = by_chains if any(problem.margin) else ((price_rows, run_columns),)
    compile_together((anneal, run_moves), *rows, *jobs)


def run_moves() -> None:
    """A first roster, and rows of it made anew."""
    problem, roster, rng = _smallest()
    lawful(problem.arrays, roster, 0)
    round_ = annealing_round(SearchParams(), 1, 1.0, 1, (0, 1))
    anneal(problem.arrays, roster, np.empty_like(roster.symbols), rng, round_)


def run_columns() -> None:
    """The best of each row at the duals of the cover lines."""
    problem, roster, _ = _smallest()
    RestrictedMaster(problem, cut_region(problem, roster, np.arange(2), 0, 7)).converge()


def run_swaps() -> None:
    """Days swapped between two rows."""
    problem, roster, rng = _smallest()
    round_ = SwapRound(1, 1.0, 1, NO_LIMIT, NO_LIMIT, 1.0)
    swap_days(problem.arrays, roster, np.empty_like(roster.symbols), rng, round_)


def run_deals() -> None:
    """Days dealt anew between two rows."""
    problem, roster, rng = _smallest()
    dealer = Dealer(problem, SwapParams())
    dealer.deal(roster, np.empty_like(roster.symbols), rng, 1.0, (NO_LIMIT, NO_LIMIT), 1)


def _smallest() -> tuple[Problem, Roster, Ints]:
    """Two rows of a week, each day one shift that one of them has to work."""
    week, two = 7, 2
    machine = Machine(
        np.zeros((1, two), np.int64),
        np.zeros((1, week, 1, two), np.int64),
        np.arange(two),
        np.ones(1, np.bool_),
    )
    penalty = np.array([[1, 0, 1]] * week)
    lines = np.stack([np.full(week, -1), np.arange(week)], 1)[None, :, :, None]
    problem = Problem(
        ("a", "b"),
        ("-", "D"),
        np.arange(week),
        (machine,),
        np.zeros(two, np.int64),
        np.zeros(two, np.int64),
        np.ones((two, week, two), np.bool_),
        np.ones((two, week, two), np.int64),
        np.zeros(two, np.int64),
        np.full(two, 3),
        np.full((two, 1), week),
        np.full((two, two), week),
        np.zeros((two, 1, week + 1), np.int64),
        np.zeros(two, np.int64),
        lines,
        penalty,
    )
    rng = np.random.default_rng(1)
    return problem, first_roster(problem, rng), generator_state(rng)
