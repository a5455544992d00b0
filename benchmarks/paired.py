"""Time two checkouts in turn: the same calls by each, one after the other, round after round.

    python benchmarks/paired.py BASE_SRC OTHER_SRC [--rounds 5] [--instances FOLDER] [--only WORD]

`BASE_SRC` and `OTHER_SRC` are `src` folders. Every call is a process of its own with a home of its
checkout, warmed by one round that does not count, so that nothing is compiled while time is taken.
Processor seconds (user and system) and wall seconds are both given: of each pair the ratio, and of
the ratios the median, the least and the most. A build counts its steps, so it does the same work.
`--instances`: a folder with `Instance10.txt`, `Instance16.txt` and `Instance18.txt`.
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

EXAMPLES = Path(__file__).parent.parent / "examples"
CALLS = {
    "check": "check psychiatry-2015 --contract england-2016 --on 2026-09-01",
    "check district": "check district-2016",
    "walkout": "walkout district-2016",
    "walkout stress": "walkout district-2025 --stress 500 --seed 3",
    "talks": "talks offers psychiatry-2015 --offers offer-2015-11,imposed-2016-03,acas-2016-05",
    "hospital": "build emergency-2026 --steps 3 --seed 2",
}
INSTANCES = (10, 16, 18)


def once(source: Path, home: Path, words: list[str]) -> tuple[float, float]:
    """Processor and wall seconds of one call; exit codes 0 and 1 are answers."""
    plain = {k: v for k, v in os.environ.items() if not k.startswith(("XDG_", "NUMBA_"))}
    environment = plain | {"HOME": str(home), "PYTHONPATH": str(source)}
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [sys.executable, "-m", "sevenday", *words]
    ran = subprocess.run(command, cwd=EXAMPLES, env=environment, capture_output=True, text=True)
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    if ran.returncode not in (0, 1):
        raise SystemExit(f"{source}: {' '.join(words)}\n{ran.stderr}")
    work = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return work, wall


def line(name: str, pairs: list[tuple[tuple[float, float], tuple[float, float]]]) -> str:
    """A row of the table: medians of both, and the spread of the ratios."""
    text = f"{name:<16}"
    for k in range(2):
        base, other = ([pair[side][k] for pair in pairs] for side in range(2))
        ratios = [b / a for a, b in zip(base, other, strict=True)]
        text += f"  {statistics.median(base):7.2f} {statistics.median(other):7.2f}"
        text += f"  {statistics.median(ratios):5.2f} ({min(ratios):.2f} to {max(ratios):.2f})"
    return text


def main() -> None:
    """Warm both, then time them in turn."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("base", type=Path)
    parser.add_argument("other", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--instances", type=Path)
    parser.add_argument("--only", default="", help="calls whose name has this word")
    given = parser.parse_args()
    calls = {name: call.split() for name, call in CALLS.items()}
    for number in INSTANCES if given.instances else ():
        file = (given.instances / f"Instance{number}.txt").resolve()
        calls[f"instance {number}"] = ["build", str(file), "--steps", "3", "--seed", "1"]
    sources = [given.base.resolve(), given.other.resolve()]
    print(f"{'':<16}  {'processor: base, other, ratio':<42}  wall: base, other, ratio")
    with tempfile.TemporaryDirectory() as folder:
        homes = [Path(folder) / name for name in ("base", "other")]
        for home in homes:
            home.mkdir()
        for name, words in calls.items():
            if given.only not in name:
                continue
            for source, home in zip(sources, homes, strict=True):
                once(source, home, words)
            pairs = []
            for k in range(given.rounds):
                order = (0, 1) if k % 2 == 0 else (1, 0)
                took = {side: once(sources[side], homes[side], words) for side in order}
                pairs.append((took[0], took[1]))
            print(line(name, pairs), flush=True)


if __name__ == "__main__":
    main()
