"""A hospital's template, built: of so many weeks or the fewest, and passed by the checker."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from time import monotonic

import numpy as np

from sevenday.clock import DAY, SATURDAY, WEEK, WEEKDAYS
from sevenday.contracts import Terms
from sevenday.errors import Fault, InputError
from sevenday.limits import check
from sevenday.milp.levels import Level
from sevenday.model import Codes, Doctor, Hospital, Template
from sevenday.patterns.counts import count_patterns
from sevenday.pay import price
from sevenday.pay.models import pay_model
from sevenday.pay.result import DoctorPay
from sevenday.solver.engine.problem import Ints
from sevenday.solver.plan.unfilled import UnfilledPlace
from sevenday.solver.template.conflicts import minimal_conflict
from sevenday.solver.template.model import UNFILLED_COST
from sevenday.solver.template.params import TemplateParams
from sevenday.solver.template.problem import (
    NOBODY,
    TemplateProblem,
    read_template_problem,
    with_template,
)
from sevenday.solver.template.result import TemplateResult
from sevenday.solver.template.search import (
    TemplateSearch,
    TemplateSolution,
    fill_cover,
    improve,
    least_weeks,
    refuse_weeks,
)
from sevenday.solver.template.week_order import least_unevenness, unevenness

MAX_PAY = 10_000_000
"""More pounds a year than any doctor is paid."""


def build_template(
    hospital: Hospital,
    terms: Terms,
    weeks: int | None = None,
    seconds: float = 60.0,
    seed: int = 1,
    steps: int | None = None,
    on_stage: Callable[[str], None] = lambda sentence: None,
    params: TemplateParams = TemplateParams(),
) -> TemplateResult:
    """Build a rolling template under a contract, which its doctors work in turn.

    Parameters
    ----------
    hospital, terms
        Whose cover it fills, and the contract.
    weeks
        Its length; None: as few weeks as can fill the cover.
    seconds
        Time for all searches together.
    seed
        The same seed and steps give the same template.
    steps
        Nodes of each search, whatever the clock says; None: as many as the time allows.
    on_stage
        Called with a sentence after each stage.
    params
        Settings.

    Raises
    ------
    InputError
        For what cannot be a template, and where none was found.
    KeyboardInterrupt
        Where Ctrl-C came before one was.
    """
    problem = read_template_problem(hospital, terms)
    search = TemplateSearch(seconds, steps, seed, on_stage, params)
    least: int | None = None
    start: TemplateSolution | None = None
    if weeks is None:
        weeks, least, start = least_weeks(problem, search)
        refuse_weeks(problem, weeks, params.most_weeks)
    else:
        refuse_weeks(problem, weeks, params.most_weeks)
        start, _ = fill_cover(problem, weeks, search)
    found = improve(problem, weeks, search, start)
    if found is None:
        what = (
            f"no template of {weeks} weeks found in {seconds:g} seconds, and none proved impossible"
        )
        raise InputError(
            Fault(what, "cover.csv", expected="more --seconds, or other --weeks", code="no-result")
        )
    return _result(problem, found, weeks, least, search)


def _result(
    problem: TemplateProblem,
    found: TemplateSolution,
    weeks: int,
    least: int | None,
    search: TemplateSearch,
) -> TemplateResult:
    line = problem.line(found.walk)
    template = Template(_codes(problem, found, line))
    made = with_template(problem.hospital, template)
    checked = check(made, problem.terms, "template")
    if checked.breaches:
        raise RuntimeError(f"a template that breaks a rule: {checked.breaches[0].sentence}")
    cover = made.cover
    short = tuple(
        UnfilledPlace(cover[row], WEEKDAYS[day], cover[row].min - missing)
        for row, day, missing in found.model.missing(found.values)
    )
    pay, notes = _pay(made, problem.terms)
    clash: tuple[str, ...] = ()
    if short and not search.stopped:
        clash = minimal_conflict(problem, weeks, search.seed, max(5.0, search.left()), search.steps)
    levels = tuple(_levels(problem, found, least, line, pay, search.params))
    doctors = problem.hospital.doctors
    if doctors != NOBODY and len(doctors) != weeks:
        notes.append(
            f"A template of {weeks} weeks fills its cover with {weeks} doctors, each a week "
            f"further on: doctors.csv has {len(doctors)}."
        )
    nights = int(np.array(problem.steps.nights)[line].sum())
    return TemplateResult(
        hospital=made,
        levels=levels,
        uncovered=short,
        patterns=count_patterns(replace(made, doctors=NOBODY), problem.terms, "template"),
        nights=nights,
        pay=pay,
        clash=clash,
        checked=checked,
        notes=tuple(notes),
        seconds=monotonic() - search.began,
        steps=search.nodes,
        seed=search.seed,
        stopped=search.stopped,
    )


def _levels(
    problem: TemplateProblem,
    found: TemplateSolution,
    least: int | None,
    line: Ints,
    pay: Sequence[DoctorPay],
    params: TemplateParams,
) -> list[Level]:
    """The levels as they are reported: the fewest weeks first, pounds in place of weekends."""
    cover, weeks = problem.hospital.cover, len(line) // WEEK
    most = {
        "cover": sum(UNFILLED_COST * 7 * need.min + max(need.min, need.ideal) for need in cover)
        * WEEK,
        "patterns": max(problem.steps.patterns, default=0) * WEEK * weeks,
    }
    levels = [] if least is None else [Level("weeks", weeks, least, params.most_weeks)]
    for name, (cost, bound) in found.levels.items():
        if name != "cost":
            levels.append(Level(name, cost, bound, most[name]))
        elif pay:
            pounds = round(pay[0].total)
            basic = sum(one.amount for one in pay[0].lines if one.element == "basic")
            proved = cost == bound and _settled(problem, found)
            least_pay = pounds if proved else min(pounds, int(basic))
            levels.append(Level(name, pounds, least_pay, MAX_PAY))
    uneven = unevenness(problem, line, params.month_weeks)
    evenest = least_unevenness(problem, line, params.month_weeks)
    return [
        *levels,
        Level("fairness", uneven, min(uneven, evenest), 5 * WEEK),
    ]


def _settled(problem: TemplateProblem, found: TemplateSolution) -> bool:
    """Whether every template that covers as well has the same duties, at the same pay.

    They have where each place is filled to its ideal; or where those that are not are all of one
    shift, which is never at night or at the weekend.
    """
    if found.levels["cover"][0] == 0:
        return True
    spare = [n for n, need in enumerate(problem.hospital.cover) if need.ideal > need.min]
    shifts = {problem.hospital.cover[n].shift for n in spare}
    days = {day for n in spare for day in problem.needs[n]}
    parts = [
        p
        for shift in shifts
        for p in problem.hospital.cells.parts[problem.hospital.cells.code(shift)]
    ]
    by_day = max(days, default=0) < SATURDAY and all(part.end <= DAY for part in parts)
    return not found.model.missing(found.values) and len(shifts) == 1 and by_day


def _codes(problem: TemplateProblem, found: TemplateSolution, line: Ints) -> Codes:
    """(weeks, 7) cell codes: of codes that are alike, each as often a weekday as cover has it.

    A run keeps its code where it can.
    """
    groups = problem.steps.law.groups
    left = {
        where: round(sum(found.values[v] * n for v, n in terms))
        for where, terms in found.model.count.items()
    }
    codes = np.zeros(len(line), np.int16)
    for k, group in enumerate(line.tolist()):
        able = [c for c in groups[group] if left.get((k % WEEK, c), 0) > 0]
        if able:
            before = int(codes[k - 1])
            code = before if before in able else max(able, key=lambda c: left[k % WEEK, c])
            left[k % WEEK, code] -= 1
            codes[k] = code
    return codes.reshape(-1, WEEK)


def _pay(made: Hospital, terms: Terms) -> tuple[tuple[DoctorPay, ...], list[str]]:
    """A year's pay of a whole-time doctor on the template: of the hospital's grades, else of all.

    Grades that earn the same as the one before are left out where no doctor names them.
    """
    try:
        paid = tuple(pay_model(terms).grades)
    except InputError as error:
        return (), [f"No pay is worked out: {error}"]
    named = tuple(dict.fromkeys(d.grade for d in made.doctors if d.grade in paid))
    whole = tuple(Doctor(grade, grade=grade) for grade in named or paid)
    slips = price(replace(made, doctors=whole), terms, "template").doctors
    if named:
        return slips, []
    shown = [slip for k, slip in enumerate(slips) if not k or slip.total != slips[k - 1].total]
    return tuple(shown), []
