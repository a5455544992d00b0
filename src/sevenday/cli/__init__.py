"""The command line: thin commands that read, call and print."""

import os
import sys

import typer

from sevenday.cli import (
    build,
    check,
    contracts,
    demo,
    export,
    import_,
    moves,
    pay,
    roll,
    talks,
    walkout,
)
from sevenday.errors import InputError

app = typer.Typer(
    help="A hospital's medical working week: contract, rota and pay in one model.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for command in (
    check.check,
    pay.pay,
    roll.roll,
    export.export,
    moves.why,
    moves.swap,
    moves.diff,
    build.build,
    walkout.walkout,
    demo.demo,
):
    app.command()(command)
app.command("import")(import_.import_)
app.add_typer(contracts.app, name="contracts")
app.add_typer(talks.app, name="talks")

MOST_FAULTS = 50


def main() -> None:
    """Run the command line: exit 0 done, 1 something is wrong, 2 the call is, 130 stopped."""
    try:
        app(prog_name="sevenday")
    except InputError as error:
        for fault in error.faults[:MOST_FAULTS]:
            sys.stderr.write(f"sevenday: {fault}\n")
        if (more := len(error.faults) - MOST_FAULTS) > 0:
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
            f"sevenday: a fault of Sevenday's own, not of your files: {what}\n"
            "Nothing was written. Run again with SEVENDAY_TRACE=1 and report what it prints.\n"
        )
        sys.exit(2)
