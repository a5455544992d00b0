"""Who is on duty for a service, by shift and tier: from a rota, templates or a cover plan."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from types import MappingProxyType

from sevenday.clock import DAY, moment
from sevenday.errors import Fault, InputError
from sevenday.flow.hospital.defaults import default_list
from sevenday.flow.hospital.quarters import OnDuty
from sevenday.model import Doctor, Hospital, Requirement, Rota, Shift
from sevenday.model.hospital import clock_span
from sevenday.model.roll import roll
from sevenday.model.walkout import Turnout

TurnoutOf = Callable[[Doctor, str, str, tuple[datetime, datetime]], Turnout | None]
"""How the group of a post turns out, by doctor, service, shift and span; None: not called out."""


def rostered(
    hospital: Hospital,
    service: str,
    first: date,
    days: int,
    sick: float = 0.0,
    turnout_of: TurnoutOf | None = None,
) -> list[OnDuty]:
    """Whoever is on duty for a service from a date on, by shift and tier.

    By the rota; a date that it does not reach is as the same weekday of its first week. Without a
    rota by the templates; without either by cover.csv, as if each place were filled at its least.
    Doctors on call from home are counted where [flow] says that they see patients.

    Parameters
    ----------
    hospital, service
        Whose doctors.
    first, days
        Dates.
    sick
        The share away of those who are not called out.
    turnout_of
        How those turn out who are called out by a walkout; None: there is none.

    Raises
    ------
    InputError
        Where there is neither a rota nor a template nor a cover plan.
    """
    rota = _dated(hospital, first, days)
    found = [] if rota is None else _by_rota(hospital, rota, service, first, days, sick, turnout_of)
    if rota is None:
        sees = hospital.flow.sees
        found = required(hospital.cover, hospital.shifts, service, first, days, sick, sees)
    return [*found, *others_on_duty(hospital, service, first, days)]


def _dated(hospital: Hospital, first: date, days: int) -> Rota | None:
    if hospital.rota is not None:
        return hospital.rota
    if hospital.templates:
        starts = first if hospital.starts is None else hospital.starts
        return roll(
            Hospital(
                starts=starts,
                doctors=hospital.doctors,
                templates=hospital.templates,
                cells=hospital.cells,
            ),
            max(1, -(-((first - starts).days + days + 7) // 7)),
        )
    if not hospital.cover:
        what = "no rota, no template and no cover plan: nobody is on duty"
        expected = "rota.csv, template.csv or cover.csv"
        raise InputError(Fault(what, "rota.csv", expected=expected, code="missing-rota"))
    return None


def _by_rota(
    hospital: Hospital,
    rota: Rota,
    service: str,
    first: date,
    days: int,
    sick: float,
    turnout_of: TurnoutOf | None,
) -> list[OnDuty]:
    alike: Counter[tuple[int, str, int, Turnout | None]] = Counter()
    shifts: dict[str, Shift] = {}
    for k in range(days):
        day = first + timedelta(days=k)
        column = rota.codes[:, _column(day, rota.first, rota.days)]
        for doctor, cell in zip(hospital.doctors, column.tolist(), strict=True):
            for shift in hospital.cells.parts[cell]:
                seen = hospital.flow.sees.get(shift.code, 0.0 if shift.on_call else 1.0)
                if seen == 0 or _service_of(hospital, shift, doctor, service) != service:
                    continue
                shifts[shift.code] = shift
                span = moment(day, shift.start), moment(day, shift.end)
                out = turnout_of(doctor, service, shift.code, span) if turnout_of else None
                alike[k, shift.code, doctor.tier or shift.tier or 1, out] += 1
    found = []
    before: Counter[str] = Counter()
    for (k, code, tier, out), doctors in alike.items():
        shift = shifts[code]
        seen = hospital.flow.sees.get(code, 1.0)
        away, rho = (sick, 0.0) if out is None else (_away(out, sick), out.rho)
        if out is not None and out.absence_share == 0:
            rho = 0.0
        start, end = k * DAY + shift.start, k * DAY + shift.end
        key = f"{service}|{code}|{tier}|{first + timedelta(days=k)}"
        before[key] += 1
        key = f"{key}|{before[key]}"
        calls = calls_of(shift)
        if not shift.on_call or calls:
            breaks = () if shift.on_call else breaks_of(shift)
            found.append(OnDuty(tier, start, end, doctors, away, rho, seen, breaks, key, calls))
    return found


def _away(out: Turnout, sick: float) -> float:
    """The share away of a group that is called out: by the walkout, and of the others some ill."""
    return 1 - (1 - out.absence_share) * (1 - sick)


def _column(day: date, first: date, days: int) -> int:
    """Where a date is in a rota; one that it does not have is as a weekday of its first week."""
    k = (day - first).days
    return k if 0 <= k < days else k % min(7, days)


def _service_of(hospital: Hospital, shift: Shift, doctor: Doctor, otherwise: str) -> str:
    """Whose patients a duty is for: the shift's, else its places', else the doctor's, else any."""
    if shift.service:
        return shift.service
    codes = shift.code.split("+")
    services = {need.service for need in hospital.cover if need.shift in codes} - {""}
    if len(services) == 1:
        return services.pop()
    return doctor.service or otherwise


