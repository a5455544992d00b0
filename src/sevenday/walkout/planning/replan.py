"""A later call: the plan that people hold is changed as little as the chances allow.

Counts enter the decision alone. What is shown of a place that is counted turns on the folder and
on the orders given, never on how many came: two counts that lead to the same orders give the same
papers.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sevenday.clock import moment
from sevenday.milp.levels import Level
from sevenday.model import Hospital
from sevenday.model.walkout import Count, Walkout
from sevenday.walkout.planning.counted import check_counts, is_counted, pools_as_known
from sevenday.walkout.planning.coverage import micro
from sevenday.walkout.planning.disclosure import whole_units
from sevenday.walkout.planning.evaluation import evaluate
from sevenday.walkout.planning.giving_back import give_back
from sevenday.walkout.planning.learning import learn
from sevenday.walkout.planning.placement import Placed, place_people
from sevenday.walkout.planning.places import pools
from sevenday.walkout.planning.plan import CoverPlan, plan
from sevenday.walkout.planning.problem import CHANGES, PLANNED, CoverProblem, chance_level
from sevenday.walkout.planning.published import (
    CountedGroup,
    Post,
    PublishedPlan,
    Standing,
    calls_by_key,
    fitted,
    pool_key,
    post_of,
)

SECONDS = 30.0
SURELY = 0.5
"""A counted place that is likelier short than not is empty."""


@dataclass(frozen=True, eq=False, slots=True)
class Replanned:
    """A plan after a later call.

    `given_back`: whether it gives back people and lists, because more come than was feared.
    `again`: groups counted before and not in the last counts, whose shift is not over.
    """

    plan: CoverPlan
    given_back: bool = False
    again: tuple[CountedGroup, ...] = ()


def replan(
    published: PublishedPlan,
    problem: CoverProblem,
    hospital: Hospital,
    walkout: Walkout,
    counts: Sequence[Count] = (),
    *,
    fresh: bool = False,
    at: datetime | None = None,
    seconds: float = SECONDS,
) -> Replanned:
    """The plan after an edit of the folder, or after some counts.

    What is counted is certain, and what is to come is expected anew. A call to a shift that has
    begun is not taken back. What was counted before and is not in these counts keeps what was
    decided for it.

    Parameters
    ----------
    published
        The plan that people hold.
    problem
        The folder's, as it is now.
    hospital, walkout
        What it was made of.
    counts
        How many of each group came; several files are one picture.
    fresh
        Whether to plan anew, but for what has begun.
    at
        When it is made: what began before is not undone. Without it the counts tell how late it is.
    seconds
        Time for the new plan.

    Raises
    ------
    InputError
        For a count of a shift that is not in the action, or of more people than the rota has.
    """
    standing = _after_counts(published.standing, problem, hospital, walkout, counts)
    if at is not None:
        standing = replace(
            standing, since=max(at, standing.since or at), now=max(at, standing.now or at)
        )
    shown = _as_shown(problem, hospital, walkout, standing)
    known = replace(
        shown,
        pools=pools_as_known(shown.pools, counts, standing),
        past=shown.past | _settled(published, shown, standing, counts),
    )
    possible = fitted(published, known, standing.now)
    rather = calls_by_key(known, standing.stood_down)
    made = plan(known, seconds, possible, standing.now, anew=fresh, rather=rather)
    proved = {level.name: level.gap == 0 for level in made.levels}
    stands = made.calls, made.withdrawn
    if counts and not fresh and _more_come(published.standing, standing, walkout):
        calls, withdrawn, levels = give_back(made, standing, seconds)
        made = replace(made, calls=calls, withdrawn=withdrawn)
        proved |= {level.name: level.gap == 0 for level in levels}
    empty = _empty_posts(made, standing)
    after = CoverPlan(
        shown,
        made.calls,
        made.withdrawn,
        (),
        _put(published, made),
        replace(standing, empty=empty),
    )
    changed = None if fresh else _changes(published, after)
    after = replace(after, levels=_levels(after, changed, proved))
    given_back = (made.calls, made.withdrawn) != stands
    if given_back:
        after = replace(after, standing=_with_stood_down(published, after))
    return Replanned(after, given_back, _to_count_again(standing, known, counts))


def _after_counts(
    before: Standing,
    problem: CoverProblem,
    hospital: Hospital,
    walkout: Walkout,
    counts: Sequence[Count],
) -> Standing:
    """What stands after some counts: which were counted, and what they teach.

    Of two pictures the one of more people teaches, the later of two as wide.
    """
    check_counts(problem.pools, hospital, walkout, counts)
    if not counts:
        return before
    whole = tuple(whole_units(hospital, counts))
    found, taught_by = learn(walkout.all_turnout, whole, problem.assumptions.sick_rate)
    taught = tuple(zip(walkout.all_turnout, found, strict=True))
    if taught_by < before.taught_by or not taught_by:
        taught, taught_by = before.taught, before.taught_by
    now = frozenset(_group_of(count) for count in counts)
    starts = [moment(c.date, hospital.shifts[c.shift].start) for c in counts]
    return replace(
        before,
        counted=before.counted | now,
        taught=taught,
        taught_by=taught_by,
        since=min(starts),
        now=max(max(starts), before.now or max(starts)),  # it never becomes earlier again
    )


def _as_shown(
    problem: CoverProblem, hospital: Hospital, walkout: Walkout, standing: Standing
) -> CoverProblem:
    """The problem that papers show: counted places as they were planned, the others as taught."""
    taught = problem.pools
    if standing.taught:
        taught = pools(hospital, walkout.with_turnout(standing.expected(walkout.all_turnout)))
    shown = tuple(
        planned if is_counted(planned, standing) else anew
        for planned, anew in zip(problem.pools, taught, strict=True)
    )
    over = frozenset(
        p
        for p, pool in enumerate(shown)
        if standing.since is not None and pool.end <= standing.since
    )
    return replace(problem, pools=shown, past=over)


def _settled(
    published: PublishedPlan, shown: CoverProblem, standing: Standing, counts: Sequence[Count]
) -> frozenset[int]:
    """Pools counted before, and not in these counts, that keep what was decided for them.

    Not where a post is empty, or somebody who was called there no longer can be.
    """
    now = replace(standing, counted=frozenset(_group_of(count) for count in counts))
    made = {
        (*pool_key(shown.pools[call.pool]), shown.substitutes[call.substitute].name)
        for call in shown.calls
    }
    lost = {call.key[1:] for call in published.calls if (*call.key[1:], call.name) not in made}
    return frozenset(
        p
        for p, pool in enumerate(shown.pools)
        if is_counted(pool, standing)
        and not is_counted(pool, now)
        and pool_key(pool) not in lost
        and not any(post_of(place) in standing.empty for place in pool.places)
    )


def _more_come(before: Standing, after: Standing, walkout: Walkout) -> bool:
    """Whether the counts teach that more come than the published plan feared."""
    feared, expected = before.expected(walkout.all_turnout), after.expected(walkout.all_turnout)
    pairs = zip(feared, expected, strict=True)
    return any(new.absence_share < old.absence_share - 1e-9 for old, new in pairs)


def _empty_posts(made: CoverPlan, standing: Standing) -> frozenset[Post]:
    """The counted posts with a limit that are short for all that is done: they are to be filled."""
    problem = made.problem
    found = set()
    for p, pool in enumerate(problem.pools):
        if p in problem.past or not is_counted(pool, standing):
            continue
        short = problem.short(p, made.called_to(p))
        for place, chance in zip(pool.places, short.tolist(), strict=True):
            if problem.assumptions.limit(place.rank) is not None and chance > SURELY:
                found.add(post_of(place))
    return frozenset(found)


def _put(published: PublishedPlan, made: CoverPlan) -> tuple[Placed, ...]:
    """Who is put where: those who hold a post keep it."""
    posts: dict[Post, list[str]] = {}
    for call in published.calls:
        if call.post is not None:
            posts.setdefault(call.post, []).append(call.name)
    return tuple(
        place_people(
            pool,
            made.people(p),
            made.problem.assumptions,
            tuple(tuple(posts.get(post_of(place), ())) for place in pool.places),
        )
        for p, pool in enumerate(made.problem.pools)
    )


def _with_stood_down(published: PublishedPlan, after: CoverPlan) -> Standing:
    """What stands, with the calls that were given back."""
    down = {call.key for call in published.calls} - {call.key for call in after.published.calls}
    return replace(after.standing, stood_down=after.standing.stood_down | down)


def _changes(published: PublishedPlan, after: CoverPlan) -> int:
    """How many calls and lists a plan changes."""
    new = after.published
    calls = {call.key for call in published.calls} ^ {call.key for call in new.calls}
    return len(calls) + len(set(published.withdrawn) ^ set(new.withdrawn))


def _levels(after: CoverPlan, changed: int | None, proved: dict[str, bool]) -> tuple[Level, ...]:
    """What each level costs, as shown; its bound is 0 where nothing is proved."""
    problem = after.problem
    costs = evaluate(problem, after.calls, set(after.withdrawn)).costs
    for rank in problem.assumptions.ranks:
        limit = problem.assumptions.limits[rank]
        costs[chance_level(rank)] = sum(
            micro(each.chance - limit)
            for each in after.places
            if each.place.rank == rank and not each.past
        )
    if changed is not None:
        costs[CHANGES] = changed
    ranks = [chance_level(rank) for rank in problem.assumptions.ranks]
    order = [*ranks, *([CHANGES] if changed is not None else []), *PLANNED]
    return tuple(Level(name, costs[name], costs[name] if proved.get(name) else 0) for name in order)


def _group_of(count: Count) -> CountedGroup:
    return CountedGroup(count.service, count.tier, count.shift, count.date)


def _to_count_again(
    standing: Standing, problem: CoverProblem, counts: Sequence[Count]
) -> tuple[CountedGroup, ...]:
    """Groups counted before and not now, of shifts that are not over."""
    if not counts:
        return ()
    now = {_group_of(count) for count in counts}
    over: set[tuple[str, str, object]] = {
        (pool.service, place.shift, pool.day)
        for pool in problem.pools
        for place in pool.places
        if standing.now is not None and pool.end <= standing.now
    }
    return tuple(
        sorted(
            group
            for group in standing.counted - now
            if (group.service, group.shift, group.day) not in over
        )
    )
