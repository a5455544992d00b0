"""What a new plan changes for those who hold the plan before it, as orders."""

from sevenday.walkout.planning.plan import CoverPlan
from sevenday.walkout.planning.problem import Call


def orders_between(before: CoverPlan, after: CoverPlan) -> tuple[str, ...]:
    """What a new plan changes, as orders: posts, lists and names of substitutes alone."""
    problem = after.problem

    def describe(call: Call) -> str:
        return f"{problem.substitutes[call.substitute].name}: {problem.pools[call.pool].name}"

    orders = [f"Call {describe(c)}" for c in after.calls if c not in before.calls]
    orders += [f"Stand down {describe(c)}" for c in before.calls if c not in after.calls]
    for n in after.withdrawn:
        if n not in before.withdrawn:
            row = problem.lists[n]
            orders.append(
                f"Withdraw {row.name} ({row.date}, {row.urgency}, {row.patients} patients)"
            )
    orders += [
        f"Restore {problem.lists[n].name} ({problem.lists[n].date})"
        for n in before.withdrawn
        if n not in after.withdrawn
    ]
    for p in set(range(len(problem.pools))) - problem.past:
        old = {e.place.shift: e.cover for e in before.by_pool[p]}
        for each in after.by_pool[p]:
            sent = [name for name in each.cover if name not in old.get(each.place.shift, ())]
            orders += [
                f"Put {name} on {each.place.shift}, {problem.pools[p].name}" for name in sent
            ]
    return tuple(orders)
