"""Cells that differ, doctor by doctor."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sevenday.model.differ import ChangedCell
from sevenday.web.rotas.discretion import discreet

DayChange = tuple[date, str, str]
"""A date, what its cell held and what it holds."""


@dataclass(frozen=True, slots=True)
class DoctorChanges:
    """What changes for a doctor; `key` 0: not in the department yet."""

    key: int
    name: str
    cells: tuple[DayChange, ...]


def by_doctor(
    found: Iterable[Sequence[str | int]], names: Mapping[int, str]
) -> list[DoctorChanges]:
    """What a job found, each a doctor's key, an ISO date, before and after."""
    lines: dict[int, list[DayChange]] = {}
    for key, day, before, after in found:
        change = (date.fromisoformat(str(day)), str(before), str(after))
        lines.setdefault(int(key), []).append(change)
    return [DoctorChanges(key, names[key], tuple(cells)) for key, cells in lines.items()]


def by_name(found: Iterable[Sequence[str]], keys: Mapping[str, int]) -> list[DoctorChanges]:
    """What a workbook would change, each a doctor's name, an ISO date, before and after."""
    lines: dict[str, list[DayChange]] = {}
    for name, day, before, after in found:
        lines.setdefault(name, []).append((date.fromisoformat(day), before, after))
    return [DoctorChanges(keys.get(name, 0), name, tuple(cells)) for name, cells in lines.items()]


def discreet_changes(
    changes: Mapping[str, Sequence[ChangedCell]],
) -> dict[str, list[ChangedCell]]:
    """What differs between two rotas, without why somebody is away."""
    found = {
        name: [
            replace(c, before=discreet(c.before or ""), after=discreet(c.after or ""))
            for c in cells
        ]
        for name, cells in changes.items()
    }
    differing = {name: [c for c in cells if c.before != c.after] for name, cells in found.items()}
    return {name: cells for name, cells in differing.items() if cells}


def of_diff(
    changes: Mapping[str, Sequence[ChangedCell]], keys: Mapping[str, int]
) -> list[DoctorChanges]:
    """What differs between two rotas."""
    return [
        DoctorChanges(
            keys.get(name, 0), name, tuple((c.day, c.before or "", c.after or "") for c in cells)
        )
        for name, cells in changes.items()
    ]
