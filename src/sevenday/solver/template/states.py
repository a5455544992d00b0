"""The steps of a template's cycle: what may follow what on each weekday, and what each step counts.

A state is the automaton's, with what the unwanted patterns and the weekends have to know of the
days before.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from sevenday.clock import DAY, FRIDAY, SATURDAY, SUNDAY, WEEK
from sevenday.files.rotas import clash
from sevenday.limits import Checker
from sevenday.limits.classes import NIGHT
from sevenday.limits.fold import Floats
from sevenday.limits.kinds import FREQUENCY, FROM, KIND, TO
from sevenday.limits.rule_table import Rule
from sevenday.model import Hospital
from sevenday.solver.engine.problem import NO_STATE
from sevenday.solver.law.automaton import Automaton
from sevenday.solver.template.circulation import Arc
from sevenday.solver.template.weekday_rules import Tail, WeekdayRules

PATTERNS: Mapping[str, float] = {
    "single_nights": 2.0,
    "single_days_off": 1.0,
    "single_duties": 1.0,
    "split_weekends": 2.0,
    "weekends_in_a_row": 2.0,
}
"""Unwanted patterns and their weights, which `[build] weights` may change: a night by itself; one
day off between duties; one duty between days off; a duty on one day of a weekend and none on the
other; a weekend with work after another."""

FREE, WORK, AT_NIGHT = range(3)
"""Kinds of day."""
OFF_ONCE, OFF_ON, WORK_ONCE, WORK_ON, NIGHT_ONCE, NIGHT_ON = range(6)
"""What yesterday was, and whether the day before it was the same kind."""
AFTER_OFF = (OFF_ONCE, OFF_ON)


class CycleState(NamedTuple):
    """The law's state; yesterday; whether last weekend was worked; whether this one is so far.

    `over`: the group whose duty of yesterday goes on into today, 0 for none. `tail`: the last days,
    for limits that judge by the weekday.
    """

    law: int
    yesterday: int
    last: bool
    this: bool
    over: int
    tail: Tail


@dataclass(frozen=True, slots=True)
class CycleSteps:
    """Every step that the law allows, round a week: arcs, whose symbol is a group of `law`.

    `weekend`: of each arc, whether it ends a weekend with work in it, as the limit counts them;
    `duty`: or with a duty that begins in it; `patterns`: which of PATTERNS each arc ends.
    `nights`: of each group, whether it is a night.
    """

    law: Automaton
    arcs: tuple[Arc, ...]
    weekend: tuple[bool, ...]
    duty: tuple[bool, ...]
    patterns: tuple[tuple[str, ...], ...]
    nights: tuple[bool, ...]


def cycle_steps(checker: Checker, law: Automaton, weekdays: WeekdayRules) -> CycleSteps:
    """The steps of a law's machine, from every state that can be come to."""
    hospital = checker.hospital
    codes = [group[0] for group in law.groups[1:]]
    kinds = [FREE, *(AT_NIGHT if _is_night(checker, code) else WORK for code in codes)]
    touches = [
        [_touches(hospital, law.rules, group[0], day) for group in law.groups]
        for day in (FRIDAY, SATURDAY, SUNDAY)
    ]
    first = [group[0] for group in law.groups]
    over = [
        g if any(part.end > DAY for part in hospital.cells.parts[code]) else 0
        for g, code in enumerate(first)
    ]
    begin = CycleState(law.rested, OFF_ON, False, False, 0, weekdays.rested)
    waiting = [(day, begin) for day in range(WEEK)]
    met = set(waiting)
    arcs, weekend, duty, patterns = [], [], [], []
    while waiting:
        day, state = waiting.pop()
        for symbol, kind in enumerate(kinds):
            after = int(law.moves[state.law, symbol])
            if after == NO_STATE or clash(hospital.cells, first[state.over], first[symbol]):
                continue
            if not weekdays.allow(day, state.tail, symbol):
                continue
            this = state.this or (day >= FRIDAY and touches[day - FRIDAY][symbol])
            worked = day == SUNDAY and this
            last = worked if day == SUNDAY else state.last
            yesterday = _day(state.yesterday, kind)
            tail = weekdays.after(state.tail, symbol)
            to = CycleState(after, yesterday, last, this and day != SUNDAY, over[symbol], tail)
            arcs.append(Arc(day, state, symbol, to))
            weekend.append(worked)
            begun = kind != FREE or state.yesterday not in AFTER_OFF
            duty.append(day == SUNDAY and begun)
            patterns.append(tuple(_ended(day, state, kind, worked)))
            node = ((day + 1) % WEEK, to)
            if node not in met:
                met.add(node)
                waiting.append(node)
    nights = tuple(kind == AT_NIGHT for kind in kinds)
    return CycleSteps(law, tuple(arcs), tuple(weekend), tuple(duty), tuple(patterns), nights)


def _day(yesterday: int, kind: int) -> int:
    once = (OFF_ONCE, WORK_ONCE, NIGHT_ONCE)[kind]
    return once + 1 if yesterday in (once, once + 1) else once


def _ended(day: int, state: CycleState, kind: int, worked: bool) -> list[str]:
    """The unwanted patterns that a day of a kind shows to be there."""
    before, on = state.yesterday, kind != FREE
    ended = {
        "single_nights": before == NIGHT_ONCE and kind != AT_NIGHT,
        "single_days_off": before == OFF_ONCE and on,
        "single_duties": before == WORK_ONCE and not on,
        "split_weekends": day == SUNDAY and on == (before in AFTER_OFF),
        "weekends_in_a_row": worked and state.last,
    }
    return [name for name, there in ended.items() if there]


def _is_night(checker: Checker, code: int) -> bool:
    """Whether a cell is a night: as the contract has it, else a resident duty past midnight."""
    if checker.terms.has("define.night_window"):
        parts = checker.duties
        return bool((parts.mask[parts.first[code] : parts.first[code + 1], 0] & NIGHT).any())
    duties = checker.hospital.cells.parts[code]
    return any(part.end > DAY and not part.on_call for part in duties)


def _touches(hospital: Hospital, rules: tuple[Rule, ...], code: int, weekday: int) -> bool:
    """Whether a cell from Friday on is work at the weekend, as the contract's limit has it."""
    row: Floats | None = next((r.row for r in rules if int(r.row[KIND]) == FREQUENCY), None)
    opens, closes = (row[FROM], DAY + row[TO]) if row is not None else (0.0, 2.0 * DAY)
    shift = (weekday - SATURDAY) * DAY
    return any(
        min(part.end + shift, closes) > max(part.start + shift, opens)
        for part in hospital.cells.parts[code]
    )
