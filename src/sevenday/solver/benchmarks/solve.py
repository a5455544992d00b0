"""A public problem by the engine of our own: mapped, searched, and scored by its file's words."""

from collections.abc import Sequence
from dataclasses import replace

from sevenday.errors import Fault, InputError
from sevenday.files.benchmarks.curtois import Curtois
from sevenday.solver.benchmarks.curtois import curtois_problem
from sevenday.solver.benchmarks.result import BenchmarkResult, OnIncumbent
from sevenday.solver.benchmarks.score import score
from sevenday.solver.engine.params import SearchParams
from sevenday.solver.engine.problem import Ints


def solve_curtois(
    file: Curtois,
    seconds: float = 60.0,
    seed: int = 1,
    on_incumbent: OnIncumbent | None = None,
    steps: int | None = None,
    params: SearchParams = SearchParams(),
) -> BenchmarkResult:
    """Search for at most `seconds`, or `steps` whatever the clock says; Ctrl-C ends it early.

    Raises InputError where somebody has no lawful line at all; KeyboardInterrupt where Ctrl-C came
    before any roster.
    """
    from sevenday.solver.engine.search import search
    from sevenday.solver.engine.warm_up import prepare

    problem = curtois_problem(file)
    prepare(problem)

    def tell(symbols: Ints, cost: int, bound: int, spent: float) -> None:
        if on_incumbent is not None:
            on_incumbent(_lines(problem.codes, symbols), bound, spent)

    try:
        found = search(
            problem, seconds=seconds, steps=steps, seed=seed, on_incumbent=tell, params=params
        )
    except InputError as error:
        raise InputError(*(_placed(fault, file.name) for fault in error.faults)) from None
    lines = _lines(problem.codes, found.roster)
    answer = score(file, lines)
    if answer.cost != found.cost:
        raise RuntimeError(f"the engine's cost {found.cost} is not the rules' {answer.cost}")
    return BenchmarkResult(
        lines, answer, found.bound, found.seconds, found.steps, seed, found.stopped
    )


def _placed(fault: Fault, file: str) -> Fault:
    return replace(fault, file=file)


def _lines(codes: Sequence[str], symbols: Ints) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(codes[symbol] for symbol in line) for line in symbols)
