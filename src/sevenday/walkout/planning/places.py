"""The places that a walkout leaves open: what each service needs on each shift that is caught.

Places of one service over the same hours of one date are a pool: whoever is there can be moved
between them, so they are looked at together. Groups are counted, never named.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sevenday.clock import elapsed_time, in_window, moment
from sevenday.errors import Fault, InputError
from sevenday.model import Doctor, Hospital, Requirement
from sevenday.model.walkout import Turnout, Walkout
from sevenday.walkout.law.caught import is_caught, may_strike
from sevenday.walkout.planning.assumptions import assumptions_for
from sevenday.walkout.planning.turnout import Group, best_match

NIGHT, NIGHT_LEAST = (23 * 60, 6 * 60), 180
"""Night time, and how much of it makes a night, in minutes (working-time rules, night worker)."""
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
        """Length of its shift in real hours: longer or shorter over a clock change."""
        return (elapsed_time(self.end) - elapsed_time(self.start)) / timedelta(hours=1)

    @property
    def needs(self) -> tuple[tuple[int, int], ...]:
        """Rank and number needed of each place."""
        return tuple((place.rank, place.needed) for place in self.places)

    @property
    def is_counted(self) -> bool:
        """Whether some of those rostered to it were counted."""
        return any(crew.group.counted is not None for crew in self.crews)

    @property
    def is_night(self) -> bool:
        """Whether three hours of its shift or more are between 23:00 and 06:00."""
        start = self.start.hour * 60 + self.start.minute
        end = start + (self.end - self.start) // timedelta(minutes=1)
        return in_window(start, end, *NIGHT) >= NIGHT_LEAST

    @property
    def name(self) -> str:
        """How people say it."""
        hours = f"{self.start:%H:%M}-{self.end:%H:%M}"
        return f"{self.service}, {self.day:%a} {self.day.day} {self.day:%b} {hours}"


def pools(hospital: Hospital, walkout: Walkout) -> tuple[Pool, ...]:
    """Every pool whose shift starts in the action, in order of time, then of cover.csv.

    Raises
    ------
    InputError
        Where there is no dated rota or no cover.csv, where the rota does not reach over the
        action, where nobody is called out, or where a called-out group has no turnout.
    """
    first, last = (at.date() for at in walkout.span)
    _check_inputs(hospital, walkout)
    _check_dates(hospital, first, last)
    found = []
    for k in range((last - first).days + 1):
        day = first + timedelta(days=k)
        for places in _open_places(hospital, walkout, day):
            spot = places[0]
            crews = _crews(hospital, walkout, places)
            found.append(Pool(spot.service, day, spot.start, spot.end, places, crews))
    return tuple(sorted(found, key=lambda pool: (pool.start, pool.end, pool.service)))


def _check_inputs(hospital: Hospital, walkout: Walkout) -> None:
    """Raise InputError where there is nothing to plan on, or nobody is called out."""
    if hospital.rota is None or not hospital.cover:
        missing = "rota.csv" if hospital.rota is None else "cover.csv"
        none = "is not there" if hospital.rota is None else "is not there, or has no row"
        what = f"a walkout is planned on a dated rota and its cover: {missing} {none}"
        templates = "a dated rota: sevenday roll makes one of templates"
        expected = templates if hospital.rota is None else "its places"
        raise InputError(Fault(what, missing, expected=expected, code="missing-file"))
    if not any(action.called_out for action in walkout.going):
        what, expected = "nobody is called out", 'the grades: called_out = ["F1", "F2"]'
        where = ("walkout.toml", None, "called_out", "")
        raise InputError(Fault(what, *where, expected, code="calls-out-nobody"))
    for need in hospital.cover:
        if need.span is not None:
            what = "a walkout is planned by shifts, not by spans of the clock"
            place = ("cover.csv", need.row, "shift", need.shift)
            raise InputError(Fault(what, *place, "a shift of shifts.csv", code="arguments-clash"))


def _check_dates(hospital: Hospital, first: date, last: date) -> None:
    """Raise InputError where the rota does not reach over the action."""
    rota = hospital.rota
    assert rota is not None
    if first < rota.first or last - timedelta(days=1) > rota.last:
        what = "the rota does not reach over the action"
        dates, expected = f"{rota.first} to {rota.last}", f"dates from {first} to {last}"
        fault = Fault(what, "rota.csv", None, "", dates, expected, code="outside-dates")
        raise InputError(fault)


def _open_places(
    hospital: Hospital, walkout: Walkout, day: date
) -> Iterator[tuple[CoverPlace, ...]]:
    """The places of a day that the action leaves open, by service and hours, the gravest first."""
    together: dict[tuple[str, datetime, datetime], list[Requirement]] = {}
    for need in hospital.cover:
        shift = hospital.shifts[need.shift]
        start, end = moment(day, shift.start), moment(day, shift.end)
        if need.min > 0 and need.holds_on(day) and is_caught(walkout, start, end):
            together.setdefault((need.service, start, end), []).append(need)
    for (service, start, end), needs in together.items():
        yield tuple(
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
            for need in sorted(needs, key=_gravest_first)
        )


def _gravest_first(need: Requirement) -> tuple[int, str, int, str, int]:
    """By rank, then by name: the order of cover.csv changes no plan."""
    return need.rank, need.shift, -(need.tier or 1), need.competence, need.min


def _crews(
    hospital: Hospital, walkout: Walkout, places: tuple[CoverPlace, ...]
) -> tuple[Crew, ...]:
    """Who is rostered to some places, counted by what they can fill and how they turn out."""
    service, day = places[0].service, places[0].day
    span = places[0].start, places[0].end
    shifts = {place.shift for place in places}
    own = (need.shift for need in hospital.cover if need.service == service)
    codes = sorted({code for code in own if code in shifts})
    alike: Counter[tuple[tuple[bool, ...], Turnout | None, int, str]] = Counter()
    for code in codes:
        for doctor in _rostered(hospital, service, code, day):
            tier = doctor.tier or 1
            fills = tuple(place.takes(tier, doctor.competences) for place in places)
            if any(fills):
                # an action that keeps emergency care keeps whoever can fill an emergency place
                gravest = min(p.rank for p, can in zip(places, fills, strict=True) if can)
                turnout = turnout_of_post(walkout, doctor, service, code, span, gravest)
                alike[fills, turnout, tier, code] += 1
    sick_rate = assumptions_for(hospital).sick_rate
    return tuple(
        Crew(fills, _group(n, turnout, sick_rate), tier, code)
        for (fills, turnout, tier, code), n in sorted(alike.items(), key=_by_shift)
    )


def _by_shift(
    alike: tuple[tuple[tuple[bool, ...], Turnout | None, int, str], int],
) -> tuple[object, ...]:
    """An order of crews that turns on no file's rows."""
    (fills, turnout, tier, code), _ = alike
    shares = (turnout.absence_share, turnout.rho) if turnout else (0.0, 0.0)
    return code, tier, fills, turnout is not None, shares


