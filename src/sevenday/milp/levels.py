"""One objective of an answer: its cost and its bound; and several, in order, as one number."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import inf
from time import monotonic
from typing import Any, NamedTuple

from sevenday.milp.fixing import fix_by_cost
from sevenday.milp.highs import MilpParams, solve
from sevenday.milp.model import LinearRow, MilpModel, Term


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


class Objective(NamedTuple):
    """One level to be minimised: `terms` over whole numbers plus `constant`, never below 0."""

    name: str
    terms: Sequence[Term]
    constant: int = 0


def solve_levels(
    model: MilpModel,
    objectives: Sequence[Objective],
    seconds: float,
    start: Sequence[float],
    broken: Callable[[Sequence[float]], Sequence[LinearRow]] | None = None,
) -> tuple[list[int], list[Level]]:
    """Minimise objectives in order, each with the cost of those before it fixed.

    Known as lexicographic or preemptive goal programming. Where time runs out on an objective, its
    best so far is fixed and its bound says how far off it may be.

    Parameters
    ----------
    model
        The rows, to which a row is added for each objective; what none can move is fixed.
    objectives
        The most important first.
    seconds
        For all of them together: what one leaves over is the next ones'.
    start
        Values of a solution, to begin from.
    broken
        Rows that a solution breaks and that are too many to be there from the first. They are
        added, and the level is solved again, until none is broken.

    Returns
    -------
    values, levels
        Of the variables, and of each objective.

    Raises
    ------
    KeyboardInterrupt
        Where Ctrl-C came.
    """
    ends = monotonic() + seconds
    values = [round(value) for value in start]
    levels: list[Level] = []
    for k, objective in enumerate(objectives):
        model.minimise(objective.terms, objective.constant)
        left = max(0.5, (ends - monotonic()) / (len(objectives) - k) * 2)
        found = solve(model, MilpParams(seconds=left), values)
        while broken and found.values is not None and (rows := broken(found.values)):
            for row in rows:
                model.row(*row)
            found = solve(model, MilpParams(seconds=max(0.5, ends - monotonic())), values)
            if monotonic() > ends and found.values is not None and broken(found.values):
                found = replace(found, values=None, optimal=False)  # what was before stands
        if found.interrupted:
            raise KeyboardInterrupt
        if found.values is not None:
            values = [round(value) for value in found.values]
        cost = round(sum(value * values[v] for v, value in objective.terms)) + objective.constant
        levels.append(Level(objective.name, cost, int(min(cost, max(0, found.bound)))))
        if k + 1 < len(objectives) and found.optimal:
            fix_by_cost(model, cost)
        model.row(objective.terms, -inf, cost - objective.constant + 0.25)
    return values, levels
