"""A queue whose arrivals and servers change over time, solved and not simulated.

Three ways: Kolmogorov's equations by the matrix exponential, exact, for a number present that is
small enough to list; a fluid, for large and overloaded queues; and the fluid with its random
spread (a diffusion closed by a normal distribution), which is near the exact answer where the fluid
is too low. Sources: Kolmogorov 1931; Jensen 1953 (uniformisation); Mandelbaum, Massey and Reiman
1998 (fluid and diffusion); Massey and Pender 2013 (closure by a normal distribution).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, erf, exp, pi, sqrt

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
NEGLIGIBLE = 1e-13
"""Chance that is left out of a sum."""


@dataclass(frozen=True, slots=True)
class TimedLine:
    """Arrivals and servers that are constant within each step and change between steps.

    Where servers go, those whom they served wait again (preempt-resume).

    Parameters
    ----------
    arrivals
        (steps,) Arrivals an hour.
    servers
        (steps,) How many serve.
    service
        What each server completes, an hour.
    leaving
        What share of those who wait leave, an hour.
    hours
        Length of a step.
    """

    arrivals: Sequence[float]
    servers: Sequence[float]
    service: float
    leaving: float = 0.0
    hours: float = 1.0


@dataclass(frozen=True, slots=True)
class NumbersByStep:
    """What is found at the end of each step, servers counted as before the next change.

    `inside` and `waiting`: (steps,) means. `delayed`: (steps,) the chance that somebody who comes
    waits. `last`: the chance of each number present at the end; () of a fluid.
    """

    inside: Floats
    waiting: Floats
    delayed: Floats
    last: Floats


def exact(line: TimedLine, start: Floats, most: int) -> NumbersByStep:
    """Solve Kolmogorov's equations.

    Parameters
    ----------
    line
        Arrivals and servers by step.
    start
        The chance of each number present at the start.
    most
        The greatest number present that is listed; arrivals above it are lost, so that a mean is
        too low by what is above it.

    Returns
    -------
    NumbersByStep
        With errors below 1e-9 but for what `most` cuts off.
    """
    numbers = np.arange(most + 1)
    chances = np.zeros(most + 1)
    chances[: min(len(start), most + 1)] = start[: most + 1]
    means = np.zeros((3, len(line.arrivals)))
    for step, (rate, servers) in enumerate(zip(line.arrivals, line.servers, strict=True)):
        busy = np.minimum(numbers, servers)
        over = numbers - busy
        out = busy * line.service + over * line.leaving
        chances = _exponential(rate, out, line.hours, chances)
        means[:, step] = numbers @ chances, over @ chances, (numbers >= servers) @ chances
    return NumbersByStep(means[0], means[1], means[2], chances)


def _exponential(rate: float, out: Floats, hours: float, chances: Floats) -> Floats:
    """chances x exp(generator x hours) of a birth and death chain, by uniformisation.

    Its terms are a Poisson number of jumps of a chain in discrete time, all of them positive: no
    digits are lost.
    """
    fastest = rate + float(out.max())
    parts = max(1, ceil(fastest * hours / 300))  # so that exp of it is a number
    jumps = fastest * hours / parts
    up = np.full(len(chances) - 1, rate / fastest)
    down = out[1:] / fastest
    stay = 1 - np.append(up, 0.0) - np.insert(down, 0, 0.0)
    for _ in range(parts):
        weight, k, term = exp(-jumps), 0, chances
        total = weight * term
        left = 1 - weight
        while left > NEGLIGIBLE and k < 20 * jumps + 50:
            moved = stay * term
            moved[1:] += up * term[:-1]
            moved[:-1] += down * term[1:]
            term, k = moved, k + 1
            weight *= jumps / k
            left -= weight
            total = total + weight * term
        chances = total / total.sum()
    return chances


def fluid(line: TimedLine, start: float, parts: int = 200) -> NumbersByStep:
    """The number present as a fluid: what flows in, less what servers and leavers take out.

    Parameters
    ----------
    line
        Arrivals and servers by step.
    start
        The number present at the start.
    parts
        Parts of a step of the equation's solution (Heun's rule).
    """
    return _solve(line, np.array([start, 0.0]), parts, spread=False)


def diffusion(line: TimedLine, start: float, variance: float, parts: int = 200) -> NumbersByStep:
    """The fluid with its random spread: mean and variance, closed by a normal distribution."""
    return _solve(line, np.array([start, variance]), parts, spread=True)


def _solve(line: TimedLine, state: Floats, parts: int, spread: bool) -> NumbersByStep:
    size = line.hours / parts
    means = np.zeros((3, len(line.arrivals)))
    for step, (rate, servers) in enumerate(zip(line.arrivals, line.servers, strict=True)):
        for _ in range(parts):
            first = _slope(line, rate, servers, state, spread)
            second = _slope(line, rate, servers, state + size * first, spread)
            state = np.maximum(state + size / 2 * (first + second), 0.0)
        over, sure = _above(state[0], state[1], servers)
        means[:, step] = state[0], over, sure
    return NumbersByStep(means[0], means[1], means[2], np.zeros(0))


def _slope(line: TimedLine, rate: float, servers: float, state: Floats, spread: bool) -> Floats:
    """How fast the mean and the variance change."""
    mean, variance = float(state[0]), float(state[1])
    over, sure = _above(mean, variance, servers)
    out = (mean - over) * line.service + over * line.leaving
    if not spread:
        return np.array([rate - out, 0.0])
    # Stein's lemma: the covariance of a normal N with min(N, c) is its variance x P(N < c)
    returning = line.service * (1 - sure) + line.leaving * sure
    return np.array([rate - out, rate + out - 2 * variance * returning])


def _above(mean: float, variance: float, servers: float) -> tuple[float, float]:
    """How many are above the servers on average, and the chance that any are."""
    if variance <= 0:
        return max(0.0, mean - servers), float(mean >= servers)
    deviation = sqrt(variance)
    z = (mean - servers) / deviation
    sure = (1 + erf(z / sqrt(2))) / 2
    return deviation * exp(-z * z / 2) / sqrt(2 * pi) + (mean - servers) * sure, sure
