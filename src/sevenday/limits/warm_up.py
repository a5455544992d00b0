"""The loops of a check, compiled before somebody waits for them."""

import subprocess
import sys

from sevenday.contracts import contract
from sevenday.example_folders import example
from sevenday.files import read
from sevenday.limits.checker import check
from sevenday.limits.fold import FOLD
from sevenday.limits.totals import TOTAL

ROTA, TERMS = "psychiatry-2015", "england-2016"


def warm_up() -> None:
    """Check an example with its loops compiled: what is made of them stays in the cache folder."""
    for loop in (FOLD[0], TOTAL):
        loop.hasten()
    check(read(example(ROTA)), contract(TERMS))


def warm_up_beside() -> "subprocess.Popen[bytes]":
    """Begin a process that does it, for who has something better to do; it ends by itself."""
    command = [sys.executable, "-c", f"from {__name__} import warm_up; warm_up()"]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet)
