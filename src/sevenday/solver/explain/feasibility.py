"""Whether what is asked can hold together: doctors as flows through the law's states, exactly.

Doctors whom nothing tells apart are one flow, which parts into lawful lines. Everybody is free of
whatever is not asked, so an answer is about what is asked and the contract alone.
"""

from dataclasses import dataclass
from time import monotonic
from typing import NamedTuple

import numpy as np

from sevenday.milp.model import MilpModel
from sevenday.solver.engine.machine import NO_STATE, Machine
from sevenday.solver.engine.problem import Bools, Ints
from sevenday.solver.engine.reach import Reach, most_adds, reach
from sevenday.solver.explain.demands import COVER, LEAVE, Demand, allowed_without_demands
from sevenday.solver.explain.params import ExplainParams
from sevenday.solver.plan.plan import Plan


@dataclass(frozen=True, eq=False, slots=True)
class Feasibility:
    """`holds`: whether it can; None where neither was proved in the time.

    `symbols` (R, D): a lawful roster that does it, where it holds.
    """

    holds: bool | None
    symbols: Ints | None = None


class _TooLargeError(Exception):
    """More arcs than are worth solving."""


class _FlowArc(NamedTuple):
    variable: int
    day: int
    begin: int
    end: int
    symbol: int


class FeasibilityOracle:
    """Asks of one plan whether things can hold together."""

    def __init__(self, plan: Plan, params: ExplainParams = ExplainParams()) -> None:
        """What everybody may work with nothing asked of them."""
        self.params = params
        self.plan, self.free = plan, allowed_without_demands(plan)
        self.idle = [_replaceable_by_off(machine) for machine in plan.problem.machines]
        self.known: dict[tuple[object, ...], Reach | None] = {}

    def __call__(self, asked: tuple[Demand, ...], seconds: float) -> Feasibility:
        """Whether all that is asked can hold at once, under the contract, tiers and competences.

        Each doctor's most hours, nights and weekends are held; their least hours are not asked.
        """
        problem = self.plan.problem
        worked = [a for a in asked if a.kind != LEAVE and (a.kind == COVER or a.symbol)]
        roster = np.zeros(problem.shape[:2], np.int64)
        if not any(a.kind == COVER for a in asked):
            return Feasibility(True, roster)
        first, stop = min(a.first for a in worked), max(a.stop for a in worked)
        if first <= self.params.history_days and problem.start.any():
            first = 0
        allowed = self._allowed(asked, first, stop)
        together = self._alike(allowed)
        may_run_out = {
            row for rows in together for row in rows if self._may_run_out(row, allowed[row], first)
        }
        began = monotonic()
        found = self._solve(asked, allowed, together, first, seconds)
        if not may_run_out or not found.holds or self._hours_hold(found):
            return found
        apart = [rows for rows in together if not may_run_out.issuperset(rows)]
        apart += [(row,) for row in sorted(may_run_out)]
        return self._solve(asked, allowed, apart, first, seconds - monotonic() + began)

    def _solve(
        self,
        asked: tuple[Demand, ...],
        allowed: Bools,
        classes: list[tuple[int, ...]],
        first: int,
        seconds: float,
    ) -> Feasibility:
        """The same with rows as flows; of rows in one flow the hours are held in sum alone."""
        from sevenday.milp.highs import MilpParams, solve

        problem = self.plan.problem
        made = MilpModel()
        flows = []
        serving: dict[int, list[tuple[int, int]]] = {a.line: [] for a in asked if a.kind == COVER}
        for rows in classes:
            try:
                flow = self._flow(made, rows, allowed[rows[0]], first, serving)
            except _TooLargeError:
                return Feasibility(None)
            if flow is None:
                return Feasibility(False)
            flows.append((rows, flow))
        for a in asked:
            if a.kind == COVER:
                if not serving[a.line]:
                    return Feasibility(False)
                made.row(serving[a.line], a.needed, len(problem.names))
        if seconds <= 0:
            return Feasibility(None)
        solved = solve(made, MilpParams(seconds, interruptible=False))
        if solved.interrupted:
            raise KeyboardInterrupt
        if solved.infeasible:
            return Feasibility(False)
        if solved.values is None:
            return Feasibility(None)
        roster = np.zeros(problem.shape[:2], np.int64)
        for rows, flow in flows:
            spend = problem.machines[problem.machine[rows[0]]].spend
            _split_flow(rows, flow, [round(v) for v in solved.values], spend, roster)
        return Feasibility(True, roster)

    def _hours_hold(self, found: Feasibility) -> bool:
        P = self.plan.problem
        assert found.symbols is not None
        return all(
            int(P.machines[P.machine[row]].spend[line].sum()) <= P.most[row]
            for row, line in enumerate(found.symbols)
        )

    def _allowed(self, asked: tuple[Demand, ...], first: int, stop: int) -> Bools:
        allowed = self.free.copy()
        for a in asked:
            if a.kind == COVER:
                continue
            pinned = allowed[a.row, a.first : a.stop]
            pinned[:] = False
            pinned[:, 0 if a.kind == LEAVE else a.symbol] = True
        return allowed[:, first:stop]

    def _alike(self, allowed: Bools) -> list[tuple[int, ...]]:
        """Rows that nothing but their most hours tells apart in these days."""
        P = self.plan.problem
        found: dict[tuple[object, ...], list[int]] = {}
        for row in range(len(P.names)):
            key = (
                int(P.machine[row]),
                int(P.start[row]),
                int(P.team[row]),
                P.caps[row].tobytes(),
                allowed[row].tobytes(),
            )
            found.setdefault(key, []).append(row)
        return [tuple(rows) for rows in found.values()]

    def _may_run_out(self, row: int, allowed: Bools, first: int) -> bool:
        """Whether a lawful line of these days could have more minutes than the row may."""
        P = self.plan.problem
        m, most = int(P.machine[row]), int(P.most[row])
        if int(P.machines[m].spend.max()) * len(allowed) <= most:
            return False
        begin = int(P.start[row]) if first == 0 else self.plan.rested
        key = (m, begin, P.caps[row].tobytes(), allowed.tobytes(), first)
        if key not in self.known:
            self.known[key] = reach(P, row, allowed, P.caps[row], first, begin)
        found = self.known[key]
        return found is not None and found.most > most

    def _flow(
        self,
        made: MilpModel,
        rows: tuple[int, ...],
        allowed: Bools,
        first: int,
        serving: dict[int, list[tuple[int, int]]],
    ) -> list[_FlowArc] | None:
        """The arcs of some rows that are alike; None where they have no lawful line at all."""
        P, row = self.plan.problem, rows[0]
        machine, caps, idle = P.machines[P.machine[row]], P.caps[row], self.idle[P.machine[row]]
        stop = first + len(allowed)
        tracked = [int(t) for t in np.flatnonzero(caps < most_adds(P, row, first, stop))]
        start = (int(P.start[row]) if first == 0 else self.plan.rested, *(0 for _ in tracked))
        layer, nodes = {start: 0}, 1
        arcs: list[_FlowArc] = []
        into: dict[int, list[int]] = {}
        out: dict[int, list[int]] = {0: []}
        for day in range(first, stop):
            after: dict[tuple[int, ...], int] = {}
            for (state, *counts), node in layer.items():
                best: dict[tuple[tuple[int, ...], tuple[int, ...]], int] = {}
                off = bool(allowed[day - first, 0])
                for c in np.flatnonzero(allowed[day - first]).tolist():
                    to = int(machine.moves[P.table[day], state, c])
                    served = tuple(j for j in P.lines[P.team[row], day, c].tolist() if j in serving)
                    if off and not served and idle[state, c]:
                        continue
                    adds = [int(machine.adds[t, P.kind[day], state, c]) for t in tracked]
                    then = [n + add for n, add in zip(counts, adds, strict=True)]
                    if to == NO_STATE or any(
                        n > caps[t] for n, t in zip(then, tracked, strict=True)
                    ):
                        continue
                    # of symbols that lead alike and serve alike, the shortest will do
                    key = (to, *then), served
                    if key in best and machine.spend[best[key]] <= machine.spend[c]:
                        continue
                    best[key] = c
                for (reached, served), c in best.items():
                    end = after.setdefault(reached, nodes + len(after))
                    variable = made.variable(len(rows))
                    arcs.append(_FlowArc(variable, day, node, end, c))
                    out.setdefault(node, []).append(variable)
                    into.setdefault(end, []).append(variable)
                    for j in served:
                        serving[j].append((variable, 1))
            layer, nodes = after, nodes + len(after)
            if not layer:
                return None
            if len(made.upper) > self.params.most_arcs:
                raise _TooLargeError
        made.row([(v, 1) for v in out[0]], len(rows), len(rows))
        for node, arriving in into.items():
            leaving = out.get(node)
            if leaving is not None:
                made.row([*((v, 1) for v in arriving), *((v, -1) for v in leaving)], 0, 0)
            elif node < nodes - len(layer):  # no way on from it
                made.row([(v, 1) for v in arriving], 0, 0)
        worked = [(a.variable, int(machine.spend[a.symbol])) for a in arcs if a.symbol]
        made.row(worked, 0, int(P.most[list(rows)].sum()))
        return arcs


