"""Values in words that a doctor reads: 1 in 3, 37%, 23:00 to 06:00."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from sevenday.contracts.units import COUNTED
from sevenday.contracts.value import ENDS, Value
from sevenday.contracts.windows import in_days


def in_words(value: Value) -> str:
    """The value with its unit; where it is a range, both ends, the best guess and how sure."""
    if value.low is None or value.high is None:
        return _say(value.unit, value.value)
    return ", ".join(parts_in_words(value))


def parts_in_words(value: Value) -> list[str]:
    """The same, each row of a table or a list for itself."""
    if value.low is None or value.high is None:
        return _parts(value.unit, value.value)
    figures = zip(*(_parts(value.unit, value.at(end)) for end in ENDS), strict=True)
    return [_between(low, best, high, value.certainty) for low, best, high in figures]


def frequency_in_words(frequency: str) -> str:
    """A frequency as people say it: 1 in 4."""
    return f"1 in {float(1 / Fraction(frequency)):g}"


def _parts(unit: str, value: Any) -> list[str]:
    """A table's or a list's items in words, each for itself; else the whole."""
    if isinstance(value, dict):
        return [_say(unit, {key: item}) for key, item in value.items()]
    if isinstance(value, tuple):
        return [_say(unit, (item,)) for item in value]
    return [_say(unit, value)]


def _between(low: str, best: str, high: str, certainty: str) -> str:
    """Both ends of one figure; what stands before its colon is said once."""
    label, colon, guess = best.rpartition(": ")
    if low == high:
        return best
    least, most = (end.rpartition(": ")[2] for end in (low, high))
    return f"{label}{colon}between {least} and {most} (best guess {guess}, {certainty})"


def _say(unit: str, value: Any) -> str:
    if unit == "hours" or unit in COUNTED:
        return f"{value:g} {unit.removesuffix('s') if value == 1 else unit}"
    return SAYERS.get(unit, str)(value)


def _share(value: Any) -> str:
    return value if isinstance(value, str) else f"{100 * value:.6g}%"


def _pounds(value: float) -> str:
    return f"£{value:,}" if isinstance(value, int) else f"£{value:,.2f}"


def _table(say: Callable[[Any], str]) -> Callable[[Any], str]:
    return lambda table: ", ".join(f"{key}: {say(value)}" for key, value in table.items())


def _breaks(rows: Any) -> str:
    return ", ".join(
        f"{row['breaks']} over {row['over']} hours"
        if "over" in row
        else f"{row['breaks']} in a night of {row['night_from']} hours or more"
        for row in rows
    )


SHIFT_RULE = {
    "least": "at least {} hours",
    "start_from": "starts from {}",
    "start_to": "to {}",
    "end_after": "ends after {}",
    "end_by": "ends by {}",
}


def _shift_rule(rule: Any) -> str:
    return ", ".join(SHIFT_RULE[key].format(value) for key, value in rule.items())


SAYERS: dict[str, Callable[[Any], str]] = {
    "hours each": lambda v: " and ".join(f"{x:g}" for x in v) + " hours",
    "share": _share,
    "frequency": frequency_in_words,
    "clock window": lambda v: f"{v[0]} to {v[1]}",
    "windows of the week": lambda v: ", ".join(map(in_days, v)),
    "premium by window": lambda v: ", ".join(f"{in_days(w)}: {_share(w['share'])}" for w in v),
    "yes or no": lambda v: "yes" if v else "no",
    "names": ", ".join,
    "name by name": _table(str),
    "place by grade": _table(str),
    "breaks": _breaks,
    "shift rule": _shift_rule,
    "share by frequency": lambda v: ", ".join(
        f"{frequency_in_words(f)}: {_share(s)}" for f, s in v
    ),
    "share by name": _table(_share),
    "share by hours": lambda v: ", ".join(f"{n} from {h:g} hours: {_share(s)}" for h, n, s in v),
    "pounds": _pounds,
    "pounds a year": lambda v: f"{_pounds(v)} a year",
    "pounds a year by name": _table(_pounds),
    "pounds a year by point": _table(_pounds),
    "pounds a year by scale": _table(lambda points: " ".join(map(_pounds, points))),
    "pounds an hour by point": _table(_pounds),
    "pounds a period by point": _table(_pounds),
}
