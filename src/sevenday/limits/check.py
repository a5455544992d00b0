"""Check a hospital's lines against a contract's limits."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import numpy.typing as npt

from sevenday.clock import DAY, iso, wall
from sevenday.contracts import Terms
from sevenday.errors import InputError
from sevenday.limits.averages import line_results
from sevenday.limits.classes import DutyTable, duty_table
from sevenday.limits.fold import EPSILON, Floats, Fold
from sevenday.limits.lines import Lines, select_lines
from sevenday.limits.result import CheckResult, LineResult
from sevenday.limits.rule_table import Rule, resolve_rules
from sevenday.limits.rules.spec import FULL, ON_CALL_PATTERN, RuleContext
from sevenday.limits.verdict import CLOCK_CHANGE, Verdict
from sevenday.model import Hospital


@dataclass(frozen=True, eq=False, slots=True)
class Event:
    """A breach as the fold found it, before it is put in words."""

    line: int
    rule: int
    slack: float
    opened: float
    closed: float
    value: float
    limit: float
    branch: float


def check(hospital: Hospital, terms: Terms, use: str | None = None) -> CheckResult:
    """Every breach of every line, with averages and, under the New Deal, bands.

    `use`: "rota" or "template"; by default the rota where there is one. Raises InputError where
    the contract has no limits or the hospital has nothing to check.
    """
    sides = rule_contexts(hospital)
    tables = [resolve_rules(terms, context) for context in sides]
    if not tables[0]:
        by = "" if terms.known is None else f" by what was known on {terms.known}"
        what = f"{terms.id} holds no limits on {terms.on}{by} to check. {terms.contract.says}"
        raise InputError(what)
    parts = duty_table(hospital.cells, terms)
    lines: list[LineResult] = []
    breaches: list[Verdict] = []
    for block in select_lines(hospital, terms.on, use):
        fold = make_fold(hospital, block, tables, parts)
        slack = fold.slack()
        events = list(_events(fold, slack))
        by_clock = _broken_by_clock(fold, events)
        breaches += (_verdict(event, fold, tables, by_clock) for event in events)
        lines += line_results(hospital, block, parts, terms, slack, tables[0], sides[0].pattern)
    return CheckResult(
        terms.id, terms.on, tuple(lines), tuple(breaches), tuple(_notes(hospital, terms))
    )


def working_pattern(hospital: Hospital) -> str:
    """The New Deal's working pattern: as set, else on-call if any duty worked is, else full."""
    if hospital.settings.pattern:
        return hospital.settings.pattern
    worked = [table.codes for table in hospital.templates.values()]
    worked += [hospital.rota.codes] if hospital.rota else []
    codes = {code for table in worked for code in np.unique(table).tolist()}
    on_call = any(part.on_call for code in codes for part in hospital.cells.parts[code])
    return ON_CALL_PATTERN if on_call else FULL


def rule_contexts(hospital: Hospital) -> tuple[RuleContext, RuleContext]:
    """The two sides of a hospital's lines: as the limits stand, and opted out of the 48 h."""
    pattern = working_pattern(hospital)
    return RuleContext(hospital.settings, pattern, False), RuleContext(
        hospital.settings, pattern, True
    )


def make_fold(
    hospital: Hospital, lines: Lines, tables: list[tuple[Rule, ...]], parts: DutyTable
) -> Fold:
    """The arrays for one block of lines."""
    return Fold(
        lines,
        np.array([[rule.row for rule in table] for table in tables]),
        np.array([int(doctor.opt_out) for doctor in lines.doctors], np.int64),
        np.array([hospital.leave(doctor) for doctor in lines.doctors], np.float64),
        parts,
    )


