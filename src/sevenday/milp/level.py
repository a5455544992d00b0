"""One aim of an answer: what it costs, what nothing costs less than; and many, as one number."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Level:
    """One aim: what the answer costs on it, and what none costs less, those above it as they are.

    `most`: as much as it can ever cost. `says`: each part of it by name.
    """

    name: str
    cost: int
    bound: int
    most: int
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
