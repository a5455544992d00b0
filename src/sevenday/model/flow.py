"""What a hospital says of its patients' flow: who comes, how long care takes, how many beds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class OtherDoctors:
    """Doctors whom the rota does not show: so many of a tier of a service in a span of the clock.

    `span`: HH:MM-HH:MM. `days`: as in cover.csv.
    """

    service: str
    tier: int
    span: str
    doctors: int
    days: str = "all"


@dataclass(frozen=True, slots=True)
class OpenBeds:
    """Beds of a service that are open in some half-days, in place of those of beds.csv.

    `half`: `am` (00:00-12:00), `pm`, or blank for both. `days`: as in cover.csv.
    """

    beds: int
    service: str = ""
    half: str = ""
    days: str = "all"


@dataclass(frozen=True, slots=True)
class FlowSettings:
    """`[flow]` of hospital.toml, in place of the defaults.

    `cubicles`: by service; one without has no limit. `ambulance`: the share that comes by
    ambulance. `leaving`, `crowding`: whether people leave unseen, and whether crowding slows work.
    `walkout_demand`: the share of patients who come on a day of action. `ward_beds`: by service,
    beds whose nurses call its doctors at night. `work`, `results`: what the defaults' times of
    doctors and of results are multiplied by; `leave_rate`, `admit_odds`: the same for the rate at
    which people leave unseen and for the odds of a bed; `bed_stay`: for the stays of beds.csv.
    `day_spread`: how much days differ in arrivals, as a coefficient of variation; None: the
    hospital's own where arrivals.csv has enough dates. `sees`: by shift, the share of those on it
    who see these patients. `others`: doctors whom the rota does not show. `beds`: beds by half-day;
    of several rows that hold the last counts.
    """

    cubicles: Mapping[str, int] = field(default_factory=dict)
    ambulance: float | None = None
    leaving: bool = True
    crowding: bool = True
    walkout_demand: float | None = None
    ward_beds: Mapping[str, int] = field(default_factory=dict)
    work: float = 1.0
    results: float = 1.0
    leave_rate: float = 1.0
    admit_odds: float = 1.0
    bed_stay: float = 1.0
    day_spread: float | None = None
    sees: Mapping[str, float] = field(default_factory=dict)
    others: tuple[OtherDoctors, ...] = ()
    beds: tuple[OpenBeds, ...] = ()


@dataclass(frozen=True, slots=True)
class ArrivalCount:
    """One row of arrivals.csv: a mean by weekday, or a count of a date.

    `triage`: the class, 1 to 5, or None for all of them together.
    """

    service: str
    day: str | date
    hour: int
    triage: int | None
    patients: float


@dataclass(frozen=True, slots=True)
class ServiceTime:
    """One row of service_times.csv; None stands for every class or tier."""

    service: str
    step: str
    triage: int | None
    tier: int | None
    minutes: float
    cv: float


@dataclass(frozen=True, slots=True)
class BedPool:
    """One row of beds.csv: beds, how long patients stay, and when in the day they go.

    `discharges`: (24,) weights by hour, or () for the defaults'.
    """

    service: str
    beds: int
    mean_stay_hours: float
    discharges: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Patients:
    """What arrivals.csv, service_times.csv and beds.csv say; each () where it is not there."""

    arrivals: tuple[ArrivalCount, ...] = ()
    service_times: tuple[ServiceTime, ...] = ()
    beds: tuple[BedPool, ...] = ()
