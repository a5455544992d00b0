"""Demands on a model that cannot all be met, none of which could be left out.

A demand forbids some variables. The linear relaxation proves quickly that some cannot be met
together (Farkas's lemma names them), and one after another is left out. What is left is then tried
in whole numbers. Source: Chinneck, "Feasibility and Infeasibility in Optimization" (2008), the
deletion filter.
"""

from collections.abc import Sequence
from time import monotonic
from typing import Any, NamedTuple

import numpy as np

from sevenday.milp.highs import MilpParams, highs_model, is_infeasible, quiet_highs, solve
from sevenday.milp.model import MilpModel

ZERO = 1e-7


class ModelDemand(NamedTuple):
    """`forbids`: variables that are 0 where it is met. `serves`: those that only it needs."""

    forbids: Sequence[int]
    serves: Sequence[int]


def irreducible_conflict(
    model: MilpModel, demands: Sequence[ModelDemand], seconds: float
) -> tuple[int, ...] | None:
    """Demands that cannot all be met, though without any one of them the others can.

    Parameters
    ----------
    model
        Its rows; what it costs plays no part. Its bounds are as they were afterwards.
    demands
        What is asked of it.
    seconds
        For all of it.

    Returns
    -------
    tuple or None
        By place in `demands`; empty where all can be met, None where the time was up first.
    """
    search = _DeletionFilter(model, demands, monotonic() + seconds)
    wanted = list(range(len(demands)))
    if search.relaxed.cannot_meet(wanted):
        wanted = search.relaxed.proof(wanted)
        wanted = search.without_each(wanted, search.relaxed.cannot_meet)
    elif not search.cannot_meet(wanted):
        return None if search.is_late else ()
    wanted = search.without_each(wanted, search.cannot_meet)
    return None if search.is_late else tuple(wanted)


class _DeletionFilter:
    """Leaves out one demand after another until the time is up."""

    def __init__(self, model: MilpModel, demands: Sequence[ModelDemand], ends: float) -> None:
        self.model, self.demands, self.ends = model, demands, ends
        self.relaxed = _Relaxation(model, demands)
        self.is_late = False

    def without_each(self, wanted: list[int], cannot_meet: Any) -> list[int]:
        """Those that are left when each that is not needed for the conflict is left out."""
        for one in list(wanted):
            if monotonic() > self.ends:
                self.is_late = True
                break
            rest = [other for other in wanted if other != one]
            if cannot_meet(rest):
                wanted = rest
        return wanted

    def cannot_meet(self, wanted: Sequence[int]) -> bool:
        """Whether it is proved in whole numbers that some demands cannot all be met."""
        bounds = self.model.upper
        self.model.upper = _bounds(self.model, self.demands, wanted)
        self.model.minimise(())
        found = solve(
            self.model, MilpParams(max(0.1, self.ends - monotonic()), interruptible=False)
        )
        self.model.upper = bounds
        self.is_late |= found.values is None and not found.infeasible
        return found.infeasible


def _bounds(model: MilpModel, demands: Sequence[ModelDemand], wanted: Sequence[int]) -> list[float]:
    """The upper bounds where some demands are met, and nothing is done for the others."""
    upper, met = list(model.upper), set(wanted)
    for k, demand in enumerate(demands):
        for variable in demand.forbids if k in met else demand.serves:
            upper[variable] = 0
    return upper


class _Relaxation:
    """The same without whole numbers: each try starts from the last."""

    def __init__(self, model: MilpModel, demands: Sequence[ModelDemand]) -> None:
        self.model, self.demands = model, demands
        model.minimise(())
        self.solver = quiet_highs(presolve="off", threads=1)
        lp = highs_model(model)
        lp.integrality_ = []
        self.solver.passModel(lp)

    def cannot_meet(self, wanted: Sequence[int]) -> bool:
        """Whether it is proved that some demands cannot all be met."""
        upper = np.array(_bounds(self.model, self.demands, wanted), float)
        n = len(upper)
        self.solver.changeColsBounds(n, np.arange(n, dtype=np.int32), np.zeros(n), upper)
        self.solver.run()
        return is_infeasible(self.solver)

    def proof(self, wanted: list[int]) -> list[int]:
        """Those of the demands last tried that the proof speaks of; all where it names none."""
        _, there, ray = self.solver.getDualRay()
        if not there:
            return wanted
        weights = np.zeros(len(self.model.upper))
        rows = np.repeat(np.arange(len(self.model.row_lower)), np.diff(self.model.starts))
        values = np.array(self.model.coefficients, float) * np.array(ray)[rows]
        np.add.at(weights, np.array(self.model.variables, np.int64), values)
        spoken = [
            k for k in wanted if np.any(np.abs(weights[list(self.demands[k].forbids)]) > ZERO)
        ]
        return spoken if self.cannot_meet(spoken) else wanted
