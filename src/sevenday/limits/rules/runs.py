"""Rules of runs: so many dates in a row, and the rest that is owed after them."""

from sevenday.contracts import GENERAL, Terms
from sevenday.limits.classes import ANY, EVENING, LONG, NIGHT, ON_CALL, RESIDENT, SEEN
from sevenday.limits.kinds import ALT, FLAG, MASK, MOST, REST, RUN
from sevenday.limits.kinds.table import Kind
from sevenday.limits.rules.spec import RuleContext, RuleSpec, branch_if, hours

CLASS_BITS = {
    "long": LONG,
    "long_evening": EVENING,
    "nights": NIGHT,
}
LOW_INTENSITY = "low-intensity on-call"
A_NIGHT = ("define.night_window", "define.night_least")


def _shifts_branch(terms: Terms, context: RuleContext) -> tuple[str, float]:
    """The branch of consecutive shifts, and the most under low-intensity on-call (0: none)."""
    rule, low = "hours.consecutive_shifts", LOW_INTENSITY
    branch = branch_if(terms, rule, "eight shifts agreed", context.settings.eight_shifts_agreed)
    agreed = context.settings.low_intensity_oncall and terms.has(rule, low)
    return branch, float(terms.value(rule, low)) if agreed else 0.0


def run(rule: str, terms: Terms, context: RuleContext) -> RuleSpec:
    """Shifts of a class in a row."""
    mask = CLASS_BITS[rule.removeprefix("hours.consecutive_")]
    rests_on = A_NIGHT if mask == NIGHT else ()
    columns = {MASK: mask, MOST: float(terms.value(rule))}
    return RuleSpec(Kind.IN_A_ROW, "shifts", columns, rests_on=rests_on)


def run_of_shifts(rule: str, terms: Terms, context: RuleContext) -> RuleSpec:
    """Shifts of any class in a row."""
    branch, low = _shifts_branch(terms, context)
    columns = {MASK: SEEN, MOST: float(terms.value(rule, branch)), ALT: low}
    return RuleSpec(Kind.IN_A_ROW, "shifts", columns, branch, LOW_INTENSITY if low else "")


def duty_days(rule: str, terms: Terms, context: RuleContext) -> RuleSpec:
    """Days of duty in a row."""
    return RuleSpec(Kind.IN_A_ROW, "days", {MASK: ANY, MOST: float(terms.value(rule))})


def oncall_run(rule: str, terms: Terms, context: RuleContext) -> RuleSpec:
    """On-call periods in a row."""
    branch = branch_if(terms, rule, "run agreed", context.settings.oncall_run_agreed)
    pair = branch == GENERAL and terms.has("oncall.weekend_pair")
    columns = {MASK: ON_CALL, MOST: float(terms.value(rule, branch)), FLAG: float(pair)}
    return RuleSpec(Kind.IN_A_ROW, "periods", columns, branch)


def rest_after(rule: str, terms: Terms, context: RuleContext) -> RuleSpec:
    """Rest after a run of long shifts, or after call in the hospital."""
    if terms.has("define.in_house_call"):  # owed after one duty that is long enough, not a run
        call = hours(terms, "define.in_house_call")
        columns = {MASK: RESIDENT, RUN: call, REST: hours(terms, rule)}
        saying, rests_on = f"{rule}, one duty", ("define.in_house_call",)
        return RuleSpec(Kind.REST_AFTER_DUTY, "hours", columns, saying=saying, rests_on=rests_on)
    name = rule.removeprefix("hours.rest_after_")
    run = float(terms.value(f"hours.consecutive_{name}"))
    columns = {MASK: CLASS_BITS[name], RUN: run, REST: hours(terms, rule)}
    return RuleSpec(Kind.REST_AFTER_RUN, "hours", columns)


def rest_after_nights(rule: str, terms: Terms, context: RuleContext) -> RuleSpec:
    """Rest after nights."""
    run = float(terms.value("hours.rest_after_nights_run"))
    columns = {MASK: NIGHT, RUN: run, REST: hours(terms, rule)}
    rests_on = ("hours.rest_after_nights_run", *A_NIGHT)
    return RuleSpec(Kind.REST_AFTER_RUN, "hours", columns, rests_on=rests_on)


def rest_after_shifts(rule: str, terms: Terms, context: RuleContext) -> RuleSpec:
    """Rest after a run of shifts."""
    branch, low = _shifts_branch(terms, context)
    run = float(terms.value("hours.consecutive_shifts", branch))
    columns = {MASK: SEEN, RUN: run, ALT: low, REST: hours(terms, rule)}
    return RuleSpec(Kind.REST_AFTER_RUN, "hours", columns)
