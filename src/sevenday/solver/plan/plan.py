"""A hospital's dated rota as a problem for the engine, and what turns a roster back into cells."""

from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

import numpy as np

from sevenday.contracts import Terms
from sevenday.model import Hospital, Rota
from sevenday.solver.engine.machine import Machine
from sevenday.solver.engine.problem import Bools, Ints, Problem
from sevenday.solver.plan.cover_lines import CoverLine
from sevenday.solver.plan.days import Requests
from sevenday.solver.plan.fairness import FairnessGroup
from sevenday.solver.plan.objectives import Objectives
from sevenday.solver.plan.pay_cost import PayRates
from sevenday.solver.plan.prices import SearchPrices
from sevenday.solver.plan.weekly_hours import WeeklyHours


class Fairness(NamedTuple):
    """What is shared out: objectives by count among groups of doctors, and hours among all."""

    groups: tuple[FairnessGroup, ...]
    hours: WeeklyHours


class LawRows(NamedTuple):
    """The rules of rows without what patterns weigh: far fewer states.

    `start` (R,), `table` (D,), as a `Problem` has them.
    """

    machines: tuple[Machine, ...]
    start: Ints
    table: Ints


@dataclass(frozen=True, eq=False, slots=True)
class Plan:
    """A hospital's rota as a problem for the engine, and what turns a roster back into cells.

    R doctors (rows), D days, C symbols.

    Attributes
    ----------
    hospital, terms
        What was asked for, and the contract.
    first
        The first date.
    codes
        (C,) the cell code of each symbol; symbol 0 is a day off.
    problem
        What the engine solves.
    leave
        (R, D) the code of a leave cell, 0 for none.
    away
        (R, D) before a doctor joins and after they have left.
    cover_lines
        Each place that a service needs on a date.
    requests
        Requests for duty and for days off, and what refusing them costs.
    absence_cost
        (R, D, C) what patterns beside leave, study and the dates of posts cost.
    objectives
        The problem's counters.
    fairness
        Who shares out which objective, and the hours that all should have.
    pay_rates
        What duties cost; None where the contract does not price them one by one.
    prices
        What the search pays for each objective.
    rested
        The state of a doctor who has been off for long.
    has_long_windows
        Whether the contract has limits that look farther back than any state.
    law_rows
        The rules of rows without what patterns weigh.
    """

    hospital: Hospital
    terms: Terms
    first: date
    codes: tuple[int, ...]
    problem: Problem
    leave: Ints
    away: Bools
    cover_lines: tuple[CoverLine, ...]
    requests: Requests
    absence_cost: Ints
    objectives: Objectives
    fairness: Fairness
    pay_rates: PayRates | None
    prices: SearchPrices
    rested: int
    has_long_windows: bool
    law_rows: LawRows

    def by_law(self) -> "Plan":
        """The plan without what patterns weigh, but for those required: quicker to search."""
        return replace(self, problem=replace(self.problem, **self.law_rows._asdict()))

    def counts(self, symbols: Ints) -> Ints:
        """(R, T) what each line of a roster (R, D) adds to each counter."""
        return np.array([self.problem.counters(row, line) for row, line in enumerate(symbols)])

    def rota(self, symbols: Ints, rows: Ints | None = None) -> Rota:
        """The cells, leave among them, of lines (n, D) of symbols, of all rows or of these."""
        rows = np.arange(len(symbols)) if rows is None else rows
        codes = np.where(self.leave[rows] > 0, self.leave[rows], np.array(self.codes)[symbols])
        names = tuple(self.problem.names[row] for row in rows.tolist())
        return Rota(names, self.first, codes.astype(np.int16))
