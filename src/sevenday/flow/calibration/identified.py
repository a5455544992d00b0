"""What observed figures can tell of a model's settings, and which they cannot tell apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np

from sevenday.flow.simulation.inputs import Floats

MOST_ERROR = log(2.0) / 1.96
"""A setting is told where 95 % lie within half and double: the most standard error."""
NEARLY = 0.01
"""A share of the largest slope below which a direction is none."""
BADLY = 0.8
"""A correlation of two fitted settings from which they are badly told apart."""


@dataclass(frozen=True, eq=False, slots=True)
class Identified:
    """Which settings are told.

    Parameters
    ----------
    free
        The settings that the figures tell together, by number, in order.
    silent
        Those with which no figure moves enough.
    instead
        By setting that is not told apart: how the logarithms of the free ones move in place of its
        own, and standard errors by which the figures still differ, a unit of its logarithm.
    correlated
        Pairs of free ones that are badly told apart, with their correlation.
    """

    free: tuple[int, ...]
    silent: tuple[int, ...]
    instead: dict[int, tuple[Floats, float]]
    correlated: tuple[tuple[int, int, float], ...]


def identifiable(slopes: Floats, before: Sequence[int] = (), more: bool = True) -> list[int]:
    """The settings that figures tell, from slopes in standard errors: (figures, settings).

    `before`: those that were told elsewhere; they are kept as long as all of them are told.
    `more`: whether others may come to them, the one that tells most first.
    """
    chosen = _still_identified(slopes, before)
    return _with_others(slopes, chosen) if more else chosen


def identified(slopes: Floats, chosen: Sequence[int]) -> Identified:
    """What is told, and what is not told apart, where some settings are fitted."""
    own = slopes[:, list(chosen)]
    inverse = np.linalg.pinv(own.T @ own) if chosen else np.zeros((0, 0))
    silent, instead = [], {}
    for k in range(slopes.shape[1]):
        if k in chosen:
            continue
        if np.linalg.norm(slopes[:, k]) < 1 / MOST_ERROR:
            silent.append(k)
        else:
            moves = inverse @ own.T @ slopes[:, k]
            rest = float(np.linalg.norm(slopes[:, k] - own @ moves))
            instead[k] = (np.asarray(moves), rest)
    deviation = np.sqrt(np.diag(inverse)) if chosen else np.zeros(0)
    pairs = [
        (chosen[a], chosen[b], float(inverse[a, b] / (deviation[a] * deviation[b])))
        for a in range(len(chosen))
        for b in range(a + 1, len(chosen))
    ]
    return Identified(
        tuple(chosen),
        tuple(silent),
        instead,
        tuple(pair for pair in pairs if abs(pair[2]) >= BADLY),
    )


def _errors(slopes: Floats, chosen: Sequence[int]) -> Floats | None:
    """Standard errors of some settings together; None where they are not told apart at all."""
    own = slopes[:, list(chosen)]
    if len(chosen) > slopes.shape[0]:
        return None
    values = np.linalg.svd(own, compute_uv=False)
    if values[-1] <= NEARLY * values[0]:
        return None
    return np.asarray(np.sqrt(np.diag(np.linalg.inv(own.T @ own))))


def _still_identified(slopes: Floats, before: Sequence[int]) -> list[int]:
    """Those of some settings that are told together: the worst told goes until all are."""
    chosen = list(before)
    while chosen:
        errors = _errors(slopes, chosen)
        if errors is not None and errors.max() <= MOST_ERROR:
            break
        lengths = np.linalg.norm(slopes[:, chosen], axis=0)
        worst = int(np.argmin(lengths) if errors is None else np.argmax(errors))
        del chosen[worst]
    return chosen


def _with_others(slopes: Floats, chosen: list[int]) -> list[int]:
    """Those, and the settings that are told beside them, the one with most news first."""
    found = list(chosen)
    while True:
        best: tuple[float, int] | None = None
        for k in range(slopes.shape[1]):
            errors = None if k in found else _errors(slopes, [*found, k])
            fits = errors is not None and errors.max() <= MOST_ERROR
            if errors is not None and fits and (best is None or errors[-1] < best[0]):
                best = (float(errors[-1]), k)
        if best is None:
            return sorted(found)
        found.append(best[1])
