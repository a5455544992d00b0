"""A published rota as a problem of fewest changes: what each cell may hold, and what it costs."""

from datetime import timedelta

import numpy as np

from sevenday.clock import DAY, jumps
from sevenday.model import NOT_PINNED
from sevenday.solver.engine.problem import EXACT, Bools, Ints
from sevenday.solver.plan.plan import Plan
from sevenday.solver.repair.params import RepairParams
from sevenday.solver.repair.problem import RepairProblem
from sevenday.solver.repair.published import PublishedRota

EARLY = 2 * 60
"""A duty that begins before this may hold the hour that is gone through twice."""
RANK_STEP, MOST_STEP = 4, 12
"""How many of the next rank a place of a rank outweighs, where prices have room; and at most."""


def make_repair_problem(
    plan: Plan, published: PublishedRota, params: RepairParams
) -> RepairProblem:
    """The problem of putting a published rota right under a plan of what is asked for now."""
    problem, symbol = plan.problem, {code: k for k, code in enumerate(plan.codes)}
    rows, days, symbols = problem.shape
    roster = np.array([[symbol.get(c, 0) for c in line] for line in published.codes.tolist()])
    allowed = _allowed(plan, published, roster)
    at = np.arange(rows)[:, None], np.arange(days)[None, :]
    given = ~allowed[(*at, roster)]
    given[:, : published.now] = False
    pinned = allowed.sum(2) == 1
    base = np.where(given, np.where(pinned, allowed.argmax(2), 0), roster)
    price = np.zeros((rows, days, symbols), np.int64)
    price += _change_price(published, params, np.arange(days))[None, :, None]
    price[(*at, base)] = 0
    price[given] = 0
    least, most = _amounts(plan, base, published.first)
    most = most + _autumn_hour(plan, base, published.first)
    repair = RepairProblem(
        problem=problem,
        published=roster,
        base=base,
        first=published.first,
        allowed=allowed,
        price=price,
        cover=_cover_price(plan, published, params),
        least=least,
        most=most,
        caps=problem.caps.copy(),
        given=given,
        rested=plan.rested,
        params=params,
    )
    for row in range(rows):  # a counter that the past alone has used up may grow no further
        walked = repair.walk(row, base[row])
        if walked is not None:
            over = repair.past[row] > repair.caps[row]
            repair.caps[row] = np.where(over, walked[1], repair.caps[row])
    return repair


def _amounts(plan: Plan, base: Ints, first: int) -> tuple[Ints, Ints]:
    """(R,) the least and the most minutes of a row.

    Nobody has to make up hours that leave took, and hours over the most in the past stay. Who has
    no duty yet has come since, and gets the hours that they are owed.
    """
    problem = plan.problem
    spend = [problem.machines[m].spend for m in problem.machine.tolist()]
    total = np.array([of_symbol[line].sum() for of_symbol, line in zip(spend, base, strict=True)])
    past = np.array(
        [of_symbol[line[:first]].sum() for of_symbol, line in zip(spend, base, strict=True)]
    )
    most = np.where(past > problem.most, np.maximum(total, problem.most), problem.most)
    # who has no duty yet is given the hours that they are owed
    new = (base == 0).all(1) & (problem.least > 0)
    least = np.where(new, problem.least, np.minimum(problem.least, total))
    # the law beats a wish: who has to work less than the hours that they are owed may
    return np.where(least > most, 0, least), most


def _autumn_hour(plan: Plan, base: Ints, first: int) -> Ints:
    """(R,) minutes that a plan keeps free for an autumn night, of rows that have not worked it.

    Whoever works that night, the checker holds to the hour.
    """
    rows, days = base.shape
    free = np.zeros(rows, np.int64)
    cells = plan.hospital.cells
    late = np.array([any(p.end > DAY for p in cells.parts[code]) for code in plan.codes])
    early = np.array([any(p.start < EARLY for p in cells.parts[code]) for code in plan.codes])
    for day, extra in enumerate(jumps(plan.first, days + 1).tolist()):
        if extra > 0:
            worked = early[base[:, day]] if day < first else np.zeros(rows, np.bool_)
            worked = worked | late[base[:, day - 1]] if 0 < day <= first else worked
            free += np.where(worked, 0, extra)
    return free


def _allowed(plan: Plan, published: PublishedRota, roster: Ints) -> Bools:
    """(R, D, C) what each cell may hold: a shift that nothing asks for any more may stay."""
    problem = plan.problem
    allowed = problem.allowed.copy()
    in_cover: Bools = np.any(problem.lines >= 0, axis=(0, 3))
    extra = np.logical_not(in_cover[np.arange(roster.shape[1])[None, :], roster])
    for row, day in np.argwhere(extra).tolist():
        if allowed[row, day].sum() > 1 or _is_free(plan, row, day):
            allowed[row, day, roster[row, day]] = True
    for day in range(published.now, published.first):  # frozen: what is given, and nothing else
        for row in range(len(roster)):
            if allowed[row, day, roster[row, day]]:
                allowed[row, day] = False
                allowed[row, day, roster[row, day]] = True
    return allowed


def _is_free(plan: Plan, row: int, day: int) -> bool:
    """Whether somebody is here, not on leave and not pinned on a day."""
    return not (plan.away[row, day] or plan.leave[row, day] or _is_pinned(plan, row, day))


def _is_pinned(plan: Plan, row: int, day: int) -> bool:
    pins, name = plan.hospital.pins, plan.problem.names[row]
    if pins is None or name not in pins.doctors:
        return False
    at = (plan.first + timedelta(days=day) - pins.first).days
    return 0 <= at < pins.days and bool(pins.codes[pins.doctors.index(name), at] != NOT_PINNED)


def _change_price(published: PublishedRota, params: RepairParams, days: Ints) -> Ints:
    """What a change on each day costs: the shorter its notice, the more."""
    notice = np.maximum(0, days - published.now)
    return np.asarray(params.change_cost + np.maximum(0, published.notice_days - notice))


def _cover_price(plan: Plan, published: PublishedRota, params: RepairParams) -> Ints:
    """(J, R + 1) what each count of a line costs: below its least, over its most, by rank."""
    problem = plan.problem
    rows, days, _ = problem.shape
    # a row's prices have to add up exactly in the engine, so a place may weigh only so much
    room = EXACT // (2 * problem.lines.shape[3] * max(1, days - published.first))
    change = params.change_cost + published.notice_days
    one, few = params.changes_per_rank * change, params.least_changes * change
    by_rank = _rank_prices({need.rank for need, _, _ in plan.cover_lines}, (few, one), room)
    count, price = np.arange(rows + 1), np.zeros_like(problem.penalty, np.int64)
    open_ = set(np.unique(problem.lines[:, published.first :]).tolist())
    for need, _, line in plan.cover_lines:
        if line not in open_:
            continue  # nothing that may change counts on it
        over = 0 if need.max is None else np.maximum(0, count - need.max)
        price[line] = by_rank[need.rank] * (np.maximum(0, need.min - count) + over)
    return price


def _rank_prices(ranks: set[int], lowest: tuple[int, int], most: int) -> dict[int, int]:
    """A price for each rank, up to `most`: a place of a rank is worth several of the next.

    `lowest`: the least that the last rank may be priced at, and its price where there is room.
    """
    steps = len(ranks) - 1
    few, one = lowest
    last = max(min(one, most // RANK_STEP**steps), few)
    step = max(1.0, most / last) ** (1 / max(1, steps))
    step = min(step, MOST_STEP)
    return {rank: round(last * step**n) for n, rank in enumerate(sorted(ranks, reverse=True))}
