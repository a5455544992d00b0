"""A built rota: what it leaves open, what it refuses, how it is shared out, and how good that is.

No rota is given that the checker has not passed.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from time import monotonic
from typing import Any

import numpy as np

from sevenday.contracts import Terms
from sevenday.files import duties_by_date
from sevenday.limits import CheckResult, check
from sevenday.milp.levels import Level, weighed
from sevenday.model import Hospital
from sevenday.solver.bounds.bank_holidays import fairest_bank_holidays, price_outside_fairest
from sevenday.solver.bounds.by_level import measured_levels
from sevenday.solver.engine.problem import Ints
from sevenday.solver.engine.search import search
from sevenday.solver.engine.warm_up import prepare
from sevenday.solver.explain.explanation import Explanation, explain
from sevenday.solver.explain.inputs import refuse_inputs
from sevenday.solver.explain.lines import refuse_lines
from sevenday.solver.plan.objectives import HOURS, NIGHTS, WEEKENDS
from sevenday.solver.plan.plan import Plan, make_plan
from sevenday.solver.plan.unfilled import UnfilledPlace
from sevenday.solver.rota.long_windows import repair_long_windows

SEARCH_SHARE = 0.92
"""The part of the time that goes to the search; the rest is for what can be proved of the rota."""
LONG_WINDOW_SEARCH_SHARE, SWAPS_PER_STEP = 0.6, 10
"""The search's part where the contract has limits that no state sees, whose keeping takes time
too; swaps that are then tried for each step, where steps are counted."""
EXPLAIN_SECONDS, REPORT_SECONDS = 10.0, 2.0
OnIncumbent = Callable[[Hospital, int, float], None]
"""Told of a lawful rota, what the search weighs it at, and the seconds so far."""


@dataclass(frozen=True, eq=False, slots=True)
class DoctorTotals:
    """One doctor's part: hours a week, and how many of each aim (`counts`, by its name)."""

    doctor: str
    hours: float
    counts: dict[str, int]

    @property
    def nights(self) -> int:
        """Nights."""
        return self.counts.get(NIGHTS, 0)

    @property
    def weekends(self) -> int:
        """Weekends with any work in them, as the contract counts them."""
        return self.counts.get(WEEKENDS, 0)


@dataclass(frozen=True, eq=False)
class RotaResult:
    """A rota that keeps the contract, as `sd.build` gives it."""

    hospital: Hospital
    levels: tuple[Level, ...]
    unfilled: tuple[UnfilledPlace, ...]
    refused_requests: tuple[str, ...]
    totals: tuple[DoctorTotals, ...]
    checked: CheckResult
    seconds: float
    steps: int | None
    seed: int
    stopped: bool
    explanation: Explanation

    @property
    def uncovered(self) -> tuple[UnfilledPlace, ...]:
        """Places below their least."""
        return tuple(place for place in self.unfilled if place.missing)

    def summary(self) -> str:
        """What was built, in a few sentences."""
        short = sum(place.missing for place in self.uncovered)
        cover = "Every place is filled" if not short else f"{short} places are left empty"
        nights = [share.nights for share in self.totals]
        weekends = [share.weekends for share in self.totals]
        return (
            f"{cover}, and no limit of {self.checked.contract} on {self.checked.on} is broken. "
            f"Nights {min(nights)} to {max(nights)} a doctor, weekends {min(weekends)} to "
            f"{max(weekends)}; {len(self.refused_requests)} requests refused."
        )

    def to_frame(self) -> Any:
        """A row a doctor: nights, weekends and the other aims, hours a week."""
        from sevenday.frames import frame

        return frame(
            [{"doctor": s.doctor, **s.counts, "hours": round(s.hours, 3)} for s in self.totals]
        )

    def document(self) -> dict[str, Any]:
        """The form of FORMS.md: levels weighed so that one unit exceeds all that is below it."""
        rota = self.hospital.rota
        assert rota is not None
        return {
            **weighed(self.levels),
            "seconds": round(self.seconds, 3),
            "steps": self.steps,
            "seed": self.seed,
            "breaches": self.checked.document()["breaches"],
            "uncovered": [
                {**place.to_dict(), "because": reason.document()}
                for place, reason in zip(self.uncovered, self.explanation.reasons, strict=True)
            ],
            **self.explanation.document(),
            "rota": duties_by_date(rota, self.hospital.cells),
        }

    def to_json(self) -> str:
        """The result as the JSON text of FORMS.md."""
        return json.dumps(self.document(), ensure_ascii=False, indent=1)


