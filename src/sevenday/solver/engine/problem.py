"""The rostering problem: rows x days x symbols, each row's rules as a machine, cover as penalties.

A row is a person, or a week of a template. Symbol 0 is a day off. What a row may do is said by a
small machine of states (which symbol may come next), by amounts that add up over the row (minutes,
weekends, how many of one symbol), and by what each cell costs. Rows meet in cover alone: a cover
line counts the rows that work it, and has a price for each count.
"""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sevenday.solver.engine.machine import NO_STATE, Machine, alike_symbols, most_in_a_week

Ints = npt.NDArray[np.integer[Any]]
Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.floating[Any]]

EXACT = 2**24
"""Whole numbers up to this are exact in 32 bits, in which rows are priced."""
ROUGH = 2**30
"""The dearest price where rows are made at the margin: what they cost is counted anew, exactly."""


@dataclass(frozen=True, eq=False, slots=True)
class SettledPrices:
    """Prices of levels that a search may not make worse while it seeks those below them.

    As a `Problem` has them: `cost` (R, D, C), `penalty` (J, R + 1), `final` (R, T, N).
    """

    cost: Ints
    penalty: Ints
    final: Ints


class Arrays(NamedTuple):
    """A problem as the compiled loops take it; machines are padded to the largest."""

    kind: Ints
    table: Ints
    machine: Ints
    start: Ints
    moves: Ints
    adds: Ints
    spend: Ints
    ends: Bools
    group: Ints
    states: Ints
    groups: Ints
    most_adds: Ints
    priced: Bools
    margin: Bools
    allowed: Bools
    cost: Ints
    least: Ints
    most: Ints
    caps: Ints
    symbol_caps: Ints
    final: Ints
    team: Ints
    lines: Ints
    penalty: Ints
    unit: int
    settled_cost: Ints
    settled_penalty: Ints
    settled_final: Ints


@dataclass(frozen=True, eq=False)
class Problem:
    """R rows x D days x C symbols.

    `kind` (D,): the kind of each day, an index of Y in `adds` (0 to 6 is the weekday). `start`
    (R,): the state before day 0. `allowed` and `cost` (R, D, C). `least` and `most` (R,): of the
    amount spent. `caps` (R, T): the most of each counter. `symbol_caps` (R, C): the most of each
    symbol. `final` (R, T, N): what it costs to end with a count. `team` (R,): rows that count
    alike; `lines` (Q, D, C, L): the cover lines that a team's symbol on a day counts in, -1 for
    none; `penalty` (J, R + 1): the price of each count of a line, convex. `constant` is added to
    every cost. `unit`: above 1,
    searches count amounts in this many of `spend`, rounded, so that tables stay small, and what
    they find is held to the exact amounts afterwards. `margin`: of each counter, whether a row is
    made at the price of one more of it rather than with its count in the state: quicker, and what
    a row costs is counted exactly all the same. `settled`: what chains of moves may
    not leave dearer than it is in the roster that they begin from. `table` (D,): which of its
    machine's tables of moves holds on each day; by default the first.

    Raises ValueError where shapes do not fit, a price is not convex, or prices are too large to
    add up exactly.
    """

    names: tuple[str, ...]
    codes: tuple[str, ...]
    kind: Ints
    machines: tuple[Machine, ...]
    machine: Ints
    start: Ints
    allowed: Bools
    cost: Ints
    least: Ints
    most: Ints
    caps: Ints
    symbol_caps: Ints
    final: Ints
    team: Ints
    lines: Ints
    penalty: Ints
    constant: int = 0
    unit: int = 1
    margin: tuple[bool, ...] = ()
    settled: SettledPrices | None = None
    table: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    arrays: Arrays = field(init=False)

    def __post_init__(self) -> None:
        """Check that all fits together."""
        rows, days, symbols = self.allowed.shape
        if not len(self.table):
            object.__setattr__(self, "table", np.zeros(days, np.int64))
        shapes = {
            "names": (len(self.names), rows),
            "codes": (len(self.codes), symbols),
            "kind": (self.kind.shape, (days,)),
            "table": (self.table.shape, (days,)),
            "cost": (self.cost.shape, (rows, days, symbols)),
            "lines": (self.lines.shape[1:3], (days, symbols)),
            "penalty": (self.penalty.shape[1:], (rows + 1,)),
            "symbol_caps": (self.symbol_caps.shape, (rows, symbols)),
        }
        for name, (found, wanted) in shapes.items():
            if found != wanted:
                raise ValueError(f"{name}: shape {found}, not {wanted}")
        if (np.diff(self.penalty, 2) < 0).any():
            raise ValueError("penalty: the price of a count has to be convex")
        slope = int(np.abs(np.diff(self.penalty)).max(initial=0)) * self.lines.shape[3]
        dearest = (int(np.abs(self.cost).max(initial=0)) + slope) * days + int(self.final.max())
        if any(self.margin):
            there = np.minimum(np.arange(rows + 1), self.most_on_lines()[:, None])
            prices = np.take_along_axis(self.penalty, there, 1)
            dearest, most = int(np.abs(prices).max(initial=0)), ROUGH
        else:
            most = EXACT
        if dearest >= most:
            raise ValueError(f"prices: up to {dearest}, and less than {most} can be added up")
        object.__setattr__(self, "arrays", _arrays(self))

    @property
    def shape(self) -> tuple[int, int, int]:
        """Rows, days, symbols."""
        rows, days, symbols = self.allowed.shape
        return rows, days, symbols

    def cover(self, roster: Ints) -> Ints:
        """(J,) rows on each cover line of a roster (R, D) of symbols."""
        counts = np.zeros(len(self.penalty), np.int64)
        days = np.arange(roster.shape[1])
        for row, symbols in enumerate(roster):
            lines = self.lines[self.team[row], days, symbols].ravel()
            np.add.at(counts, lines[lines >= 0], 1)
        return counts

    def most_on_lines(self) -> Ints:
        """(J,) rows that each cover line can come to: those of every team that counts in it."""
        most = np.zeros(len(self.penalty), np.int64)
        for team, lines in enumerate(self.lines):
            mine = np.unique(lines)
            most[mine[mine >= 0]] += int((self.team == team).sum())
        return most

    def total_cost(self, roster: Ints) -> int:
        """What a roster (R, D) of symbols costs: cells, counters at the end, cover."""
        return self._priced(roster, self) + self.constant

    def settled_cost(self, roster: Ints) -> int:
        """What a roster (R, D) costs on the levels that are settled; 0 where none are."""
        return 0 if self.settled is None else self._priced(roster, self.settled)

    def _priced(self, roster: Ints, prices: "Problem | SettledPrices") -> int:
        rows, days, _ = self.shape
        cells = prices.cost[np.arange(rows)[:, None], np.arange(days)[None, :], roster].sum()
        counts = self.cover(roster)
        cover = prices.penalty[np.arange(len(counts)), counts].sum()
        ends = sum(
            int(prices.final[row, t, count])
            for row in range(rows)
            for t, count in enumerate(self.counters(row, roster[row]))
        )
        return int(cells) + int(cover) + ends

    def counters(self, row: int, symbols: Ints) -> list[int]:
        """What a row's symbols add to each counter. Raises ValueError where a rule is broken."""
        machine, state = self.machines[self.machine[row]], int(self.start[row])
        counts = np.zeros(len(machine.adds), np.int64)
        for day, symbol in enumerate(symbols):
            counts += machine.adds[:, self.kind[day], state, symbol]
            after = int(machine.moves[self.table[day], state, symbol])
            if after == NO_STATE:
                raise ValueError(f"{self.names[row]}: {self.codes[symbol]} may not come on {day}")
            state = after
        return [int(count) for count in counts]

    def violations(self, roster: Ints) -> list[str]:
        """Each rule of a row that a roster breaks, by walking its machine."""
        found = []
        for row, symbols in enumerate(roster):
            try:
                counts = self.counters(row, symbols)
            except ValueError as error:
                found.append(str(error))
                continue
            machine, name = self.machines[self.machine[row]], self.names[row]
            spent = int(machine.spend[symbols].sum())
            if not self.least[row] <= spent <= self.most[row]:
                found.append(f"{name}: {spent} units, not {self.least[row]} to {self.most[row]}")
            if not self.allowed[row, np.arange(len(symbols)), symbols].all():
                found.append(f"{name}: a symbol on a day when it may not be")
            if (np.array(counts) > self.caps[row]).any():
                found.append(f"{name}: counters {counts}, at most {self.caps[row].tolist()}")
            if (np.bincount(symbols, minlength=len(self.codes)) > self.symbol_caps[row]).any():
                found.append(f"{name}: too many of one symbol")
        return found


