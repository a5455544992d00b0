"""Rules of long periods: on duty without a stop, and off."""

from sevenday.contracts import Terms
from sevenday.limits.classes import ANY, RESIDENT, SEEN
from sevenday.limits.kinds import ALT, FLAG, FROM, MASK, MOST, REST, RUN, WINDOW
from sevenday.limits.kinds.table import Kind
from sevenday.limits.rules.spec import RuleContext, RuleSpec, by_pattern, hours, says_yes


def continuous(rule: str, terms: Terms, context: RuleContext) -> RuleSpec:
    """Duty without a stop."""
    branch, weekend = by_pattern(terms, rule, context), f"{context.pattern}, weekend"
    has = terms.has(rule, weekend)
    at_home = "define.call_at_home_is_duty"
    handover = hours(terms, "define.handover") if terms.has("define.handover") else 0.0
    columns = {
        MASK: ANY if says_yes(terms, at_home) or not terms.has(at_home) else RESIDENT,
        MOST: hours(terms, rule, branch) + handover,
        ALT: hours(terms, rule, weekend) if has else 0.0,
        FLAG: float(context.settings.autumn_hour_accepted),
    }
    rests_on = (at_home, "define.handover")
    alternative = weekend if has else ""
    return RuleSpec(Kind.CONTINUOUS, "hours", columns, branch, alternative, rests_on=rests_on)


def long_off(rule: str, terms: Terms, context: RuleContext) -> RuleSpec:
    """Two long periods off."""
    shorter, longer = sorted(terms.value(rule))
    days = terms.value("define.long_off_days", by_pattern(terms, "define.long_off_days", context))
    columns = {MASK: ANY, REST: 60.0 * longer, ALT: 60.0 * shorter, WINDOW: float(days)}
    return RuleSpec(Kind.LONG_OFF, "hours", columns)


def weekly_rest(rule: str, terms: Terms, context: RuleContext) -> RuleSpec:
    """Rest in each week or fortnight."""
    columns = {
        MASK: ANY,
        REST: hours(terms, rule),
        ALT: hours(terms, "hours.weekly_rest_fortnight"),
        WINDOW: float(terms.value("define.weekly_rest_days")),
        RUN: float(terms.value("define.weekly_rest_fortnight_days")),
    }
    if not says_yes(terms, "define.weekly_rest_with_daily"):
        return RuleSpec(Kind.WEEKLY_REST, "hours", columns)
    columns |= {MASK: SEEN, FROM: hours(terms, "hours.daily_rest")}
    saying, rests_on = f"{rule}, with daily rest", ("define.weekly_rest_with_daily",)
    return RuleSpec(Kind.WEEKLY_RESTS, "hours", columns, saying=saying, rests_on=rests_on)
