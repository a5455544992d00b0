"""A contract's terms, on a date, as rows of rules for the fold: the one place where both meet."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from sevenday.contracts import Terms, Value
from sevenday.limits.fold import Floats
from sevenday.limits.kinds import COLUMNS, KIND
from sevenday.limits.rules import amounts, on_call, periods, rests, runs, shares
from sevenday.limits.rules.spec import BUILDERS, RuleContext

SHAPES = (amounts, runs, shares, rests, on_call, periods)
"""The modules that register builders; BUILDERS is in the order of their import."""


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
        spec = build(terms, context)
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
