"""`sevenday serve`: the same in a browser, with accounts."""

import os
from typing import Annotated

import typer

from sevenday.errors import Fault, InputError
from sevenday.extras import is_installed, missing

LOOPBACK = ("127.0.0.1", "localhost", "::1")


def serve(
    demo: Annotated[
        bool, typer.Option("--demo", help="a made-up hospital, in a store of its own")
    ] = False,
    host: Annotated[str, typer.Option(help="where to listen; 0.0.0.0: on every network")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option(help="at which port")] = 8000,
) -> None:
    """Serve Sevenday's pages to browsers."""
    if not is_installed("django"):
        raise missing("django", "a server of pages")
    if demo:
        _as_demo(host)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sevenday.web.settings")
    from sevenday.web.serving import serve as run

    run(host, port, typer.echo)


def _as_demo(host: str) -> None:
    """Have a store of the demo's own, which is served to this machine alone.

    Raises InputError for another host: the demo's one password is public.
    """
    if host not in LOOPBACK:
        expected = f"{LOOPBACK[0]}: whoever reaches a demo may sign in to it"
        raise InputError(
            Fault("not this machine", "", None, "--host", host, expected, code="arguments-clash")
        )
    from sevenday.web.data_folder import data_folder

    os.environ["SEVENDAY_DATA"] = str(data_folder() / "demo")
    os.environ["SEVENDAY_DEMO"] = "1"
    os.environ.pop("DATABASE_URL", None)
