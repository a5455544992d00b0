"""What the commands share: their options, and reading a hospital and its contract."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sevenday.cli.output import TABLES, check_ending
from sevenday.cores import use_threads
from sevenday.errors import Fault, InputError

if TYPE_CHECKING:
    from sevenday.contracts import Terms
    from sevenday.model import Hospital

Folder = Annotated[Path, typer.Argument(help="a hospital's folder")]
Contract = Annotated[str | None, typer.Option(help="a contract's id (default: the hospital's)")]
On = Annotated[str | None, typer.Option(help="the date in force (default: the rota's first)")]
Known = Annotated[str | None, typer.Option(help="ignore what was announced after this date")]
Format = Annotated[
    str | None,
    typer.Option(
        "--format",
        is_eager=True,  # read before --out, whose ending counts where it says nothing
        help="text, json or html (default: by the ending of --out, else text)",
    ),
]


def _page_file(context: typer.Context, out: Path | None) -> Path | None:
    """A file for a page, whose ending or `--format` says its form."""
    if context.params.get("format") is None:
        check_ending(out)
    return out


def table_file(out: Path | None) -> Path | None:
    """A file for a table as Sevenday reads it, or for a page."""
    check_ending(out, TABLES)
    return out


_OUT = "write to this file"
Out = Annotated[Path | None, typer.Option("--out", help=_OUT, callback=_page_file)]
TableOut = Annotated[Path | None, typer.Option("--out", help=_OUT, callback=table_file)]
_USE = typer.Option(help="rota or template, where there are both")
if TYPE_CHECKING:
    from sevenday.limits.lines import LineSource

    Use = Annotated[LineSource | None, _USE]
else:  # any word: whoever reads the lines says which are known
    Use = Annotated[str | None, _USE]


def _work_with(context: typer.Context, number: int | None) -> int | None:
    """So many threads until the command ends."""
    context.with_resource(use_threads(number))
    return number


Threads = Annotated[
    int | None,
    typer.Option(
        min=1, callback=_work_with, help="threads side by side (default: one for each core)"
    ),
]


def parse_date(text: str, option: str, expected: str = "YYYY-MM-DD") -> date:
    """A date of the call. Raises InputError, naming the option, for a text that is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        fault = Fault("not a date", "", None, option, text, expected, code="not-a-date")
        raise InputError(fault) from None


def load(
    path: Path, contract: str | None, on: str | None, known: str | None
) -> "tuple[Hospital, Terms]":
    """Read a hospital and the contract that it is asked about, on the date in force.

    The date is `on`, else for an offer the day that it was made, else the rota's first date, else
    `starts`, else today (FORMS.md). A contract may be one of the folder's `offers`, by its name.
    Raises InputError for whatever is wrong in either.
    """
    from sevenday.files import read

    hospital = read(path)
    wanted = contract_named(path, contract, hospital)
    day = (hospital.rota.first if hospital.rota else hospital.starts) or date.today()
    terms = terms_of(path, wanted, on, known, day)
    return hospital.in_nation(terms.contract.nation), terms


def contract_named(path: Path, contract: str | None, hospital: "Hospital") -> str:
    """The contract of the call, else the folder's own. Raises InputError where neither names one.

    None is assumed: a rota is lawful or not by its own doctors' contract.
    """
    from sevenday.contracts import contract_ids

    wanted = contract or hospital.contract
    if wanted:
        return wanted
    known_ids = ", ".join(contract_ids())
    how = (
        'contract = "england-2016" in hospital.toml, or --contract england-2016 after the command, '
        f"for doctors in training in England; or another of these: {known_ids}"
    )
    raise InputError(
        Fault("no contract is named", f"{path}", expected=how, code="missing-argument")
    )


def terms_of(path: Path, id: str, on: str | None, known: str | None, otherwise: date) -> "Terms":
    """A contract, or one of the folder's `offers` by its name, on the date in force.

    The date is `on`, else for an offer the day that it was made, else `otherwise`.
    """
    from sevenday.contracts import contract as read_contract

    own = path / "offers" / f"{id}.toml"
    terms = read_contract(own if own.is_file() else id, on, known)
    return terms if on or terms.contract.offered else terms.at(otherwise)
