"""Who of those called is put on which place of a pool, and who is the reserve."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sevenday.model.walkout import Substitute
from sevenday.walkout.planning.assumptions import Assumptions
from sevenday.walkout.planning.places import CoverPlace, Pool
from sevenday.walkout.planning.turnout import present

Placed = tuple[tuple[str, ...], ...]
"""By place of a pool, the names put there."""
Moves = list[tuple[Substitute, int | None, int]]
"""Who is put where: the person, the place that they leave (None: the reserve), the place."""


def place_people(
    pool: Pool, called: Sequence[Substitute], assumptions: Assumptions, were: Placed = ()
) -> Placed:
    """Put those called where the rostered cannot be relied on, by rank; the rest are the reserve.

    As many places are filled as can be, the gravest first, with the fewest people moved. Whoever
    was put somewhere stays there unless another place needs them: taking them off would tell that
    somebody came.
    """
    here = {who.name: who for who in called}
    put = [
        [here[n] for n in (were[k] if were else ()) if n in here and _able(here[n], place)]
        for k, place in enumerate(pool.places)
    ]
    posts = _Posts(pool, tuple(called), _short(pool, assumptions), put)
    for k in range(len(pool.places)):
        while len(put[k]) < posts.short[k] and (moves := posts.fewest_moves(k)):
            for who, left, taken in moves:
                if left is not None:
                    put[left].remove(who)
                put[taken].append(who)
    return tuple(tuple(who.name for who in people) for people in put)


@dataclass(frozen=True, eq=False)
class _Posts:
    """Who is put where so far; `short`: how many each place wants."""

    pool: Pool
    called: tuple[Substitute, ...]
    short: list[int]
    put: list[list[Substitute]]

    def fewest_moves(self, wanted: int) -> Moves:
        """The fewest moves that put one person more on a place; none where nothing does.

        A chain of people who take each other's places, from the reserve or from a place with more
        than it wants; where there is no such chain, from a place that is less grave.
        """
        paths: dict[int, Moves] = {wanted: []}
        queue = deque([wanted])
        while queue:
            place = queue.popleft()
            if spare := self._spare(place):
                return [(spare, None, place), *paths[place]]
            for who, left in self._able_elsewhere(place):
                if left in paths:
                    continue
                paths[left] = [(who, left, place), *paths[place]]
                if self._can_spare(left, wanted):
                    return paths[left]
                queue.append(left)
        robbed = [k for k in paths if self.pool.places[k].rank > self.pool.places[wanted].rank]
        return paths[max(robbed, key=lambda k: (self.pool.places[k].rank, k))] if robbed else []

    def _spare(self, place: int) -> Substitute | None:
        """Who of the reserve is missed least elsewhere; None for nobody."""
        put = {who.name for people in self.put for who in people}
        able = [w for w in self.called if w.name not in put and _able(w, self.pool.places[place])]
        return min(able, key=_last_to_be_missed, default=None)

    def _able_elsewhere(self, place: int) -> Iterator[tuple[Substitute, int]]:
        """Who is put elsewhere and could fill a place, those on the least grave places first."""
        for k in reversed(range(len(self.put))):
            if k != place:
                able = [who for who in self.put[k] if _able(who, self.pool.places[place])]
                yield from ((who, k) for who in sorted(able, key=_last_to_be_missed))

    def _can_spare(self, place: int, wanted: int) -> bool:
        """Whether a place has more than it wants, and may be seen to.

        That it has enough once it is counted is told by a move to a place that is counted empty
        alone: patients need that move, no other.
        """
        seen = _is_counted(self.pool, wanted) or not _is_counted(self.pool, place)
        return place != wanted and len(self.put[place]) > self.short[place] and seen


def _able(who: Substitute, place: CoverPlace) -> bool:
    return place.takes(who.tier, who.competences)


def _last_to_be_missed(who: Substitute) -> tuple[int, int, float, str]:
    """Those who could do least elsewhere come first, then the cheapest, then by name."""
    return who.tier, len(who.competences), who.rate, who.name


def _is_counted(pool: Pool, k: int) -> bool:
    """Whether those rostered to a place were counted."""
    return any(
        crew.group.counted is not None
        for crew in pool.crews
        if crew.fills[k] and crew.shift == pool.places[k].shift
    )


def _short(pool: Pool, assumptions: Assumptions) -> list[int]:
    """How many each place wants beside those rostered who come as surely as its rank asks for.

    Illness is no reason to put somebody on a post: for that the reserve is kept.
    """
    found = []
    for k, place in enumerate(pool.places):
        limit = assumptions.limit(place.rank)
        crews = [crew for crew in pool.crews if crew.fills[k] and crew.shift == place.shift]
        here = present(tuple(replace(crew.group, other_absence=0.0) for crew in crews))
        at_least = here[::-1].cumsum()[::-1]
        sure = [n for n in range(len(here)) if limit is not None and at_least[n] >= 1 - limit]
        relied_on = max(sure, default=place.needed if limit is None else 0)
        found.append(max(0, place.needed - relied_on))
    return found
