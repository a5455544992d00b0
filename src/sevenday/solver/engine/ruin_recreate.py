"""Ruin and recreate: rows are taken out for some weeks and put back exactly, and annealing decides.

Several rows are taken out at once, put back one by one against noisy prices, then each once more
against true ones; simulated annealing (Kirkpatrick, Gelatt and Vecchi, 1983) decides whether the
result stays. Ruin and recreate is Schrimpf et al. (2000), and Shaw's large neighbourhood search
(1998); here the recreate step is exact for each row.
"""

from typing import NamedTuple

import numpy as np

from sevenday.kernels import kernel, spliced
from sevenday.solver.engine.dear_cells import MOST_DEAR, dear_cells
from sevenday.solver.engine.picks import (
    AnnealingRound,
    begin_at,
    dearest_open,
    pick_rows,
    pick_windows,
)
from sevenday.solver.engine.pricing import best_row
from sevenday.solver.engine.problem import Arrays, Bools, Floats, Ints
from sevenday.solver.engine.roster import (
    Roster,
    RowWindow,
    allowed_ends,
    cell_prices,
    copy_days,
    copy_symbols,
    fits,
    insert_days,
    marginal_prices,
    remove_days,
)
from sevenday.solver.engine.row_programme import ANY_AMOUNT, INFEASIBLE, RowPrices, RowSpan
from sevenday.solver.engine.xorshift import draw

LOOKED_UP = 10
"""Moves after which dear cells are looked up again."""
NONE_YET = 1 << 60
"""What the best costs while settled levels are too dear in all that was met."""


class Reinsertion(NamedTuple):
    """A window of a row that was taken out, to be put back.

    `old` (days,): its symbols before. `noise`: what is added to each price at most, so that the
    best way is not always the same. `marginal` (T,): what one more of a counter costs. `lent`: what
    another window of the row, taken out too, had of its amount; this one may have up to `slack`
    more or less than its own.
    """

    window: RowWindow
    old: Ints
    noise: float
    marginal: Floats
    lent: int
    slack: int


class Scratch(NamedTuple):
    """Room for one reinsertion, made once: `price` (days, C), `ends` (S,), `out` (days,)."""

    price: Floats
    ends: Bools
    out: Ints


class Ruin(NamedTuple):
    """What one move takes out: `days` from each of `first` (V,) on, of each of `rows` (P,).

    `old` (2, P, days): the symbols that were there. `marginal` (P, T) and `slack`: as a reinsertion
    has them.
    """

    rows: Ints
    first: Ints
    days: int
    old: Ints
    marginal: Floats
    slack: int


@kernel
def reinsert_best(P: Arrays, X: Roster, task: Reinsertion, rng, scratch: Scratch):
    """Put a window that was taken out back at its best; as it was where nothing fits."""
    r, first, stop = task.window
    allowed_ends(P, X, r, stop, scratch.ends)
    cell_prices(P, X, task.window, task.noise, rng, scratch.price)
    span = RowSpan(
        r,
        first,
        stop,
        np.int64(X.states[r, first]),
        scratch.ends,
        P.least[r] - X.spent[r] - task.lent - task.slack,
        P.most[r] - X.spent[r] - task.lent + task.slack,
        P.caps[r] - X.counts[r],
        X.counts[r],
        P.symbol_caps[r] - X.many[r],
        ANY_AMOUNT,
    )
    prices = RowPrices(scratch.price[: stop - first], task.marginal, 1.0)
    found, exact = best_row(P, span, prices, scratch.out)
    # an answer that breaks a symbol's limit will not do: the row then stays as it was
    if found >= INFEASIBLE / 2 or not exact:
        insert_days(P, X, r, first, stop, task.old)
    else:
        insert_days(P, X, r, first, stop, scratch.out)


@spliced
def _take_out(P: Arrays, X: Roster, ruin: Ruin):
    for p in range(len(ruin.rows)):
        r = ruin.rows[p]
        marginal_prices(P, X, r, ruin.marginal[p])
        for v in range(len(ruin.first)):
            first, stop = ruin.first[v], ruin.first[v] + ruin.days
            copy_days(X, r, first, stop, ruin.old[v, p])
            remove_days(P, X, r, first, stop)


