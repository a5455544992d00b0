"""The fewest states of a machine: those that no future tells apart are one."""

import numpy as np

from sevenday.solver.engine.machine import NO_STATE
from sevenday.solver.engine.problem import Ints


def minimise(after: Ints, output: Ints) -> Ints:
    """(S,) the class of each state, those in one class being those that no future tells apart.

    Moore's refinement; classes are numbered as they are met, state 0's first. `after` (S, M): the
    state that each step leads to, NO_STATE for none. `output` (S, K): what else tells states apart.
    """
    _, state = np.unique(output, axis=0, return_inverse=True)
    state = state.ravel()
    many = int(state.max()) + 1
    while True:
        then = np.where(after == NO_STATE, NO_STATE, state[after])
        for column in then.T:  # one number for all that a state leads to
            _, state = np.unique(state * (len(after) + 2) + column + 1, return_inverse=True)
        if int(state.max()) + 1 == many:
            break
        many = int(state.max()) + 1
    _, first, state = np.unique(state, return_index=True, return_inverse=True)
    return np.asarray(np.argsort(np.argsort(first))[state.ravel()])
