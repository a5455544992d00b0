"""What cannot be made safe: which places, by how much, what was tried, what would mend it."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from sevenday.clock import short_time
from sevenday.milp.levels import Objective, solve_levels
from sevenday.results import Result, encode
from sevenday.walkout.planning.coverage import coverage
from sevenday.walkout.planning.formulation import formulate
from sevenday.walkout.planning.places import CoverPlace
from sevenday.walkout.planning.plan import CoverPlan, PlaceChance
from sevenday.walkout.planning.problem import CoverProblem, chance_level

CLASH_SECONDS = 5.0


@dataclass(frozen=True, eq=False, slots=True)
class Escalation(Result):
    """A place over its limit. `tried`: what was; `mends`: what alone would bring it under.

    `evidence`: what a request for a derogation has to show (walkouts.md 2.7), to be signed and
    sent.
    """

    KEYS = """service=place.place.service shift=place.place.shift start=place.place.start
        rank=place.place.rank p_uncovered=place.chance limit=place.limit sentence tried mends
        evidence"""

    place: PlaceChance
    tried: tuple[str, ...]
    mends: tuple[str, ...]
    evidence: dict[str, Any]

    @property
    def sentence(self) -> str:
        """The place and its chance in words."""
        spot, limit = self.place.place, self.place.limit
        what = spot.competence or f"tier {spot.tier} or above"
        if self.place.empty:
            return (
                f"{spot.service}, {spot.shift}, {short_time(spot.start)}: {spot.needed} of {what} "
                f"needed (rank {spot.rank}); the post is EMPTY, and nobody is left to call."
            )
        return (
            f"{spot.service}, {spot.shift}, {short_time(spot.start)}: {spot.needed} of {what} "
            f"needed (rank {spot.rank}); the chance of being short is {self.place.chance:.2%}, and "
            f"{limit:.2%} is allowed."
        )


def _evidence(plan: CoverPlan, p: int, each: PlaceChance, tried: tuple[str, ...]) -> dict[str, Any]:
    """The evidence of a place, as a request for a derogation has it."""
    spot = each.place
    running = [
        row
        for n, row in enumerate(plan.problem.lists)
        if n not in plan.withdrawn and row.date == spot.day
    ]
    return {
        "service": spot.service,
        "tier": spot.tier,
        "competence": spot.competence,
        "from": encode(spot.start),
        "to": encode(spot.end),
        "required": spot.needed,
        **_available(plan, p, spot),
        "chance_short": round(each.chance, 6),
        "options_tried": list(tried),
        "elective_still_running": [row.name for row in running],
        "named_clinical_risk_owner": "",
        "review_at": encode(spot.start + timedelta(hours=4)),
    }


def _available(plan: CoverPlan, p: int, spot: CoverPlace) -> dict[str, Any]:
    """Who there is for a place: called, rostered, and of these how many were expected."""
    pool = plan.problem.pools[p]
    crews = [crew.group for crew in pool.crews if crew.fills[pool.places.index(spot)]]
    called = [plan.problem.substitutes[s] for s in plan.called_to(p)]
    return {
        "called": sum(spot.takes(who.tier, who.competences) for who in called),
        "rostered": sum(group.rostered for group in crews),
        "expected": round(sum(group.expected for group in crews), 2),
    }


def escalations(plan: CoverPlan) -> tuple[Escalation, ...]:
    """Every place over its limit, in order of rank, then time."""
    found = []
    for p, places in enumerate(plan.by_pool):
        for k, each in enumerate(places):
            if each.unsafe:
                tried = _tried(plan, p, each)
                evidence = _evidence(plan, p, each, tried)
                found.append(Escalation(each, tried, _mends(plan, p, k), evidence))
    return tuple(sorted(found, key=lambda e: (e.place.place.rank, e.place.place.start)))


def _tried(plan: CoverPlan, p: int, each: PlaceChance) -> tuple[str, ...]:
    """What the plan does for a pool already, and what it could not."""
    problem, pool = plan.problem, plan.problem.pools[p]
    able = [
        who
        for s, who in enumerate(problem.substitutes)
        if each.place.takes(who.tier, who.competences)
    ]
    could = {s for s, q in problem.calls if q == p}
    refused = sum(not who.consent for who in able)
    sent = plan.called_to(p)
    elsewhere = {s for s, q in plan.calls if q != p} & could - set(sent)
    gone = sum(problem.lists[n].date == pool.day for n in plan.withdrawn)
    days = sum(row.date == pool.day for row in problem.lists)
    parts = [
        f"{gone} of {days} lists of the day withdrawn" if days else "no list runs that day",
        f"{len(sent)} of {len(could)} who could be are called to it"
        if could
        else "nobody who has agreed can be called to it",
    ]
    if elsewhere:
        parts.append(f"{len(elsewhere)} of those are called elsewhere, or rest")
    if refused:
        parts.append(f"{refused} of {len(able)} with the competence have not agreed to cover")
    return (*parts, "own staff moved within the service by rank")


def _mends(plan: CoverPlan, p: int, k: int) -> tuple[str, ...]:
    """The single extra person, if one, who would bring a place under its limit.

    No further list would: lists are withdrawn before a place of rank 1 or 2 is left over its limit.
    """
    problem, pool = plan.problem, plan.problem.pools[p]
    place = pool.places[k]
    limit = problem.assumptions.limits.get(place.rank, 1.0)
    best = tuple(one.takes(3, tuple({q.competence for q in pool.places})) for one in pool.places)
    kinds = [problem.fills(s, p) for s in plan.called_to(p)]
    for extra in (1, 2, 3):
        counts: dict[tuple[bool, ...], int] = {}
        for kind in [*kinds, *[best] * extra]:
            counts[kind] = counts.get(kind, 0) + 1
        found = coverage(pool, counts, problem.assumptions.ranks)
        option = found.option(tuple(counts[kind] for kind in found.kinds))
        if found.short[option][k] <= limit + 1e-12:
            what = place.competence or f"tier {place.tier}"
            people = "one more person" if extra == 1 else f"{extra} more people"
            return (f"{people} with {what} on {pool.name}",)
    return ()


def smallest_conflict(made: CoverPlan, rank: int = 1) -> tuple[PlaceChance, ...]:
    """Places of a rank that cannot all be made safe, none of which could be left out of them.

    One place alone where one cannot be made safe whatever else is given up; else what is left
    when one after another is dropped. Empty where all are safe.
    """
    problem = made.problem
    spots = [
        (p, k)
        for p in range(len(problem.pools))
        for k, each in enumerate(made.by_pool[p])
        if each.place.rank == rank and not each.past
    ]
    if _safe(problem, spots, rank):
        return ()
    alone = next((one for one in spots if not _safe(problem, [one], rank)), None)
    if alone is not None:
        spots = [alone]
    else:
        for one in list(spots):
            rest = [other for other in spots if other != one]
            if not _safe(problem, rest, rank):
                spots = rest
    return tuple(made.by_pool[p][k] for p, k in spots)


def _safe(problem: CoverProblem, spots: list[tuple[int, int]], rank: int) -> bool:
    """Whether a plan exists in which all of some places are within their limit."""
    pools = []
    for p in dict.fromkeys(p for p, _ in spots):
        # a place left out needs nobody's care: it is ranked where no limit holds
        places = tuple(
            place if (p, k) in spots else replace(place, rank=6)
            for k, place in enumerate(problem.pools[p].places)
        )
        pools.append(replace(problem.pools[p], places=places))
    some = replace(problem, pools=tuple(pools), past=frozenset())
    model, columns = formulate(some)
    objectives = [Objective(chance_level(rank), columns.excess(rank))]
    _, found = solve_levels(model, objectives, CLASH_SECONDS, columns.nothing())
    return found[0].cost == 0
