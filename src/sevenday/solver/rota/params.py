"""Settings of a build: how its time is shared out between search, repair, proof and explanation."""

from dataclasses import dataclass, replace

from sevenday.solver.bounds.params import BoundParams
from sevenday.solver.engine.params import SearchParams
from sevenday.solver.plan.prices import SearchPrices

LEAST_PROOF = 1.0
"""Seconds that a proof or an explanation may take, however short the search."""


@dataclass(frozen=True, slots=True)
class BuildParams:
    """How the time of a build is spent.

    Parameters
    ----------
    search_share
        The part of the time that goes to the search; the rest is for what can be proved.
    long_window_search_share
        The same where the contract has limits that no state sees: keeping them takes time too.
    swaps_per_step
        Swaps that are tried for each step once such limits hold, where steps are counted.
    explain_seconds
        The most seconds after the search in which conflicts of unfilled places are looked for.
    first_share
        The part of the search that seeks the first levels (cover, and requests where they come
        next), with shares and patterns at a fraction of their price.
    first_fairness
        That fraction: one part in so many.
    settled_times
        What a level that is settled costs while others are sought, in times its price.
    heat
        The first temperature of the search for a level, in times what one of it costs.
    report_seconds
        A better rota is reported at most once in so many seconds.
    prices
        What the search pays for each objective.
    search
        Settings of the engine.
    bounds
        Settings of the bounds.
    """

    search_share: float = 0.92
    long_window_search_share: float = 0.6
    swaps_per_step: int = 10
    explain_seconds: float = 10.0
    first_share: float = 0.45
    first_fairness: int = 8
    settled_times: int = 4
    heat: float = 25.0
    report_seconds: float = 2.0
    prices: SearchPrices = SearchPrices()
    search: SearchParams = SearchParams()
    bounds: BoundParams = BoundParams()


def within(params: BuildParams, seconds: float) -> BuildParams:
    """The settings with no proof or explanation that takes longer than the search itself."""
    bounds = replace(
        params.bounds,
        pay_seconds=min(params.bounds.pay_seconds, max(LEAST_PROOF, seconds / 4)),
        holiday_seconds=min(params.bounds.holiday_seconds, max(LEAST_PROOF, seconds / 4)),
    )
    explain = min(params.explain_seconds, max(LEAST_PROOF, seconds / 4))
    return replace(params, explain_seconds=explain, bounds=bounds)