@spliced
def _recreate(P: Arrays, X: Roster, ruin: Ruin, noise, rng, scratch: Scratch):
    """Put each window back at its best; then, of several rows, each once more.

    The first ones were put back beside nobody, and at noisy prices.
    """
    for p in range(len(ruin.rows)):
        r = ruin.rows[p]
        for v in range(len(ruin.first)):
            lent, slack = 0, 0
            if len(ruin.first) == 2 and v == 0:
                slack = ruin.slack
                for i in range(ruin.days):
                    lent += P.spend[P.machine[r], ruin.old[1, p, i]]
            window = RowWindow(r, ruin.first[v], ruin.first[v] + ruin.days)
            old, marginal = ruin.old[v, p], ruin.marginal[p]
            task = Reinsertion(window, old, noise, marginal, lent, slack)
            reinsert_best(P, X, task, rng, scratch)
    for p in range(len(ruin.rows) if len(ruin.rows) > 1 else 0):
        for v in range(len(ruin.first)):
            window = RowWindow(ruin.rows[p], ruin.first[v], ruin.first[v] + ruin.days)
            old = X.symbols[window.row, window.first : window.stop].astype(np.int64)
            remove_days(P, X, window.row, window.first, window.stop)
            task = Reinsertion(window, old, 0.0, ruin.marginal[p], 0, 0)
            reinsert_best(P, X, task, rng, scratch)


@spliced
def _undo(P: Arrays, X: Roster, ruin: Ruin):
    for r in ruin.rows:
        for first in ruin.first:
            remove_days(P, X, r, first, first + ruin.days)
    for p in range(len(ruin.rows)):
        for v in range(len(ruin.first)):
            first = ruin.first[v]
            insert_days(P, X, ruin.rows[p], first, first + ruin.days, ruin.old[v, p])


@kernel
def anneal(P: Arrays, X: Roster, best, rng, round_: AnnealingRound):
    """Make some moves at a temperature; keeps the best symbols in `best`, returns their cost."""
    R, C = P.allowed.shape[0], P.allowed.shape[2]
    longest = 7 * round_.longest
    scratch = Scratch(
        np.empty((longest, C), np.float32),
        np.empty(P.moves.shape[2], np.bool_),
        np.zeros(longest, np.int64),
    )
    picked, first = np.zeros(round_.rows, np.int64), np.zeros(2, np.int64)
    marginal = np.zeros((round_.rows, P.final.shape[1]), np.float32)
    old = np.zeros((2, round_.rows, longest), np.int64)
    dear, dears = np.zeros((MOST_DEAR, 2), np.int64), 0
    least = X.cost[0] if X.cost[1] <= round_.keep else NONE_YET
    copy_symbols(X, best)
    for n in range(round_.moves):
        windows, weeks = pick_windows(round_, rng, first)
        many = min(R, 1 + int(draw(rng) * round_.rows))
        if windows == 2:
            many = min(many, 2)
        rows = picked[:many]
        if n % LOOKED_UP == 0 and round_.dear > 0:
            dears = dear_cells(P, X, round_.heat, 7 * round_.from_week, 7 * round_.to_week, dear)
        begun = -1
        if dears > 0 and draw(rng) < round_.dear:
            k = int(draw(rng) * dears)
            begun = dear[k, 0]
            windows = begin_at(round_, dear[k, 1], rng, (windows, weeks), first)
        window = RowWindow(0, first[0], first[0] + 7 * weeks)
        pick_rows(P, X, window, round_.understaffed, begun, rng, rows)
        slack = 0
        if windows == 2:
            longest_day = 0
            for c in range(C):
                longest_day = max(longest_day, P.spend[P.machine[rows[0]], c])
            slack = 1 + int(draw(rng) * 2 * longest_day)
        noise = round_.heat * 2 * draw(rng)
        ruin = Ruin(rows, first[:windows], 7 * weeks, old, marginal, slack)
        before = X.cost[0]
        _take_out(P, X, ruin)
        if round_.bold > 0 and draw(rng) < round_.bold:
            # lines that fit only together: the first has to be put back as no price would have it
            opened = dearest_open(P, X, RowWindow(rows[0], window.first, window.stop))
            noise = max(noise, opened * draw(rng))
        _recreate(P, X, ruin, noise, rng, scratch)
        worse = X.cost[0] - before
        refused = worse > 0 and worse > -round_.heat * np.log(1.0 - draw(rng))
        refused = refused or X.cost[1] > round_.most
        # each window kept to its own share of the row's limits; two of them, or rounded amounts,
        # may go over together
        if windows == 2 or P.unit > 1:
            for r in rows:
                refused = refused or not fits(P, X, r)
        if refused:
            _undo(P, X, ruin)
        elif X.cost[0] < least and X.cost[1] <= round_.keep:
            least = X.cost[0]
            copy_symbols(X, best)
    return least
