"""A machine of states: what may follow what in a row, and what each symbol adds."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.integer[Any]]
Bools = npt.NDArray[np.bool_]

NO_STATE = -1


@dataclass(frozen=True, eq=False, slots=True)
class Machine:
    """What may follow what, for rows under the same rules: S states, C symbols.

    `moves` (W, S, C): the state after a symbol, -1 where it may not come, in each of W tables, of
    which `Problem.table` says which holds on a day; (S, C) is one table for every day. `adds`
    (T, Y, S, C): what a symbol on a kind of day adds to a counter (a weekend begun). `spend`
    (C,): what a symbol adds to the row's amount (minutes in some unit). `ends` (S,): states that
    may be last.
    """

    moves: Ints
    adds: Ints
    spend: Ints
    ends: Bools

    def __post_init__(self) -> None:
        """Make one table for every day a table."""
        if self.moves.ndim == 2:
            object.__setattr__(self, "moves", self.moves[None])

    @property
    def states(self) -> int:
        """How many states there are."""
        return int(self.moves.shape[1])


def most_in_a_week(machine: Machine, counter: int) -> int:
    """The most that seven days from a Monday, of whatever kinds, can add to a counter."""
    best = np.zeros(machine.states, np.int64)
    for kind in range(6, -1, -1):
        adds = machine.adds[counter, [kind, *range(7, machine.adds.shape[1])]].max(0)
        # any table may hold on a day: the most of them all
        after = np.where(machine.moves == NO_STATE, -99, best[machine.moves]).max(0)
        best = (adds + after).max(1)
    return max(0, int(best.max()))


def alike_symbols(machine: Machine) -> list[int]:
    """Symbols by group: those that the rules cannot tell apart, so that the cheapest will do."""
    known: dict[tuple[bytes, bytes, int], int] = {}
    return [
        known.setdefault(
            (
                machine.moves[..., c].tobytes(),
                machine.adds[..., c].tobytes(),
                int(machine.spend[c]),
            ),
            len(known),
        )
        for c in range(len(machine.spend))
    ]
