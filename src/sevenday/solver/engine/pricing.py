"""The best row against today's prices: a dynamic programme over (day, state, counters, amount).

A table of costs, dense in counters and amount, so that the inner loop is one vector's minimum.
Prices are whole numbers held as floats (float32 below 2**24, float64 below 2**53), so every sum is
exact, and the way back is found by equality: no table of pointers.
"""

import ctypes
import sys

import numpy as np

from sevenday.kernels import inlined, kernel
from sevenday.solver.engine.problem import Arrays

INFEASIBLE = 1e9
"""The price of what may not be; anything above half of it is impossible."""
INFEASIBLE_64 = 1e15
"""The same for prices in 64 bits, which may be larger."""
FREE_ROOM = 1 << 19
"""Room of a counter that is left out: neither its limit nor its price at the end counts."""
MOST_SPECIAL = 5
"""Symbols whose own count is put into the state of one search."""

MOST_CELLS = 500_000_000
"""A larger table is not made: the symbols' limits that it would take are left out."""

if sys.platform == "linux":
    # glibc hands large tables back at once, and each page is then paid for again in the next call
    for option in (-3, -1):  # M_MMAP_THRESHOLD, M_TRIM_THRESHOLD
        getattr(ctypes.CDLL(None), "mallopt", lambda *_: 0)(option, 1 << 30)


@kernel
def infeasible_price(price):
    """What stands for impossible in an array of prices."""
    return INFEASIBLE if price.itemsize == 4 else INFEASIBLE_64


@inlined
def marginal_cost(marginal_price, adds, kind, state, symbol):
    """What a symbol after a state costs for the counters that it adds to."""
    cost = marginal_price.dtype.type(0)
    for t in range(len(marginal_price)):
        if marginal_price[t] != 0 and adds[t, kind, state, symbol] != 0:
            cost += marginal_price[t] * adds[t, kind, state, symbol]
    return cost


@kernel
def best_row(
    P: Arrays,
    r,
    first,
    stop,
    price,
    state,
    ends,
    least,
    most,
    room,
    base,
    symbol_room,
    scale,
    amount_band,
    marginal_price,
    out,
):
    """The cheapest symbols of row `r` on days `first` to `stop`, exactly.

    `price` (days, C): of each cell, INFEASIBLE where it may not be. `state`: the machine's before
    the first day; `ends` (S,): states that may follow the last. `least` and `most`: of the amount
    within. `room` (T,): what each counter may still grow by, `base` (T,): what it has outside.
    `symbol_room` (C,): how many of each symbol. `scale`: prices to a unit of cost. `amount_band`:
    how far the amount may stray from its share of the days so far, -1 for any (exact).
    `marginal_price` (T,): what one more of a counter costs, of those that are priced at the margin.
    Writes `out`; returns (price, exact): price INFEASIBLE where nothing fits; `exact` is False
    where a symbol's limit was left out, and then the price is a bound, and `out` breaks that limit;
    or, at INFEASIBLE, where the table would be too large.
    """
    C = price.shape[1]
    special = np.full(MOST_SPECIAL, -1)
    held, before = 0, np.float64(infeasible_price(price))
    counts = np.zeros(C, np.int64)
    while True:
        found = _search(
            P,
            r,
            first,
            stop,
            price,
            state,
            ends,
            least,
            most,
            room,
            base,
            symbol_room,
            scale,
            amount_band,
            marginal_price,
            special[:held],
            out,
        )
        if np.isnan(found):
            return before, False
        before = found
        if found >= infeasible_price(price) / 2:
            return infeasible_price(price), True
        counts[:] = 0
        for i in range(stop - first):
            counts[out[i]] += 1
        over = -1
        for c in range(1, C):
            if counts[c] > symbol_room[c] and (
                over < 0 or counts[c] - symbol_room[c] > counts[over] - symbol_room[over]
            ):
                over = c
        if over < 0:
            return found, True
        if held == MOST_SPECIAL:
            return found, False
        special[held] = over
        held += 1


