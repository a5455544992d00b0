"""Who is on duty for patients in each quarter of an hour, by tier: from a rota or a cover plan.

A doctor sees nobody new in the minutes of handover at either end of a duty, nor in breaks, which
those on one shift take in turn. Groups are drawn, never people: so many of a tier on one shift.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zlib import crc32

import numpy as np

from sevenday.clock import DAY, moment
from sevenday.errors import Fault, InputError
from sevenday.flow.hospital.defaults import default, default_list
from sevenday.flow.simulation.inputs import TIERS, Floats, Ints
from sevenday.model import Doctor, Hospital, Requirement, Rota, Shift
from sevenday.model.hospital import clock_span
from sevenday.model.roll import roll
from sevenday.model.walkout import Turnout

QUARTER = 15
"""Minutes."""
IN_A_ROW = 4
"""Doctors who take their breaks one after the other; a fifth goes with the first."""
BLOCK = 50
"""Replications whose draws are made at once."""
TurnoutOf = Callable[[Doctor, str, str, tuple[datetime, datetime]], Turnout | None]
"""How the group of a post turns out, by doctor, service, shift and span; None: not called out."""


@dataclass(frozen=True, slots=True)
class OnDuty:
    """So many of a tier who are on duty from one minute to another, counted from a midnight.

    `away`: the share away on average; `alike`: how alike they turn out. `sees`: the share who see
    these patients. `breaks`: minutes each, through the duty. `key`: what their draws go by.
    """

    tier: int
    start: int
    end: int
    doctors: int
    away: float = 0.0
    alike: float = 0.0
    sees: float = 1.0
    breaks: tuple[int, ...] = ()
    key: str = ""


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
    Doctors on call from home are not counted.

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
        found = required(hospital.cover, hospital.shifts, service, first, days, sick)
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
                if shift.on_call or _service_of(hospital, shift, doctor, service) != service:
                    continue
                shifts[shift.code] = shift
                span = moment(day, shift.start), moment(day, shift.end)
                out = turnout_of(doctor, service, shift.code, span) if turnout_of else None
                alike[k, shift.code, doctor.tier or shift.tier or 1, out] += 1
    found = []
    for (k, code, tier, out), doctors in alike.items():
        shift, seen = shifts[code], hospital.flow.sees.get(code, 1.0)
        away, rho = (sick, 0.0) if out is None else (_away(out, sick), out.rho)
        start, end = k * DAY + shift.start, k * DAY + shift.end
        key = f"{service}|{code}|{tier}|{first + timedelta(days=k)}|{out is None}"
        found.append(OnDuty(tier, start, end, doctors, away, rho, seen, breaks_of(shift), key))
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
) -> list[OnDuty]:
    """Whoever a cover plan asks for, as though every place of it were filled at its least."""
    found = []
    for k in range(days):
        for n, need in enumerate(needs):
            if need.service not in ("", service) or not need.holds_on(first + timedelta(days=k)):
                continue
            breaks: tuple[int, ...] = ()
            span = need.span
            if span is None:
                shift = shifts[need.shift]
                if shift.on_call:
                    continue
                span, breaks = (shift.start, shift.end), breaks_of(shift)
            start, end = k * DAY + span[0], k * DAY + span[1]
            key = f"{service}|{n}|{first + timedelta(days=k)}"
            found.append(OnDuty(need.tier or 1, start, end, need.min, sick, breaks=breaks, key=key))
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


class DoctorsByQuarter:
    """(tiers, quarters) doctors who see patients in a replication, by its number.

    A group's draws go by its key and the replication alone, so that another plan meets the same
    absences wherever it has the same groups.
    """

    def __init__(self, on_duty: Sequence[OnDuty], hours: int, seed: int) -> None:
        """`hours`: how long; `seed`: of the draws."""
        self.seed = seed
        self.fixed = np.zeros((TIERS, 4 * hours), np.int64)
        self.groups: list[tuple[OnDuty, int, Ints]] = []
        before: Counter[tuple[int, int]] = Counter()
        for each in on_duty:
            first, counts = _one_more(each, 4 * hours, before[each.start, each.end])
            before[each.start, each.end] += each.doctors
            if each.away <= 0:
                many = _seeing(each, each.doctors)
                self.fixed[each.tier - 1, first : first + counts.shape[1]] += counts[many]
            else:
                self.groups.append((each, first, counts))
        self._drawn: dict[int, Ints] = {}

    @property
    def most(self) -> Ints:
        """(tiers, quarters) those there if everybody comes."""
        found = self.fixed.copy()
        for each, first, counts in self.groups:
            row = counts[_seeing(each, each.doctors)]
            found[each.tier - 1, first : first + len(row)] += row
        return found

    @property
    def usual(self) -> Floats:
        """(tiers, quarters) those there on average."""
        found = self.fixed.astype(np.float64)
        for each, first, counts in self.groups:
            row = (1 - each.away) * counts[_seeing(each, each.doctors)]
            found[each.tier - 1, first : first + len(row)] += row
        return found

    def __call__(self, number: int) -> Ints:
        """Those there in a replication."""
        found = self.fixed.copy()
        block, k = divmod(number, BLOCK)
        if block not in self._drawn:
            self._drawn[block] = np.array(
                [_attending(each, self.seed, block) for each, _, _ in self.groups], np.int64
            ).reshape(len(self.groups), BLOCK)
        for (each, first, counts), many in zip(
            self.groups, self._drawn[block][:, k].tolist(), strict=True
        ):
            row = counts[_seeing(each, many)]
            found[each.tier - 1, first : first + len(row)] += row
        return found


def _seeing(each: OnDuty, there: int) -> int:
    """How many of those there see these patients."""
    return int(there * each.sees + 0.5)


def _attending(each: OnDuty, seed: int, block: int) -> Ints:
    """(BLOCK,) how many come: the share that does is drawn once for all of a group."""
    rng = np.random.default_rng([seed, crc32(each.key.encode()), block])
    share: float | Floats = 1 - each.away
    if 0 < each.alike < 1 and 0 < each.away < 1:
        strength = 1 / each.alike - 1
        share = rng.beta((1 - each.away) * strength, each.away * strength, BLOCK)
    return rng.binomial(each.doctors, share, BLOCK).astype(np.int64)


def _one_more(each: OnDuty, quarters: int, before: int) -> tuple[int, Ints]:
    """The first quarter of a duty, and (doctors + 1, quarters) how many of so many see patients.

    `before`: others on duty in the same hours, who take their breaks before them.
    """
    first = min(max(0, each.start // QUARTER), quarters)
    last = min(max(first, -(-each.end // QUARTER)), quarters)
    counts = np.zeros((each.doctors + 1, last - first), np.int64)
    for k in range(each.doctors):
        for start, end in at_work(each, before + k):
            a, b = (min(max(first, t // QUARTER), last) - first for t in (start, end))
            counts[k + 1 :, a:b] += 1
    return first, counts


def at_work(each: OnDuty, k: int) -> Iterator[tuple[int, int]]:
    """When the k-th on duty sees patients: without the duty's ends and breaks, taken in turn.

    Breaks part the duty evenly; of so many in a row each goes when the one before is back.
    """
    handover = int(default("handover_minutes"))
    start, end = each.start + handover, each.end - handover
    at, parts = start, len(each.breaks) + 1
    for n, minutes in enumerate(each.breaks, 1):
        length = -(-minutes // QUARTER) * QUARTER
        middle = start + (end - start) * n // parts + (k % IN_A_ROW - IN_A_ROW // 2) * length
        begins = middle // QUARTER * QUARTER
        yield at, min(begins, end)
        at = min(begins + length, end)
    yield at, end
