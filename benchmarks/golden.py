"""Freeze the JSON of every command on every example, or hold it against what was frozen.

    python benchmarks/golden.py freeze FOLDER [--source SRC]
    python benchmarks/golden.py compare FOLDER [--source SRC]

A refactoring changes no answer: freeze before, compare after. Each call is a process of its own,
run on a copy of the examples; what a clock decides (seconds, versions, times) is left out.
`--source` puts another checkout's `src` first on the path.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

EXAMPLES = Path(__file__).parent.parent / "examples"
CONTRACTS = [
    "england-2016",
    "newdeal-2002",
    "offer-2015-11",
    "letter-2016-01",
    "imposed-2016-03",
    "acas-2016-05",
    "bma-2016-02",
    "wales-2026",
    "ewtd",
    "scotland",
    "ireland-nchd",
    "acgme",
    "nz-rda",
]
FOLDERS = [
    "psychiatry-2015",
    "eight-weeks",
    "psychiatry-rebuilt",
    "emergency-2026",
    "ward",
    "district-2016",
    "district-2025",
    "rolling-ward",
    "refused",
]
OF_THE_CLOCK = {"seconds", "made", "written", "time", "took"}


def calls() -> Iterator[str]:
    """Every command, with what it needs, as a shell would be given it."""
    for folder in FOLDERS:
        for contract in CONTRACTS:
            yield f"check {folder} --contract {contract}"
            yield f"pay {folder} --contract {contract}"
        yield f"check {folder}"
        yield f"check {folder} --fines"
        yield f"check {folder} --notice --on 2026-09-01"
        yield f"pay {folder}"
        yield f"pay {folder} --rounding circular"
        yield f"roll {folder}"
    yield "check eight-weeks --contract england-2016 --on 2019-08-07 --fines"
    yield "pay eight-weeks --against eight-weeks/payslip.csv"
    yield "contracts"
    for contract in CONTRACTS:
        yield f"contracts show {contract} --on 2026-09-01"
        yield f"contracts diff newdeal-2002 {contract}"
        yield f"contracts diff england-2016 {contract}"
    yield "import workbooks/medical-take.xlsx"
    for contract in (
        "england-2016 --on 2016-10-05",
        "england-2016 --on 2026-09-01",
        "newdeal-2002",
    ):
        for day in ("2015-08-10", "2015-12-08"):
            yield f"why psychiatry-2015 01-SpR {day} --contract {contract}"
            yield f"swap psychiatry-2015 01-SpR {day} --contract {contract}"
    yield "why district-2016 ED2-01 2016-04-11"
    yield "swap district-2016 ED2-01 2016-04-11"
    yield "diff psychiatry-2015 psychiatry-2015"
    yield "diff district-2016 district-2025"
    for folder in ("ward", "refused", "emergency-2026"):
        yield f"build {folder} --steps 3 --seed 2"
    yield "build rolling-ward --weeks 4 --steps 3"
    yield "build rolling-ward --weeks least --steps 3"
    for file in ("rolling.txt", "two-weeks.txt", "ward.dzn"):
        yield f"build benchmarks/{file} --steps 20"
    for folder in ("district-2016", "district-2025"):
        yield f"walkout {folder}"
        yield f"walkout {folder} --count {folder}/counts.csv"
        yield f"walkout {folder} --stress 500 --seed 3"
        yield f"walkout {folder} --curve"
        yield f"walkout {folder} --call-off --on {folder[-4:]}-04-01"
    yield "walkout district-2025 --like 2016-04-26"
    for folder in ("psychiatry-2015", "eight-weeks", "district-2016"):
        yield f"talks offers {folder} --offers offer-2015-11,imposed-2016-03,acas-2016-05"
    yield "talks offers psychiatry-2015 --offers acas-2016-05 --sweep saturday:0:0.5:0.1"
    yield "talks record talks-2016"
    yield "talks settle talks-2016"
    yield "talks settle talks-2016 --hospital psychiatry-2015 --offer acas-2016-05"


def still(found: object) -> object:
    """The same with what a clock decides left out."""
    if isinstance(found, dict):
        return {key: still(value) for key, value in found.items() if key not in OF_THE_CLOCK}
    if isinstance(found, list):
        return [still(value) for value in found]
    return found


def answer(call: str, source: str | None, examples: Path) -> dict[str, object]:
    """What a call exits with and prints."""
    environment = os.environ | ({"PYTHONPATH": source} if source else {}) | {"COLUMNS": "120"}
    command = [sys.executable, "-m", "sevenday", *call.split(), "--format", "json"]
    ran = subprocess.run(command, cwd=examples, env=environment, capture_output=True, text=True)
    try:
        printed: object = still(json.loads(ran.stdout))
    except ValueError:
        printed = ran.stdout
    errors = [
        re.sub(r" \[[a-z-]+\]$", "", line)  # a fault's code is a word of its own
        for line in ran.stderr.splitlines()
        if line.startswith("sevenday: ")
    ]
    return {"exit": ran.returncode, "printed": printed, "errors": errors}


def main() -> None:
    """Freeze or compare."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=["freeze", "compare"])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--source")
    parser.add_argument("--only", default="", help="calls that match this expression")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    different = 0
    with tempfile.TemporaryDirectory() as scratch:
        for call in calls():
            if not re.search(asked.only, call):
                continue
            fresh = Path(scratch) / "examples"
            shutil.rmtree(fresh, ignore_errors=True)
            shutil.copytree(EXAMPLES, fresh)
            found = json.dumps(answer(call, asked.source, fresh), indent=1, sort_keys=True)
            kept = asked.folder / (re.sub(r"[^A-Za-z0-9.]+", "_", call) + ".json")
            if asked.what == "freeze":
                kept.write_text(found)
            elif not kept.is_file() or kept.read_text() != found:
                different += 1
                print(f"differs: {call}", flush=True)
                kept.with_suffix(".new").write_text(found)
    if asked.what == "compare":
        print(f"{different} of {len(list(calls()))} calls differ")
        sys.exit(different > 0)


if __name__ == "__main__":
    main()
