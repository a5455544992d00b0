"""What a hospital has measured of its patients' flow, for its model to be fitted to."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ObservedStay:
    """One patient's times by the wall clock; None where there is none, or the file has no such.

    `triage`: the class, 1 to 5, or None. `outcome`: `home`, `bed`, `left` (unseen) or blank.
    """

    service: str
    triage: int | None
    arrived: datetime
    seen: datetime | None
    decided: datetime | None
    left: datetime | None
    outcome: str


@dataclass(frozen=True, slots=True)
class ObservedContact:
    """One task of a doctor: a step as in service_times.csv, and how long it took."""

    service: str
    step: str
    triage: int
    tier: int
    minutes: float


@dataclass(frozen=True, slots=True)
class ObservedFigure:
    """One figure of many patients, such as the share within four hours, and of how many."""

    service: str
    triage: int | None
    figure: str
    value: float
    patients: int


@dataclass(frozen=True, slots=True)
class Observed:
    """All that was measured. `columns`: those that the files of patients have."""

    stays: tuple[ObservedStay, ...] = ()
    columns: frozenset[str] = frozenset()
    contacts: tuple[ObservedContact, ...] = ()
    figures: tuple[ObservedFigure, ...] = ()
