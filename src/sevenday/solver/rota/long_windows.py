"""A roster held to the whole law, by the checker's own fold: what no state sees is mended by swaps.

Limits that look far back (long periods off, weekly rest, rolling averages) and the nights of a
clock change are not in the machine. While a line breaks one, days around the break go to another
doctor, or are left open where nothing else helps: whatever breaks fewer limits at the least cost.
"""

from collections.abc import Callable
from dataclasses import replace
from time import monotonic

import numpy as np
import numpy.typing as npt

from sevenday.clock import DAY
from sevenday.errors import InputError
from sevenday.limits import Checker, check
from sevenday.limits.fold import Floats
from sevenday.limits.lines import dated
from sevenday.solver.engine.problem import Ints
from sevenday.solver.engine.roster import Roster, roster_from
from sevenday.solver.engine.swaps import DaySpan, lawful_swaps, swap_rows
from sevenday.solver.plan.plan import Plan

MAX_SWAP_DAYS = 7
"""Days that change hands at once."""
MARGIN_DAYS = 3
"""Days before and after a break whose change may mend it."""
MAX_SPAN_DAYS = 35
MAX_CHANGES = 200_000
BATCH = 256
"""Changes that are judged at once, the cheapest first."""
SECONDS = 60.0
MAX_SIDEWAYS = 400
"""Changes in a row that may leave as many breaks as there were."""
EPSILON = 1e-9
UNFILLED_COST = 2000
"""What more a roster costs with an empty place, about."""