def _group(rostered: int, turnout: Turnout | None, other_absence: float) -> Group:
    """People rostered alike; those not called out come, but for other absence."""
    if turnout is None:
        return Group(rostered, 1.0, other_absence=other_absence)
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


def turnout_of_post(
    walkout: Walkout,
    doctor: Doctor,
    service: str,
    shift: str,
    span: tuple[datetime, datetime],
    rank: int,
) -> Turnout | None:
    """How the group that a post belongs to turns out; None where no action calls it out.

    Where several do, the one that keeps the most away.

    Parameters
    ----------
    walkout
        Its actions that are on.
    doctor
        Whose grade, tier and service the group is of.
    service, shift, span
        Of the post.
    rank
        Of the gravest place that the post can fill: an action that keeps emergency care keeps it.
    """
    found = []
    for action in walkout.going:
        words = may_strike(action, doctor, service, shift, *span)
        if not words or ("full" not in words and rank <= EMERGENCY):
            continue
        found.append(_of_group(action, doctor, service))
    return max(found, key=lambda turnout: (turnout.absence_share, turnout.rho), default=None)


def _of_group(action: Walkout, doctor: Doctor, service: str) -> Turnout:
    """The turnout that an action has of a group. Raises InputError where it has none."""
    turnout = best_match(action.turnout, doctor.grade, doctor.tier or 1, service)
    if turnout is None:
        what = f"no turnout for {doctor.grade} in {service or 'any service'}, who are called out"
        how = "[[turnout]] mean, rho; or --like 2016-04-26"
        raise InputError(
            Fault(what, "walkout.toml", None, "turnout", "", how, code="missing-argument")
        )
    return turnout
