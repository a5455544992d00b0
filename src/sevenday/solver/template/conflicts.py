"""The smallest set of a template's requirements that cannot hold together.

Each search lets go of as few requirements as it can, of those that are not held: a clash holds one
of them at least. So the smallest set that hits all those found is held next, until nothing works.
"""

from dataclasses import replace
from itertools import combinations
from time import monotonic

from sevenday.solver.template.model import TemplateModel
from sevenday.solver.template.problem import TemplateProblem


def minimal_conflict(
    problem: TemplateProblem, weeks: int, seed: int, seconds: float, nodes: int | None = None
) -> tuple[str, ...]:
    """Rows of cover.csv and limits over the cycle that clash in a template of so many weeks.

    None of them can be left out: without it the others hold, which was found by doing so. Empty
    where they do not clash, or where that was not proved in the time.
    """
    began = monotonic()
    model = TemplateModel(replace(problem, steps=problem.bare), weeks, seed, relaxable=True)
    names = list(model.relaxed)
    model.flow.model.minimise([(v, 1.0) for v in model.relaxed.values()])
    let_go: list[frozenset[str]] = []
    while True:
        asserted = _hits(names, let_go)
        for name, variable in model.relaxed.items():
            model.flow.model.bound(variable, 0, name not in asserted)
        found = model.flow.solve(seconds - (monotonic() - began), nodes)
        if found.impossible:
            return asserted
        if found.walk is None:
            return ()
        gone = frozenset(n for n, v in model.relaxed.items() if found.values[v] > 0.5)
        if not gone:
            return ()
        let_go.append(gone)


def _hits(names: list[str], sets: list[frozenset[str]]) -> tuple[str, ...]:
    """The smallest choice of names with one of each set."""
    return next(
        chosen
        for size in range(len(names) + 1)
        for chosen in combinations(names, size)
        if all(not one.isdisjoint(chosen) for one in sets)
    )
