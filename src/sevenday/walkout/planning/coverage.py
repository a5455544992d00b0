"""The chance that each place of a pool is short, for every number of substitutes called to it.

Exact: given the share of each group that attends, all come or stay away apart from each other, so
the numbers there of each kind are sums of binomials; for each of them `filling` says which places
are covered. Crews of one tier with one turnout are a group, whose share is drawn once: they rise
and fall together. Substitutes, and those who are not called out, can be ill.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import comb, prod

import numpy as np
import numpy.typing as npt

from sevenday.walkout.planning.assumptions import Assumptions
from sevenday.walkout.planning.filling import (
    CELLS,
    Fills,
    Needs,
    connected,
    filling,
    narrowed,
    usable,
)
from sevenday.walkout.planning.places import Crew, Pool
from sevenday.walkout.planning.shares import GroupShares, people_by_share, share_key, shares
from sevenday.walkout.planning.turnout import Floats, Group

Ints = npt.NDArray[np.int64]
MICRO = 1_000_000
"""Chances are counted in millionths, so that costs are whole numbers."""
OPTIONS = 500
"""The most numbers of substitutes that are told apart for places that share people."""


@dataclass(frozen=True, eq=False, slots=True)
class Coverage:
    """The chances of places of a pool that share people.

    `places`: which of the pool's. `kind_of`: the kind of substitute that somebody is, by what of
    the pool they can fill; whoever is of no kind is not offered to these places. `short`:
    (called + 1 of each kind ..., places) the chance that a place is short; more called than the
    table has change nothing. `options`: (options, kinds) how many could be called of each, without
    those of which somebody could be left out for nothing; the first calls nobody. `excess`: by
    rank, (options,) millionths by which its places are over their limit.
    """

    places: tuple[int, ...]
    kind_of: Mapping[Fills, int]
    short: Floats
    options: Ints
    excess: Mapping[int, Ints]

    def with_called(self, called: Sequence[Fills]) -> Floats:
        """(places,) the chance that each place is short, by what each of those called can fill."""
        at = np.minimum(self._numbers(called), np.array(self.short.shape[:-1], np.int64) - 1)
        found: Floats = self.short[tuple(at)]
        return found

    def best_option(self, called: Sequence[Fills]) -> int:
        """The option within those called that has the least excess, rank by rank."""
        within = (self.options <= self._numbers(called)).all(axis=1)
        over = [np.where(within, each, np.iinfo(np.int64).max) for each in self.excess.values()]
        return int(np.lexsort([~within, *over[::-1]])[0]) if over else 0

    def _numbers(self, called: Sequence[Fills]) -> Ints:
        """(kinds,) how many of each kind are among some."""
        found = np.zeros(self.options.shape[1], np.int64)
        for fills in called:
            if fills in self.kind_of:
                found[self.kind_of[fills]] += 1
        return found


def coverage(
    pool: Pool, kinds: Mapping[Fills, int], assumptions: Assumptions
) -> tuple[Coverage, ...]:
    """The chances of a pool for up to so many substitutes of each kind, in parts that share nobody.

    Nobody is offered to a place whose rank has no limit.
    """
    limits = tuple(assumptions.limits.items())
    return _coverage(
        pool.needs, pool.crews, tuple(sorted(kinds.items())), limits, sick_in(pool, assumptions)
    )


def short_with(parts: Sequence[Coverage], called: Sequence[Fills]) -> Floats:
    """(places,) the chance that each place of a pool is short, by what each of those called can do.

    Parameters
    ----------
    parts
        The pool's places in parts that share nobody.
    called
        What each of those called can fill.
    """
    found = np.zeros(sum(len(part.places) for part in parts))
    for part in parts:
        found[list(part.places)] = part.with_called(called)
    return found


def sick_in(pool: Pool, assumptions: Assumptions) -> float:
    """The share of those called to a pool who do not come.

    Of a shift that is counted it is known: who is ill is out of the file, and the others are there.
    """
    return 0.0 if pool.is_counted else assumptions.sick_rate


def none_short(
    pool: Pool, called: Sequence[Fills], rank: int, assumptions: Assumptions, mix: GroupShares
) -> Floats:
    """(shares,) the chance that no place of a rank in a pool is short, by the shares of its groups.

    Parameters
    ----------
    pool
        The places, and who is rostered to them.
    called
        What each of those called can fill.
    rank
        Of the places that are asked about.
    assumptions
        How many of those called are ill.
    mix
        Shares of all groups of the pool, and maybe of others.
    """
    chance: Floats = np.ones(len(mix.weights))
    people = Counter(called)
    for part in _parts(pool.needs, pool.crews, people):
        chance *= part.none_short(people, rank, sick_in(pool, assumptions), mix)
    return chance


@lru_cache(maxsize=4096)
def _coverage(
    needs: Needs,
    crews: tuple[Crew, ...],
    offered: tuple[tuple[Fills, int], ...],
    limits: tuple[tuple[int, float], ...],
    sick_rate: float,
) -> tuple[Coverage, ...]:
    ranks = {rank for rank, limit in limits if limit < 1}
    called_for = [rank in ranks for rank, _ in needs]
    kinds = {fills: n for fills, n in offered if any(np.logical_and(fills, called_for))}
    parts = _parts(needs, crews, kinds)
    return tuple(part.coverage(kinds, dict(limits), sick_rate) for part in parts)


def _parts(
    needs: Needs, crews: tuple[Crew, ...], called: Mapping[Fills, int]
) -> tuple["_Part", ...]:
    """Places in parts that share nobody, of those rostered or called."""
    people = Counter(called)
    for crew in crews:
        people[crew.fills] += crew.group.rostered
    takes = narrowed(needs, people)
    return tuple(
        _Part(needs, tuple(places), crews, takes)
        for places in connected(len(needs), list(takes.values()))
    )


@dataclass(frozen=True, eq=False)
class _Part:
    """Places of a pool that share people.

    `crews`: of the whole pool. `takes`: what each kind of person is taken to fill.
    """

    needs: Needs
    places: tuple[int, ...]
    crews: tuple[Crew, ...]
    takes: Mapping[Fills, Fills]

    def coverage(
        self, people: Mapping[Fills, int], limits: Mapping[int, float], sick_rate: float
    ) -> Coverage:
        """The chances for up to so many substitutes of each kind."""
        offered = self._here(people)
        kinds = list(dict.fromkeys(self.takes[fills] for fills in offered))
        kind_of = {fills: kinds.index(self.takes[fills]) for fills in offered}
        most = self._most_called(kinds, kind_of, offered, limits, sick_rate)
        short = self._short(kinds, most, sick_rate)
        over = {
            rank: sum(
                (
                    _micro(short[..., k] - limit)
                    for k, p in enumerate(self.places)
                    if self.needs[p][0] == rank
                ),
                start=np.zeros(short.shape[:-1], np.int64),
            )
            for rank, limit in limits.items()
            if limit < 1
        }
        worth = np.ones(short.shape[:-1], np.bool_)
        for axis in range(len(kinds)):  # calling one fewer must leave something worse
            fewer, more = (
                tuple(slice(*ends) if k == axis else slice(None) for k in range(len(kinds)))
                for ends in ((None, -1), (1, None))
            )
            worth[more] &= np.any([each[fewer] != each[more] for each in over.values()], axis=0)
        options = np.argwhere(worth)
        at = tuple(options.T)
        excess = {rank: each[at].reshape(len(options)) for rank, each in over.items()}
        return Coverage(self.places, kind_of, short, options, excess)

    def none_short(
        self, people: Mapping[Fills, int], rank: int, sick_rate: float, mix: GroupShares
    ) -> Floats:
        """(shares,) the chance that none of its places of a rank is short with those called."""
        asked = [k for k, p in enumerate(self.places) if self.needs[p][0] == rank]
        if not asked:
            return np.ones(len(mix.weights))
        called: Counter[Fills] = Counter()
        for who, n in self._here(people).items():
            called[self.takes[who]] += n
        fills = list(dict.fromkeys([*self._rostered(), *called]))
        there = [
            cut_at(
                _added(self._coming(fill, mix), binomial(called[fill], np.array([1 - sick_rate]))),
                usable(self.needs, fill),
            )
            for fill in fills
        ]
        missing = self._missing(fills, [each.shape[1] for each in there])
        some: Floats = missing[..., asked].max(axis=-1, keepdims=True)
        return 1 - _summed(some, there, len(mix.weights))[:, 0]

    def _here(self, people: Mapping[Fills, int]) -> dict[Fills, int]:
        """Those who can fill some of its places."""
        return {f: n for f, n in people.items() if any(self.takes[f][p] for p in self.places)}

    def _rostered(self) -> list[Fills]:
        """What those rostered are taken to fill, each kind once."""
        taken = (self.takes[crew.fills] for crew in self.crews)
        return list(dict.fromkeys(f for f in taken if any(f[p] for p in self.places)))

    def _coming(self, fill: Fills, mix: GroupShares) -> Floats:
        """(shares, rostered + 1) how many of those rostered of a kind come."""
        return coming([crew for crew in self.crews if self.takes[crew.fills] == fill], mix)

    def _most_called(
        self,
        kinds: Sequence[Fills],
        kind_of: Mapping[Fills, int],
        offered: Mapping[Fills, int],
        limits: Mapping[int, float],
        sick_rate: float,
    ) -> list[int]:
        """The most of each kind of whom another could make a place safer."""
        there = [0] * len(kinds)
        for fills, n in offered.items():
            there[kind_of[fills]] += n
        most = []
        for kind, n in zip(kinds, there, strict=True):
            ranks = [
                limits.get(rank, 1.0)
                for (rank, _), can in zip(self.needs, kind, strict=True)
                if can
            ]
            useful = sum(
                need
                for (rank, need), can in zip(self.needs, kind, strict=True)
                if can and limits.get(rank, 1.0) < 1
            )
            most.append(min(n, _reserved(useful, min(ranks), sick_rate)))
        while prod(n + 1 for n in most) > OPTIONS:
            most[int(np.argmax(most))] -= 1
        return most

    def _short(self, kinds: Sequence[Fills], most: Sequence[int], sick_rate: float) -> Floats:
        """(called + 1 of each kind ..., places) the chance that each place is short."""
        here = [crew for crew in self.crews if self.takes[crew.fills] in self._rostered()]
        mix = shares(people_by_share(here))
        fills = [fill for fill in self._rostered() if fill not in kinds] + list(kinds)
        there = []
        for fill in fills:
            called = most[kinds.index(fill)] if fill in kinds else 0
            numbers = self._coming(fill, mix)
            size = min(usable(self.needs, fill), numbers.shape[1] - 1 + called)
            cut = cut_at(numbers, size)
            there.append(_with_called(cut, called, sick_rate) if fill in kinds else cut)
        missing = self._missing(fills, [each.shape[-1] for each in there])
        total: Floats = np.zeros(())
        together = max(1, CELLS // missing.size)
        for k in range(0, len(mix.weights), together):
            weights = mix.weights[k : k + together]
            some = [each[k : k + together] for each in there]
            total = total + np.tensordot(weights, _summed(missing, some, len(weights)), axes=1)
        # those called of each kind are behind the places: in front of them from now on
        return np.moveaxis(np.clip(total, 0.0, 1.0), 0, -1)

    def _missing(self, fills: Sequence[Fills], sizes: Sequence[int]) -> Floats:
        """(sizes ..., places) whether each place is short, for so many there of each kind."""
        there = np.indices(sizes).reshape(len(sizes), -1).T if fills else np.zeros((1, 1), np.int64)
        done = filling(self.needs, fills).of(there)[:, self.places]
        return (~done).astype(np.float64).reshape(*sizes, len(self.places))


def coming(crews: Sequence[Crew], mix: GroupShares) -> Floats:
    """(shares, people + 1) the chance that so many of some crews are there, by the shares."""
    total: Floats = np.ones((len(mix.weights), 1))
    for crew in crews:
        total = _added(total, _there(crew.group, mix, crew))
    return total


def _there(group: Group, mix: GroupShares, crew: Crew) -> Floats:
    if group.counted is not None:
        known = np.zeros((len(mix.weights), group.rostered + 1))
        known[:, group.counted] = 1
        return known
    return binomial(group.rostered, mix.of[share_key(crew)] * (1 - group.other_absence))


def binomial(n: int, chance: Floats) -> Floats:
    """(chances, n + 1) the chance that so many of n come, each with a chance of its own mix."""
    k, each = np.arange(n + 1), chance[:, None]
    ways = np.array([comb(n, j) for j in range(n + 1)], np.float64)
    found: Floats = ways * each**k * (1 - each) ** (n - k)
    return found


def _added(a: Floats, b: Floats) -> Floats:
    """(shares, ...) the chances of sums of two numbers."""
    found = np.zeros((len(a), a.shape[1] + b.shape[1] - 1))
    for k in range(b.shape[1]):
        found[:, k : k + a.shape[1]] += a * b[:, k : k + 1]
    return found


def cut_at(chances: Floats, most: int) -> Floats:
    """(shares, most + 1) the same with all numbers over the most as the most."""
    found = np.zeros((len(chances), most + 1))
    n = min(most, chances.shape[1] - 1)
    found[:, :n] = chances[:, :n]
    found[:, n] = chances[:, n:].sum(axis=1)
    return found


def _with_called(numbers: Floats, most: int, sick_rate: float) -> Floats:
    """(shares, called + 1, there + 1) the numbers there, by how many more are called."""
    size = numbers.shape[1] - 1
    well = np.array([1 - sick_rate])
    return np.stack(
        [cut_at(_added(numbers, binomial(n, well)), size) for n in range(most + 1)], axis=1
    )


def _summed(missing: Floats, there: Sequence[Floats], mixes: int) -> Floats:
    """(shares, places, called of each kind ...) the chance of being short, over all numbers."""
    left: Floats = np.broadcast_to(missing, (mixes, *missing.shape))
    for each in there:
        rest = left.shape[2:]
        flat = left.reshape(mixes, left.shape[1], -1)
        if each.ndim == 2:
            left = (each[:, None, :] @ flat).reshape(mixes, *rest)
        else:
            left = np.moveaxis((each @ flat).reshape(mixes, each.shape[1], *rest), 1, -1)
    return left


def micro(over: float) -> int:
    """A chance over its limit in millionths, never lost to rounding; 0 where it is not over."""
    return int(_micro(np.array(over)))


def _micro(over: Floats) -> Ints:
    """Chances over their limit in millionths, never lost to rounding; 0 where they are not over."""
    rounded = np.maximum(1, np.round(over * MICRO)).astype(np.int64)
    return np.where(over > 1e-12, rounded, 0)


@lru_cache(maxsize=1024)
def _reserved(needed: int, limit: float, sick_rate: float) -> int:
    """How many of whom so many come as surely as a limit asks for, though each may be ill."""
    called = needed
    while sick_rate and needed:
        come = binomial(called, np.array([1 - sick_rate]))[0]
        if come[:needed].sum() <= limit or called >= 2 * needed + 8:
            break
        called += 1
    return called
