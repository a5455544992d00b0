"""Who of those called is put on which place of a pool, and who is the reserve."""

from collections.abc import Sequence

from sevenday.model.walkout import Substitute
from sevenday.walkout.planning.assumptions import Assumptions
from sevenday.walkout.planning.places import CoverPlace, Pool
from sevenday.walkout.planning.turnout import present

Placed = tuple[tuple[str, ...], ...]
"""By place of a pool, the names put there."""


def place_people(
    pool: Pool, called: Sequence[Substitute], assumptions: Assumptions, were: Placed = ()
) -> Placed:
    """Put those called where the rostered cannot be relied on, by rank; the rest are the reserve.

    Whoever was put somewhere stays there: taking them off would tell that somebody came. They move
    to a graver place that is short and that no reserve can fill.
    """
    here = {who.name: who for who in called}
    put = [
        [name for name in (were[k] if were else ()) if name in here and _able(here[name], place)]
        for k, place in enumerate(pool.places)
    ]
    short = [
        max(0, place.needed - sure)
        for place, sure in zip(pool.places, _relied_on(pool, assumptions), strict=True)
    ]
    for k, place in enumerate(pool.places):
        spare = [who for who in called if not any(who.name in names for names in put)]
        spare = sorted((who for who in spare if _able(who, place)), key=_last_to_be_missed)
        put[k] += [who.name for who in spare[: max(0, short[k] - len(put[k]))]]
        while len(put[k]) < short[k] and (moved := _from_elsewhere(pool, put, short, k, here)):
            put[k].append(moved)
    return tuple(map(tuple, put))


def _able(who: Substitute, place: CoverPlace) -> bool:
    return place.takes(who.tier, who.competences)


def _last_to_be_missed(who: Substitute) -> tuple[int, int, float, str]:
    """Those who could do least elsewhere come first, then the cheapest, then by name."""
    return who.tier, len(who.competences), who.rate, who.name


def _from_elsewhere(
    pool: Pool, put: list[list[str]], short: list[int], k: int, here: dict[str, Substitute]
) -> str | None:
    """Take somebody off a place that can spare them or is of a higher rank; None for nobody."""
    place = pool.places[k]
    for j in reversed(range(len(pool.places))):
        spared = len(put[j]) > short[j] or pool.places[j].rank > place.rank
        for name in put[j] if j != k and spared else ():
            if _able(here[name], place):
                put[j].remove(name)
                return name
    return None


def _relied_on(pool: Pool, assumptions: Assumptions) -> list[int]:
    """How many of those rostered to each place come with the sureness that its rank asks for."""
    found = []
    for k, place in enumerate(pool.places):
        limit = assumptions.limit(place.rank)
        here = present(tuple(c.group for c in pool.crews if c.fills[k] and c.shift == place.shift))
        at_least = here[::-1].cumsum()[::-1]
        sure = [n for n in range(len(here)) if limit is not None and at_least[n] >= 1 - limit]
        found.append(max(sure, default=place.needed if limit is None else 0))
    return found
