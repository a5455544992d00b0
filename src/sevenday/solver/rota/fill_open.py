"""Open places filled by a few changed cells, where some lawful change fills them.

A search stops where it is. What it leaves open is tried place by place: somebody takes it, in place
of what is worth less that day; or takes it and gives up another duty, which somebody else takes.
"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from sevenday.limits import check
from sevenday.solver.engine.problem import Ints
from sevenday.solver.plan.cover_lines import IDEAL, cover_prices
from sevenday.solver.plan.plan import Plan
from sevenday.solver.plan.prices import COVER, REQUESTS, levels_above
from sevenday.solver.repair.chains import ChainRepair
from sevenday.solver.repair.local_search import LocalRepair
from sevenday.solver.repair.params import RepairParams
from sevenday.solver.repair.problem import RepairProblem

STEP = 64
"""A place of a rank outweighs so many of the next: more than a few changed cells can touch."""
PARTS = 4
"""Parts of the lightest request in which others are weighed beside it."""
MOST_BELOW_IDEAL = 100
"""More open places than this are only filled to their least: the others are many and weigh less."""


def fill_open(plan: Plan, symbols: Ints, done: Callable[[], bool], rounds: int) -> Ints:
    """A roster (R, D) as lawful as this one, with fewer places open where that can be had.

    Parameters
    ----------
    plan
        What places are worth, and what else breaks a tie. Where shares, patterns or pounds come
        before cover, the roster stays as it is.
    symbols
        A lawful roster (R, D).
    done
        Asked before each chain of changes: whether to look for no more of them.
    rounds
        How often changes that the checker refuses are barred, and others are looked for.
    """
    above = set(levels_above(plan.hospital, COVER))
    if above - {REQUESTS}:
        return symbols
    repair = _as_repair(plan, symbols, REQUESTS in above)
    for _ in range(rounds):
        if not repair.short_lines(symbols):
            break
        filled = _filled(repair, done)
        changed = np.flatnonzero((filled != symbols).any(1))
        if not len(changed):
            break
        made = replace(plan.hospital, rota=plan.rota(filled))
        broken = {breach.doctor for breach in check(made, plan.terms, "rota").breaches}
        if not broken:
            return filled
        for row in changed.tolist():  # no state knows all limits: the checker has the last word
            if plan.problem.names[row] in broken:
                days = np.flatnonzero(filled[row] != symbols[row])
                repair.allowed[row, days, filled[row, days]] = False
    return symbols


def _as_repair(plan: Plan, symbols: Ints, requests_first: bool) -> RepairProblem:
    """A roster as a rota to be put right, in which a changed cell by itself costs nothing."""
    problem, rows = plan.problem, len(symbols)
    ranks = sorted({place.need.rank for place in plan.cover_lines}, reverse=True)
    weights = {IDEAL: 1} | {rank: STEP ** (n + 1) for n, rank in enumerate(ranks)}
    cover = cover_prices(plan.cover_lines, rows, weights)
    least = cover_prices(plan.cover_lines, rows, weights | {IDEAL: 0})
    # more than every rank, and no more than can be added up: prices themselves are as large
    asked = plan.requests.cost[plan.requests.cost > 0]
    lightest = int(asked.min()) if len(asked) else 1
    refused = -(-PARTS * plan.requests.cost.astype(np.int64) // lightest) * STEP ** (len(ranks) + 1)
    repair = RepairProblem(
        problem=problem,
        published=symbols,
        base=symbols,
        first=0,
        allowed=problem.allowed.copy(),
        price=refused if requests_first else np.zeros_like(refused),
        cover=cover,
        least=problem.least,
        most=problem.most,
        caps=problem.caps,
        given=np.zeros(symbols.shape, np.bool_),
        rested=plan.rested,
        params=RepairParams(),
    )
    if len(repair.short_lines(symbols)) > MOST_BELOW_IDEAL:
        return replace(repair, cover=least)
    return repair


def _filled(repair: RepairProblem, done: Callable[[], bool]) -> Ints:
    """The base roster with what single changes fill, and then chains of them."""
    local = LocalRepair(repair, repair.base)
    while True:
        local.fill_places()
        before = local.roster.copy()
        ChainRepair(local, done).run()
        if (local.roster == before).all():
            return local.roster
