"""What counts say of pools: who is there of the tiers that were counted."""

from collections.abc import Sequence
from dataclasses import replace

from sevenday.clock import moment
from sevenday.errors import Fault, InputError
from sevenday.model import Hospital
from sevenday.model.walkout import Count, Walkout
from sevenday.walkout.law.caught import is_caught
from sevenday.walkout.planning.places import Crew, Pool
from sevenday.walkout.planning.published import CountedGroup, Standing, post_of


def check_counts(
    made: Sequence[Pool], hospital: Hospital, walkout: Walkout, counts: Sequence[Count]
) -> None:
    """Raise InputError for a count that is of no shift in the action, or over what the rota has."""
    planned = {(p.service, place.shift, p.day): p for p in made for place in p.places}
    for count in counts:
        pool = planned.get((count.service, count.shift, count.date))
        if pool is None and not _in_action(count, hospital, walkout):
            what = f"{count.shift} of {count.service} on {count.date} is not in the action"
            expected = "a shift that starts in a window of walkout.toml"
            raise InputError(
                Fault(
                    what, "counts.csv", None, "shift", count.shift, expected, code="outside-dates"
                )
            )
        crews = _counted_crews(pool, count) if pool else []  # none where none can fill a place
        rostered = sum(crew.group.rostered for crew in crews)
        if crews and (count.rostered > rostered or count.present > count.rostered):
            what = (
                f"{count.service}, {count.shift}, tier {count.tier}: more than the rota has there"
            )
            found, expected = f"{count.rostered} rostered", f"at most {rostered}"
            raise InputError(
                Fault(what, "counts.csv", None, "rostered", found, expected, code="out-of-range")
            )


def _in_action(count: Count, hospital: Hospital, walkout: Walkout) -> bool:
    """Whether what was counted is a shift of the hospital that the action catches."""
    shift = hospital.shifts.get(count.shift)
    if shift is None:
        return False
    return is_caught(walkout, moment(count.date, shift.start), moment(count.date, shift.end))


def is_counted(pool: Pool, standing: Standing) -> bool:
    """Whether anybody rostered to a pool was counted."""
    groups = {CountedGroup(pool.service, c.tier, c.shift, pool.day) for c in pool.crews}
    return not groups.isdisjoint(standing.counted)


def pools_as_known(
    shown: tuple[Pool, ...], counts: Sequence[Count], standing: Standing
) -> tuple[Pool, ...]:
    """The pools with what is known of them: counted numbers, and posts left empty before."""
    known = []
    for pool in shown:
        empty = {place.shift for place in pool.places if post_of(place) in standing.empty}
        nobody = [
            Count(pool.service, crew.tier, crew.shift, pool.day, crew.group.rostered, 0)
            for crew in pool.crews
            if crew.shift in empty
        ]
        of_pool = {(c.tier, c.shift): c for c in nobody} | {
            (c.tier, c.shift): c for c in counts if (c.service, c.date) == (pool.service, pool.day)
        }
        known.append(_with_counts(pool, list(of_pool.values())))
    return tuple(known)


def _counted_crews(pool: Pool, count: Count) -> list[Crew]:
    return [c for c in pool.crews if (c.tier, c.shift) == (count.tier, count.shift)]


def _with_counts(pool: Pool, counts: list[Count]) -> Pool:
    """The pool with the numbers of the tiers that were counted known.

    Who of a tier came is not asked: those who can fill the fewest places are taken to have come
    first, so that no place is thought covered that may not be.
    """
    crews = list(pool.crews)
    for count in counts:
        left = count.present
        of_tier = [crews.index(crew) for crew in _counted_crews(pool, count)]
        for k in sorted(of_tier, key=lambda k: sum(pool.crews[k].fills)):
            came = min(left, crews[k].group.rostered)
            crews[k] = replace(crews[k], group=replace(crews[k].group, counted=came))
            left -= came
    return replace(pool, crews=tuple(crews))
