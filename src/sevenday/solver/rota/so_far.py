"""How far a build has come, in what a person counts: places by rank, requests, the best possible.

The least number of places short is counted before the search: a place stays short where fewer
doctors are there that day than it needs.
"""

from dataclasses import dataclass

from sevenday.solver.engine.problem import Ints
from sevenday.solver.plan.plan import Plan


@dataclass(frozen=True, slots=True)
class SoFar:
    """What the best rota so far leaves open.

    Attributes
    ----------
    seconds
        Since the build began.
    short
        Places short of their least, by rank.
    below_ideal
        More places below their ideal.
    refused
        Days asked for that are refused.
    away
        Places short beyond those that any rota leaves short: so far from the best at most.
    """

    seconds: float
    short: dict[int, int]
    below_ideal: int
    refused: int
    away: int

    def __str__(self) -> str:
        """One line for a person to read."""
        if self.short:
            ranks = ", ".join(f"rank {rank}: {many}" for rank, many in sorted(self.short.items()))
            places = f"places unfilled {ranks}; at most {self.away} from the best"
        else:
            places = "every place filled"
        ideal = f", {self.below_ideal} below ideal" if self.below_ideal else ""
        return f"{self.seconds:6.1f} s  {places}{ideal}; {self.refused} requests refused"


def so_far(plan: Plan, symbols: Ints, seconds: float) -> SoFar:
    """How far a roster (R, D) has come."""
    there = plan.problem.cover(symbols)
    short: dict[int, int] = {}
    ideal = least = 0
    for place in plan.cover_lines:
        many = int(there[place.line])
        if missing := max(0, place.need.min - many):
            short[place.need.rank] = short.get(place.need.rank, 0) + missing
            least += max(0, place.need.min - _could(plan, place.line))
        ideal += max(0, place.need.ideal - max(many, place.need.min))
    refused = sum(
        int(symbols[wish.row, wish.day]) not in wish.symbols for wish in plan.requests.days
    )
    return SoFar(seconds, short, ideal, refused, sum(short.values()) - least)


def _could(plan: Plan, line: int) -> int:
    """How many doctors there are who could be on a cover line, each by themselves."""
    problem = plan.problem
    cells = (problem.lines == line).any(3)  # (Q, D, C)
    return int((cells[problem.team] & problem.allowed).any((1, 2)).sum())
