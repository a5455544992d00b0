"""Contracts as pages: every term of one on a date, and what two differ in."""

from sevenday.contracts import GENERAL, ContractList, Differences, Terms, Value, in_words
from sevenday.contracts.differences import label
from sevenday.reports.render.page import Block, Page, Table
from sevenday.reports.render.words import certainty

COLUMNS = ("term", "value", "from", "announced", "status", "certainty", "source")
ASSUMED = "* the day was not read: taken as the date of effect"


def contracts_page(found: ContractList) -> Page:
    """Which contracts there are, from when, and how many values each has."""
    columns = ("contract", "name", "from", "pay", "values")
    rows = [(c.id, c.name, f"{c.first}", c.pay_model, f"{len(c.values)}") for c in found.contracts]
    return Page("Contracts", (Table("", columns, rows),))


def terms_page(terms: Terms) -> Page:
    """Every term of a contract on a date, with its source and how sure it is."""
    title = f"{terms.name}, on {terms.on}" + (f", known on {terms.known}" if terms.known else "")
    return Page(title, (Table("", COLUMNS, [_row(v) for v in terms], lined=True), ASSUMED))


def diff_page(found: Differences) -> Page:
    """The differences as a page: how each pays, the week, terms in both, terms in one alone."""
    a, b = found.a, found.b
    blocks: list[Block] = [f"{t.id}, as on {t.on}: {t.name}." for t in (a, b)]
    if found.model:
        blocks.append(found.model)
    if found.hours:
        rows = [(f"{h.days} {h.start}-{h.end}", h.a, h.b) for h in found.hours]
        blocks.append(Table("An hour of the week", ("when", *found.names), rows, lined=True))
    for caption, terms in (
        ("Terms that differ", [t for t in found.terms if t.a and t.b]),
        (f"Only in {a.id}", [t for t in found.terms if not t.b]),
        (f"Only in {b.id}", [t for t in found.terms if not t.a]),
    ):
        rows_ = [(label(term), term.sentence(*found.names)) for term in terms]
        if rows_:
            blocks.append(Table(caption, ("term", "in words"), rows_, lined=True))
    if len(blocks) == 2:
        blocks.append("Nothing differs.")
    return Page(f"{found.names[0]} and {found.names[1]}: what differs", tuple(blocks))


def _row(value: Value) -> tuple[str, ...]:
    branch = "" if value.branch == GENERAL else f" [{value.branch}]"
    announced = f"{value.announced_on}" + ("*" if value.source.announced else "")
    return (
        value.term + branch,
        f"{in_words(value)}\n{value.says}",
        f"{value.effective_from}",
        announced,
        value.status,
        certainty(value.certainty),
        f"{value.source}. Read in: {value.source.read_in}",
    )
