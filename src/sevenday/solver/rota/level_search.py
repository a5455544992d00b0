"""The search of a build, level by level: what a level has come to is held while others are sought.

Cover comes with requests where these are next to it. What there is to share out (nights, weekends,
hours) follows from the cover that was found: shares are priced around that.
"""

from collections.abc import Sequence
from dataclasses import replace
from time import monotonic
from typing import NamedTuple

from sevenday.solver.bounds.bank_holidays import BankHolidaySpread, price_outside_fairest
from sevenday.solver.engine.problem import Problem, SettledPrices
from sevenday.solver.engine.progress import OnIncumbent
from sevenday.solver.engine.search import SearchResult, search
from sevenday.solver.plan.plan import Plan
from sevenday.solver.plan.prices import COST, COVER, PATTERNS, REQUESTS, asked_levels
from sevenday.solver.plan.retarget import retargeted
from sevenday.solver.plan.settled_levels import settled_levels
from sevenday.solver.rota.params import BuildParams


class Effort(NamedTuple):
    """How much a search may do: seconds, or steps whatever the clock says; and its seed."""

    seconds: float
    steps: int | None
    seed: int


def search_levels(
    plan: Plan,
    granted: BankHolidaySpread,
    effort: Effort,
    on_incumbent: OnIncumbent | None,
    params: BuildParams,
) -> tuple[Plan, SearchResult]:
    """The plan with shares priced around what its cover takes, and the best roster found of it."""
    began = monotonic()
    stages = stages_of(asked_levels(plan.hospital))
    by_law = plan.by_law().problem
    cheap = replace(by_law, final=by_law.final // params.first_fairness)
    # a stage may end before its time is over; the next ones have what it leaves
    shares = [params.first_share, *[(1 - params.first_share) / max(1, len(stages) - 1)] * 9]
    found: SearchResult | None = None
    for n, stage in enumerate(stages):
        problem = cheap
        if found is not None:
            plan = price_outside_fairest(retargeted(plan, found.roster), granted)
            earlier = [level for before in stages[:n] for level in before]
            settled = settled_levels(plan, earlier, found.roster)
            # patterns are in no state while levels above them are sought
            reached = plan if PATTERNS in (*earlier, *stage) else plan.by_law()
            problem = dearer(reached.problem, settled, params.settled_times)
        until = sum(shares[: n + 1]) if n + 1 < len(stages) else 1.0
        steps = None if effort.steps is None else max(1, round(shares[n] * effort.steps))
        swaps = params.search.swaps._replace(hot=params.heat * plan.prices.one_of(stage[0]))
        found = search(
            problem,
            seconds=max(0.0, until * effort.seconds - (monotonic() - began)),
            steps=steps,
            seed=effort.seed,
            start=None if found is None else found.roster,
            on_incumbent=on_incumbent,
            params=replace(params.search, swaps=swaps),
        )
        if found.stopped:
            break
    assert found is not None
    return plan, replace(found, seconds=monotonic() - began, steps=effort.steps)


def dearer(problem: Problem, settled: SettledPrices, times: int) -> Problem:
    """The problem with what is settled at so many times its price, and settled."""
    more = times - 1
    return replace(
        problem,
        cost=problem.cost + more * settled.cost,
        penalty=problem.penalty + more * settled.penalty,
        final=problem.final + more * settled.final,
        settled=settled,
    )


def stages_of(levels: Sequence[str]) -> list[tuple[str, ...]]:
    """The levels that are sought together, in order: cover with requests, pounds with any."""
    stages: list[tuple[str, ...]] = []
    for level in levels:
        together = stages and (level == COST or {stages[-1][-1], level} == {COVER, REQUESTS})
        if together:
            stages[-1] = (*stages[-1], level)
        else:
            stages.append((level,))
    return stages
