"""Which places of a pool are covered, for the numbers there of each kind of person.

The places are filled as they would be on the morning: as many places as can be of the first rank,
then of the next, ties in the order of the pool. A place counts as covered when all that it needs
are there.

Places of one rank and need that the same people can fill are alike, and the first of them is
filled first: sets of places are so many of each sort, not every set that there is. Places that
share nobody are filled apart. Hall's theorem says whether a set can be filled.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import prod

import numpy as np
import numpy.typing as npt

Fills = tuple[bool, ...]
"""Which places of a pool somebody can fill."""
Needs = tuple[tuple[int, int], ...]
"""Rank and number needed of each place of a pool: all that its chances turn on."""
SETS = 4096
"""The most sets of places that are looked at; a wider service is filled in parts, rank by rank."""
NUMBERS = 20_000
"""The most numbers of people of each kind that are told apart: a plan chooses among them."""
CELLS = 4_000_000
"""How many sets for how many numbers there are looked at together: it bounds the memory."""

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False, slots=True)
class Filling:
    """Which places of a pool are covered, by how many are there of each kind of person.

    `needs`: of the places. `fills`: what each kind can fill, `takes` what it is taken to fill.
    `most`: how many of a kind could be used.
    """

    needs: Needs
    fills: tuple[Fills, ...]
    takes: tuple[Fills, ...]
    most: Ints

    def of(self, there: Ints) -> Bools:
        """(draws, places) what is covered for (draws, kinds) numbers there.

        Only the numbers that occur are looked at.
        """
        states, at = _distinct(np.minimum(there, self.most), self.most)
        found = np.zeros((len(states), len(self.needs)), np.bool_)
        for places in connected(len(self.needs), self.takes):
            kinds = [k for k, fill in enumerate(self.takes) if any(fill[p] for p in places)]
            fills = tuple(tuple(self.takes[k][p] for p in places) for k in kinds)
            sets = _sets(tuple(self.needs[p] for p in places), fills)
            together = max(1, CELLS // len(sets.order))
            for k in range(0, len(states), together):
                found[k : k + together, places] = sets.of(states[k : k + together, kinds])
        return found[at]


def _distinct(numbers: Ints, most: Ints) -> tuple[Ints, Ints]:
    """The different rows of numbers up to a most of each, and which of them each row is."""
    shape = tuple((most + 1).tolist())
    if prod(shape) >= 2**62:  # too many for one integer each
        rows, at = np.unique(numbers, axis=0, return_inverse=True)
        return rows, at.reshape(-1)
    found, at = np.unique(np.ravel_multi_index(tuple(numbers.T), shape), return_inverse=True)
    return np.array(np.unravel_index(found, shape), np.int64).T, at.reshape(-1)


def filling(needs: Needs, fills: Iterable[Fills]) -> Filling:
    """How places are filled by people of some kinds."""
    distinct = tuple(dict.fromkeys(fills)) or ((False,) * len(needs),)
    most = np.array([usable(needs, fill) for fill in distinct], np.int64)
    takes = narrowed(needs, dict.fromkeys(distinct, 0))
    return Filling(needs, distinct, tuple(takes[fill] for fill in distinct), most)


def usable(needs: Needs, fills: Fills) -> int:
    """How many of a kind could be used."""
    return sum(n for (_, n), can in zip(needs, fills, strict=True) if can)


def narrowed(needs: Needs, people: Mapping[Fills, int]) -> dict[Fills, Fills]:
    """What each kind is taken to fill, so that what has to be looked at is little enough.

    A service that is too wide is cut into parts, of places that share the most people, and whoever
    could fill places of several is put within the part of the gravest. The morning can keep to
    that, so the chances are those of a way of putting people that there is; as many places of the
    gravest rank, and of that and the next, are covered at the least.

    Parameters
    ----------
    needs
        Of the places.
    people
        What each kind can fill, and how many of it there can be.
    """
    found = {fills: fills for fills in people}
    for together in connected(len(needs), list(people)):
        mine = {fills: n for fills, n in people.items() if any(fills[p] for p in together)}
        if not _is_too_wide(needs, together, mine):
            continue
        parts = _in_parts(needs, together, mine)
        for fills in mine:
            gravest = min((p for p in together if fills[p]), key=lambda p: (needs[p][0], p))
            found[fills] = _only(fills, next(part for part in parts if gravest in part))
    return found


def _in_parts(
    needs: Needs, together: Sequence[int], people: Mapping[Fills, int]
) -> list[list[int]]:
    """Places in parts none of which is too wide, each from the gravest place that is left."""
    left = sorted(together, key=lambda p: (needs[p][0], p))
    parts = []
    while left:
        part = [left.pop(0)]
        while left:
            shared = {
                q: sum(
                    n + 1 for fills, n in people.items() if fills[q] and any(fills[p] for p in part)
                )
                for q in left
            }
            nearest = min(left, key=lambda q: (-shared[q], needs[q][0], q))
            if not shared[nearest] or _is_too_wide(needs, [*part, nearest], people):
                break
            part.append(nearest)
            left.remove(nearest)
        parts.append(part)
    return parts


def _only(fills: Fills, places: Sequence[int]) -> Fills:
    return tuple(can and p in places for p, can in enumerate(fills))


def _is_too_wide(needs: Needs, places: Sequence[int], people: Mapping[Fills, int]) -> bool:
    """Whether there are too many sets of some places, or too many for all numbers of people."""
    there: Counter[Fills] = Counter()
    for fills, n in people.items():
        there[_only(fills, places)] += n
    there.pop((False,) * len(needs), None)
    sets = prod(len(sort) + 1 for sort in _sorts(needs, list(there), places))
    numbers = prod(min(n, usable(needs, fills)) + 1 for fills, n in there.items())
    return sets > SETS or numbers > NUMBERS or sets * numbers > CELLS


def connected(places: int, fills: Sequence[Fills]) -> list[list[int]]:
    """Places in parts that share nobody."""
    parts: list[set[int]] = [{p} for p in range(places)]
    for fill in fills:
        mine = {p for p, can in enumerate(fill) if can}
        touched = [part for part in parts if part & mine]
        if touched:
            parts = [part for part in parts if not part & mine] + [set().union(*touched)]
    return sorted(sorted(part) for part in parts)


def _sorts(needs: Needs, fills: Sequence[Fills], places: Sequence[int]) -> list[list[int]]:
    """Some places by rank, need and who can fill them, the first in front."""
    found: dict[tuple[object, ...], list[int]] = {}
    for p in places:
        found.setdefault((needs[p], tuple(fill[p] for fill in fills)), []).append(p)
    return list(found.values())


@dataclass(frozen=True, eq=False, slots=True)
class _Sets:
    """Sets of places, so many of each sort, in the grid `shape`.

    `able`: (kinds, sets) who can fill any place of a set; `needed`: (sets,) how many it needs.
    `order`: sets, the best first; `inside`: (sets, places) which places it has.
    """

    shape: tuple[int, ...]
    able: Ints
    needed: Ints
    order: Ints
    inside: Bools

    def of(self, there: Ints) -> Bools:
        """(draws, places) what is covered for (draws, kinds) numbers there."""
        # whole numbers as floats: the same product, by far quicker
        able = there.astype(np.float32) @ self.able.astype(np.float32)
        enough = (able >= self.needed).reshape(len(there), *self.shape)
        # a set of places can be filled together when each set within it has enough people; sets
        # within a set are gone through one sort at a time
        for axis in range(len(self.shape)):
            np.logical_and.accumulate(enough, axis=axis + 1, out=enough)
        can = enough.reshape(len(there), -1)[:, self.order]
        found: Bools = self.inside[self.order[np.argmax(can, axis=1)]]
        return found


@lru_cache(maxsize=4096)
def _sets(needs: Needs, fills: tuple[Fills, ...]) -> _Sets:
    sorts = _sorts(needs, fills, range(len(needs)))
    shape = tuple(len(members) + 1 for members in sorts)
    points = np.indices(shape).reshape(len(shape), -1).T
    inside = np.zeros((len(points), len(needs)), np.bool_)
    for sort, members in enumerate(sorts):
        for n, p in enumerate(members):
            inside[:, p] = points[:, sort] > n
    who = np.array(fills, np.int64).reshape(len(fills), len(needs))
    able = (who @ inside.T > 0).astype(np.int64)
    needed = inside.astype(np.int64) @ np.array([n for _, n in needs], np.int64)
    # the best set that can be filled is the one that people would be put to on the morning: as many
    # of each rank as can be, then the first of the pool
    ranks = np.array([rank for rank, _ in needs])
    of_rank = [inside[:, ranks == rank].sum(axis=1) for rank in range(6, 0, -1)]
    keys = [*(inside[:, p] for p in reversed(range(len(needs)))), *of_rank]
    return _Sets(shape, able, needed, np.lexsort(keys)[::-1], inside)
