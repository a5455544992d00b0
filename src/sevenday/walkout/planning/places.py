"""The places that a walkout leaves open: what each service needs on each shift that is caught.

Places of one service over the same hours of one date are a pool: whoever is there can be moved
between them, so they are looked at together. Groups are counted, never named.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sevenday.clock import moment
from sevenday.errors import Fault, InputError
from sevenday.model import Doctor, Hospital, Requirement
from sevenday.model.walkout import Turnout, Walkout
from sevenday.walkout.law.caught import is_caught
from sevenday.walkout.planning.assumptions import assumptions_for
from sevenday.walkout.planning.turnout import Group, best_match

EMERGENCY = 2
"""Ranks up to this are emergency services: kept in an action that keeps emergency care [A]."""


@dataclass(frozen=True, slots=True)
class CoverPlace:
    """So many of a tier and competence that a service needs on one shift of one date."""

    service: str
    shift: str
    day: date
    start: datetime
    end: datetime
    rank: int
    needed: int
    tier: int
    competence: str

    def takes(self, tier: int, competences: tuple[str, ...]) -> bool:
        """Whether somebody of a tier and competences can fill it."""
        return tier >= self.tier and (not self.competence or self.competence in competences)


@dataclass(frozen=True, slots=True)
class Crew:
    """People rostered alike to a pool: which of its places they can fill, and how they turn out."""

    fills: tuple[bool, ...]
    group: Group
    tier: int = 1
    shift: str = ""


@dataclass(frozen=True, slots=True)
class Pool:
    """Places of one service over the same hours of one date, and the crews rostered to them."""

    service: str
    day: date
    start: datetime
    end: datetime
    places: tuple[CoverPlace, ...]
    crews: tuple[Crew, ...]

    @property
    def hours(self) -> float:
        """Length of its shift by the clock, in hours."""
        return (self.end - self.start) / timedelta(hours=1)

    @property
    def name(self) -> str:
        """How people say it."""
        hours = f"{self.start:%H:%M}-{self.end:%H:%M}"
        return f"{self.service}, {self.day:%a} {self.day.day} {self.day:%b} {hours}"


def pools(hospital: Hospital, walkout: Walkout) -> tuple[Pool, ...]:
    """Every pool whose shift starts in the action, in order of time, then of cover.csv.

    Raises InputError where there is no dated rota or no cover.csv, where the rota does not reach
    over the action, where nobody is called out, or where a called-out group has no turnout.
    """
    rota = hospital.rota
    if rota is None or not hospital.cover:
        missing = "rota.csv" if rota is None else "cover.csv"
        what = f"a walkout is planned on a dated rota and its cover: {missing} is not there"
        how = "a dated rota: sevenday roll makes one of templates" if rota is None else "its places"
        raise InputError(Fault(what, missing, expected=how, code="missing-file"))
    if not walkout.called_out:
        raise InputError(
            Fault(
                "nobody is called out",
                "walkout.toml",
                None,
                "called_out",
                "",
                'the grades: called_out = ["F1", "F2"]',
                code="calls-out-nobody",
            )
        )
    absent = assumptions_for(hospital).sick_rate
    first = min(window.start for window in walkout.windows).date()
    last = max(window.end for window in walkout.windows).date()
    if first < rota.first or last - timedelta(days=1) > rota.last:
        expected = f"dates from {first} to {last}"
        raise InputError(
            Fault(
                "the rota does not reach over the action",
                "rota.csv",
                None,
                "",
                f"{rota.first} to {rota.last}",
                expected,
                code="outside-dates",
            )
        )
    for need in hospital.cover:
        if need.span is not None:
            what = "a walkout is planned by shifts, not by spans of the clock"
            raise InputError(
                Fault(
                    what,
                    "cover.csv",
                    need.row,
                    "shift",
                    need.shift,
                    "a shift of shifts.csv",
                    code="arguments-clash",
                )
            )
    found = []
    for k in range((last - first).days + 1):
        day = first + timedelta(days=k)
        wanted: dict[tuple[str, datetime, datetime], list[Requirement]] = {}
        for need in hospital.cover:
            shift = hospital.shifts[need.shift]
            start, end = moment(day, shift.start), moment(day, shift.end)
            if need.min > 0 and need.holds_on(day) and is_caught(walkout, start, end):
                wanted.setdefault((need.service, start, end), []).append(need)
        found += [
            _pool(hospital, walkout, day, *key, needs, absent) for key, needs in wanted.items()
        ]
    return tuple(sorted(found, key=lambda pool: pool.start))


def _pool(
    hospital: Hospital,
    walkout: Walkout,
    day: date,
    service: str,
    start: datetime,
    end: datetime,
    needs: list[Requirement],
    absent: float,
) -> Pool:
    ordered = sorted(needs, key=lambda need: need.rank)
    places = tuple(
        CoverPlace(
            service,
            need.shift,
            day,
            start,
            end,
            need.rank,
            need.min,
            need.tier or 1,
            need.competence,
        )
        for need in ordered
    )
    kinds: Counter[tuple[tuple[bool, ...], Turnout | None, int, str]] = Counter()
    for code in dict.fromkeys(need.shift for need in needs):
        for doctor in _rostered(hospital, service, code, day):
            fills = tuple(place.takes(doctor.tier or 1, doctor.competences) for place in places)
            if any(fills):
                emergency = min(p.rank for p, can in zip(places, fills, strict=True) if can)
                said = _turnout(walkout, doctor, service, emergency)
                kinds[fills, said, doctor.tier or 1, code] += 1
    crews = tuple(
        Crew(fills, _group(n, said, absent), tier, code)
        for (fills, said, tier, code), n in kinds.items()
    )
    return Pool(service, day, start, end, places, crews)


def _group(rostered: int, turnout: Turnout | None, other_absence: float) -> Group:
    """People rostered alike; those not called out are taken to come, but for sick calls."""
    if turnout is None:
        return Group(rostered, 1.0, sick_rate=other_absence)
    return Group(rostered, 1 - turnout.absence_share, turnout.rho, other_absence)


def _rostered(hospital: Hospital, service: str, code: str, day: date) -> list[Doctor]:
    """Who is on a shift of a service on a date, whatever else their cell holds."""
    rota = hospital.rota
    assert rota is not None
    column = rota.codes[:, (day - rota.first).days]
    on = [any(code in part.code.split("+") for part in parts) for parts in hospital.cells.parts]
    return [
        doctor
        for doctor, cell in zip(hospital.doctors, column.tolist(), strict=True)
        if on[cell] and (not service or doctor.service in ("", service))
    ]


def _turnout(walkout: Walkout, doctor: Doctor, service: str, rank: int) -> Turnout | None:
    """How the group that a post belongs to turns out; None where it is not called out."""
    if doctor.grade not in walkout.called_out:
        return None
    if walkout.action != "full" and rank <= EMERGENCY:
        return None
    said = best_match(walkout.turnout, doctor.grade, doctor.tier or 1, service)
    if said is None:
        what = f"no turnout for {doctor.grade} in {service or 'any service'}, who are called out"
        how = "[[turnout]] mean, rho; or --like 2016-04-26"
        raise InputError(
            Fault(what, "walkout.toml", None, "turnout", "", how, code="missing-argument")
        )
    return said
