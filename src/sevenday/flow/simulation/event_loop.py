"""One replication, event by event.

A patient comes, takes a cubicle or waits outside, waits for a doctor, is seen, may wait for results
and be seen again, may need a senior, and goes home or waits in the cubicle for a bed. Doctors take
the task that is first in order among those that their tier may do. At one moment doctors change
first, then what was begun ends, then who comes comes.
"""

import numpy as np

from sevenday.flow.simulation.arrival_times import next_arrival
from sevenday.flow.simulation.beds import discharge_time, plan_beds
from sevenday.flow.simulation.doctors import (
    call_doctor,
    change_doctors,
    give_tasks,
    next_change,
)
from sevenday.flow.simulation.event_heap import clear, drop_first, push
from sevenday.flow.simulation.inputs import AGAIN, FIRST, QUARTER, Arrivals, Capacity, Care
from sevenday.flow.simulation.patients import (
    admit_waiting,
    arrive,
    depart,
    end_visit,
    give_up,
    let_in,
    patience_begins,
)
from sevenday.flow.simulation.state import (
    BED_FREE,
    BEDS_IN_USE,
    BOARDS,
    EVENTS,
    IN_BEDS,
    LEFT,
    NEW,
    NOBODY,
    NONE,
    RESULTS_BACK,
    SERIAL,
    TAIL,
    UNFINISHED,
    WAITS_AGAIN,
    Records,
    State,
    count,
    end_hour,
)
from sevenday.flow.simulation.streams import FIRST_BEDS, spread_around, uniform
from sevenday.kernels import inlined, kernel


@inlined
def prepare(care, capacity, state, keys):
    """Empty the state, and fill the beds that are in use at the start."""
    state.near.last[0] = 0
    clear(state.far)
    state.counters[:] = 0
    state.stays[0] = 0.0
    state.this_hour[:] = 0.0
    state.hour_ends[0] = 1.0
    state.ends[:] = NONE
    patients = state.doing.shape[0]
    for patient in range(patients):
        state.doing[patient] = NOBODY
        state.beside[TAIL, patient] = patient + 1 if patient + 1 < patients else NONE
    for index in range(capacity.in_use):
        # whoever is in a bed on some day is on a longer stay than most, some way through it
        mean, cv = capacity.stay[0, 0], capacity.stay[0, 1]
        whole = spread_around(mean * (1.0 + cv * cv), cv, keys[FIRST_BEDS], 3 * index)
        left = whole * uniform(keys[FIRST_BEDS], 3 * index + 1_500_000_000)
        state.counters[BEDS_IN_USE] += 1
        count(state, IN_BEDS, 0.0, 1.0)
        free = discharge_time(capacity, keys, left, 0.0, index + 1_000_000_000)
        push(state.far, free, BED_FREE)


@kernel
def run(
    demand: Arrivals,
    care: Care,
    capacity: Capacity,
    state: State,
    records: Records,
    keys,
    may_do,
    window,
):
    """Run one replication.

    Parameters
    ----------
    demand, care, capacity
        Who comes, what is done for them, who and what is there.
    state, records
        Room to work in, and for what happened to each patient; both are overwritten.
    keys
        (16,) where the streams of this replication start, by purpose.
    may_do
        (tiers,) the places of the tasks that a tier may do, as bits.
    window
        (2,) hours: who comes from the first to before the second has a record.

    Returns
    -------
    stays
        The sum of all stays so far. Little's law: it is the integral of the number present.
    """
    prepare(care, capacity, state, keys)
    records.many[0] = 0
    quarters = capacity.doctors.shape[1]
    quarter = 0
    clock = np.zeros(5)
    next_arrival(demand, keys, clock)
    near, far = state.near, state.far
    most_near = near.times.shape[0] - state.doing.shape[0]
    most_far = far.times.shape[0] - state.doing.shape[0]
    while True:
        changes = quarter * QUARTER
        now, comes = changes, clock[0]
        if comes < now:
            now = comes
        first = near.last[0]
        if near.times[first] < now:
            now = near.times[first]
        if far.times[0] < now:
            now = far.times[0]
        beds_changed = False
        if changes <= now:
            if quarter % 4 == 0 and quarter > 0:
                end_hour(state, quarter // 4 - 1)
            if quarter == quarters:
                break
            change_doctors(care, capacity, state, quarter, now)
            if quarter % 4 == 0:
                plan_beds(capacity, state, keys, quarter // 4, now)
            beds_changed = quarter % 48 == 0
            quarter = next_change(capacity, quarter)
        elif near.times[first] <= now:
            patient, what = near.items[first] // EVENTS, near.items[first] % EVENTS
            near.last[0] = first - 1
            if state.due[patient] == now:
                state.due[patient] = NONE  # an earlier event of this time is out of date
                if what == RESULTS_BACK:
                    state.doing[patient] = WAITS_AGAIN
                    call_doctor(care, capacity, state, records, keys, may_do, patient, AGAIN, now)
                    if near.last[0] <= most_near:
                        continue
                else:
                    outcome = end_visit(demand, care, capacity, state, records, keys, patient, now)
                    beds_changed = state.doing[patient] == BOARDS
                    if outcome != UNFINISHED:
                        depart(care, state, records, patient, outcome, now)
        elif far.times[0] <= now:
            patient, what = far.items[0] // EVENTS, far.items[0] % EVENTS
            drop_first(far)
            if what == BED_FREE:
                state.counters[BEDS_IN_USE] -= 1
                count(state, IN_BEDS, now, -1.0)
                beds_changed = True
            elif give_up(care, state, patient, now):
                depart(care, state, records, patient, LEFT, now)
        else:
            came = arrive(demand, care, capacity, state, records, keys, window, now)
            next_arrival(demand, keys, clock)
            if came != NONE:
                if state.doing[came] == NEW:
                    call_doctor(care, capacity, state, records, keys, may_do, came, FIRST, now)
                patience_begins(care, state, keys, came, now)
        if state.counters[SERIAL] == NONE or near.last[0] > most_near or far.size[0] > most_far:
            state.counters[SERIAL] = NONE  # no room: the caller makes more and runs again
            break
        if beds_changed:
            admit_waiting(care, capacity, state, records, keys, now)
        if capacity.cubicles > 0:
            let_in(care, capacity, state, now)
        give_tasks(care, capacity, state, records, keys, may_do, now)
    for patient in range(state.doing.shape[0]):
        if state.doing[patient] != NOBODY and state.kind[patient] != care.ward_call:
            state.stays[0] += now - state.arrived[patient]
    return state.stays[0]
