"""What counts teach of the turnout to come, from numbers coarse enough to be shown."""

from sevenday.model.walkout import Count, Turnout
from sevenday.walkout.planning.disclosure import coarse
from sevenday.walkout.planning.turnout import updated


def learn(
    turnout: tuple[Turnout, ...], counts: tuple[Count, ...], sick_rate: float
) -> tuple[tuple[Turnout, ...], int]:
    """The turnout of the groups to come after some counts, and by how many rostered it is taught.

    The chances of places to come are shown, and what taught them could be worked out from them: a
    count teaches only as `coarse` gives it.
    """
    found, most = [], 0
    for entry in turnout:
        of_group = [count for count in counts if _counts_for(count, entry)]
        rostered = sum(count.rostered for count in of_group)
        came = coarse(rostered, sum(count.present for count in of_group))
        found.append(entry if came is None else updated(entry, rostered, came, sick_rate))
        most = max(most, 0 if came is None else rostered)
    return tuple(found), most


def _counts_for(count: Count, entry: Turnout) -> bool:
    """Whether a count is of an entry's group; an entry for one grade is in no count."""
    return (
        not entry.grade
        and entry.tier in (None, count.tier)
        and entry.service in ("", count.service)
    )
