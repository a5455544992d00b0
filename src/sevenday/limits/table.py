"""A contract's terms, on a date, as rows of rules for the fold: the one place where both meet."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from sevenday.clock import minutes
from sevenday.contracts import Terms, Value
from sevenday.limits import fold as kind_of
from sevenday.limits.classes import ANY, EVENING, LONG, NIGHT, ON_CALL, RESIDENT, SEEN
from sevenday.limits.fold import Floats
from sevenday.limits.kinds import ALT, COLUMNS, FLAG, FROM, KIND, MASK, MOST, REST, RUN, TO, WINDOW
from sevenday.model import Settings

NEVER = 1e9
"""Minutes that no duty reaches: a threshold that the contract does not have."""

GENERAL = "general"
LOW_INTENSITY = "low-intensity on-call"
FULL, ON_CALL_PATTERN = "full", "on-call"


@dataclass(frozen=True, slots=True)
class Side:
    """What decides a line's branch: local agreements, the working pattern, an opt-out."""

    settings: Settings
    pattern: str = FULL
    opt_out: bool = False


@dataclass(frozen=True, eq=False, slots=True)
class Rule:
    """One rule as a row. `scale` turns what the fold finds into `unit` (minutes into hours)."""

    id: str
    unit: str
    scale: float
    term: Value
    alternative: Value | None
    row: Floats


@dataclass(frozen=True, eq=False, slots=True)
class Draft:
    """What a rule's builder has to say beside its row's numbers."""

    kind: int
    unit: str
    columns: dict[int, float]
    branch: str = GENERAL
    alternative: str = ""


Builder = Callable[[Terms, Side], Draft]
BUILDERS: dict[str, Builder] = {}
"""How each rule's row is built, by the rule's id."""


def _builds(*ids: str) -> Callable[[Callable[[str, Terms, Side], Draft]], None]:
    """Register a builder for rules of one shape."""

    def register(build: Callable[[str, Terms, Side], Draft]) -> None:
        for rule in ids:
            BUILDERS[rule] = lambda terms, side, rule=rule: build(rule, terms, side)  # type: ignore[misc]

    return register


def _hours(terms: Terms, term: str, branch: str = GENERAL) -> float:
    return 60.0 * float(terms.value(term, branch))


def _branch(terms: Terms, term: str, branch: str, holds: bool) -> str:
    return branch if holds and terms.has(term, branch) else GENERAL


def _pattern(terms: Terms, term: str, side: Side) -> str:
    return side.pattern if terms.has(term, side.pattern) else GENERAL


CLASS_OF = {
    "long": LONG,
    "long_evening": EVENING,
    "nights": NIGHT,
    "shifts": SEEN,
}


@_builds("hours.average_week", "hours.actual_week", "hours.duty_week", "hours.average_4_weeks")
def _average(rule: str, terms: Terms, side: Side) -> Draft:
    branch = _branch(terms, rule, "opt-out", side.opt_out)
    if branch == GENERAL:
        branch = _pattern(terms, rule, side)
    weeks = 4 if rule.endswith("4_weeks") else terms.value("define.reference_weeks")
    covered = not (rule == "hours.average_week" and terms.has("hours.actual_week"))
    columns = {
        MASK: ANY,
        MOST: _hours(terms, rule, branch),
        WINDOW: 7 * weeks,
        FLAG: float(covered),  # the New Deal's working-time test leaves prospective cover out
        ALT: float(rule == "hours.duty_week"),
        REST: 60 * side.settings.normal_day_hours,
    }
    return Draft(kind_of.AVERAGE, "hours", columns, branch)


@_builds("hours.in_168h", "hours.in_14_days")
def _window(rule: str, terms: Terms, side: Side) -> Draft:
    span = 60.0 * (terms.value("define.window_168h") if rule.endswith("168h") else 14 * 24)
    columns = {MASK: SEEN, MOST: _hours(terms, rule), WINDOW: span}
    return Draft(kind_of.IN_WINDOW, "hours", columns)


@_builds("hours.shift_length")
def _length(rule: str, terms: Terms, side: Side) -> Draft:
    return Draft(kind_of.LENGTH, "hours", {MASK: RESIDENT, MOST: _hours(terms, rule)})


