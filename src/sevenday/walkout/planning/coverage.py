"""The chance that each place of a pool is short, for every number of substitutes sent to it.

Exact: the crews' numbers are enumerated with their chances, and for each the places are filled as
they would be on the morning: as many places as can be of the first rank, then of the next, ties
in the order of cover.csv. A place counts as covered when all that it needs are there. Crews of
one tier with one turnout are a group, whose share is drawn once: they rise and fall together.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product
from math import comb

import numpy as np
import numpy.typing as npt

from sevenday.walkout.planning.places import CoverPlace, Crew, Pool
from sevenday.walkout.planning.turnout import Floats, Group, pmf

Fills = tuple[bool, ...]
TOGETHER = 100_000
"""How many numbers there are looked at together: it bounds the memory."""


@dataclass(frozen=True, eq=False, slots=True)
class Coverage:
    """The chances of a pool. `kinds`: what each kind of substitute can fill.

    `sent`: (options, kinds) how many of each kind; `short`: (options, places) the chance that a
    place is short. Options that send more than the pool could use are left out; the first sends
    nobody.
    """

    kinds: tuple[Fills, ...]
    sent: npt.NDArray[np.int64]
    short: Floats

    def option(self, sent: tuple[int, ...]) -> int:
        """Which option sends exactly so many of each kind, those over the most it could use cut."""
        most = self.sent.max(axis=0)
        wanted = np.minimum(np.array(sent), most)
        while not (found := np.flatnonzero((self.sent == wanted).all(axis=1))).size:
            wanted[np.argmax(wanted)] -= 1  # together they are more than the pool needs
        return int(found[0])


def coverage(pool: Pool, kinds: dict[Fills, int], ranks: tuple[int, ...]) -> Coverage:
    """The chances of a pool for up to so many substitutes of each kind.

    `ranks`: those whose places somebody is called for.
    """
    offered = tuple(sorted(kinds.items(), reverse=True))
    return _coverage(places_key(pool.places), pool.crews, offered, ranks)


@dataclass(frozen=True, eq=False, slots=True)
class Filling:
    """Which places of a pool are covered, by how many are there of each kind of person.

    `needs`, `ranks`: of the places. `fills`: what each kind can fill. `most`: how many of a kind
    could be used.
    """

    needs: npt.NDArray[np.int64]
    ranks: tuple[int, ...]
    fills: tuple[Fills, ...]
    most: npt.NDArray[np.int64]

    def of(self, there: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
        """(draws, places) what is covered for (draws, kinds) numbers there.

        Only the numbers that occur are looked at: all that could are too many in a wide service.
        """
        cut, shape = np.minimum(there, self.most), tuple(self.most + 1)
        states, at = np.unique(np.ravel_multi_index(cut.T, shape), return_inverse=True)
        different = np.array(np.unravel_index(states, shape)).T
        return _covered(self.needs, self.ranks, self.fills, different)[at.reshape(-1)]


def pool_filling(pool: Pool, kinds: tuple[Fills, ...]) -> Filling:
    """How a pool is filled by its crews and by substitutes of some kinds."""
    fills = dict.fromkeys([*(crew.fills for crew in pool.crews), *kinds])
    return _filling(places_key(pool.places), tuple(fills) or ((False,) * len(pool.places),))


@lru_cache(maxsize=4096)
def _filling(places: tuple[tuple[int, int], ...], fills: tuple[Fills, ...]) -> Filling:
    needs = np.array([needed for _, needed in places])
    most = np.array([int(needs[np.array(fill)].sum()) for fill in fills], np.int64)
    return Filling(needs, tuple(rank for rank, _ in places), fills, most)


@lru_cache(maxsize=4096)
def _coverage(
    places: tuple[tuple[int, int], ...],
    crews: tuple[Crew, ...],
    kinds: tuple[tuple[Fills, int], ...],
    ranks: tuple[int, ...],
) -> Coverage:
    fills = dict.fromkeys([*(crew.fills for crew in crews), *(fill for fill, _ in kinds)])
    filling = _filling(places, tuple(fills) or ((False,) * len(places),))
    useful = np.array([needed if rank in ranks else 0 for rank, needed in places])
    # more than a pool's places need cannot make it safer: such options would only be searched
    options = [
        sent
        for sent in product(*(range(min(n, int(useful[np.array(f)].sum())) + 1) for f, n in kinds))
        if sum(sent) <= useful.sum()
    ]
    states, chance = _attendance(crews, filling)
    at = [filling.fills.index(fill) for fill, _ in kinds]
    sent_of = np.array(options, np.int64).reshape(len(options), len(kinds))
    short = np.zeros((len(options), len(places)))
    together = max(1, TOGETHER // len(states))
    for k in range(0, len(options), together):
        some = sent_of[k : k + together]
        there = np.repeat(states[None], len(some), axis=0)
        there[:, :, at] += some[:, None, :]
        missing = ~filling.of(there.reshape(-1, states.shape[1]))
        short[k : k + together] = np.einsum(
            "s,osp->op", chance, missing.reshape(len(some), len(states), len(places))
        )
    return Coverage(tuple(fill for fill, _ in kinds), sent_of, np.clip(short, 0.0, 1.0))


def _attendance(crews: tuple[Crew, ...], filling: Filling) -> tuple[npt.NDArray[np.int64], Floats]:
    """Every number there of each kind that can be, with its chance; cut at what could be used."""
    most, shape = filling.most, tuple(filling.most + 1)
    states = np.zeros((1, len(most)), np.int64)
    chance: Floats = np.ones(1)
    # groups turn out apart from each other, so their numbers add up: a convolution, group by group
    for group, crewed in _groups(crews):
        numbers = [0] * len(most)
        for crew in crewed:
            numbers[filling.fills.index(crew.fills)] += crew.group.rostered
        came = list(_came(group, numbers, tuple(most.tolist())))
        more = np.array([each for each, _ in came], np.int64).reshape(len(came), len(most))
        both = np.minimum(states[:, None] + more[None], most).reshape(-1, len(most))
        chances = np.outer(chance, [each for _, each in came]).reshape(-1)
        found, at = np.unique(np.ravel_multi_index(both.T, shape), return_inverse=True)
        states = np.array(np.unravel_index(found, shape), np.int64).T
        chance = np.bincount(at.reshape(-1), chances).astype(np.float64)
    return states, chance


def _groups(crews: tuple[Crew, ...]) -> list[tuple[Group, list[Crew]]]:
    """Crews by the group that they belong to; those that are counted stand alone."""
    found: dict[tuple[object, ...], list[Crew]] = {}
    for n, crew in enumerate(crews):
        one = crew.group
        # a crew that is counted has a known number of its own: it no longer shares a draw
        alone = n if one.counted is not None else -1
        found.setdefault((alone, crew.tier, one.attendance, one.rho, one.other_absence), []).append(
            crew
        )
    return [
        (replace(of[0].group, rostered=sum(crew.group.rostered for crew in of)), of)
        for of in found.values()
    ]


def _came(
    group: Group, numbers: list[int], most: tuple[int, ...]
) -> Iterator[tuple[tuple[int, ...], float]]:
    """How many of each kind come of a group that has so many of each, with the chance of it.

    Given how many come in all, each of its people is as likely to be among them as another.
    """
    # numbers past what could be used are the same to every place: they are cut and added up
    cut: dict[tuple[int, ...], float] = {}
    total = pmf(group)
    for came in product(*(range(n + 1) for n in numbers)):
        ways = 1
        for n, k in zip(numbers, came, strict=True):
            ways *= comb(n, k)
        chance = float(total[sum(came)]) * ways / comb(group.rostered, sum(came))
        useful = tuple(min(k, cap) for k, cap in zip(came, most, strict=True))
        cut[useful] = cut.get(useful, 0.0) + chance
    yield from ((came, chance) for came, chance in cut.items() if chance)


def _covered(
    needs: npt.NDArray[np.int64],
    ranks: tuple[int, ...],
    fills: tuple[Fills, ...],
    there: npt.NDArray[np.int64],
) -> npt.NDArray[np.bool_]:
    """(states, places) which places are covered, for numbers there of each kind."""
    sets = range(1 << len(needs))
    enough = np.array(
        [
            there[:, [any(fill[p] for p in _members(s, len(needs))) for fill in fills]].sum(axis=1)
            >= sum(needs[p] for p in _members(s, len(needs)))
            for s in sets
        ]
    )
    # Hall: a set of places can be filled together when each set within it has enough people;
    # sets within a set are gone through one place at a time
    can = enough
    for p in range(len(needs)):
        with_it = np.array([s for s in sets if s >> p & 1])
        can[with_it] &= can[with_it ^ (1 << p)]
    # the best set that can be filled is the one that people would be put to on the morning
    order = sorted(sets, key=lambda s: _worth(s, ranks), reverse=True)
    best = np.array(order)[np.argmax(can[order], axis=0)]
    return np.array([(best >> p) & 1 for p in range(len(needs))], np.bool_).T


def _members(s: int, places: int) -> list[int]:
    return [p for p in range(places) if s >> p & 1]


def _worth(s: int, ranks: tuple[int, ...]) -> tuple[tuple[int, ...], tuple[bool, ...]]:
    """How good a set of covered places is: how many of each rank, then the first of the file."""
    inside = _members(s, len(ranks))
    counts = tuple(sum(ranks[p] == rank for p in inside) for rank in range(1, 7))
    return counts, tuple(p in inside for p in range(len(ranks)))


def with_sick_calls(pool: Pool, sent: list[Fills], sick_rate: float) -> Floats:
    """(places,) the chance that each place is short if those not called out may be sick.

    `sent`: what each of those sent can fill; `sick_rate`: the share of them who then do not come.
    """
    rostered = tuple(replace(crew, group=crew.group.with_sick_calls) for crew in pool.crews)
    called = tuple(
        Crew(fills, Group(n, 1.0, other_absence=sick_rate), tier=0)
        for fills, n in Counter(sent).items()
    )
    found: Floats = coverage(replace(pool, crews=(*rostered, *called)), {}, ()).short[0]
    return found


def places_key(places: tuple[CoverPlace, ...]) -> tuple[tuple[int, int], ...]:
    """What the chances of places turn on: rank and number needed."""
    return tuple((place.rank, place.needed) for place in places)
