"""The command line: thin commands that read, call and print."""

import os
import sys
from collections.abc import Iterator
from typing import Annotated

import typer

from sevenday.cli import (
    check,
    contracts,
    demo,
    duties,
    exceptions,
    export,
    flow,
    import_,
    pay,
    roll,
    scan,
    serve,
    store,
    talks,
    user,
    walkout,
    worker,
)
from sevenday.cli.build import command as build
from sevenday.errors import Fault, InputError

INTERNAL = 70
"""The exit code of a fault of our own, as sysexits.h has it: 2 is for the caller's."""

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False)


def _version(wanted: bool) -> None:
    if wanted:
        from sevenday import __version__

        typer.echo(f"sevenday {__version__}")
        raise typer.Exit


Version = Annotated[
    bool, typer.Option("--version", callback=_version, is_eager=True, help="show the version")
]


@app.callback()
def root(version: Version = False) -> None:
    """A hospital's medical working week: contract, rota and pay in one model."""


for command in (
    check.check,
    pay.pay,
    exceptions.exceptions,
    roll.roll,
    export.export,
    duties.why,
    duties.swap,
    duties.diff,
    build.build,
    walkout.walkout,
    flow.flow,
    scan.scan,
    demo.demo,
    serve.serve,
    worker.worker,
    store.backup,
    store.restore,
):
    app.command()(command)
app.command("import")(import_.import_)
app.add_typer(contracts.app, name="contracts")
app.add_typer(talks.app, name="talks")
app.add_typer(user.app, name="user")

MOST_FAULTS = 50
MOST_ALIKE = 3
"""Faults that differ in their place alone: so many are shown, and of the others how many."""


def _fault_lines(faults: tuple[Fault, ...]) -> Iterator[str]:
    """Faults in words, those that are alike together: one unknown code may be in many cells."""
    alike: dict[tuple[str, ...], list[Fault]] = {}
    for fault in faults:
        alike.setdefault((fault.file, fault.what, fault.found, fault.expected), []).append(fault)
    for (file, *_), group in alike.items():
        yield from (f"{fault} [{fault.code}]" for fault in group[:MOST_ALIKE])
        if (more := len(group) - MOST_ALIKE) > 0:
            places = "place" if more == 1 else "places"
            yield f"{file}: the same in {more} more {places}".lstrip(": ")


def main() -> None:
    """Run the command line.

    Exit 0: done. 1: done, and something is wrong. 2: the input or the call is wrong. 70: a fault of
    our own. 130: stopped by the user.
    """
    try:
        app(prog_name="sevenday")
    except InputError as error:
        lines = list(_fault_lines(error.faults))
        for line in lines[:MOST_FAULTS]:
            sys.stderr.write(f"sevenday: {line}\n")
        if (more := len(lines) - MOST_FAULTS) > 0:
            sys.stderr.write(f"sevenday: and {more} more like these\n")
        sys.exit(2)
    except BrokenPipeError:
        # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:  # the last line: nobody who keeps a rota reads a traceback
        if os.environ.get("SEVENDAY_TRACE"):
            raise
        what = f"{type(error).__name__}: {error}"
        sys.stderr.write(
            f"sevenday: Internal error in Sevenday. Your files are not the cause. {what}\n"
            "Run again with SEVENDAY_TRACE=1 and report what it prints.\n"
        )
        sys.exit(INTERNAL)
