"""A hospital's template as a flow: cover by weekday, sums over the cycle, objectives in order."""

from collections.abc import Sequence
from math import inf

import numpy as np

from sevenday.clock import WEEK
from sevenday.limits.fold import EPSILON
from sevenday.milp.model import LinearRow, Term
from sevenday.model import OFF
from sevenday.pay.models import pay_model
from sevenday.solver.template.circulation import Arc, Circulation
from sevenday.solver.template.long_windows import ForbiddenPattern
from sevenday.solver.template.problem import TemplateProblem

UNFILLED_COST = 10
"""What a place of rank 6 left empty costs beside one below its ideal; rank 1 is six times that."""
HOURS = 24.0 * WEEK
"""Hours of a week: more than a limit that is let go of can be over by."""


class TemplateModel:
    """The flow of a template of so many weeks."""

    def __init__(
        self,
        problem: TemplateProblem,
        weeks: int,
        seed: int,
        unrolled: bool = False,
        relaxable: bool = False,
    ) -> None:
        """Variables and rows of the template.

        Parameters
        ----------
        problem, weeks, seed
            What is asked for, how long the cycle is, and HiGHS's seed.
        unrolled
            Round a clock of all the cycle's weeks, for limits that look far, in place of one week.
        relaxable
            Any requirement may be dropped whole (`relaxed`, by name); else places may be short at
            a cost.
        """
        self.problem, self.weeks, self.relaxable = problem, weeks, relaxable
        self.turns = weeks if unrolled else 1
        self.days = WEEK * self.turns
        steps = problem.steps
        arcs = [
            Arc(arc.day + WEEK * turn, *arc[1:]) for turn in range(self.turns) for arc in steps.arcs
        ]
        units = weeks // self.turns
        self.flow = Circulation(arcs, self.days, units, seed)
        self.on: dict[tuple[int, int], list[int]] = {}
        for a, arc in enumerate(arcs):
            self.on.setdefault((arc.day, int(str(arc.symbol))), []).append(a)
        mondays = [(a, 1.0) for a, arc in enumerate(arcs) if arc.day == 0]
        self.flow.model.row(mondays, float(units), float(units))
        self.relaxed: dict[str, int] = {}
        self.short: list[tuple[int, int, int]] = []
        self._levels: dict[str, list[Term]] = {"cover": []}
        self.count = self._counts()
        self._cover()
        self._sums()
        each = steps.patterns
        self._levels["patterns"] = [
            (a, float(each[a % len(each)])) for a in range(len(arcs)) if each[a % len(each)]
        ]
        by_weekends = pay_model(problem.terms).weekend_allowance
        self._levels["cost"] = self._sundays(steps.duty if by_weekends else steps.weekend)

    def level(self, name: str) -> list[Term]:
        """What a level counts: for cost the weekends worked, all that pay turns on once covered."""
        return self._levels[name]

    def base(self, walk: Sequence[int]) -> list[int]:
        """A walk as arcs of the steps round one week."""
        return [a % len(self.problem.steps.arcs) for a in walk]

    def _sundays(self, counted: Sequence[bool]) -> list[Term]:
        return [(a, 1.0) for a in range(len(self.flow.arcs)) if counted[a % len(counted)]]

    def _counts(self) -> dict[tuple[int, int], list[Term]]:
        """How many work each code on each weekday, as a sum; codes that are alike share theirs."""
        count: dict[tuple[int, int], list[Term]] = {}
        for weekday in range(WEEK):
            for g, codes in enumerate(self.problem.steps.law.groups):
                if codes == (OFF,):
                    continue
                there = [
                    (a, 1.0)
                    for day in range(weekday, self.days, WEEK)
                    for a in self.on.get((day, g), ())
                ]
                if len(codes) == 1:
                    count[weekday, codes[0]] = there
                    continue
                each = [self.flow.model.variable(inf) for _ in codes]
                self.flow.model.row([*there, *((v, -1.0) for v in each)], 0.0, 0.0)
                for code, variable in zip(codes, each, strict=True):
                    count[weekday, code] = [(variable, 1.0)]
        return count

    def _let_go(self, name: str) -> list[Term]:
        if not self.relaxable:
            return []
        if name not in self.relaxed:
            self.relaxed[name] = self.flow.model.variable(1.0)
        return [(self.relaxed[name], 1.0)]

    def _cover(self) -> None:
        hospital, cover = self.problem.hospital, self._levels["cover"]
        most: dict[tuple[int, int], int] = {}
        for n, (need, weekdays) in enumerate(zip(hospital.cover, self.problem.needs, strict=True)):
            code = hospital.cells.code(need.shift)
            for day in weekdays if code in self.problem.codes else ():
                place = self.count[day, code]
                ideal = max(need.min, need.ideal)
                most[day, code] = max(most.get((day, code), 0), ideal)
                least: list[Term] = [
                    (v, need.min * one) for v, one in self._let_go(self.problem.named(n))
                ]
                if not self.relaxable and need.min:
                    variable = self.flow.model.variable(float(need.min))
                    self.short.append((n, day, variable))
                    least = [(variable, 1.0)]
                    cover.append((variable, float(UNFILLED_COST * (7 - need.rank))))
                self.flow.model.row([*place, *least], float(need.min), inf)
                if need.max is not None:
                    self.flow.model.row(place, 0.0, float(need.max))
                if not self.relaxable and ideal > need.min:
                    below = self.flow.model.variable(float(ideal))
                    cover.append((below, 1.0))
                    self.flow.model.row([*place, (below, 1.0)], float(ideal), inf)
        for where, place in self.count.items():
            self.flow.model.row(place, 0.0, float(most.get(where, 0)))

    def _sums(self) -> None:
        """Averages over the cycle, and over every window where it is longer; weekends worked."""
        steps = self.problem.steps
        for one in self.problem.sums:
            go = [(v, -HOURS * self.weeks) for v, _ in self._let_go(one.name)]
            work = {
                day: [
                    (a, hours)
                    for g, hours in enumerate(one.hours)
                    if hours
                    for a in self.on.get((day, g), ())
                ]
                for day in range(self.days)
            }
            every = [term for terms in work.values() for term in terms]
            self._at_most(every + go, one.most)
            if self.turns > one.weeks:
                span = int(one.weeks * WEEK)
                for first in range(self.days):
                    inside = [t for k in range(span) for t in work[(first + k) % self.days]]
                    self.flow.model.row(inside + go, -inf, one.most * one.weeks)
        if self.problem.weekends < 1:
            go = [(v, -float(self.weeks)) for v, _ in self._let_go("hours.weekend_frequency")]
            self._at_most([*self._sundays(steps.weekend), *go], self.problem.weekends)

    def _at_most(self, terms: list[Term], share: float) -> None:
        """Hold a sum to so much a week."""
        self.flow.model.row(terms, -inf, share * self.weeks + EPSILON)

    def fill(self, whole: bool) -> None:
        """Let no place be short, or let them be again."""
        for n, _, variable in self.short:
            most = 0 if whole else self.problem.hospital.cover[n].min
            self.flow.model.bound(variable, 0, most)

    def missing(self, values: Sequence[float]) -> list[tuple[int, int, int]]:
        """(row of cover, weekday, how many are missing) of each place short."""
        found = [(n, day, round(values[variable])) for n, day, variable in self.short]
        return [place for place in found if place[2]]

    def cuts(self, walk: Sequence[int]) -> list[LinearRow]:
        """The rows that bar what the far limits find in a walk round all the cycle's days."""
        far = self.problem.far
        if far is None or self.turns != self.weeks:
            return []
        line = np.array([int(str(self.flow.arcs[a].symbol)) for a in walk])
        return [self._row(barred) for barred in far.barred(line)]

    def _row(self, barred: ForbiddenPattern) -> LinearRow:
        terms = [
            (a, 1.0) for day, groups in barred for g in groups for a in self.on.get((day, g), ())
        ]
        return LinearRow(terms, -inf, float(len(barred) - 1))
