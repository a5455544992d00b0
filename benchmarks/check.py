"""How long the check takes: every resident doctor in England, from arrays to slack and pay.

Run by hand: `make benchmark`, or `python benchmarks/check.py --doctors 75000`. Prints a table and
adds it, dated, to benchmarks/results/check.md. Nothing here is asserted: machines are noisy.

The peer is the only open checker of the kind, RudolfCardinal/rota (2015), which the issue measured
at about 6.7 s for 26 posts x 26 weeks on a machine like this one; it is not on the package index,
so its figure is quoted and not measured again.
"""

import argparse
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np

PEER_POST_WEEKS_PER_SECOND = 26 * 26 / 6.7
RESULTS = Path(__file__).parent / "results" / "check.md"
WEEKS = 26

PATTERNS = (
    "DDDDLLL ..DDD.. DDDDD.. NNNN... DDDDD.. DDDDNNN ..DDD.. DDDDD..",
    "DDDDD.. LLLL... ...LLLL ..DDD.. NNNN... ...NNNN ..DDDD. DDDDD..",
    "DDDDC.. DDDDDCC DDDCD.. DDCDD.. DCDDD.. CDDDD.. DDDDD.. DDDDD..",
)
"""Eight-week cycles of the kind that hospitals run; the first is the facts' example R8."""


def timed(work: Callable[[], object]) -> float:
    """Seconds that one call takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def country(doctors: int):  # type: ignore[no-untyped-def]
    """A hospital of as many lines as England has resident doctors, as arrays."""
    from sevenday.model import Doctor, DutyCodes, Hospital, Rota, Shift

    cells = DutyCodes(
        {
            "D": Shift("D", 540, 1020, breaks=(30,)),
            "L": Shift("L", 510, 1260, breaks=(30, 30)),
            "N": Shift("N", 1230, 1980, breaks=(30, 30, 30)),
            "C": Shift("C", 1020, 1980, kind="on-call", work=180.0, rest_continuous=300.0),
        }
    )
    cycles = np.array(
        [
            [cells.code(c) for c in pattern.replace(" ", "").replace(".", "-")]
            for pattern in PATTERNS
        ],
        np.int16,
    )
    rng = np.random.default_rng(2016)
    days = np.arange(WEEKS * 7)
    offsets = 7 * rng.integers(0, 8, doctors)
    codes = cycles[rng.integers(0, len(PATTERNS), doctors)[:, None], (days + offsets[:, None]) % 56]
    codes[rng.random(codes.shape) < 0.02] = 0  # swaps and days off, so that no two lines repeat
    grades = rng.choice(["F1", "F2", "CT1", "ST3", "ST4", "ST6"], doctors)
    people = tuple(
        Doctor(f"{k}", grade=grade, opt_out=bool(k % 10 == 0), leave_days=27)
        for k, grade in enumerate(grades.tolist())
    )
    rota = Rota(tuple(d.name for d in people), date(2026, 8, 3), np.ascontiguousarray(codes))
    return Hospital(name="England", cells=cells, doctors=people, rota=rota)


COMPILE = """
from sevenday.limits.fold import run_smallest
run_smallest()
"""


def compile_seconds() -> float:
    """The one-off compile, in a process of its own with an empty cache."""
    command = [sys.executable, "-c", COMPILE]
    with tempfile.TemporaryDirectory() as empty:
        environment = {**os.environ, "XDG_CACHE_HOME": empty}
        return timed(lambda: subprocess.run(command, env=environment, check=True))


def rows(doctors: int) -> list[tuple[str, str]]:
    """Measure; each row is what and how long."""
    import sevenday as sd
    from sevenday.limits import Checker
    from sevenday.limits.lines import select_lines

    found = [("compile, once a machine", f"{compile_seconds():.1f} s")]
    hospital = country(doctors)
    terms = sd.contract("england-2016", on="2026-09-01")
    sd.check(country(4), terms)
    (lines,) = select_lines(hospital, terms.on)
    fold = Checker(hospital, terms).fold(lines)
    limits = timed(fold.slack)
    found.append((f"limits: {doctors:,} lines x {WEEKS} weeks to slack arrays", f"{limits:.2f} s"))
    pay = pay_seconds(hospital, terms)
    found.append((f"pay: {doctors:,} lines x {WEEKS} weeks to pay arrays", f"{pay:.2f} s"))
    found.append(("both", f"{limits + pay:.2f} s"))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    found.append(("most memory", f"{peak:.2f} GB"))
    ward = country(30)
    spent = min(timed(lambda: [b.sentence for b in sd.check(ward, terms).breaches]) for _ in "123")
    n = len(sd.check(ward, terms).breaches)
    found.append((f"check and {n} sentences of a 30 x 182 rota", f"{spent * 1000:.0f} ms"))
    command = [str(Path(sys.executable).with_name("sevenday")), "--help"]
    help_ = min(timed(lambda: subprocess.run(command, stdout=subprocess.DEVNULL)) for _ in "12345")
    found.append(("sevenday --help", f"{help_:.2f} s"))
    ours = doctors * WEEKS / (limits + pay)
    ratio = ours / PEER_POST_WEEKS_PER_SECOND
    found.append(("post-weeks a second, against the peer's quoted 101", f"{ratio:,.0f} times"))
    return found


def pay_seconds(hospital, terms) -> float:  # type: ignore[no-untyped-def]
    """Counting duties and pricing them, as arrays: what `sd.price` does before it puts in words."""
    from sevenday.pay.arrays import price_lines

    price_lines(country(4), terms, "rota")
    return timed(lambda: price_lines(hospital, terms, "rota"))


def main() -> None:
    """Measure and keep the table."""
    from sevenday.cores import usable_cores

    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--doctors", type=int, default=75_000)
    doctors = options.parse_args().doctors
    table = rows(doctors)
    text = "\n".join(f"| {what} | {value} |" for what, value in table)
    machine = f"{platform.machine()}, Python {platform.python_version()}, {usable_cores()} cores"
    page = f"\n## {date.today()}, {machine}\n\n| what | measured |\n| --- | --- |\n{text}\n"
    print(page)
    RESULTS.parent.mkdir(exist_ok=True)
    with RESULTS.open("a", encoding="utf-8") as file:
        file.write(page)


if __name__ == "__main__":
    main()
