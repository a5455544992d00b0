"""A built rota: what it leaves open, what it refuses, how it is shared out, and how good that is.

No rota is given that the checker has not passed.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import numpy as np

from sevenday.contracts import Terms
from sevenday.limits import CheckResult, check
from sevenday.model import Hospital, Requirement, Rota
from sevenday.solver.problem import Ints
from sevenday.solver.rota import Plan, plan_of

NIGHTS, WEEKENDS = 1, 0
LEVELS = ("cover", "requests", "fairness")


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


@dataclass(frozen=True, slots=True)
class Level:
    """One aim: what the rota costs on it, and what no rota costs less than.

    Cover: places short, weighed by rank (7 - rank each). Requests: weights unmet, in hundredths.
    Fairness: how far nights and weekends of any two doctors are apart, per whole time. `most`: as
    much as it can ever cost.
    """

    name: str
    cost: int
    bound: int
    most: int

    @property
    def gap(self) -> float:
        """(cost - bound) / max(1, cost)."""
        return (self.cost - self.bound) / max(1, self.cost)


@dataclass(frozen=True, eq=False, slots=True)
class Shares:
    """One doctor's part: nights, weekends and hours a week."""

    doctor: str
    nights: int
    weekends: int
    hours: float


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
        """A row a doctor: nights, weekends, hours a week."""
        from sevenday.frames import frame

        return frame(
            [
                {
                    "doctor": s.doctor,
                    "nights": s.nights,
                    "weekends": s.weekends,
                    "hours": round(s.hours, 3),
                }
                for s in self.shares
            ]
        )

    def document(self) -> dict[str, Any]:
        """The form of FORMS.md: levels weighed so that one unit exceeds all that is below it."""
        cost = bound = 0
        for level in self.levels:
            room = level.most + 1
            cost, bound = cost * room + level.cost, bound * room + level.bound
        rota = self.hospital.rota
        assert rota is not None
        texts = self.hospital.cells.texts
        return {
            "cost": cost,
            "bound": bound,
            "gap": round((cost - bound) / max(1, cost), 6),
            "levels": [
                {"name": level.name, "cost": level.cost, "bound": level.bound,
                 "gap": round(level.gap, 6)} for level in self.levels
            ],
            "seconds": round(self.seconds, 3),
            "steps": self.steps,
            "seed": self.seed,
            "breaches": self.checked.document()["breaches"],
            "uncovered": [
                {"service": p.need.service, "shift": p.need.shift, "date": f"{p.day}",
                 "rank": p.need.rank, "needed": p.need.min, "there": p.there}
                for p in self.uncovered
            ],
            "rota": {
                name: {
                    f"{rota.first + timedelta(days=d)}": texts[code]
                    for d, code in enumerate(codes.tolist()) if texts[code]
                }
                for name, codes in zip(rota.doctors, rota.codes, strict=True)
            },
        }  # fmt: skip

    def to_json(self) -> dict[str, Any]:
        """The same as `document`."""
        return self.document()


def build(
    hospital: Hospital, terms: Terms, seconds: float = 60.0, seed: int = 1,
    steps: int | None = None, engine: str = "rows",
) -> Built:  # fmt: skip
    """Fill a hospital's cover with its doctors under a contract.

    `engine`: rows, or cpsat, which counts no steps. Raises InputError for what is missing or
    impossible before any search.
    """
    from sevenday.solver.search import prepare, search

    plan = plan_of(hospital, terms)
    if engine == "cpsat":
        from sevenday.solver.cpsat_rota import search_cpsat

        found = search_cpsat(plan, terms, seconds, seed)
    else:
        prepare()
        found = search(plan.problem, seconds=seconds, steps=steps, seed=seed)
    made = replace(hospital, rota=_rota(plan, found.symbols))
    checked = check(made, terms, "rota")
    if checked.breaches:
        raise RuntimeError(f"a rota that breaks a rule: {checked.breaches[0].sentence}")
    counts = plan.problem.cover(found.symbols)
    places = tuple(
        Open(need, plan.first + timedelta(days=day), int(counts[line]))
        for need, day, line in plan.needs
        if counts[line] < max(need.min, need.ideal)
    )
    shares = tuple(_shares(plan, found.symbols, checked))
    unmet = tuple(_refused(plan, found.symbols))
    levels = tuple(_levels(plan, places, found.symbols, shares))
    return Built(
        made, levels, places, unmet, shares, checked, found.seconds, found.steps, seed,
        found.stopped,
    )  # fmt: skip


def _rota(plan: Plan, symbols: Ints) -> Rota:
    codes = np.array(plan.codes)[symbols]
    codes = np.where(plan.leave > 0, plan.leave, codes)
    return Rota(plan.problem.names, plan.first, codes.astype(np.int16))


def _shares(plan: Plan, symbols: Ints, checked: CheckResult) -> Iterator[Shares]:
    hours = {line.doctor: line.average_hours_without_leave for line in checked.lines}
    for row, name in enumerate(plan.problem.names):
        counts = plan.problem.counters(row, symbols[row])
        yield Shares(name, counts[NIGHTS], counts[WEEKENDS], hours[name])


def _refused(plan: Plan, symbols: Ints) -> Iterator[str]:
    for row, day, meets, weight in plan.wishes:
        if int(symbols[row, day]) not in meets:
            when = plan.first + timedelta(days=day)
            yield f"{plan.problem.names[row]}, {when:%a} {when}, weight {weight:g}"


def _levels(
    plan: Plan, places: tuple[Open, ...], symbols: Ints, shares: tuple[Shares, ...]
) -> Iterator[Level]:
    """Each aim with a bound that holds by counting alone."""
    every = sum((7 - need.rank) * need.min for need, _, _ in plan.needs)
    yield Level("cover", sum((7 - p.need.rank) * p.short for p in places), 0, every)
    wishes = sum(w for row, day, meets, w in plan.wishes if int(symbols[row, day]) not in meets)
    yield Level("requests", round(100 * wishes), 0, round(100 * sum(w[3] for w in plan.wishes)))
    whole = np.array([doctor.wte for doctor in plan.hospital.doctors])
    apart = 0
    for counts in ([s.nights for s in shares], [s.weekends for s in shares]):
        each = np.array(counts) / whole
        apart += round(float(each.max() - each.min()))
    # nights that do not divide evenly leave two doctors one apart at least, where all are filled
    uneven = sum(share.nights for share in shares) % len(shares) != 0
    least = int(uneven and bool((whole == 1).all()) and not any(p.short for p in places))
    days = plan.problem.shape[1]
    yield Level("fairness", apart, min(apart, least), round(2 * days / whole.min()))
