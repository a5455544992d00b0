"""A hospital's folder, read and checked."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sevenday.clock import (
    DAY,
    ENGLAND,
    OTHER,
    SATURDAY,
    WEEK,
    WEEKDAYS,
    bank_holiday_name,
    minutes,
    week_start,
)
from sevenday.errors import InputError
from sevenday.model.doctor import FULL_WEEK, Doctor
from sevenday.model.flow import FlowSettings, Patients
from sevenday.model.rota import DutyCodes, Rota, Template
from sevenday.model.shift import Shift

SPAN = re.compile(r"([01]\d:[0-5]\d|2[0-3]:[0-5]\d)-([01]\d:[0-5]\d|2[0-3]:[0-5]\d|24:00)")


NO_HOLIDAYS = (
    "Bank holidays of the contract's country are not known here: working days are Monday to "
    "Friday. nation in hospital.toml says another."
)


BAR, ACCEPT = "bar", "accept"
"""Whether a night that the clocks make too long may be worked: its hour worked, paid and rested."""


@dataclass(frozen=True, slots=True)
class Settings:
    """`[settings]` of hospital.toml: local agreements and what monitoring found."""

    normal_day_hours: float = 8
    eight_shifts_agreed: bool = False
    weekend_1_in_2_agreed: bool = False
    oncall_run_agreed: bool = False
    low_intensity_oncall: bool = False
    pattern: str | None = None
    criterion_r: bool = False
    rest_met: bool = True
    span: str | None = None
    clock_change_nights: str = BAR

    @property
    def autumn_hour_accepted(self) -> bool:
        """Whether a duty may be longer by the hour that the clocks go back."""
        return self.clock_change_nights == ACCEPT


@dataclass(frozen=True, slots=True)
class WalkoutSettings:
    """`[walkout]` of hospital.toml: what its walkout plans assume in place of the defaults.

    `sick`: the share away for other reasons than the walkout. `limits`: by rank, the chance that a
    place may be short.
    """

    sick: float | None = None
    limits: Mapping[int, float] = field(default_factory=dict)


def clock_span(text: str) -> tuple[int, int] | None:
    """`08:00-10:00` as minutes of the day; an end not after its start is the next day's."""
    found = SPAN.fullmatch(text)
    if found is None:
        return None
    begin, end = (DAY if part == "24:00" else minutes(part) for part in found.groups())
    return begin, end if end > begin else end + DAY


@dataclass(frozen=True, slots=True)
class Requirement:
    """One row of cover.csv: a service needs so many on a shift on those days.

    `shift` is a shift's code, or a span of the clock as `08:00-10:00`: demand by the hour. `row`:
    where it stands in its file, the header being row 1. `nation`: whose bank holidays are no
    working days. `ranked`: whether the file says the rank.
    """

    service: str
    shift: str
    days: str
    min: int
    ideal: int
    max: int | None = None
    tier: int | None = None
    competence: str = ""
    rank: int = 3
    row: int | None = field(default=None, compare=False)
    nation: str = field(default=ENGLAND, compare=False)
    ranked: bool = field(default=True, compare=False)

    @property
    def span(self) -> tuple[int, int] | None:
        """Minutes of the day from and to, where `shift` is a span of the clock; else None."""
        return clock_span(self.shift)

    def holds_on(self, day: date) -> bool:
        """Whether the service needs it on a date: `days` as cover.csv has it."""
        return any(
            _is_in(day, part.strip(), self.nation) for part in self.days.split(",") if part.strip()
        )

    def against(self, doctor: Doctor) -> tuple[str, ...]:
        """Why a doctor may not fill a place of it whatever the date, in words; () where they may.

        A doctor without a tier or a service of their own may fill one of any.
        """
        name = self.service or "it"
        reasons = []
        if self.tier is not None and doctor.tier not in (None, self.tier):
            reasons.append(f"tier {doctor.tier}, and {name} needs {self.tier}")
        if self.competence and self.competence not in doctor.competences:
            reasons.append(f"without {self.competence}, which {name} needs")
        if self.service and doctor.service not in ("", self.service):
            reasons.append(f"of {doctor.service}, not {self.service}")
        return tuple(reasons)


