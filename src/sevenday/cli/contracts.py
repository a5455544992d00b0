"""`sevenday contracts`: which there are, every term of one on a date, and what two differ in."""

from typing import Annotated, Any

import typer

from sevenday.cli.common import Format, Out, Page, Table, emit
from sevenday.contracts import (
    GENERAL,
    Differences,
    Terms,
    Value,
    contract,
    contract_ids,
    diff,
    in_words,
)
from sevenday.contracts.differences import label

app = typer.Typer(
    help="The contracts: list them, show every term of one, or say what two differ in."
)

COLUMNS = ("term", "value", "from", "announced", "status", "certainty", "source")
ASSUMED = "* the day was not read: taken as the date of effect"


@app.callback(invoke_without_command=True)
def contracts(context: typer.Context, format: Format = "text", out: Out = None) -> None:
    """List the contracts that Sevenday knows."""
    if context.invoked_subcommand:
        return
    known = [contract(id).contract for id in contract_ids()]
    rows = [(c.id, c.name, f"{c.first}", c.pay_model, f"{len(c.values)}") for c in known]
    listed = [
        {
            "contract": c.id,
            "name": c.name,
            "says": c.says,
            "pay_model": c.pay_model,
            "first": f"{c.first}",
        }
        for c in known
    ]
    columns = ("contract", "name", "from", "pay", "values")
    page = Page("Contracts", (Table("", columns, rows),))
    emit(page, {"contracts": listed}, format, out)


@app.command()
def show(
    id: Annotated[str, typer.Argument(help="a contract's id, or a contract file")],
    on: Annotated[str | None, typer.Option(help="the date in force (today)")] = None,
    known: Annotated[str | None, typer.Option(help="ignore what was announced later")] = None,
    format: Format = "text",
    out: Out = None,
) -> None:
    """Show every term of a contract on a date, with its source and how sure it is."""
    terms = contract(id, on, known)
    title = f"{terms.name}, on {terms.on}" + (f", known on {terms.known}" if terms.known else "")
    page = Page(title, (Table("", COLUMNS, [_row(v) for v in terms], lined=True), ASSUMED))
    emit(page, as_json(terms), format, out)


@app.command("diff")
def differences(
    a: Annotated[str, typer.Argument(help="a contract's id, or a contract file")],
    b: Annotated[str, typer.Argument(help="another, or the same on its other date")],
    on: Annotated[str | None, typer.Option(help="the date in force (each one's latest)")] = None,
    known: Annotated[str | None, typer.Option(help="ignore what was announced later")] = None,
    format: Format = "text",
    out: Out = None,
) -> None:
    """Say what differs between two contracts, in words: hours of the week, then every term."""
    found = diff(*(_resolved(id, on, known) for id in (a, b)))
    emit(diff_page(found), found.document(), format, out)


def _resolved(id: str, on: str | None, known: str | None) -> Terms:
    """The terms on a date; where none is given, the contract at its latest version."""
    terms = contract(id, on, known)
    return terms if on else terms.at(terms.contract.latest(terms.known))


def diff_page(found: Differences) -> Page:
    """The differences as a page: how each pays, the week, terms in both, terms in one alone."""
    a, b = found.a, found.b
    blocks: list[str | Table] = [f"{t.id}, as on {t.on}: {t.name}." for t in (a, b)]
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


def as_json(terms: Terms) -> dict[str, Any]:
    """The terms in the stable JSON form of FORMS.md; dates are ISO texts."""
    return {
        "contract": terms.id,
        "name": terms.name,
        "on": f"{terms.on}",
        "known": f"{terms.known}" if terms.known else None,
        "terms": [value.to_json() for value in terms],
    }


def _row(value: Value) -> tuple[str, ...]:
    branch = "" if value.branch == GENERAL else f" [{value.branch}]"
    announced = f"{value.announced_on}" + ("*" if value.source.announced else "")
    sure = "UNCONFIRMED" if value.certainty == "unconfirmed" else value.certainty
    return (
        value.term + branch,
        f"{in_words(value)}\n{value.says}",
        f"{value.effective_from}",
        announced,
        value.status,
        sure,
        f"{value.source}. Read in: {value.source.read_in}",
    )
