"""The command line: thin commands that read, call and print."""

import os
import sys
from collections.abc import Iterator

import typer

from sevenday.cli import check, contracts, demo, duties, export, import_, pay, roll, talks, walkout
from sevenday.cli.build import command as build
from sevenday.errors import Fault, InputError

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
    duties.why,
    duties.swap,
    duties.diff,
    build.build,
    walkout.walkout,
    demo.demo,
):
    app.command()(command)
app.command("import")(import_.import_)
app.add_typer(contracts.app, name="contracts")
app.add_typer(talks.app, name="talks")

MOST_FAULTS = 50
MOST_ALIKE = 3
"""So many faults that differ in their place alone are told; of the others how many they are."""


def _told(faults: tuple[Fault, ...]) -> Iterator[str]:
    """Faults in words, those that are alike together: a code that nobody knows is in many cells."""
    alike: dict[tuple[str, ...], list[Fault]] = {}
    for fault in faults:
        alike.setdefault((fault.file, fault.what, fault.found, fault.expected), []).append(fault)
    for (file, *_), group in alike.items():
        yield from map(str, group[:MOST_ALIKE])
        if (more := len(group) - MOST_ALIKE) > 0:
            places = "place" if more == 1 else "places"
            yield f"{file}: the same in {more} more {places}".lstrip(": ")


def main() -> None:
    """Run the command line: exit 0 done, 1 something is wrong, 2 the call is, 130 stopped."""
    try:
        app(prog_name="sevenday")
    except InputError as error:
        told = list(_told(error.faults))
        for line in told[:MOST_FAULTS]:
            sys.stderr.write(f"sevenday: {line}\n")
        if (more := len(told) - MOST_FAULTS) > 0:
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
