"""The best row against today's prices: a dynamic programme over (day, state, counters, amount).

This is the pricing problem of column generation, a shortest path with resource constraints (Irnich
and Desaulniers, "Shortest Path Problems with Resource Constraints", in Column Generation, 2005),
solved by labels in a dense table: counters and amounts are small whole numbers, so that a table
indexed by them needs no dominance test, and its inner loop is one vector's minimum. The automaton
of a row's rules is that of the regular constraint (Pesant, "A Regular Language Membership
Constraint for Finite Sequences of Variables", CP 2004; Cote, Gendron and Rousseau, 2011).

Prices are whole numbers held as floats (float32 below 2**24, float64 below 2**53), so every sum is
exact (but for rows made at the margin, whose costs are counted anew), and the way back is found by
equality: no table of pointers, which would take as much memory as the costs.
"""

import ctypes
import sys

import numpy as np

from sevenday.kernels import inlined, kernel, spliced
from sevenday.solver.engine.problem import Arrays
from sevenday.solver.engine.row_programme import (
    FREE_ROOM,
    INFEASIBLE,
    INFEASIBLE_64,
    CostTable,
    CounterCode,
    RowPrices,
    RowProgramme,
    RowSpan,
    SymbolGroups,
)

MAX_COUNTED = 5
"""Symbols whose own count is put into the state of one search."""
MAX_CELLS = 500_000_000
"""A larger table is not made: the symbols' limits that it would take are left out."""


def keep_freed_tables() -> None:
    """Have this process keep the memory of tables that are freed, for the next ones.

    glibc hands large ones back at once, and each page is then paid for again in the next call.
    """
    if sys.platform == "linux":
        for option in (-3, -1):  # M_MMAP_THRESHOLD, M_TRIM_THRESHOLD
            getattr(ctypes.CDLL(None), "mallopt", lambda *_: 0)(option, 1 << 30)


def release_freed_tables() -> None:
    """Hand back what freed tables hold: those of whole rows are larger than any that follow."""
    if sys.platform == "linux":
        getattr(ctypes.CDLL(None), "malloc_trim", lambda _: 0)(0)


@inlined
def infeasible_price(price):
    """What stands for impossible in an array of prices."""
    return INFEASIBLE if price.itemsize == 4 else INFEASIBLE_64


@inlined
def marginal_cost(marginal, adds, kind, state, symbol):
    """What a symbol after a state costs for the counters that it adds to."""
    cost = marginal.dtype.type(0)
    for t in range(len(marginal)):
        if marginal[t] != 0 and adds[t, kind, state, symbol] != 0:
            cost += marginal[t] * adds[t, kind, state, symbol]
    return cost


@inlined
def counters_added(groups, tracked, adds, kind, state, g):
    """The set of tracked counters, as bits, that a group's symbol after a state adds one to."""
    mask, T = 0, adds.shape[0]
    for k in range(len(tracked)):
        t = tracked[k]
        if t < T:
            mask |= adds[t, kind, state, groups.symbol[g]] << k
        elif g == groups.plain + t - T:
            mask |= 1 << k
    return mask


@kernel
def best_row(P: Arrays, span: RowSpan, prices: RowPrices, out):
    """The cheapest symbols of a row's days, exactly; writes them into `out` (days,).

    Limits of single symbols are rare to bind, and each that is in the state multiplies the table:
    so they are left out at first, and the one that the answer breaks most is put in, until none is
    broken (the state-space relaxation of Christofides, Mingozzi and Toth, 1981, tightened step by
    step as Boland, Dethridge and Dumitrescu do, 2006).

    Returns (price, exact): the price is INFEASIBLE where nothing fits. `exact` is False where a
    symbol's limit was left out, and then the price is a bound, and `out` breaks that limit; or, at
    INFEASIBLE, where the table would be too large.
    """
    C = prices.cell.shape[1]
    counted = np.zeros(MAX_COUNTED, np.int64)
    many, before = 0, np.float64(infeasible_price(prices.cell))
    counts = np.zeros(C, np.int64)
    while True:
        found = _cheapest(P, span, prices, counted[:many], out)
        if np.isnan(found):
            return before, False
        before = found
        if found >= infeasible_price(prices.cell) / 2:
            return infeasible_price(prices.cell), True
        for c in range(C):
            counts[c] = 0
        for i in range(span.stop - span.first):
            counts[out[i]] += 1
        over = -1
        for c in range(1, C):
            if counts[c] > span.symbol_room[c] and (
                over < 0 or counts[c] - span.symbol_room[c] > counts[over] - span.symbol_room[over]
            ):
                over = c
        if over < 0:
            return found, True
        if many == MAX_COUNTED:
            return found, False
        counted[many] = over
        many += 1


