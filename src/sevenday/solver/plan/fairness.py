"""Fair shares: what no rota does better.

Fair is within one of each other: the most and the least that the doctors of a group have, for a
whole time, history counted in.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, inf

from sevenday.limits.fold import EPSILON

WITHIN = 1.0
"""How far apart two doctors' shares may be and still be fair."""
CLOSE = 1e-9
HUNDREDTHS = 100


def unfair_by(apart: float, weight: float) -> int:
    """Hundredths by which two shares are further apart than is fair, by weight."""
    return round(weight * HUNDREDTHS * max(0.0, apart - WITHIN) - EPSILON)


def even_shares(alone: Sequence[float], wte: Sequence[float], total: float) -> list[float]:
    """The share of each of some groups of a total, for a whole time.

    All alike, but for a group that comes to more by what it has `alone`. `wte`: of each group.
    """
    found, left, part = [0.0] * len(wte), set(range(len(wte))), sum(wte)
    while left:
        each = total / part
        over = {k for k in left if alone[k] > each * wte[k] + CLOSE}
        for k in over or left:
            found[k] = alone[k] / wte[k] if over else each
        left -= over or left
        total -= sum(alone[k] for k in over)
        part -= sum(wte[k] for k in over)
    return found


@dataclass(frozen=True, slots=True)
class FairnessGroup:
    """Doctors who share out one objective, such as nights, and what each could have of it.

    Attributes
    ----------
    name
        The objective.
    rows
        The doctors' rows.
    wte
        Of each row its whole-time equivalent, times the part of the dates that they are here.
    history
        What the history of each row counts already.
    target
        The fair share of each row, history included.
    top
        The most that each row may come to.
    least, most
        What cover needs of this group alone, and the most that it lets the group have.
    sharing
        Groups of an objective with the same number may fill places of one another's.
    """

    name: str
    rows: tuple[int, ...]
    wte: tuple[float, ...]
    history: tuple[int, ...]
    target: tuple[float, ...]
    top: tuple[int, ...]
    least: int
    most: float
    sharing: int

    def spread(self, counts: Sequence[float]) -> float:
        """How far the shares of any two are apart, for a whole time, at counts of the rows."""
        each = self.shares(counts)
        return max(each) - min(each)

    def shares(self, counts: Sequence[float]) -> list[float]:
        """The share of each row, for a whole time, at counts of the rows."""
        return [
            (n + history) / w for n, history, w in zip(counts, self.history, self.wte, strict=True)
        ]

    def least_spread(
        self, short: int = 0, most: float | None = None, within: float = WITHIN
    ) -> float:
        """How far apart the shares are at least, or `within` if that can be had.

        By counting alone: whole numbers that come to the group's total. `short`: places that are
        left empty.
        """
        least, most = max(0, self.least - short), self.most if most is None else most
        values, best = self._values(), inf
        for low in values:
            if sum(self._low(k, low) for k in range(len(self.rows))) > most:
                break
            highs = [low + within, *values[bisect_left(values, low + within) :]]
            at = bisect_left(highs, True, key=lambda high: self._holds(low, high, least))
            if at < len(highs):
                best = min(best, highs[at] - low)
            if at == 0:
                break
        return best

    def _values(self) -> list[float]:
        """Every share, for a whole time, that a row may come to."""
        return sorted(
            {
                round((history + n) / w, 9)
                for history, w, top in zip(self.history, self.wte, self.top, strict=True)
                for n in range(top + 1)
            }
        )

    def _high(self, k: int, high: float) -> int:
        return min(self.top[k], floor(high * self.wte[k] - self.history[k] + CLOSE))

    def _low(self, k: int, low: float) -> int:
        return max(0, ceil(low * self.wte[k] - self.history[k] - CLOSE))

    def _holds(self, low: float, high: float, least: int) -> bool:
        """Whether every row can be between the two, and all together come to the least."""
        total = 0
        for k in range(len(self.rows)):
            most = self._high(k, high)
            if self._low(k, low) > most:
                return False
            total += most
        return total >= least