def build(
    hospital: Hospital,
    terms: Terms,
    seconds: float = 60.0,
    seed: int = 1,
    steps: int | None = None,
    engine: str = "rows",
    explain_seconds: float = EXPLAIN_SECONDS,
    on_incumbent: OnIncumbent | None = None,
) -> RotaResult:
    """Fill a hospital's cover with its doctors under a contract.

    Parameters
    ----------
    hospital, terms
        What is asked for, and the contract.
    seconds
        Time for the search and for the proof of its bounds.
    seed
        Of the search: the same seed and steps give the same rota.
    steps
        Steps of the search, whatever the clock says; None: as many as the time allows.
    engine
        `rows`, or `cpsat`, which counts no steps.
    explain_seconds
        The most seconds after the search in which conflicts of unfilled places are looked for.
    on_incumbent
        Called now and then with the best lawful rota so far, what it weighs, and the seconds.

    Raises
    ------
    InputError
        For what is missing or impossible, before any search.
    """
    refuse_inputs(hospital)
    plan = make_plan(hospital, terms)
    refuse_lines(plan, terms)
    prepare()
    began = monotonic()
    granted = fairest_bank_holidays(plan, granted=True)
    plan = price_outside_fairest(plan, granted)
    share = LONG_WINDOW_SEARCH_SHARE if plan.has_long_windows else SEARCH_SHARE
    if engine == "cpsat":
        from sevenday.solver.rota.cpsat import search_cpsat

        found = search_cpsat(plan, terms, seconds, seed)
    else:
        found = search(
            plan.problem,
            seconds=share * seconds - (monotonic() - began),
            steps=steps,
            seed=seed,
            on_incumbent=None if on_incumbent is None else _IncumbentReporter(plan, on_incumbent),
        )
    swaps = iter(range(SWAPS_PER_STEP * (steps or 0)))

    def more() -> bool:
        if steps is None:
            return monotonic() - began < SEARCH_SHARE * seconds
        return next(swaps, None) is not None

    symbols = repair_long_windows(plan, found.symbols, seed, more)
    made = replace(plan.hospital, rota=plan.rota(symbols))
    checked = check(made, plan.terms, "rota")
    left = monotonic() + (1 - SEARCH_SHARE) * seconds
    counts = np.array([plan.problem.counters(row, line) for row, line in enumerate(symbols)])
    levels = measured_levels(
        plan, symbols, made, counts, granted, lambda: steps is None and monotonic() > left
    )
    there = plan.problem.cover(symbols)
    places = tuple(
        UnfilledPlace(need, plan.first + timedelta(days=day), int(there[line]))
        for need, day, line in plan.cover_lines
        if there[line] < max(need.min, need.ideal)
    )
    unmet = tuple(_refused_requests(plan, symbols))
    explained = explain(plan, made, terms, there, explain_seconds)
    return RotaResult(
        made,
        levels,
        places,
        unmet,
        tuple(_doctor_totals(plan, counts, checked)),
        checked,
        monotonic() - began,
        found.steps,
        seed,
        found.stopped,
        explained,
    )


class _IncumbentReporter:
    """Hands on a better roster as a rota, at most once in so many seconds, where it is lawful."""

    def __init__(self, plan: Plan, on_incumbent: OnIncumbent) -> None:
        self.plan, self.on_incumbent, self.last = plan, on_incumbent, -REPORT_SECONDS

    def __call__(self, symbols: Ints, cost: int, bound: int, seconds: float) -> None:
        """Take a roster that is better than those before."""
        if seconds - self.last < REPORT_SECONDS:
            return
        self.last = seconds
        made = replace(self.plan.hospital, rota=self.plan.rota(symbols))
        if not check(made, self.plan.terms, "rota").breaches:
            self.on_incumbent(made, cost, seconds)


def _doctor_totals(plan: Plan, counts: Ints, checked: CheckResult) -> Iterator[DoctorTotals]:
    hours = {line.doctor: line.average_hours_without_leave for line in checked.lines}
    names = [name for name in plan.objectives.names if name != HOURS]
    for row, name in enumerate(plan.problem.names):
        mine = {aim: int(counts[row, plan.objectives.index(aim)]) for aim in names}
        yield DoctorTotals(name, hours[name], mine)


def _refused_requests(plan: Plan, symbols: Ints) -> Iterator[str]:
    for row, day, meets, weight in plan.requests:
        if int(symbols[row, day]) not in meets:
            when = plan.first + timedelta(days=day)
            yield f"{plan.problem.names[row]}, {when:%a} {when}, weight {weight:g}"
