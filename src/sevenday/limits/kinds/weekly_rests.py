"""Weekly rest with the day's: a rest in every week, or two or one longer in every fortnight."""

import math

from sevenday.kernels import inlined
from sevenday.limits.kinds import (
    ALT,
    BEGIN,
    BITS,
    CLOSED,
    CYCLE,
    END,
    FROM,
    LIMIT,
    MASK,
    MIDNIGHT,
    OPENED,
    REST,
    RUN,
    SLACK,
    START,
    STOP,
    VALUE,
    WINDOW,
)

MET, BUSY, HAS_FIRST, FIRST_BEGIN = range(4)
WEEK, FORTNIGHT = 4, 10
NTH, BEST, SECOND, LONGER, WORST, WORST_NTH = range(6)
"""Of a length of block, from WEEK or FORTNIGHT on: the block in hand; its best rest, the next best
and the best against ALT; the worst block that is over, and which."""


@inlined
def _spell(rule, state, at, length, since, until, dates, span):
    """Give a spell off to each block of `length` dates that it falls in; close those it ends.

    A rest counts by its whole length, as long as all of it but the day's rest (FROM) falls in the
    block: what is short of either is its score.
    """
    start, stop = int(span[START]), int(span[STOP])
    while True:
        low = start + int(state[at + NTH]) * length
        if low + length > stop:
            return
        opens, closes = dates[low, MIDNIGHT], dates[low + length, MIDNIGHT]
        if min(until, closes) > max(since, opens):
            inside = min(until, closes) - max(since, opens) + rule[FROM]
            whole = min(until - since, inside)
            state[at + LONGER] = max(state[at + LONGER], whole - rule[ALT])
            score = whole - rule[REST]
            if score > state[at + BEST]:
                state[at + BEST], state[at + SECOND] = score, state[at + BEST]
            elif score > state[at + SECOND]:
                state[at + SECOND] = score
        if until < closes:
            return
        score = state[at + BEST]
        if at == FORTNIGHT:
            score = max(state[at + SECOND], state[at + LONGER])
        if state[at + NTH] == 0 or score < state[at + WORST]:
            state[at + WORST], state[at + WORST_NTH] = score, state[at + NTH]
        state[at + NTH] += 1
        state[at + BEST] = state[at + SECOND] = -rule[REST]
        state[at + LONGER] = -rule[ALT]


@inlined
def _off(rule, state, until, dates, span):
    since = state[BUSY] if state[MET] else -math.inf
    _spell(rule, state, WEEK, int(rule[WINDOW]), since, until, dates, span)
    _spell(rule, state, FORTNIGHT, int(rule[RUN]), since, until, dates, span)


@inlined
def step(rule, state, out, day, duties, low, high, dates, span):
    """End the spell off that each duty ends. Before the first block only the last end matters."""
    mask = int(rule[MASK])
    for p in range(low, high):
        if not int(duties[p, BITS]) & mask:
            continue
        if day >= span[START]:
            if not state[HAS_FIRST]:
                state[HAS_FIRST] = 1.0
                state[FIRST_BEGIN] = duties[p, BEGIN] - dates[int(span[START]), MIDNIGHT]
                for at in (WEEK, FORTNIGHT):
                    state[at + BEST] = state[at + SECOND] = -rule[REST]
                    state[at + LONGER] = -rule[ALT]
            _off(rule, state, duties[p, BEGIN], dates, span)
        state[MET] = 1.0
        state[BUSY] = max(state[BUSY], duties[p, END])


@inlined
def finish(rule, state, out, dates, span):
    """Broken only where some week and some fortnight both fall short.

    What follows a rota is not known: its last spell off has no end. A cycle goes round.
    """
    if not state[HAS_FIRST]:
        return
    stop = int(span[STOP])
    goes_round = dates[stop, MIDNIGHT] + state[FIRST_BEGIN]
    _off(rule, state, goes_round if span[CYCLE] else math.inf, dates, span)
    if state[WEEK + NTH] == 0:
        return
    slack = state[WEEK + WORST]
    if state[FORTNIGHT + NTH] > 0:
        slack = max(slack, state[FORTNIGHT + WORST])
    first = int(span[START]) + int(state[WEEK + WORST_NTH]) * int(rule[WINDOW])
    out[SLACK] = slack
    out[OPENED], out[CLOSED] = dates[first, MIDNIGHT], dates[first + int(rule[WINDOW]), MIDNIGHT]
    out[VALUE], out[LIMIT] = state[WEEK + WORST] + rule[REST], rule[REST]