def _arrays(problem: Problem) -> Arrays:
    machines, symbols = problem.machines, len(problem.codes)
    most = max(machine.states for machine in machines)
    tables = max(len(machine.moves) for machine in machines)
    counters, kinds = machines[0].adds.shape[:2]
    moves = np.full((len(machines), tables, most, symbols), NO_STATE, np.int16)
    adds = np.zeros((len(machines), counters, kinds, most, symbols), np.int16)
    spend = np.zeros((len(machines), symbols), np.int32)
    ends = np.zeros((len(machines), most), np.bool_)
    group = np.zeros((len(machines), symbols), np.int16)
    for m, machine in enumerate(machines):
        many = machine.states
        moves[m, : len(machine.moves), :many], adds[m, :, :, :many] = machine.moves, machine.adds
        spend[m], ends[m, :many] = machine.spend, machine.ends
        group[m] = alike_symbols(machine)
    most_adds = np.array(
        [[most_in_a_week(machine, t) for t in range(counters)] for machine in machines]
    )
    rows = np.ascontiguousarray
    return Arrays(
        rows(problem.kind, np.int64),
        rows(problem.table, np.int64),
        rows(problem.machine, np.int64),
        rows(problem.start, np.int64),
        moves,
        adds,
        spend,
        ends,
        group,
        np.array([machine.states for machine in machines], np.int64),
        (group.max(1) + 1).astype(np.int64),
        most_adds,
        np.asarray(problem.final.any(2)),
        np.array(problem.margin or (False,) * counters),
        rows(problem.allowed),
        rows(problem.cost, np.int32),
        rows(problem.least, np.int64),
        rows(problem.most, np.int64),
        rows(problem.caps, np.int64),
        rows(problem.symbol_caps, np.int64),
        rows(problem.final, np.int32),
        rows(problem.team, np.int64),
        rows(problem.lines, np.int32),
        _in_32_bits(problem.penalty),
        problem.unit,
        *_settled_arrays(problem.settled),
    )


def _in_32_bits(penalty: Ints) -> Ints:
    """(J, R + 1) the prices; those of counts that no line comes to may be too large: cut."""
    return np.ascontiguousarray(np.minimum(penalty, np.iinfo(np.int32).max), np.int32)


def _settled_arrays(settled: SettledPrices | None) -> tuple[Ints, Ints, Ints]:
    """The prices of settled levels; without a row where there are none."""
    if settled is None:
        none = np.zeros((0, 0, 0), np.int32)
        return none, np.zeros((0, 0), np.int32), none
    cost, final = (np.ascontiguousarray(part, np.int32) for part in (settled.cost, settled.final))
    return cost, _in_32_bits(settled.penalty), final
