"""Linear rows over whole numbers: what a solver of another maker is given."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class Linear:
    """Whole-number variables from 0 to `most[v]` with a `cost[v]` each, and rows over them.

    A row is (variables, coefficients, least, most). `constant` is added to the cost. `cells` has
    the variable of each person, day and shift that may be worked.
    """

    most: list[int] = field(default_factory=list)
    cost: list[int] = field(default_factory=list)
    rows: list[tuple[list[int], list[int], int, int]] = field(default_factory=list)
    cells: dict[tuple[int, int, int], int] = field(default_factory=dict)
    constant: int = 0

    def variable(self, most: int = 1, cost: int = 0) -> int:
        """A new variable."""
        self.most.append(most)
        self.cost.append(cost)
        return len(self.most) - 1

    def row(self, terms: Sequence[tuple[int, int]], least: int, most: int) -> None:
        """A row over (variable, coefficient) pairs."""
        self.rows.append(([v for v, _ in terms], [c for _, c in terms], least, most))
