"""Counts of duties as a programme: what each doctor works by shift and part of the week."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import floor

from sevenday.clock import FRIDAY, SATURDAY, SUNDAY
from sevenday.milp.model import MilpModel
from sevenday.solver.plan.fairness import CLOSE
from sevenday.solver.plan.objectives import HOURS, NIGHTS, WEEKENDS
from sevenday.solver.plan.pay_cost import PayRates
from sevenday.solver.plan.plan import Plan

COIN = 1000
"""Units of a price to the pound."""
FINE = 10_000
"""Parts of a share for a whole time; `ROUNDED` of them are let off for rounding."""
ROUNDED = 40
PRICED = (NIGHTS, WEEKENDS, HOURS)
"""Shares that pounds depend on, of those that are counted here."""
PARTS = ((0, 1, 2, 3), (FRIDAY,), (SATURDAY,), (SUNDAY,))
"""Parts of the week whose duties are counted apart."""
TOP = 10**7
WEIGHT = 100
"""Parts of a weight."""

Terms = list[tuple[int, int]]
Group = tuple[str, tuple[int, ...]]
"""An objective and the rows that share it."""


@dataclass(eq=False, slots=True)
class PayProgramme:
    """The programme as it is built.

    Attributes
    ----------
    plan, rates
        The plan, and what duties cost.
    tops
        The highest share of each objective, which nobody is to exceed.
    linear
        Its variables and rows so far.
    worked
        The variable of each row, part of the week and symbol: how many duties.
    weekends
        The variable of each row's weekends, where one was asked for.
    """

    plan: Plan
    rates: PayRates
    tops: Mapping[Group, float]
    linear: MilpModel = field(default_factory=MilpModel)
    worked: dict[tuple[int, int, int], int] = field(default_factory=dict)
    weekends: dict[int, int] = field(default_factory=dict)

    def duties(self, row: int, parts: Sequence[int], symbols: Sequence[int]) -> Terms:
        """A row's duties of some symbols in some parts of the week."""
        return [
            (v, 1)
            for p in parts
            for c in symbols
            if (v := self.worked.get((row, p, c))) is not None
        ]

    def weekend_count(self, row: int) -> int:
        """The variable of a row's weekends as pay counts them, no more than the contract does."""
        if row not in self.weekends:
            plan, linear = self.plan, self.linear
            every = range(1, len(plan.problem.codes))
            most = int(plan.problem.caps[row, plan.objectives.index(WEEKENDS)])
            for group in plan.fairness.groups:
                if group.name == WEEKENDS and row in group.rows:
                    at = group.rows.index(row)
                    top = self.tops[WEEKENDS, group.rows] * group.wte[at] - group.history[at]
                    most = min(most, floor(top + CLOSE))
            many = self.weekends[row] = linear.variable(min(most, len(self.rates.weekend[row]) - 1))
            for day in (2, 3) if self.rates.sundays else (2,):
                linear.row(
                    [(many, 1), *((v, -1) for v, _ in self.duties(row, [day], every))], 0, TOP
                )
            begun = self.duties(row, [2, 3], every)
            linear.row([*begun, (many, -1)], 0, TOP)
        return self.weekends[row]
