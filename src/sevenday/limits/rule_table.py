"""A contract's terms, on a date, as rows of rules for the fold: the one place where both meet."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from sevenday.contracts import Terms, Value
from sevenday.limits.fold import Floats
from sevenday.limits.kinds import COLUMNS, KIND
from sevenday.limits.rules import amounts, on_call, periods, rests, runs, shares
from sevenday.limits.rules.spec import Builder, RuleContext

BUILDERS: dict[str, Builder] = {
    "hours.average_week": amounts.average,
    "hours.actual_week": amounts.average,
    "hours.duty_week": amounts.average,
    "hours.average_4_weeks": amounts.average,
    "hours.in_168h": amounts.in_168h,
    "hours.in_14_days": amounts.in_14_days,
    "hours.shift_length": amounts.length,
    "oncall.length": amounts.oncall_length,
    "oncall.in_7_days": on_call.oncall_count,
    "oncall.day_after": on_call.day_after,
    "oncall.rest": on_call.oncall_rest,
    "hours.continuous_duty": periods.continuous,
    "hours.long_off": periods.long_off,
    "hours.weekly_rest": periods.weekly_rest,
    "hours.rest_between_shifts": rests.rest,
    "hours.daily_rest": rests.off,
    "hours.off_between": rests.off,
    "hours.breaks": rests.breaks,
    "hours.consecutive_long": runs.run,
    "hours.consecutive_long_evening": runs.run,
    "hours.consecutive_nights": runs.run,
    "hours.consecutive_shifts": runs.run_of_shifts,
    "hours.duty_days": runs.duty_days,
    "oncall.consecutive": runs.oncall_run,
    "hours.rest_after_long": runs.rest_after,
    "hours.rest_after_long_evening": runs.rest_after,
    "hours.rest_after_nights": runs.rest_after_nights,
    "hours.rest_after_shifts": runs.rest_after_shifts,
    "hours.weekend_frequency": shares.weekends,
    "hours.free_days": shares.free_days,
    "oncall.frequency": shares.call_frequency,
}
"""How each rule's row is built, by the rule's id; verdicts come in this order."""


@dataclass(frozen=True, eq=False, slots=True)
class Rule:
    """One rule as a row. `scale` turns what the fold finds into `unit` (minutes into hours).

    `saying`: the key of a breach's sentence. `unsure`: a term that it rests on is unconfirmed.
    """

    id: str
    unit: str
    scale: float
    term: Value
    alternative: Value | None
    row: Floats
    saying: str
    unsure: bool


def resolve_rules(terms: Terms, context: RuleContext) -> tuple[Rule, ...]:
    """Every rule that a contract has on its date, for lines of one context, in a fixed order.

    A rule that has values on other branches alone is data, and is not tested.
    """
    return tuple(_rules(terms, context))


def _rules(terms: Terms, context: RuleContext) -> Iterator[Rule]:
    for rule, build in BUILDERS.items():
        if rule in terms.waived or not (terms.has(rule) or terms.has(rule, context.pattern)):
            continue
        spec = build(rule, terms, context)
        row = np.zeros(COLUMNS)
        row[KIND] = spec.kind
        for column, value in spec.columns.items():
            row[column] = value
        other: Any = spec.alternative
        yield Rule(
            rule,
            spec.unit,
            1 / 60 if spec.unit == "hours" else 1.0,
            terms.get(rule, spec.branch),
            terms.get(rule, other) if other else None,
            row,
            spec.saying or rule,
            any(
                terms.has(term) and terms.get(term).certainty == "unconfirmed"
                for term in spec.rests_on
            ),
        )
