"""What is asked of a rota, one thing at a time: a place on a date, a doctor's leave, a pin."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import numpy as np

from sevenday.clock import short_date
from sevenday.model import NOT_PINNED
from sevenday.solver.engine.problem import Bools
from sevenday.solver.plan.plan import Plan

COVER, LEAVE, PIN = "cover", "leave", "pin"


@dataclass(frozen=True, slots=True)
class Demand:
    """One thing that is asked, on days `first` to `stop` of a plan.

    `kind`: cover (`needed` on `line`, a cover line of the plan's problem), leave (of doctor `row`)
    or pin (of doctor `row` to `symbol`, 0 for off).
    """

    kind: str
    first: int
    stop: int
    line: int = -1
    needed: int = 0
    row: int = -1
    symbol: int = -1

    def sentence(self, plan: Plan, *others: "Demand") -> str:
        """It in words; with `others` of the same requirement, their dates after its own."""
        days = [short_date(plan.first + timedelta(days=a.first)) for a in (self, *others)]
        day = days[0] if not others else f"{', '.join(days[:-1])} and {days[-1]}"
        if self.kind == COVER:
            need = next(need for need, _, line in plan.cover_lines if line == self.line)
            who = f"{need.service}: " if need.service else ""
            row = f", cover.csv row {need.row}" if need.row else ""
            of = f" of {need.min}" if self.needed < need.min else ""
            return f"{who}{self.needed}{of} on {need.shift} on {day} (rank {need.rank}{row})"
        name = plan.problem.names[self.row]
        if self.kind == PIN:
            to = plan.problem.codes[self.symbol] if self.symbol else "off"
            return f"{name} pinned to {to} on {day}"
        last = short_date(plan.first + timedelta(days=self.stop - 1))
        return (
            f"{name} on leave on {day}"
            if self.stop == self.first + 1
            else (f"{name} on leave from {day} to {last}")
        )

    def to_dict(self, plan: Plan) -> dict[str, Any]:
        """It as JSON has it."""
        first, last = (plan.first + timedelta(days=d) for d in (self.first, self.stop - 1))
        form: dict[str, Any] = {"kind": self.kind, "from": f"{first}", "to": f"{last}"}
        if self.kind == COVER:
            need = next(need for need, _, line in plan.cover_lines if line == self.line)
            form |= {
                "service": need.service,
                "shift": need.shift,
                "rank": need.rank,
                "needed": self.needed,
                "min": need.min,
            }
        else:
            form["doctor"] = plan.problem.names[self.row]
        if self.kind == PIN:
            form["shift"] = plan.problem.codes[self.symbol] if self.symbol else ""
        return form | {"says": self.sentence(plan)}


def list_demands(plan: Plan, first: int, stop: int) -> Iterator[Demand]:
    """All that is asked on days `first` to `stop`; leave that reaches further is given whole."""
    for need, day, line in plan.cover_lines:
        if need.min and first <= day < stop:
            yield Demand(COVER, day, day + 1, line=line, needed=need.min)
    for row, away in enumerate(plan.leave > 0):
        for begin, end in day_runs(away):
            if begin < stop and end > first:
                yield Demand(LEAVE, begin, end, row=row)
    for asked in pin_demands(plan):
        if first <= asked.first < stop:
            yield asked


def pin_demands(plan: Plan) -> Iterator[Demand]:
    """The pinned cells that hold a duty or a day off; pinned leave is leave."""
    pins = plan.hospital.pins
    if pins is None:
        return
    symbol = {code: k for k, code in enumerate(plan.codes)}
    at = {name: row for row, name in enumerate(plan.problem.names)}
    days = plan.problem.shape[1]
    for name, codes in zip(pins.doctors, pins.codes.tolist(), strict=True):
        for n, code in enumerate(codes):
            day = (pins.first - plan.first).days + n
            if code != NOT_PINNED and code in symbol and 0 <= day < days:
                yield Demand(PIN, day, day + 1, row=at[name], symbol=symbol[code])


def day_runs(days: Bools) -> Iterator[tuple[int, int]]:
    """The runs of days that are true, as (first, stop)."""
    begin = None
    for day, true in enumerate([*days.tolist(), False]):
        if true and begin is None:
            begin = day
        elif not true and begin is not None:
            yield begin, day
            begin = None


def allowed_without_demands(plan: Plan) -> Bools:
    """(R, D, C) what each doctor may work with no leave and no pin: who fits, and is employed."""
    problem = plan.problem
    may: Bools = np.any(problem.lines[problem.team] >= 0, axis=3)
    may[:, :, 0] = True
    for row, doctor in enumerate(plan.hospital.doctors):
        for day in range(problem.shape[1]):
            when = plan.first + timedelta(days=day)
            if (doctor.joined and when < doctor.joined) or (doctor.left and when > doctor.left):
                may[row, day, 1:] = False
    return may
