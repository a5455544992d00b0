"""The deals that both sides could accept, and the points that bargaining theory names among them.

Each point is on the frontier (`sevenday.talks.frontier`): it is sharpened on ever finer grids about
the best found, which is exact where likings do not bend upwards; where every term has steps, every
deal counts. Neither is asked to concede: the same answers stand for both. Source: walkouts.md 7.2.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from sevenday.results import Result
from sevenday.talks.bargain import CLOSE, Bargain, Floats, Party
from sevenday.talks.frontier import (
    Efficient,
    SettleParams,
    efficient,
    evenly,
    finer,
    first_grids,
)
from sevenday.talks.zone import Zone, zone

DEFAULTS = SettleParams()
ASIDE = 1e-5
"""Part of a span to either side at which a score is looked at, to find its top between."""
SAME = 1e-15
"""Scores that differ by so little are alike: floating-point error."""
EDGE = 1e-12
"""How far under what a side has without a deal a deal may seem to be, by floating-point error."""
THIN = 0.001
"""The least share of deals that is shown as a number."""


@dataclass(frozen=True, slots=True)
class Deal(Result):
    """A deal: the value of each term, and what it is worth to each side."""

    values: dict[str, float]
    utilities: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Move(Result):
    """The smallest move of one side alone, with the other standing still: to which deal it leads.

    `from_best`: how much less that deal is worth to the side than its best on every term;
    `gives_up`: how much less than what it has without a deal, 0 where there is a deal for both.
    """

    side: str
    from_best: float
    gives_up: float
    deal: Deal


@dataclass(frozen=True, slots=True)
class Settlement(Result):
    """What could be settled. `zone`: the share of deals that both prefer to none.

    `spans`: by term, its least and greatest value in a deal that both prefer to none; empty where
    there is no such deal.
    `nash`, `asymmetric`, `kalai_smorodinsky` are None where no deal is in the zone; then
    `emptied_by` names the terms any one of which, settled to both sides' content, would open it.
    `moves`: the smallest of each side alone.
    """

    ROWS: ClassVar[str] = "frontier"
    KEYS: ClassVar[str] = (
        "sides=table.sides zone frontier nash asymmetric_nash=asymmetric kalai_smorodinsky "
        "spans emptied_by moves"
    )

    table: Bargain
    zone: float
    frontier: tuple[Deal, ...]
    nash: Deal | None
    asymmetric: Deal | None
    kalai_smorodinsky: Deal | None
    spans: dict[str, tuple[float, float]]
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
        points = (
            ("Nash", self.nash),
            ("asymmetric Nash", self.asymmetric),
            ("Kalai-Smorodinsky", self.kalai_smorodinsky),
        )
        lines = [self._lead(self.nash)]
        for name, deal in points:
            assert deal is not None
            values = ", ".join(f"{id} {value:.4g}" for id, value in deal.values.items())
            worth = ", ".join(f"{n} {u:.4f}" for n, u in zip(names, deal.utilities, strict=True))
            lines.append(f"  {name}: {values}: worth {worth}")
        return "\n".join([*lines, *self._moved()])

    def _lead(self, deal: Deal) -> str:
        """A deal that both prefer to none, the range of each term in such deals, how many are."""
        values = ", ".join(f"{id} {value:.4g}" for id, value in deal.values.items())
        spans = ", ".join(
            f"{id} {low:.4g} to {high:.4g}" if low < high else f"{id} {low:.4g}"
            for id, (low, high) in self.spans.items()
        )
        share = f"{self.zone:.1%}" if self.zone >= THIN else f"Fewer than {THIN:.1%}"
        return (
            f"A deal better than none for both: {values} (Nash). Such deals have {spans}. {share} "
            "of the deals on the table are better than none for both."
        )

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


def settle(table: Bargain, params: SettleParams = DEFAULTS) -> Settlement:
    """The zone, the frontier and the points of a table.

    Parameters
    ----------
    table
        Terms and parties: read them with `sevenday.talks.sides.read_sides`.
    params
        How closely deals are searched for.
    """
    start = efficient(table, first_grids(table, params.steps), params.most)
    frontier = tuple(start.deal(k) for k in evenly(len(start.one), params.shown).tolist())
    shown = tuple(Deal(values, worth) for values, worth in frontier)
    moves = _moves(table, start, params)
    # the zone may be thinner than any grid: what one side can have tells
    if moves[0].gives_up > CLOSE:
        empty = _emptied_by(table, params)
        return Settlement(table, 0.0, shown, None, None, None, {}, empty, moves)
    first, second = table.sides
    power = first.power / (first.power + second.power)
    best = moves[0].deal.utilities[0], moves[1].deal.utilities[1]
    nash, asymmetric, level = (
        _sharpest(table, start, score, params)
        for score in (_product(table, 0.5), _product(table, power), _level(table, best))
    )
    there = zone(table, params.tried)
    spans = _spans(there, (nash, asymmetric, level, *(move.deal for move in moves)))
    return Settlement(table, there.share, shown, nash, asymmetric, level, spans, (), moves)


def _spans(there: Zone, named: Sequence[Deal]) -> dict[str, tuple[float, float]]:
    """The range of each term in the zone: over the deals tried and those with a name."""
    found = {}
    for id in named[0].values:
        ends = [*there.spans.get(id, ()), *(deal.values[id] for deal in named)]
        found[id] = round(min(ends), 9), round(max(ends), 9)
    return found


Score = Callable[[Floats, Floats], Floats]


def _product(table: Bargain, power: float) -> Score:
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


def _level(table: Bargain, best: tuple[float, float]) -> Score:
    """Kalai and Smorodinsky: the least share of what each could gain at best, made greatest."""
    first, second = table.sides

    def score(one: Floats, two: Floats) -> Floats:
        gains = one - first.reservation, two - second.reservation
        spans = best[0] - first.reservation, best[1] - second.reservation
        # a side that no deal betters has all that it can have on any deal of the zone
        shares = [
            gain / span if span > CLOSE else np.ones_like(gain)
            for gain, span in zip(gains, spans, strict=True)
        ]
        # ties by the sum, so that nothing is left on the table
        level = np.minimum(*shares) + 1e-7 * (shares[0] + shares[1])
        least = np.minimum(*gains)
        whole: Floats = np.where(least >= -CLOSE, level, least - 1.0)
        return whole

    return score


def _sharpest(table: Bargain, start: Efficient, score: Score, params: SettleParams) -> Deal:
    """The best deal by a score, on ever finer grids about the best of the one before."""
    found = start
    k = int(np.argmax(score(found.one, found.two)))
    if not all(term.values for term in table.terms):
        for _ in range(params.zooms):
            found = efficient(table, finer(table, found, k, params.halves), params.near)
            k = int(np.argmax(score(found.one, found.two)))
    return _topped(table, Deal(*found.deal(k)), score)


def _topped(table: Bargain, deal: Deal, score: Score) -> Deal:
    """The deal at the top of the parabola through it and a step aside, term by term.

    A score is flat about its best: under 1e-8 apart, floating-point error decides between values.
    A deal at an end of a term, or where the score has an edge, stays.
    """
    values = np.array([deal.values[term.id] for term in table.terms])
    for axis, term in enumerate(table.terms):
        step = ASIDE * (term.high - term.low)
        if term.values or not term.low + step < values[axis] < term.high - step:
            continue
        aside = np.repeat(values[None], 3, axis=0)
        aside[:, axis] += (-step, 0.0, step)
        left, here, right = score(*table.worth(aside)).tolist()
        if (bend := left - 2 * here + right) >= 0:
            continue
        moved = values.copy()
        moved[axis] += step / 2 * (left - right) / bend
        if score(*table.worth(moved[None])).item() >= here - SAME:
            values = moved
    named = zip(table.terms, values.tolist(), strict=True)
    worth = (round(total.item(), 9) for total in table.worth(values[None]))
    return Deal({term.id: round(value, 9) for term, value in named}, (next(worth), next(worth)))


def _moves(table: Bargain, start: Efficient, params: SettleParams) -> tuple[Move, ...]:
    """The best deal of each side that the other prefers to none, and how far from its best."""
    first, second = table.sides

    def short(mine: int, limit: float) -> Score:
        def score(one: Floats, two: Floats) -> Floats:
            own, other = (one, two) if mine == 0 else (two, one)
            found: Floats = np.where(other >= limit - EDGE, own, other - limit - 1.0)
            return found

        return score

    found = []
    for mine, side, other in ((0, first, second), (1, second, first)):
        deal = _sharpest(table, start, short(mine, other.reservation), params)
        gives_up = max(0.0, side.reservation - deal.utilities[mine])
        from_best = max(0.0, side.most(table.terms) - deal.utilities[mine])
        found.append(Move(side.name, round(from_best, 9), round(gives_up, 9), deal))
    return tuple(found)


def _emptied_by(table: Bargain, params: SettleParams) -> tuple[str, ...]:
    """The terms any one of which, worth its best to both, would open the zone."""
    found = []
    for term in table.terms:
        sides = tuple(
            Party(
                s.name,
                s.reservation - s.weights[term.id],
                s.power,
                {**s.weights, term.id: 0.0},
                s.best,
                s.bends,
            )
            for s in table.sides
        )
        rest = Bargain(table.terms, (sides[0], sides[1]))
        start = efficient(rest, first_grids(rest, params.steps), params.most)
        if _moves(rest, start, params)[0].gives_up <= CLOSE:
            found.append(term.id)
    return tuple(found)
