"""A server on one machine: its store brought up to date, then pages until it is stopped."""

import os
import signal
from collections.abc import Callable
from time import sleep

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import DatabaseError, connection

from sevenday.limits.warm_up import warm_up_beside
from sevenday.web import vendored
from sevenday.web.listening import listen, make_folder, no_store

THREADS = 8
"""Requests at the same time; each waits for the store more than for the processor."""

MOST_SENT = 25_000_000
"""Bytes of one request: a folder or a workbook fits; what is longer is refused unread."""

MOST_CONNECTIONS, IDLE_SECONDS = 400, 30
"""Browsers leave some open when they have their page: a hundred would be twenty people."""

MOST_TRIES, TRY_SECONDS = 10, 1.0
"""Of migrations, where a server and its workers begin at the same moment on a new store."""


def begin() -> None:
    """Make the data folder, and have Django ready. Raises InputError where it cannot be made."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sevenday.web.settings")
    make_folder()  # before the settings are read: they make its key
    django.setup()


def prepare() -> None:
    """Make the data folder and the database, and bring its tables up to date.

    Raises InputError where either cannot be.
    """
    begin()
    try:
        connection.ensure_connection()
        _migrate()
    except (DatabaseError, ImproperlyConfigured) as error:
        raise no_store(error) from None


def _migrate() -> None:
    """Bring the tables up to date; where another process does so too, what is left after it.

    Each migration is one transaction: of two who run it one fails, undone, and looks again.
    """
    for left in reversed(range(MOST_TRIES)):
        try:
            call_command("migrate", verbosity=0, interactive=False)
        except DatabaseError:
            if not left:
                raise
            connection.close()
            sleep(TRY_SECONDS)
        else:
            return


def first_link(address: str) -> str:
    """The one-time link of the administrator of a new site; nothing once they have signed in."""
    from sevenday.web.people.accounts import first_administrator
    from sevenday.web.people.links import make_link

    administrator = first_administrator()
    return f"{address}{make_link(administrator)}" if administrator else ""


def address_at(port: int) -> str:
    """The address that people open: by a name, since passkeys belong to one.

    Behind TLS the proxy has the usual port; a server that nobody named is on this machine.
    """
    if settings.TLS and settings.HOSTS:
        return f"https://{settings.HOSTS[0]}"
    return f"http://{settings.HOSTS[0] if settings.HOSTS else 'localhost'}:{port}"


def serve(host: str, port: int, say: Callable[[str], None]) -> None:
    """Serve pages until stopped, with a worker beside for what takes long.

    Parameters
    ----------
    host, port
        Where to listen.
    say
        Told the address, the one-time link (of a demo: who may sign in) and what is missing.
    """
    prepare()
    people = _filled_with_demo(say) if settings.DEMO else []
    server = listen(
        get_wsgi_application(),
        host,
        port,
        threads=THREADS,
        url_scheme="https" if settings.TLS else "http",
        ident="sevenday",
        max_request_body_size=MOST_SENT,
        connection_limit=MOST_CONNECTIONS,
        channel_timeout=IDLE_SECONDS,
        cleanup_interval=IDLE_SECONDS // 3,
        asyncore_use_poll=True,
        **_proxy(),
    )
    address = address_at(server.effective_port)
    if missing := "" if vendored.is_there() else vendored.fetch():
        say(missing)
    say(f"Sevenday is at {address}/")
    if people:
        say("Sign in as one of these:")
    for line in people:
        say(f"  {line}")
    if not people and (link := first_link(address)):
        say(f"Sign in as its administrator, once, by this link: {link}")
    say("Stop it with Ctrl-C.")
    from sevenday.web.jobs.beside import worker_beside

    for number in (signal.SIGTERM, signal.SIGINT):  # a service is stopped as by Ctrl-C
        signal.signal(number, signal.default_int_handler)
    compiling = warm_up_beside()  # else the first check of a new machine waits for it
    try:
        with worker_beside():
            server.run()
    finally:
        compiling.kill()
        compiling.wait()


def _filled_with_demo(say: Callable[[str], None]) -> list[str]:
    """The demo's hospital, where it is not there yet; and who may sign in to it, a line each."""
    from sevenday.web.demo.fill import fill
    from sevenday.web.demo.people import sign_in_lines

    say("Filling the demo: a psychiatry rota and an emergency department ...")
    fill()
    return sign_in_lines()


def _proxy() -> dict[str, object]:
    """What waitress may believe of a proxy in front of it: nothing, unless one is named."""
    trusted = os.environ.get("SEVENDAY_PROXY")
    if not trusted:
        return {}
    return {
        "trusted_proxy": trusted,
        "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
        "clear_untrusted_proxy_headers": True,
    }
