"""A clash as it is told: what cannot hold together, who may fill it, and which limit is in the way.

Clashes that differ only by their dates are one clash: told once, with how many sets of dates.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from time import monotonic
from typing import Any

import numpy as np

from sevenday.clock import DAY
from sevenday.limits import Checker
from sevenday.limits.kinds import KIND
from sevenday.limits.kinds.table import Kind
from sevenday.solver.explain.conflicts import Conflict
from sevenday.solver.explain.demands import COVER, Demand
from sevenday.solver.explain.feasibility import FeasibilityOracle
from sevenday.solver.explain.params import ExplainParams
from sevenday.solver.plan.formulation import make_plan
from sevenday.solver.plan.objectives import DUTIES, NIGHTS, WEEKENDS
from sevenday.solver.plan.plan import Plan

MOST_NAMES = 8
"""Doctors who are named in a sentence; more are counted, and JSON has every one."""
COUNTED = {
    WEEKENDS: ("max_weekends", "weekend"),
    NIGHTS: ("max_nights", "night"),
    DUTIES: ("max_duties", "shift"),
}
"""Counters that a doctor has a most of: the column that says so, and what is counted."""


@dataclass(frozen=True, slots=True)
class Clash:
    """A conflict with who and what it turns on.

    Attributes
    ----------
    conflict
        What cannot hold together.
    doctors
        Who may fill any of its places, by competence, tier, service and dates.
    limits
        Limits without any one of which it could hold, each solved. Empty where no single one
        would do, or the time ran out.
    alike
        Conflicts of the same places, doctors and limits on other dates.
    """

    conflict: Conflict
    doctors: tuple[str, ...]
    limits: tuple[str, ...]
    alike: tuple[Conflict, ...] = ()

    def sentence(self, plan: Plan) -> str:
        """It in a few sentences."""
        sentences = [self.conflict.sentence(plan)]
        if len(self.doctors) == len(plan.problem.names):
            who = f"All {len(self.doctors)} doctors" if self.doctors[1:] else "One doctor"
        elif len(self.doctors) > MOST_NAMES:
            who = f"Only {len(self.doctors)} of {len(plan.problem.names)} doctors"
        else:
            who = f"Only {_and(self.doctors)}"
        places = sum(part.kind == COVER for part in self.conflict.parts)
        fill = f"{who} may fill {'it' if places == 1 else 'them'}"
        if self.limits:
            sentences.append(f"{fill}; the limit is {', or '.join(self.limits)}.")
        else:
            sentences.append(f"{fill}; no one limit by itself is what bars it.")
        if self.alike:
            sets = "set" if len(self.alike) == 1 else "sets"
            sentences.append(f"So it is on {len(self.alike)} other {sets} of dates.")
        return " ".join(sentences)

    def to_dict(self, plan: Plan) -> dict[str, Any]:
        """It as JSON has it."""
        return self.conflict.to_dict(plan) | {
            "doctors": list(self.doctors),
            "limits": list(self.limits),
            "alike": [[part.to_dict(plan) for part in other.parts] for other in self.alike],
            "says": self.sentence(plan),
        }


def _and(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def tell_clashes(
    plan: Plan,
    conflicts: Sequence[tuple[Conflict, tuple[str, ...]]],
    params: ExplainParams = ExplainParams(),
) -> tuple[Clash, ...]:
    """Each conflict with its doctors and limits, those that differ by their dates alone as one.

    Beside each conflict stand the rules that keep somebody out of its open place: those are tried,
    as long as `params.seconds` allow.
    """
    asking = _LimitSearch(plan, params, monotonic() + params.seconds)
    found: list[Clash] = []
    order = sorted(conflicts, key=lambda each: (not each[0].minimal, len(each[0].parts)))
    for conflict, rules in order:
        doctors = _fillers(plan, conflict.parts)
        limits = tuple(asking(conflict.parts, doctors, rules))
        clash = Clash(conflict, tuple(_names(plan, doctors)), limits)
        first = next((k for k, other in enumerate(found) if _is_alike(plan, clash, other)), None)
        if first is None:
            found.append(clash)
        elif found[first].conflict != conflict:
            found[first] = replace(found[first], alike=(*found[first].alike, conflict))
    return tuple(found)


def _is_alike(plan: Plan, clash: Clash, earlier: Clash) -> bool:
    """Whether a clash is one that is told, on other dates; of one cut short, with more beside."""
    if clash.conflict == earlier.conflict:
        return True
    mine, its = (_places(plan, each.conflict.parts) for each in (clash, earlier))
    same = mine == its if clash.conflict.minimal else its <= mine
    return same and bool(clash.limits) and clash.limits == earlier.limits


def _places(plan: Plan, parts: tuple[Demand, ...]) -> frozenset[object]:
    """What is asked, dates aside."""
    need = {line: need for need, _, line in plan.cover_lines}
    return frozenset(
        (part.kind, need[part.line] if part.kind == COVER else (part.row, part.symbol))
        for part in parts
    )


def _fillers(plan: Plan, parts: tuple[Demand, ...]) -> tuple[int, ...]:
    """The rows of the doctors who could be on one of the places, were nothing else asked."""
    needs = {line: need for need, _, line in plan.cover_lines}
    wanted = {needs[part.line] for part in parts if part.kind == COVER}
    doctors = plan.hospital.doctors
    return tuple(
        row for row, doctor in enumerate(doctors) if any(not n.against(doctor) for n in wanted)
    )


def _names(plan: Plan, rows: tuple[int, ...]) -> Iterator[str]:
    return (plan.problem.names[row] for row in rows)


class _LimitSearch:
    """Which limit, left out by itself, would let a conflict hold: each is put to the oracle."""

    def __init__(self, plan: Plan, params: ExplainParams, until: float) -> None:
        self.plan, self.params, self.until = plan, params, until
        rules = Checker(plan.hospital, plan.terms).rules_for(opt_out=False)
        self.rules = {int(rule.row[KIND]): rule.id for rule in rules}
        self.oracles: dict[str, FeasibilityOracle] = {}

    def __call__(
        self, parts: tuple[Demand, ...], rows: tuple[int, ...], broken_by_trial: tuple[str, ...]
    ) -> Iterator[str]:
        """What counts duties or hours; where none of that is it, rules of runs and rests."""
        found = False
        for counter, (column, unit) in COUNTED.items():
            if self._holds(counter, partial(self._uncounted, counter), parts):
                found = True
                yield self._count(counter, column, unit, rows)
        average = self.rules.get(Kind.AVERAGE, "weekly_hours_max")
        if self._holds(average, self._unmeasured, parts):
            found = True
            yield average
        counted = {average, self.rules.get(Kind.FREQUENCY)}
        for rule in () if found else broken_by_trial:
            if rule not in counted and self._holds(rule, partial(self._waived, rule), parts):
                yield rule

    def _holds(
        self, without: str, plan_without: Callable[[], Plan | None], parts: tuple[Demand, ...]
    ) -> bool:
        """Whether the parts are shown to hold without a limit."""
        if monotonic() >= self.until:
            return False
        if without not in self.oracles:
            plan = plan_without()
            if plan is None:
                return False
            self.oracles[without] = FeasibilityOracle(plan, self.params)
        seconds = min(self.params.question_seconds, self.until - monotonic())
        return self.oracles[without](parts, seconds).holds is True

    def _uncounted(self, counter: str) -> Plan | None:
        """The plan without the most of a counter; None where there is none."""
        plan, names = self.plan, self.plan.objectives.names
        if counter not in names:
            return None
        column, days = names.index(counter), plan.problem.shape[1]
        if (plan.problem.caps[:, column] >= days).all():
            return None
        caps = plan.problem.caps.copy()
        caps[:, column] = days
        return replace(plan, problem=replace(plan.problem, caps=caps))

    def _unmeasured(self) -> Plan:
        """The plan without the most hours."""
        problem = self.plan.problem
        most = np.full_like(problem.most, problem.shape[1] * DAY)
        return replace(self.plan, problem=replace(problem, most=most))

    def _waived(self, rule: str) -> Plan:
        """The plan without a rule of the contract."""
        plan = self.plan
        terms = replace(plan.terms, waived=plan.terms.waived | {rule})
        return make_plan(plan.hospital, terms, plan.prices).by_law()

    def _count(self, counter: str, column: str, unit: str, rows: tuple[int, ...]) -> str:
        """The limit on a counter, and what it leaves the doctors."""
        most = self.plan.problem.caps[list(rows), self.plan.objectives.names.index(counter)]
        low, high = int(most.min()), int(most.max())
        agreed = [getattr(self.plan.hospital.doctors[row], column) for row in rows]
        lawful = self.rules.get(Kind.FREQUENCY) if counter == WEEKENDS else None
        by = (
            [lawful]
            if lawful
            and any(
                own is None or own > cap for own, cap in zip(agreed, most.tolist(), strict=True)
            )
            else []
        )
        by += [column] if any(own is not None for own in agreed) else []
        many = f"{high}" if low == high else f"{low} to {high}"
        return f"{' and '.join(by)} (at most {many} {unit}{'' if high == 1 else 's'} each)"
