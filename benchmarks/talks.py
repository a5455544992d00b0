"""How long a sweep takes: 1,000 variants of an offer over every resident doctor in England.

Run by hand: `python benchmarks/talks.py --doctors 75000 --variants 1000`. Prints a table and adds
it, dated, to benchmarks/results/talks.md. Nothing here is asserted: machines are noisy. The target
is 60 s on 2 cores, from rotas as arrays to cost, winners and losers of every variant.
"""

import argparse
import platform
import resource
import sys
from datetime import date
from itertools import product
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
from check import country, timed

RESULTS = Path(__file__).parent / "results" / "talks.md"
OFFER, BASELINE = "imposed-2016-03", "newdeal-2002"


def variants(many: int) -> list:  # type: ignore[type-arg]
    """A grid over the Saturday premium, its window, how often, and the rise of basic pay."""
    from sevenday.talks.variant import Variant

    grid = product(
        np.linspace(0, 0.6, 10).tolist(),
        (7.0, 12.0, 17.0, 19.0, 20.5),
        (2, 3, 4, 8),
        np.linspace(0.05, 0.15, 5).tolist(),
    )
    made = [Variant(s, at, often, None, rise) for s, at, often, rise in grid]
    return [made[k % len(made)] for k in range(many)]


def rows(doctors: int, many: int) -> list[tuple[str, str]]:
    """Measure; each row is what and how long."""
    import sevenday as sd
    from sevenday.pay.arrays import pay_arrays
    from sevenday.talks.compare import compare
    from sevenday.talks.sweep import sweep
    from sevenday.talks.variant import apply_variant

    offer = sd.contract(OFFER)
    baseline = sd.contract(BASELINE, on="2016-03-31")
    wanted = variants(many)
    small = country(4)
    sweep(small, offer, baseline, wanted[:2])  # compiled before the clock starts
    hospital = country(doctors)
    found = []
    read = timed(lambda: sweep(hospital, offer, baseline, wanted[:1]))
    found.append((f"1 variant over {doctors:,} doctors x 26 weeks, rotas read", f"{read:.1f} s"))
    swept = []
    spent = timed(lambda: swept.append(sweep(hospital, offer, baseline, wanted)))
    found.append((f"{many:,} variants over {doctors:,} doctors, rotas read", f"{spent:.1f} s"))
    found.append(("each further variant", f"{1000 * (spent - read) / max(1, many - 1):.1f} ms"))
    again = 0.0
    worst = 0.0
    for v in range(0, many, max(1, many // 5)):
        whole = []
        again += timed(
            lambda at=v, into=whole: into.append(
                pay_arrays(hospital, apply_variant(offer, wanted[at])).total().sum()
            )
        )
        worst = max(worst, abs(swept[0].cost[v, 1] - whole[0]) / doctors)
    checked = len(range(0, many, max(1, many // 5)))
    found.append(("one variant priced from the rotas again", f"{again / checked:.1f} s"))
    what = f"most difference of the two, {checked} variants, a doctor"
    found.append((what, f"{100 * worst:.3f} pence a year"))
    side = timed(lambda: compare(hospital, [offer], baseline))
    found.append((f"compare: one offer over {doctors:,} doctors, limits checked", f"{side:.1f} s"))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    found.append(("most memory", f"{peak:.2f} GB"))
    return found


def main() -> None:
    """Measure and keep the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--doctors", type=int, default=75_000)
    options.add_argument("--variants", type=int, default=1_000)
    given = options.parse_args()
    table = rows(given.doctors, given.variants)
    text = "\n".join(f"| {what} | {value} |" for what, value in table)
    machine = f"{platform.machine()}, Python {platform.python_version()}, 2 cores"
    page = f"\n## {date.today()}, {machine}\n\n| what | measured |\n| --- | --- |\n{text}\n"
    print(page)
    RESULTS.parent.mkdir(exist_ok=True)
    with RESULTS.open("a", encoding="utf-8") as file:
        file.write(page)


if __name__ == "__main__":
    main()
