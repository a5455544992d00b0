"""A linear model over whole-number variables: what every MILP solver here is given."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from math import gcd
from typing import NamedTuple

Term = tuple[int, float]
"""A variable and its coefficient."""
Name = tuple[int, ...]
"""What a variable stands for, in whatever numbers its model counts."""


class LinearRow(NamedTuple):
    """`low` <= sum of coefficient x variable <= `high`."""

    terms: list[Term]
    low: float
    high: float


@dataclass(slots=True)
class MilpModel:
    """Minimise `constant` + `cost` x variables, subject to rows and bounds.

    Variables are whole numbers, numbered from 0. Rows are kept flat, as a solver takes them: row r
    has the variables and coefficients from `starts[r]` up to `starts[r + 1]`.

    Parameters
    ----------
    lower, upper
        Bounds of each variable.
    cost
        What one unit of each variable costs.
    constant
        What is added to the cost of every solution.
    names
        The variable of each name that was given to `variable`.
    """

    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    cost: list[float] = field(default_factory=list)
    constant: float = 0
    names: dict[Name, int] = field(default_factory=dict)
    starts: list[int] = field(default_factory=lambda: [0])
    variables: list[int] = field(default_factory=list)
    coefficients: list[float] = field(default_factory=list)
    row_lower: list[float] = field(default_factory=list)
    row_upper: list[float] = field(default_factory=list)

    def variable(self, upper: float = 1, cost: float = 0, name: Name | None = None) -> int:
        """Add a variable from 0 to `upper`. Returns its number."""
        number = len(self.upper)
        self.lower.append(0)
        self.upper.append(upper)
        self.cost.append(cost)
        if name is not None:
            self.names[name] = number
        return number

    def binaries(self, many: int) -> range:
        """Add so many variables of 0 or 1. Returns their numbers."""
        first = len(self.upper)
        for _ in range(many):
            self.variable()
        return range(first, first + many)

    def bound(self, variable: int, lower: float, upper: float) -> None:
        """Change the bounds of a variable."""
        self.lower[variable], self.upper[variable] = lower, upper

    def row(self, terms: Iterable[Term], low: float, high: float) -> None:
        """Add a row. Coefficients of a variable that comes more than once are added up.

        A row without terms that nothing can break is left out.
        """
        total: dict[int, float] = {}
        for variable, coefficient in terms:
            total[variable] = total.get(variable, 0) + coefficient
        if not total and low <= 0 <= high:
            return
        self.variables += total
        self.coefficients += total.values()
        self.starts.append(len(self.variables))
        self.row_lower.append(low)
        self.row_upper.append(high)

    def minimise(self, terms: Iterable[Term], constant: float = 0) -> None:
        """Replace what is minimised."""
        self.cost, self.constant = [0] * len(self.upper), constant
        for variable, coefficient in terms:
            self.cost[variable] += coefficient

    def rows(self) -> Iterator[LinearRow]:
        """Every row."""
        for r, (low, high) in enumerate(zip(self.row_lower, self.row_upper, strict=True)):
            here = slice(self.starts[r], self.starts[r + 1])
            terms = zip(self.variables[here], self.coefficients[here], strict=True)
            yield LinearRow(list(terms), low, high)

    def cost_step(self) -> int:
        """What all costs but `constant` are whole multiples of; 0 where one is no whole number."""
        if any(cost != int(cost) for cost in (*self.cost, self.constant)):
            return 0
        return max(1, gcd(*(int(cost) for cost in self.cost)))
