"""How every command writes: one page as text, JSON, HTML, PDF or a workbook, and how it ends."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import typer

from sevenday.errors import Fault, InputError
from sevenday.reports.render.page import Page, as_html
from sevenday.reports.render.text import as_text
from sevenday.results import as_json
from sevenday.writing import write_whole

FORMATS = ("text", "json", "html")
BY_ENDING = {".json": "json", ".html": "html", ".htm": "html"}
"""The form that a file's name asks for, where `--format` says nothing."""
BINARY = (".pdf", ".xlsx")
"""Endings of files that are neither text nor JSON: written as that, whatever `--format` says."""
TEXT = ("", ".txt", ".text", ".md")
"""Endings of a page as text; without any it is text too."""
TABLES = (".csv", ".toml")
"""Endings of what is no page: a rota, a cover plan, a contract."""
STOPPED = 130


def emit(page: Page | Callable[[], Page], data: Any, format: str | None, out: Path | None) -> None:
    """Write a result in the form asked for, to a file or to standard output.

    `page`: or what makes it, where that takes long. `data`: a result, or plain values that hold
    results. Without `format` the ending of `out` decides, else the form is text. Raises InputError
    for a form that there is not.
    """
    if out is not None and out.suffix.lower() in BINARY:
        write_whole(out, _binary(_made(page), out.suffix.lower()))
        return
    form = checked_format(format, out)
    if form == "json":
        text = as_json(data) + "\n"
    elif form == "html":
        text = as_html(_made(page))
    else:
        text = as_text(_made(page), sys.stdout.isatty() and out is None)
    write(text, out)


def _made(page: Page | Callable[[], Page]) -> Page:
    return page() if callable(page) else page


def checked_format(format: str | None, out: Path | None = None) -> str:
    """The form that a call asks for. Raises InputError for one that there is not."""
    if format is None:
        return BY_ENDING.get(out.suffix.lower(), "text") if out is not None else "text"
    if format not in FORMATS:
        raise InputError(
            Fault(
                "no such format",
                "",
                None,
                "--format",
                format,
                ", ".join(FORMATS),
                code="unknown-word",
            )
        )
    return format


def check_ending(out: Path | None, more: tuple[str, ...] = ()) -> None:
    """Raise InputError for a file whose ending says a form that there is not. `more`: also known.

    A page as text in a .docx would be no document.
    """
    known = (*TEXT[1:], *more, *BY_ENDING, *BINARY)
    if out is None or out.suffix.lower() in ("", *known):
        return
    what = f"nothing is written as {out.suffix}"
    expected = f"a name that ends in {', '.join(known)}, or one without an ending, for text"
    raise InputError(Fault(what, "", None, "--out", out.name, expected, code="unknown-word"))


def write(text: str, out: Path | None) -> None:
    """Write text to a file, or to standard output where none is named."""
    if out is None:
        sys.stdout.write(text)
    else:
        write_whole(out, text)


def stopped_early(what: str) -> NoReturn:
    """End where Ctrl-C came before anything was found."""
    typer.echo(f"sevenday: stopped before any {what} was found", err=True)
    raise typer.Exit(STOPPED) from None


def _binary(page: Page, ending: str) -> bytes:
    """The page as a PDF or a workbook. Raises InputError where the extra is not installed."""
    if ending == ".xlsx":
        from sevenday.reports.render.xlsx import page_as_workbook

        return page_as_workbook(page)
    from sevenday.reports.render.pdf import page_as_pdf

    return page_as_pdf(page)


def emit_roster(page: Page, data: Any, roster: str, format: str | None, out: Path | None) -> None:
    """Write what a build found: the roster itself to `out`, and the page to standard output.

    A file whose ending asks for JSON, HTML, a PDF or a workbook has the page instead. Without a
    file the roster stands under the page's text.
    """
    if is_page(out):
        emit(page, data, format, out)
        return
    if out is not None:
        write_whole(out, roster)
    emit(page, data, format, None)
    if out is None and checked_format(format) == "text":
        write("\n" + roster, None)


def is_page(out: Path | None) -> bool:
    """Whether a file's ending asks for a page, and not for a table or a roster."""
    return out is not None and out.suffix.lower() in (*BY_ENDING, *BINARY)
