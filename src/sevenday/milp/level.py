"""One objective of an answer: its cost and its bound; and several, in order, as one number."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Level:
    """One objective, optimised with those before it fixed.

    Parameters
    ----------
    name
        The objective.
    cost
        What the answer costs on it.
    bound
        No answer with the earlier levels as they are costs less.
    most
        The most that it can ever cost; 0 where the levels are not weighed into one number.
    says
        Its parts in words.
    """

    name: str
    cost: int
    bound: int
    most: int = 0
    says: tuple[str, ...] = ()

    @property
    def gap(self) -> float:
        """(cost - bound) / max(1, cost)."""
        return (self.cost - self.bound) / max(1, self.cost)


def weighed(levels: Sequence[Level]) -> dict[str, Any]:
    """`cost`, `bound`, `gap` and `levels` as FORMS.md has them.

    The levels are weighed so that one unit of a level exceeds all that is possible below it.
    """
    cost = bound = 0
    for level in levels:
        room = level.most + 1
        cost, bound = cost * room + level.cost, bound * room + level.bound
    return {
        "cost": cost,
        "bound": bound,
        "gap": round((cost - bound) / max(1, cost), 6),
        "levels": [
            {
                "name": level.name,
                "cost": level.cost,
                "bound": level.bound,
                "gap": round(level.gap, 6),
                "says": list(level.says),
            }
            for level in levels
        ],
    }
