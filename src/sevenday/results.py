"""Results as JSON: each result says which keys it has, and one encoder writes them all.

A result is a frozen dataclass that inherits `Result`. Its keys are its fields, in order, unless its
class lists them in `KEYS`, a text of names with blanks between:

    name            the field or property of that name
    key=name        the same under another key, as from=start
    key=path.name   an attribute of an attribute, or a key of a mapping, as service=need.service;
                    None where the first is None
    key=name?       left out where it is None
    *name           a mapping, whose own keys are put in

A number is rounded where its annotation says so: `average_hours: Measured` has six digits after the
point. Dates are ISO texts; date-times have minutes.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from functools import cache
from typing import Annotated, Any, ClassVar, NamedTuple, get_args

from sevenday.frames import frame


@dataclass(frozen=True, slots=True)
class Digits:
    """How many digits after the point a number has in JSON."""

    after_point: int


Measured = Annotated[float, Digits(6)]
"""A measure, such as hours or a share."""
Pounds = Annotated[float, Digits(2)]
"""Money, to the penny."""
Seconds = Annotated[float, Digits(3)]
"""How long something took."""


class Result:
    """What a function gives back. Inherited by frozen dataclasses; see the module for `KEYS`.

    `ROWS` names the key whose items are the rows of a table; without it there is one row.
    """

    __slots__ = ()
    KEYS: ClassVar[str] = ""
    ROWS: ClassVar[str] = ""

    def summary(self) -> str:
        """Give the figures of the result in text, a line each; of a list how many there are."""
        return "\n".join(
            f"{key.replace('_', ' ')}: {len(value) if isinstance(value, list | dict) else value}"
            for key, value in self.to_dict().items()
        )

    def to_frame(self) -> Any:
        """Give the result as a polars DataFrame (needs `sevenday[frames]`); lists are JSON."""
        found = self.to_dict()
        return frame([_flat(row) for row in (found[self.ROWS] if self.ROWS else [found])])

    def to_dict(self) -> dict[str, Any]:
        """Give the result as plain dicts, lists, texts and numbers."""
        return _by_keys(self)

    def to_json(self) -> str:
        """Give the result as JSON text, in the form of docs/json.md."""
        return as_json(self)


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    """A row whose cells are single values."""
    return {
        key: json.dumps(cell, ensure_ascii=False) if isinstance(cell, list | dict) else cell
        for key, cell in row.items()
    }


class _Key(NamedTuple):
    """One key of a form: where its value is, and whether it may be left out or is spread out."""

    key: str
    path: tuple[str, ...]
    optional: bool
    spread: bool


def as_json(found: Any) -> str:
    """A result, or plain values that hold results, as JSON text: an indent of one, no escapes."""
    return json.dumps(encode(found), ensure_ascii=False, indent=1)


def encode(value: Any, digits: int | None = None) -> Any:
    """Plain values of a value: results by their keys, other dataclasses by their fields.

    `digits`: how many digits after the point numbers in it have; None leaves them as they are.
    """
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return float(value) if digits is None else round(float(value), digits)
    if is_dataclass(value):
        own: Any = getattr(type(value), "to_dict", Result.to_dict)
        return _by_keys(value) if own is Result.to_dict else encode(own(value))
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: encode(each, digits) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [encode(each, digits) for each in value]
    if hasattr(value, "tolist"):  # NumPy's arrays and numbers, without importing it
        return encode(value.tolist(), digits)
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def _by_keys(value: Any) -> dict[str, Any]:
    """A dataclass by its keys. A form that keys cannot say is the class's own `to_dict`."""
    found: dict[str, Any] = {}
    form: Any = type(value)
    for key in _keys(form):
        each, digits = _at(value, key.path)
        if key.spread:
            found |= encode(each, digits) or {}
        elif each is not None or not key.optional:
            found[key.key] = encode(each, digits)
    return found


def _at(value: Any, path: tuple[str, ...]) -> tuple[Any, int | None]:
    """What stands at a path from a value, and the digits that its annotation asks for."""
    digits = None
    for name in path:
        if value is None:
            break
        if isinstance(value, Mapping):
            value = value[name]
        else:
            owner: Any = type(value)
            value, digits = getattr(value, name), _digits(owner, name)
    return value, digits


@cache
def _keys(form: type) -> tuple[_Key, ...]:
    """The keys of a class, in order."""
    listed = getattr(form, "KEYS", "").split() or [field.name for field in fields(form)]
    return tuple(map(_key, listed))


def _key(text: str) -> _Key:
    """One key as `KEYS` writes it."""
    key, _, path = text.strip("*?").rpartition("=")
    return _Key(key or path, tuple(path.split(".")), text.endswith("?"), text.startswith("*"))


@cache
def _digits(owner: type, name: str) -> int | None:
    """How many digits the annotation of a field or a property asks for; None where it is silent."""
    found = getattr(owner, name, None)
    if isinstance(found, property):
        return _asked_for(getattr(found.fget, "__annotations__", {}).get("return"))
    by_name = {field.name: field.type for field in fields(owner)} if is_dataclass(owner) else {}
    return _asked_for(by_name.get(name))


def _asked_for(annotation: Any) -> int | None:
    """The digits that stand anywhere in an annotation, as in `dict[str, Measured] | None`."""
    for extra in getattr(annotation, "__metadata__", ()):
        if isinstance(extra, Digits):
            return extra.after_point
    for part in get_args(annotation):
        if (digits := _asked_for(part)) is not None:
            return digits
    return None
