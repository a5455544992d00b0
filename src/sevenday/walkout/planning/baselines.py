"""What hospitals do now, as plans on the same problem: what ours has to beat."""

from dataclasses import dataclass, replace
from datetime import datetime

from sevenday.results import Result
from sevenday.walkout.planning.evaluation import evaluate
from sevenday.walkout.planning.places import Pool
from sevenday.walkout.planning.plan import CoverPlan
from sevenday.walkout.planning.problem import (
    DELAY,
    POUNDS,
    Call,
    CoverProblem,
    too_close,
)
from sevenday.walkout.planning.stress_test import StressResult, stress_test


def keep_everything(problem: CoverProblem) -> CoverPlan:
    """Keep every list, call nobody, and hope."""
    return evaluate(problem, [], set())


def cancel_everything(problem: CoverProblem) -> CoverPlan:
    """Withdraw every list, and call whoever that frees to whatever they can do, in file order."""
    return _fill_greedily(problem, set(range(len(problem.lists))), spread=True)


def greedy_list(problem: CoverProblem) -> CoverPlan:
    """Fill the highest rank first with the cheapest person, withdrawing their list if need be."""
    return _fill_greedily(problem, set(), spread=False)


def nights_first(problem: CoverProblem) -> CoverPlan:
    """Fill the nights first, then the days, each by rank with the cheapest person."""
    return _fill_greedily(problem, set(), spread=False, nights=True)


BASELINES = {
    "cancel everything": cancel_everything,
    "keep everything and hope": keep_everything,
    "greedy: highest rank first, cheapest person": greedy_list,
    "nights first: then the days, highest rank first": nights_first,
}
"""What people do now, by what they call it."""


@dataclass(frozen=True, slots=True)
class PlanComparison(Result):
    """A plan, what it costs, and what came of it on the draws that all plans meet."""

    KEYS = """plan=name rank_1_over rank_2_over withdrawn delay pounds
        any_rank_1=stress.any_rank_1 rank_1_hours=stress.rank_1_hours
        rank_2_hours=stress.rank_2_hours"""

    name: str
    plan: CoverPlan
    stress: StressResult

    @property
    def rank_1_over(self) -> float:
        """The chances of rank 1 places over their limit, added up."""
        return self.plan.over(1)

    @property
    def rank_2_over(self) -> float:
        """The same of rank 2."""
        return self.plan.over(2)

    @property
    def withdrawn(self) -> int:
        """How many lists it withdraws."""
        return len(self.plan.withdrawn)

    @property
    def delay(self) -> int:
        """What its withdrawn lists weigh in patients' delay."""
        return self.plan.costs[DELAY]

    @property
    def pounds(self) -> int:
        """What its calls cost."""
        return self.plan.costs[POUNDS]


@dataclass(frozen=True, slots=True)
class StressComparison(Result):
    """A plan's stress test, and `beside` it what hospitals do now, on the same draws."""

    KEYS = "*run beside"

    run: StressResult
    beside: tuple[PlanComparison, ...]


def compare_with_baselines(plan: CoverPlan, draws: int, seed: int) -> StressComparison:
    """Meet a plan with so many draws, and what hospitals do now with the same."""
    run = stress_test(plan, draws, seed)
    others = {name: make(plan.problem) for name, make in BASELINES.items()}
    beside = [PlanComparison("Sevenday", plan, run)]
    beside += [PlanComparison(n, one, stress_test(one, draws, seed)) for n, one in others.items()]
    return StressComparison(run, tuple(beside))


def _fill_greedily(
    problem: CoverProblem, withdrawn: set[int], spread: bool, nights: bool = False
) -> CoverPlan:
    """Fill each place's expected gap by rank and time; `spread`: then call all that are left.

    `nights`: those of the nights before those of any day.
    """
    gap = problem.assumptions.rest
    busy: dict[int, list[tuple[datetime, datetime]]] = {}
    hours: dict[int, float] = {}
    calls: list[Call] = []
    gone = set(withdrawn)
    lists: dict[int, set[int]] = {}
    for k, n in problem.forces_withdrawal:
        lists.setdefault(k, set()).add(n)
    by_pool: dict[int, list[int]] = {}
    for k, (_, p) in enumerate(problem.calls):
        by_pool.setdefault(p, []).append(k)
    wanted = []
    for p, pool in enumerate(problem.pools):
        expected = _expected_there(pool)
        wanted += [
            (nights and not pool.is_night, place.rank, pool.start, p, j, place.needed - expected[j])
            for j, place in enumerate(pool.places)
            if place.needed > expected[j]
        ]
    ranks = problem.assumptions.ranks
    room = {
        p: sum(place.needed for place in pool.places if place.rank in ranks)
        for p, pool in enumerate(problem.pools)
    }

    def free(k: int) -> bool:
        s, p = problem.calls[k]
        pool = problem.pools[p]
        if problem.calls[k] in calls or room[p] <= sum(q == p for _, q in calls):
            return False
        if hours.get(s, 0.0) + pool.hours > problem.most_hours(s) + 1e-9:
            return False
        if any(too_close(pool.start, pool.end, *span, gap) for span in busy.get(s, ())):
            return False
        return not problem.unlawful([*(call for call in calls if call.substitute == s), Call(s, p)])

    def call(k: int) -> None:
        s, p = problem.calls[k]
        calls.append(Call(s, p))
        gone.update(lists.get(k, ()))
        pool = problem.pools[p]
        busy.setdefault(s, []).append((pool.start, pool.end))
        hours[s] = hours.get(s, 0.0) + pool.hours

    for *_, p, j, missing in sorted(wanted):
        able = [k for k in by_pool.get(p, ()) if problem.fills(problem.calls[k][0], p)[j]]
        able.sort(key=lambda k: (problem.pounds(k), k))
        for k in able:
            if missing and free(k):
                call(k)
                missing -= 1
    if spread:
        for k in range(len(problem.calls)):
            if free(k):
                call(k)
    return evaluate(problem, calls, gone)


def _expected_there(pool: Pool) -> list[int]:
    """How many of the rostered each place can count on: mean turnout, rounded down, by rank."""
    crews = sorted(pool.crews, key=lambda crew: sum(crew.fills))
    left = [int(replace(c.group, other_absence=0.0).expected) for c in crews]
    found = []
    for k, place in enumerate(pool.places):
        here = 0
        for n, crew in enumerate(crews):
            if crew.fills[k]:
                taken = min(left[n], place.needed - here)
                left[n] -= taken
                here += taken
        found.append(here)
    return found
