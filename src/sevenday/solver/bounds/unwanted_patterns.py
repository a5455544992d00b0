"""What unwanted patterns weigh at least, cover and requests as they are: Lagrange's bound by rows.

Each doctor's line is the best there is at prices for what it does for others: a place that is
taken saves its price, and hours and weekends that have a most cost theirs. What the best lines
come to at any prices, no rota comes to less than; steps uphill look for prices at which it is most
(Held, Wolfe and Crowder, 1974). Fairness and limits on nights are left out, which allows more
rotas, never fewer.
"""

from collections.abc import Sequence
from math import ceil
from time import monotonic
from typing import Any

import numpy as np

from sevenday.kernels import kernel
from sevenday.solver.bounds.params import BoundParams
from sevenday.solver.engine.problem import Floats, Ints
from sevenday.solver.plan.objectives import PATTERNS, WEEKENDS
from sevenday.solver.plan.plan import Plan
from sevenday.solver.plan.prices import COVER, REQUESTS, levels_above

HUNDREDTHS = 100
CLOSE = 1e-6
DUTY, HALF = 600, 0.5
FAR = 1e18
"""More than any line costs."""
BEGIN, ONWARD, SLOWER, SLOWEST = 2.0, 0.7, 0.8, 1e-3
"""The first prices; how much of the last direction is kept; what a step is shortened by, and the
part of the first one below which there are no more."""


def least_patterns(
    plan: Plan,
    symbols: Ints,
    wanted: Sequence[int],
    weighs: int,
    params: BoundParams,
) -> int:
    """Hundredths of weight that no rota is below which covers as much and refuses no more.

    Parameters
    ----------
    plan
        With the states of its patterns. Only what comes before patterns in its order of levels is
        taken as it is; where cover does not, nothing is proved.
    symbols
        A roster (R, D) of it.
    wanted
        (J,) how many are wanted on each cover line: its ideal, or its least.
    weighs
        What the roster's patterns weigh.
    params
        Settings.
    """
    above = levels_above(plan.hospital, PATTERNS)
    if PATTERNS not in plan.objectives.names or COVER not in above:
        return 0
    lines = _CheapestLines(plan, symbols, np.array(wanted, np.float64))
    # begun where filling every place would pay for the patterns twice
    prices = lines.at_places(BEGIN * weighs / max(1, sum(wanted)))
    pace, going = params.pattern_step, np.zeros_like(prices)
    best, since, ends = 0.0, 0, monotonic() + params.pattern_seconds
    for _ in range(params.pattern_rounds):
        found, uphill = lines.bound(prices)
        since = 0 if found > best + 1 else since + 1
        best = max(best, found)
        if monotonic() > ends or weighs - best < 1 or pace < params.pattern_step * SLOWEST:
            break
        if since == params.pattern_patience:
            pace, since = pace * SLOWER, 0
        uphill = np.where((prices > 0) | (uphill > 0), uphill, 0.0)  # no price falls below 0
        going = ONWARD * going + uphill
        square = float((going**2).sum())
        if not square:
            break
        prices = np.maximum(0.0, prices + pace * (weighs - found) / square * going)
    return ceil(best - CLOSE)


