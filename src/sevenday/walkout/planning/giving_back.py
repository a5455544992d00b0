"""What can be given back when more come than was feared."""

from sevenday.milp.levels import Level, Objective, solve_levels
from sevenday.walkout.planning.counted import is_counted
from sevenday.walkout.planning.formulation import formulate
from sevenday.walkout.planning.plan import CoverPlan
from sevenday.walkout.planning.problem import PLANNED, Calls, chance_level
from sevenday.walkout.planning.published import Standing, chosen_calls


def give_back(
    made: CoverPlan, standing: Standing, seconds: float
) -> tuple[Calls, tuple[int, ...], list[Level]]:
    """What of a plan can be given back as safely: lists by their patients' urgency, then people.

    Nobody is sent away from a shift that has begun or is counted: it would tell who came.
    """
    problem = made.problem
    model, columns = formulate(problem)
    fixed = columns.begun(made.calls, made.withdrawn, standing.now)
    for call, column in zip(problem.calls, columns.call, strict=True):
        if call not in made.calls:
            fixed[column] = 0.0
        elif is_counted(problem.pools[call.pool], standing):
            fixed[column] = 1.0
    for n, column in enumerate(columns.withdraw):
        if n not in made.withdrawn:
            fixed[column] = 0.0
    for column, value in fixed.items():
        model.bound(column, value, value)
    ranks = problem.assumptions.ranks
    objectives = [Objective(chance_level(rank), columns.excess(rank)) for rank in ranks]
    for urgency in sorted(problem.assumptions.delay):
        rows = zip(columns.withdraw, problem.lists, strict=True)
        terms = [(c, row.patients) for c, row in rows if row.urgency == urgency]
        objectives.append(Objective(f"patients of {urgency}", terms))
    planned = zip(PLANNED, columns.planned(), strict=True)
    objectives += [Objective(name, terms) for name, terms in planned]
    start = columns.of(made.calls, made.withdrawn)
    values, levels = solve_levels(model, objectives, seconds, start, columns.broken)
    calls = chosen_calls(problem, columns.call, values)
    return calls, tuple(n for n, c in enumerate(columns.withdraw) if values[c]), levels
