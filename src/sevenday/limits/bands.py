"""The New Deal's pay band of each line: of all the limits, only those on rest decide it."""

from sevenday.contracts import Terms
from sevenday.limits.averages import line_results
from sevenday.limits.band import NO_BAND, REST_RULES
from sevenday.limits.check import make_fold, rule_contexts
from sevenday.limits.classes import duty_table
from sevenday.limits.lines import select_lines
from sevenday.limits.rule_table import resolve_rules
from sevenday.model import Hospital


def bands(hospital: Hospital, terms: Terms, use: str | None = None) -> dict[str, str]:
    """The band of each line by its doctor's name, as `check` finds it.

    `use` as in `check`. Raises InputError where the hospital has nothing to read.
    """
    contexts = rule_contexts(hospital)
    tables = [
        tuple(rule for rule in resolve_rules(terms, context) if rule.id in REST_RULES)
        for context in contexts
    ]
    parts = duty_table(hospital.cells, terms)
    found: dict[str, str] = {}
    for block in select_lines(hospital, terms.on, use):
        slack = make_fold(hospital, block, tables, parts).slack()
        lines = line_results(hospital, block, parts, terms, slack, tables[0], contexts[0].pattern)
        found |= {line.doctor: line.band or NO_BAND for line in lines}
    return found
