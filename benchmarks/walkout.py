"""How long a walkout's plan, its stress test and the morning take, and what the plan is worth.

Run by hand: `python benchmarks/walkout.py`. Prints two tables and adds them, dated, to
benchmarks/results/walkout.md. The peers are what hospitals do today, on the same draws.
"""

import argparse
import platform
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from walkout_hospitals import large_hospital, wide_hospital

RESULTS = Path(__file__).parent / "results" / "walkout.md"
EXAMPLES = Path(__file__).parents[1] / "examples"
DRAWS = 10_000


def timed(work: Callable[[], object]) -> tuple[float, object]:
    """Seconds that one call takes, and what it gives."""
    start = time.perf_counter()
    found = work()
    return time.perf_counter() - start, found


def counts_of(inputs: Any, folder: Path) -> Any:
    """The morning's counts of a folder; without a file, that nobody of one crew came."""
    from sevenday.model.walkout import Count
    from sevenday.walkout.load import load_counts

    if (folder / "counts.csv").exists():
        return load_counts(inputs, folder / "counts.csv")
    pool = next(p for p in inputs.problem.pools if p.crews and p.places[0].rank == 1)
    crew = pool.crews[0]
    return (Count(pool.service, crew.tier, crew.shift, pool.day, crew.group.rostered, 0),)


def main() -> None:
    """Measure example walkouts, or those asked for, and keep the tables."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--folder", type=Path, action="append", default=[])
    options.add_argument("--large", action="store_true", help="1,168 doctors, 30 services, 5 days")
    options.add_argument("--wide", action="store_true", help="20 competences in one service")
    asked = options.parse_args()
    folders = asked.folder
    made_in = Path(tempfile.mkdtemp())
    if asked.large:
        folders.append(large_hospital(EXAMPLES / "district-2025", made_in / "large"))
    if asked.wide:
        folders.append(wide_hospital(made_in / "wide"))
    folders = folders or [EXAMPLES / "district-2016", EXAMPLES / "district-2025"]
    from sevenday.walkout.load import load_walkout
    from sevenday.walkout.planning.baselines import BASELINES
    from sevenday.walkout.planning.plan import plan
    from sevenday.walkout.planning.replan import replan
    from sevenday.walkout.planning.stress_test import stress_test
    from sevenday.walkout.planning.tradeoff import fewest_lists

    machine = f"{platform.machine()}, Python {platform.python_version()}, 2 cores"
    page = f"\n## {date.today()}, {machine}\n"
    for folder in folders:
        reading, inputs = timed(lambda at=folder: load_walkout(at))
        problem = inputs.problem
        planning, made = timed(lambda p=problem: plan(p))
        stressing, _ = timed(lambda m=made: stress_test(m, DRAWS))
        counts = counts_of(inputs, folder)
        again, _ = timed(
            lambda m=made, g=inputs, c=counts: replan(
                m.published, g.problem, g.hospital, g.walkout, c
            )
        )
        fewest, bound = fewest_lists(problem, 30)
        page += (
            f"\n{folder.name}: {len(inputs.hospital.doctors)} doctors, "
            f"{len(problem.pools)} pools, {len(made.places)} places, {len(problem.lists)} lists, "
            f"{len(problem.substitutes)} substitutes\n\n| what | measured |\n| --- | --- |\n"
            f"| read | {reading:.2f} s |\n| plan | {planning:.2f} s, gap {made.gap:.1%} |\n"
            f"| most memory | {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB |\n"
            f"| {DRAWS:,} turnouts | {stressing:.2f} s |\n| re-plan on the morning's counts | "
            f"{again:.2f} s |\n| lists withdrawn; the fewest of any plan as safe | "
            f"{len(made.withdrawn)}; {fewest} (bound {bound}) |\n"
        )
        page += (
            "\n| plan | rank 1 over | rank 2 over | lists withdrawn | delay | pounds | "
            "some place of rank 1 short | hours of rank 1 short |\n"
            "| --- | --- | --- | --- | --- | --- | --- | --- |\n"
        )
        plans = {"Sevenday": made} | {name: make(problem) for name, make in BASELINES.items()}
        for name, one in plans.items():
            costs = [level.cost for level in one.levels]
            run = stress_test(one, DRAWS)
            page += (
                f"| {name} | {costs[0] / 1e6:.3f} | {costs[1] / 1e6:.3f} | "
                f"{len(one.withdrawn)} | {costs[2]:,} | {costs[4]:,} | {run.any_rank_1:.2%} | "
                f"{run.rank_1_hours:.2f} |\n"
            )
    sys.stdout.write(page)
    RESULTS.parent.mkdir(exist_ok=True)
    with RESULTS.open("a", encoding="utf-8") as file:
        file.write(page)


if __name__ == "__main__":
    main()
