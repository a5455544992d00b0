"""Rules of how much work: averages, windows, and the length of a duty."""

from sevenday.clock import DAY
from sevenday.contracts import GENERAL, Terms
from sevenday.limits.classes import ANY, ON_CALL, RESIDENT, SEEN
from sevenday.limits.kinds import ALT, AVERAGE, FLAG, IN_WINDOW, LENGTH, MASK, MOST, REST, WINDOW
from sevenday.limits.rules.spec import (
    NEVER,
    RuleContext,
    RuleSpec,
    branch_if,
    builds,
    by_pattern,
    hours,
    says_yes,
)


@builds("hours.average_week", "hours.actual_week", "hours.duty_week", "hours.average_4_weeks")
def _average(rule: str, terms: Terms, context: RuleContext) -> RuleSpec:
    branch = branch_if(terms, rule, "opt-out", context.opt_out)
    if branch == GENERAL:
        branch = by_pattern(terms, rule, context)
    lifted = context.opt_out and says_yes(terms, "define.opt_out_lifts")
    covered = not (rule == "hours.average_week" and terms.has("hours.actual_week"))
    columns = {
        MASK: ANY,
        MOST: NEVER if lifted else hours(terms, rule, branch),
        WINDOW: 7 * terms.value("define.reference_weeks"),
        FLAG: float(covered),  # the New Deal's working-time test leaves prospective cover out
        ALT: float(rule == "hours.duty_week"),
        REST: 60 * context.settings.normal_day_hours,
    }
    rests_on = ("define.reference_weeks",)
    return RuleSpec(AVERAGE, "hours", columns, branch, rests_on=rests_on)


@builds("hours.in_168h")
def _in_168h(rule: str, terms: Terms, context: RuleContext) -> RuleSpec:
    columns = {MASK: SEEN, MOST: hours(terms, rule), WINDOW: hours(terms, "define.window_168h")}
    return RuleSpec(IN_WINDOW, "hours", columns)


@builds("hours.in_14_days")
def _in_14_days(rule: str, terms: Terms, context: RuleContext) -> RuleSpec:
    span = float(DAY * terms.value("define.window_14_days"))
    return RuleSpec(IN_WINDOW, "hours", {MASK: SEEN, MOST: hours(terms, rule), WINDOW: span})


@builds("hours.shift_length")
def _length(rule: str, terms: Terms, context: RuleContext) -> RuleSpec:
    return RuleSpec(LENGTH, "hours", {MASK: RESIDENT, MOST: hours(terms, rule)})


@builds("oncall.length")
def _oncall_length(rule: str, terms: Terms, context: RuleContext) -> RuleSpec:
    return RuleSpec(LENGTH, "hours", {MASK: ON_CALL, MOST: hours(terms, rule)})
