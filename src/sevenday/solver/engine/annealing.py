"""The annealing stage: one chain, or chains side by side."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from sevenday.solver.engine.dealing import Dealer
from sevenday.solver.engine.params import SearchParams
from sevenday.solver.engine.picks import AnnealingRound
from sevenday.solver.engine.problem import Ints, Problem
from sevenday.solver.engine.roster import Roster, roster_from
from sevenday.solver.engine.round_parts import RoundPart, RoundParts
from sevenday.solver.engine.ruin_recreate import anneal
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
    timed: bool,
) -> None:
    """Chains of reinsertions and swaps side by side; now and then the worst follows the best.

    `part` is called for each part of a round. Unless it is `timed`, these alone decide the end.
    """
    settings, weeks = params.swaps, problem.shape[1] // 7
    chains, best_so_far = [roster.copy() for _ in range(settings.chains)], [roster]
    best = [np.empty_like(roster.symbols) for _ in chains]
    states = [generator_state(rng) for _ in chains]
    dealer = Dealer(problem, settings)
    # among many rows there is another that fits
    bold = settings.bold / max(1, problem.shape[0] - 1)

    def one(k: int, now: float, some: RoundPart) -> tuple[int, Ints]:
        """A part of a round of one chain: the least cost that it came to, and its symbols."""
        heat = temperature(settings.hot, settings.cold, now)
        round_ = annealing_round(params, some.moves, heat, settings.weeks, (0, weeks))
        keep, loose = int(roster.cost[1]), now < settings.loose_share
        if not loose and chains[k].cost[1] > keep:
            chains[k] = best_so_far[0].copy()
        most = NO_LIMIT if loose else min(keep, int(chains[k].cost[1]))
        round_ = round_._replace(most=most, keep=keep, dear=settings.dear, bold=bold)
        made = anneal(problem.arrays, chains[k], best[k], states[k], round_)
        symbols = best[k].copy()
        swaps = SwapRound(some.swaps, heat, settings.longest_swap, most, keep, settings.dear)
        swapped = swap_days(problem.arrays, chains[k], best[k], states[k], swaps)
        if swapped < made:
            made, symbols = swapped, best[k].copy()
        if not some.deals:
            return made, symbols
        dealt = dealer.deal(chains[k], best[k], states[k], heat, (most, keep), some.deals)
        return (made, symbols) if made <= dealt else (dealt, best[k].copy())

    parts, least, many = RoundParts(settings, timed), int(roster.cost[0]), len(chains)
    while (now := part()) < 1:
        some = parts.next(now)
        for cost, symbols in pool.map(one, range(many), [now] * many, [some] * many):
            if cost < least:
                least = int(cost)
                best_so_far[0] = roster_from(problem, symbols.astype(np.int64))
                on_roster(best_so_far[0])
        if some.meet:
            chains.sort(key=lambda made: int(made.cost[0]))
            chains[-1] = chains[0].copy()


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
        0.0,
        0.0,
    )
