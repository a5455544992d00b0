"""What a hospital's folder asks of a template, read once; what no template can be is refused."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np

from sevenday.clock import WEEK
from sevenday.contracts import Terms
from sevenday.errors import Fault, InputError
from sevenday.limits import Checker
from sevenday.limits.fold import EPSILON, Floats
from sevenday.limits.kinds import ALT, FLAG, KIND, MOST, REST, WINDOW
from sevenday.limits.kinds.average import weekly
from sevenday.limits.kinds.table import Kind
from sevenday.limits.rules.spec import NEVER
from sevenday.model import Doctor, Hospital, Requirement, Template
from sevenday.patterns.chosen import chosen_patterns
from sevenday.patterns.classes import day_classes
from sevenday.solver.engine.problem import Ints
from sevenday.solver.law.automaton import WINTER_MONDAY, build_automaton
from sevenday.solver.law.pattern_states import PatternStates
from sevenday.solver.plan.horizon import NOTHING_TO_FILL
from sevenday.solver.plan.objectives import objective_weights
from sevenday.solver.template.long_windows import LongWindows, rules_by_lookback
from sevenday.solver.template.states import CycleSteps, cycle_steps, split_by_class
from sevenday.solver.template.weekday_rules import WeekdayRules

NOBODY = (Doctor("template"),)
"""The line that a folder without doctors.csv has."""


@dataclass(frozen=True, slots=True)
class HoursLimit:
    """A limit on hours: `most` a week of `hours` by group, over `weeks` or the whole cycle."""

    name: str
    most: float
    hours: tuple[float, ...]
    weeks: float


@dataclass(frozen=True, eq=False, slots=True)
class TemplateProblem:
    """What a template is asked for.

    `needs`: of each row of cover.csv, its weekdays. `weekends`: the most of them that are worked,
    as a share. `far`: None where every limit is in the steps. `bare`: the steps without what
    patterns weigh, which are fewer: for what is possible at all.
    """

    hospital: Hospital
    terms: Terms
    steps: CycleSteps
    codes: tuple[int, ...]
    needs: tuple[tuple[int, ...], ...]
    sums: tuple[HoursLimit, ...]
    weekends: float
    far: LongWindows | None
    bare: CycleSteps

    @property
    def group(self) -> dict[int, int]:
        """The group of each code."""
        return {c: g for g, codes in enumerate(self.steps.law.groups) for c in codes}

    def line(self, walk: Sequence[int]) -> Ints:
        """(days,) the group of each day of a walk along the steps."""
        return np.array([int(str(self.steps.arcs[a].symbol)) for a in walk])

    def broken(self, line: Ints) -> int:
        """How many limits that are not in the steps a cycle breaks, windows of averages each."""
        found = int(self.far.breaks(line[None]).sum()) if self.far is not None else 0
        for one in self.sums:
            span = int(one.weeks * WEEK)
            if len(line) > span:
                hours = np.array(one.hours)[line]
                ends = np.cumsum(np.concatenate([[0.0], hours, hours[: span - 1]]))
                worked = ends[span:] - ends[:-span]
                found += int((worked > one.most * one.weeks + EPSILON).sum())
        return found

    def named(self, row: int) -> str:
        """A row of cover.csv in words."""
        need = self.hospital.cover[row]
        return f"cover.csv row {row + 2} ({need.shift}, {need.days}: {need.min})"


def read_template_problem(hospital: Hospital, terms: Terms) -> TemplateProblem:
    """Read a hospital's folder as a template's. Raises InputError for what no template can be."""
    _refuse(hospital)
    needs = tuple(
        tuple(d for d in range(WEEK) if need.holds_on(WINTER_MONDAY + timedelta(days=d)))
        for need in hospital.cover
    )
    used = (hospital.cells.code(need.shift) for need in hospital.cover if max(need.min, need.ideal))
    codes = tuple(dict.fromkeys(used))
    if not codes:
        raise InputError(NOTHING_TO_FILL)
    checker = Checker(_all_in(hospital, codes), terms)
    if not checker.rules_for(opt_out=False):
        raise InputError(
            f"{terms.id} holds no limits on {terms.on}. {terms.contract.says}",
            code="not-in-contract",
        )
    _refuse_unlawful(hospital, terms, codes)
    near, weekly, far = rules_by_lookback(checker, codes)
    classes = day_classes(checker)
    law = split_by_class(build_automaton(checker, codes, near), classes)
    far += tuple(rule for rule in near if all(rule is not each for each in law.state_rules))
    sums: dict[tuple[str, float], HoursLimit] = {}
    weekends = 1.0
    for doctor in hospital.doctors:
        for rule in checker.rules_for(doctor.opt_out):
            if int(rule.row[KIND]) == Kind.FREQUENCY:
                weekends = min(weekends, float(rule.row[MOST]))
            if int(rule.row[KIND]) == Kind.AVERAGE and rule.row[MOST] < NEVER:
                most = _room(hospital, doctor, rule.row) / 60
                hours = tuple(_hours(hospital, group[0], rule.row) for group in law.groups)
                weeks = float(rule.row[WINDOW]) / WEEK
                sums[rule.id, most] = HoursLimit(rule.id, most, hours, weeks)
    objective_weights(hospital.build.get("weights", {}))
    shifts = tuple(hospital.shifts)
    chosen = chosen_patterns(hospital.build, shifts)
    required = [one for one in chosen if one.required]
    weekdays = WeekdayRules(checker.with_rules(weekly), law.groups)
    steps, bare = (
        cycle_steps(checker, law, weekdays, PatternStates(some, classes, shifts))
        for some in (chosen, required)
    )
    looks_far = LongWindows(checker.with_rules(far), law.groups) if far else None
    return TemplateProblem(
        hospital, terms, steps, codes, needs, _tightest(sums.values()), weekends, looks_far, bare
    )


def with_template(hospital: Hospital, template: Template) -> Hospital:
    """The hospital with a template of its own and no rota."""
    return replace(hospital, rota=None, history=None, pins=None, templates={"": template})


def _all_in(hospital: Hospital, codes: Sequence[int]) -> Hospital:
    """The hospital with a template that has every code in it: what its limits depend on."""
    cells = np.zeros((-(-len(codes) // WEEK), WEEK), np.int16)
    cells.flat[: len(codes)] = codes
    return with_template(hospital, Template(cells))


def _tightest(sums: Iterable[HoursLimit]) -> tuple[HoursLimit, ...]:
    """Of each limit on hours, the one of the doctor who has the least room."""
    least: dict[str, HoursLimit] = {}
    for one in sums:
        if one.name not in least or one.most < least[one.name].most:
            least[one.name] = one
    return tuple(least.values())


def _refuse(hospital: Hospital) -> None:
    """Raise InputError for what makes no sense of a template."""
    faults = []
    if hospital.build.get("joined_duties"):
        what = "a template has one duty a day"
        how = "none: rotas with dates are built with joined duties"
        found = ", ".join(hospital.build["joined_duties"])
        faults.append(
            Fault(
                what,
                "hospital.toml",
                None,
                "build.joined_duties",
                found,
                how,
                code="arguments-clash",
            )
        )
    for row, need in enumerate(hospital.cover, 2):
        if any(part.strip()[:1].isdigit() for part in need.days.split(",")):
            how = "weekdays, as a template has no dates: Mon-Fri, Sat,Sun, all, working"
            what = "a date in the cover of a template"
            faults.append(
                Fault(what, "cover.csv", row, "days", need.days, how, code="leave-in-template")
            )
        if need.span is not None:
            what = "a template is built of shifts, not of spans of the clock"
            how = "a shift of shifts.csv"
            faults.append(
                Fault(what, "cover.csv", row, "shift", need.shift, how, code="unsupported-rule")
            )
        for column, asks, doctor in _may_not(hospital, need):
            what = f"all doctors work a template in turn, and {doctor.name} may not fill this place"
            how = "what all doctors of doctors.csv have, or none"
            faults.append(Fault(what, "cover.csv", row, column, asks, how, code="arguments-clash"))
    for row, doctor in enumerate(hospital.doctors, 2):
        if doctor.template:
            what = f"{doctor.name} works a template of another name"
            how = "blank: --weeks builds template.csv, which all doctors work"
            faults.append(
                Fault(
                    what,
                    "doctors.csv",
                    row,
                    "template",
                    doctor.template,
                    how,
                    code="unknown-template",
                )
            )
    if faults:
        raise InputError(*faults)


def _may_not(hospital: Hospital, need: Requirement) -> Iterator[tuple[str, str, Doctor]]:
    """What a place asks for that a doctor has not, by column: the first such doctor of each."""
    if hospital.doctors == NOBODY:
        return
    for doctor in hospital.doctors:
        if need.competence and need.competence not in doctor.competences:
            yield "competence", need.competence, doctor
            break
    for doctor in hospital.doctors:
        if need.tier and doctor.tier and need.tier != doctor.tier:
            yield "tier", f"{need.tier}", doctor
            break
    for doctor in hospital.doctors:
        if need.service and doctor.service and need.service != doctor.service:
            yield "service", need.service, doctor
            break


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
            faults.append(
                Fault(what, "shifts.csv", None, "code", shift, "a lawful shift", code="infeasible")
            )
    if faults:
        raise InputError(*faults)


def _room(hospital: Hospital, doctor: Doctor, row: Floats) -> float:
    """The most minutes a week that keep an average, which rises with each in a straight line."""
    cover = hospital.leave_weeks(doctor) if row[FLAG] else 0.0
    leave = cover, doctor.working_days, row[REST]
    low, high = (weekly(total, float(WEEK), 0.0, 0.0, *leave) for total in (0.0, 1.0))
    return float(min((row[MOST] - a) / (b - a) for a, b in zip(low, high, strict=True) if b > a))


def _hours(hospital: Hospital, code: int, row: Floats) -> float:
    """Hours of a cell that an average counts."""
    whole = bool(row[ALT])
    return (
        sum(
            part.work if part.on_call and not whole else part.minutes
            for part in hospital.cells.parts[code]
        )
        / 60
    )
