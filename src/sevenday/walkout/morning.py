"""The morning: the counts are in, and the plan is changed as little as the chances allow."""

from dataclasses import replace

from sevenday.errors import Fault, InputError
from sevenday.model import Hospital
from sevenday.model.walkout import Count, Turnout, Walkout
from sevenday.walkout.places import Pool, pools
from sevenday.walkout.plan import Plan, plan
from sevenday.walkout.problem import Problem
from sevenday.walkout.record import other_absence
from sevenday.walkout.turnout import Group, updated

SECONDS = 2.0


def replan(
    made: Plan, hospital: Hospital, walkout: Walkout, counts: tuple[Count, ...],
    seconds: float = SECONDS,
) -> Plan:  # fmt: skip
    """The plan after some counts: what is counted is certain, what is to come is expected anew.

    Calls to shifts that began before those counted stay as they are. Raises InputError for a count
    of a shift that no pool has, or of more people than the rota has there.
    """
    later = replace(walkout, turnout=tuple(_learnt(entry, counts) for entry in walkout.turnout))
    fresh = pools(hospital, later)
    known = {
        (pool.service, place.shift, pool.day): k
        for k, pool in enumerate(fresh)
        for place in pool.places
    }
    counted: dict[int, list[Count]] = {}
    for count in counts:
        place = known.get((count.service, count.shift, count.date))
        if place is None:
            what = f"no place of {count.service} on {count.shift} on {count.date} in the action"
            raise InputError(Fault(what, "counts.csv", None, "shift", count.shift))
        counted.setdefault(place, []).append(count)
    certain = tuple(
        _counted(pool, counted[k]) if k in counted else pool for k, pool in enumerate(fresh)
    )
    first = min((fresh[k].start for k in counted), default=None)
    started = frozenset(
        k for k, pool in enumerate(fresh) if first is not None and pool.start < first
    )
    old = made.problem
    problem = Problem(certain, old.substitutes, old.lists)
    return plan(problem, seconds, made, started)


def _learnt(entry: Turnout, counts: tuple[Count, ...]) -> Turnout:
    """What the counts say of a group's turnout; an entry for one grade is in no count."""
    if entry.grade:
        return entry
    told = [
        count
        for count in counts
        if entry.tier in (None, count.tier) and entry.service in ("", count.service)
    ]
    rostered, present = (sum(getattr(c, name) for c in told) for name in ("rostered", "present"))
    return updated(entry, rostered, present, other_absence()) if rostered else entry


def _counted(pool: Pool, counts: list[Count]) -> Pool:
    """The pool with the numbers of the tiers that were counted known.

    Who of a tier came is not asked: those who can fill the fewest places are taken to have come
    first, so that no place is thought covered that may not be.
    """
    crews = list(pool.crews)
    for count in counts:
        of_tier = [
            k for k, c in enumerate(crews) if c.tier == count.tier and c.shift == count.shift
        ]
        rostered = sum(crews[k].group.rostered for k in of_tier)
        if count.rostered > rostered or count.present > count.rostered:
            what = (
                f"{count.service}, {count.shift}, tier {count.tier}: more than the rota has there"
            )
            found, expected = f"{count.rostered} rostered", f"at most {rostered}"
            raise InputError(Fault(what, "counts.csv", None, "rostered", found, expected))
        left = count.present
        for k in sorted(of_tier, key=lambda k: sum(crews[k].fills)):
            came = min(left, crews[k].group.rostered)
            crews[k] = replace(crews[k], group=Group(came, 1.0))
            left -= came
    return replace(pool, crews=tuple(crews))
