"""What a server has compiled when it begins is what a check needs."""

import os
import subprocess
import sys

import pytest

from sevenday.limits.warm_up import warm_up_beside

READY = """
from sevenday.limits.fold import FOLD
from sevenday.limits.totals import TOTAL
assert FOLD[0].ready and TOTAL.ready
"""


@pytest.mark.slow
def test_another_process_finds_a_check_compiled(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert subprocess.run([sys.executable, "-c", READY], env=os.environ).returncode == 1
    assert warm_up_beside().wait(300) == 0
    assert subprocess.run([sys.executable, "-c", READY], env=os.environ).returncode == 0
