"""Rules of how much work: averages, windows, and the length of a duty."""

from sevenday.clock import DAY
from sevenday.contracts import GENERAL, Terms
from sevenday.limits.classes import ANY, ON_CALL, RESIDENT, SEEN
from sevenday.limits.kinds import ALT, FLAG, MASK, MOST, REST, WINDOW
from sevenday.limits.kinds.table import Kind
from sevenday.limits.rules.spec import (
    NEVER,
    RuleContext,
    RuleSpec,
    branch_if,
    by_pattern,
    hours,
    says_yes,
)


def average(rule: str, terms: Terms, context: RuleContext) -> RuleSpec:
    """Average hours a week, as worked, as duty, or with cover for leave."""
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
    return RuleSpec(Kind.AVERAGE, "hours", columns, branch, rests_on=rests_on)


def in_168h(rule: str, terms: Terms, context: RuleContext) -> RuleSpec:
    """Hours within 168."""
    columns = {MASK: SEEN, MOST: hours(terms, rule), WINDOW: hours(terms, "define.window_168h")}
    return RuleSpec(Kind.IN_WINDOW, "hours", columns)


def in_14_days(rule: str, terms: Terms, context: RuleContext) -> RuleSpec:
    """Hours within 14 days."""
    span = float(DAY * terms.value("define.window_14_days"))
    return RuleSpec(Kind.IN_WINDOW, "hours", {MASK: SEEN, MOST: hours(terms, rule), WINDOW: span})


def length(rule: str, terms: Terms, context: RuleContext) -> RuleSpec:
    """How long a resident shift lasts."""
    return _length(rule, terms, context, RESIDENT)


def oncall_length(rule: str, terms: Terms, context: RuleContext) -> RuleSpec:
    """How long an on-call period lasts."""
    return _length(rule, terms, context, ON_CALL)


def _length(rule: str, terms: Terms, context: RuleContext, mask: int) -> RuleSpec:
    flag = float(context.settings.autumn_hour_accepted)
    return RuleSpec(Kind.LENGTH, "hours", {MASK: mask, MOST: hours(terms, rule), FLAG: flag})