@kernel
def _search(
    P: Arrays,
    r,
    first,
    stop,
    price,
    state,
    ends,
    least,
    most,
    room,
    base,
    symbol_room,
    scale,
    amount_band,
    marginal_price,
    special,
    out,
):
    m, C, T, days = P.machine[r], price.shape[1], len(room), stop - first
    S, plain = P.states[m], P.groups[m]
    G = plain + len(special)
    group, moves, adds, kind = P.group[m], P.moves[m], P.adds[m], P.kind
    infeasible = price.dtype.type(infeasible_price(price))

    # the cheapest symbol of each group on each day
    cheap = np.full((days, G), infeasible, price.dtype)
    pick = np.zeros((days, G), np.int64)
    symbol = np.zeros(G, np.int64)
    own = np.full(C, -1)
    for k in range(len(special)):
        own[special[k]] = plain + k
    for c in range(C):
        g = own[c] if own[c] >= 0 else group[c]
        symbol[g] = c
        for i in range(days):
            if price[i, c] < cheap[i, g]:
                cheap[i, g], pick[i, g] = price[i, c], c
    spend = np.zeros(G, np.int64)
    for g in range(G):
        spend[g] = (P.spend[m, symbol[g]] + P.unit // 2) // P.unit
    least, most = -((-least) // P.unit), most // P.unit
    dearest = spend.max()
    if most < 0 or least > dearest * days:
        return np.float64(infeasible)

    # the counters that can bind within these days, as one mixed-radix number
    tracked = np.zeros(T + len(special), np.int64)
    stride = np.zeros(T + len(special), np.int64)
    limit = np.zeros(T + len(special), np.int64)
    n, B = 0, 1
    weeks = (days + 6) // 7 if kind[first] == 0 else (days + 12) // 7
    for t in range(T):
        if room[t] < 0:
            return np.float64(infeasible)
        can = min(days, P.most_adds[m, t] * weeks)
        if room[t] < can or (P.priced[r, t] and room[t] < FREE_ROOM and not P.margin[t]):
            tracked[n], stride[n], limit[n] = t, B, min(room[t], can)
            B *= limit[n] + 1
            n += 1
    for k in range(len(special)):
        tracked[n], stride[n] = T + k, B
        limit[n] = max(0, min(symbol_room[special[k]], days))
        B *= limit[n] + 1
        n += 1
    width = most + 1
    if float(days + 1) * S * B * width > MOST_CELLS:
        return np.nan
    jump = np.full((1 << n, B), -1)
    shift = np.zeros(1 << n, np.int64)
    for mask in range(1 << n):
        for k in range(n):
            if mask >> k & 1:
                shift[mask] += stride[k]
        for b in range(B):
            fits = True
            for k in range(n):
                if mask >> k & 1 and b // stride[k] % (limit[k] + 1) == limit[k]:
                    fits = False
            if fits:
                jump[mask, b] = b + shift[mask]

    table = np.empty((days + 1, S, B, width), price.dtype)
    low = np.full((days + 1, S, B), -1)
    high = np.full((days + 1, S, B), -1)
    table[0, state, 0, 0] = 0
    low[0, state, 0] = high[0, state, 0] = 0
    for i in range(days):
        needed, top = least - dearest * (days - i - 1), most
        if amount_band >= 0:
            needed = max(needed, least * (i + 1) // days - amount_band)
            top = min(top, most * (i + 1) // days + amount_band)
        for s in range(S):
            alive = False
            for b in range(B):
                alive = alive or low[i, s, b] >= 0
            if not alive:
                continue
            for g in range(G):
                c = cheap[i, g]
                after = moves[s, symbol[g]]
                if after < 0 or c >= infeasible:
                    continue
                c += marginal_cost(marginal_price, adds, kind[first + i], s, symbol[g])
                mask = 0
                for k in range(n):
                    t = tracked[k]
                    if t < T:
                        mask |= adds[t, kind[first + i], s, symbol[g]] << k
                    elif g == plain + t - T:
                        mask |= 1 << k
                w = spend[g]
                for b in range(B):
                    if low[i, s, b] < 0 or jump[mask, b] < 0:
                        continue
                    lo = max(low[i, s, b], needed - w)
                    hi = min(high[i, s, b], top - w)
                    if lo > hi:
                        continue
                    to = jump[mask, b]
                    here = table[i, s, b, lo : hi + 1]
                    there = table[i + 1, after, to, lo + w : hi + 1 + w]
                    if low[i + 1, after, to] < 0:
                        for a in range(len(here)):
                            there[a] = here[a] + c
                        low[i + 1, after, to], high[i + 1, after, to] = lo + w, hi + w
                        continue
                    if lo + w < low[i + 1, after, to]:
                        table[i + 1, after, to, lo + w : low[i + 1, after, to]] = infeasible
                        low[i + 1, after, to] = lo + w
                    if hi + w > high[i + 1, after, to]:
                        table[i + 1, after, to, high[i + 1, after, to] + 1 : hi + w + 1] = (
                            infeasible
                        )
                        high[i + 1, after, to] = hi + w
                    for a in range(len(here)):
                        v = here[a] + c
                        there[a] = v if v < there[a] else there[a]

    # the cheapest end, and the way back to it
    best, s, b, a = np.float64(infeasible), -1, 0, 0
    for q in range(S):
        if not ends[q]:
            continue
        for x in range(B):
            if low[days, q, x] < 0:
                continue
            extra = 0.0
            for k in range(n):
                t = tracked[k]
                if t < T and P.priced[r, t] and not P.margin[t]:
                    extra += scale * P.final[r, t, base[t] + x // stride[k] % (limit[k] + 1)]
            for y in range(max(least, low[days, q, x]), min(most, high[days, q, x]) + 1):
                if table[days, q, x, y] + extra < best:
                    best, s, b, a = table[days, q, x, y] + extra, q, x, y
    if best >= infeasible / 2:
        return np.float64(infeasible)
    for i in range(days - 1, -1, -1):
        want = table[i + 1, s, b, a]
        s, b, a = _before(
            i,
            s,
            b,
            a,
            want,
            S,
            G,
            table,
            low,
            high,
            cheap,
            moves,
            symbol,
            spend,
            tracked,
            shift,
            jump,
            n,
            T,
            plain,
            adds,
            kind[first + i],
            marginal_price,
            pick,
            out,
        )
    return best


@kernel
def _before(
    i,
    s,
    b,
    a,
    want,
    S,
    G,
    table,
    low,
    high,
    cheap,
    moves,
    symbol,
    spend,
    tracked,
    shift,
    jump,
    n,
    T,
    plain,
    adds,
    kind,
    marginal_price,
    pick,
    out,
):
    """The cell that a cell of day `i + 1` came from; writes the day's symbol."""
    for g in range(G):
        c, y = cheap[i, g], a - spend[g]
        if y < 0:
            continue
        for q in range(S):
            if moves[q, symbol[g]] != s:
                continue
            mask = 0
            for k in range(n):
                t = tracked[k]
                if t < T:
                    mask |= adds[t, kind, q, symbol[g]] << k
                elif g == plain + t - T:
                    mask |= 1 << k
            x = b - shift[mask]
            if x < 0 or jump[mask, x] != b or not low[i, q, x] <= y <= high[i, q, x]:
                continue
            extra = marginal_cost(marginal_price, adds, kind, q, symbol[g])
            if low[i, q, x] >= 0 and table[i, q, x, y] + (c + extra) == want:
                out[i] = pick[i, g]
                return q, x, y
    return -1, -1, -1  # never: the cell was reached from somewhere
