"""The limits that a rota was held against: what each says, its clause, how sure it is."""

from collections import Counter

from sevenday.contracts import Terms
from sevenday.contracts.words import in_words
from sevenday.limits import Checker
from sevenday.limits.result import CheckResult
from sevenday.limits.rule_table import Rule
from sevenday.model import Hospital
from sevenday.reports.render.page import Table
from sevenday.reports.render.words import certainty, plain


def limits_applied(hospital: Hospital, terms: Terms) -> tuple[Rule, ...]:
    """Every rule tested, once for each branch that a doctor of the hospital is held to."""
    checker = Checker(hospital, terms)
    rules = {
        (rule.id, rule.term.branch): rule
        for opt_out in sorted({doctor.opt_out for doctor in hospital.doctors})
        for rule in checker.rules_for(opt_out)
    }
    return tuple(rules.values())


def broken_by(result: CheckResult) -> dict[str, int]:
    """How many lines break each rule, by the rule's id."""
    pairs = dict.fromkeys((breach.rule, breach.doctor) for breach in result.breaches)
    return dict(Counter(rule for rule, _ in pairs))


def limits_table(rules: tuple[Rule, ...], result: CheckResult) -> Table:
    """Each limit with its figure, how many lines break it, its clause and its certainty."""
    broken = broken_by(result)
    rows = []
    for rule in rules:
        term = rule.term
        branch = "" if term.branch == "general" else f" (branch: {term.branch})"
        rows.append(
            (
                plain(rule.id) + branch,
                term.says,
                in_words(term),
                f"{broken.get(rule.id, 0)}",
                f"{term.source}",
                certainty(term.certainty),
            )
        )
    columns = ("limit", "what it says", "figure", "lines that break it", "clause", "certainty")
    return Table("Limits tested", columns, rows)


def how_sure(rules: tuple[Rule, ...]) -> str:
    """How many of the limits tested are confirmed, secondary and unconfirmed."""
    counts = Counter(rule.term.certainty for rule in rules)
    numbers = [f"{n} {sure}" for sure, n in counts.most_common()]
    return f"Of the {len(rules)} limits tested, {', '.join(numbers)}."
