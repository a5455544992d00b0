"""The cover plan as a programme: which variable says what, and the rows that they keep."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from math import inf

from sevenday.milp.model import LinearRow, MilpModel, Term
from sevenday.walkout.planning.filling import Fills
from sevenday.walkout.planning.problem import Call, Calls, CoverProblem


@dataclass(frozen=True, eq=False)
class CoverVariables:
    """Which variable says what; `option`: those of each part of the problem."""

    problem: CoverProblem
    withdraw: range
    call: range
    option: tuple[range, ...]

    def excess(self, rank: int) -> Sequence[Term]:
        """The chances over the limit of a rank."""
        return [
            (column, value)
            for part, options in enumerate(self.option)
            for column, value in zip(options, self.problem.excess(part, rank), strict=True)
            if value
        ]

    def broken(self, values: Sequence[float]) -> list[LinearRow]:
        """Rows that keep limits which a solution breaks: calls that one line cannot hold.

        Whoever has the same other duties may not do the same at the same hours.
        """
        problem, rows = self.problem, []
        made = [
            c for c, column in zip(problem.calls, self.call, strict=True) if values[column] > 0.5
        ]
        for substitute, pools in problem.unlawful(made).items():
            assert problem.law is not None
            hours = [(problem.pools[p].start, problem.pools[p].end) for p in pools]
            for other in problem.law.alike(substitute):
                there = self._calls_at[other]
                if all(span in there for span in hours):
                    terms = [(column, 1.0) for span in hours for column in there[span]]
                    rows.append(LinearRow(terms, 0, len(hours) - 1))
        return rows

    @cached_property
    def _calls_at(self) -> tuple[dict[tuple[datetime, datetime], list[int]], ...]:
        """By substitute and hours, the variables of their calls."""
        found: tuple[dict[tuple[datetime, datetime], list[int]], ...] = tuple(
            {} for _ in self.problem.substitutes
        )
        for (s, p), column in zip(self.problem.calls, self.call, strict=True):
            pool = self.problem.pools[p]
            found[s].setdefault((pool.start, pool.end), []).append(column)
        return found

    def planned(self) -> tuple[Sequence[Term], Sequence[Term], Sequence[Term]]:
        """Patients' delay, patients of withdrawn lists, pounds."""
        lists = self.problem.lists
        delay = [(c, self.problem.delay(row)) for c, row in zip(self.withdraw, lists, strict=True)]
        lost = [(c, row.end - row.start) for c, row in zip(self.withdraw, lists, strict=True)]
        pounds = [(c, self.problem.pounds(k)) for k, c in enumerate(self.call)]
        return delay, lost, pounds

    def changes(self, calls: Calls, withdrawn: Sequence[int]) -> Sequence[Term]:
        """What a new plan changes, less what was made: +1 for what is added, -1 for what stays."""
        made = set(calls)
        called = [(c, -1 if self.problem.calls[k] in made else 1) for k, c in enumerate(self.call)]
        return called + [(c, -1 if n in withdrawn else 1) for n, c in enumerate(self.withdraw)]

    def added(self, known: Collection[Call]) -> Sequence[Term]:
        """The calls that are not among some."""
        return [
            (column, 1)
            for call, column in zip(self.problem.calls, self.call, strict=True)
            if call not in known
        ]

    def begun(
        self, calls: Calls, withdrawn: Sequence[int], now: datetime | None
    ) -> dict[int, float]:
        """What is past, or began before a moment, and so stays as a plan had it.

        Nobody is sent away from a shift that is counted either: it would tell who came.
        """
        problem, made, fixed = self.problem, set(calls), {}
        for call, column in zip(problem.calls, self.call, strict=True):
            pool = problem.pools[call.pool]
            has_begun = pool.is_counted or (now is not None and pool.start < now)
            if call.pool in problem.past or (has_begun and call in made):
                fixed[column] = float(call in made)
        for n, column in enumerate(self.withdraw):
            if now is not None and problem.lists[n].span[0] < now:
                fixed[column] = float(n in withdrawn)
        return fixed

    def nothing(self) -> list[float]:
        """The plan that does nothing."""
        values = [0.0] * (self.option[-1].stop if self.option else self.call.stop)
        for options in self.option:
            values[options[0]] = 1
        return values

    def of(self, calls: Calls, withdrawn: Sequence[int]) -> list[float]:
        """A plan already made as the values of the variables."""
        values = [0.0] * (self.option[-1].stop if self.option else self.call.stop)
        made = set(calls)
        for k, column in enumerate(self.call):
            values[column] = self.problem.calls[k] in made
        for n in withdrawn:
            values[self.withdraw[n]] = 1
        called: dict[int, list[int]] = {}
        for s, p in calls:
            called.setdefault(p, []).append(s)
        for (p, part), options in zip(self.problem.parts, self.option, strict=True):
            fills = [self.problem.fills(s, p) for s in called.get(p, ())]
            values[options[part.best_option(fills)]] = 1
        return values


def formulate(problem: CoverProblem) -> tuple[MilpModel, CoverVariables]:
    """The rows: an option a part, within those called; hours, rest and lists of each."""
    model = MilpModel()
    withdraw = model.binaries(len(problem.lists))
    call = model.binaries(len(problem.calls))
    option = tuple(model.binaries(len(part.options)) for _, part in problem.parts)
    hours: dict[int, dict[int, float]] = {}
    by_pool: dict[int, list[tuple[int, Fills]]] = {}
    for k, (s, p) in enumerate(problem.calls):
        by_pool.setdefault(p, []).append((call[k], problem.fills(s, p)))
        hours.setdefault(s, {})[call[k]] = problem.pools[p].hours
    for (p, part), options in zip(problem.parts, option, strict=True):
        model.row([(column, 1) for column in options], 1, 1)
        for kind in range(part.options.shape[1]):
            called = by_pool.get(p, ())
            row = {column: 1.0 for column, fills in called if part.kind_of.get(fills) == kind}
            numbers = zip(options, part.options[:, kind].tolist(), strict=True)
            row |= {column: -float(number) for column, number in numbers if number}
            model.row(row.items(), 0, inf)
    for s, row in hours.items():
        most = problem.most_hours(s)
        if sum(row.values()) > most:
            model.row(row.items(), 0, most + 1e-9)
    for together in problem.incompatible_calls:
        model.row([(call[k], 1) for k in together], 0, 1)
    for run in problem.runs_of_nights:
        model.row([(call[k], 1) for k in run], 0, problem.assumptions.nights_in_row)
    for together, n in problem.lists_in_the_way:
        model.row([*((call[k], 1) for k in together), (withdraw[n], -1)], -1, 0)
    return model, CoverVariables(problem, withdraw, call, option)
