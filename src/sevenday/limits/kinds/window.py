"""A window: no more than so much work in any span of that length, wherever it begins."""

import numpy as np

from sevenday.kernels import kernel
from sevenday.limits.kinds import MASK, MOST, WINDOW
from sevenday.limits.lines import at

ROOM = 96
"""Duties that one window can hold: their starts, ends and shares of the time worked."""


@kernel
def _worked(state, low, high):
    """Minutes of work that the duties held have between two moments."""
    total = 0.0
    for k in range(int(state[0])):
        share = min(state[1 + ROOM + k], high) - max(state[1 + k], low)
        if share > 0:
            total += share * state[1 + 2 * ROOM + k]
    return total


@kernel
def step(rule, state, out, day, code, line):
    """Add each part, then test the windows that could be the worst.

    The work in a sliding window is greatest where it ends with a duty, or, where on-call work is
    spread thinly, where it starts with one: so only those windows are looked at.
    """
    parts = line.parts
    mask = np.int64(rule[MASK])
    weekday = (line.weekday + day) % 7
    span = rule[WINDOW]
    for p in range(parts.first[code], parts.first[code + 1]):
        if not parts.mask[p, weekday] & mask:
            continue
        begin = at(line, day, parts.start[p])
        end = at(line, day, parts.end[p])
        held = 0
        for k in range(int(state[0])):
            if state[1 + ROOM + k] > begin - span and k - held < ROOM - 1:
                for block in range(3):
                    state[1 + block * ROOM + held] = state[1 + block * ROOM + k]
                held += 1
        on_call = parts.work[p] < parts.end[p] - parts.start[p]
        state[1 + held] = begin
        state[1 + ROOM + held] = end
        state[1 + 2 * ROOM + held] = parts.work[p] / (end - begin) if on_call else 1.0
        state[0] = held + 1
        worked = _worked(state, end - span, end)
        worst, opens = worked, end - span
        if on_call:
            for k in range(held):
                closes = state[1 + k] + span
                if begin < closes < end:
                    worked = _worked(state, state[1 + k], closes)
                    if worked > worst:
                        worst, opens = worked, state[1 + k]
        if rule[MOST] - worst < out[0]:
            out[0], out[1], out[2], out[3], out[4] = (
                rule[MOST] - worst, opens, opens + span, worst, rule[MOST],
            )  # fmt: skip
