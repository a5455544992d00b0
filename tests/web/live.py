"""The real server on a port of its own, in this process: what a test writes, its pages show."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Thread

from django.core.wsgi import get_wsgi_application
from waitress import create_server


@contextmanager
def running() -> Iterator[str]:
    """Pages served by waitress. Gives their address."""
    server = create_server(get_wsgi_application(), host="127.0.0.1", port=0, threads=4)

    def run() -> None:
        with suppress(OSError):  # its socket is closed under it: there is no other way to stop it
            server.run()

    thread = Thread(target=run, daemon=True)
    thread.start()
    try:
        yield f"http://localhost:{server.effective_port}"
    finally:
        server.close()
        server.task_dispatcher.shutdown()
        thread.join(5)
