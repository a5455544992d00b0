"""The country's walkout against the clock: processes, and Dask workers from 1 to as many as asked.

    python benchmarks/country.py [REPLICATIONS] [MOST_WORKERS]

121 trusts, five days, both arms, on this machine; writes a dated table. Every row's answer is the
same to the last digit, which is checked. A cluster's workers here share the machine's cores, so
that more workers than cores gain nothing; `load` is the machine's mean number of processes that
want a core, ours among them, in the last minute of a row.
"""

import platform
import sys
from datetime import date
from hashlib import sha256
from os import getloadavg
from pathlib import Path
from time import perf_counter, process_time

from sevenday.batch.engine import Engine
from sevenday.cores import usable_cores
from sevenday.flow.country.scan import ScanParams, scan

HERE = Path(__file__).parent
FOLDER = HERE.parent / "examples" / "england"
WALKOUT = "2025-11"


def timed(engine: Engine, params: ScanParams) -> tuple[float, float, str]:
    """Seconds, the machine's load meanwhile, and a hash of the answer."""
    start = perf_counter()
    found = scan(FOLDER, WALKOUT, engine, params)
    seconds = perf_counter() - start
    assert not found.lost and len(found.trusts) == 121
    return seconds, getloadavg()[0], sha256(found.to_json().encode()).hexdigest()[:12]


def main() -> None:
    from distributed import LocalCluster

    replications = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    most = int(sys.argv[2]) if len(sys.argv) > 2 else usable_cores()
    params = ScanParams(replications=replications)
    start = process_time()
    timed(Engine("serial"), params)
    own = process_time() - start
    rows = [(f"processes, {usable_cores()}", *timed(Engine(), params))]
    for workers in range(1, most + 1):
        with LocalCluster(
            n_workers=workers, threads_per_worker=1, dashboard_address=None
        ) as cluster:
            made = timed(Engine("dask", cluster.scheduler_address), params)
        rows.append((f"dask, {workers}", *made))
    assert len({stamp for *_, stamp in rows}) == 1, "answers differ"
    one = rows[1][1]
    lines = [
        f"121 trusts x {replications:,} replications x (3 + 5) days, both arms, fit and forecast "
        f"and aid included; {usable_cores()} cores, {platform.machine()}, {date.today()}.",
        f"In one process it takes {own:.1f} s of the processor.",
        "",
        "| engine, workers | seconds | against one worker | load | answer |",
        "| --- | --- | --- | --- | --- |",
        *(
            f"| {name} | {s:.1f} | {one / s:.2f} | {load:.1f} | {stamp} |"
            for name, s, load, stamp in rows
        ),
    ]
    table = "\n".join(lines)
    print(table)
    out = HERE / "results" / "country.md"
    out.write_text(f"# The country's walkout against the clock\n\n{table}\n", "utf-8")


if __name__ == "__main__":
    main()
