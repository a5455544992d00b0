"""A hospital's template as a flow: cover by weekday, sums over the cycle, and aims in levels."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from math import inf

import numpy as np

from sevenday.contracts import Terms
from sevenday.errors import Fault, InputError
from sevenday.limits.check import sides_of
from sevenday.limits.fold import AVERAGE, EPSILON, FREQUENCY
from sevenday.limits.kinds import ALT, FLAG, KIND, MASK, MOST, REST, WINDOW
from sevenday.limits.kinds.average import weekly
from sevenday.limits.classes import ON_CALL
from sevenday.limits.rules.draft import NEVER
from sevenday.limits.table import rules_of
from sevenday.model import OFF, Doctor, Hospital, Template
from sevenday.solver.cycle import PATTERNS, WEEK, Steps, steps_of
from sevenday.solver.far import Barred, Far, near_and_far
from sevenday.solver.flow import Arc, Flow, Row, Term
from sevenday.solver.lawful import WINTER, lawful, memory

SHORT = 10
"""What a place of rank 6 left empty costs beside one below its ideal; rank 1 is six times that."""
HUNDREDTHS = 100
LOOSE = 1e5
NEAREST = 3
"""Days that the states have to look back at least."""


@dataclass(frozen=True, slots=True)
class Sum:
    """A limit on hours: `most` hours a week of `hours` by group, over `weeks` or the whole cycle."""

    name: str
    most: float
    hours: tuple[float, ...]
    weeks: float


@dataclass(frozen=True, eq=False, slots=True)
class Asked:
    """What a template is asked for.

    `needs`: of each row of cover.csv, its weekdays. `weekends`: the most of them that are worked,
    as a share. `far`: None where every limit is in the steps. `weights`: of the patterns.
    """

    hospital: Hospital
    terms: Terms
    steps: Steps
    codes: tuple[int, ...]
    needs: tuple[tuple[int, ...], ...]
    sums: tuple[Sum, ...]
    weekends: float
    far: Far | None
    weights: dict[str, float]

    @property
    def group(self) -> dict[int, int]:
        """The group of each code."""
        return {c: g for g, codes in enumerate(self.steps.law.groups) for c in codes}

    def named(self, row: int) -> str:
        """A row of cover.csv in words."""
        need = self.hospital.cover[row]
        return f"cover.csv row {row + 2} ({need.shift}, {need.days}: {need.min})"


def asked_of(hospital: Hospital, terms: Terms) -> Asked:
    """Read a hospital's folder as a template's. Raises InputError for what no template can be."""
    _refuse(hospital)
    needs = tuple(
        tuple(d for d in range(WEEK) if need.holds_on(WINTER + timedelta(days=d)))
        for need in hospital.cover
    )
    used = (hospital.cells.code(need.shift) for need in hospital.cover if max(need.min, need.ideal))
    codes = tuple(dict.fromkeys(used))
    if not codes:
        raise InputError(Fault("nothing to fill", "cover.csv", expected="a row for each place"))
    sides = sides_of(_all_in(hospital, codes))
    rules = rules_of(terms, sides[0])
    if not rules:
        raise InputError(f"{terms.id} holds no limits on {terms.on}. {terms.contract.says}")
    _refuse_unlawful(hospital, terms, codes)
    near, far = near_and_far(hospital, terms, rules, codes)
    while True:
        try:
            law = lawful(hospital, terms, codes, sides[0], near)
            break
        except InputError:  # too many states: the limit that looks farthest waits for the checker
            farthest = max(near, key=memory)
            if memory(farthest) <= NEAREST:
                raise
            near, far = tuple(r for r in near if r is not farthest), (*far, farthest)
    own = {side: rules_of(terms, sides[side]) for side in {int(d.opt_out) for d in hospital.doctors}}
    sums: dict[tuple[str, float], Sum] = {}
    weekends = 1.0
    for doctor in hospital.doctors:
        for rule in own[int(doctor.opt_out)]:
            if int(rule.row[KIND]) == FREQUENCY:
                weekends = min(weekends, float(rule.row[MOST]))
            if int(rule.row[KIND]) == AVERAGE and rule.row[MOST] < NEVER:
                most = _room(hospital, doctor, rule.row) / 60
                hours = tuple(_hours(hospital, group[0], rule.row) for group in law.groups)
                weeks = float(rule.row[WINDOW]) / WEEK
                sums[rule.id, most] = Sum(rule.id, most, hours, weeks)
    weights = {name: float(hospital.build.get("weights", {}).get(name, weight))
               for name, weight in PATTERNS.items()}  # fmt: skip
    return Asked(
        hospital, terms, steps_of(hospital, terms, law), codes, needs, _tightest(sums.values()),
        weekends, Far(hospital, terms, far, law.groups) if far else None, weights,
    )  # fmt: skip


def with_template(hospital: Hospital, template: Template) -> Hospital:
    """The hospital with a template of its own and no rota."""
    return replace(hospital, rota=None, history=None, pins=None, templates={"": template})


def _all_in(hospital: Hospital, codes: Sequence[int]) -> Hospital:
    """The hospital with a template that has every code in it: what its limits depend on."""
    cells = np.zeros((-(-len(codes) // WEEK), WEEK), np.int16)
    cells.flat[: len(codes)] = codes
    return with_template(hospital, Template(cells))


def _tightest(sums: "Sequence[Sum] | object") -> tuple[Sum, ...]:
    """Of each limit on hours, the one of the doctor who has the least room."""
    least: dict[str, Sum] = {}
    for one in sums:  # type: ignore[attr-defined]
        if one.name not in least or one.most < least[one.name].most:
            least[one.name] = one
    return tuple(least.values())


def _refuse(hospital: Hospital) -> None:
    """Raise InputError for what makes no sense of a template."""
    faults = []
    for row, need in enumerate(hospital.cover, 2):
        if any(part.strip()[:1].isdigit() for part in need.days.split(",")):
            how = "weekdays, as a template has no dates: Mon-Fri, Sat,Sun, all, working"
            faults.append(Fault("a date in the cover of a template", "cover.csv", row, "days",
                                need.days, how))  # fmt: skip
        for doctor in hospital.doctors if hospital.doctors != (Doctor("template"),) else ():
            if need.competence and need.competence not in doctor.competences:
                what = f"all doctors work a template in turn, and {doctor.name} is no {need.competence}"
                how = "a competence that all doctors of doctors.csv have, or none"
                faults.append(Fault(what, "cover.csv", row, "competence", need.competence, how))
                break
            if need.tier and doctor.tier and need.tier != doctor.tier:
                what = f"all doctors work a template in turn, and {doctor.name} is of tier {doctor.tier}"
                how = "the tier of all doctors of doctors.csv, or none"
                faults.append(Fault(what, "cover.csv", row, "tier", f"{need.tier}", how))
                break
    for row, doctor in enumerate(hospital.doctors, 2):
        if doctor.template:
            how = "blank: --weeks builds template.csv, which all doctors work"
            faults.append(Fault(f"{doctor.name} works a template of another name", "doctors.csv", row,
                                "template", doctor.template, how))  # fmt: skip
    if faults:
        raise InputError(*faults)


def _refuse_unlawful(hospital: Hospital, terms: Terms, codes: Sequence[int]) -> None:
    """Raise InputError for a shift that breaks a limit by itself, with the checker's sentence."""
    from sevenday.limits import check

    faults = []
    for code in codes:
        alone = np.zeros((1, WEEK), np.int16)
        alone[0, 2] = code
        made = replace(with_template(hospital, Template(alone)), doctors=hospital.doctors[:1])
        found = check(made, terms, "template").breaches
        if found:
            shift = hospital.cells.texts[code]
            what = f"a {shift} breaks {terms.id} by itself: {found[0].sentence}"
            faults.append(Fault(what, "shifts.csv", None, "code", shift, "a lawful shift"))
    if faults:
        raise InputError(*faults)


