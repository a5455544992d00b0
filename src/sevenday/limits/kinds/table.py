"""Every kind of limit, in one table: a new one is a file of its own here, and a line below.

A kind's file has its `step`, and may have a `finish` (see `sevenday.limits.kinds`). For those who
build rotas it may say how far back it looks, `lookback(row)` in days, and what it still remembers
after a line, `remembered(row, state, days, duties)`: one row of numbers a line, which two lines
share where no future can tell them apart. A kind that does not say so is left to the checker.
"""

from collections.abc import Callable, Mapping
from enum import IntEnum
from types import ModuleType
from typing import Any, Self

from sevenday.limits.kinds import (
    KIND,
    average,
    breaks,
    call_frequency,
    continuous,
    count,
    day_after,
    free_days,
    frequency,
    length,
    long_off,
    on_call_rest,
    rest,
    rest_after_duty,
    rest_after_run,
    run,
    weekly_rest,
    weekly_rests,
    window,
)

EACH_DUTY, EACH_DATE, EVERY_DATE = range(3)
"""What a step is given: a duty by itself, so that a date of two duties is two steps; the duties of
a date with any; every date, without a duty too."""


class Kind(IntEnum):
    """A kind of limit: its number in a rule's row, its file, and what its step is given.

    `by_blocks`: it judges weeks and fortnights in fixed blocks, so that a template is walked until
    they come round. In order of what a step is given.
    """

    home: ModuleType
    sees: int
    by_blocks: bool

    def __new__(cls, home: ModuleType, sees: int, by_blocks: bool = False) -> Self:
        """Number a kind by its place in the table."""
        number = len(cls.__members__)
        kind = int.__new__(cls, number)
        kind._value_, kind.home, kind.sees, kind.by_blocks = number, home, sees, by_blocks
        return kind

    LENGTH = length, EACH_DUTY
    BREAKS_OWED = breaks, EACH_DUTY
    REST_BETWEEN = rest, EACH_DUTY
    IN_WINDOW = window, EACH_DUTY
    ON_CALL_REST = on_call_rest, EACH_DUTY
    CONTINUOUS = continuous, EACH_DUTY
    REST_AFTER_DUTY = rest_after_duty, EACH_DUTY
    IN_A_ROW = run, EACH_DATE
    REST_AFTER_RUN = rest_after_run, EACH_DATE
    COUNT = count, EACH_DATE
    DAY_AFTER = day_after, EACH_DATE
    CALL_FREQUENCY = call_frequency, EACH_DATE
    WEEKLY_RESTS = weekly_rests, EACH_DATE, True
    AVERAGE = average, EVERY_DATE
    FREQUENCY = frequency, EVERY_DATE
    LONG_OFF = long_off, EVERY_DATE
    WEEKLY_REST = weekly_rest, EVERY_DATE, True
    FREE_DAYS = free_days, EVERY_DATE

    @classmethod
    def of(cls, row: Any) -> Self:
        """The kind of a rule, by its row."""
        return tuple(cls)[int(row[KIND])]

    @classmethod
    def that_have(cls, name: str) -> dict[Self, Callable[..., Any]]:
        """The kinds whose file has a function of a name, and each one's."""
        return {kind: getattr(kind.home, name) for kind in cls if hasattr(kind.home, name)}


def first_that_sees(sees: int) -> int:
    """The number of the first kind whose step is given so much."""
    return next(int(kind) for kind in Kind if kind.sees == sees)


def switch(name: str, functions: Mapping[Kind, Callable[..., Any]], given: str) -> Any:
    """A function that calls that of the kind of its `rule`, as compiled loops need it: by number.

    Numba knows no call through a table, so the table is written out as a chain of comparisons.
    The function does nothing for any other kind. `given`: the names of what it is given.
    """
    lines = [f"def {name}({given}):", "    kind = int(rule[KIND])"]
    word = "if"
    for kind in sorted(functions, key=lambda kind: (-kind.sees, kind)):
        lines += [f"    {word} kind == {int(kind)}:", f"        _{int(kind)}({given})"]
        word = "elif"
    scope: dict[str, Any] = {f"_{int(kind)}": call for kind, call in functions.items()}
    scope |= {"KIND": KIND, "__name__": __name__}
    exec("\n".join(lines), scope)
    return scope[name]