def _is_in(day: date, part: str, nation: str) -> bool:
    if part == "all":
        return True
    if part == "working":
        return day.weekday() < SATURDAY and bank_holiday_name(day, nation) is None
    if part[:1].isdigit():
        return part == day.isoformat()
    first, last = (WEEKDAYS.index(name) for name in (part.split("-") * 2)[:2])
    return (day.weekday() - first) % 7 <= (last - first) % 7


@dataclass(frozen=True, slots=True)
class Request:
    """One row of requests.csv: somebody wants a shift, or wants none, on some dates.

    `row`: where it stands in its file.
    """

    doctor: str
    first: date
    last: date
    shift: str
    want: str
    weight: float = 1.0
    row: int | None = field(default=None, compare=False)


@dataclass(frozen=True, eq=False)
class Hospital:
    """What a folder holds. `doctors` has one entry a line of the rota, in its order.

    `ends`: the rota's last date, where `weeks` is not said. `templates` maps a template's name (""
    for template.csv) to it; `history` holds the dates before the rota's first (same doctors, same
    order); `pins` are cells that may not change. `nation` decides bank holidays and the law of a
    walkout; "" where nothing is said of it.
    """

    name: str = ""
    contract: str = ""
    starts: date | None = None
    weeks: int | None = None
    ends: date | None = None
    leave_days: float = 0
    settings: Settings = Settings()
    build: dict[str, Any] = field(default_factory=dict)
    cells: DutyCodes = field(default_factory=lambda: DutyCodes({}))
    doctors: tuple[Doctor, ...] = ()
    rota: Rota | None = None
    templates: dict[str, Template] = field(default_factory=dict)
    history: Rota | None = None
    pins: Rota | None = None
    cover: tuple[Requirement, ...] = ()
    requests: tuple[Request, ...] = ()
    notes: tuple[str, ...] = ()
    walkout: WalkoutSettings = WalkoutSettings()
    nation: str = ""
    flow: FlowSettings = field(default_factory=FlowSettings)
    patients: Patients = field(default_factory=Patients)

    @property
    def shifts(self) -> dict[str, Shift]:
        """Shifts by code."""
        return self.cells.shifts

    @property
    def rota_days(self) -> int | None:
        """The days to fill: whole weeks, or from `starts` to `ends`; None where nothing says so."""
        if self.ends is not None and self.starts is not None:
            return (self.ends - self.starts).days + 1
        return None if self.weeks is None else WEEK * self.weeks

    def in_nation(self, nation: str) -> "Hospital":
        """The same where a nation is said, else in the nation given: its contract's."""
        nation = self.nation or nation
        cover = tuple(replace(need, nation=nation) for need in self.cover)
        notes = self.notes
        if nation == OTHER and any("working" in need.days for need in cover):
            notes = tuple(dict.fromkeys((*notes, NO_HOLIDAYS)))
        return replace(self, nation=nation, cover=cover, notes=notes)

    def leave(self, doctor: Doctor) -> float:
        """The leave days a year that prospective cover counts for a doctor; 0 is none.

        The hospital's are days of five a week: as many weeks for a doctor who works fewer.
        """
        if doctor.leave_days is not None:
            return doctor.leave_days
        return self.leave_days * doctor.working_days / FULL_WEEK

    def leave_weeks(self, doctor: Doctor) -> float:
        """The weeks of leave a year that prospective cover counts for a doctor."""
        return self.leave(doctor) / doctor.working_days

    def template_for(self, doctor: Doctor) -> Template:
        """The template that a doctor works. Raises InputError where there is none of its name."""
        if doctor.template not in self.templates:
            file = f"template-{doctor.template}.csv" if doctor.template else "template.csv"
            raise InputError(
                f"{doctor.name}: there is no {file} here to work by", code="missing-rota"
            )
        return self.templates[doctor.template]

    def monday(self, otherwise: date) -> date:
        """Week 1's Monday of its templates: on or before `starts`, or the date given."""
        return week_start(self.starts or otherwise)
