"""Rules of on-call from home: how often, the day after, the rest expected."""

from sevenday.contracts import GENERAL, Terms
from sevenday.limits.classes import ON_CALL
from sevenday.limits.kinds import ALT, COUNT, DAY_AFTER, MASK, MOST, ON_CALL_REST, WINDOW
from sevenday.limits.rules.spec import RuleContext, RuleSpec, builds, hours


@builds("oncall.in_7_days")
def _oncall_count(rule: str, terms: Terms, context: RuleContext) -> RuleSpec:
    days = float(terms.value("define.oncall_days"))
    columns = {MASK: ON_CALL, MOST: float(terms.value(rule)), WINDOW: days}
    return RuleSpec(COUNT, "periods", columns)


@builds("oncall.day_after")
def _day_after(rule: str, terms: Terms, context: RuleContext) -> RuleSpec:
    unrested = "rest not expected"
    columns = {MOST: hours(terms, rule), ALT: hours(terms, rule, unrested)}
    return RuleSpec(DAY_AFTER, "hours", columns, GENERAL, unrested)


@builds("oncall.rest")
def _oncall_rest(rule: str, terms: Terms, context: RuleContext) -> RuleSpec:
    return RuleSpec(ON_CALL_REST, "hours", {})
