"""Lines held against a contract's limits, without the words of each breach.

A country's lines are told in seconds: which rules each breaks, its averages and its band.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sevenday.contracts import Terms
from sevenday.limits.averages import line_results
from sevenday.limits.check import make_fold, rule_contexts
from sevenday.limits.classes import duty_table
from sevenday.limits.fold import EPSILON
from sevenday.limits.lines import select_lines
from sevenday.limits.result import LineResult
from sevenday.limits.rule_table import resolve_rules
from sevenday.model import Hospital


@dataclass(frozen=True, slots=True)
class LineOutcome:
    """A line under a contract: its averages and band, and the rules that it breaks."""

    line: LineResult
    broken: frozenset[str]


def line_outcomes(
    hospital: Hospital, terms: Terms, use: str | None = None
) -> Iterator[LineOutcome]:
    """Each line as `sevenday.check` finds it; nothing where the contract has no limits."""
    sides = rule_contexts(hospital)
    tables = [resolve_rules(terms, side) for side in sides]
    if not tables[0]:
        return
    parts = duty_table(hospital.cells, terms)
    for block in select_lines(hospital, terms.on, use):
        fold = make_fold(hospital, block, tables, parts)
        slack = fold.slack()
        over = slack < -EPSILON
        lines = line_results(hospital, block, parts, terms, slack, tables[0], sides[0].pattern)
        for i, line in enumerate(lines):
            rules = tables[int(fold.table[i])]
            yield LineOutcome(line, frozenset(rules[k].id for k in np.flatnonzero(over[i])))
