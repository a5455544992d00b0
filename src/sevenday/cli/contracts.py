"""`sevenday contracts`: which contracts there are, and every term of one on a date."""

import html
import io
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from sevenday.contracts import GENERAL, Terms, Value, contract, contract_ids, in_words
from sevenday.errors import Fault, InputError

app = typer.Typer(help="The contracts: list them, or show every term of one on a date.")

Format = Annotated[str, typer.Option("--format", help="text, json or html")]
Out = Annotated[Path | None, typer.Option("--out", help="write to this file")]

COLUMNS = ("term", "value", "from", "announced", "status", "certainty", "source")
ASSUMED = "* the day was not read: taken as the date of effect"
WIDE = 160  # columns of text where no terminal says how many it has


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
    _emit("Contracts", columns, rows, {"contracts": listed}, format, out)


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
    _emit(title, COLUMNS, [_row(v) for v in terms], as_json(terms), format, out, ASSUMED)


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


def _emit(
    title: str,
    columns: tuple[str, ...],
    rows: Sequence[tuple[str, ...]],
    data: dict[str, Any],
    format: str,
    out: Path | None,
    note: str = "",
) -> None:
    """Write in the form asked for, to a file or to standard output."""
    if format == "json":
        text = json.dumps(data, indent=2, ensure_ascii=False) + "\n"
    elif format == "html":
        text = _html(title, columns, rows, note)
    elif format == "text":
        text = _text(title, columns, rows, note, out is None)
    else:
        raise InputError(Fault("no such format", "", None, "--format", format, "text, json, html"))
    if out is None:
        sys.stdout.write(text)
        return
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        what = f"cannot be written: {error.strerror}"
        raise InputError(
            Fault(what, str(out), expected="a file in a folder that is there")
        ) from None


def _text(
    title: str, columns: tuple[str, ...], rows: Sequence[tuple[str, ...]], note: str, shown: bool
) -> str:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*columns, title=Text(title), caption=Text(note), show_lines=True)
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    terminal = shown and sys.stdout.isatty()
    console = Console(file=io.StringIO(), width=None if terminal else WIDE)
    console.print(table)
    return console.file.getvalue()  # type: ignore[attr-defined,no-any-return]


def _html(title: str, columns: tuple[str, ...], rows: Sequence[tuple[str, ...]], note: str) -> str:
    head = "".join(f'<th scope="col">{html.escape(c)}</th>' for c in columns)
    body = "\n".join(
        "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return (
        '<!doctype html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        f"<title>{html.escape(title)}</title></head><body><h1>{html.escape(title)}</h1>\n"
        f"<table><thead><tr>{head}</tr></thead><tbody>\n{body}\n</tbody></table>\n"
        f"<p>{html.escape(note)}</p></body></html>\n"
    )