def repair_long_windows(plan: Plan, symbols: Ints, seed: int, more: Callable[[], bool]) -> Ints:
    """A roster (R, D) near to this one that breaks no limit; places are left open if they must be.

    While there is `more` time, it is then made cheaper by swaps that break none. Raises InputError
    where no roster is found that breaks none.
    """
    law = _FullLaw(plan)
    rng = np.random.default_rng(seed)
    roster, arrays = roster_from(plan.problem, symbols), plan.problem.arrays
    broken = law.broken(np.arange(len(symbols)), symbols)
    found, left = np.zeros((MAX_CHANGES, 4), np.int64), MAX_SIDEWAYS
    until, fewest = monotonic() + SECONDS, float(broken.sum())
    while broken.any() and monotonic() < until:
        row = int(rng.choice(np.flatnonzero(broken)))
        low, high = law.around(row, roster.symbols[row], rng)
        many = lawful_swaps(arrays, roster, row, DaySpan(low, high, MAX_SWAP_DAYS), found)
        order = np.argsort(found[:many, 3] + rng.random(many), kind="stable")
        choice = _choose(law, roster, broken, row, found[order], left > 0, rng)
        if choice is None:
            break
        other, first, stop = (int(n) for n in choice[:3])
        swap_rows(arrays, roster, row, other, first, stop)
        rows = np.array([k for k in (row, other) if k >= 0])
        broken[rows] = law.broken(rows, roster.symbols[rows])
        if broken.sum() < fewest - EPSILON:
            fewest, left = float(broken.sum()), MAX_SIDEWAYS
        else:
            left -= 1
    if broken.any():
        row = int(np.flatnonzero(broken)[0])
        raise InputError(law.breach_sentence(row, roster.symbols))
    days = roster.symbols.shape[1]
    while plan.has_long_windows and more():
        row, low = (
            int(rng.integers(len(symbols))),
            int(rng.integers(max(1, days - MAX_SPAN_DAYS // 2))),
        )
        high = min(days, low + MAX_SPAN_DAYS // 2)
        many = lawful_swaps(arrays, roster, row, DaySpan(low, high, MAX_SWAP_DAYS), found)
        cheaper = found[:many][found[:many, 3] < roster.cost[0]]
        cheaper = cheaper[np.argsort(cheaper[:, 3], kind="stable")][:BATCH]
        lawful = np.flatnonzero(law.after(roster.symbols, row, cheaper) <= 0)
        if len(lawful):
            swap_rows(arrays, roster, row, *(int(n) for n in cheaper[lawful[0], :3]))
    return roster.symbols.astype(np.int64)


def _choose(
    law: "_FullLaw",
    roster: Roster,
    broken: Floats,
    row: int,
    found: Ints,
    sideways: bool,
    rng: np.random.Generator,
) -> Ints | None:
    """The cheapest change that breaks less; else one that breaks as much, if it may; or none."""
    symbols, cost, level = roster.symbols, int(roster.cost[0]), None
    for at in range(0, len(found), BATCH):
        some = found[at : at + BATCH]
        now, swapped = law.after(symbols, row, some), some[:, 0] >= 0
        before = broken[row] + np.where(swapped, broken[np.maximum(some[:, 0], 0)], 0)
        better = np.flatnonzero(now < before - EPSILON)
        if len(better):
            best = np.asarray(some[better[0]])
            # rather a change that breaks as much than a place left open
            return (
                level if sideways and level is not None and best[3] > cost + UNFILLED_COST else best
            )
        alike = np.flatnonzero((now < before + EPSILON) & swapped)
        if level is None and len(alike):
            level = np.asarray(some[rng.choice(alike)])
    return level if sideways else None


class _FullLaw:
    """Every limit of the contract, over lines of some rows."""

    def __init__(self, plan: Plan) -> None:
        self.plan, self.hospital = plan, plan.hospital
        self.checker = Checker(plan.hospital, plan.terms)

    def _events(self, rows: Ints, symbols: Ints) -> tuple[npt.NDArray[np.void], int]:
        lines = dated(self.hospital, self.plan.rota(symbols, rows))
        return self.checker.fold(lines).breaches(np.arange(len(rows))), lines.history

    def broken(self, rows: Ints, symbols: Ints) -> Floats:
        """(n,) of each of the lines (n, D) of these rows, its breaches: 1 each, and by how much."""
        if not len(rows):
            return np.zeros(0)
        events, _ = self._events(rows, symbols)
        far = np.minimum(1.0, -events["slack"] / np.maximum(1.0, events["limit"]))
        found: Floats = np.zeros(len(rows))
        np.add.at(found, events["line"].astype(np.int64), 1 + far)
        return found

    def after(self, symbols: Ints, row: int, changes: Ints) -> Floats:
        """(n,) breaches of a row and of the other together after each of the changes (n, 4)."""
        mine = np.repeat(symbols[row][None, :], len(changes), 0)
        theirs = symbols[np.maximum(changes[:, 0], 0)].copy()
        for k, (other, first, stop, _) in enumerate(changes.tolist()):
            ours = mine[k, first:stop].copy()
            mine[k, first:stop] = theirs[k, first:stop] if other >= 0 else 0
            if other >= 0:
                theirs[k, first:stop] = ours
        swapped = changes[:, 0] >= 0
        now = self.broken(np.full(len(changes), row), mine)
        now[swapped] += self.broken(changes[swapped, 0], theirs[swapped])
        return now

    def around(self, row: int, line: Ints, rng: np.random.Generator) -> tuple[int, int]:
        """The days, from and up to, that a breach of a line spans, and some around it."""
        events, history = self._events(np.array([row]), line[None, :])
        event = events[int(rng.integers(len(events)))]
        low, high = (int(event[k] // DAY) - history for k in ("opened", "closed"))
        low, high = max(0, low - MARGIN_DAYS), min(len(line), high + 1 + MARGIN_DAYS)
        if high - low > MAX_SPAN_DAYS:
            low += int(rng.integers(high - low - MAX_SPAN_DAYS + 1))
            high = low + MAX_SPAN_DAYS
        return low, max(high, low + 1)

    def breach_sentence(self, row: int, symbols: Ints) -> str:
        """The first breach of a row that could not be mended, by the checker."""
        found = check(
            replace(self.hospital, rota=self.plan.rota(symbols)), self.plan.terms, "rota"
        ).breaches
        name = self.plan.problem.names[row]
        first = next((b for b in found if b.doctor == name), found[0])
        return f"no rota found that keeps every limit: {first.sentence}"