def _events(fold: Fold, slack: Floats) -> Iterator[Event]:
    """Breaches of breaching lines; those of one rule that overlap are one, by the worst."""
    rows = np.flatnonzero((slack < -EPSILON).any(axis=1))
    if not len(rows):
        return
    found = fold.breaches(rows)
    cycle = fold.lines.days * DAY if fold.lines.cyclic else 0
    if cycle:  # a cycle's breaches begin within it, wherever in the walk they were seen
        turns = np.floor(found["opened"] / cycle) * cycle
        found["opened"] -= turns
        found["closed"] -= turns
    order = np.lexsort((found["slack"], found["opened"], found["rule"], found["line"]))
    events = (Event(int(line), int(rule), *rest) for line, rule, *rest in found[order].tolist())
    for _, group in groupby(events, key=lambda event: (event.line, event.rule)):
        yield from _worst(list(group), cycle)


def _worst(events: list[Event], cycle: float) -> Iterator[Event]:
    """The worst of each run of overlapping breaches, sorted by start; round the end of a cycle."""
    runs: list[list[Event]] = []
    reach = -1.0
    for event in events:
        if runs and event.opened < reach:
            runs[-1].append(event)
        else:
            runs.append([event])
        reach = max(reach, event.closed)
    if cycle and len(runs) > 1 and reach - cycle > runs[0][0].opened:
        runs[-1] += runs.pop(0)
    for run in runs:
        yield min(run, key=lambda event: round(event.slack, 6))


def _broken_by_clock(fold: Fold, events: list[Event]) -> set[tuple[int, int, int]] | None:
    """(line, rule, day) that breaches touch when no clock changes; None where none does."""
    if not events or fold.lines.cyclic or not fold.lines.calendar()[1].any():
        return None
    plain = Fold(fold.lines, fold.tables, fold.table, fold.leave, fold.parts, changes=False)
    found = plain.breaches(np.array(sorted({event.line for event in events})))
    return {
        (int(breach["line"]), int(breach["rule"]), day)
        for breach in found
        for day in range(int(breach["opened"] // DAY), int(breach["closed"] // DAY) + 1)
    }


def _verdict(
    event: Event,
    fold: Fold,
    tables: list[tuple[Rule, ...]],
    by_clock: set[tuple[int, int, int]] | None,
) -> Verdict:
    lines = fold.lines
    rule = tables[fold.table[event.line]][event.rule]
    taken = rule.alternative if event.branch and rule.alternative else rule.term
    midnight, jump = lines.calendar()
    moments = [_moment(lines, midnight, jump, moment) for moment in (event.opened, event.closed)]
    branch = taken.branch
    if by_clock is not None:
        touched = range(moments[0][0], moments[1][0] + 1)
        if not any((event.line, event.rule, day) in by_clock for day in touched):
            branch = CLOCK_CHANGE
    week = moments[0][0] // 7 + 1 if lines.cyclic else None
    return Verdict(
        rule.id,
        lines.doctors[event.line].name,
        iso(lines.day_zero, *moments[0]),
        iso(lines.day_zero, *moments[1]),
        round(event.value * rule.scale, 6),
        round(event.limit * rule.scale, 6),
        rule.unit,
        f"{taken.source.document}, {taken.source.clause}",
        branch,
        "unconfirmed" if rule.unsure else taken.certainty,
        week,
        rule.saying,
    )


def _moment(
    lines: Lines, midnight: npt.NDArray[np.int64], jump: npt.NDArray[np.int16], moment: float
) -> tuple[int, int]:
    """A day's index and a wall-clock minute; windows may begin before the calendar does."""
    if lines.cyclic or moment < 0:
        days, minute = divmod(round(moment), DAY)
        return days, minute
    return wall(midnight, jump, moment)


def _notes(hospital: Hospital, terms: Terms) -> Iterator[str]:
    yield from hospital.notes
    if not hospital.settings.rest_met and terms.has("band.hours"):
        yield "rest_met is false: natural breaks or rest on duty were not achieved, so band 3."
    if hospital.rota is not None:
        sections = ("hours", "oncall", "define", "band")
        yield from terms.notes_of_changes(hospital.rota.last, sections)
