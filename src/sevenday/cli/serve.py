"""`sevenday serve`: the same in a browser, with accounts."""

import os
from typing import Annotated

import typer

from sevenday.extras import is_installed, missing


def serve(
    host: Annotated[str, typer.Option(help="where to listen; 0.0.0.0: on every network")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option(help="at which port")] = 8000,
) -> None:
    """Serve Sevenday's pages to browsers."""
    if not is_installed("django"):
        raise missing("django", "a server of pages")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sevenday.web.settings")
    from sevenday.web.serving import serve as run

    run(host, port, typer.echo)
