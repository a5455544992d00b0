"""Variables that no solution as cheap as the best can move: levels below need not look at them.

Where the relaxation says that moving a variable off its bound costs more than there is between the
relaxation and the best, it stays there. Known as reduced cost fixing.
"""

import numpy as np

from sevenday.milp.highs import highs_model, is_solved, quiet_highs
from sevenday.milp.model import MilpModel

SURE = 1e-5
"""A reduced cost is a float: what is within this of the difference, or this part of it, is not."""


def fix_by_cost(model: MilpModel, cost: float) -> None:
    """Fix what no solution of a cost or less moves, by the model's own costs.

    Parameters
    ----------
    model
        Whose bounds are narrowed.
    cost
        Of the best solution.
    """
    solver = quiet_highs(threads=1)
    relaxed = highs_model(model)
    relaxed.integrality_ = []
    solver.passModel(relaxed)
    solver.run()
    if not is_solved(solver):
        return
    room = cost - solver.getInfo().objective_function_value
    room += SURE * max(1.0, abs(cost))
    reduced = np.array(solver.getSolution().col_dual)
    lower, upper = np.array(model.lower), np.array(model.upper)
    for variable in np.flatnonzero((reduced > room) & (lower < upper)).tolist():
        model.bound(variable, model.lower[variable], model.lower[variable])
    for variable in np.flatnonzero((-reduced > room) & (lower < upper)).tolist():
        model.bound(variable, model.upper[variable], model.upper[variable])
