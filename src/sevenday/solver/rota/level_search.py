"""The search of a build, level by level: what a level has come to is held while others are sought.

Cover comes with requests where these are next to it. What there is to share out (nights, weekends,
hours) follows from the cover that was found: shares are priced around that.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from time import monotonic
from typing import NamedTuple

from sevenday.solver.bounds.bank_holidays import BankHolidaySpread, price_outside_fairest
from sevenday.solver.engine.params import SearchParams, SwapParams
from sevenday.solver.engine.problem import Ints, Problem, SettledPrices
from sevenday.solver.engine.progress import OnIncumbent
from sevenday.solver.engine.search import SearchResult, search
from sevenday.solver.plan.plan import Plan
from sevenday.solver.plan.prices import COST, COVER, FAIRNESS, PATTERNS, REQUESTS, asked_levels
from sevenday.solver.plan.retarget import retargeted
from sevenday.solver.plan.settled_levels import settled_levels, without_shares
from sevenday.solver.rota.narrow_shares import narrow_shares
from sevenday.solver.rota.nothing_to_gain import nothing_to_gain
from sevenday.solver.rota.params import BuildParams

HALF = 0.5
LONGER = 2
"""A search for patterns takes so many times as long as one for another level: it has more to do."""


class Effort(NamedTuple):
    """How much a search may do: seconds, or steps whatever the clock says; and its seed."""

    seconds: float
    steps: int | None
    seed: int

    def rounds(self, share: float) -> int | None:
        """The steps of a share of the search; None where the clock decides."""
        return None if self.steps is None else max(1, round(share * self.steps))


def search_levels(
    plan: Plan,
    granted: BankHolidaySpread,
    effort: Effort,
    on_incumbent: OnIncumbent | None,
    params: BuildParams,
) -> tuple[Plan, SearchResult]:
    """The plan with shares priced around what its cover takes, and the best roster found of it."""
    began = monotonic()
    turns = _turns(stages_of(asked_levels(plan.hospital)), params.first_share)
    found: SearchResult | None = None
    for n, turn in enumerate(turns):
        if found is not None:
            if effort.steps is None and monotonic() - began >= effort.seconds:
                break  # a large rota takes seconds to be posed anew
            plan = price_outside_fairest(retargeted(plan, found.roster), granted)
        reached, problem = _posed(plan, turn, found, params)
        # a search may end before its time is over; the next ones share what it leaves
        left = max(0.0, effort.seconds - (monotonic() - began))
        seconds = left * turn.share / sum(later.share for later in turns[n:])
        rounds = params.pattern_rounds if PATTERNS in turn.stage else 1
        steps = effort.rounds(turn.share * rounds)
        narrowed = params.narrow_share if FAIRNESS in turn.stage else 0.0
        swaps = _swaps(plan, turn, found is None, params)
        found = search(
            problem,
            seconds=seconds * (1 - narrowed),
            steps=steps,
            seed=effort.seed,
            start=None if found is None else found.roster,
            on_incumbent=on_incumbent,
            enough=partial(nothing_to_gain, plan, turn.stage),
            params=replace(params.search, swaps=swaps),
        )
        if FAIRNESS in turn.stage and not found.stopped:
            some = replace(params.search, swaps=_fewer(swaps, params))
            ends = Effort(seconds * narrowed, steps, effort.seed)
            found = _narrowed(reached, problem, found, ends, params.narrow_trials, some)
        del reached, problem  # large: the next turn has its own
        if found.stopped:
            break
    assert found is not None
    return plan, replace(found, seconds=monotonic() - began, steps=effort.steps)


def _posed(
    plan: Plan, turn: "_Turn", found: SearchResult | None, params: BuildParams
) -> tuple[Plan, Problem]:
    """The plan that a turn reaches, and its problem with what is settled held."""
    # patterns are in no state while levels above them are sought
    reached = plan if PATTERNS in (*turn.earlier, *turn.stage) else plan.by_law()
    if not turn.earlier:
        return reached, _cheaper_shares(reached.problem, turn.stage, found is None, params)
    assert found is not None
    settled = settled_levels(plan, turn.earlier, found.roster, turn.above)
    priced = without_shares(reached) if FAIRNESS in turn.earlier else reached.problem
    return reached, dearer(priced, settled, params.settled_times)


def _swaps(plan: Plan, turn: "_Turn", first: bool, params: BuildParams) -> SwapParams:
    """The chains of a turn: how hot, and how much of each kind of move."""
    swaps, one = params.search.swaps, plan.prices.one_of(turn.stage[0])
    if PATTERNS in turn.stage:
        swaps = swaps._replace(
            moves=min(swaps.moves, params.pattern_moves),
            swaps=min(swaps.swaps, params.pattern_swaps),
            deals=params.pattern_deals,
            loose_share=0.0,
        )
    if turn.earlier:
        swaps = swaps._replace(hot=params.heat * one)
    else:
        heat = params.first_heat if first else params.later_heat
        swaps = swaps._replace(hot=heat * one, cold=params.first_cold * one)
    # requests that are refused are settled where they are not sought
    return swaps if REQUESTS in turn.stage else swaps._replace(dear=0.0)


def _fewer(swaps: SwapParams, params: BuildParams) -> SwapParams:
    """The rounds of a trial that brings shares nearer: short ones."""
    moves, many = min(swaps.moves, params.narrow_moves), min(swaps.swaps, params.narrow_swaps)
    return swaps._replace(moves=moves, swaps=many)


def _narrowed(
    plan: Plan,
    problem: Problem,
    found: SearchResult,
    effort: Effort,
    trials: int,
    params: SearchParams,
) -> SearchResult:
    """What was found with its shares nearer, in a moment of search for each of so many trials."""
    ends, left, stopped = monotonic() + effort.seconds, iter(range(trials)), [False]

    def moment(narrower: Problem, start: Ints) -> SearchResult:
        made = search(
            narrower,
            seconds=effort.seconds / trials,
            steps=None if effort.steps is None else 1,
            seed=effort.seed,
            start=start,
            params=params,
        )
        stopped[0] = made.stopped
        return made

    def done() -> bool:
        if effort.steps is not None:
            return stopped[0] or next(left, None) is None
        return stopped[0] or monotonic() > ends

    roster = narrow_shares(plan, problem, found.roster, moment, done, effort.seed)
    return replace(found, roster=roster, stopped=stopped[0])


class _Turn(NamedTuple):
    """One search: its levels, those before them, its part of the work, and where shares have room.

    `above`: the part of the room that settled shares have above them.
    """

    stage: tuple[str, ...]
    earlier: tuple[str, ...]
    share: float
    above: float


def _turns(stages: Sequence[tuple[str, ...]], first_share: float) -> list[_Turn]:
    """The searches in order; once shares are settled, one with room below and one above them.

    The first levels are sought twice: shares are priced around what their cover takes only then.
    """
    turns: list[_Turn] = []
    parts = [LONGER if PATTERNS in stage else 1 for stage in stages]
    for n, stage in enumerate(stages):
        earlier = tuple(level for before in stages[:n] for level in before)
        share = (1 - first_share) * parts[n] / sum(parts[1:]) if n else first_share
        rooms = (0.0, 1.0) if FAIRNESS in earlier else (HALF,) if n else (HALF, HALF)
        turns += [_Turn(stage, earlier, share / len(rooms), above) for above in rooms]
    return turns


def _cheaper_shares(
    problem: Problem, stage: tuple[str, ...], first: bool, params: BuildParams
) -> Problem:
    """The problem with shares and patterns at a fraction of their price, but where it is theirs."""
    fraction = params.first_fairness if first else params.later_fairness
    if not first and {FAIRNESS, PATTERNS} & set(stage):
        fraction = 1
    return replace(problem, final=problem.final // fraction)


def dearer(problem: Problem, settled: SettledPrices, times: int) -> Problem:
    """The problem with what is settled at so many times its price, and settled."""
    more = times - 1
    final = more * settled.final
    final += problem.final
    return replace(
        problem,
        cost=problem.cost + more * settled.cost,
        penalty=problem.penalty + more * settled.penalty,
        final=final,
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
