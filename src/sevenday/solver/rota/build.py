"""A hospital's dated rota built: search, what no state sees put right, bounds, explanation.

No rota is given that the checker has not passed.
"""

from collections.abc import Callable
from dataclasses import replace
from math import inf
from time import monotonic

from sevenday.contracts import Terms
from sevenday.limits import check
from sevenday.limits.fold import FOLD
from sevenday.milp.levels import Level
from sevenday.model import Hospital
from sevenday.patterns.counts import count_patterns
from sevenday.solver.bounds.bank_holidays import fairest_bank_holidays, price_outside_fairest
from sevenday.solver.bounds.by_level import measured_levels
from sevenday.solver.engine.problem import Ints
from sevenday.solver.engine.search import SearchResult
from sevenday.solver.engine.warm_up import prepare
from sevenday.solver.explain.explanation import Explanation, explain
from sevenday.solver.explain.inputs import refuse_inputs
from sevenday.solver.explain.lines import refuse_lines
from sevenday.solver.plan.formulation import make_plan
from sevenday.solver.plan.plan import Plan
from sevenday.solver.rota.fill_open import fill_open
from sevenday.solver.rota.level_search import Effort, search_levels
from sevenday.solver.rota.long_windows import repair_long_windows
from sevenday.solver.rota.params import (
    LEAST_FILL,
    LEAST_PROOF,
    BuildParams,
    RotaEngine,
    known_engine,
    within,
)
from sevenday.solver.rota.patience import Patience
from sevenday.solver.rota.result import (
    RotaResult,
    doctor_totals,
    refused_requests,
    unfilled_places,
)
from sevenday.solver.rota.so_far import SoFar, so_far

OnIncumbent = Callable[[Hospital, SoFar], None]
"""Called with a lawful rota and how far it has come."""

LARGE = 1000
"""Doctors x days of a rota that is checked so often that the check is compiled beforehand too."""


def build(
    hospital: Hospital,
    terms: Terms,
    seconds: float = 60.0,
    seed: int = 1,
    steps: int | None = None,
    engine: RotaEngine = "rows",
    on_incumbent: OnIncumbent | None = None,
    params: BuildParams = BuildParams(),
) -> RotaResult:
    """Fill a hospital's cover with its doctors under a contract.

    Parameters
    ----------
    hospital, terms
        What is asked for, and the contract.
    seconds
        Time to state the plan, to search, and to prove bounds; the explanation of unfilled places
        has a part of it more (`BuildParams.explain_share`).
    seed
        Of the search: the same seed and steps give the same rota.
    steps
        Steps of the search, whatever the clock says; None: as many as the time allows.
    engine
        `rows`, or `cpsat`, which counts no steps.
    on_incumbent
        Called now and then with the best lawful rota so far.
    params
        Settings.

    Raises
    ------
    InputError
        For what is missing or impossible, before any search, and for an engine that is none.
    KeyboardInterrupt
        Where Ctrl-C came before there was a rota.
    """
    engine, began = known_engine(engine), monotonic()
    hospital = hospital.in_nation(terms.contract.nation)
    refuse_inputs(hospital, params.explain)
    plan = make_plan(hospital, terms, params.prices)
    refuse_lines(plan.by_law(), terms)
    rows, days, _ = plan.problem.shape
    compiling = monotonic()
    prepare(plan.problem, *([FOLD] if rows * days > LARGE else ()))
    began += monotonic() - compiling  # once for all builds: no part of this one's time
    if steps is None:
        params = within(params, seconds)
    granted = fairest_bank_holidays(plan, True, params.bounds)
    plan = price_outside_fairest(plan, granted)
    share = params.long_window_search_share if plan.has_long_windows else params.search_share
    left = share * seconds - (monotonic() - began)
    left = max(left, params.least_search_share * share * seconds)
    if engine == "cpsat":
        from sevenday.solver.rota.cpsat import search_cpsat

        found: SearchResult = search_cpsat(plan, terms, round(left, 1), seed, params.cpsat)
    else:
        best = _BestSoFar(plan, on_incumbent, params.report_seconds, began)
        try:
            plan, found = search_levels(plan, granted, Effort(left, steps, seed), best, params)
        except KeyboardInterrupt:  # between two searches
            found = best.found()
    swaps, patience = iter(range(params.swaps_per_step * (steps or 0))), Patience(found.stopped)

    def swap_again() -> bool:
        if steps is None:
            return monotonic() - began < params.search_share * seconds
        return next(swaps, None) is not None

    def mended(time: float) -> Ints:
        more = swap_again if time else lambda: False
        return repair_long_windows(plan, found.roster, seed, more, params.long_windows)

    def filled(time: float) -> Ints:
        ends, tries = monotonic() + time, iter(range(params.fill_tries))

        def done() -> bool:
            return monotonic() > ends if steps is None else next(tries, None) is None

        return fill_open(plan, mended_symbols, done, params.fill_rounds if time else 0)

    mended_symbols = patience.spend(mended, inf)
    symbols = patience.spend(filled, max(LEAST_FILL, params.fill_share * seconds))
    made = replace(plan.hospital, rota=plan.rota(symbols))
    checked = check(made, terms, "rota")
    there, by_law = plan.problem.cover(symbols), plan.by_law()

    def proved(time: float) -> tuple[Level, ...]:
        return measured_levels(plan, symbols, granted, time, params.bounds)

    def explained(time: float) -> Explanation:
        return explain(by_law, made, terms, there, replace(params.explain, seconds=time))

    left = inf if steps is not None else max(LEAST_PROOF, began + seconds - monotonic())
    levels = patience.spend(proved, left)
    explanation = patience.spend(explained, params.explain.seconds)
    return RotaResult(
        hospital=made,
        levels=levels,
        unfilled=unfilled_places(plan, there),
        refused_requests=refused_requests(plan, symbols),
        totals=doctor_totals(plan, symbols, checked),
        checked=checked,
        patterns=count_patterns(made, terms, "rota"),
        seconds=monotonic() - began,
        steps=found.steps,
        seed=seed,
        stopped=patience.stopped,
        explanation=explanation,
    )


class _BestSoFar:
    """Keeps the best roster of a search; hands it on where it is lawful, once in some seconds."""

    def __init__(
        self, plan: Plan, on_incumbent: OnIncumbent | None, seconds: float, began: float
    ) -> None:
        self.plan, self.on_incumbent, self.seconds = plan, on_incumbent, seconds
        self.last, self.began = -seconds, began
        self.symbols: Ints | None = None

    def __call__(self, symbols: Ints, cost: int, bound: int, seconds: float) -> None:
        """Take a roster that is better than those before."""
        self.symbols = symbols
        now = monotonic() - self.began
        if self.on_incumbent is None or now - self.last < self.seconds:
            return
        self.last = now
        made = replace(self.plan.hospital, rota=self.plan.rota(symbols))
        if not check(made, self.plan.terms, "rota").breaches:
            self.on_incumbent(made, so_far(self.plan, symbols, now))

    def found(self) -> SearchResult:
        """The best of a search that Ctrl-C ended; KeyboardInterrupt where it has none yet."""
        if self.symbols is None:
            raise KeyboardInterrupt
        return SearchResult(self.symbols, 0, 0, monotonic() - self.began, None, True)
