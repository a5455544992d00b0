"""Who comes to a service, by weekday, hour and class: what arrivals.csv says, as arrays."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import log1p

import numpy as np

from sevenday.clock import WEEKDAYS
from sevenday.flow.hospital.arrival_gaps import unsaid_hours
from sevenday.flow.hospital.defaults import default, default_list
from sevenday.flow.simulation.inputs import Arrivals, Floats
from sevenday.model import ArrivalCount, FlowSettings

CLASSES = 5
WARD_CALL = CLASSES
"""The class, counted from 0, that is a ward's call at night and no patient."""
NIGHT = (20, 8)
"""Hours of the clock from and to which wards call."""
ENOUGH_DAYS = 28
"""Dates from which a hospital's own spread between days is taken in place of the default."""


@dataclass(frozen=True, eq=False, slots=True)
class WeekOfArrivals:
    """What a usual week brings.

    Parameters
    ----------
    patients
        (7, 24, classes) mean arrivals by weekday (Monday first), hour and class.
    spread
        Of a day's level around its mean, as the deviation of a lognormal's logarithm.
    remarks
        How what the file does not say was filled in.
    """

    patients: Floats
    spread: float
    remarks: tuple[str, ...] = ()

    @property
    def daily(self) -> float:
        """Patients a day, on average."""
        return float(self.patients.sum()) / 7


def week_of(
    service: str, counts: Sequence[ArrivalCount], day_spread: float | None = None
) -> WeekOfArrivals:
    """The week that a service's rows speak of; `day_spread`: the hospital's own, where it says.

    Means by weekday: a weekday's own row comes before `all`, and an hour without a row has nobody.
    Counts by date: the mean over the dates of each weekday, an hour without a row having nobody; a
    weekday without a date is as the mean of those that have one. What no row says is remarked.
    """
    own = [each for each in counts if each.service == service]
    dated = any(isinstance(each.day, date) for each in own)
    found, remarks = _dated(service, own) if dated else (_weekly(own), [])
    remarks += unsaid_hours(service, own, found)
    variation = default("day_spread") if day_spread is None else day_spread
    spread = log1p(variation**2) ** 0.5
    totals = _daily_totals(own) if dated else {}
    if day_spread is None and len(totals) >= ENOUGH_DAYS:
        spread = _own_spread(totals, found)
    return WeekOfArrivals(found, spread, tuple(remarks))


def _weekly(counts: Sequence[ArrivalCount]) -> Floats:
    found = np.zeros((7, 24, CLASSES))
    filled = np.zeros((7, 24, CLASSES + 1), bool)
    for each in sorted(counts, key=lambda row: row.day == "all"):
        days = range(7) if each.day == "all" else (WEEKDAYS.index(str(each.day)),)
        place = CLASSES if each.triage is None else each.triage - 1
        for day in days:
            if not filled[day, each.hour, place]:
                filled[day, each.hour, place] = True
                found[day, each.hour] += _by_class(each)
    return found


def _by_class(each: ArrivalCount) -> Floats:
    """(classes,) a row's patients; where it has no class, by the default mix."""
    if each.triage is None:
        mix = default_list("mix")
        return np.asarray(each.patients * mix / mix.sum())
    row = np.zeros(CLASSES)
    row[each.triage - 1] = each.patients
    return row


def _dated(service: str, counts: Sequence[ArrivalCount]) -> tuple[Floats, list[str]]:
    found, remarks = np.zeros((7, 24, CLASSES)), []
    dates = {each.day for each in counts if isinstance(each.day, date)}
    days = np.bincount([day.weekday() for day in dates], minlength=7)
    for each in counts:
        if isinstance(each.day, date):
            found[each.day.weekday(), each.hour] += _by_class(each)
    there = days > 0
    found[there] /= days[there, None, None]
    if not there.all():
        found[~there] = found[there].mean(axis=0)
        names = ", ".join(WEEKDAYS[k] for k in np.flatnonzero(~there))
        remarks.append(f"{service}: arrivals.csv has no date on {names}: taken as its other days.")
    return found, remarks


def _daily_totals(counts: Sequence[ArrivalCount]) -> dict[date, float]:
    totals: dict[date, float] = {}
    for each in counts:
        if isinstance(each.day, date):
            totals[each.day] = totals.get(each.day, 0.0) + each.patients
    return totals


def _own_spread(totals: dict[date, float], week: Floats) -> float:
    """How much days differ beyond what chance makes of the same mean (Poisson's variance)."""
    means = week.sum(axis=(1, 2))
    ratios = np.array([count / means[day.weekday()] for day, count in totals.items()])
    by_chance = float(np.mean([1 / means[day.weekday()] for day in totals]))
    beyond = float(np.var(ratios, ddof=min(7, len(ratios) - 1))) - by_chance
    return float(log1p(max(0.0, beyond)) ** 0.5)


def arrivals_from(
    week: WeekOfArrivals,
    settings: FlowSettings,
    service: str,
    first: date,
    days: int,
    fewer: dict[date, float] | None = None,
) -> Arrivals:
    """A usual week's arrivals over some dates, with ward calls at night as a class of their own.

    `fewer`: by date, the share who stay away on a day of action.
    """
    beds = settings.ward_beds.get(service, 0)
    calls = np.zeros(24)
    calls[[hour for hour in range(24) if hour >= NIGHT[0] or hour < NIGHT[1]]] = beds * default(
        "ward_calls"
    )
    dates = [first + timedelta(days=k) for k in range(days)]
    rates = np.zeros((24 * days, CLASSES + 1))
    for k, day in enumerate(dates):
        rates[24 * k : 24 * (k + 1), :CLASSES] = week.patients[day.weekday()]
        rates[24 * k : 24 * (k + 1), WARD_CALL] = calls
    total = rates.sum(axis=1)
    mix = np.ones_like(rates)
    some = total > 0
    mix[some] = np.cumsum(rates[some], axis=1) / total[some, None]
    mix[:, -1] = 1.0
    away = np.repeat([(fewer or {}).get(day, 0.0) for day in dates], 24)
    ambulance = np.append(_ambulance(week, settings), 0.0)
    return Arrivals(total, mix, away, ambulance, week.spread, np.zeros(0))


def _ambulance(week: WeekOfArrivals, settings: FlowSettings) -> Floats:
    """(classes,) share by ambulance: the defaults, by odds, so that the whole is the hospital's."""
    shares = default_list("ambulance")
    if settings.ambulance is None:
        return shares
    by_class = week.patients.sum(axis=(0, 1))
    weights = by_class / by_class.sum()
    odds = shares / (1 - shares)
    low, high = -30.0, 30.0
    for _ in range(80):
        shift = (low + high) / 2
        moved = odds * np.exp(shift) / (1 + odds * np.exp(shift))
        low, high = (shift, high) if moved @ weights < settings.ambulance else (low, shift)
    return np.asarray(moved)
