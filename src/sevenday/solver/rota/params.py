"""Settings of a build: how its time is shared out between search, repair, proof and explanation."""

from dataclasses import dataclass, replace
from typing import Literal, cast, get_args

from sevenday.errors import Fault, InputError
from sevenday.settings import FromFile, Level, Share
from sevenday.solver.bounds.params import BoundParams
from sevenday.solver.engine.params import SearchParams
from sevenday.solver.explain.params import ExplainParams
from sevenday.solver.plan.prices import SearchPrices

RotaEngine = Literal["rows", "cpsat"]
"""What searches: our own engine, or CP-SAT."""
LEAST_FILL = 0.5
"""Seconds in which chains of changes may be tried on open places, however short the search."""
LEAST_PROOF = 1.0
"""Seconds that a proof or an explanation may take, however short the search."""


def known_engine(text: str) -> RotaEngine:
    """An engine by its name. Raises InputError for another."""
    if text not in get_args(RotaEngine):
        how = " or ".join(get_args(RotaEngine))
        raise InputError(
            Fault("no such engine", "", None, "--engine", text, how, code="unknown-word")
        )
    return cast(RotaEngine, text)


@dataclass(frozen=True, slots=True)
class LongWindowParams:
    """How breaks of limits that no state sees are mended by swaps.

    Parameters
    ----------
    seconds
        Time to mend a roster, for a busy machine: what ends it is that nothing is broken.
    swap_days
        Days that change hands at once.
    margin_days, span_days
        Days before and after a break whose change may mend it, and the most days looked at.
    changes, batch
        Changes that are listed, and judged at once: the cheapest first.
    sideways
        Changes in a row that may leave as many breaks as there were.
    unfilled_cost
        What more a roster costs with an empty place, about: rather than that, a change that
        mends nothing.
    """

    seconds: float = 60.0
    swap_days: int = 7
    margin_days: int = 3
    span_days: int = 35
    changes: int = 200_000
    batch: int = 256
    sideways: int = 400
    unfilled_cost: int = 2000


@dataclass(frozen=True, slots=True)
class CpsatParams:
    """How CP-SAT is run. Its whole presolve took most of a minute, so it is cut short.

    Parameters
    ----------
    symmetry_level, probing_level
        How much of each it does in its presolve; 0: none.
    presolve_rounds
        Rounds of its presolve.
    """

    symmetry_level: Level = 0
    probing_level: Level = 0
    presolve_rounds: int = 1


@dataclass(frozen=True, slots=True)
class BuildParams(FromFile):
    """How the time of a build is spent.

    Parameters
    ----------
    search_share
        The part of the time after which the search ends; the rest is for what can be proved.
    explain_share
        So much more time, as a part of it, is for the explanation of unfilled places.
    least_search_share
        The part of the time that the search has at least, however long it took to state the plan.
    long_window_search_share
        The same where the contract has limits that no state sees: keeping them takes time too.
    swaps_per_step
        Swaps that are tried for each step once such limits hold, where steps are counted.
    first_share
        The part of the search that seeks the first levels (cover, and requests where they come
        next), with shares and patterns at a fraction of their price.
    first_fairness, later_fairness
        That fraction: one part in so many, before it is known what cover takes, and after.
    fill_share, fill_tries, fill_rounds
        The part of the time in which places that the search left open are filled by a few changed
        cells, if somebody can; chains of changes that are tried at most, where steps are counted;
        and how often others are looked for where the checker refuses some.
    narrow_share, narrow_trials
        The part of the search for fairness in which shares are brought nearer to each other, and
        into how many trials it falls; where steps are counted, at most so many.
    narrow_moves, narrow_swaps
        Reinsertions and swaps of one round of such a trial.
    settled_times
        What a level that is settled costs while others are sought, in times its price.
    heat
        The first temperature of the search for a level, in times what one of it costs.
    first_heat, later_heat, first_cold
        The first temperature of the search for the first levels, the same once it is known what
        cover takes, and the last of both.
    pattern_moves, pattern_swaps, pattern_deals
        Reinsertions, swaps and deals that a chain tries in one round while patterns are sought:
        among their many states a reinsertion is dear, and what is settled is kept by deals.
    pattern_rounds
        Rounds of that search to a step: they are shorter than others.
    report_seconds
        A better rota is reported at most once in so many seconds.
    prices
        What the search pays for each objective.
    search
        Settings of the engine.
    bounds
        Settings of the bounds.
    long_windows
        Settings of the repair of limits that no state sees.
    explain
        Settings of the explanation of unfilled places.
    cpsat
        Settings of the second engine.
    """

    search_share: Share = 0.88
    explain_share: Share = 0.05
    least_search_share: Share = 0.5
    long_window_search_share: Share = 0.6
    swaps_per_step: int = 10
    first_share: Share = 0.6
    first_fairness: int = 64
    later_fairness: int = 8
    fill_share: Share = 0.02
    fill_tries: int = 100
    fill_rounds: int = 5
    narrow_share: Share = 0.25
    narrow_trials: int = 16
    narrow_moves: int = 20
    narrow_swaps: int = 4000
    settled_times: int = 4
    heat: float = 25.0
    first_heat: float = 4.0
    later_heat: float = 1.0
    first_cold: float = 0.125
    pattern_moves: int = 3
    pattern_swaps: int = 10_000
    pattern_deals: int = 50
    pattern_rounds: int = 4
    report_seconds: float = 2.0
    prices: SearchPrices = SearchPrices()
    search: SearchParams = SearchParams()
    bounds: BoundParams = BoundParams()
    long_windows: LongWindowParams = LongWindowParams()
    explain: ExplainParams = ExplainParams()
    cpsat: CpsatParams = CpsatParams()


def within(params: BuildParams, seconds: float) -> BuildParams:
    """The settings for so many seconds: none before the search and none after takes too many."""
    holidays = min(params.bounds.holiday_seconds, max(LEAST_PROOF, seconds / 10))
    explain = min(params.explain.seconds, max(LEAST_PROOF, params.explain_share * seconds))
    return replace(
        params,
        bounds=replace(params.bounds, holiday_seconds=holidays),
        explain=replace(params.explain, seconds=explain),
    )
