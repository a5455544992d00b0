"""What cannot be made safe: which places, by how much, what was tried, what would mend it."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sevenday.clock import short_time
from sevenday.results import Result, encode
from sevenday.walkout.planning.coverage import coverage
from sevenday.walkout.planning.places import CoverPlace
from sevenday.walkout.planning.plan import CoverPlan, PlaceChance
from sevenday.walkout.planning.problem import CoverProblem

MOST_MORE = 6
"""A place that more than so many people more would mend is mended by nobody."""


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
    able = [who for s, who in enumerate(problem.substitutes) if _can_fill(problem, s, each)]
    of_pool = [s for s, q in problem.calls if q == p]
    could = {s for s in of_pool if _can_fill(problem, s, each)}
    refused = sum(not who.consent for who in able)
    sent = [s for s in plan.called_to(p) if s in could]
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


def _can_fill(problem: CoverProblem, substitute: int, each: PlaceChance) -> bool:
    who = problem.substitutes[substitute]
    return each.place.takes(who.tier, who.competences)


def _mends(plan: CoverPlan, p: int, k: int) -> tuple[str, ...]:
    """How many more people would bring a place under its limit, any of whom may be ill.

    No further list would: lists are withdrawn before a place of rank 1 or 2 is left over its limit.
    """
    problem, pool = plan.problem, plan.problem.pools[p]
    place = pool.places[k]
    limit = problem.assumptions.limits.get(place.rank, 1.0)
    best = tuple(one.takes(3, tuple({q.competence for q in pool.places})) for one in pool.places)
    kinds = [problem.fills(s, p) for s in plan.called_to(p)]
    for extra in range(1, MOST_MORE + 1):
        called = [*kinds, *[best] * extra]
        parts = coverage(pool, Counter(called), problem.assumptions)
        part = next(part for part in parts if k in part.places)
        if part.with_called(called)[part.places.index(k)] <= limit + 1e-12:
            what = f"competence {place.competence!r}" if place.competence else f"tier {place.tier}"
            people = "one more person" if extra == 1 else f"{extra} more people"
            return (f"{people} with {what} in {pool.name}",)
    return ()
