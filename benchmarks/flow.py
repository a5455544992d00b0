"""Patients a second on one core: our event simulation, SimPy and Ciw, in one run.

    python benchmarks/flow.py [ROUNDS]

The same department in all three, those of tests/flow/simulation/peers, where a test holds what they
find against each other: an emergency department of four classes, doctors and seniors who change by
the hour, results to wait for and beds that run out; and a single station, of few doctors and of
many. Times are of the processor, not of the clock, in rounds that take turns; the median counts.
Ours is timed from the scenario to the records of every patient, SimPy and Ciw from the network to
their last event. Writes a dated table.
"""

import platform
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from time import process_time

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from tests.flow.simulation.peers.in_ciw import simulated  # noqa: E402
from tests.flow.simulation.peers.in_simpy import run_simpy  # noqa: E402
from tests.flow.simulation.peers.network import EMERGENCY, Network, in_ours  # noqa: E402

from sevenday.cores import use_threads  # noqa: E402
from sevenday.flow.simulation.replicate import replicate  # noqa: E402

PATIENTS = 1_000_000
"""How many of ours a round has."""
DAYS = 24 * 20
STATIONS = {
    "emergency department": EMERGENCY,
    "single station, 4 doctors": Network((3.0,) * 4 * DAYS, (1.0,), (1.0,), (4,) * 4 * DAYS),
    "single station, 34 doctors": Network((30.0,) * DAYS, (1.0,), (1.0,), (34,) * DAYS),
}


def speed(work: Callable[[], int]) -> float:
    """Patients a second of the processor."""
    start = process_time()
    many = work()
    return many / (process_time() - start)


def speeds(network: Network, rounds: int) -> list[list[float]]:
    """(3, rounds) of ours, SimPy and Ciw."""
    scenario = in_ours(network)
    replications = range(max(1, round(PATIENTS / sum(network.rates))))
    replicate(scenario, replications, 0)  # compiled, and read from the disk, before it is timed
    found = []
    for seed in range(rounds):
        works = (
            lambda seed=seed: replicate(scenario, replications, seed).patients,
            lambda seed=seed: len(run_simpy(network, seed).stay),
            lambda seed=seed: len(simulated(network, seed).get_all_individuals()),
        )
        found.append([speed(work) for work in works])
    return [list(each) for each in zip(*found, strict=True)]


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    lines = []
    with use_threads(1):
        for name, network in STATIONS.items():
            found = speeds(network, rounds)
            ours, simpy, ciw = (median(each) for each in found)
            spread = f"{ours / 1e6:.2f} M ({min(found[0]) / 1e6:.2f}-{max(found[0]) / 1e6:.2f})"
            theirs = f"{simpy:,.0f} | {ciw:,.0f} | {ours / simpy:.0f} x | {ours / ciw:.0f} x"
            lines.append(f"| {name} | {spread} | {theirs} |")
    table = "\n".join(
        (
            f"{date.today()}, {platform.machine()}, one core, {rounds} rounds of "
            f"{PATIENTS:,} of our patients: the median, and the least and most of ours.",
            "",
            "| patients a second | ours | SimPy | Ciw | ours to SimPy | ours to Ciw |",
            "| --- | --- | --- | --- | --- | --- |",
            *lines,
        )
    )
    print(table)
    (HERE / "results" / "flow.md").write_text(f"# The event simulation\n\n{table}\n", "utf-8")


if __name__ == "__main__":
    main()
