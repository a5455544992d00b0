"""What the pricing of a row is given, and what its dynamic programme is made of."""

from typing import NamedTuple

import numpy as np

from sevenday.solver.engine.problem import Bools, Floats, Ints

INFEASIBLE = 1e9
"""The price of what may not be; anything above half of it is impossible."""
INFEASIBLE_64 = 1e15
"""The same for prices in 64 bits, which may be larger."""
FREE_ROOM = 1 << 19
"""Room of a counter that is left out: neither its limit nor its price at the end counts."""
ANY_AMOUNT = -1
"""The amount band that keeps the amount nowhere."""


class RowSpan(NamedTuple):
    """Days `first` to `stop` of a row to be filled, and what its other days leave for them.

    `state`: the machine's before the first day. `ends` (S,): states that may follow the last.
    `least` and `most`: of the amount within. `room` (T,): what each counter may still grow by.
    `base` (T,): what it has outside. `symbol_room` (C,): how many of each symbol may come.
    `amount_band`: how far the amount may stray from its share of the days so far; ANY_AMOUNT is
    exact.
    """

    row: int
    first: int
    stop: int
    state: int | np.int64
    ends: Bools
    least: int
    most: int
    room: Ints
    base: Ints
    symbol_room: Ints
    amount_band: int


class RowPrices(NamedTuple):
    """`cell` (days, C): of each symbol on each day, INFEASIBLE where it may not be.

    `marginal` (T,): what one more of a counter costs, of those priced at the margin. `scale`:
    prices to a unit of the problem's cost.
    """

    cell: Floats
    marginal: Floats
    scale: float


class SymbolGroups(NamedTuple):
    """Symbols that the rules cannot tell apart, of which the cheapest will do on each day.

    `cheap` and `pick` (days, G): its price, and which it is. `symbol` (G,): any one of the group.
    `spend` (G,): its amount. Groups from `plain` on are single symbols that are counted.
    """

    cheap: Floats
    pick: Ints
    symbol: Ints
    spend: Ints
    plain: int


class CounterCode(NamedTuple):
    """The counters that can bind within the days, as one mixed-radix number of B values.

    `tracked` (n,): counter t, or T + k for the k-th symbol that is counted. `stride` and `limit`
    (n,): a counter's weight in the number, and its most. `shift` (2**n,): what adding one to a set
    of counters adds to the number; `jump` (2**n, B): the number after it, -1 past a limit.
    """

    tracked: Ints
    stride: Ints
    limit: Ints
    shift: Ints
    jump: Ints


class CostTable(NamedTuple):
    """The least price of each (day, state, counters, amount): `cost` (days + 1, S, B, A).

    Only amounts from `low` to `high` (days + 1, S, B) have been reached; `low` is -1 where none.
    """

    cost: Floats
    low: Ints
    high: Ints


class RowProgramme(NamedTuple):
    """The dynamic programme of one row: what is filled, at which prices, and its table."""

    span: RowSpan
    prices: RowPrices
    groups: SymbolGroups
    counters: CounterCode
    table: CostTable
