"""How unfair a rota is at least, all shares together: a programme of what each doctor has.

Who does clinics by day has fewer nights where hours are to be alike: no share by itself says so.
Each doctor has so many duties of each kind, within their hours and what they may have; the doctors
of a team have together what the team's flow gives out. Dates are in the flow alone, so that no
rota that covers as much is fairer.
"""

from collections.abc import Iterator, Sequence
from math import ceil, floor

import numpy as np

from sevenday.milp.highs import MilpParams, solve
from sevenday.milp.model import Term
from sevenday.solver.bounds.staffing import StaffingBound
from sevenday.solver.engine.problem import Ints
from sevenday.solver.plan.fairness import CLOSE, WITHIN, FairnessGroup
from sevenday.solver.plan.objectives import BY_SYMBOL, HOURS

HUNDREDTHS = 100
PARTS = 10_000
"""Parts of a share in which it is counted."""
ROUNDED = 0.5
"""Hundredths by which each share's unfairness may be rounded down where it is measured."""


def least_unfairness(teams: StaffingBound) -> int:
    """Hundredths by which all shares together are further apart than is fair, at least.

    `teams`: the flow, held to what cover is. It takes on the programme, and serves nothing after.
    """
    shares = _Shares(teams)
    paid = [term for group in teams.plan.fairness.groups for term in shares.group(group)]
    paid += shares.hours()
    if not paid:
        return 0
    teams.linear.minimise(paid)
    limits = MilpParams(teams.params.fair_seconds, teams.params.fair_nodes, interruptible=False)
    found = solve(teams.linear, limits)
    if found.infeasible or not np.isfinite(found.bound):
        return 0
    return max(0, ceil(found.bound - ROUNDED * len(paid) - CLOSE))


class _Shares:
    """What each doctor has, as variables beside a flow of teams."""

    def __init__(self, teams: StaffingBound) -> None:
        self.teams, self.plan, self.linear = teams, teams.plan, teams.linear
        self.duties = {
            row: term
            for team in teams.weekends
            for row, term in self._duties(team, np.flatnonzero(self.plan.problem.team == team))
        }
        self.counted: dict[tuple[int, str], list[Term]] = {}

    def group(self, group: FairnessGroup) -> list[Term]:
        """The price of how far apart the shares of a group are; none where one doctor is it."""
        weight = self.plan.objectives.weight(group.name)
        if len(group.rows) < 2 or weight <= 0:
            return []
        each = []
        for row, wte, history in zip(group.rows, group.wte, group.history, strict=True):
            count = self._count(group.name, row)
            each.append(([(v, many / wte) for v, many in count], history / wte))
        return [(self._apart(each), weight * HUNDREDTHS / PARTS)]

    def hours(self) -> list[Term]:
        """The price of how far apart hours a week are."""
        hours, weight = self.plan.fairness.hours, self.plan.objectives.weight(HOURS)
        if len(hours.rows) < 2 or weight <= 0:
            return []
        machines = self.plan.problem.machines
        each = []
        for row, unit in zip(hours.rows, hours.unit_minutes.tolist(), strict=True):
            spend = machines[int(self.plan.problem.machine[row])].spend
            each.append(([(v, int(spend[c]) / unit) for c, v in self.duties[row].items()], 0.0))
        return [(self._apart(each), weight * HUNDREDTHS / PARTS)]

    def _apart(self, shares: Sequence[tuple[list[Term], float]]) -> int:
        """A variable of at least by how much more than is fair shares are apart, in parts.

        Coefficients are rounded so that shares are nearer to each other, never further apart.
        """
        linear = self.linear
        top = max(sum(share * linear.upper[v] for v, share in terms) + had for terms, had in shares)
        most = PARTS * (ceil(top) + 1)
        low, high, over = linear.variable(most), linear.variable(most), linear.variable(most)
        linear.row([(over, 1), (high, -1), (low, 1)], -round(PARTS * WITHIN), 2 * most)
        for terms, had in shares:
            least = [(v, floor(PARTS * share + CLOSE)) for v, share in terms]
            linear.row([(high, 1), *((v, -n) for v, n in least)], floor(PARTS * had), most)
            highest = [(v, ceil(PARTS * share - CLOSE)) for v, share in terms]
            linear.row([*highest, (low, -1)], -ceil(PARTS * had), 2 * most)
        return over

    def _duties(self, team: int, rows: Ints) -> Iterator[tuple[int, dict[int, int]]]:
        """Of each doctor of a team, a variable for each duty: how many of it they do."""
        problem, linear = self.plan.problem, self.linear
        together: dict[int, list[Term]] = {}
        for row in rows.tolist():
            days = problem.allowed[row].sum(0)
            most = np.minimum(days, problem.symbol_caps[row]).tolist()
            mine = {c: linear.variable(n) for c, n in enumerate(most) if c and n}
            spend = problem.machines[int(problem.machine[row])].spend
            spent = [(v, int(spend[c])) for c, v in mine.items()]
            linear.row(spent, int(problem.least[row]), int(problem.most[row]))
            for c, v in mine.items():
                together.setdefault(c, []).append((v, 1))
            yield row, mine
        for c, terms in together.items():
            given = [(v, -1) for (t, _, s), v in self.teams.works.items() if (t, s) == (team, c)]
            linear.row([*terms, *given], 0, 0)

    def _count(self, name: str, row: int) -> list[Term]:
        """What a doctor has of an objective: by their duties, or as the team has it together."""
        if name in BY_SYMBOL:
            adds = self.plan.objectives.by_symbol[name]
            return [(v, adds[c]) for c, v in self.duties[row].items() if adds[c]]
        if (row, name) not in self.counted:
            self._share_out(name, int(self.plan.problem.team[row]))
        return self.counted[row, name]

    def _share_out(self, name: str, team: int) -> None:
        """Of each doctor of a team, a variable of an objective that no duty adds to by itself."""
        problem, linear = self.plan.problem, self.linear
        caps = problem.caps[:, self.plan.objectives.index(name)]
        rows = np.flatnonzero(problem.team == team).tolist()
        for row in rows:
            self.counted[row, name] = [(linear.variable(min(int(caps[row]), problem.shape[1])), 1)]
        mine = [term for row in rows for term in self.counted[row, name]]
        given = [(v, -many) for v, many in self.teams.counted(name, team)]
        linear.row([*mine, *given], 0, len(rows) * problem.shape[1])
