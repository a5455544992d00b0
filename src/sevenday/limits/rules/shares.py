"""Rules of shares: weekends worked, days free, nights on call, of all those there are."""

from fractions import Fraction

from sevenday.clock import minutes
from sevenday.contracts import Terms
from sevenday.limits.classes import ANY, IN_HOUSE, SEEN
from sevenday.limits.kinds import FROM, MASK, MOST, REST, TO, WINDOW
from sevenday.limits.kinds.table import Kind
from sevenday.limits.rules.spec import RuleContext, RuleSpec, branch_if, hours


def weekends(rule: str, terms: Terms, context: RuleContext) -> RuleSpec:
    """Weekends worked, of all weekends."""
    branch = branch_if(terms, rule, "1 in 2 agreed", context.settings.weekend_1_in_2_agreed)
    low, high = terms.value("define.weekend_window")
    most = float(Fraction(terms.value(rule, branch)))
    window = 7.0 * terms.value("define.reference_weeks")
    columns = {MASK: SEEN, MOST: most, FROM: minutes(low), TO: minutes(high), WINDOW: window}
    rests_on = ("define.weekend_window",)
    return RuleSpec(Kind.FREQUENCY, "frequency", columns, branch, rests_on=rests_on)


def free_days(rule: str, terms: Terms, context: RuleContext) -> RuleSpec:
    """Days free of all duty."""
    columns = {
        MASK: ANY,
        MOST: float(Fraction(terms.value(rule))),
        WINDOW: 7.0 * terms.value("define.reference_weeks"),
        REST: hours(terms, "define.free_day"),
    }
    return RuleSpec(Kind.FREE_DAYS, "days", columns, rests_on=("define.free_day",))


def call_frequency(rule: str, terms: Terms, context: RuleContext) -> RuleSpec:
    """Nights of call in the hospital, of all nights."""
    columns = {
        MASK: IN_HOUSE,
        MOST: float(Fraction(terms.value(rule))),
        WINDOW: 7.0 * terms.value("define.reference_weeks"),
    }
    rests_on = ("define.in_house_call",)
    return RuleSpec(Kind.CALL_FREQUENCY, "frequency", columns, rests_on=rests_on)