@_builds("oncall.length")
def _oncall_length(rule: str, terms: Terms, side: Side) -> Draft:
    return Draft(kind_of.LENGTH, "hours", {MASK: ON_CALL, MOST: _hours(terms, rule)})


def _shifts_branch(terms: Terms, side: Side) -> tuple[str, float]:
    """The branch of consecutive shifts, and the most under low-intensity on-call (0: none)."""
    rule, low = "hours.consecutive_shifts", LOW_INTENSITY
    branch = _branch(terms, rule, "eight shifts agreed", side.settings.eight_shifts_agreed)
    agreed = side.settings.low_intensity_oncall and terms.has(rule, low)
    return branch, float(terms.value(rule, low)) if agreed else 0.0


@_builds("hours.consecutive_long", "hours.consecutive_long_evening", "hours.consecutive_nights")
def _run(rule: str, terms: Terms, side: Side) -> Draft:
    mask = CLASS_OF[rule.removeprefix("hours.consecutive_")]
    return Draft(kind_of.IN_A_ROW, "shifts", {MASK: mask, MOST: float(terms.value(rule))})


@_builds("hours.consecutive_shifts")
def _run_of_shifts(rule: str, terms: Terms, side: Side) -> Draft:
    branch, low = _shifts_branch(terms, side)
    columns = {MASK: SEEN, MOST: float(terms.value(rule, branch)), ALT: low}
    return Draft(
        kind_of.IN_A_ROW, "shifts", columns, branch, "low-intensity on-call" if low else ""
    )


@_builds("hours.duty_days")
def _duty_days(rule: str, terms: Terms, side: Side) -> Draft:
    return Draft(kind_of.IN_A_ROW, "days", {MASK: ANY, MOST: float(terms.value(rule))})


@_builds("oncall.consecutive")
def _oncall_run(rule: str, terms: Terms, side: Side) -> Draft:
    branch = _branch(terms, rule, "run agreed", side.settings.oncall_run_agreed)
    pair = branch == GENERAL and terms.has("oncall.weekend_pair")
    columns = {MASK: ON_CALL, MOST: float(terms.value(rule, branch)), FLAG: float(pair)}
    return Draft(kind_of.IN_A_ROW, "periods", columns, branch)


@_builds("hours.rest_after_long", "hours.rest_after_long_evening")
def _rest_after(rule: str, terms: Terms, side: Side) -> Draft:
    name = rule.removeprefix("hours.rest_after_")
    run = float(terms.value(f"hours.consecutive_{name}"))
    columns = {MASK: CLASS_OF[name], RUN: run, REST: _hours(terms, rule)}
    return Draft(kind_of.REST_AFTER_RUN, "hours", columns)


@_builds("hours.rest_after_nights")
def _rest_after_nights(rule: str, terms: Terms, side: Side) -> Draft:
    run = float(terms.value("hours.rest_after_nights_run"))
    columns = {MASK: NIGHT, RUN: run, REST: _hours(terms, rule)}
    return Draft(kind_of.REST_AFTER_RUN, "hours", columns)


@_builds("hours.rest_after_shifts")
def _rest_after_shifts(rule: str, terms: Terms, side: Side) -> Draft:
    branch, low = _shifts_branch(terms, side)
    run = float(terms.value("hours.consecutive_shifts", branch))
    columns = {MASK: SEEN, RUN: run, ALT: low, REST: _hours(terms, rule)}
    return Draft(kind_of.REST_AFTER_RUN, "hours", columns)


@_builds("hours.weekend_frequency")
def _weekends(rule: str, terms: Terms, side: Side) -> Draft:
    branch = _branch(terms, rule, "1 in 2 agreed", side.settings.weekend_1_in_2_agreed)
    low, high = terms.value("define.weekend_window")
    most = float(Fraction(terms.value(rule, branch)))
    columns = {MASK: SEEN, MOST: most, FROM: minutes(low), TO: minutes(high)}
    return Draft(kind_of.FREQUENCY, "frequency", columns, branch)


@_builds("hours.rest_between_shifts")
def _rest(rule: str, terms: Terms, side: Side) -> Draft:
    return Draft(kind_of.REST_BETWEEN, "hours", {MASK: RESIDENT, REST: _hours(terms, rule)})


