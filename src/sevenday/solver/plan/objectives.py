"""What a rota is to be beyond cover and requests: shared out fairly, free of unwanted patterns.

Each objective is a counter of a row (nights, weekends, hours ...) with a name, a weight and a
price. `[build] weights` of hospital.toml sets the weights of what is shared out; what patterns
weigh together is one counter more.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np

from sevenday.clock import MONDAY, bank_holiday_name, in_window
from sevenday.errors import Fault, InputError
from sevenday.files.spelling import nearest
from sevenday.limits import Checker
from sevenday.limits.classes import LONG, NIGHT, ON_CALL
from sevenday.patterns.catalogue import catalogue
from sevenday.patterns.chosen import HEAVIEST
from sevenday.patterns.classes import NIGHT_FROM, NIGHT_MINUTES, NIGHT_TO
from sevenday.patterns.counts import HUNDREDTHS
from sevenday.solver.engine.problem import Ints
from sevenday.solver.law.pattern_states import PatternStates

WEEKENDS, NIGHTS, LONG_DAYS, CALLS, HOLIDAYS, HOURS = (
    "weekends",
    "nights",
    "long_days",
    "on_call",
    "bank_holidays",
    "hours",
)
SHARED = (WEEKENDS, NIGHTS, LONG_DAYS, CALLS, HOLIDAYS, HOURS)
"""What is shared out by whole time, each with weight 1 unless `weights` says otherwise."""
DUTIES = "duties"
"""Duties of any kind, counted where a doctor has a most of them."""
PATTERNS = "patterns"
"""The counter of unwanted patterns, in units of weight: what they weigh all together."""
BANK_HOLIDAY = 7
"""Added to a date's weekday where it is a bank holiday: a kind of day of its own."""
KINDS = 14
HALF_HOUR = 30
"""Minutes in which hours are counted: with a duty's rounded to the hour, lines look alike that are
half an hour a week apart."""
REST, DUTY, AT_NIGHT = 0, 1, 2
"""What a day may be."""


class SymbolDuty(NamedTuple):
    """What is seen of a symbol: its class bits, whether it is night work, and its minutes."""

    classes: int
    night: bool
    minutes: int


BY_SYMBOL: dict[str, Callable[[SymbolDuty], int]] = {
    NIGHTS: lambda duty: int(duty.night),
    LONG_DAYS: lambda duty: int(duty.classes & LONG > 0 and not duty.night),
    CALLS: lambda duty: int(duty.classes & ON_CALL > 0),
    HOURS: lambda duty: round(duty.minutes / HALF_HOUR),
    DUTIES: lambda duty: 1,
}
"""What a duty adds to each of the objectives that go by the duty alone."""


@dataclass(frozen=True, slots=True)
class Objectives:
    """What a rota is counted by, and what each symbol adds to it.

    Attributes
    ----------
    names, weights
        The counters in order, and the weight of each.
    day
        Of each symbol REST, DUTY or AT_NIGHT.
    by_symbol
        What each symbol adds to each objective of BY_SYMBOL.
    """

    names: tuple[str, ...]
    weights: tuple[float, ...]
    day: tuple[int, ...]
    by_symbol: Mapping[str, tuple[int, ...]]

    def index(self, name: str) -> int:
        """Where a counter is; -1 where it is not counted."""
        return self.names.index(name) if name in self.names else -1

    def weight(self, name: str) -> float:
        """A counter's weight; 0 where it is not counted."""
        return self.weights[self.index(name)] if name in self.names else 0.0

    def adds(self, name: str, kind: int, symbol: int) -> int:
        """What a symbol on a kind of day adds to a counter.

        Neither weekends nor patterns, which go by the days before too.
        """
        if self.day[symbol] == REST:
            return 0
        if name == HOLIDAYS:
            return int(kind >= BANK_HOLIDAY)
        return self.by_symbol[name][symbol] if name in self.by_symbol else 0


def read_objectives(
    checker: Checker,
    codes: Sequence[int],
    minutes: Sequence[int],
    patterns: PatternStates,
) -> Objectives:
    """The objectives of a hospital's folder over the codes and the minutes of its symbols.

    Raises InputError for a weight that no objective has.
    """
    hospital, terms, parts = checker.hospital, checker.terms, checker.duties
    weights = objective_weights(hospital.build.get("weights", {}))
    if "fairness" not in (hospital.build.get("levels") or ("fairness",)):
        weights |= dict.fromkeys(SHARED, 0.0)
    masks = [parts.mask[parts.first[c] : parts.first[c + 1], MONDAY] for c in codes]
    day, duties = [], []
    for code, mask, length in zip(codes, masks, minutes, strict=True):
        spans = [part for part in hospital.cells.parts[code] if not part.on_call]
        night = bool((mask & NIGHT).any()) or (
            not terms.has("define.night_window")
            and any(in_window(p.start, p.end, NIGHT_FROM, NIGHT_TO) >= NIGHT_MINUTES for p in spans)
        )
        day.append(AT_NIGHT if night else DUTY if len(mask) else REST)
        duties.append(SymbolDuty(int(np.bitwise_or.reduce(mask, initial=0)), night, length))
    by_symbol = {name: tuple(map(adds, duties)) for name, adds in BY_SYMBOL.items()}
    # weekends and nights may have a most, so they are counted whatever they weigh
    names = [
        name
        for name in SHARED
        if (name in (HOURS, WEEKENDS, HOLIDAYS) or any(by_symbol[name]))
        and (weights[name] > 0 or name in (WEEKENDS, NIGHTS))
    ]
    if any(doctor.max_duties is not None for doctor in hospital.doctors):
        names.append(DUTIES)
        weights[DUTIES] = 0.0
    if patterns.is_weighed:
        names.append(PATTERNS)
        weights[PATTERNS] = patterns.unit / HUNDREDTHS
    return Objectives(
        tuple(names),
        tuple(weights[name] for name in names),
        tuple(day),
        by_symbol,
    )


def objective_weights(stated: Mapping[str, float]) -> dict[str, float]:
    """The weight of each thing that is shared out; the older names of patterns are passed over.

    Raises InputError for a name that is none, and for a weight under 0.
    """
    known = dict.fromkeys(SHARED, 1.0)
    for name, weight in stated.items():
        if name not in known and catalogue().named(name) is None:
            near = nearest(name, (*known, *catalogue().patterns), 0.4)
            how = ", ".join(known) + (f"; do you mean {near}?" if near else "")
            raise InputError(
                Fault(
                    "no aim of that name",
                    "hospital.toml",
                    None,
                    "build.weights",
                    name,
                    how,
                    code="unknown-key",
                )
            )
        if not 0 <= weight <= HEAVIEST:
            how = f"a weight from 0 to {HEAVIEST}"
            raise InputError(
                Fault(
                    "no weight",
                    "hospital.toml",
                    None,
                    f"build.weights.{name}",
                    f"{weight}",
                    how,
                    code="not-a-number",
                )
            )
    return known | {name: weight for name, weight in stated.items() if name in known}


def day_kinds(dates: Sequence[date], nation: str) -> Ints:
    """(D,) the kind of each day: its weekday, and BANK_HOLIDAY more where its nation has one."""
    holiday = [bank_holiday_name(d, nation) is not None for d in dates]
    return np.array([d.weekday() + BANK_HOLIDAY * h for d, h in zip(dates, holiday, strict=True)])
