"""A hospital's rota by CP-SAT (or-tools): the same problem for a second engine, as a yardstick.

The contract as linear rows (`linear_rules`), no automaton and nothing of our own search.
"""

from itertools import pairwise
from math import ceil
from time import monotonic
from typing import Any

import numpy as np

from sevenday.clock import WEEK
from sevenday.contracts import Terms
from sevenday.cores import threads
from sevenday.errors import Fault, InputError
from sevenday.limits import Checker
from sevenday.limits.duty_times import duty_times
from sevenday.milp.cpsat import TOLERANCE, need_ortools, search
from sevenday.solver.engine.machine import NO_STATE, Machine
from sevenday.solver.engine.problem import Ints
from sevenday.solver.engine.search import SearchResult
from sevenday.solver.law.automaton import equivalent_codes
from sevenday.solver.law.linear_rules import linear_rules
from sevenday.solver.plan.objectives import HALF_HOUR, HOURS, PATTERNS
from sevenday.solver.plan.plan import Plan
from sevenday.solver.rota.params import CpsatParams

HOURS_TOLERANCE = 1.1
"""How far hours of whole duties, each rounded, may be from the hours that they come to."""
MIN_ROW = 1_000_000
"""Below what any row of the law comes to."""


def search_cpsat(
    plan: Plan,
    terms: Terms,
    seconds: float,
    seed: int = 1,
    params: CpsatParams = CpsatParams(),
) -> SearchResult:
    """The cheapest roster that CP-SAT finds in some seconds, the making of its model included.

    Raises InputError where or-tools is not installed, where a cell is on call, where no roster
    keeps the rules, and where none was found in the time; KeyboardInterrupt where Ctrl-C came
    before any.
    """
    need_ortools()
    from ortools.sat.python import cp_model

    began = monotonic()
    problem = plan.problem
    making = _RosterModel(plan, terms, cp_model.CpModel(), cp_model.LinearExpr)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = threads()
    solver.parameters.symmetry_level = params.symmetry_level
    solver.parameters.cp_model_probing_level = params.probing_level
    solver.parameters.max_presolve_iterations = params.presolve_rounds
    solver.parameters.random_seed = seed
    solver.parameters.max_time_in_seconds = max(0.1, seconds - (monotonic() - began))
    status, stopped = search(solver, making.model)
    took = monotonic() - began
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        if stopped:
            raise KeyboardInterrupt
        proved = status == cp_model.INFEASIBLE
        what = (
            "no rota keeps every rule: that is proved"
            if proved
            else (f"no rota found in {seconds:g} seconds that keeps every rule")
        )
        how = "hours of the doctors that can be kept" if proved else "more --seconds"
        code = "infeasible" if proved else "no-result"
        raise InputError(Fault(what, "", None, "--engine", "cpsat", how, code=code))
    symbols = making.roster(solver.value)
    if wrong := problem.violations(symbols):
        what = f"its rows know no change of the clocks: {wrong[0]}"
        raise InputError(
            Fault(what, "", None, "--engine", "cpsat", "--engine rows", code="unsupported-rule")
        )
    cost = problem.total_cost(symbols)
    bound = min(cost, ceil(solver.best_objective_bound - TOLERANCE))
    return SearchResult(symbols, cost, bound, took, None, stopped)


