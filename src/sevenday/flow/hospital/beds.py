"""Beds that a service's patients are admitted to, and planned patients who need one."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from sevenday.clock import SATURDAY
from sevenday.flow.hospital.defaults import default, default_list
from sevenday.flow.simulation.inputs import Floats, Ints
from sevenday.model import BedPool, FlowSettings, Requirement
from sevenday.model.flow import OpenBeds
from sevenday.model.walkout import Elective


class BedsOf(NamedTuple):
    """The beds of a service: how many in each half-day that runs (-1: no limit), hours of stay,
    discharges by hour.
    """

    beds: Ints
    stay: float
    discharges: Floats


def beds_of(
    service: str,
    pools: Sequence[BedPool],
    services: Sequence[str],
    settings: FlowSettings,
    first: date,
    days: int,
) -> BedsOf:
    """A service's own row; else the row without a service, else all rows of no service, pooled.

    `services`: those that have arrivals of their own. `first`, `days`: which days run.
    """
    own = [pool for pool in pools if pool.service == service]
    own = own or [pool for pool in pools if not pool.service]
    own = own or [pool for pool in pools if pool.service not in services]
    usual = default_list("discharges")
    usual = usual / usual.sum()
    if not own:
        return BedsOf(np.array([-1]), 0.0, usual)
    beds = np.array([pool.beds for pool in own], float)
    turns = beds / np.array([pool.mean_stay_hours for pool in own])
    curves = np.array([pool.discharges or usual for pool in own])
    curves /= curves.sum(axis=1, keepdims=True)
    shares = turns / turns.sum() if turns.sum() > 0 else np.full(len(own), 1 / len(own))
    stay = beds.sum() / turns.sum() if turns.sum() > 0 else own[0].mean_stay_hours
    there = np.sum([_by_half_day(pool, settings.beds, first, days) for pool in own], axis=0)
    return BedsOf(there, settings.bed_stay * float(stay), shares @ curves)


def _by_half_day(pool: BedPool, rows: Sequence[OpenBeds], first: date, days: int) -> Ints:
    """(half-days,) beds of a row of beds.csv, or those that [flow] has open in its place."""
    found = np.full(2 * days, pool.beds, np.int64)
    for each in rows:
        if each.service != pool.service:
            continue
        need = Requirement("", "", each.days, 0, 0)
        halves = {"am": [0], "pm": [1]}.get(each.half, [0, 1])
        for k in range(days):
            if need.holds_on(first + timedelta(days=k)):
                found[[2 * k + half for half in halves]] = each.beds
    return found


def planned_by_hour(
    lists: Iterable[Elective],
    withdrawn: Iterable[tuple[str, date]],
    first: date,
    days: int,
) -> Ints:
    """(hours,) planned patients who need a bed from an hour on: at the end of each list that runs.

    Working days that electives.csv does not reach are as the mean of those that it does, rounded.
    """
    gone = set(withdrawn)
    by_date: dict[date, list[Elective]] = defaultdict(list)
    for row in lists:
        if row.beds:
            by_date[row.date].append(row)
    found = np.zeros(24 * days, np.int64)
    working = [rows for day, rows in by_date.items() if day.weekday() < SATURDAY]
    usual = np.zeros(24)
    for rows in working:
        for row in rows:
            usual[min(23, row.end // 60)] += row.beds / len(working)
    whole = np.diff(np.floor(np.cumsum(usual) + 0.5), prepend=0).astype(np.int64)
    for k in range(days):
        day = first + timedelta(days=k)
        if day in by_date:
            for row in by_date[day]:
                if (row.name, row.date) not in gone:
                    found[24 * k + min(23, row.end // 60)] += row.beds
        elif day.weekday() < SATURDAY:
            found[24 * k : 24 * (k + 1)] += whole
    return found


def beds_taken(beds: BedsOf, admitted_daily: float, planned: Ints) -> float:
    """Beds in use on average, were there always one free: arrivals times how long they stay."""
    planned_daily = 24 * planned.mean() if len(planned) else 0.0
    made_ready = default_list("turnaround_minutes").mean() / 60
    planned_stay = default("planned_stay_hours") + made_ready
    return float((admitted_daily * (beds.stay + made_ready) + planned_daily * planned_stay) / 24)
