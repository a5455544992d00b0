"""A long roster annealed in two halves at once, parted anew in each round."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from sevenday.solver.engine.annealing import OnRoster, Part, annealing_round, temperature
from sevenday.solver.engine.params import SearchParams
from sevenday.solver.engine.priced_limits import reinsert_rows
from sevenday.solver.engine.problem import Arrays, Ints, Problem
from sevenday.solver.engine.roster import Roster, insert_days, lawful, remove_days
from sevenday.solver.engine.ruin_recreate import anneal
from sevenday.solver.engine.xorshift import generator_state


def anneal_halves(
    problem: Problem,
    roster: Roster,
    rng: np.random.Generator,
    part: Part,
    pool: ThreadPoolExecutor,
    on_roster: OnRoster,
    params: SearchParams,
) -> None:
    """Anneal a long roster in two halves at once, its rows placed again first.

    Its weeks are parted anew in each round, so that no week is at the seam for long.
    """
    settings, states = params.annealing, (generator_state(rng), generator_state(rng))
    for _ in range(settings.sweeps):
        order = rng.permutation(len(roster.symbols))
        reinsert_rows(problem.arrays, roster, order, params.construction.tries, states[0])
        on_roster(roster)
    best = np.empty_like(roster.symbols), np.empty_like(roster.symbols)
    moves, weeks = settings.moves, problem.shape[1] // 7
    while (now := part()) < 1:
        at = int(rng.integers(weeks // 4, weeks - weeks // 4))
        more = int(rng.integers(2))
        heat = temperature(settings.hot, settings.cold, now)
        spans = (0, at), (at + 1, weeks)  # a week between, so that both ends meet
        rounds = [annealing_round(params, moves, heat, settings.long_weeks, s) for s in spans]
        copies = roster.copy(), roster.copy()
        futures = [
            pool.submit(
                anneal,
                _half_room(problem, roster, int(k == more)),
                copies[k],
                best[k],
                states[k],
                rounds[k],
            )
            for k in range(2)
        ]
        for future in futures:
            future.result()
        for ours, theirs in zip(roster, copies[0], strict=True):
            ours[:] = theirs
        _join(problem, roster, copies[1], 7 * at)
        on_roster(roster)
        took = max(part() - now, 1e-9)
        fits = moves * settings.round_share / took
        moves = int(np.clip(fits, moves // 4 + 1, settings.half_moves))


def _half_room(problem: Problem, roster: Roster, more: int) -> Arrays:
    """The problem with half of the room that each row has left, so that two halves fit together."""
    arrays = problem.arrays

    def half(room: Ints) -> Ints:
        return (room + more) // 2

    return arrays._replace(
        least=roster.spent - half(roster.spent - arrays.least),
        most=roster.spent + half(arrays.most - roster.spent),
        caps=roster.counts + half(arrays.caps - roster.counts),
        symbol_caps=roster.many + half(arrays.symbol_caps - roster.many),
    )


def _join(problem: Problem, roster: Roster, other: Roster, first: int) -> None:
    """Take over another roster's days from `first` on, row by row, where the row stays lawful."""
    days = problem.shape[1]
    for row in range(len(roster.symbols)):
        new = other.symbols[row, first:].astype(np.int64)
        old = roster.symbols[row, first:].astype(np.int64)
        if (new == old).all():
            continue
        for symbols in (new, old):
            remove_days(problem.arrays, roster, row, first, days)
            insert_days(problem.arrays, roster, row, first, days, symbols)
            if lawful(problem.arrays, roster, row):
                break
