"""Beds: who takes one, and when it is free again."""

from math import floor

from sevenday.flow.simulation.event_heap import push
from sevenday.flow.simulation.state import (
    BED_FREE,
    BED_SERIAL,
    BEDS_IN_USE,
    IN_BEDS,
    PLANNED_OFF,
    count,
)
from sevenday.flow.simulation.streams import (
    DISCHARGE,
    OTHER_STAY,
    STAY,
    WEEKEND,
    spread_around,
    uniform,
)
from sevenday.kernels import inlined


@inlined
def beds_now(capacity, now):
    """How many beds there are in this half of the day; -1 without limit."""
    half = min(int(now / 12.0), capacity.beds.shape[0] - 1)
    return capacity.beds[half]


@inlined
def discharge_time(capacity, keys, leaves, now, index):
    """When a bed is free again: discharged at an hour of the day's curve, then made ready."""
    out = leaves
    if capacity.discharges[23] > 0.0:
        day = floor(leaves / 24.0)
        weekday = (capacity.weekday + int(day)) % 7
        if weekday >= 5 and uniform(keys[WEEKEND], index) > capacity.weekend:
            day += 7 - weekday
        draw = uniform(keys[DISCHARGE], 2 * index)
        hour = 0
        while capacity.discharges[hour] < draw and hour < 23:
            hour += 1
        at = 24.0 * day + hour + uniform(keys[DISCHARGE], 2 * index + 1)
        out = at if at > now else leaves
    least, most = capacity.turnaround[0], capacity.turnaround[1]
    out += least
    if most > least:
        out += (most - least) * uniform(keys[WEEKEND], index + 500_000_000)
    return out


@inlined
def take_bed(capacity, state, keys, planned, now):
    """A patient takes a bed until they are discharged."""
    index = state.counters[BED_SERIAL]
    state.counters[BED_SERIAL] = index + 1
    which = OTHER_STAY if planned else STAY
    mean, cv = capacity.stay[int(planned), 0], capacity.stay[int(planned), 1]
    stay = spread_around(mean, cv, keys[which], index)
    state.counters[BEDS_IN_USE] += 1
    count(state, IN_BEDS, now, 1.0)
    free = discharge_time(capacity, keys, now + stay, now, index)
    push(state.far, free, BED_FREE)


@inlined
def plan_beds(capacity, state, keys, hour, now):
    """Planned patients of an hour take beds, or are put off where there is none."""
    for _ in range(capacity.planned[hour]):
        beds = beds_now(capacity, now)
        if beds < 0 or state.counters[BEDS_IN_USE] < beds:
            take_bed(capacity, state, keys, True, now)
        else:
            state.counters[PLANNED_OFF] += 1
