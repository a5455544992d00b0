"""`sevenday build FOLDER --weeks N`: a rolling template, and what comes out of it."""

import typer

from sevenday.cli.build.request import BuildRequest
from sevenday.cli.output import STOPPED, emit_roster, stopped_early
from sevenday.errors import Fault, InputError

LEAST = "least"


def build_weeks(request: BuildRequest, weeks: str) -> None:
    """Build a folder's template of so many weeks, or the least: exit 1 where a place is short."""
    from sevenday.files.write import file_texts
    from sevenday.reports.pages.built_template import built_template_page
    from sevenday.solver.template.build import build_template
    from sevenday.solver.template.params import TemplateParams

    if not request.path.is_dir():
        how = "a hospital's folder: a public problem says its own weeks"
        raise InputError(
            Fault(
                "no template of that",
                f"{request.path}",
                None,
                "--weeks",
                weeks,
                how,
                code="unknown-template",
            )
        )
    if weeks != LEAST and not (weeks.isascii() and weeks.isdigit()):
        how = f"a whole number, or {LEAST}"
        raise InputError(
            Fault("no number of weeks", "", None, "--weeks", weeks, how, code="not-a-number")
        )
    hospital, terms = request.load()
    params = request.settings(TemplateParams)
    wanted = None if weeks == LEAST else int(weeks)
    try:
        made = build_template(
            hospital, terms, wanted, request.time(), request.seed, request.steps, _say, params
        )
    except KeyboardInterrupt:
        stopped_early("template")
    roster = file_texts(made.hospital)["template.csv"]
    emit_roster(built_template_page(made), made, roster, request.format, request.out)
    if made.stopped:
        raise typer.Exit(STOPPED)
    if made.uncovered:
        raise typer.Exit(1)


def _say(text: str) -> None:
    typer.echo(f"sevenday: {text}", err=True)
