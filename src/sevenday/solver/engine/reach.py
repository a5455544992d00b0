"""What one row can come to: the least and the most minutes of any lawful line, exactly."""

from dataclasses import dataclass

import numpy as np

from sevenday.solver.engine.machine import NO_STATE
from sevenday.solver.engine.problem import Bools, Ints, Problem


@dataclass(frozen=True, slots=True)
class Reach:
    """The least and the most of the amount that lawful lines spend."""

    least: int
    most: int


def reach(
    problem: Problem, row: int, allowed: Bools, caps: Ints, first: int = 0, start: int | None = None
) -> Reach | None:
    """The reach of a row on days from `first` that may hold `allowed` (days, C); None where no
    line of them is lawful.

    `caps` (T,): the most of each counter. `start`: the state before the first day, the row's own
    by default. Amounts between the two need not all be possible.
    """
    machine, days = problem.machines[problem.machine[row]], len(allowed)
    can = most_adds(problem, row, first, first + days)
    tracked = [t for t, cap in enumerate(caps) if cap < can[t]]
    sizes = [int(caps[t]) + 1 for t in tracked]
    if any(size <= 0 for size in sizes):
        return None
    count = np.array(list(np.ndindex(*sizes)), np.int64)  # (B, n)
    count = count.reshape(int(np.prod(sizes)), len(sizes))
    stride = np.array([int(np.prod(sizes[k + 1 :])) for k in range(len(sizes))], np.int64)
    states, many = machine.states, len(count)
    never = np.iinfo(np.int64).max // 4
    low = np.full((states, many), never)
    high = np.full((states, many), -never)
    begin = problem.start[row] if start is None else start
    low[begin, 0] = high[begin, 0] = 0
    for day in range(days):
        moves = machine.moves[problem.table[first + day]]
        lower, higher = np.full_like(low, never).ravel(), np.full_like(high, -never).ravel()
        for c in np.flatnonzero(allowed[day]):
            adds = machine.adds[tracked, problem.kind[first + day], :, c].T  # (S, n)
            room = (count[None] + adds[:, None] < np.array(sizes)).all(2)
            keep = room & (moves[:, c] != NO_STATE)[:, None] & (high > -never)
            s, b = np.nonzero(keep)
            to = moves[s, c] * many + b + (adds[s] * stride).sum(1)
            np.minimum.at(lower, to, low[s, b] + machine.spend[c])
            np.maximum.at(higher, to, high[s, b] + machine.spend[c])
        low, high = lower.reshape(states, many), higher.reshape(states, many)
    ended = high[machine.ends]
    if not (ended > -never).any():
        return None
    return Reach(int(low[machine.ends].min()), int(ended.max()))


def most_adds(problem: Problem, row: int, first: int, stop: int) -> Ints:
    """(T,) a bound on what days `first` to `stop` can add to each counter."""
    adds = problem.machines[problem.machine[row]].adds
    by_day = adds[:, problem.kind[first:stop]].max((2, 3)).sum(1)
    weeks = (stop - first + 6) // 7 + 1
    by_week = problem.arrays.most_adds[problem.machine[row]] * weeks
    least: Ints = np.minimum(by_day, by_week)
    return least