class _CheapestLines:
    """The best line of each row at prices, and what they prove.

    Prices are of J cover lines, of ten hours and of a weekend of each of R rows, and of refusing
    one request of weight 1.
    """

    def __init__(self, plan: Plan, symbols: Ints, wanted: Floats) -> None:
        problem = plan.problem
        rows, days, many = problem.shape
        self.plan, self.wanted, self.prices = plan, wanted, len(wanted) + 2 * rows + 1
        t, w = plan.objectives.index(PATTERNS), plan.objectives.index(WEEKENDS)
        unit = HUNDREDTHS * plan.objectives.weight(PATTERNS)
        self.units = [unit * machine.adds[t] for machine in problem.machines]
        self.weekends = [machine.adds[w].astype(np.float64) for machine in problem.machines]
        self.most = problem.most / DUTY
        self.caps = np.minimum(problem.caps[:, w], days).astype(np.float64)
        self.spend = [machine.spend / DUTY for machine in problem.machines]
        # a price in whole units of cost is at most half a unit from the weight that it stands for
        price = plan.prices.pattern
        self.absence = np.maximum(0.0, (plan.absence_cost - HALF) * HUNDREDTHS / price)
        self.refused = plan.requests.cost / plan.prices.request
        if REQUESTS not in levels_above(plan.hospital, PATTERNS):
            self.refused = np.zeros_like(self.refused)
        self.missing = float(np.maximum(0.0, wanted - problem.cover(symbols)).sum())
        at = np.arange(rows)[:, None], np.arange(days)[None, :]
        self.refusals = float(self.refused[(*at, symbols)].sum())
        self.filled = np.where(problem.lines >= 0, problem.lines, len(wanted))
        states = max(machine.states for machine in problem.machines)
        self.ways = np.zeros((days, states), np.int64), np.zeros((days, states), np.int64)
        self.steps = rows * days * states * many

    def at_places(self, price: float) -> Floats:
        """Prices of which those of places are one, and all others nothing."""
        prices = np.zeros(self.prices)
        prices[: len(self.wanted)] = price
        return prices

    def bound(self, prices: Floats) -> tuple[float, Floats]:
        """What the lines prove, and which way the prices are to go."""
        problem, (rows, days, _) = self.plan.problem, self.plan.problem.shape
        lines, (hour, weekend) = len(self.wanted), prices[len(self.wanted) : -1].reshape(2, rows)
        place = np.append(prices[:lines], 0.0)
        saved = place[self.filled].sum(3)  # (teams, D, C)
        total = float(place[:-1] @ self.wanted) - prices[-1] * self.refusals
        total -= float(hour @ self.most + weekend @ self.caps)
        uphill = np.concatenate([self.wanted, -self.most, -self.caps, [-self.refusals]])
        dearest = int(place[:-1].argmax()) if lines else 0
        total -= self.missing * place[dearest]
        uphill[dearest] -= self.missing
        line = np.zeros(days, np.int64)
        for row in range(rows):
            m = int(problem.machine[row])
            machine, team = problem.machines[m], problem.team[row]
            cell = self.absence[row] + prices[-1] * self.refused[row] - saved[team]
            cell = cell + hour[row] * self.spend[m]
            given = problem.kind, problem.table, int(problem.start[row]), machine.moves
            adds = self.units[m], self.weekends[m], float(weekend[row])
            total += _cheapest.at(self.steps)(
                *given, *adds, cell, problem.allowed[row], *self.ways, line
            )
            np.subtract.at(uphill, self._on(team, line), 1.0)
            uphill[lines + row] += float(self.spend[m][line].sum())
            uphill[lines + rows + row] += _weekends(given, self.weekends[m], line)
            uphill[-1] += float(self.refused[row, np.arange(days), line].sum())
        return total, uphill

    def _on(self, team: int, line: Ints) -> Ints:
        """The cover lines that a line of symbols counts on."""
        counted = self.plan.problem.lines[team, np.arange(len(line)), line].ravel()
        return np.asarray(counted[counted >= 0])


def _weekends(given: tuple[Ints, Ints, int, Ints], adds: Floats, line: Ints) -> float:
    """The weekends of a line, of (kind, table, start, moves)."""
    kind, table, state, moves = given
    total = 0.0
    for day, symbol in enumerate(line.tolist()):
        total += float(adds[kind[day], state, symbol])
        state = int(moves[table[day], state, symbol])
    return total


@kernel
def _cheapest(
    kind: Any,
    table: Any,
    begin: Any,
    moves: Any,
    units: Any,
    weekends: Any,
    dear: Any,
    cell: Any,
    allowed: Any,
    came: Any,
    by: Any,
    line: Any,
) -> Any:
    """The least that a line of days can cost, written into `line`; `came`, `by`: the way back."""
    days, symbols = cell.shape
    now = np.full(moves.shape[1], FAR)
    now[begin] = 0.0
    for day in range(days):
        then = np.full(moves.shape[1], FAR)
        for state in range(len(now)):
            if now[state] >= FAR:
                continue
            for c in range(symbols):
                after = moves[table[day], state, c]
                if after < 0 or not allowed[day, c]:
                    continue
                cost = now[state] + cell[day, c] + units[kind[day], state, c]
                cost += dear * weekends[kind[day], state, c]
                if cost < then[after]:
                    then[after], came[day, after], by[day, after] = cost, state, c
        now = then
    state = int(np.argmin(now))
    least = now[state]
    for day in range(days - 1, -1, -1):
        line[day] = by[day, state]
        state = came[day, state]
    return least