def _replaceable_by_off(machine: Machine) -> Bools:
    """(S, C) whether a day off leaves a state at least as free as a symbol does.

    Then nobody need work it who is not asked to. It is not always so: a night between two others
    makes one run of them, where a day off would owe the rest after nights.
    """
    states = machine.states
    # the symbols of each table beside those of the others: freer is freer on any day
    moves = machine.moves.transpose(1, 0, 2).reshape(states, -1)
    freer = np.ones((states, states), np.bool_)  # of q, r: whatever may come after r may after q
    while True:
        still = freer.copy()
        for column in moves.T:
            may = column != NO_STATE
            both = freer[np.ix_(column * may, column * may)] & may[:, None]
            still &= both | ~may[None, :]
        if (still == freer).all():
            break
        freer = still
    off = machine.moves[:, :, :1]
    idle: Bools = np.asarray(np.where(off == NO_STATE, False, freer[off, machine.moves]).all(0))
    idle[:, 0] = False
    return idle


def _split_flow(
    rows: tuple[int, ...], arcs: list[_FlowArc], values: list[int], spend: Ints, roster: Ints
) -> None:
    """Part a flow into the lines of its rows, who has worked least to the longest duty."""
    leaving: dict[tuple[int, int], list[_FlowArc]] = {}
    for arc in arcs:
        taken = leaving.setdefault((arc.day, arc.begin), [])
        taken += [arc] * values[arc.variable]
    at = dict.fromkeys(rows, 0)
    worked = dict.fromkeys(rows, 0)
    for day in range(arcs[0].day, arcs[-1].day + 1):
        for moved in leaving.values():
            moved.sort(key=lambda arc: int(spend[arc.symbol]))
        for row in sorted(rows, key=worked.__getitem__):
            arc = leaving[day, at[row]].pop()
            roster[row, day], at[row] = arc.symbol, arc.end
            worked[row] += int(spend[arc.symbol])
