"""Settings: numbers with a default and a range, in tables of their own, read from a TOML file.

A group of settings is a frozen dataclass or a named tuple of which every field has a default. A
field may be a group itself: then it is a table of the file.
"""

import dataclasses
import tomllib
from collections.abc import Iterator, Mapping
from math import inf
from pathlib import Path
from typing import Annotated, Any, Self, TypeVar, get_type_hints

from sevenday.errors import Fault, InputError

SHARE = "a number from 0 to 1"
AMOUNT = "a number of 0 or more"
Share = Annotated[float, SHARE]
"""A part of something."""
Amount = Annotated[float, AMOUNT]
"""What may also be nothing at all; a setting that says nothing of its range is above 0."""
LEVEL = "a whole number of 0 or more"
Level = Annotated[int, LEVEL]
"""A number of steps of which there may be none."""
WHOLE, POSITIVE = "a whole number of 1 or more", "a number above 0"

Group = TypeVar("Group")


class FromFile:
    """For settings that are read from a file: every value of theirs fits, however it came."""

    __slots__ = ()

    def __post_init__(self) -> None:
        """Check every setting. Raises InputError with all that do not fit."""
        if faults := list(_misfits(self)):
            raise InputError(*faults)

    @classmethod
    def from_file(cls, path: str | Path) -> Self:
        """Read settings from a TOML file: a table for each group, a key for each setting.

        What the file does not name keeps its default.

        Raises
        ------
        InputError
            Where the file cannot be read, where it names a table or a key that there is not, and
            where a value does not fit.
        """
        file = Path(path)
        try:
            tables = tomllib.loads(file.read_text("utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            what, how = f"cannot be read: {error}", "a TOML file of settings"
            code = "missing-file" if isinstance(error, OSError) else "not-toml"
            raise InputError(Fault(what, file.name, expected=how, code=code)) from None
        faults: list[Fault] = []
        found = _with(cls(), tables, file.name, "", faults)
        if faults:
            raise InputError(*faults)
        return found


def _defaults(group: Any) -> dict[str, Any]:
    """The settings of a group by name, as they are unless something is said."""
    if hasattr(group, "_field_defaults"):
        return dict(group._field_defaults)
    return {field.name: field.default for field in dataclasses.fields(group)}


def _is_group(value: Any) -> bool:
    return hasattr(value, "_fields") or dataclasses.is_dataclass(value)


def _with(
    group: Group, table: Mapping[str, Any], file: str, within: str, faults: list[Fault]
) -> Group:
    """A group with what a table of a file says; what is wrong is added to `faults`."""
    usual = _defaults(group)
    new: dict[str, Any] = {}
    for key, value in table.items():
        name = f"{within}{key}"
        if key not in usual:
            faults.append(_unknown(file, name, value, usual))
        elif _is_group(usual[key]):
            if isinstance(value, dict):
                new[key] = _with(usual[key], value, file, f"{name}.", faults)
            else:
                faults.append(_unknown(file, name, {}, usual))
        elif expected := _misfit(group, key, value, usual[key]):
            faults.append(_fault(file, name, value, expected))
        else:
            new[key] = value
    if faults:
        return group
    settings: Any = group
    replaced: Group = (
        settings._replace(**new)
        if hasattr(settings, "_replace")
        else dataclasses.replace(settings, **new)
    )
    return replaced


def _unknown(file: str, name: str, value: Any, usual: Mapping[str, Any]) -> Fault:
    if isinstance(value, dict) or not any(not _is_group(each) for each in usual.values()):
        tables = [f"[{key}]" for key, each in usual.items() if _is_group(each)]
        how = ", ".join(tables) or "no table here"
        return Fault("no such table", file, None, name, expected=how, code="unknown-key")
    how = ", ".join(key for key, each in usual.items() if not _is_group(each))
    return Fault("no such setting", file, None, name, expected=how, code="unknown-key")


def _fault(file: str, name: str, value: Any, expected: str) -> Fault:
    what = "a setting does not fit"
    return Fault(what, file, None, name, f"{value}", expected, code="not-a-number")


def _misfits(group: Any, within: str = "") -> Iterator[Fault]:
    """A fault for each setting of a group, and of the groups in it, that does not fit."""
    for key, usual in _defaults(group).items():
        value = getattr(group, key)
        if _is_group(usual):
            yield from _misfits(value, f"{within}{key}.")
        elif expected := _misfit(group, key, value, usual):
            yield _fault("", f"{within}{key}", value, expected)


def _misfit(group: Any, key: str, value: Any, usual: Any) -> str:
    """What a setting has to be, where it is not."""
    hint: Any = get_type_hints(type(group), include_extras=True)[key]
    kind = getattr(hint, "__metadata__", (WHOLE if isinstance(usual, int) else POSITIVE,))[0]
    number = isinstance(value, int if isinstance(usual, int) else int | float)
    fits = number and not isinstance(value, bool)
    if fits and kind == SHARE:
        fits = 0 <= value <= 1
    elif fits and kind in (AMOUNT, LEVEL):
        fits = 0 <= value < inf
    elif fits:
        fits = 0 < value < inf
    return "" if fits else f"{kind}, as {usual}"
