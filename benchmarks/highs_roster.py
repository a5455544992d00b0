"""One roster by HiGHS, from the same plain linear rows as CP-SAT: the yardstick's other half.

`python benchmarks/highs_roster.py INSTANCE SECONDS SEED ROSTER` writes the roster, if one is
found, and prints {"bound": ...} as JSON.
"""

import json
import sys
from pathlib import Path

from sevenday.files.benchmarks import Curtois, read_benchmark
from sevenday.milp.highs import MilpParams, solve
from sevenday.solver.benchmarks.curtois_rows import milp_model, roster_lines
from sevenday.solver.benchmarks.result import roster_text
from sevenday.solver.benchmarks.score import score


def main() -> None:
    """Solve one instance."""
    problem = read_benchmark(sys.argv[1])
    if not isinstance(problem, Curtois):
        sys.exit("a Curtois .txt, please")
    model = milp_model(problem)
    found = solve(model, MilpParams(seconds=float(sys.argv[2]), seed=int(sys.argv[3])))
    if found.values is not None:
        lines = roster_lines(model, problem, found.values)
        text = roster_text(problem, lines, score(problem, lines))
        Path(sys.argv[4]).write_text(text, encoding="utf-8")
    print(json.dumps({"bound": int(max(0, found.bound))}))


if __name__ == "__main__":
    main()
