"""Bank holidays are few, so who can work them says how unevenly they have to fall: exactly.

Leave, dates, pins and places count, and the days off that were asked for, where all are granted;
rest between duties and everything else is left out, so that no rota is fairer than this.
"""

from datetime import timedelta

from sevenday.solver.aims import BANK_HOLIDAY, HOLIDAYS, kinds_of
from sevenday.solver.fair import WITHIN
from sevenday.solver.highs import solve_linear
from sevenday.solver.linear import Linear
from sevenday.solver.rota import Plan

SECONDS = 12.0
FINE = 1000
"""Parts of a bank holiday for a whole time."""
MOST_DAYS = 12
"""More of them are not looked at one by one."""


def least_unfair(plan: Plan, granted: bool) -> int:
    """Hundredths by which shares of bank holidays are further apart than is fair, at the least.

    `granted`: whether every request is met, and so binds.
    """
    problem = plan.problem
    dates = [plan.first + timedelta(days=d) for d in range(problem.shape[1])]
    days = [d for d, kind in enumerate(kinds_of(dates)) if kind >= BANK_HOLIDAY]
    shares = [share for share in plan.shares if share.name == HOLIDAYS]
    if not shares or not 0 < len(days) <= MOST_DAYS:
        return 0
    asked = {(row, d): meets for row, d, meets, _ in plan.wishes} if granted else {}
    made = Linear()
    cells: dict[tuple[int, int, int], int] = {}
    for row in range(len(problem.names)):
        for d in days:
            may = [
                c for c in range(1, len(problem.codes))
                if problem.allowed[row, d, c] and c in asked.get((row, d), (c,))
            ]  # fmt: skip
            for c in may:
                cells[row, d, c] = made.variable()
            made.row([(cells[row, d, c], 1) for c in may], 0, 1)
    for need, d, line in plan.needs:
        if d in days and need.span is None:
            who = [(v, 1) for (row, day, c), v in cells.items()
                   if day == d and line in problem.lines[problem.team[row], d, c]]  # fmt: skip
            made.row(who, need.min, len(problem.names) + need.min)
    top = FINE * (len(days) + max(max(share.had) for share in shares) + 1) * 10
    weight = plan.aims.weight(HOLIDAYS)
    for share in shares:
        low, high = made.variable(top), made.variable(top)
        over = made.variable(top, 1)
        made.row([(over, 1), (high, -1), (low, 1)], -round(FINE * WITHIN), 2 * top)
        for row, whole, had in zip(share.rows, share.whole, share.had, strict=True):
            part = round(FINE / whole)
            mine = [(v, part) for (r, _, _), v in cells.items() if r == row]
            made.row([*mine, (low, -1)], -part * had, 2 * top)
            made.row([(high, 1), *((v, -part) for v, _ in mine)], part * had, 2 * top)
    found = solve_linear(made, SECONDS, deaf=True)
    if found.impossible:  # a place is open: what is left of the day binds nobody
        return 0
    return max(0, int(weight * 100 * max(0, found.bound - 2) / FINE))