@_builds("hours.daily_rest", "hours.off_between")
def _off(rule: str, terms: Terms, side: Side) -> Draft:
    branch = _pattern(terms, rule, side)
    mask = RESIDENT if rule == "hours.daily_rest" else ANY  # a night at home on call is rest
    columns = {MASK: mask, REST: _hours(terms, rule, branch), FLAG: 1.0}
    return Draft(kind_of.REST_BETWEEN, "hours", columns, branch)


@_builds("hours.breaks")
def _breaks(rule: str, terms: Terms, side: Side) -> Draft:
    owed = {row["breaks"]: row for row in terms.value(rule)}
    third = 60.0 * owed[3]["night_from"] if 3 in owed else NEVER
    columns = {
        MASK: RESIDENT,
        RUN: 60.0 * owed[1]["over"],
        REST: 60.0 * owed[2]["over"],
        ALT: third,
    }
    return Draft(kind_of.BREAKS_OWED, "breaks", columns)


@_builds("oncall.in_7_days")
def _oncall_count(rule: str, terms: Terms, side: Side) -> Draft:
    days = float(terms.value("define.oncall_days"))
    columns = {MASK: ON_CALL, MOST: float(terms.value(rule)), WINDOW: days}
    return Draft(kind_of.COUNT, "periods", columns)


@_builds("oncall.day_after")
def _day_after(rule: str, terms: Terms, side: Side) -> Draft:
    unrested = "rest not expected"
    columns = {MOST: _hours(terms, rule), ALT: _hours(terms, rule, unrested)}
    return Draft(kind_of.DAY_AFTER, "hours", columns, GENERAL, unrested)


@_builds("oncall.rest")
def _oncall_rest(rule: str, terms: Terms, side: Side) -> Draft:
    return Draft(kind_of.ON_CALL_REST, "hours", {})


@_builds("hours.continuous_duty")
def _continuous(rule: str, terms: Terms, side: Side) -> Draft:
    branch, weekend = _pattern(terms, rule, side), f"{side.pattern}, weekend"
    has = terms.has(rule, weekend)
    columns = {
        MASK: ANY,
        MOST: _hours(terms, rule, branch),
        ALT: _hours(terms, rule, weekend) if has else 0.0,
    }
    return Draft(kind_of.CONTINUOUS, "hours", columns, branch, weekend if has else "")


@_builds("hours.long_off")
def _long_off(rule: str, terms: Terms, side: Side) -> Draft:
    shorter, longer = sorted(terms.value(rule))
    days = terms.value("define.long_off_days", _pattern(terms, "define.long_off_days", side))
    columns = {MASK: ANY, REST: 60.0 * longer, ALT: 60.0 * shorter, WINDOW: float(days)}
    return Draft(kind_of.LONG_OFF, "hours", columns)


@_builds("hours.weekly_rest")
def _weekly_rest(rule: str, terms: Terms, side: Side) -> Draft:
    columns = {
        MASK: ANY,
        REST: _hours(terms, rule),
        ALT: _hours(terms, "hours.weekly_rest_fortnight"),
        WINDOW: float(terms.value("define.weekly_rest_days")),
        RUN: float(terms.value("define.weekly_rest_fortnight_days")),
    }
    return Draft(kind_of.WEEKLY_REST, "hours", columns)


def rules_of(terms: Terms, side: Side) -> tuple[Rule, ...]:
    """Every rule that a contract has on its date, for lines of one side, in a fixed order."""
    return tuple(_rules(terms, side))


def _rules(terms: Terms, side: Side) -> Iterator[Rule]:
    for rule, build in BUILDERS.items():
        if not terms.branches(rule):
            continue
        draft = build(terms, side)
        row = np.zeros(COLUMNS)
        row[KIND] = draft.kind
        for column, value in draft.columns.items():
            row[column] = value
        other: Any = draft.alternative
        yield Rule(
            rule,
            draft.unit,
            1 / 60 if draft.unit == "hours" else 1.0,
            terms.get(rule, draft.branch),
            terms.get(rule, other) if other else None,
            row,
        )
