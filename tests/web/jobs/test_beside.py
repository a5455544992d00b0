"""A worker beside a server ends with it, however that ended."""

import os
import subprocess
import sys
from time import monotonic, sleep

import pytest

from tests.web.jobs.killed_workers import alive
from tests.web.jobs.wholeness import PATIENCE

SERVER = """
import subprocess, sys, time
worker = subprocess.Popen([sys.executable, "-m", "sevenday.web.jobs", "beside"])
print(worker.pid, flush=True)
time.sleep(600)
"""


@pytest.mark.slow
def test_a_worker_beside_a_server_that_was_killed_ends(tmp_path):
    env = {**os.environ, "SEVENDAY_DATA": f"{tmp_path}"}
    server = subprocess.Popen([sys.executable, "-c", SERVER], stdout=subprocess.PIPE, env=env)
    assert server.stdout is not None
    worker = int(server.stdout.readline())
    sleep(1)
    assert alive(worker)
    server.kill()
    server.wait()
    ends = monotonic() + PATIENCE
    while alive(worker):
        assert monotonic() < ends
        sleep(0.1)
