"""`sevenday serve` as a person starts it: it prints an address and a link, and stops at Ctrl-C."""

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
from contextlib import ExitStack
from urllib.request import urlopen

import pytest
from django.conf import settings

from sevenday.web.data_folder import STORE
from sevenday.web.listening import make_folder
from sevenday.web.serving import address_at


def started(tmp_path, *options: str, **environment: str) -> "subprocess.Popen[str]":
    usual = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    return subprocess.Popen(
        [sys.executable, "-m", "sevenday", "serve", *options],
        env={**usual, "SEVENDAY_DATA": str(tmp_path), "PYTHONUNBUFFERED": "1", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def printed_until(server: "subprocess.Popen[str]", words: str) -> str:
    assert server.stdout
    text = ""
    for line in server.stdout:
        text += line
        if words in line:
            return text
    raise AssertionError(f"it ended, and said: {text}")


def stop(server: "subprocess.Popen[str]", how: signal.Signals = signal.SIGINT) -> str:
    server.send_signal(how)
    rest, _ = server.communicate(timeout=60)
    return rest


@pytest.mark.slow
def test_browsers_that_leave_their_connections_open_hold_nobody_up(tmp_path):
    server = started(tmp_path / "data", "--port", "0")
    left_open = []
    try:
        text = printed_until(server, "Stop it with Ctrl-C.")
        (port,) = re.findall(r"Sevenday is at http://localhost:(\d+)/", text)
        for _ in range(150):
            each = socket.create_connection(("127.0.0.1", int(port)))
            each.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")
            left_open.append(each)
        assert urlopen(f"http://localhost:{port}/health", timeout=20).status == 200
    finally:
        for each in left_open:
            each.close()
        stop(server)


@pytest.mark.slow
def test_it_makes_its_store_prints_a_link_that_works_and_stops(tmp_path):
    server = started(tmp_path / "data", "--port", "0")
    try:
        text = printed_until(server, "Stop it with Ctrl-C.")
        (address,) = re.findall(r"Sevenday is at (http://localhost:\d+)/", text)
        (link,) = re.findall(r"by this link: (\S+)", text)
        assert link.startswith(f"{address}/account/link/")
        assert "Hello Administrator" in urlopen(link).read().decode()
        assert "Sign in" in urlopen(f"{address}/at/nowhere/at-all/").read().decode()
    finally:
        rest = stop(server, signal.SIGTERM)  # as a service is
    assert "Traceback" not in rest
    assert server.returncode == 0
    assert (tmp_path / "data" / "secret-key").stat().st_mode & 0o077 == 0
    assert (tmp_path / "data" / "sevenday.sqlite3").exists()


def test_the_store_is_its_owners_alone_also_in_a_folder_that_is_open_to_others(
    tmp_path, monkeypatch
):
    tmp_path.chmod(0o755)
    monkeypatch.setenv("SEVENDAY_DATA", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    make_folder()
    sqlite3.connect(tmp_path / STORE).execute("create table kept (word text)")
    assert (tmp_path / STORE).stat().st_mode & 0o077 == 0


@pytest.mark.slow
def test_more_browsers_than_a_hundred_keep_nobody_waiting(tmp_path):
    server = started(tmp_path, "--port", "0")
    try:
        text = printed_until(server, "Stop it with Ctrl-C.")
        (port,) = re.findall(r"Sevenday is at http://localhost:(\d+)/", text)
        with ExitStack() as open_ones:
            for _ in range(150):  # each has its page, and keeps its connection open
                one = open_ones.enter_context(socket.create_connection(("127.0.0.1", int(port))))
                one.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")
                one.settimeout(20)
                assert one.recv(12) == b"HTTP/1.1 200"
    finally:
        stop(server)


@pytest.mark.slow
def test_the_demo_says_who_may_sign_in_and_is_this_machines_alone(tmp_path):
    server = started(tmp_path, "--demo", "--port", "0")
    try:
        text = printed_until(server, "Stop it with Ctrl-C.")
        assert "Rota co-ordinator, psychiatry" in text and "password" in text
        assert (tmp_path / "demo" / "sevenday.sqlite3").exists()
    finally:
        assert "Traceback" not in stop(server)
    server = started(tmp_path, "--demo", "--host", "0.0.0.0")
    text, _ = server.communicate(timeout=60)
    assert server.returncode == 2 and "127.0.0.1" in text


def refused(server: "subprocess.Popen[str]") -> str:
    text, _ = server.communicate(timeout=60)
    assert server.returncode == 2 and "Traceback" not in text
    return text


def test_what_keeps_it_from_starting_is_said_in_a_sentence(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        text = refused(started(tmp_path, "--port", f"{port}"))
    assert f"cannot listen at 127.0.0.1:{port}" in text and "[no-port]" in text
    text = refused(started(tmp_path, DATABASE_URL="postgres://ann:hidden@127.0.0.1:1/rotas"))
    assert "[no-store]" in text and "hidden" not in text
    (tmp_path / "file").touch()
    assert "SEVENDAY_DATA" in refused(started(tmp_path / "file" / "data"))


@pytest.mark.parametrize(
    ("hosts", "tls", "address"),
    [
        ([], False, "http://localhost:8000"),
        (["rota.example"], False, "http://rota.example:8000"),
        (["rota.example", "other.example"], True, "https://rota.example"),
    ],
)
def test_its_link_has_the_name_by_which_people_reach_it(monkeypatch, hosts, tls, address):
    monkeypatch.setattr(settings, "HOSTS", hosts)
    monkeypatch.setattr(settings, "TLS", tls)
    assert address_at(8000) == address


PREPARE = "from sevenday.web.serving import prepare; prepare()"


@pytest.mark.slow
@pytest.mark.parametrize("store", ["sqlite", "postgres"])
def test_a_server_and_workers_that_begin_at_once_on_a_new_store_all_begin(tmp_path, store, request):
    url = {"DATABASE_URL": request.getfixturevalue("postgresql")} if store == "postgres" else {}
    usual = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    environment = {**usual, "SEVENDAY_DATA": str(tmp_path), **url}
    begun = [
        subprocess.Popen([sys.executable, "-c", PREPARE], env=environment, stderr=subprocess.PIPE)
        for _ in range(3)
    ]
    ended = [(each.communicate(timeout=120)[1].decode(), each.returncode) for each in begun]
    assert [code for _, code in ended] == [0, 0, 0], ended
