"""Waits by class where the graver are served first.

`arrivals` are by class, the most urgent first; rates and times in one unit. Sources: Cobham 1954
(several servers, equal services), Kleinrock 1976 (one server, unequal services).
"""

from collections.abc import Sequence
from itertools import accumulate, pairwise
from math import inf

from sevenday.flow.queues.erlang import erlang_c


def waits_by_class(arrivals: Sequence[float], service: float, servers: int) -> list[float]:
    """Mean wait of each class where nobody who is being served is interrupted.

    Every class has the same rate of service. A class that the servers cannot clear waits for ever.
    """
    total = sum(arrivals) / service
    residual = erlang_c(servers, total) / (servers * service)
    busy = [0.0, *accumulate(a / (servers * service) for a in arrivals)]
    return [
        residual / ((1 - before) * (1 - here)) if here < 1 else inf
        for before, here in pairwise(busy)
    ]


def stays_interrupted(arrivals: Sequence[float], means: Sequence[float]) -> list[float]:
    """Mean time in the system of each class, one server, the graver interrupts and is resumed.

    Services are exponential with a mean by class.
    """
    found, before, residual = [], 0.0, 0.0
    for rate, mean in zip(arrivals, means, strict=True):
        here = before + rate * mean
        residual += rate * mean * mean
        if here >= 1:
            found.append(inf)
        else:
            found.append(mean / (1 - before) + residual / ((1 - before) * (1 - here)))
        before = here
    return found


def waits_unequal(arrivals: Sequence[float], means: Sequence[float]) -> list[float]:
    """Mean wait of each class, one server, services unequal by class, nobody interrupted."""
    residual = sum(rate * mean * mean for rate, mean in zip(arrivals, means, strict=True))
    busy = [0.0, *accumulate(rate * mean for rate, mean in zip(arrivals, means, strict=True))]
    return [
        residual / ((1 - before) * (1 - here)) if here < 1 else inf
        for before, here in pairwise(busy)
    ]


def wait_in_turn(arrivals: Sequence[float], means: Sequence[float]) -> float:
    """Mean wait of all classes served in the order of arrival by one server."""
    busy = sum(rate * mean for rate, mean in zip(arrivals, means, strict=True))
    residual = sum(rate * mean * mean for rate, mean in zip(arrivals, means, strict=True))
    return residual / (1 - busy) if busy < 1 else inf