def _room(hospital: Hospital, doctor: Doctor, row: "np.ndarray") -> float:  # type: ignore[type-arg]
    """The most minutes a week that keep an average, which rises by the minute in a straight line."""
    cover = hospital.leave(doctor) if row[FLAG] else 0.0
    low, high = (weekly(total, float(WEEK), 0.0, cover, row[REST]) for total in (0.0, 1.0))
    return float(min((row[MOST] - a) / (b - a) for a, b in zip(low, high, strict=True) if b > a))


def _hours(hospital: Hospital, code: int, row: "np.ndarray") -> float:  # type: ignore[type-arg]
    """Hours of a cell that an average counts."""
    whole = bool(row[ALT])
    return sum(
        part.work if part.on_call and not whole else part.minutes
        for part in hospital.cells.parts[code]
    ) / 60


class Rolling:
    """The flow of a template of so many weeks, or of as few as may be (`weeks` None).

    `unrolled`: round a clock of all the cycle's days, for limits that look far, not of one week.
    `ways`: "short" lets places be short at a cost, "full" lets none be, "loose" lets any of
    `loose`, its requirements by name, be let go of whole.
    """

    def __init__(
        self, asked: Asked, weeks: int | None, seed: int, unrolled: bool = False,
        ways: str = "short", most: int = 520,
    ) -> None:  # fmt: skip
        self.asked, self.weeks, self.ways = asked, weeks, ways
        self.turns = weeks if unrolled and weeks else 1
        self.days = WEEK * self.turns
        steps = asked.steps
        arcs = [Arc(arc.day + WEEK * turn, *arc[1:]) for turn in range(self.turns) for arc in steps.arcs]
        self.flow = Flow(arcs, self.days, 1 if unrolled else (weeks or most), seed)
        self.on: dict[tuple[int, int], list[int]] = {}
        for a, arc in enumerate(arcs):
            self.on.setdefault((arc.day, int(str(arc.symbol))), []).append(a)
        groups = range(len(steps.law.groups))
        self.total = [(a, 1.0) for g in groups for a in self.on.get((0, g), ())]
        if unrolled:
            self.flow.row(self.total, 1.0, 1.0)
        elif weeks:
            self.flow.row(self.total, float(weeks), float(weeks))
        self.loose: dict[str, int] = {}
        self.short: list[tuple[int, int, int]] = []
        self._levels: dict[str, list[Term]] = {"cover": []}
        self.count = self._counts()
        self._cover()
        self._sums()
        self._levels["patterns"] = [
            (a, HUNDREDTHS * weight)
            for a in range(len(arcs))
            if (weight := sum(asked.weights[p] for p in steps.patterns[a % len(steps.arcs)]))
        ]
        self._levels["cost"] = self._weekends()

    def level(self, name: str) -> list[Term]:
        """What a level counts. Cost: weekends worked, which is all that pay turns on here."""
        return self._levels[name]

    def _weekends(self) -> list[Term]:
        steps = self.asked.steps
        return [(a, 1.0) for a in range(len(self.flow.arcs)) if steps.weekend[a % len(steps.arcs)]]

    def _counts(self) -> dict[tuple[int, int], list[Term]]:
        """How many work each code on each weekday, as a sum; codes that are alike share theirs."""
        count: dict[tuple[int, int], list[Term]] = {}
        for weekday in range(WEEK):
            for g, codes in enumerate(self.asked.steps.law.groups):
                if codes == (OFF,):
                    continue
                there = [(a, 1.0) for day in range(weekday, self.days, WEEK)
                         for a in self.on.get((day, g), ())]  # fmt: skip
                if len(codes) == 1:
                    count[weekday, codes[0]] = there
                    continue
                each = [self.flow.variable(inf) for _ in codes]
                self.flow.row([*there, *((v, -1.0) for v in each)], 0.0, 0.0)
                for code, variable in zip(codes, each, strict=True):
                    count[weekday, code] = [(variable, 1.0)]
        return count

    def _let_go(self, name: str) -> list[Term]:
        if self.ways != "loose":
            return []
        if name not in self.loose:
            self.loose[name] = self.flow.variable(1.0)
        return [(self.loose[name], 1.0)]

    def _cover(self) -> None:
        hospital, cover = self.asked.hospital, self._levels["cover"]
        most: dict[tuple[int, int], int] = {}
        for n, (need, weekdays) in enumerate(zip(hospital.cover, self.asked.needs, strict=True)):
            code = hospital.cells.code(need.shift)
            for day in weekdays if code in self.asked.codes else ():
                place = self.count[day, code]
                ideal = max(need.min, need.ideal)
                most[day, code] = max(most.get((day, code), 0), ideal)
                least: list[Term] = [
                    (v, need.min * one) for v, one in self._let_go(self.asked.named(n))
                ]
                if self.ways == "short" and need.min:
                    variable = self.flow.variable(float(need.min))
                    self.short.append((n, day, variable))
                    least = [(variable, 1.0)]
                    cover.append((variable, float(SHORT * (7 - need.rank))))
                self.flow.row([*place, *least], float(need.min), inf)
                if need.max is not None:
                    self.flow.row(place, 0.0, float(need.max))
                if self.ways == "short" and ideal > need.min:
                    below = self.flow.variable(float(ideal))
                    cover.append((below, 1.0))
                    self.flow.row([*place, (below, 1.0)], float(ideal), inf)
        for where, place in self.count.items():
            self.flow.row(place, 0.0, float(most.get(where, 0)))

    def _sums(self) -> None:
        """Averages over the cycle, and over every window where it is longer; weekends worked."""
        for one in self.asked.sums:
            go = [(v, -LOOSE) for v, _ in self._let_go(one.name)]
            work = {
                day: [(a, hours) for g, hours in enumerate(one.hours) if hours
                      for a in self.on.get((day, g), ())]
                for day in range(self.days)
            }  # fmt: skip
            every = [term for terms in work.values() for term in terms]
            self._at_most(every + go, one.most)
            if self.turns > one.weeks:
                span = int(one.weeks * WEEK)
                for first in range(self.days):
                    inside = [t for k in range(span) for t in work[(first + k) % self.days]]
                    self.flow.row(inside + go, -inf, one.most * one.weeks)
        if self.asked.weekends < 1:
            go = [(v, -LOOSE) for v, _ in self._let_go("hours.weekend_frequency")]
            self._at_most([*self._weekends(), *go], self.asked.weekends)

    def _at_most(self, terms: list[Term], share: float) -> None:
        """Hold a sum to so much a week."""
        if self.weeks:
            self.flow.row(terms, -inf, share * self.weeks + EPSILON)
        else:
            self.flow.row([*terms, *((a, -share) for a, _ in self.total)], -inf, EPSILON)

    def refuse(self, walk: Sequence[int]) -> list[Row]:
        """The rows that bar what the far limits find in a walk round all the cycle's days."""
        far = self.asked.far
        if far is None:
            return []
        line = np.array([int(str(self.flow.arcs[a].symbol)) for a in walk])
        return [self._row(barred) for barred in far.barred(line)]

    def _row(self, barred: Barred) -> Row:
        terms = [(a, 1.0) for day, groups in barred for g in groups
                 for a in self.on.get((day, g), ())]  # fmt: skip
        return Row(terms, -inf, float(len(barred) - 1))


def shown(values: Sequence[float], short: Sequence[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    """(row of cover, weekday, how many are missing) of each place short."""
    for n, day, variable in short:
        if missing := round(values[variable]):
            yield n, day, missing
