"""Rules of on-call from home: how often, the day after, the rest expected."""

from sevenday.contracts import GENERAL, Terms
from sevenday.limits import fold as kind_of
from sevenday.limits.classes import ON_CALL
from sevenday.limits.kinds import ALT, MASK, MOST, WINDOW
from sevenday.limits.rules.draft import Draft, Side, builds, hours


@builds("oncall.in_7_days")
def _oncall_count(rule: str, terms: Terms, side: Side) -> Draft:
    days = float(terms.value("define.oncall_days"))
    columns = {MASK: ON_CALL, MOST: float(terms.value(rule)), WINDOW: days}
    return Draft(kind_of.COUNT, "periods", columns)


@builds("oncall.day_after")
def _day_after(rule: str, terms: Terms, side: Side) -> Draft:
    unrested = "rest not expected"
    columns = {MOST: hours(terms, rule), ALT: hours(terms, rule, unrested)}
    return Draft(kind_of.DAY_AFTER, "hours", columns, GENERAL, unrested)


@builds("oncall.rest")
def _oncall_rest(rule: str, terms: Terms, side: Side) -> Draft:
    return Draft(kind_of.ON_CALL_REST, "hours", {})
