"""The morning: the counts are in, and the plan is changed as little as the chances allow."""

from dataclasses import replace

from sevenday.clock import moment
from sevenday.errors import Fault, InputError
from sevenday.model import Hospital
from sevenday.model.walkout import Count, Turnout, Walkout
from sevenday.walkout.law.caught import is_caught
from sevenday.walkout.planning.disclosure import SMALLEST
from sevenday.walkout.planning.places import Pool, pools
from sevenday.walkout.planning.plan import CoverPlan, plan
from sevenday.walkout.planning.turnout import updated

SECONDS = 1.5


def replan(
    made: CoverPlan,
    hospital: Hospital,
    walkout: Walkout,
    counts: tuple[Count, ...],
    seconds: float = SECONDS,
) -> CoverPlan:
    """The plan after some counts: what is counted is certain, what is to come is expected anew.

    Shifts that began before the first that is counted are past, and what began before the last
    that is counted is not undone. A count of a shift that is caught and has no place tells of the
    turnout alone.

    Parameters
    ----------
    made
        The plan that people hold.
    hospital, walkout
        What it was made for.
    counts
        How many of each group came.
    seconds
        Time for the new plan.

    Raises
    ------
    InputError
        For a count of a shift that is not in the action, or of more people than the rota has.
    """
    sick_rate = made.problem.assumptions.sick_rate
    learnt = tuple(_update_turnout(entry, counts, sick_rate) for entry in walkout.turnout)
    fresh = pools(hospital, replace(walkout, turnout=learnt))
    known = {
        (pool.service, place.shift, pool.day): k
        for k, pool in enumerate(fresh)
        for place in pool.places
    }
    counted: dict[int, list[Count]] = {}
    for count in counts:
        place = known.get((count.service, count.shift, count.date))
        if place is not None:
            counted.setdefault(place, []).append(count)
        elif not _in_action(count, hospital, walkout):
            what = f"{count.shift} of {count.service} on {count.date} is not in the action"
            expected = "a shift that starts in a window of walkout.toml"
            raise InputError(
                Fault(
                    what, "counts.csv", None, "shift", count.shift, expected, code="outside-dates"
                )
            )
    certain = tuple(
        _with_counts(pool, counted[k]) if k in counted else pool for k, pool in enumerate(fresh)
    )
    starts = [fresh[k].start for k in counted]
    past = frozenset(k for k, pool in enumerate(fresh) if starts and pool.start < min(starts))
    problem = replace(made.problem, pools=certain, past=past)
    return plan(problem, seconds, made, max(starts, default=None))


def _in_action(count: Count, hospital: Hospital, walkout: Walkout) -> bool:
    """Whether what was counted is a shift of the hospital that the action catches."""
    shift = hospital.shifts.get(count.shift)
    if shift is None:
        return False
    return is_caught(walkout, moment(count.date, shift.start), moment(count.date, shift.end))


def _update_turnout(entry: Turnout, counts: tuple[Count, ...], sick_rate: float) -> Turnout:
    """What the counts say of a group's turnout; an entry for one grade is in no count.

    Fewer than may be shown teach nothing: the chances of places to come would tell who came.
    """
    if entry.grade:
        return entry
    of_group = [
        count
        for count in counts
        if entry.tier in (None, count.tier) and entry.service in ("", count.service)
    ]
    rostered, present = (
        sum(getattr(c, name) for c in of_group) for name in ("rostered", "present")
    )
    return updated(entry, rostered, present, sick_rate) if rostered >= SMALLEST else entry


def _with_counts(pool: Pool, counts: list[Count]) -> Pool:
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
            raise InputError(
                Fault(what, "counts.csv", None, "rostered", found, expected, code="out-of-range")
            )
        left = count.present
        for k in sorted(of_tier, key=lambda k: sum(crews[k].fills)):
            came = min(left, crews[k].group.rostered)
            crews[k] = replace(crews[k], group=replace(crews[k].group, counted=came))
            left -= came
    return replace(pool, crews=tuple(crews))
