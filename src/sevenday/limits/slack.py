"""What each rule has to spare on some lines: how near to its limit the nearest window comes."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sevenday.contracts import Terms
from sevenday.limits.check import fold_of, sides_of
from sevenday.limits.classes import parts_of
from sevenday.limits.lines import lines_of
from sevenday.limits.rule_table import rules_of
from sevenday.model import Hospital

ROUNDED = 1e-6


@dataclass(frozen=True, slots=True)
class Spare:
    """What a rule says of a line: `left` until its limit, in its unit; below 0 is a breach.

    `was`: what it had to spare before a change; None where it had nothing to test.
    """

    doctor: str
    rule: str
    left: float
    unit: str
    clause: str
    was: float | None = None

    @property
    def nearer(self) -> bool:
        """Whether the change brought the line nearer to the limit."""
        return self.was is None or self.left < self.was - ROUNDED

    @property
    def sentence(self) -> str:
        """What is left, in words."""
        unit = "" if self.unit == "share" else f" {self.unit}"
        was = "" if self.was is None else f", {self.was:.4g} before"
        return f"{self.doctor}: {self.rule} has {self.left:.4g}{unit} to spare{was}"

    def to_json(self) -> dict[str, str | float | None]:
        """As `swap --format json` has it."""
        return {
            "doctor": self.doctor,
            "rule": self.rule,
            "left": round(self.left, 6),
            "was": None if self.was is None else round(self.was, 6),
            "unit": self.unit,
            "clause": self.clause,
        }


def spares(hospital: Hospital, terms: Terms) -> tuple[Spare, ...]:
    """What every rule that had something to test says of each line of a dated rota."""
    return tuple(_spares(hospital, terms))


def _spares(hospital: Hospital, terms: Terms) -> Iterator[Spare]:
    tables = [rules_of(terms, side) for side in sides_of(hospital)]
    parts = parts_of(hospital.cells, terms)
    for block in lines_of(hospital, terms.on, "rota"):
        fold = fold_of(hospital, block, tables, parts)
        for line, row in enumerate(fold.slack()):
            for rule, slack in zip(tables[fold.table[line]], row.tolist(), strict=True):
                if np.isfinite(slack):
                    clause = f"{rule.term.source.document}, {rule.term.source.clause}"
                    left = slack * rule.scale
                    yield Spare(block.doctors[line].name, rule.id, left, rule.unit, clause)
