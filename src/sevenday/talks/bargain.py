"""A bargain: the terms on the table, and what each of two parties makes of them.

Utilities run from 0, the worst on every term, to 1, the best.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from sevenday.results import Result

Floats = npt.NDArray[np.float64]
CLOSE = 1e-9


@dataclass(frozen=True, slots=True)
class Term:
    """A term on the table: from `low` to `high`, or one of `values` where it has steps."""

    id: str
    says: str
    low: float
    high: float
    values: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Party(Result):
    """A side: by term its weight, the value that it likes best, and how its liking bends.

    `bends`: 1 is straight; under 1 the first step from the worst is worth most (0.5: a square
    root). `reservation`: its utility without a deal. `power`: its share in the asymmetric Nash
    point.
    """

    KEYS: ClassVar[str] = "name reservation power weights best"

    name: str
    reservation: float
    power: float
    weights: dict[str, float]
    best: dict[str, float]
    bends: dict[str, float]

    def worth(self, term: Term, values: Floats) -> Floats:
        """What values of a term are worth to it: 0 at its worst, 1 at its best."""
        worst = term.low if self.best[term.id] > (term.low + term.high) / 2 else term.high
        share = np.abs(values - worst) / abs(self.best[term.id] - worst)
        found: Floats = np.clip(share, 0.0, 1.0) ** self.bends.get(term.id, 1.0)
        return self.weights[term.id] * found

    def most(self, terms: Sequence[Term]) -> float:
        """What the best of all deals is worth to it: under 1 where a term's steps leave it out."""
        ends = ((term, np.array(term.values or (term.low, term.high))) for term in terms)
        return sum(float(self.worth(term, values).max()) for term, values in ends)


@dataclass(frozen=True, slots=True)
class Bargain:
    """The terms on the table and the two sides. `note`: whose numbers they are."""

    terms: tuple[Term, ...]
    sides: tuple[Party, Party]
    note: str = ""

    def worth(self, deals: Floats) -> tuple[Floats, Floats]:
        """(m,) what deals are worth to each side. `deals`: (m, terms) values."""
        one, two = (
            sum((side.worth(term, deals[:, k]) for k, term in enumerate(self.terms)), np.zeros(1))
            for side in self.sides
        )
        return one, two
