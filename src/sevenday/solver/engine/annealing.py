"""The annealing stage: one chain, chains side by side, or the halves of a long roster."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from sevenday.solver.engine.params import SearchParams
from sevenday.solver.engine.priced_limits import reinsert_rows
from sevenday.solver.engine.problem import Arrays, Ints, Problem
from sevenday.solver.engine.roster import Roster, insert_days, lawful, remove_days, roster_from
from sevenday.solver.engine.ruin_recreate import AnnealingRound, anneal
from sevenday.solver.engine.swaps import SwapRound, swap_days
from sevenday.solver.engine.xorshift import generator_state

Part = Callable[[], float]
"""How much of the stage is over; 1 ends it."""
NO_LIMIT = 1 << 60
"""Of what is settled, where nothing is."""
OnRoster = Callable[[Roster], None]
"""Called with each better roster."""


def temperature(hot: float, cold: float, part: float) -> float:
    """The temperature when a part of the stage is over: it falls by the same factor each moment."""
    return float(hot * (cold / hot) ** min(1.0, part))


def anneal_chain(
    problem: Problem,
    roster: Roster,
    rng: Ints,
    part: Part,
    on_roster: OnRoster,
    params: SearchParams,
) -> Roster:
    """Anneal a copy of a roster until `part` is 1; returns where it ended."""
    settings = params.annealing
    moved, least, reported = roster.copy(), int(roster.cost[0]), 0.0
    best = np.empty_like(moved.symbols)
    weeks = problem.shape[1] // 7
    longest = settings.weeks if weeks < settings.few_weeks else settings.long_weeks
    while (now := part()) < 1:
        heat = temperature(settings.hot, settings.cold, now)
        round_ = annealing_round(params, settings.moves, heat, longest, (0, weeks))
        cost = anneal(problem.arrays, moved, best, rng, round_)
        if cost < least and now >= reported:
            least, reported = int(cost), now + settings.report_share
            on_roster(roster_from(problem, best.astype(np.int64)))
    return moved


def anneal_chains(
    problem: Problem,
    roster: Roster,
    rng: np.random.Generator,
    part: Part,
    pool: ThreadPoolExecutor,
    on_roster: OnRoster,
    params: SearchParams,
) -> None:
    """Chains of reinsertions and swaps side by side; now and then the worst follows the best.

    `part` is called once a round, and its rounds alone decide what is found.
    """
    settings, weeks = params.swaps, problem.shape[1] // 7
    chains, best_so_far = [roster.copy() for _ in range(settings.chains)], [roster]
    best = [np.empty_like(roster.symbols) for _ in chains]
    states = [generator_state(rng) for _ in chains]

    def one(k: int, now: float) -> tuple[int, Ints]:
        """A round of one chain: the least cost that it came to, and the symbols of that."""
        heat = temperature(settings.hot, params.annealing.cold, now)
        round_ = annealing_round(params, settings.moves, heat, settings.weeks, (0, weeks))
        keep, loose = int(roster.cost[1]), now < settings.loose_share
        if not loose and chains[k].cost[1] > keep:
            chains[k] = best_so_far[0].copy()
        most = NO_LIMIT if loose else min(keep, int(chains[k].cost[1]))
        round_ = round_._replace(most=most, keep=keep)
        made = anneal(problem.arrays, chains[k], best[k], states[k], round_)
        symbols = best[k].copy()
        swaps = SwapRound(settings.swaps, heat, settings.longest_swap, most, keep)
        swapped = swap_days(problem.arrays, chains[k], best[k], states[k], swaps)
        return (made, symbols) if made < swapped else (swapped, best[k].copy())

    rounds, least = 0, int(roster.cost[0])
    while (now := part()) < 1:
        for cost, symbols in pool.map(one, range(len(chains)), [now] * len(chains)):
            if cost < least:
                least = int(cost)
                best_so_far[0] = roster_from(problem, symbols.astype(np.int64))
                on_roster(best_so_far[0])
        rounds += 1
        if rounds % settings.meet == 0:
            chains.sort(key=lambda made: int(made.cost[0]))
            chains[-1] = chains[0].copy()


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
    settings, weeks = params.annealing, problem.shape[1] // 7
    states = generator_state(rng), generator_state(rng)
    best = np.empty_like(roster.symbols), np.empty_like(roster.symbols)
    for _ in range(settings.sweeps):
        order = rng.permutation(len(roster.symbols))
        reinsert_rows(problem.arrays, roster, order, params.construction.tries, states[0])
        on_roster(roster)
    moves = settings.moves
    while (now := part()) < 1:
        at = int(rng.integers(weeks // 4, weeks - weeks // 4))
        copies = roster.copy(), roster.copy()
        more = int(rng.integers(2))
        heat = temperature(settings.hot, settings.cold, now)
        spans = (0, at), (at + 1, weeks)  # a week between, so that both ends meet
        futures = [
            pool.submit(
                anneal,
                _half_room(problem, roster, int(k == more)),
                copies[k],
                best[k],
                states[k],
                annealing_round(params, moves, heat, settings.long_weeks, spans[k]),
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


def annealing_round(
    params: SearchParams, moves: int, heat: float, longest: int, weeks: tuple[int, int]
) -> AnnealingRound:
    """A round over the weeks from the first of `weeks` up to the second."""
    settings = params.annealing
    return AnnealingRound(
        moves,
        heat,
        1,
        min(longest, max(1, weeks[1] - weeks[0])),
        *weeks,
        settings.rows,
        settings.two_windows,
        settings.two_window_weeks,
        settings.understaffed,
        NO_LIMIT,
        NO_LIMIT,
    )


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
