"""What no rota fills, and what every rota gives out: a flow of teams of doctors over the days.

Doctors who may fill the same places are one team. On each day no more of a team work than are here,
who works a duty does not work one the day after that may never follow it, and all their duties
together are within their hours, and their weekends as few as they may be. Every other rule is left
out, so that no rota leaves fewer short, and none that leaves as few shares out less.
"""

from collections.abc import Iterator, Sequence
from math import ceil

import numpy as np

from sevenday.clock import SATURDAY, WEEK
from sevenday.milp.highs import MilpParams, solve
from sevenday.milp.model import MilpModel, Term
from sevenday.solver.bounds.params import BoundParams
from sevenday.solver.engine.machine import NO_STATE, Machine
from sevenday.solver.engine.problem import Ints
from sevenday.solver.plan.cover_lines import IDEAL
from sevenday.solver.plan.fairness import FairnessGroup
from sevenday.solver.plan.objectives import WEEKENDS
from sevenday.solver.plan.plan import Plan

CLOSE = 1e-6


class StaffingBound:
    """The flow of a plan's teams; asked for one rank after another."""

    def __init__(self, plan: Plan, params: BoundParams) -> None:
        """State the flow: a variable for each team, day and duty."""
        self.plan, self.params = plan, params
        self.linear = MilpModel()
        self.works: dict[tuple[int, int, int], int] = {}
        self.weekends: dict[int, tuple[int, ...]] = {}
        for team in np.unique(plan.problem.team).tolist():
            self._team(team)
        self.on_line = self._by_line()
        self.wrong: dict[int, list[Term]] = {}

    def least_wrong(self, rank: int) -> int:
        """How many places of a rank are wrong in any rota of those held to; for IDEAL, below it."""
        return max(0, ceil(self._least(self._wrong(rank)) - CLOSE))

    def hold(self, rank: int, wrong: int) -> None:
        """From here on, look at rotas alone in which no more places of a rank are wrong."""
        if terms := self._wrong(rank):
            self.linear.row(terms, 0, wrong)

    def least_of(self, group: FairnessGroup) -> int:
        """How many of its objective a group has at least, where all others have what they may."""
        teams = set(self.plan.problem.team[list(group.rows)].tolist())
        caps = self.plan.problem.caps[:, self.plan.objectives.index(group.name)]
        rows = [row for row, team in enumerate(self.plan.problem.team.tolist()) if team in teams]
        others = sum(
            min(int(caps[row]), self.plan.problem.shape[1]) for row in rows if row not in group.rows
        )
        least = self._least([term for team in teams for term in self.counted(group.name, team)])
        return max(0, ceil(least - CLOSE) - others)

    def counted(self, name: str, team: int) -> list[Term]:
        """What a team has of an objective."""
        if name == WEEKENDS:
            return [(v, 1) for v in self.weekends[team]]
        adds, kind = self.plan.objectives.adds, self.plan.problem.kind.tolist()
        each = ((v, adds(name, kind[d], c)) for (t, d, c), v in self.works.items() if t == team)
        return [(v, many) for v, many in each if many]

    def _least(self, terms: Sequence[Term]) -> float:
        """A bound on what a sum comes to; no number below 0 where nothing is known."""
        if not terms:
            return 0.0
        self.linear.minimise(terms)
        found = solve(self.linear, MilpParams(self.params.staffing_seconds, 1, interruptible=False))
        return 0.0 if found.infeasible or not np.isfinite(found.bound) else found.bound

    def _wrong(self, rank: int) -> list[Term]:
        """What of a rank is missing, or too many; variables of its own, made once."""
        if rank in self.wrong:
            return self.wrong[rank]
        linear, rows = self.linear, len(self.plan.hospital.doctors)
        terms = self.wrong[rank] = list[Term]()
        for place in self.plan.cover_lines:
            need, work = place.need, self.on_line.get(place.line, [])
            wanted = max(need.ideal, need.min) if rank == IDEAL else need.min
            if rank not in (IDEAL, need.rank):
                continue
            if wanted:
                terms.append((linear.variable(wanted), 1))
                linear.row([*work, terms[-1]], wanted, rows + wanted)
            if rank != IDEAL and need.max is not None and need.max < rows:
                terms.append((linear.variable(rows), 1))
                over = (terms[-1][0], -1)
                linear.row([*work, over], -rows, need.max)
        return terms

    def _team(self, team: int) -> None:
        """What one team may work in all: so many a day, and so many hours."""
        problem, linear = self.plan.problem, self.linear
        rows = np.flatnonzero(problem.team == team)
        machine = problem.machines[int(problem.machine[rows[0]])]
        many = problem.allowed[rows].sum(0)  # (D, C)
        here = problem.allowed[rows][:, :, 1:].any(2).sum(0)
        hours: list[Term] = []
        for d, c in np.argwhere(many[:, 1:] > 0).tolist():
            v = self.works[team, d, c + 1] = linear.variable(int(many[d, c + 1]))
            hours.append((v, int(machine.spend[c + 1])))
        for d in range(problem.shape[1]):
            linear.row(self._day(team, d), 0, int(here[d]))
        barred = list(_never_follows(machine))
        for d in range(problem.shape[1] - 1):
            for c, after in barred:
                first = [(self.works[team, d, c], 1)] if (team, d, c) in self.works else []
                then = self._day(team, d + 1, after)
                if first and then:
                    linear.row([*first, *then], 0, len(rows))
        linear.row(hours, 0, int(problem.most[rows].sum()))
        self._weekends(team, rows)

    def _weekends(self, team: int, rows: Ints) -> None:
        """A team works no more weekends than its doctors may: as many as the fuller of two days."""
        problem, linear, t = self.plan.problem, self.linear, self.plan.objectives.index(WEEKENDS)
        # a weekend that is not whole in somebody's time here is not counted for them
        theirs = np.unique(problem.machine[rows]).tolist()
        adds = np.array([problem.machines[m].adds[t] for m in theirs])
        weekends: dict[int, int] = {}
        for d, kind in enumerate(problem.kind.tolist()):
            weekday = (self.plan.first.weekday() + d) % WEEK
            if weekday < SATURDAY:
                continue
            counted = np.flatnonzero((adds[:, kind, self.plan.rested] > 0).all(0)).tolist()
            work = self._day(team, d, frozenset(counted))
            weekend = d - (weekday - SATURDAY)
            if weekend not in weekends:
                weekends[weekend] = linear.variable(len(rows))
            linear.row([(weekends[weekend], 1), *((v, -1) for v, _ in work)], 0, len(rows))
        most = int(np.minimum(problem.caps[rows, t], problem.shape[1]).sum())
        linear.row([(v, 1) for v in weekends.values()], 0, most)
        self.weekends[team] = tuple(weekends.values())

    def _day(self, team: int, day: int, symbols: frozenset[int] | None = None) -> list[Term]:
        every = range(1, self.plan.problem.shape[2]) if symbols is None else symbols
        return [(self.works[team, day, c], 1) for c in every if (team, day, c) in self.works]

    def _by_line(self) -> dict[int, list[Term]]:
        """The variables that count on each cover line."""
        found: dict[int, list[Term]] = {}
        for (team, d, c), v in self.works.items():
            for line in self.plan.problem.lines[team, d, c].tolist():
                if line >= 0:
                    found.setdefault(line, []).append((v, 1))
        return found


def _never_follows(machine: Machine) -> Iterator[tuple[int, frozenset[int]]]:
    """Each duty, and those that in no state and on no day of the week may come the day after it."""
    for c in range(1, machine.moves.shape[2]):
        after = np.unique(machine.moves[:, :, c])
        after = after[after != NO_STATE]
        if len(after):
            never = (machine.moves[:, after, 1:] == NO_STATE).all((0, 1))
            if never.any():
                yield c, frozenset((np.flatnonzero(never) + 1).tolist())