@spliced
def _cheapest(P: Arrays, span: RowSpan, prices: RowPrices, counted, out):
    """The same with the limits of the symbols `counted` alone; nan where the table is too large."""
    m, days = P.machine[span.row], span.stop - span.first
    infeasible = np.float64(infeasible_price(prices.cell))
    groups = _group_symbols(P, span.row, prices.cell, counted)
    # amounts are counted in the problem's unit; a limit between two of its values is the inner one
    least, most = -((-span.least) // P.unit), span.most // P.unit
    if most < 0 or least > groups.spend.max() * days:
        return infeasible
    most = min(most, groups.spend.max() * days)  # no room for more than these days can come to
    for t in range(len(span.room)):
        if span.room[t] < 0:
            return infeasible
    counters = _encode_counters(P, span, counted)
    S, B = P.states[m], counters.jump.shape[1]
    if float(days + 1) * S * B * (most + 1) > MAX_CELLS:
        return np.nan
    # in sizes of a few steps, so that what one table frees holds the next
    cells = (days + 1) * S * B
    cost = np.empty(_rounded_up(cells * (most + 1)), prices.cell.dtype)
    reached = np.empty(_rounded_up(2 * cells), np.int32)[: 2 * cells].reshape((2, days + 1, S, B))
    reached[:] = -1
    table = CostTable(
        cost[: cells * (most + 1)].reshape((days + 1, S, B, most + 1)), reached[0], reached[1]
    )
    programme = RowProgramme(span, prices, groups, counters, table)
    _fill(P, programme)
    return _trace_back(P, programme, out)


@inlined
def _rounded_up(size):
    """The least power of two that is no less."""
    rounded = 1
    while rounded < size:
        rounded *= 2
    return rounded


@kernel
def _group_symbols(P: Arrays, r, cell, counted):
    """The cheapest symbol of each group on each day; a symbol that is counted is its own group."""
    m, (days, C) = P.machine[r], cell.shape
    plain = P.groups[m]
    G = plain + len(counted)
    cheap = np.full((days, G), cell.dtype.type(infeasible_price(cell)), cell.dtype)
    pick = np.zeros((days, G), np.int64)
    symbol = np.zeros(G, np.int64)
    own = np.full(C, -1)
    for k in range(len(counted)):
        own[counted[k]] = plain + k
    for c in range(C):
        g = own[c] if own[c] >= 0 else P.group[m, c]
        symbol[g] = c
        for i in range(days):
            if cell[i, c] < cheap[i, g]:
                cheap[i, g], pick[i, g] = cell[i, c], c
    spend = np.zeros(G, np.int64)
    for g in range(G):
        spend[g] = (P.spend[m, symbol[g]] + P.unit // 2) // P.unit
    return SymbolGroups(cheap, pick, symbol, spend, plain)


@kernel
def _encode_counters(P: Arrays, span: RowSpan, counted):
    """Which counters can bind, and their code. A counter that cannot reach its limit is left out.

    Each that is in multiplies the table by its most + 1.
    """
    m, T, days = P.machine[span.row], len(span.room), span.stop - span.first
    tracked = np.zeros(T + len(counted), np.int64)
    stride = np.zeros(T + len(counted), np.int64)
    limit = np.zeros(T + len(counted), np.int64)
    n, B = 0, 1
    # a span that begins within a week may touch one week more than its length says
    weeks = (days + 6) // 7 if P.kind[span.first] == 0 else (days + 12) // 7
    for t in range(T):
        can = min(days, P.most_adds[m, t] * weeks)
        priced = P.priced[span.row, t] and span.room[t] < FREE_ROOM and not P.margin[t]
        if span.room[t] < can or priced:
            tracked[n], stride[n], limit[n] = t, B, min(span.room[t], can)
            B *= limit[n] + 1
            n += 1
    for k in range(len(counted)):
        tracked[n], stride[n] = T + k, B
        limit[n] = max(0, min(span.symbol_room[counted[k]], days))
        B *= limit[n] + 1
        n += 1
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
    return CounterCode(tracked[:n], stride[:n], limit[:n], shift, jump)


@kernel
def _fill(P: Arrays, programme: RowProgramme):
    """Fill the table forwards, day by day, keeping to amounts from which the limits can be met."""
    span, prices, groups, counters, table = programme
    m, days = P.machine[span.row], span.stop - span.first
    adds, marginal = P.adds[m], prices.marginal
    cheap, symbol, spend = groups.cheap, groups.symbol, groups.spend
    cost, low, high = table.cost, table.low, table.high
    jump, tracked = counters.jump, counters.tracked
    S, B, G = P.states[m], jump.shape[1], len(spend)
    infeasible = cost.dtype.type(infeasible_price(cost))
    least, most = -((-span.least) // P.unit), span.most // P.unit
    longest, band = spend.max(), span.amount_band
    cost[0, span.state, 0, 0] = 0
    low[0, span.state, 0] = high[0, span.state, 0] = 0
    for i in range(days):
        kind, moves = P.kind[span.first + i], P.moves[m, P.table[span.first + i]]
        # less than `needed` by tonight, and no way of filling the other days reaches the least
        needed, top = least - longest * (days - i - 1), most
        if band >= 0:
            needed = max(needed, least * (i + 1) // days - band)
            top = min(top, most * (i + 1) // days + band)
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
                c += marginal_cost(marginal, adds, kind, s, symbol[g])
                mask = counters_added(groups, tracked, adds, kind, s, g)
                w = spend[g]
                for b in range(B):
                    if low[i, s, b] < 0 or jump[mask, b] < 0:
                        continue
                    lo = max(low[i, s, b], needed - w)
                    hi = min(high[i, s, b], top - w)
                    if lo > hi:
                        continue
                    to = jump[mask, b]
                    here = cost[i, s, b, lo : hi + 1]
                    there = cost[i + 1, after, to, lo + w : hi + 1 + w]
                    # the table is not cleared first: that would touch each page of it. What a
                    # range gains at either end is, just before it is compared with
                    if low[i + 1, after, to] < 0:
                        for a in range(len(here)):
                            there[a] = here[a] + c
                        low[i + 1, after, to], high[i + 1, after, to] = lo + w, hi + w
                        continue
                    if lo + w < low[i + 1, after, to]:
                        cost[i + 1, after, to, lo + w : low[i + 1, after, to]] = infeasible
                        low[i + 1, after, to] = lo + w
                    if hi + w > high[i + 1, after, to]:
                        reached = high[i + 1, after, to]
                        cost[i + 1, after, to, reached + 1 : hi + w + 1] = infeasible
                        high[i + 1, after, to] = hi + w
                    for a in range(len(here)):
                        v = here[a] + c
                        there[a] = v if v < there[a] else there[a]


@kernel
def _trace_back(P: Arrays, programme: RowProgramme, out):
    """The cheapest end, and the way back to it: writes `out`, returns the price."""
    span, prices, groups, counters, table = programme
    m, days = P.machine[span.row], span.stop - span.first
    cost, low, high = table.cost, table.low, table.high
    infeasible = np.float64(infeasible_price(cost))
    least, most = -((-span.least) // P.unit), span.most // P.unit
    best, s, b, a = infeasible, -1, 0, 0
    for q in range(P.states[m]):
        if not span.ends[q]:
            continue
        for x in range(counters.jump.shape[1]):
            if low[days, q, x] < 0:
                continue
            extra = prices.scale * _end_price(P, span, counters, x)
            for y in range(max(least, low[days, q, x]), min(most, high[days, q, x]) + 1):
                if cost[days, q, x, y] + extra < best:
                    best, s, b, a = cost[days, q, x, y] + extra, q, x, y
    if best >= infeasible / 2:
        return infeasible
    for i in range(days - 1, -1, -1):
        g, s, b, a = _predecessor(P, programme, i, s, b, a)
        out[i] = groups.pick[i, g]
    return best


@inlined
def _end_price(P: Arrays, span, counters, x):
    """What the counters of a code cost at the end, of those that are not priced at the margin."""
    price = 0.0
    for k in range(len(counters.tracked)):
        t = counters.tracked[k]
        if t < len(span.room) and P.priced[span.row, t] and not P.margin[t]:
            count = x // counters.stride[k] % (counters.limit[k] + 1)
            price += P.final[span.row, t, span.base[t] + count]
    return price


@inlined
def _predecessor(P: Arrays, programme, i, s, b, a):
    """The group of day `i`, and the cell of that morning (state, counters, amount) it came from."""
    span, groups, counters, table = (
        programme.span,
        programme.groups,
        programme.counters,
        programme.table,
    )
    m, kind = P.machine[span.row], P.kind[span.first + i]
    moves = P.moves[m, P.table[span.first + i]]
    want = table.cost[i + 1, s, b, a]
    for g in range(len(groups.spend)):
        c, y, symbol = groups.cheap[i, g], a - groups.spend[g], groups.symbol[g]
        if y < 0:
            continue
        for q in range(P.states[m]):
            if moves[q, symbol] != s:
                continue
            mask = counters_added(groups, counters.tracked, P.adds[m], kind, q, g)
            x = b - counters.shift[mask]
            if x < 0 or counters.jump[mask, x] != b:
                continue
            if not table.low[i, q, x] <= y <= table.high[i, q, x]:
                continue
            extra = marginal_cost(programme.prices.marginal, P.adds[m], kind, q, symbol)
            # rounded as it was stored, so that prices too large to add up exactly are found too
            came = table.cost.dtype.type(table.cost[i, q, x, y] + (c + extra))
            if table.low[i, q, x] >= 0 and came == want:
                return g, q, x, y
    return -1, -1, -1, -1  # never: the cell was reached from somewhere
