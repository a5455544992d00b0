"""The annealing stage: one chain, or two that share out the weeks of a long roster."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from sevenday.solver.engine.construction import reinsert_rows
from sevenday.solver.engine.moves import (
    Roster,
    anneal,
    insert_days,
    lawful,
    remove_days,
    roster_from,
)
from sevenday.solver.engine.problem import Arrays, Ints, Problem
from sevenday.solver.engine.swaps import swap_days

HOT, COLD = 20.0, 0.5
MOVES = 200
"""Moves of one round; between rounds the heat falls and the clock is looked at."""
LONG_MOVES, ROUND = 3000, 0.03
"""The same of a long roster, at most; its rounds are held to this part of the stage."""
TOLD = 0.05
"""How much of a chain goes by before its best is told again, so that little is lost if killed."""
WEEKS = 4
LONG_WEEKS = 2
"""The longest window, of a roster of few weeks and of one of many."""
FEW_WEEKS = 13
SWEEPS = 2
PAIR_HOT, PAIR_WEEKS = 200.0, 2
PAIR_MOVES, SWAPS, LONGEST_SWAP = 400, 200_000, 28
"""Of a round of one of two chains: rows made anew, swaps tried, days that a swap may take."""
MEET = 10
"""Rounds after which the worse of two chains goes on from the better."""


def generator_state(rng: np.random.Generator) -> Ints:
    """The state of a chain's own generator."""
    return np.array([rng.integers(1, 2**62)], np.uint64)


def heat(part: float) -> float:
    """The temperature when a part of the stage is over."""
    return float(HOT * (COLD / HOT) ** min(1.0, part))


def anneal_chain(
    problem: Problem,
    roster: Roster,
    rng: Ints,
    part: Callable[[], float],
    tell: Callable[[Roster], None],
) -> Roster:
    """Anneal a copy of a roster until `part` (of the stage that is over) is 1."""
    moved, least, told = roster.copy(), int(roster.cost[0]), 0.0
    best = np.empty_like(moved.symbols)
    weeks = problem.shape[1] // 7
    longest = min(WEEKS if weeks < FEW_WEEKS else LONG_WEEKS, weeks)
    while (now := part()) < 1:
        cost = anneal(problem.arrays, moved, best, rng, MOVES, heat(now), 1, longest, 0, weeks)
        if cost < least and now >= told:
            least, told = int(cost), now + TOLD
            tell(roster_from(problem, best.astype(np.int64)))
    return moved


def anneal_pair(
    problem: Problem,
    roster: Roster,
    rng: np.random.Generator,
    part: Callable[[], float],
    pool: ThreadPoolExecutor,
    tell: Callable[[Roster], None],
) -> None:
    """Two chains of rows made anew and days swapped, a core each; now and then the better goes on.

    `part` is asked once a round, and its rounds alone decide what is found.
    """
    weeks = problem.shape[1] // 7
    longest = min(PAIR_WEEKS, weeks)
    chains = [roster.copy() for _ in range(2)]
    best = [np.empty_like(roster.symbols) for _ in range(2)]
    states = [generator_state(rng) for _ in range(2)]

    def one(k: int, now: float) -> tuple[int, Ints]:
        """A round of one chain: the least cost that it came to, and the symbols of that."""
        hot = float(PAIR_HOT * (COLD / PAIR_HOT) ** now)
        arrays, rng_ = problem.arrays, states[k]
        made = anneal(arrays, chains[k], best[k], rng_, PAIR_MOVES, hot, 1, longest, 0, weeks)
        symbols = best[k].copy()
        swapped = swap_days(arrays, chains[k], best[k], rng_, SWAPS, hot, LONGEST_SWAP)
        return (made, symbols) if made < swapped else (swapped, best[k].copy())

    rounds, least = 0, int(roster.cost[0])
    while (now := part()) < 1:
        for cost, symbols in pool.map(one, range(2), (now, now)):
            if cost < least:
                least = int(cost)
                tell(roster_from(problem, symbols.astype(np.int64)))
        rounds += 1
        if rounds % MEET == 0:
            chains.sort(key=lambda made: int(made.cost[0]))
            chains[1] = chains[0].copy()


def anneal_halves(
    problem: Problem,
    roster: Roster,
    rng: np.random.Generator,
    part: Callable[[], float],
    pool: ThreadPoolExecutor,
    tell: Callable[[Roster], None],
) -> None:
    """Anneal a long roster on both cores, its rows placed again first.

    Its weeks are parted anew in each round.
    """
    weeks = problem.shape[1] // 7
    states = generator_state(rng), generator_state(rng)
    best = np.empty_like(roster.symbols), np.empty_like(roster.symbols)
    for _ in range(SWEEPS):
        reinsert_rows(problem.arrays, roster, rng.permutation(len(roster.symbols)), states[0])
        tell(roster)
    moves = MOVES
    while (now := part()) < 1:
        at = int(rng.integers(weeks // 4, weeks - weeks // 4))
        copies = roster.copy(), roster.copy()
        more = int(rng.integers(2))

        def side(
            k: int,
            at: int = at,
            copies: tuple[Roster, Roster] = copies,
            now: float = now,
            more: int = more,
            moves: int = moves,
        ) -> None:
            first, last = ((0, at), (at + 1, weeks))[k]  # a week between, so that both ends meet
            anneal(
                _room(problem, roster, int(k == more)),
                copies[k],
                best[k],
                states[k],
                moves,
                heat(now),
                1,
                LONG_WEEKS,
                first,
                last,
            )

        list(pool.map(side, range(2)))
        for ours, theirs in zip(roster, copies[0], strict=True):
            ours[:] = theirs
        _join(problem, roster, copies[1], 7 * at)
        tell(roster)
        moves = int(np.clip(moves * ROUND / max(part() - now, 1e-9), moves // 4 + 1, LONG_MOVES))


def _room(problem: Problem, roster: Roster, more: int) -> Arrays:
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
