"""The cover plan as a programme: which variable says what, and the rows that they keep."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sevenday.milp.model import MilpModel, Term
from sevenday.walkout.planning.problem import Call, Calls, CoverProblem


@dataclass(frozen=True, eq=False)
class CoverVariables:
    """Which variable says what."""

    problem: CoverProblem
    withdraw: range
    call: range
    option: tuple[range, ...]

    def excess(self, rank: int) -> Sequence[Term]:
        """The chances over the limit of a rank."""
        return [
            (column, value)
            for p, options in enumerate(self.option)
            for column, value in zip(options, self.problem.excess(p, rank), strict=True)
            if value
        ]

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
        """What is past, or began before a moment, and so stays as a plan had it."""
        problem, made, fixed = self.problem, set(calls), {}
        for call, column in zip(problem.calls, self.call, strict=True):
            has_begun = now is not None and problem.pools[call.pool].start < now
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
        for p, options in enumerate(self.option):
            values[options[option_sent(self.problem, calls, p)]] = 1
        return values


def formulate(problem: CoverProblem) -> tuple[MilpModel, CoverVariables]:
    """The rows: an option a pool, its numbers those called; hours, rest and lists of each."""
    model = MilpModel()
    withdraw = model.binaries(len(problem.lists))
    call = model.binaries(len(problem.calls))
    option = tuple(model.binaries(len(c.sent)) for c in problem.coverages)
    hours: dict[int, dict[int, float]] = {}
    sent: dict[tuple[int, int], dict[int, float]] = {}
    for k, (s, p) in enumerate(problem.calls):
        kind = problem.coverages[p].kinds.index(problem.fills(s, p))
        sent.setdefault((p, kind), {})[call[k]] = 1.0
        hours.setdefault(s, {})[call[k]] = problem.pools[p].hours
    for p, options in enumerate(option):
        model.row([(column, 1) for column in options], 1, 1)
        for kind in range(len(problem.coverages[p].kinds)):
            row = sent.get((p, kind), {})
            numbers = zip(options, problem.coverages[p].sent[:, kind].tolist(), strict=True)
            row |= {column: -float(number) for column, number in numbers if number}
            model.row(row.items(), 0, 0)
    for s, row in hours.items():
        most = problem.substitutes[s].max_hours
        if most is not None and sum(row.values()) > most:
            model.row(row.items(), 0, most + 1e-9)
    for together in problem.incompatible_calls:
        model.row([(call[k], 1) for k in together], 0, 1)
    for run in problem.runs_of_nights:
        model.row([(call[k], 1) for k in run], 0, problem.assumptions.nights_in_row)
    for k, n in problem.forces_withdrawal:
        model.row([(call[k], 1), (withdraw[n], -1)], -1, 0)
    return model, CoverVariables(problem, withdraw, call, option)


def option_sent(problem: CoverProblem, calls: Calls, pool: int) -> int:
    """The option of a pool that some calls make."""
    kinds = problem.coverages[pool].kinds
    sent = Counter(kinds.index(problem.fills(s, pool)) for s, p in calls if p == pool)
    return problem.coverages[pool].option(tuple(sent[k] for k in range(len(kinds))))
