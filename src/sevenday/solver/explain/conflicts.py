"""The smallest set of things asked that cannot hold together, each verified by leaving it out."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from time import monotonic
from typing import Any

from sevenday.clock import FRIDAY
from sevenday.solver.engine.problem import Ints
from sevenday.solver.explain.demands import COVER, Demand, list_demands
from sevenday.solver.explain.feasibility import Feasibility, FeasibilityOracle
from sevenday.solver.explain.params import ExplainParams
from sevenday.solver.plan.plan import Plan

WIDE = (7, 14, 28, 91, 366)
PASSES = ((0,), (1, 2), (4,), WIDE)
"""Days on either side of an open place within which its clash is looked for, in turn."""

Oracle = Callable[[tuple[Demand, ...], float], Feasibility]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Things that cannot hold together: that is proved.

    `minimal`: without any one of them the rest can hold, each solved; False where the time ran out
    before that was shown of every one, or the contract has limits that no state sees.
    """

    parts: tuple[Demand, ...]
    minimal: bool

    def sentence(self, plan: Plan) -> str:
        """It in a sentence."""
        names = "; ".join(_phrases(self.parts, plan))
        if len(self.parts) == 1:
            return f"{names}: cannot hold, whatever else is given up."
        rest = (
            "without any one of them the rest can hold"
            if self.minimal
            else "it was not shown that each of them is needed for that"
        )
        return f"{names}: cannot hold together; {rest}."

    def to_dict(self, plan: Plan) -> dict[str, Any]:
        """It as JSON has it."""
        return {
            "parts": [member.to_dict(plan) for member in self.parts],
            "minimal": self.minimal,
            "says": self.sentence(plan),
        }


def minimal_conflict(
    oracle: Oracle,
    asked: tuple[Demand, ...],
    until: float = float("inf"),
    seconds: float = ExplainParams().question_seconds,
) -> Conflict | None:
    """A smallest set within `asked`; None where it can hold, or is not proved not to.

    `until`: the moment (of `monotonic`) by which to end; `seconds`: the most that one question may
    take. What stands first is left out first.
    """

    def ask(some: tuple[Demand, ...]) -> bool | None:
        left = until - monotonic()
        return oracle(some, min(seconds, left)).holds if left > 0 else None

    if ask(asked) is not False:
        return None
    size = len(asked)
    while size > 1:  # whole parts at a time, while that goes
        size = (size + 1) // 2
        at = 0
        while at < len(asked):
            rest = asked[:at] + asked[at + size :]
            if rest and ask(rest) is False:
                asked = rest
            else:
                at += size
    # each by itself, in the set as it came out
    minimal = all(
        len(asked) == 1 or ask(asked[:k] + asked[k + 1 :]) is True for k in range(len(asked))
    )
    return Conflict(tuple(sorted(asked, key=_reading_order)), minimal)


def _phrases(parts: tuple[Demand, ...], plan: Plan) -> Iterator[str]:
    """The parts in words: places of one requirement together, with their dates."""
    needs = {line: need for need, _, line in plan.cover_lines}
    alike: dict[object, list[Demand]] = {}
    for part in parts:
        key: object = (needs[part.line], part.needed) if part.kind == COVER else part
        alike.setdefault(key, []).append(part)
    for first, *others in alike.values():
        yield first.sentence(plan, *others)


def _reading_order(asked: Demand) -> tuple[bool, int, int, int]:
    return asked.kind != COVER, asked.first, asked.line, asked.row


def find_conflicts(
    plan: Plan, counts: Ints, params: ExplainParams = ExplainParams()
) -> dict[int, Conflict | None]:
    """For each cover line that a roster leaves open, the clash that it is in.

    `counts` (J,): the doctors on each line. A place is asked together with those near it that are
    filled, which hold without it, so it is in every clash that is found. None for a place of which
    none was proved in the time: it may be fillable after all.
    """
    oracle, until = FeasibilityOracle(plan, params), monotonic() + params.seconds
    there = {line: min(need.min, int(counts[line])) for need, _, line in plan.cover_lines}
    short = sorted(
        (need.rank, day, line, need.min)
        for need, day, line in plan.cover_lines
        if there[line] < need.min
    )
    found: dict[int, Conflict | None] = {line: None for _, _, line, _ in short}
    demands = tuple(list_demands(plan, 0, plan.problem.shape[1]))
    for widths in PASSES:  # every place's own day first: that is quick
        left = [each for each in short if found[each[2]] is None]
        for k, (_, day, line, needed) in enumerate(left):
            if (now := monotonic()) >= until:
                return found
            share = now + max(params.question_seconds, (until - now) / (len(left) - k))
            asked = _Vicinity(plan, demands, there | {line: needed}, line, day)
            found[line] = asked.conflict(oracle, widths, min(until, share))
    return found


@dataclass(frozen=True, slots=True)
class _Vicinity:
    """One open place and what holds near it: `there`, how many of each cover line.

    `demands`: all that is asked on any day.
    """

    plan: Plan
    demands: tuple[Demand, ...]
    there: dict[int, int]
    line: int
    day: int

    def conflict(
        self, oracle: FeasibilityOracle, widths: tuple[int, ...], until: float
    ) -> Conflict | None:
        """The clash of the place, looked for wider and wider about it."""
        for asked in dict.fromkeys(self._wider(widths)):
            seconds = oracle.params.question_seconds
            if found := minimal_conflict(oracle, asked, until, seconds):
                # what no state sees was not asked when the rest was shown to hold
                return replace(found, minimal=found.minimal and not self.plan.has_long_windows)
            if monotonic() >= until:
                break
        return None

    def _wider(self, widths: tuple[int, ...]) -> Iterator[tuple[Demand, ...]]:
        """What is asked with the place: near it, on like days of other weeks, then wider."""
        days = self.plan.problem.shape[1]
        if widths is WIDE:
            yield self._asked(0, days, self._weekday(self.day) >= FRIDAY)
        for width in widths:
            yield self._asked(max(0, self.day - width), min(days, self.day + width + 1))

    def _weekday(self, day: int) -> int:
        return (self.plan.first + timedelta(days=day)).weekday()

    def _asked(self, first: int, stop: int, weekend: bool | None = None) -> tuple[Demand, ...]:
        """In the order in which each is tried to be left out: the place itself last."""
        asked = []
        for a in self.demands:
            if a.first >= stop or a.stop <= first:
                continue
            if a.kind == COVER:
                if weekend is not None and (self._weekday(a.first) >= FRIDAY) != weekend:
                    continue
                a = replace(a, needed=self.there[a.line])
            if a.kind != COVER or a.needed:
                asked.append(a)
        asked.sort(key=self._distance, reverse=True)
        return tuple(asked)

    def _distance(self, asked: Demand) -> tuple[int, bool, bool]:
        away = max(asked.first - self.day, self.day - asked.stop + 1, 0)
        return away, asked.kind == COVER, asked.line != self.line
