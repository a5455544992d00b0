"""Rounds of chains in parts, between which they cool: few rounds have to end as cool as many."""

from typing import NamedTuple

from sevenday.solver.engine.params import SwapParams

TINY = 1e-9


class RoundPart(NamedTuple):
    """How many of each kind of move a part of a round has, and whether the chains meet after it."""

    moves: int
    swaps: int
    deals: int
    meet: bool


class RoundParts:
    """The parts of rounds, one after another.

    Where the clock decides, they are as small as it asks for; else all are alike.
    """

    def __init__(self, params: SwapParams, timed: bool) -> None:
        """No part was taken yet."""
        self.params, self.timed = params, timed
        self.largest = 1 / params.falls
        self.size = self.largest * (params.finest if timed else 1)
        self.rounds, self.before = 0.0, 0.0

    def next(self, now: float) -> RoundPart:
        """The next part, where a part `now` of the search is over."""
        if self.timed and now > self.before:
            fitting = self.size * self.params.part_share / (now - self.before)
            self.size = min(self.largest, max(self.largest * self.params.finest, fitting))
        self.before, began = now, self.rounds
        self.rounds += self.size

        def many(a_round: float) -> int:
            return int(a_round * self.rounds + TINY) - int(a_round * began + TINY)

        params = self.params
        meet = many(1 / params.meet) > 0
        return RoundPart(many(params.moves), many(params.swaps), many(params.deals), meet)
