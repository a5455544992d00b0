"""Closed walks as a whole-number flow round a clock: a roster that everybody works in turn.

What matters of such a cycle is how often it steps from one state to another on each day of the
clock. Round a clock of seven days the flow carries a unit for each week; round one of all its days
it carries one. A flow in one piece is one closed walk (Euler); one that falls into pieces is cut
off, and the flow is found anew.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from math import inf
from time import monotonic
from typing import Any, NamedTuple

import numpy as np

THREADS = 2
TOLERANCE = 1e-6
"""HiGHS's bound is a float: what is within this of a whole number is that number."""

Node = tuple[int, Hashable]
Term = tuple[int, float]


class Arc(NamedTuple):
    """A step on a day of the clock: from a state, by a day's symbol, to a state of the next day."""

    day: int
    before: Hashable
    symbol: Hashable
    after: Hashable


class LinearRow(NamedTuple):
    """A row over (variable, coefficient) pairs."""

    terms: Sequence[Term]
    least: float
    most: float


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
    """The arcs as variables, and rows over them: as much into each state of a day as out of it."""

    def __init__(self, arcs: Sequence[Arc], days: int, most: int, seed: int) -> None:
        """`days` of the clock; `most` units that any arc, and each day, can carry."""
        import highspy

        self.highspy, self.arcs, self.days, self.most = highspy, arcs, days, most
        self.h: Any = highspy.Highs()
        for option, value in (
            ("output_flag", False),
            ("random_seed", seed),
            ("threads", THREADS),
            ("mip_rel_gap", 0.0),
            ("mip_abs_gap", 0.5),  # costs are whole
        ):
            self.h.setOptionValue(option, value)
        self.h.HandleKeyboardInterrupt = True
        many = len(arcs)
        self.h.addVars(many, np.zeros(many), np.full(many, float(most)))
        columns = np.arange(many, dtype=np.int32)
        whole = np.full(many, highspy.HighsVarType.kInteger)
        self.h.changeColsIntegrality(many, columns, whole)
        nodes: dict[Node, list[Term]] = {}
        for a, arc in enumerate(arcs):
            nodes.setdefault((arc.day, arc.before), []).append((a, -1.0))
            nodes.setdefault(self._end(arc), []).append((a, 1.0))
        for terms in nodes.values():
            self.row(terms, 0.0, 0.0)

    def _end(self, arc: Arc) -> Node:
        return ((arc.day + 1) % self.days, arc.after)

    def row(self, terms: Iterable[Term], least: float, most: float) -> None:
        """Hold a sum of variables between two numbers."""
        total: dict[int, float] = {}
        for a, value in terms:
            total[a] = total.get(a, 0.0) + value
        self.h.addRow(
            least, most, len(total), np.array(list(total), np.int32), np.array(list(total.values()))
        )

    def variable(self, most: float) -> int:
        """A new whole number from 0 on."""
        which = int(self.h.getNumCol())
        self.h.addVar(0.0, most)
        self.h.changeColIntegrality(which, self.highspy.HighsVarType.kInteger)
        return which

    def cap(self, variable: int, most: float) -> None:
        """Hold a variable to no more than so much from now on."""
        self.h.changeColBounds(variable, 0.0, most)

    def minimise(self, terms: Iterable[Term]) -> None:
        """What a flow costs, from now on. Costs are whole numbers."""
        many = self.h.getNumCol()
        costs = np.zeros(many)
        for a, value in terms:
            costs[a] += value
        self.h.changeColsCost(many, np.arange(many, dtype=np.int32), costs)

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
            values = self._once(left, nodes, known)
            known = ()
            info, status = self.h.getInfo(), self.h.getModelStatus()
            searched += max(0, int(info.mip_node_count))
            if status == self.highspy.HighsModelStatus.kInfeasible:
                return CirculationResult(None, (), inf, True, searched)
            if np.isfinite(info.mip_dual_bound):
                bound = max(bound, float(np.ceil(info.mip_dual_bound - TOLERANCE)))
            if values is None:
                return CirculationResult(None, (), bound, False, searched)
            counts = [round(value) for value in values[: len(self.arcs)]]
            pieces = self._pieces(counts)
            for piece in pieces[:-1]:
                self._join(piece)
            if len(pieces) > 1:
                continue
            walk = self._walk(counts)
            refused = cuts(walk) if cuts is not None else []
            for row in refused:
                self.row(*row)
            if not refused:
                return CirculationResult(tuple(walk), values, bound, False, searched)

    def _once(
        self, seconds: float, nodes: int | None, known: Sequence[float]
    ) -> tuple[float, ...] | None:
        if nodes is not None:
            self.h.setOptionValue("mip_max_nodes", nodes)
        self.h.setOptionValue("time_limit", self.h.getRunTime() + seconds)
        if known:
            self.h.setSolution(len(known), np.arange(len(known), dtype=np.int32), np.array(known))
        self.h.solve()
        if self.h.getModelStatus() == self.highspy.HighsModelStatus.kInterrupt:
            raise KeyboardInterrupt
        feasible = self.highspy.SolutionStatus.kSolutionStatusFeasible
        if self.h.getInfo().primal_solution_status != feasible:
            return None
        return tuple(self.h.getSolution().col_value)

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
        which = self.variable(1.0)
        self.row([*out, *inside, (which, most)], 0.0, inf)
        self.row([*out, *outside, (which, -most)], -most, inf)

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
