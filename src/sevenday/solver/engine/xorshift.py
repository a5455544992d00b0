"""Random numbers within compiled loops: Marsaglia's xorshift (J. of Statistical Software, 2003).

NumPy's generators cannot be called without the interpreter's lock; this one's state is an array of
one number, so that each thread has its own and a seed gives the same moves.
"""

import numpy as np

from sevenday.kernels import kernel
from sevenday.solver.engine.problem import Ints


def generator_state(rng: np.random.Generator) -> Ints:
    """The state of a generator of its own, drawn from NumPy's."""
    return np.array([rng.integers(1, 2**62)], np.uint64)


@kernel
def draw(rng):
    """A float from 0 up to 1, and the next state of a xorshift generator."""
    x = rng[0]
    x ^= x << np.uint64(13)
    x ^= x >> np.uint64(7)
    x ^= x << np.uint64(17)
    rng[0] = x
    return np.float64(x >> np.uint64(11)) / 9007199254740992.0