class _RosterModel:
    """The problem for CP-SAT: `cells` (R, D, C) are true where a row works a symbol on a day."""

    def __init__(self, plan: Plan, terms: Terms, model: Any, linear: Any) -> None:
        self.plan, self.problem, self.model = plan, plan.problem, model
        self.sum = linear.weighted_sum
        self.terms: list[Any] = []
        self.prices: list[int] = []
        problem, hospital = plan.problem, plan.hospital
        codes = tuple(code for code in plan.codes if code)
        self.groups = equivalent_codes(hospital, codes)
        checker = Checker(hospital, terms)
        first = np.array([group[0] for group in self.groups])
        self.law = linear_rules(checker.rules_for(opt_out=False), duty_times(checker.duties, first))
        rows, days, symbols = problem.shape
        self.cells = np.array(
            [
                [[self._cell(r, d, c) for c in range(symbols)] for d in range(days)]
                for r in range(rows)
            ],
            object,
        )
        for row in range(rows):
            self._row(row)
        self._cover()
        model.minimize(self.sum(self.terms, self.prices) + problem.constant)

    def roster(self, value: Any) -> Ints:
        """(R, D) the symbol that is true in each cell."""
        truth = np.frompyfunc(lambda cell: cell is not None and value(cell), 1, 1)(self.cells)
        return np.asarray(truth.astype(float).argmax(2), np.int64)

    def _cell(self, row: int, day: int, symbol: int) -> Any:
        if not self.problem.allowed[row, day, symbol]:
            return None
        cell = self.model.new_bool_var("")
        self._price(cell, int(self.problem.cost[row, day, symbol]))
        return cell

    def _price(self, term: Any, price: int) -> None:
        if price:
            self.terms.append(term)
            self.prices.append(price)

    def _row(self, row: int) -> None:
        problem, model, cells = self.problem, self.model, self.cells[row]
        machine = problem.machines[problem.machine[row]]
        for day in cells:
            model.add_exactly_one(cell for cell in day if cell is not None)
        self._limits(row, machine)
        work = [
            (cell, int(machine.spend[c]))
            for day in cells
            for c, cell in enumerate(day)
            if cell is not None and machine.spend[c]
        ]
        spent = self.sum([cell for cell, _ in work], [spend for _, spend in work])
        model.add_linear_constraint(spent, int(problem.least[row]), int(problem.most[row]))
        for c, most in enumerate(problem.symbol_caps[row].tolist()):
            if most < len(cells):
                model.add(sum(cell for cell in cells[:, c] if cell is not None) <= most)
        for t, name in enumerate(self.plan.objectives.names):
            if name == PATTERNS:
                continue  # not sought here; what a change of the clocks bars is seen at the end
            met, weights = self._counter_terms(row, machine, t)
            low, most = 0, min(int(problem.caps[row, t]), sum(weights))
            if name == HOURS:  # the other hours are none that the row may have
                low = int(problem.least[row] / HALF_HOUR / HOURS_TOLERANCE)
                most = min(most, int(problem.most[row] / HALF_HOUR * HOURS_TOLERANCE) + 1)
            count = model.new_int_var(low, most, "")
            model.add(self.sum(met, weights) == count)
            self._pay_convex(count, problem.final[row, t, low : most + 1], low)

    def _limits(self, row: int, machine: Machine) -> None:
        """The contract's rows on every day of a line, and on the days of history before it."""
        cells, days = self.cells[row], len(self.cells[row])
        for c in np.flatnonzero((machine.moves == NO_STATE).all((0, 1))):
            self.model.add(sum(cell for cell in cells[:, c] if cell is not None) == 0)
        number = {code: g for g, group in enumerate(self.groups) for code in group}
        of = [number.get(code, -1) for code in self.plan.codes]
        works = [
            [
                self._any_of(
                    [cell for c, cell in enumerate(day) if of[c] == g and cell is not None]
                )
                for g in range(len(self.groups))
            ]
            for day in cells
        ]
        before = [number.get(code, -1) for code in self._history(row)]
        for law in self.law:
            for day in range(days):
                most = law.most
                terms, weights = [], []
                for lag, group, weight in law.terms:
                    at = day + lag
                    if at >= 0:
                        if works[at][group] is not None:
                            terms.append(works[at][group])
                            weights.append(weight)
                    elif -at <= len(before) and before[at] == group:
                        most -= weight
                if sum(weight for weight in weights if weight > 0) > most:
                    self.model.add_linear_constraint(self.sum(terms, weights), -MIN_ROW, most)

    def _history(self, row: int) -> list[int]:
        history, name = self.plan.hospital.history, self.problem.names[row]
        if history is None or name not in history.doctors:
            return []
        return [int(code) for code in history.codes[history.doctors.index(name)]]

    def _any_of(self, cells: list[Any]) -> Any:
        """One truth for cells of which one at most is true; None where there is none."""
        if len(cells) < 2:
            return cells[0] if cells else None
        one = self.model.new_bool_var("")
        self.model.add(sum(cells) == one)
        return one

    def _counter_terms(self, row: int, machine: Machine, t: int) -> tuple[list[Any], list[int]]:
        """What adds up to a counter, each by its weight: cells, or a truth a week."""
        cells, kind = self.cells[row], self.problem.kind
        weekday = [(self.plan.first.weekday() + d) % WEEK for d in range(len(cells))]
        adds = machine.adds[t]
        rested = adds[:, int(self.problem.start[row])]
        counts = [
            [
                (cell, int(rested[kind[d], c]))
                for c, cell in enumerate(day)
                if cell is not None and rested[kind[d], c]
            ]
            for d, day in enumerate(cells)
        ]
        if (adds == adds[:, :1]).all():
            each = [pair for day in counts for pair in day]
            return [cell for cell, _ in each], [weight for _, weight in each]
        once: dict[int, list[Any]] = {}
        for d, day in enumerate(counts):
            once.setdefault((d - weekday[d]) // WEEK, []).extend(cell for cell, _ in day)
        met = []
        for working in once.values():
            if working:
                week = self.model.new_bool_var("")
                self.model.add_max_equality(week, working)
                met.append(week)
        return met, [1] * len(met)

    def _cover(self) -> None:
        problem = self.problem
        serving: list[list[Any]] = [[] for _ in problem.penalty]
        for (row, day, symbol), cell in np.ndenumerate(self.cells):
            if cell is not None:
                for line in problem.lines[problem.team[row], day, symbol].tolist():
                    if line >= 0:
                        serving[line].append(cell)
        for counted, price in zip(serving, problem.penalty, strict=True):
            count = self.model.new_int_var(0, len(counted), "")
            self.model.add(sum(counted) == count)
            self._pay_convex(count, price[: len(counted) + 1])

    def _pay_convex(self, count: Any, price: Ints, first: int = 0) -> None:
        """Pay the price of a count from `first` on: convex ones by their straight parts."""
        if not price.any():
            return
        paid = self.model.new_int_var(int(price.min()), int(price.max()), "")
        self._price(paid, 1)
        if (np.diff(price, 2) < 0).any():
            self.model.add_element(count - first, price.tolist(), paid)
            return
        known = set()
        for k, (low, high) in enumerate(pairwise(price.tolist())):
            slope = high - low
            if slope not in known:
                known.add(slope)
                self.model.add(paid >= low + slope * (count - first - k))
