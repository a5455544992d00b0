"""Lines that cannot be, refused before a search: shifts, pins and hours that no limit allows.

All is asked of the machines that the search itself walks; the sentence is the checker's.
"""

from collections.abc import Iterator

import numpy as np

from sevenday.contracts import Terms
from sevenday.errors import Fault, InputError
from sevenday.limits.kinds import KIND
from sevenday.limits.kinds.table import Kind
from sevenday.solver.engine.machine import NO_STATE
from sevenday.solver.engine.problem import Bools
from sevenday.solver.engine.reach import Reach, reach
from sevenday.solver.explain.demands import (
    LEAVE,
    PIN,
    Demand,
    allowed_without_demands,
    day_runs,
    pin_demands,
)
from sevenday.solver.explain.trial import LineTrial
from sevenday.solver.plan.plan import Plan

LEAST_HOURS = "hours"
"""The least hours that a doctor has agreed, as one more thing asked of a line."""


def refuse_lines(plan: Plan, terms: Terms) -> None:
    """Raise InputError for each shift and each doctor's line that cannot be lawful."""
    trial = LineTrial(plan.hospital, terms, plan.first)
    if faults := list(_shifts(plan, trial)):
        raise InputError(*faults)
    if faults := list(_LineDemands(plan, terms, trial).faults()):
        raise InputError(*faults)


def _shifts(plan: Plan, trial: LineTrial) -> Iterator[Fault]:
    """Shifts that break a limit by themselves, whoever works them."""
    problem = plan.problem
    asked = {
        plan.hospital.cells.code(need.shift)
        for need, _, _ in plan.cover_lines
        if need.min and need.span is None
    }
    for symbol, code in enumerate(plan.codes):
        if code in asked and all(
            (m.moves[:, 0, symbol] == NO_STATE).all() for m in problem.machines
        ):
            line = np.zeros((1, problem.shape[1]), np.int16)
            line[0, problem.shape[1] // 2] = code
            sentences = [breach.sentence for breach in trial.breaches([0], line)[0]]
            text = plan.hospital.cells.texts[code]
            what = f"nobody may lawfully work {text}: {' '.join(sentences)}"
            yield Fault(
                what,
                "shifts.csv",
                None,
                "code",
                text,
                "times and breaks within the limits",
                code="infeasible",
            )


class _LineDemands:
    """Each doctor's line with what is asked of it alone: pins, leave and least hours."""

    def __init__(self, plan: Plan, terms: Terms, trial: LineTrial) -> None:
        self.plan, self.terms, self.trial, self.free = (
            plan,
            terms,
            trial,
            allowed_without_demands(plan),
        )
        self.known: dict[tuple[object, ...], Reach | None] = {}

    def faults(self) -> Iterator[Fault]:
        """One fault for each line that cannot be, with the smallest set that clashes."""
        problem = self.plan.problem
        pins: dict[int, list[Demand]] = {}
        for pin in pin_demands(self.plan):
            pins.setdefault(pin.row, []).append(pin)
        for row in range(len(problem.names)):
            mine = pins.get(row, [])
            least = int(problem.least[row])
            if not least and not any(pin.symbol for pin in mine):
                continue  # to be off throughout is always lawful
            asked = [
                Demand(LEAVE, first, stop, row=row)
                for first, stop in day_runs(self.plan.leave[row] > 0)
            ] + mine
            asked += (
                [Demand(LEAST_HOURS, 0, problem.shape[1], row=row, needed=least)] if least else []
            )
            if not self._holds(row, asked):
                yield self._fault(row, self._smallest(row, asked))

    def _reach(self, row: int, asked: list[Demand]) -> Reach | None:
        allowed: Bools = self.free[row].copy()
        for a in asked:
            if a.kind != LEAST_HOURS:
                allowed[a.first : a.stop] = False
                allowed[a.first : a.stop, a.symbol if a.kind == PIN else 0] = True
        P = self.plan.problem
        key = (int(P.machine[row]), int(P.start[row]), P.caps[row].tobytes(), allowed.tobytes())
        if key not in self.known:
            self.known[key] = reach(P, row, allowed, P.caps[row])
        return self.known[key]

    def _holds(self, row: int, asked: list[Demand]) -> bool:
        found = self._reach(row, asked)
        least = max((a.needed for a in asked if a.kind == LEAST_HOURS), default=0)
        most = int(self.plan.problem.most[row])
        return found is not None and found.most >= least and found.least <= most >= least

    def _smallest(self, row: int, asked: list[Demand]) -> list[Demand]:
        for one in list(asked):
            rest = [a for a in asked if a is not one]
            if not self._holds(row, rest):
                asked = rest
        return asked

    def _fault(self, row: int, asked: list[Demand]) -> Fault:
        plan, problem = self.plan, self.plan.problem
        name, pins = problem.names[row], [a for a in asked if a.kind == PIN]
        rest = "; without any one of them a lawful line is left" if len(asked) > 1 else ""
        why = self._why(row, asked)
        if pins:
            named = "; ".join(a.sentence(plan) for a in asked if a.kind != LEAST_HOURS)
            first = plan.first.fromordinal(plan.first.toordinal() + pins[0].first)
            what = f"no lawful line has {named}{rest}. {why}"
            return Fault(
                what,
                "pins.csv",
                None,
                f"{first}",
                problem.codes[pins[0].symbol],
                "pins that the law lets one line have",
                code="infeasible",
            )
        doctor = plan.hospital.doctors[row]
        weeks = int(problem.least[row]) / 60 / (doctor.weekly_hours_min or 1)
        away = "; ".join(
            Demand(LEAVE, first, stop, row=row).sentence(plan)
            for first, stop in day_runs(plan.leave[row] > 0)
        )
        what = f"{name}: no lawful line has so many hours{f' beside {away}' if away else ''}. {why}"
        found = self._reach(row, asked)
        most = min(int(problem.most[row]), found.most if found else 0) / 60 / weeks
        return Fault(
            what,
            "doctors.csv",
            None,
            "weekly_hours_min",
            f"{doctor.weekly_hours_min:g}",
            f"at most {int(most * 100) / 100:g} hours a week",
            code="infeasible",
        )

    def _why(self, row: int, asked: list[Demand]) -> str:
        """The limit in its own words: the checker's of the pins alone, or which cap it is."""
        plan, problem = self.plan, self.plan.problem
        line = np.zeros((1, problem.shape[1]), np.int16)
        for a in asked:
            if a.kind == LEAVE:
                line[0, a.first : a.stop] = plan.leave[row, a.first : a.stop]
            elif a.kind == PIN:
                line[0, a.first] = plan.codes[a.symbol]
        if sentences := [breach.sentence for breach in self.trial.breaches([row], line)[0]]:
            return " ".join(sentences)
        doctor = plan.hospital.doctors[row]
        caps = [
            f"{column} {value:g}"
            for column, value in (
                ("max_nights", doctor.max_nights),
                ("max_weekends", doctor.max_weekends),
                ("max_duties", doctor.max_duties),
                ("weekly_hours_max", doctor.weekly_hours_max),
            )
            if value is not None
        ]
        rules = self.trial.checker.rules_for(doctor.opt_out)
        caps += [
            f"{rule.id} ({rule.term.source.document}, {rule.term.source.clause})"
            for rule in rules
            if int(rule.row[KIND]) == Kind.AVERAGE
        ]
        return f"What holds it down: {', '.join(caps)}, and rest between duties."
