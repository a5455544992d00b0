"""Behind a proxy that ends TLS: whose word is believed, for which names it answers, and cookies."""

import http.client
import re
import socket
from collections.abc import Iterator

import pytest

from tests.web.test_serving import printed_until, started, stop

pytestmark = pytest.mark.slow
SIGN_IN = "/account/sign-in/"


def asked(port: int, host: str = "rota.example", **headers: str) -> http.client.HTTPResponse:
    """What the server says to its proxy."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    named = {key.replace("_", "-"): value for key, value in headers.items()}
    connection.request("GET", SIGN_IN, headers={"Host": host, **named})
    answer = connection.getresponse()
    answer.read()
    return answer


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """A server that is told of TLS and of a proxy on this machine."""
    chosen = {
        "SEVENDAY_HOSTS": "rota.example",
        "SEVENDAY_TLS": "1",
        "SEVENDAY_PROXY": "127.0.0.1",
    }
    # its printed address is the proxy's: the port is one that was free
    number = free_port()
    server = started(tmp_path_factory.mktemp("data"), "--port", f"{number}", **chosen)
    text = printed_until(server, "Stop it with Ctrl-C.")
    assert re.search(r"by this link: https://rota\.example/account/link/", text)
    yield number
    assert "Traceback" not in stop(server)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def test_what_came_by_tls_is_answered_with_cookies_for_tls_alone(port):
    answer = asked(port, X_Forwarded_Proto="https", X_Forwarded_For="192.0.2.7")
    assert answer.status == 200
    cookies = answer.headers.get_all("Set-Cookie") or []
    assert cookies and all("secure" in each.lower() for each in cookies)
    assert "max-age=31536000" in (answer.headers["Strict-Transport-Security"] or "")


def test_what_came_without_tls_is_sent_there(port):
    answer = asked(port, X_Forwarded_Proto="http")
    assert answer.status == 301
    assert answer.headers["Location"] == f"https://rota.example{SIGN_IN}"
    assert not answer.headers.get_all("Set-Cookie")


@pytest.mark.parametrize("host", ["elsewhere.example", "rota.example.elsewhere", "rota.example@x"])
def test_another_name_is_refused_whatever_the_proxy_says_of_it(port, host):
    given = {"X_Forwarded_Proto": "https", "X_Forwarded_Host": "rota.example"}
    assert asked(port, host, **given).status == 400


def test_a_proxy_that_nobody_named_is_not_believed(tmp_path):
    number = free_port()
    server = started(tmp_path, "--port", f"{number}", SEVENDAY_HOSTS="rota.example")
    try:
        printed_until(server, "Stop it with Ctrl-C.")
        answer = asked(number, X_Forwarded_Proto="https", X_Forwarded_For="192.0.2.7")
        assert answer.status == 200
        cookies = answer.headers.get_all("Set-Cookie") or []
        assert cookies and not any("secure" in each.lower() for each in cookies)
    finally:
        stop(server)