def on_call_remarks(hospital: Hospital, service: str) -> list[str]:
    """How a service's duties on call from home are taken."""
    found = []
    for shift in hospital.shifts.values():
        if not shift.on_call or shift.service not in ("", service):
            continue
        if _service_of(hospital, shift, Doctor(""), service) != service:
            continue
        calls = calls_of(shift)
        if not hospital.flow.sees.get(shift.code):
            found.append(
                f"{service}: {shift.code} is on call from home and not counted; sees = "
                f"{{{shift.code} = 1.0}} of [flow] counts it for the work that shifts.csv expects."
            )
        elif calls:
            hours = "an hour" if calls == 1 else f"{calls} hours"
            found.append(
                f"{service}: {shift.code} is on call from home: in for {hours} of each duty, "
                "evenly through it; a call when the queue is long would be worth more."
            )
        else:
            found.append(
                f"{service}: {shift.code} is on call from home, and shifts.csv expects no hour of "
                "work in it: nobody comes in."
            )
    return found


def calls_of(shift: Shift) -> int:
    """How often a doctor on call from home comes in: an hour for each hour of work expected."""
    return round(shift.work / 60) if shift.on_call else 0


def breaks_of(shift: Shift) -> tuple[int, ...]:
    """A shift's breaks; where it does not say, those that it is due."""
    if shift.breaks is not None:
        return shift.breaks
    minutes, *over = default_list("breaks").tolist()
    many = sum(shift.minutes > 60 * hours for hours in over)
    return tuple(int(minutes) for _ in range(many))


def required(
    needs: Sequence[Requirement],
    shifts: dict[str, Shift],
    service: str,
    first: date,
    days: int,
    sick: float = 0.0,
    sees: Mapping[str, float] = MappingProxyType({}),
) -> list[OnDuty]:
    """Whoever a cover plan asks for, as though every place of it were filled at its least.

    `sees`: by shift, the share of those on it who see these patients; on call from home none, where
    it does not say.
    """
    found = []
    for k in range(days):
        for n, need in enumerate(needs):
            if need.service not in ("", service) or not need.holds_on(first + timedelta(days=k)):
                continue
            breaks: tuple[int, ...] = ()
            calls, seen = 0, 1.0
            span = need.span
            if span is None:
                shift = shifts[need.shift]
                seen = sees.get(shift.code, 0.0 if shift.on_call else 1.0)
                calls = calls_of(shift)
                if not seen or (shift.on_call and not calls):
                    continue
                span, breaks = (shift.start, shift.end), () if shift.on_call else breaks_of(shift)
            start, end = k * DAY + span[0], k * DAY + span[1]
            key = f"{service}|{n}|{first + timedelta(days=k)}"
            tier = need.tier or 1
            found.append(OnDuty(tier, start, end, need.min, sick, 0.0, seen, breaks, key, calls))
    return found


def others_on_duty(hospital: Hospital, service: str, first: date, days: int) -> Iterator[OnDuty]:
    """Doctors whom the rota does not show."""
    for each in hospital.flow.others:
        span = clock_span(each.span)
        if each.service not in ("", service) or span is None:
            continue
        need = Requirement(service, each.span, each.days, each.doctors, each.doctors)
        for k in range(days):
            if need.holds_on(first + timedelta(days=k)):
                yield OnDuty(each.tier, k * DAY + span[0], k * DAY + span[1], each.doctors)
