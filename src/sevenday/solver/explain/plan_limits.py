"""What a rota is held to beside the contract: hours and counts of its weeks, required patterns.

A rota of a few weeks is a part of its reference period: the checker leaves the average to the rest
of it, and the plan does not. Whoever is kept out of a place by that alone is told so.
"""

import numpy as np

from sevenday.model import Codes
from sevenday.solver.engine.machine import NO_STATE
from sevenday.solver.engine.problem import Bools, Ints
from sevenday.solver.plan.plan import Plan

NAMED = {"weekends": "weekends", "nights": "nights", "duties": "duties"}
"""Counters that have a most, as they are called; others bar what a clock change does."""
BARRED = "held to a pattern or a limit that the rota is made by"


class PlanLimits:
    """Puts lines to the rows of a plan."""

    def __init__(self, plan: Plan) -> None:
        """What each cell code is as a symbol of the plan; a day without duty is symbol 0."""
        self.plan = plan
        self.symbol = np.zeros(len(plan.hospital.cells.texts), np.int64)
        self.symbol[list(plan.codes)] = np.arange(len(plan.codes))

    def __call__(self, rows: list[int], lines: Codes) -> list[tuple[str, ...]]:
        """What keeps each line (n, D) of cell codes from being its row's; nothing where it may."""
        if not rows:
            return []
        problem, who = self.plan.problem, np.array(rows)
        symbols = self.symbol[lines]
        lawful, counts = self._walked(who, symbols)
        days = np.arange(symbols.shape[1])
        lawful &= problem.allowed[who[:, None], days, symbols].all(1)
        spent = problem.arrays.spend[problem.machine[who][:, None], symbols].sum(1)
        over = counts > problem.caps[who]
        names = self.plan.objectives.names
        found = []
        for k, row in enumerate(rows):
            reasons = []
            if spent[k] > problem.most[row]:
                reasons.append(f"over the {problem.most[row] / 60:.4g} hours of these weeks")
            if spent[k] < problem.least[row]:
                reasons.append(f"under the {problem.least[row] / 60:.4g} hours agreed")
            for t in np.flatnonzero(over[k]).tolist():
                if t < len(names) and names[t] in NAMED:
                    reasons.append(
                        f"over the {problem.caps[row, t]} {NAMED[names[t]]} of these weeks"
                    )
                else:
                    lawful[k] = False
            found.append((*reasons, *(() if lawful[k] else (BARRED,))))
        return found

    def _walked(self, rows: Ints, symbols: Ints) -> tuple[Bools, Ints]:
        """(n,) whether the states of each row let a line come; (n, T) what it counts."""
        problem, P = self.plan.problem, self.plan.problem.arrays
        machine, state = problem.machine[rows], problem.start[rows].astype(np.int64)
        lawful = np.ones(len(rows), np.bool_)
        counts = np.zeros((len(rows), P.adds.shape[1]), np.int64)
        for day, (kind, table) in enumerate(zip(problem.kind, problem.table, strict=True)):
            symbol = symbols[:, day]
            counts += P.adds[machine, :, kind, state, symbol]
            after = P.moves[machine, table, state, symbol]
            lawful &= after != NO_STATE
            state = np.maximum(after, 0).astype(np.int64)
        return lawful, counts
