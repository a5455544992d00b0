"""Small networks in balance: patients who come back, cubicles that run out, beds that run out.

Each is a Markov chain whose level is a number present and whose phase is a second number, solved
level by level. Sources: Yom-Tov and Mandelbaum 2014 (Erlang-R); Neuts 1981 (chains by levels).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sevenday.flow.queues.erlang import WaitingLine

Floats = npt.NDArray[np.float64]
Blocks = Callable[[int], Floats]
"""For a level the (phases, phases) rates from it."""


@dataclass(frozen=True, slots=True)
class Returning:
    """Patients who see a doctor, go away for results and may come back (Erlang-R).

    `away`: the rate of coming back for those who are away; `returns`: the chance after a visit.
    """

    arrivals: float
    service: float
    returns: float
    away: float
    servers: int

    @property
    def line(self) -> WaitingLine:
        """The doctors' queue, returns included."""
        return WaitingLine(self.arrivals / (1 - self.returns), self.service, self.servers)

    @property
    def wait(self) -> float:
        """Mean wait for each visit."""
        return self.line.wait

    @property
    def needy(self) -> float:
        """How many are with a doctor or wait for one, on average."""
        return self.line.present

    @property
    def outside(self) -> float:
        """How many are away, on average."""
        return self.line.arrivals * self.returns / self.away

    @property
    def stay(self) -> float:
        """Mean time from arrival to the end."""
        return (self.needy + self.outside) / self.arrivals


@dataclass(frozen=True, slots=True)
class CubicleFigures:
    """Cubicles that run out: how long people wait outside, how many do, and the whole stay."""

    wait: float
    delayed: float
    stay: float


@dataclass(frozen=True, slots=True)
class BoardingFigures:
    """Beds that run out: how many wait for a cubicle, how many board, how often anybody does."""

    waiting: float
    boarders: float
    boarding: float
    beds_in_use: float


def with_cubicles(flow: Returning, cubicles: int, most: int = 4000) -> CubicleFigures:
    """Patients who keep a cubicle while they are treated or away; others wait outside in turn.

    `most`: the greatest number present that is listed.
    """
    phases = np.arange(cubicles + 1)  # how many are away

    def rates(level: int) -> tuple[Floats, Floats]:
        inside = min(level, cubicles)
        seen = np.minimum(np.maximum(inside - phases, 0), flow.servers) * flow.service
        return seen, np.where(phases <= inside, phases * flow.away, 0.0)

    def local(level: int) -> Floats:
        seen, back = rates(level)
        return np.diag(seen[:-1] * flow.returns, 1) + np.diag(back[1:], -1)

    def down(level: int) -> Floats:
        return np.diag(rates(level)[0] * (1 - flow.returns))

    def up(level: int) -> Floats:
        return np.eye(cubicles + 1) * flow.arrivals

    chances = _balance(up, local, down, most)
    by_level = chances.sum(axis=1)
    numbers = np.arange(len(by_level))
    outside = float(np.maximum(numbers - cubicles, 0) @ by_level)
    delayed = float(by_level[cubicles:].sum())
    return CubicleFigures(
        outside / flow.arrivals, delayed, float(numbers @ by_level) / flow.arrivals
    )


@dataclass(frozen=True, slots=True)
class Boarding:
    """A department whose admitted patients keep their cubicle until a bed is free."""

    arrivals: float
    cubicles: int
    service: float
    admitted: float
    bed_hours: float
    beds: int

    def figures(self, most: int = 600) -> BoardingFigures:
        """Solve it; `most`: the greatest number not boarding that is listed."""
        phases = np.arange(self.beds + self.cubicles + 1)  # in a bed or waiting for one
        boarders = np.maximum(phases - self.beds, 0)
        free = self.cubicles - boarders

        def treated(level: int) -> Floats:
            busy: Floats = np.minimum(level, free) * self.service
            return busy

        def up(level: int) -> Floats:
            return np.eye(len(phases)) * self.arrivals

        def local(level: int) -> Floats:
            return np.diag(np.minimum(phases, self.beds)[1:] / self.bed_hours, -1)

        def down(level: int) -> Floats:
            out = treated(level)
            return np.diag(out * (1 - self.admitted)) + np.diag(out[:-1] * self.admitted, 1)

        chances = _balance(up, local, down, most)
        by_phase = chances.sum(axis=0)
        numbers = np.arange(len(chances))[:, None]
        return BoardingFigures(
            float((np.maximum(numbers - free, 0) * chances).sum()),
            float(boarders @ by_phase),
            float(by_phase[self.beds + 1 :].sum()),
            float(np.minimum(phases, self.beds) @ by_phase),
        )


def _balance(up: Blocks, local: Blocks, down: Blocks, most: int) -> Floats:
    """(levels, phases) chances in balance of a chain that moves one level at a time.

    From the top down, each level's chances are those of the level below times a matrix.
    """

    def own(level: int, top: bool) -> Floats:
        block = local(level)
        out = block.sum(axis=1) + (down(level).sum(axis=1) if level else 0.0)
        rates: Floats = block - np.diag(out + (0.0 if top else up(level).sum(axis=1)))
        return rates

    factors = []
    below = own(most, True)
    for level in range(most, 0, -1):
        factor = up(level - 1) @ np.linalg.inv(-below)
        factors.append(factor)
        below = own(level - 1, False) + factor @ down(level)
    # the lowest level: a chain of its own, chances up to a factor
    size = len(below)
    equations = np.vstack([below.T, np.ones(size)])
    lowest = np.linalg.lstsq(equations, np.append(np.zeros(size), 1.0), rcond=None)[0]
    rows = [lowest]
    for factor in reversed(factors):
        rows.append(rows[-1] @ factor)
    chances = np.array(rows)
    whole: Floats = chances / chances.sum()
    return whole
