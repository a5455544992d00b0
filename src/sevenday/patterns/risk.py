"""The additive risk index of a line: kind of duty, days in a row, length, rest, days after nights.

Published trends of injuries and accidents, added up (`risk.toml` says whose, how surely, and what
of it is ours). It is of general industry, judges no single duty, and is nobody's official score.
"""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from sevenday.clock import DAY
from sevenday.patterns.classes import AT_NIGHT, DAY_TIME, LATE, DayClasses

DATA = Path(__file__).with_name("risk.toml")
LIMITS = (
    "An index of injuries and accidents, mostly in general industry, added up from published "
    "trends (Folkard, Lombardi and Tucker 2005; Nielsen; Harma): 100 is the first 8-hour day of a "
    "run. It is not of clinical error, it is no official score, and no line is safe by it."
)


@cache
def figures() -> dict[str, Any]:
    """The figures of `risk.toml`."""
    return tomllib.loads(DATA.read_text("utf-8"))


class _Past(NamedTuple):
    """Yesterday's code, which day in a row it was, days since a short rest, and since a night."""

    yesterday: int
    in_row: int
    short: int
    night: int


LONG_AGO = 9
"""More days than anything of the past matters for."""
RESTED = _Past(0, 0, LONG_AGO, LONG_AGO)


@dataclass(eq=False)
class RiskTracker:
    """Per cent that each resident duty adds, as a machine; on-call from home is passed over."""

    classes: DayClasses
    by_weekday: bool = False
    _states: list[_Past] = field(default_factory=lambda: [RESTED])
    _known: dict[_Past, int] = field(default_factory=lambda: {RESTED: 0})

    def step(self, state: int, weekday: int, code: int) -> tuple[int, int]:
        """The state after a day, and the per cent above the first 8-hour day of a run."""
        after, per_cent = self._after(self._states[state], code)
        if after not in self._known:
            self._known[after] = len(self._states)
            self._states.append(after)
        return self._known[after], per_cent

    def counts(self, code: int) -> bool:
        """Whether a code holds a duty that the index is of."""
        return not self.classes.words[code].isdisjoint((AT_NIGHT, LATE, DAY_TIME))

    def _after(self, past: _Past, code: int) -> tuple[_Past, int]:
        data, words = figures(), self.classes.words[code]
        short, night = min(past.short + 1, LONG_AGO), min(past.night + 1, LONG_AGO)
        if not self.counts(code):
            longest = max(data["short_rest"]["days"], data["after_nights"]["days"])
            faded = [n if n <= longest else LONG_AGO for n in (short, night)]
            return _Past(0, 0, faded[0], faded[1]), 0
        kind = next(k for k in (AT_NIGHT, LATE, DAY_TIME) if k in words)
        row = data["days_in_row"]["night" if kind == AT_NIGHT else "day"]
        same = past.yesterday and (AT_NIGHT in self.classes.words[past.yesterday]) == (
            kind == AT_NIGHT
        )
        in_row = min(past.in_row + 1, len(row)) if same else 1
        rest = DAY + self.classes.start[code] - self.classes.end[past.yesterday]
        if past.yesterday and rest <= 60 * data["short_rest"]["hours"]:
            short = 1
        hours = (self.classes.end[code] - self.classes.start[code]) / 60
        per_cent = data["kind"][kind] + row[in_row - 1]
        per_cent += float(np.interp(hours, data["length"]["hours"], data["length"]["adds"]))
        per_cent += data["short_rest"]["adds"] * (short <= data["short_rest"]["days"])
        if kind != AT_NIGHT:
            per_cent += data["after_nights"]["adds"] * (night <= data["after_nights"]["days"])
        return _Past(code, in_row, short, 0 if kind == AT_NIGHT else night), round(per_cent)
