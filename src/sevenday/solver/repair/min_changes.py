"""The fewest changes, proved: columns over the days near the damage, branched to the end.

First the days after them are let go, and hours and counters are not looked at: what that costs at
least, the whole roster costs at least. Where its answer is no lawful roster, it is solved again
over the same days, the days after them as they are, with the hours and counters of those rows that
went over them, until it is one.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from sevenday.solver.engine.branching import branch_and_bound
from sevenday.solver.engine.columns import RestrictedMaster
from sevenday.solver.engine.machine import NO_STATE
from sevenday.solver.engine.problem import Bools, Ints, Problem
from sevenday.solver.engine.subproblem import Region
from sevenday.solver.repair.problem import LOOKBACK_DAYS, RepairProblem

CLOSE = 1e-6
NO_CAP = 1 << 20


@dataclass(frozen=True, eq=False, slots=True)
class MinChanges:
    """The cheapest roster found (R, D), and what no roster costs less than."""

    roster: Ints
    bound: int


def minimise_changes(
    repair: RepairProblem, roster: Ints, bound: int, done: Callable[[], bool]
) -> MinChanges:
    """Look for less than a lawful roster costs, and raise the bound, until both meet or `done`.

    First near what has just come to hurt; then, where there is time, over all days.
    """
    days = repair.base.shape[1]
    small = repair.allowed[:, repair.first :, 0].size <= repair.params.small_cells
    for stop in dict.fromkeys((days if small else _stop(repair), days)):
        found = _near(repair, stop, roster, bound, done)
        roster, bound = found.roster, found.bound
    return found


def _near(
    repair: RepairProblem, stop: int, roster: Ints, bound: int, done: Callable[[], bool]
) -> MinChanges:
    """The same, where only days before `stop` may change again."""
    tight: set[int] | None = None
    while repair.cost(roster) > bound and not done():
        outside, least = _outside(repair, stop, roster)
        found, proved = _solved(repair, stop, roster, repair.cost(roster) - outside, tight, done)
        if tight is None or stop == repair.base.shape[1]:
            bound = max(bound, proved + least)
        if found is None:
            if tight is not None:
                break
            tight = set()
            continue
        broken = set(repair.broken(found))
        if not broken:
            roster = found
        elif tight is not None and broken <= tight:
            break
        tight = (tight or set()) | broken
    return MinChanges(roster, min(bound, repair.cost(roster)))


def warm_up(repair: RepairProblem) -> None:
    """Have the pricing of rows compiled, so that no time for a proof goes to that."""
    stop = min(repair.base.shape[1], repair.first + 7)
    if not (repair.problem.lines[:, repair.first : stop] >= 0).any():
        return
    problem = _problem(repair, stop, repair.base, set())
    columns = RestrictedMaster(
        problem, _region(repair, problem, stop, repair.base, False, np.array([0]))
    )
    columns.lagrange(np.zeros(len(columns.lines)))


def make_lawful(repair: RepairProblem, roster: Ints) -> Ints:
    """A roster with each row that breaks a limit at its own fewest changes, cover not looked at.

    Rows that have no lawful line stay as they are.
    """
    broken = repair.broken(roster)
    if not broken:
        return roster
    stop, made = repair.base.shape[1], roster.copy()
    problem = _problem(repair, stop, roster, set(broken))
    columns = RestrictedMaster(
        problem, _region(repair, problem, stop, roster, True, np.array(broken))
    )
    columns.lagrange(np.zeros(len(columns.lines)))
    for k, symbols in zip(columns.owner, columns.symbols, strict=True):
        made[broken[k], repair.first :] = symbols
    return made


def _stop(repair: RepairProblem) -> int:
    """The day up to which changes are looked for first: past the new damage, as far as any sees."""
    days = int(repair.base.shape[1])
    new = set(repair.short_lines(repair.base)) - set(repair.short_lines(repair.published))
    hurt = [repair.first]
    hurt += [max(d for d, _ in cells) for j, cells in repair.feeders().items() if j in new]
    for row in repair.broken(repair.base):
        machine, state = repair.machine(row), repair.start_state[row]
        for day in range(repair.first, days):
            state = int(machine.moves[repair.problem.table[day], state, repair.base[row, day]])
            if state == NO_STATE:
                hurt.append(day)
                break
        else:
            hurt.append(days)
    return min(days, max(hurt) + LOOKBACK_DAYS + 1)


def _outside(repair: RepairProblem, stop: int, roster: Ints) -> tuple[int, int]:
    """What a roster costs beyond the days looked at and their cover lines; and the least of it."""
    lines = repair.problem.lines[:, repair.first : stop]
    counts = repair.problem.cover(roster)
    inside = np.zeros(len(counts), np.bool_)
    inside[np.unique(lines[lines >= 0])] = True
    rows, days = roster.shape
    at = np.arange(rows)[:, None], np.arange(stop, days)[None, :]
    cells = int(repair.price[(*at, roster[:, stop:])].sum())
    cover = int(repair.cover[np.arange(len(counts)), counts][~inside].sum())
    return cells + cover, int(repair.cover.min(1)[~inside].sum())


def _solved(
    repair: RepairProblem,
    stop: int,
    roster: Ints,
    cutoff: int,
    tight: set[int] | None,
    done: Callable[[], bool],
) -> tuple[Ints | None, int]:
    """A roster that costs less than `cutoff` on the days before `stop`, or None; and the bound.

    `tight`: rows whose hours and counters are held to; None: the days after are let go too.
    """
    problem = _problem(repair, stop, roster, tight or set())
    region = _region(repair, problem, stop, roster, tight is not None, np.arange(problem.shape[0]))
    columns = RestrictedMaster(problem, region)
    for row in range(problem.shape[0]):
        line = roster[row, repair.first : stop]
        if _lawful(problem, region.ends, row, line):
            columns.add(row, line.astype(np.int64))
    best = [-(2**62)]

    def tell(bound: float) -> None:
        if math.isfinite(bound):
            best[0] = max(best[0], math.ceil(bound - CLOSE))

    found = branch_and_bound(columns, cutoff, tell, done)
    if best[0] == -(2**62) and math.isfinite(columns.bound):
        best[0] = columns.proved()
    if found is None:
        return None, best[0]
    made = roster.copy()
    made[:, repair.first : stop] = found
    return made, best[0]


def _region(
    repair: RepairProblem, problem: Problem, stop: int, roster: Ints, exact: bool, rows: Ints
) -> Region:
    """Some rows on the days looked at; where `exact`, what follows has to stay lawful."""
    many = len(rows)
    ends = np.ones((many, problem.arrays.moves.shape[2]), np.bool_)
    counts = np.zeros((many, problem.caps.shape[1]), np.int64)
    symbol_counts = np.zeros((many, problem.shape[2]), np.int64)
    others = roster.copy()
    others[rows, repair.first : stop] = 0
    return Region(
        rows.astype(np.int64),
        0,
        stop - repair.first,
        problem.start[rows].astype(np.int64),
        _ends(repair, stop, roster)[rows] if exact else ends,
        np.zeros(many, np.int64),
        counts,
        symbol_counts,
        repair.problem.cover(others),
        problem.arrays.allowed[rows].copy(),
    )


def _problem(repair: RepairProblem, stop: int, roster: Ints, tight: set[int]) -> Problem:
    """The days from `first` to `stop` by themselves; hours and counters of some rows alone."""
    whole, days = repair.problem, slice(repair.first, stop)
    rows, _, symbols = repair.allowed.shape
    unit = int(np.gcd.reduce(np.concatenate([m.spend for m in whole.machines]))) or 1
    machines = [replace(m, spend=m.spend // unit) for m in whole.machines]
    machines += [replace(m, spend=np.zeros_like(m.spend)) for m in whole.machines]
    machine = np.array(whole.machine) + len(whole.machines)
    least, most = np.zeros(rows, np.int64), np.zeros(rows, np.int64)
    caps = np.full_like(whole.caps, NO_CAP)
    elsewhere = _counted(repair, stop, roster)
    for row in tight:
        outer = np.delete(roster[row], np.s_[repair.first : stop])
        spent = int(repair.machine(row).spend[outer].sum())
        machine[row] = whole.machine[row]
        least[row] = -((spent - int(repair.least[row])) // unit)
        most[row] = (int(repair.most[row]) - spent) // unit
        caps[row] = np.minimum(repair.caps[row] - elsewhere[row], NO_CAP)
    return Problem(
        whole.names,
        whole.codes,
        whole.kind[days],
        tuple(machines),
        machine,
        np.array(repair.start_state),
        repair.allowed[:, days],
        repair.price[:, days],
        least,
        most,
        caps,
        np.full((rows, symbols), stop),
        np.zeros((rows, caps.shape[1], stop + 1), np.int64),
        whole.team,
        whole.lines[:, days],
        repair.cover,
        table=whole.table[days],
    )


def _counted(repair: RepairProblem, stop: int, roster: Ints) -> Ints:
    """(R, T) what the days not looked at add to each counter, as a roster has them."""
    counts = repair.past.copy()
    for row in range(len(counts)):
        machine = repair.machine(row)
        state = repair.start_state[row]
        for day in range(repair.first, roster.shape[1]):
            symbol = int(roster[row, day])
            if machine.moves[repair.problem.table[day], state, symbol] == NO_STATE:
                state = 0
            if day >= stop:
                counts[row] += machine.adds[:, repair.problem.kind[day], state, symbol]
            state = max(0, int(machine.moves[repair.problem.table[day], state, symbol]))
    return counts


def _ends(repair: RepairProblem, stop: int, roster: Ints) -> Bools:
    """(R, S) the states before day `stop` from which the days after can stay as they are."""
    rows, days = roster.shape
    ends = np.zeros((rows, repair.problem.arrays.moves.shape[2]), np.bool_)
    for row in range(rows):
        moves = repair.machine(row).moves
        state = np.arange(moves.shape[1])
        for day in range(stop, min(days, stop + LOOKBACK_DAYS + 1)):
            after = moves[repair.problem.table[day], state, roster[row, day]]
            state = np.where(state == NO_STATE, NO_STATE, after)
        ends[row, : moves.shape[1]] = state != NO_STATE
    return ends


def _lawful(problem: Problem, ends: Bools, row: int, line: Ints) -> bool:
    """Whether a line of the days looked at keeps its rules."""
    machine, state = problem.machines[problem.machine[row]], int(problem.start[row])
    if not problem.allowed[row, np.arange(len(line)), line].all():
        return False
    counts = np.zeros(len(machine.adds), np.int64)
    for day, symbol in enumerate(line.tolist()):
        counts += machine.adds[:, problem.kind[day], state, symbol]
        state = int(machine.moves[problem.table[day], state, symbol])
        if state == NO_STATE:
            return False
    spent = int(machine.spend[line].sum())
    within = problem.least[row] <= spent <= problem.most[row]
    return bool(ends[row, state] and within and (counts <= problem.caps[row]).all())
