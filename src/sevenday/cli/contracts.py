"""`sevenday contracts`: which contracts there are, and every term of one on a date."""

from typing import Annotated, Any

import typer

from sevenday.cli.common import Format, Out, Page, Table, emit
from sevenday.contracts import GENERAL, Terms, Value, contract, contract_ids, in_words

app = typer.Typer(help="The contracts: list them, or show every term of one on a date.")

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


def as_json(terms: Terms) -> dict[str, Any]:
    """The terms in the stable JSON form of FORMS.md; dates are ISO texts."""
    return {
        "contract": terms.id,
        "name": terms.name,
        "on": f"{terms.on}",
        "known": f"{terms.known}" if terms.known else None,
        "terms": [_value_json(value) for value in terms],
    }


def _value_json(value: Value) -> dict[str, Any]:
    source = value.source
    return {
        "term": value.term,
        "branch": value.branch,
        "value": value.value,
        "unit": value.unit,
        "says": value.says,
        "effective_from": f"{value.effective_from}",
        "announced_on": f"{value.announced_on}",
        "status": value.status,
        "certainty": value.certainty,
        "source": {
            "document": source.document,
            "clause": source.clause,
            "page": source.page,
            "read_in": source.read_in,
            "announced": source.announced,
        },
        "low": value.low,
        "high": value.high,
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
