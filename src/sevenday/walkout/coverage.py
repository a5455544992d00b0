"""The chance that each place of a pool is short, for every number of substitutes sent to it.

Exact: the crews' numbers are enumerated with their chances, and for each the places are filled as
they would be on the morning: as many places as can be of the first rank, then of the next, ties
in the order of cover.csv. A place counts as covered when all that it needs are there.
"""

from dataclasses import dataclass
from functools import lru_cache
from itertools import product

import numpy as np
import numpy.typing as npt

from sevenday.walkout.places import Crew, Place, Pool
from sevenday.walkout.turnout import Floats, pmf

Fills = tuple[bool, ...]
LIMITED = 2
"""Ranks up to this have a limit to their chance: for others nobody is called."""


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
            wanted[np.argmax(wanted)] -= 1  # together they are more than is needed
        return int(found[0])


def coverage(pool: Pool, kinds: dict[Fills, int]) -> Coverage:
    """The chances of a pool for up to so many substitutes of each kind."""
    return _coverage(
        places_key(pool.places), pool.crews, tuple(sorted(kinds.items(), reverse=True))
    )


@dataclass(frozen=True, eq=False, slots=True)
class Filling:
    """Which places of a pool are covered, by how many are there of each kind of person.

    `fills`: what each kind can fill. `most`: how many of a kind could be used. `covered`:
    (states, places), states in the order of `np.ndindex` over 0 to `most` of each kind.
    """

    fills: tuple[Fills, ...]
    most: npt.NDArray[np.int64]
    covered: npt.NDArray[np.bool_]

    def of(self, there: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
        """(draws, places) what is covered for (draws, kinds) numbers there."""
        states = np.ravel_multi_index(np.minimum(there, self.most).T, tuple(self.most + 1))
        found: npt.NDArray[np.bool_] = self.covered[states]
        return found


def filling_of(pool: Pool, kinds: tuple[Fills, ...]) -> Filling:
    """How a pool is filled by its crews and by substitutes of some kinds."""
    fills = dict.fromkeys([*(crew.fills for crew in pool.crews), *kinds])
    return _filling(places_key(pool.places), tuple(fills) or ((False,) * len(pool.places),))


@lru_cache(maxsize=4096)
def _filling(places: tuple[tuple[int, int], ...], fills: tuple[Fills, ...]) -> Filling:
    needs = np.array([needed for _, needed in places])
    most = np.array([int(needs[np.array(fill)].sum()) for fill in fills], np.int64)
    return Filling(fills, most, _covered(needs, tuple(rank for rank, _ in places), fills, most))


@lru_cache(maxsize=4096)
def _coverage(
    places: tuple[tuple[int, int], ...],
    crews: tuple[Crew, ...],
    kinds: tuple[tuple[Fills, int], ...],
) -> Coverage:
    fills = dict.fromkeys([*(crew.fills for crew in crews), *(fill for fill, _ in kinds)])
    filling = _filling(places, tuple(fills) or ((False,) * len(places),))
    useful = np.array([needed if rank <= LIMITED else 0 for rank, needed in places])
    options = [
        sent
        for sent in product(*(range(min(n, int(useful[np.array(f)].sum())) + 1) for f, n in kinds))
        if sum(sent) <= useful.sum()
    ]
    chance = _attendance(crews, filling).reshape(-1)
    states = np.array(list(np.ndindex(tuple(filling.most + 1))))
    states, chance = states[chance > 0], chance[chance > 0]
    at = [filling.fills.index(fill) for fill, _ in kinds]
    short = np.zeros((len(options), len(places)))
    for k, sent in enumerate(options):
        there = states.copy()
        there[:, at] += np.array(sent, np.int64)
        short[k] = chance @ ~filling.of(there)
    sent_of = np.array(options, np.int64).reshape(len(options), len(kinds))
    return Coverage(tuple(fill for fill, _ in kinds), sent_of, np.clip(short, 0.0, 1.0))


def _attendance(crews: tuple[Crew, ...], filling: Filling) -> Floats:
    """The joint chance of so many there of each kind, numbers cut at what could be used."""
    joint = np.ones(())
    for fill, cap in zip(filling.fills, filling.most.tolist(), strict=True):
        total = np.ones(1)
        for crew in crews:
            if crew.fills == fill:
                total = np.convolve(total, pmf(crew.group))
        kept = np.zeros(cap + 1)
        for n, chance in enumerate(total):
            kept[min(n, cap)] += chance
        joint = np.multiply.outer(joint, kept)
    return joint


def _covered(
    needs: npt.NDArray[np.int64], ranks: tuple[int, ...], fills: tuple[Fills, ...],
    most: npt.NDArray[np.int64],
) -> npt.NDArray[np.bool_]:  # fmt: skip
    """(states, places) which places are covered, for every number there of each kind."""
    there = np.array(list(np.ndindex(tuple(most + 1))))
    sets = range(1 << len(needs))
    enough = np.array([
        there[:, [any(fill[p] for p in _members(s, len(needs))) for fill in fills]].sum(axis=1)
        >= sum(needs[p] for p in _members(s, len(needs)))
        for s in sets
    ])  # fmt: skip
    # Hall: a set of places can be filled together when each set within it has enough people
    can = np.array([
        np.logical_and.reduce([enough[t] for t in sets if t & s == t]) for s in sets
    ])  # fmt: skip
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


def uncovered(pool: Pool) -> Floats:
    """(places,) the chance that each place is short with nobody sent."""
    alone: Floats = coverage(pool, {}).short[0]
    return alone


def places_key(places: tuple[Place, ...]) -> tuple[tuple[int, int], ...]:
    """What the chances of places turn on: rank and number needed."""
    return tuple((place.rank, place.needed) for place in places)
