"""What is not safe in a walkout, in words: who is missing where, how likely, and what mends it."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from sevenday.clock import short_time
from sevenday.walkout.planning.escalation import Escalation

MOST = 5
"""Times of one hazard that are named."""


def hazards(escalations: Sequence[Escalation]) -> Iterator[str]:
    """A sentence for each service and kind of person that places cannot be sure of.

    Parameters
    ----------
    escalations
        The places over what their rank allows, as `CoverResult` has them.
    """

    def kind(one: Escalation) -> tuple[int, str, str]:
        spot = one.place.place
        return spot.rank, spot.service, spot.competence or f"tier {spot.tier}"

    for (rank, service, who), some in groupby(sorted(escalations, key=kind), kind):
        yield _hazard(rank, service, who, sorted(some, key=lambda one: one.place.place.start))


def _hazard(rank: int, service: str, who: str, places: Sequence[Escalation]) -> str:
    gravity = "Life and limb" if rank == 1 else f"Rank {rank}"
    starts = list(dict.fromkeys(short_time(one.place.place.start) for one in places))
    more = f" and {len(starts) - MOST} more" if len(starts) > MOST else ""
    worst = max(one.place.chance for one in places)
    chance = "is empty" if any(one.place.empty for one in places) else f"is short: {odds(worst)}"
    mended = all(one.mends for one in places)
    mend = (
        f"One more {who} person at each of these times mends it."
        if mended
        else "No single person mends all of it."
    )
    many = "one place" if len(places) == 1 else f"the worst of {len(places)} places"
    return (
        f"{gravity}, {service}, {who}: {many} {chance}. "
        f"From {', '.join(starts[:MOST])}{more}. {mend}"
    )


def odds(chance: float) -> str:
    """A chance as people say it: one in so many, or a share where it is large."""
    return f"{chance:.0%}" if chance >= 0.2 else f"1 in {round(1 / chance):,}"
