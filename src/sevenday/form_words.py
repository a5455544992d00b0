"""What is wrong with a value of a TOML file, in plain words: pydantic's own reach no reader."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

NO_SUCH_KEY = "no such key"
KINDS = {
    "int": ("int_type", "a whole number", "not-a-number"),
    "float": ("float_type", "a number", "not-a-number"),
    "date": ("date_type", "a date, YYYY-MM-DD", "not-a-date"),
    "datetime": ("datetime_type", "a date and time, YYYY-MM-DDTHH:MM:SS", "not-a-time"),
    "str": ("string_type", 'a text in straight marks (")', "not-a-text"),
    "bool": ("bool_type", "true or false", "not-a-text"),
    "list": ("list_type", "a list", "not-a-text"),
    "dict": ("dict_type", "a table", "not-a-text"),
    "model": ("model_type", "a table", "not-a-text"),
}
"""By what a key takes: pydantic's word where a value is of another kind, ours, the fault's code."""
BY_TYPE = {type: (words, code) for type, words, code in KINDS.values()} | {
    "int_from_float": ("a whole number", "not-a-number"),
    "finite_number": ("a number that is finite", "not-a-number"),
}
BOUNDS = {
    "greater_than": ("gt", "over {}"),
    "greater_than_equal": ("ge", "{} or more"),
    "less_than": ("lt", "under {}"),
    "less_than_equal": ("le", "{} or less"),
}
"""By pydantic's word for a number out of bounds: where it has the bound, and ours."""


class Trouble(NamedTuple):
    """One value that its key may not have: where, what is wrong, what was found and expected."""

    place: tuple[str | int, ...]
    what: str
    found: str
    expected: str
    code: str


def troubles(errors: Sequence[Any]) -> Iterator[Trouble]:
    """Pydantic's errors in our words; one for a key that takes several kinds and has neither."""
    kinds: dict[tuple[str | int, ...], list[Any]] = {}
    for item in errors:
        kinds.setdefault(_place(item), []).append(item)
    for place, items in kinds.items():
        found = _of(items[0])
        words = dict.fromkeys(_of(item).expected for item in items)
        if "a number" in words:
            words.pop("a whole number", None)
        yield found._replace(place=place, expected=" or ".join(words))


def _place(item: Any) -> tuple[str | int, ...]:
    """Where an error stands, without the mark of a kind that a key may have among several."""
    place = tuple(part for part in item["loc"] if part != "[key]")
    if len(place) > 1 and KINDS.get(str(place[-1]), ("",))[0] == item["type"]:
        return place[:-1]
    return place


def _of(item: Any) -> Trouble:
    kind, given, more = item["type"], str(item["input"])[:60], item.get("ctx", {})
    what = "not a value for this key"
    if kind == "missing":
        return Trouble((), "missing", "", "a value", "missing-key")
    if kind == "extra_forbidden":
        return Trouble((), NO_SUCH_KEY, given, "a key of this table", "unknown-key")
    if "[key]" in item["loc"]:
        expected = more.get("expected", "a key of this table")
        return Trouble((), "not a key of this table", given, expected, "unknown-key")
    if kind == "literal_error":
        expected = more["expected"].removeprefix("'', ")
        return Trouble((), what, given, expected, "unknown-word")
    if kind in BOUNDS:
        key, words = BOUNDS[kind]
        return Trouble((), what, given, words.format(f"{more[key]:g}"), "not-a-number")
    if kind == "string_too_short":
        return Trouble((), what, given, "a text that is not blank", "missing-value")
    if kind == "too_short":
        least = more["min_length"]
        expected = "something in it" if least == 1 else f"{least} entries or more"
        return Trouble((), what, given, expected, "missing-value")
    if kind == "too_long":
        return Trouble((), what, given, f"{more['max_length']} entries or fewer", "out-of-range")
    if kind == "string_pattern_mismatch":
        return Trouble((), what, given, f"a text of the form {more['pattern']}", "unknown-word")
    expected, code = BY_TYPE.get(
        kind, (item["msg"].removeprefix("Input should be "), "wrong-input")
    )
    return Trouble((), what, given, expected, code)
