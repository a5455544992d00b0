"""A built rota: what it leaves open, what it refuses, how it is shared out, and how good that is.

No rota is given that the checker has not passed.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from time import monotonic
from typing import Any

import numpy as np

from sevenday.contracts import Terms
from sevenday.files import duties_by_date
from sevenday.limits import CheckResult, check
from sevenday.milp.level import Level, weighed
from sevenday.model import Hospital, Requirement
from sevenday.solver.bounds.bank_holidays import fairest, keeping
from sevenday.solver.bounds.by_level import levels_of
from sevenday.solver.engine.problem import Ints
from sevenday.solver.engine.search import search
from sevenday.solver.engine.warm_up import prepare
from sevenday.solver.explain.explanation import Explanation, explain
from sevenday.solver.explain.inputs import refuse
from sevenday.solver.explain.lines import refuse_lines
from sevenday.solver.plan.objectives import HOURS, NIGHTS, WEEKENDS
from sevenday.solver.plan.plan import Plan, plan_of
from sevenday.solver.rota.long_windows import held

SEARCH = 0.92
"""The part of the time that goes to the search; the rest is for what can be proved of the rota."""
FAR_SEARCH, SWAPS = 0.6, 10
"""The search's part where the contract has limits that no state sees, whose keeping takes time
too; swaps that are then tried for each step, where steps are counted."""
EXPLAINING, EVERY = 10.0, 2.0
Tell = Callable[[Hospital, int, float], None]
"""Told of a lawful rota, what the search weighs it at, and the seconds so far."""


@dataclass(frozen=True, slots=True)
class Open:
    """A place with fewer doctors than are needed, or than would be ideal."""

    need: Requirement
    day: date
    there: int

    @property
    def short(self) -> int:
        """Doctors missing from the least that is needed."""
        return max(0, self.need.min - self.there)


@dataclass(frozen=True, eq=False, slots=True)
class Shares:
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
class Built:
    """A rota that keeps the contract, as `sd.build` gives it."""

    hospital: Hospital
    levels: tuple[Level, ...]
    open: tuple[Open, ...]
    unmet: tuple[str, ...]
    shares: tuple[Shares, ...]
    checked: CheckResult
    seconds: float
    steps: int | None
    seed: int
    stopped: bool
    explained: Explanation

    @property
    def uncovered(self) -> tuple[Open, ...]:
        """Places below their least."""
        return tuple(place for place in self.open if place.short)

    def summary(self) -> str:
        """What was built, in a few sentences."""
        short = sum(place.short for place in self.uncovered)
        cover = "Every place is filled" if not short else f"{short} places are left empty"
        nights = [share.nights for share in self.shares]
        weekends = [share.weekends for share in self.shares]
        return (
            f"{cover}, and no limit of {self.checked.contract} on {self.checked.on} is broken. "
            f"Nights {min(nights)} to {max(nights)} a doctor, weekends {min(weekends)} to "
            f"{max(weekends)}; {len(self.unmet)} requests refused."
        )

    def to_frame(self) -> Any:
        """A row a doctor: nights, weekends and the other aims, hours a week."""
        from sevenday.frames import frame

        return frame(
            [{"doctor": s.doctor, **s.counts, "hours": round(s.hours, 3)} for s in self.shares]
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
                {
                    "service": p.need.service,
                    "shift": p.need.shift,
                    "date": f"{p.day}",
                    "rank": p.need.rank,
                    "needed": p.need.min,
                    "there": p.there,
                    "because": because.document(),
                }
                for p, because in zip(self.uncovered, self.explained.because, strict=True)
            ],
            **self.explained.document(),
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
    explaining: float = EXPLAINING,
    tell: Tell | None = None,
) -> Built:
    """Fill a hospital's cover with its doctors under a contract.

    `engine`: rows, or cpsat, which counts no steps. `explaining`: the most seconds after the search
    in which clashes of open places are looked for. `tell`: told, now and then, of the best
    lawful rota so far. Raises InputError for what is missing or impossible before any search.
    """
    refuse(hospital)
    plan = plan_of(hospital, terms)
    refuse_lines(plan, terms)
    prepare()
    began = monotonic()
    granted = fairest(plan, granted=True)
    plan = keeping(plan, granted)
    share = FAR_SEARCH if plan.far else SEARCH
    if engine == "cpsat":
        from sevenday.solver.rota.cpsat import search_cpsat

        found = search_cpsat(plan, terms, seconds, seed)
    else:
        found = search(
            plan.problem,
            seconds=share * seconds - (monotonic() - began),
            steps=steps,
            seed=seed,
            on_incumbent=None if tell is None else _Telling(plan, tell),
        )
    swaps = iter(range(SWAPS * (steps or 0)))

    def more() -> bool:
        if steps is None:
            return monotonic() - began < SEARCH * seconds
        return next(swaps, None) is not None

    symbols = held(plan, found.symbols, seed, more)
    made = replace(plan.hospital, rota=plan.rota(symbols))
    checked = check(made, plan.terms, "rota")
    left = monotonic() + (1 - SEARCH) * seconds
    counts = np.array([plan.problem.counters(row, line) for row, line in enumerate(symbols)])
    levels = levels_of(
        plan, symbols, made, counts, granted, lambda: steps is None and monotonic() > left
    )
    there = plan.problem.cover(symbols)
    places = tuple(
        Open(need, plan.first + timedelta(days=day), int(there[line]))
        for need, day, line in plan.needs
        if there[line] < max(need.min, need.ideal)
    )
    unmet = tuple(_refused(plan, symbols))
    short = [(place.need, place.day) for place in places if place.short]
    explained = explain(plan, made, terms, there, short, explaining)
    return Built(
        made,
        levels,
        places,
        unmet,
        tuple(_shares(plan, counts, checked)),
        checked,
        monotonic() - began,
        found.steps,
        seed,
        found.stopped,
        explained,
    )


class _Telling:
    """Hands on a better roster as a rota, at most once in so many seconds, where it is lawful."""

    def __init__(self, plan: Plan, tell: Tell) -> None:
        self.plan, self.tell, self.last = plan, tell, -EVERY

    def __call__(self, symbols: Ints, cost: int, bound: int, seconds: float) -> None:
        """Take a roster that is better than those before."""
        if seconds - self.last < EVERY:
            return
        self.last = seconds
        made = replace(self.plan.hospital, rota=self.plan.rota(symbols))
        if not check(made, self.plan.terms, "rota").breaches:
            self.tell(made, cost, seconds)


def _shares(plan: Plan, counts: Ints, checked: CheckResult) -> Iterator[Shares]:
    hours = {line.doctor: line.average_hours_without_leave for line in checked.lines}
    names = [name for name in plan.aims.names if name != HOURS]
    for row, name in enumerate(plan.problem.names):
        mine = {aim: int(counts[row, plan.aims.at(aim)]) for aim in names}
        yield Shares(name, hours[name], mine)


def _refused(plan: Plan, symbols: Ints) -> Iterator[str]:
    for row, day, meets, weight in plan.wishes:
        if int(symbols[row, day]) not in meets:
            when = plan.first + timedelta(days=day)
            yield f"{plan.problem.names[row]}, {when:%a} {when}, weight {weight:g}"
