"""One roster by HiGHS, from the same plain linear rows as CP-SAT: the yardstick's other half.

`python benchmarks/highs_roster.py INSTANCE SECONDS SEED ROSTER` writes the roster, if one is
found, and prints {"bound": ...} as JSON.
"""

import json
import sys
from math import ceil
from pathlib import Path
from typing import Any

import highspy
import numpy as np

from sevenday.files.benchmarks import Curtois, read_benchmark
from sevenday.solver.answer import roster_text
from sevenday.solver.linear import Linear, linear
from sevenday.solver.score import score

THREADS = 2


def model_of(rows: Linear) -> Any:
    """The rows as HiGHS takes them."""
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(rows.most), len(rows.rows)
    model.col_cost_, model.offset_ = np.array(rows.cost, float), float(rows.constant)
    model.col_lower_, model.col_upper_ = np.zeros(len(rows.most)), np.array(rows.most, float)
    model.row_lower_ = np.array([row[2] for row in rows.rows], float)
    model.row_upper_ = np.array([row[3] for row in rows.rows], float)
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = np.cumsum([0, *(len(row[0]) for row in rows.rows)])
    model.a_matrix_.index_ = np.array([v for row in rows.rows for v in row[0]], np.int32)
    model.a_matrix_.value_ = np.array([c for row in rows.rows for c in row[1]], float)
    model.integrality_ = [highspy.HighsVarType.kInteger] * len(rows.most)
    return model


def main() -> None:
    """Solve one instance."""
    problem = read_benchmark(sys.argv[1])
    if not isinstance(problem, Curtois):
        sys.exit("a Curtois .txt, please")
    rows = linear(problem)
    solver = highspy.Highs()
    for option, value in (
        ("output_flag", False),
        ("time_limit", float(sys.argv[2])),
        ("random_seed", int(sys.argv[3])),
        ("threads", THREADS),
        ("mip_rel_gap", 0.0),
        ("mip_abs_gap", 0.5),  # costs are whole numbers
    ):
        solver.setOptionValue(option, value)
    solver.passModel(model_of(rows))
    solver.run()
    info = solver.getInfo()
    if info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible:
        lines = rows.roster(problem, list(solver.getSolution().col_value))
        text = roster_text(problem, lines, score(problem, lines))
        Path(sys.argv[4]).write_text(text, encoding="utf-8")
    bound = info.mip_dual_bound
    print(json.dumps({"bound": max(0, ceil(bound - 1e-6)) if np.isfinite(bound) else 0}))


if __name__ == "__main__":
    main()
