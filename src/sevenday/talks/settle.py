"""The deals that both sides could accept, and the points that bargaining theory names among them.

The table's deals are a grid; a point is sharpened on ever finer grids about the best found, which
is exact where likings do not bend upwards. Nobody is told to concede: the same answers stand for
both. Source: walkouts.md 7.2.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from sevenday.talks.sides import CLOSE, Floats, Side, Table, Term

STEPS = 41
"""Values of a term without steps of its own on the first grid."""
MOST = 4_000_000
"""Deals of the first grid at most: with many terms it is coarser."""
ZOOMS = 24
SHOWN = 40


@dataclass(frozen=True, slots=True)
class Deal:
    """A deal: the value of each term, and what it is worth to each side."""

    values: dict[str, float]
    utilities: tuple[float, float]

    def to_json(self) -> dict[str, Any]:
        """As plain values."""
        return {"values": self.values, "utilities": list(self.utilities)}


@dataclass(frozen=True, slots=True)
class Move:
    """The smallest move of one side alone, with the other standing still: to which deal it leads.

    `from_best`: how much less that deal is worth to the side than its best on every term;
    `gives_up`: how much less than what it has without a deal, 0 where there is a deal for both.
    """

    side: str
    from_best: float
    gives_up: float
    deal: Deal


@dataclass(frozen=True, slots=True)
class Settlement:
    """What could be settled. `zone`: the share of deals that both prefer to none.

    `nash`, `asymmetric`, `kalai_smorodinsky` are None where no deal is in the zone; then
    `emptied_by` names the terms any one of which, settled to both sides' content, would open it.
    `moves`: the smallest of each side alone.
    """

    table: Table
    zone: float
    frontier: tuple[Deal, ...]
    nash: Deal | None
    asymmetric: Deal | None
    kalai_smorodinsky: Deal | None
    emptied_by: tuple[str, ...]
    moves: tuple[Move, ...]

    def summary(self) -> str:
        """The settlement in a few lines of text."""
        names = [side.name for side in self.table.sides]
        if self.nash is None:
            by = (
                f" {' or '.join(self.emptied_by)} empties the zone: settled to both sides' "
                "content, it would leave deals that both prefer to none."
                if self.emptied_by
                else " No one term empties the zone: settling any single one leaves it empty."
            )
            return "\n".join([f"No deal is better than none for both.{by}", *self._moved()])
        points = (("Nash", self.nash), ("asymmetric Nash", self.asymmetric),
                  ("Kalai-Smorodinsky", self.kalai_smorodinsky))  # fmt: skip
        lines = [f"{self.zone:.1%} of the deals on the table are better than none for both."]
        for name, deal in points:
            assert deal is not None
            values = ", ".join(f"{id} {value:.4g}" for id, value in deal.values.items())
            worth = ", ".join(f"{n} {u:.4f}" for n, u in zip(names, deal.utilities, strict=True))
            lines.append(f"  {name}: {values}: worth {worth}")
        return "\n".join([*lines, *self._moved()])

    def _moved(self) -> list[str]:
        """The smallest move of each side that makes a deal while the other stands still."""
        lines = []
        for move in self.moves:
            values = ", ".join(f"{id} {value:.4g}" for id, value in move.deal.values.items())
            short = f", {move.gives_up:.4f} under what it has without a deal" * (move.gives_up > 0)
            lines.append(
                f"  smallest move of {move.side} alone that makes a deal: {values}: "
                f"{move.from_best:.4f} from its best{short}"
            )
        return lines

    def document(self) -> dict[str, Any]:
        """As `talks settle --format json` prints it."""
        points = {
            name: deal.to_json() if deal else None
            for name, deal in (
                ("nash", self.nash),
                ("asymmetric_nash", self.asymmetric),
                ("kalai_smorodinsky", self.kalai_smorodinsky),
            )
        }
        return {
            "sides": [
                {"name": s.name, "reservation": s.reservation, "power": s.power,
                 "weights": s.weights, "best": s.best} for s in self.table.sides
            ],
            "zone": self.zone,
            "frontier": [deal.to_json() for deal in self.frontier],
            **points,
            "emptied_by": list(self.emptied_by),
            "moves": [
                {"side": m.side, "from_best": m.from_best, "gives_up": m.gives_up,
                 "deal": m.deal.to_json()}
                for m in self.moves
            ],
        }  # fmt: skip

    def to_json(self) -> str:
        """The same as text."""
        return json.dumps(self.document(), ensure_ascii=False, indent=1)


def settle(table: Table) -> Settlement:
    """The zone, the frontier and the points of a table (read it with `read_sides`)."""
    grids = [_first(term, len(table.terms)) for term in table.terms]
    first, second = table.sides
    one, two = (_utilities(table, side, grids) for side in table.sides)
    both = (one >= first.reservation - CLOSE) & (two >= second.reservation - CLOSE)
    zone = float(both.mean())
    frontier = _frontier(table, grids, one, two)
    moves = _moves(table, grids)
    # the zone may be thinner than the grid: what one side can have tells
    if moves[0].gives_up > CLOSE:
        return Settlement(table, 0.0, frontier, None, None, None, _emptied_by(table), moves)
    power = first.power / (first.power + second.power)
    best = moves[0].deal.utilities[0], moves[1].deal.utilities[1]
    nash, asymmetric, level = (
        _sharpest(table, grids, score)
        for score in (_product(table, 0.5), _product(table, power), _level(table, best))
    )
    return Settlement(table, zone, frontier, nash, asymmetric, level, (), moves)


Score = Callable[[Floats, Floats], Floats]


def _product(table: Table, power: float) -> Score:
    """The Nash product of both gains; with powers, the asymmetric one. Off the zone, how far."""
    first, second = table.sides

    def score(one: Floats, two: Floats) -> Floats:
        gains = one - first.reservation, two - second.reservation
        there = [np.maximum(gain, 0.0) for gain in gains]
        product = there[0] ** (2 * power) * there[1] ** (2 - 2 * power)
        least = np.minimum(*gains)
        whole: Floats = np.where(least >= -CLOSE, product, least)
        return whole

    return score


def _level(table: Table, best: tuple[float, float]) -> Score:
    """Kalai and Smorodinsky: the least share of what each could gain at best, made greatest."""
    first, second = table.sides

    def score(one: Floats, two: Floats) -> Floats:
        shares = [
            (utility - side.reservation) / max(most - side.reservation, CLOSE)
            for utility, side, most in ((one, first, best[0]), (two, second, best[1]))
        ]
        # ties by the sum, so that nothing is left on the table
        least: Floats = np.minimum(*shares) + 1e-7 * (shares[0] + shares[1])
        return least

    return score


def _first(term: Term, terms: int) -> Floats:
    """The first grid of a term."""
    if term.values:
        return np.array(sorted(term.values))
    steps = max(5, min(STEPS, int(MOST ** (1 / terms))))
    return np.linspace(term.low, term.high, steps)


def _utilities(table: Table, side: Side, grids: list[Floats]) -> Floats:
    """What every deal of some grids is worth to a side, one axis a term."""
    total: Floats = np.zeros([1] * len(grids))
    for axis, (term, grid) in enumerate(zip(table.terms, grids, strict=True)):
        shape = [1] * len(grids)
        shape[axis] = len(grid)
        total = total + side.worth(term, grid).reshape(shape)
    return total


def _sharpest(table: Table, grids: list[Floats], score: Score) -> Deal:
    """The best deal by a score, on ever finer grids about the best of the one before."""
    best = grids
    for _ in range(ZOOMS):
        one, two = (_utilities(table, side, best) for side in table.sides)
        at = np.unravel_index(int(np.argmax(score(one, two))), one.shape)
        best = [
            _finer(term, grid, int(k)) for term, grid, k in zip(table.terms, best, at, strict=True)
        ]
    one, two = (_utilities(table, side, best) for side in table.sides)
    at = np.unravel_index(int(np.argmax(score(one, two))), one.shape)
    return _deal(table, [float(grid[k]) for grid, k in zip(best, at, strict=True)])


def _finer(term: Term, grid: Floats, k: int) -> Floats:
    """A grid about one value of a grid, to its neighbours; a term with steps stays at its step."""
    if term.values:
        return grid
    low, middle, high = grid[max(0, k - 1)], grid[k], grid[min(len(grid) - 1, k + 1)]
    left = np.linspace(low, middle, 5)[:-1] if low < middle else np.array([])
    right = np.linspace(middle, high, 5)[1:] if middle < high else np.array([])
    return np.concatenate([left, [middle], right])


def _deal(table: Table, values: list[float]) -> Deal:
    grids = [np.array([value]) for value in values]
    one, two = (float(_utilities(table, side, grids).item()) for side in table.sides)
    named = {term.id: round(v, 9) for term, v in zip(table.terms, values, strict=True)}
    return Deal(named, (round(one, 9), round(two, 9)))


def _moves(table: Table, grids: list[Floats]) -> tuple[Move, ...]:
    """The best deal of each side that the other prefers to none, and how far from its best."""
    first, second = table.sides

    def short(mine: int, limit: float) -> Score:
        def score(one: Floats, two: Floats) -> Floats:
            own, other = (one, two) if mine == 0 else (two, one)
            found: Floats = np.where(other >= limit - CLOSE, own, other - limit - 1.0)
            return found

        return score

    found = []
    for mine, side, other in ((0, first, second), (1, second, first)):
        deal = _sharpest(table, grids, short(mine, other.reservation))
        gives_up = max(0.0, side.reservation - deal.utilities[mine])
        from_best = max(0.0, side.most(table.terms) - deal.utilities[mine])
        found.append(Move(side.name, round(from_best, 9), round(gives_up, 9), deal))
    return tuple(found)


def _emptied_by(table: Table) -> tuple[str, ...]:
    """The terms any one of which, worth its best to both, would open the zone."""
    found = []
    for term in table.terms:
        sides = tuple(
            Side(s.name, s.reservation - s.weights[term.id], s.power,
                 {**s.weights, term.id: 0.0}, s.best, s.bends)
            for s in table.sides
        )  # fmt: skip
        rest = Table(table.terms, (sides[0], sides[1]))
        grids = [_first(each, len(table.terms)) for each in table.terms]
        if _moves(rest, grids)[0].gives_up <= CLOSE:
            found.append(term.id)
    return tuple(found)


def _frontier(table: Table, grids: list[Floats], one: Floats, two: Floats) -> tuple[Deal, ...]:
    """Deals of the grid that nobody can better for one side without loss to the other."""
    flat_one, flat_two = one.reshape(-1), two.reshape(-1)
    order = np.lexsort((-flat_two, -flat_one))
    best = -np.inf
    kept = []
    for k in order.tolist():
        if flat_two[k] > best + CLOSE:
            best = flat_two[k]
            kept.append(k)
    step = max(1, len(kept) // SHOWN)
    chosen = dict.fromkeys([*kept[::step], *kept[-1:]])
    deals = []
    for k in chosen:
        at = np.unravel_index(k, one.shape)
        deals.append(_deal(table, [float(grid[j]) for grid, j in zip(grids, at, strict=True)]))
    return tuple(deals)
