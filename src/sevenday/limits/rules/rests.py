"""Rules of rest between duties, and of breaks within one."""

from sevenday.contracts import Terms
from sevenday.limits.classes import ANY, RESIDENT
from sevenday.limits.kinds import ALT, FLAG, MASK, REST, RUN
from sevenday.limits.kinds.table import Kind
from sevenday.limits.rules.spec import NEVER, RuleContext, RuleSpec, by_pattern, hours


def _touching_are_one(terms: Terms) -> float:
    """1 where duties that touch owe no rest between them, for how long they last is limited."""
    return float(bool(terms.branches("hours.continuous_duty")))


def rest(rule: str, terms: Terms, context: RuleContext) -> RuleSpec:
    """Rest between resident shifts."""
    columns = {MASK: RESIDENT, REST: hours(terms, rule), FLAG: _touching_are_one(terms)}
    return RuleSpec(Kind.REST_BETWEEN, "hours", columns)


def off(rule: str, terms: Terms, context: RuleContext) -> RuleSpec:
    """Time off between duties."""
    branch = by_pattern(terms, rule, context)
    mask = RESIDENT if rule == "hours.daily_rest" else ANY  # a night at home on call is rest
    columns = {MASK: mask, REST: hours(terms, rule, branch), FLAG: _touching_are_one(terms)}
    return RuleSpec(Kind.REST_BETWEEN, "hours", columns, branch)


def breaks(rule: str, terms: Terms, context: RuleContext) -> RuleSpec:
    """Breaks that a shift owes."""
    owed = {row["breaks"]: row for row in terms.value(rule)}
    columns = {
        MASK: RESIDENT,
        RUN: 60.0 * owed[1]["over"],
        REST: 60.0 * owed[2]["over"] if 2 in owed else NEVER,
        ALT: 60.0 * owed[3]["night_from"] if 3 in owed else NEVER,
    }
    return RuleSpec(Kind.BREAKS_OWED, "breaks", columns, rests_on=("define.break_minutes",))
