"""Curtois and Qu's shift-scheduling problems (University of Nottingham, 2014)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CurtoisShift:
    """One shift: its length in minutes, and the shifts that may not come the day after it."""

    code: str
    minutes: int
    not_next: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CurtoisPerson:
    """One person's limits over the horizon; `most_of` by shift code, minutes, days, weekends."""

    id: str
    most_of: dict[str, int]
    most_minutes: int
    least_minutes: int
    most_run: int
    least_run: int
    least_off: int
    most_weekends: int
    days_off: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class CurtoisRequest:
    """One person's wish for (or against) a shift on a day from 0, and the cost of refusing it."""

    person: str
    day: int
    shift: str
    weight: int


@dataclass(frozen=True, slots=True)
class CurtoisCover:
    """People wanted on a shift on a day from 0; the cost of each one short, and of each over."""

    day: int
    shift: str
    wanted: int
    under: int
    over: int


@dataclass(frozen=True, slots=True)
class Curtois:
    """One problem as its file says it; day 0 is a Monday and the horizon is whole weeks."""

    name: str
    days: int
    shifts: tuple[CurtoisShift, ...]
    people: tuple[CurtoisPerson, ...]
    on: tuple[CurtoisRequest, ...]
    off: tuple[CurtoisRequest, ...]
    cover: tuple[CurtoisCover, ...]
