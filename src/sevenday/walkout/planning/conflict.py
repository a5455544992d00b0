"""Which places cannot all be made safe, though without those of any one shift the others can."""

from sevenday.milp.conflict import ModelDemand, irreducible_conflict
from sevenday.walkout.planning.formulation import formulate
from sevenday.walkout.planning.plan import CoverPlan, PlaceChance

SECONDS = 20.0


def smallest_conflict(
    made: CoverPlan, rank: int = 1, seconds: float = SECONDS
) -> tuple[PlaceChance, ...]:
    """Places of a rank that cannot all be made safe: of some services and hours.

    Whatever lists are withdrawn. Without any one of these services and hours the others can be.
    Empty where all are safe, or where it is not known in the time.
    """
    problem = made.problem
    model, columns = formulate(problem)
    forbids: dict[int, list[int]] = {}
    for part, options in enumerate(columns.option):
        over = problem.excess(part, rank)
        forbidden = [column for column, value in zip(options, over, strict=True) if value]
        forbids.setdefault(problem.parts[part].pool, []).extend(forbidden)
    serves: dict[int, list[int]] = {p: [] for p in forbids}
    for call, column in zip(problem.calls, columns.call, strict=True):
        serves[call.pool].append(column)
    pools = [p for p, columns_over in forbids.items() if columns_over]
    demands = [ModelDemand(forbids[p], serves[p]) for p in pools]
    found = irreducible_conflict(model, demands, seconds)
    return tuple(
        each for k in found or () for each in made.by_pool[pools[k]] if each.place.rank == rank
    )
