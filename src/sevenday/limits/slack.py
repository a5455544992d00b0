"""What each rule has to spare on some lines: how near to its limit the nearest window comes."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sevenday.contracts import Terms
from sevenday.limits.check import make_fold, rule_contexts
from sevenday.limits.classes import duty_table
from sevenday.limits.lines import select_lines
from sevenday.limits.rule_table import resolve_rules
from sevenday.model import Hospital

ROUNDED = 1e-6


@dataclass(frozen=True, slots=True)
class RuleSlack:
    """How far a line is from a rule's limit: `slack` in the rule's unit; below 0 is a breach.

    `before`: the slack before a change; None where the rule had nothing to test then.
    """

    doctor: str
    rule: str
    slack: float
    unit: str
    clause: str
    before: float | None = None

    @property
    def nearer(self) -> bool:
        """Whether the change brought the line nearer to the limit."""
        return self.before is None or self.slack < self.before - ROUNDED

    @property
    def sentence(self) -> str:
        """The slack in words."""
        unit = "" if self.unit == "share" else f" {self.unit}"
        before = "" if self.before is None else f", {self.before:.4g} before"
        return f"{self.doctor}: {self.rule} has {self.slack:.4g}{unit} to spare{before}"

    def to_json(self) -> dict[str, str | float | None]:
        """As `swap --format json` has it."""
        return {
            "doctor": self.doctor,
            "rule": self.rule,
            "left": round(self.slack, 6),
            "was": None if self.before is None else round(self.before, 6),
            "unit": self.unit,
            "clause": self.clause,
        }


def rule_slacks(hospital: Hospital, terms: Terms) -> tuple[RuleSlack, ...]:
    """The slack of every rule that had something to test, for each line of a dated rota."""
    return tuple(_rule_slacks(hospital, terms))


def _rule_slacks(hospital: Hospital, terms: Terms) -> Iterator[RuleSlack]:
    tables = [resolve_rules(terms, side) for side in rule_contexts(hospital)]
    parts = duty_table(hospital.cells, terms)
    for block in select_lines(hospital, terms.on, "rota"):
        fold = make_fold(hospital, block, tables, parts)
        for line, row in enumerate(fold.slack()):
            for rule, slack in zip(tables[fold.table[line]], row.tolist(), strict=True):
                if np.isfinite(slack):
                    clause = f"{rule.term.source.document}, {rule.term.source.clause}"
                    name = block.doctors[line].name
                    yield RuleSlack(name, rule.id, slack * rule.scale, rule.unit, clause)
