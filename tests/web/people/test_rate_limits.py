"""Tries are counted in the store: what one server has refused, another refuses too."""

import os
import subprocess
import sys

import pytest

from tests.web import stores

TRIES = """
import sys
from sevenday.web.serving import prepare

prepare()
from django.test import Client

client = Client(SERVER_NAME="localhost")
form = {"login": "nobody@example.org", "password": "not this one"}
for _ in range(int(sys.argv[1])):
    answer = client.post("/account/sign-in/", form)
print("Too many tries" in answer.content.decode() or answer.status_code == 429)
"""


@pytest.mark.slow
@pytest.mark.parametrize("store", stores.STORES)
def test_servers_of_one_store_count_tries_together(store, tmp_path, request):
    environment = {**os.environ, "SEVENDAY_DATA": str(tmp_path)}
    if store == "postgres":
        environment["DATABASE_URL"] = request.getfixturevalue("postgresql")
    assert not refused(1, environment)
    assert not refused(4, environment)
    assert refused(1, environment)


def refused(tries: int, environment: dict[str, str]) -> bool:
    """Whether another process, after some tries of its own, is refused the last."""
    done = subprocess.run(
        [sys.executable, "-c", TRIES, str(tries)],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()[-1] == "True"
