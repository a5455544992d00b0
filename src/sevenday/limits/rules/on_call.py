"""Rules of on-call from home: how often, the day after, the rest expected."""

from sevenday.contracts import GENERAL, Terms
from sevenday.limits.classes import ON_CALL
from sevenday.limits.kinds import ALT, MASK, MOST, WINDOW
from sevenday.limits.kinds.table import Kind
from sevenday.limits.rules.spec import RuleContext, RuleSpec, hours


def oncall_count(rule: str, terms: Terms, context: RuleContext) -> RuleSpec:
    """On-call periods within so many days."""
    days = float(terms.value("define.oncall_days"))
    columns = {MASK: ON_CALL, MOST: float(terms.value(rule)), WINDOW: days}
    return RuleSpec(Kind.COUNT, "periods", columns)


def day_after(rule: str, terms: Terms, context: RuleContext) -> RuleSpec:
    """Hours on the day after on-call."""
    unrested = "rest not expected"
    columns = {MOST: hours(terms, rule), ALT: hours(terms, rule, unrested)}
    return RuleSpec(Kind.DAY_AFTER, "hours", columns, GENERAL, unrested)


def oncall_rest(rule: str, terms: Terms, context: RuleContext) -> RuleSpec:
    """Rest expected on call."""
    return RuleSpec(Kind.ON_CALL_REST, "hours", {})
