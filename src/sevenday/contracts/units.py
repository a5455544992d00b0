"""The closed list of units, and what a value in each of them must look like."""

import re
from collections.abc import Callable
from fractions import Fraction
from math import isfinite
from typing import Any

from sevenday.contracts.windows import FORM, is_window

Check = Callable[[Any], bool]

CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
FREQUENCY = re.compile(r"[1-9]\d*/[1-9]\d*")
DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def _positive(value: Any) -> bool:
    return _number(value) and value > 0


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _index(value: Any) -> bool:
    return (value == 0 and not isinstance(value, bool)) or _whole(value)


def _text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _clock(value: Any) -> bool:
    return isinstance(value, str) and CLOCK.fullmatch(value) is not None


def _frequency(value: Any) -> bool:
    fits = isinstance(value, str) and FREQUENCY.fullmatch(value) is not None
    return fits and Fraction(value) <= 1


def _share(value: Any) -> bool:
    return _frequency(value) or (_number(value) and 0 <= value <= 1)


def _list(of: Check, length: int = 0) -> Check:
    return lambda value: (
        isinstance(value, list)
        and bool(value)
        and (not length or len(value) == length)
        and all(of(item) for item in value)
    )


def _table(of: Check) -> Check:
    return lambda value: isinstance(value, dict) and bool(value) and all(map(of, value.values()))


def _row(*of: Check) -> Check:
    return lambda value: (
        isinstance(value, list)
        and len(value) == len(of)
        and all(check(item) for check, item in zip(of, value, strict=True))
    )


def _rising(value: Any) -> bool:
    return _list(_positive)(value) and value == sorted(value)


def _break(value: Any) -> bool:
    keys = isinstance(value, dict) and set(value)
    return keys in ({"over", "breaks"}, {"night_from", "breaks"}) and all(
        map(_whole, value.values())
    )


def _shift_rule(value: Any) -> bool:
    form = {"least": _positive} | dict.fromkeys(
        ("start_from", "start_to", "end_after", "end_by"), _clock
    )
    return (
        isinstance(value, dict)
        and bool(value)
        and all(key in form and form[key](item) for key, item in value.items())
    )


def _windows(value: Any) -> bool:
    return _list(is_window)(value)


def _premium_windows(value: Any) -> bool:
    return _list(lambda row: is_window(row, "share") and _share(row["share"]))(value)


COUNTED = (
    "minutes",
    "days",
    "weeks",
    "months",
    "shifts",
    "periods",
    "programmed activities",
    "episodes",
    "occasions",
)

UNITS: dict[str, tuple[Check, str]] = {
    "hours": (_positive, "a number of hours above 0"),
    "hours each": (_list(_positive), "a list of hours above 0"),
    **{unit: (_whole, f"a whole number of {unit} above 0") for unit in COUNTED},
    "ratio": (
        lambda v: _positive(v) or (_text(v) and FREQUENCY.fullmatch(v) is not None),
        "a number above 0, or two whole numbers as 365/7",
    ),
    "share": (_share, "a share from 0 to 1, or a fraction as 1/3"),
    "frequency": (_frequency, "a fraction as 1/3, at most 1/1"),
    "clock": (_clock, "a time as HH:MM"),
    "clock window": (_list(_clock, 2), "two times as HH:MM, from and to"),
    "windows of the week": (_windows, f"a list of windows: {FORM}"),
    "premium by window": (
        _premium_windows,
        f"a list of windows, each with share = 0.5 (from 0 to 1, or a fraction): {FORM}",
    ),
    "yes or no": (lambda v: isinstance(v, bool), "true or false"),
    "date": (
        lambda v: isinstance(v, str) and DATE.fullmatch(v) is not None,
        "a date as YYYY-MM-DD, or as much of it as is known",
    ),
    "text": (_text, "a sentence"),
    "names": (_list(_text), "a list of names"),
    "name by name": (_table(_text), "a table of names"),
    "place by grade": (_table(_index), "a table of whole numbers, 0 for the first place"),
    "breaks": (_list(_break), "a list of {over or night_from = hours, breaks = number}"),
    "shift rule": (
        _shift_rule,
        "a table of least (hours), start_from, start_to, end_after, end_by",
    ),
    "share by frequency": (_list(_row(_frequency, _share)), "a list of [frequency, share]"),
    "share by name": (_table(_share), "a table of shares from 0 to 1"),
    "share by hours": (_list(_row(_positive, _text, _share)), "a list of [hours, name, share]"),
    "pounds": (_positive, "a number of pounds above 0"),
    "pounds a year": (_positive, "a number of pounds above 0"),
    "pounds a year by name": (_table(_positive), "a table of pounds above 0"),
    "pounds a year by point": (_table(_positive), "a table of pounds above 0"),
    "pounds a year by scale": (_table(_rising), "a table of rising lists of pounds above 0"),
    "pounds an hour by point": (_table(_positive), "a table of pounds above 0"),
    "pounds a period by point": (_table(_positive), "a table of pounds above 0"),
}
"""Each unit with its test and with what to say that was expected."""


def fits(unit: str, value: Any) -> bool:
    """Whether a value, as TOML gives it, is one of that unit."""
    return UNITS[unit][0](value)


def expected(unit: str) -> str:
    """What a value of that unit looks like, in words."""
    return UNITS[unit][1]
