"""Closed walks as a whole-number flow round a clock: a roster that everybody works in turn.

What matters of such a cycle is how often it steps from one state to another on each day of the
clock. Round a clock of seven days the flow carries a unit for each week; round one of all its days
it carries one. A flow in one piece is one closed walk (Euler); one that falls into pieces is cut
off, and the flow is found anew.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from math import inf
from time import monotonic
from typing import NamedTuple

from sevenday.milp.highs import MilpParams, solve
from sevenday.milp.model import LinearRow, MilpModel, Term

Node = tuple[int, Hashable]


class Arc(NamedTuple):
    """A step on a day of the clock: from a state, by a day's symbol, to a state of the next day."""

    day: int
    before: Hashable
    symbol: Hashable
    after: Hashable


@dataclass(frozen=True, slots=True)
class CirculationResult:
    """What a search found: the walk as arcs in order and the variables' values, None if none.

    `bound`: no flow costs less (-inf: none was found). `impossible`: proved that there is none.
    `nodes`: of the search.
    """

    walk: tuple[int, ...] | None
    values: tuple[float, ...]
    bound: float
    impossible: bool
    nodes: int


class Circulation:
    """The arcs as variables, and rows over them: as much into each state of a day as out of it.

    Parameters
    ----------
    arcs
        Variable a of `model` says how often arc a is taken.
    days
        Of the clock.
    most
        Units that any arc, and each day, can carry.
    seed
        Of the solver.
    """

    def __init__(self, arcs: Sequence[Arc], days: int, most: int, seed: int) -> None:
        """The conservation of flow; whoever asks for more adds rows to `model`."""
        self.arcs, self.days, self.most, self.seed = arcs, days, most, seed
        self.model = MilpModel()
        nodes: dict[Node, list[Term]] = {}
        for arc in arcs:
            a = self.model.variable(most)
            nodes.setdefault((arc.day, arc.before), []).append((a, -1))
            nodes.setdefault(self._end(arc), []).append((a, 1))
        for terms in nodes.values():
            self.model.row(terms, 0, 0)

    def _end(self, arc: Arc) -> Node:
        return ((arc.day + 1) % self.days, arc.after)

    def solve(
        self,
        seconds: float,
        nodes: int | None = None,
        cuts: Callable[[Sequence[int]], list[LinearRow]] | None = None,
        known: Sequence[float] = (),
    ) -> CirculationResult:
        """The cheapest flow that is one closed walk, for at most `seconds`, or `nodes` a search.

        `known`: values to begin with, as a search before this one gave them. `cuts` gives, of a
        walk (arcs in order), the rows that no walk may break and that this one does: the flow is
        then found anew. Raises KeyboardInterrupt where Ctrl-C came.
        """
        began, searched, bound = monotonic(), 0, -inf
        while True:
            left = seconds - (monotonic() - began)
            if left <= 0:
                return CirculationResult(None, (), bound, False, searched)
            found = solve(self.model, MilpParams(left, nodes, seed=self.seed), known)
            if found.interrupted:
                raise KeyboardInterrupt
            known = ()
            searched += found.nodes
            if found.infeasible:
                return CirculationResult(None, (), inf, True, searched)
            bound = max(bound, found.bound)
            if found.values is None:
                return CirculationResult(None, (), bound, False, searched)
            counts = [round(value) for value in found.values[: len(self.arcs)]]
            pieces = self._pieces(counts)
            for piece in pieces[:-1]:
                self._join(piece)
            if len(pieces) > 1:
                continue
            walk = self._walk(counts)
            refused = cuts(walk) if cuts is not None else []
            for row in refused:
                self.model.row(*row)
            if not refused:
                return CirculationResult(tuple(walk), found.values, bound, False, searched)

    def _join(self, piece: set[Node]) -> None:
        """A flow with steps both within a piece and outside it has to leave the piece."""
        inside, outside, out = [], [], []
        most = float(self.most * self.days)
        for a, arc in enumerate(self.arcs):
            ends = ((arc.day, arc.before) in piece, self._end(arc) in piece)
            if all(ends):
                inside.append((a, -1.0))
            elif not any(ends):
                outside.append((a, -1.0))
            elif ends[0]:
                out.append((a, most))
        which = self.model.variable()
        self.model.row([*out, *inside, (which, most)], 0.0, inf)
        self.model.row([*out, *outside, (which, -most)], -most, inf)

    def _pieces(self, counts: Sequence[int]) -> list[set[Node]]:
        """The states that the flow joins, piece by piece."""
        beside: dict[Node, set[Node]] = {}
        for arc, count in zip(self.arcs, counts, strict=True):
            if count:
                one, other = (arc.day, arc.before), self._end(arc)
                beside.setdefault(one, set()).add(other)
                beside.setdefault(other, set()).add(one)
        pieces: list[set[Node]] = []
        while beside:
            piece, waiting = set(), [next(iter(beside))]
            while waiting:
                node = waiting.pop()
                if node not in piece:
                    piece.add(node)
                    waiting += beside.pop(node)
            pieces.append(piece)
        return pieces

    def _walk(self, counts: Sequence[int]) -> list[int]:
        """One closed walk that takes each arc as often as it counts (Hierholzer), from day 0."""
        ways: dict[Node, list[int]] = {}
        for a, (arc, count) in enumerate(zip(self.arcs, counts, strict=True)):
            ways.setdefault((arc.day, arc.before), []).extend([a] * count)
        start = next(node for node, out in ways.items() if node[0] == 0 and out)
        path: list[tuple[Node, int]] = [(start, -1)]
        walk: list[int] = []
        while path:
            node, taken = path[-1]
            if ways.get(node):
                a = ways[node].pop()
                path.append((self._end(self.arcs[a]), a))
            else:
                walk.append(taken)
                path.pop()
        return walk[::-1][1:]
