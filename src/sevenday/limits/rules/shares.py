"""Rules of shares: weekends worked, days free, nights on call, of all those there are."""

from fractions import Fraction

from sevenday.clock import minutes
from sevenday.contracts import Terms
from sevenday.limits import fold as kind_of
from sevenday.limits.classes import ANY, IN_HOUSE, SEEN
from sevenday.limits.kinds import FROM, MASK, MOST, REST, TO, WINDOW
from sevenday.limits.rules.draft import Draft, Side, branch_if, builds, hours


@builds("hours.weekend_frequency")
def _weekends(rule: str, terms: Terms, side: Side) -> Draft:
    branch = branch_if(terms, rule, "1 in 2 agreed", side.settings.weekend_1_in_2_agreed)
    low, high = terms.value("define.weekend_window")
    most = float(Fraction(terms.value(rule, branch)))
    columns = {MASK: SEEN, MOST: most, FROM: minutes(low), TO: minutes(high)}
    rests_on = ("define.weekend_window",)
    return Draft(kind_of.FREQUENCY, "frequency", columns, branch, rests_on=rests_on)


@builds("hours.free_days")
def _free_days(rule: str, terms: Terms, side: Side) -> Draft:
    columns = {
        MASK: ANY,
        MOST: float(Fraction(terms.value(rule))),
        WINDOW: 7.0 * terms.value("define.reference_weeks"),
        REST: hours(terms, "define.free_day"),
    }
    return Draft(kind_of.FREE_DAYS, "days", columns, rests_on=("define.free_day",))


@builds("oncall.frequency")
def _call_frequency(rule: str, terms: Terms, side: Side) -> Draft:
    columns = {
        MASK: IN_HOUSE,
        MOST: float(Fraction(terms.value(rule))),
        WINDOW: 7.0 * terms.value("define.reference_weeks"),
    }
    rests_on = ("define.in_house_call",)
    return Draft(kind_of.CALL_FREQUENCY, "frequency", columns, rests_on=rests_on)
