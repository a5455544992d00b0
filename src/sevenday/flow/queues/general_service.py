"""Waits where service times are not exponential.

Sources: Pollaczek and Khinchine (M/G/1); Crommelin 1932 (M/D/c); Allen 1990 and Cunneen (G/G/c).
"""

from math import inf

import numpy as np

from sevenday.flow.queues.erlang import WaitingLine


def wait_mg1(arrivals: float, mean: float, cv2: float) -> float:
    """Mean wait for one server; `cv2` is the squared coefficient of variation of service."""
    busy = arrivals * mean
    return busy * mean * (1 + cv2) / (2 * (1 - busy)) if busy < 1 else inf


def wait_ggc(line: WaitingLine, arrivals_cv2: float, service_cv2: float) -> float:
    """Mean wait for several servers, as Allen and Cunneen approximate it."""
    return line.wait * (arrivals_cv2 + service_cv2) / 2


def wait_mdc(arrivals: float, mean: float, servers: int) -> float:
    """Mean wait for several servers whose services all take the same time, exactly.

    The number present a service time later is what is left over plus what arrived: its generating
    function has `servers - 1` zeros inside the unit disk, found by fixed-point iteration, and
    Little's law turns the mean number into a wait.
    """
    offered = arrivals * mean
    if offered >= servers:
        return inf
    turns = np.exp(2j * np.pi * np.arange(1, servers) / servers)
    zeros = np.zeros(servers - 1, dtype=complex)
    for _ in range(100_000):
        moved = turns * np.exp(offered / servers * (zeros - 1))
        done = np.max(np.abs(moved - zeros), initial=0.0) < 1e-15
        zeros = moved
        if done:
            break
    spare = servers - offered
    # the mean of the number present: Q'(1) of the generating function
    present = (servers - (servers - offered) ** 2) / (2 * spare) + float(
        np.sum(1 / (1 - zeros)).real
    )
    return (present - offered) / arrivals
