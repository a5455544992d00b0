"""The bound over the whole problem, and what its columns give: dives, and a tree where it is small.

Where a row's whole horizon is too long for columns the bound is Lagrange's, some limits left out.
"""

import math

import numpy as np

from sevenday.solver.engine.branching import branch_and_bound
from sevenday.solver.engine.columns import RestrictedMaster
from sevenday.solver.engine.construction import table_cells
from sevenday.solver.engine.diving import dive
from sevenday.solver.engine.lagrangian import lagrangian_bound
from sevenday.solver.engine.neighbourhoods import NeighbourhoodSelector
from sevenday.solver.engine.params import SearchParams
from sevenday.solver.engine.problem import Problem
from sevenday.solver.engine.progress import Progress
from sevenday.solver.engine.roster import roster_from
from sevenday.solver.engine.subproblem import cut_region

CLOSE = 1e-6
"""A bound is a float: what is within this of a whole number is that number."""


def columns_fit(problem: Problem, params: SearchParams) -> bool:
    """Whether a row's whole horizon can be priced exactly."""
    most = params.stages.column_cells
    return all(table_cells(problem.arrays, row) <= most for row in range(problem.shape[0]))


def solve_root(
    progress: Progress,
    selector: NeighbourhoodSelector,
    rng: np.random.Generator,
    params: SearchParams,
    share: float,
) -> None:
    """Raise the bound for a share of the time, and offer the rosters that its columns give."""
    problem, stages = progress.problem, params.stages
    rows, days, _ = problem.shape
    if problem.unit > 1:
        return  # rounded amounts may leave a row out: nothing that they prove is a bound
    if not columns_fit(problem, params):
        lagrangian_bound(
            problem,
            progress.cost,
            progress.raise_bound,
            lambda: progress.part(stages.lagrangian_share) >= 1,
            params.lagrangian,
        )
        return
    whole = cut_region(problem, progress.roster, np.arange(rows), 0, days)
    columns = RestrictedMaster(problem, whole, params.columns)
    for k in range(rows):
        columns.add(k, progress.best[k])

    def done() -> bool:
        progress.raise_bound(columns.proved(problem.constant))
        return progress.done(share)

    columns.converge(near=stages.root_gap, done=done)
    progress.raise_bound(columns.proved(problem.constant))
    risen = columns.value + stages.dive_rise * abs(columns.value + problem.constant)

    def dived() -> bool:
        return progress.done(stages.dive_share if columns.value > risen else 1.0)

    def cutoff() -> float:
        return progress.cost - problem.constant

    selector.remember(columns)
    draws = np.random.default_rng(rng.integers(2**62))
    for number in range(stages.dives):
        if progress.done(share):
            return
        found = dive(columns, cutoff, draws, params.dives, dived, converged=number == 0)
        if found is not None:
            progress.offer(roster_from(problem, found))
    if rows * days <= stages.branch_cells:
        _branch(progress, columns, params, share)


def _branch(
    progress: Progress, columns: RestrictedMaster, params: SearchParams, share: float
) -> None:
    """Prove a small problem's roster the best, or find a better one."""
    constant = progress.problem.constant
    counted = progress.budget.steps is not None
    left = iter(range(params.stages.branch_nodes if counted else 2**62))

    def done() -> bool:
        return progress.done(share) or next(left, None) is None

    def on_bound(bound: float) -> None:
        progress.raise_bound(math.ceil(bound - CLOSE) + constant)

    found = branch_and_bound(columns, progress.cost - constant, on_bound, done)
    if found is not None:
        progress.offer(roster_from(progress.problem, found))
