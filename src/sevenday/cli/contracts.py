"""`sevenday contracts`: which there are, every term of one on a date, and what two differ in."""

from typing import TYPE_CHECKING, Annotated

import typer

from sevenday.cli.common import Format, Out
from sevenday.cli.output import emit

if TYPE_CHECKING:
    from sevenday.contracts import Terms

app = typer.Typer(
    help="The contracts: list them, show every term of one, or say what two differ in."
)


@app.callback(invoke_without_command=True)
def contracts(context: typer.Context, format: Format = None, out: Out = None) -> None:
    """List the contracts that Sevenday knows."""
    if context.invoked_subcommand:
        return
    from sevenday.contracts import contract_list
    from sevenday.reports.pages.terms import contracts_page

    found = contract_list()
    emit(contracts_page(found), found, format, out)


@app.command()
def show(
    id: Annotated[str, typer.Argument(help="a contract's id, or a contract file")],
    on: Annotated[str | None, typer.Option(help="the date in force (today)")] = None,
    known: Annotated[str | None, typer.Option(help="ignore what was announced later")] = None,
    format: Format = None,
    out: Out = None,
) -> None:
    """Show every term of a contract on a date, with its source and how sure it is."""
    from sevenday.contracts import contract
    from sevenday.reports.pages.terms import terms_page

    terms = contract(id, on, known)
    emit(terms_page(terms), terms, format, out)


@app.command("diff")
def differences(
    a: Annotated[str, typer.Argument(help="a contract's id, or a contract file")],
    b: Annotated[str, typer.Argument(help="another, or the same on its other date")],
    on: Annotated[str | None, typer.Option(help="the date in force (each one's latest)")] = None,
    known: Annotated[str | None, typer.Option(help="ignore what was announced later")] = None,
    format: Format = None,
    out: Out = None,
) -> None:
    """Say what differs between two contracts, in words: hours of the week, then every term."""
    from sevenday.contracts import contract_diff
    from sevenday.reports.pages.terms import diff_page

    found = contract_diff(*(_resolved(id, on, known) for id in (a, b)))
    emit(diff_page(found), found, format, out)


def _resolved(id: str, on: str | None, known: str | None) -> "Terms":
    """The terms on a date; where none is given, the contract at its latest version."""
    from sevenday.contracts import contract

    terms = contract(id, on, known)
    return terms if on else terms.at(terms.contract.latest(terms.known))
