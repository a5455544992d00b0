"""One replication, event by event.

A patient comes, takes a cubicle or waits outside, waits for a doctor, is seen, may wait for results
and be seen again, may need a senior, and goes home or waits in the cubicle for a bed. Doctors take
the task that is first in order among those that their tier may do. At one moment doctors change
first, then what was begun ends, then who comes comes.
"""

from math import inf

import numpy as np

from sevenday.flow.simulation.arrival_times import next_arrival
from sevenday.flow.simulation.beds import discharge_time, plan_beds
from sevenday.flow.simulation.doctors import change_doctors, give_tasks
from sevenday.flow.simulation.event_heap import SIZE, drop_first, push
from sevenday.flow.simulation.inputs import AGAIN, QUARTER, Arrivals, Capacity, Care
from sevenday.flow.simulation.patients import (
    admit_waiting,
    arrive,
    depart,
    end_visit,
    give_up,
    let_in,
)
from sevenday.flow.simulation.queues import wait_for_doctor
from sevenday.flow.simulation.state import (
    BED_FREE,
    BEDS_IN_USE,
    BOARDS,
    EVENTS,
    IN_BEDS,
    LEFT,
    NOBODY,
    NONE,
    PATIENCE_ENDS,
    PRESENT,
    RESULTS_BACK,
    SERIAL,
    TAIL,
    UNFINISHED,
    WAITS_AGAIN,
    Records,
    State,
    count,
)
from sevenday.flow.simulation.streams import FIRST_BEDS, spread_around, uniform
from sevenday.kernels import inlined, kernel


@inlined
def prepare(care, capacity, state, keys):
    """Empty the state, and fill the beds that are in use at the start."""
    state.counters[:] = 0
    state.sums[:] = 0.0
    state.area[:] = 0.0
    state.steps[:] = 0.0
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
        push(state.times, state.items, state.counters, free, BED_FREE)


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
    area
        The integral of the number present, from events.
    stays
        The same as the sum of stays: Little's law says that they are equal.
    """
    prepare(care, capacity, state, keys)
    records.many[0] = 0
    quarters = capacity.doctors.shape[1]
    quarter = 0
    clock = np.zeros(3)
    next_arrival(demand, keys, clock)
    before = 0.0
    most_events = state.times.shape[0] - state.doing.shape[0]
    while True:
        changes = quarter * QUARTER
        event = state.times[0] if state.counters[SIZE] > 0 else inf
        now = min(changes, event, clock[0])
        state.sums[0] += state.counters[PRESENT] * (now - before)
        before = now
        beds_changed = False
        if changes <= now:
            if quarter == quarters:
                break
            change_doctors(care, capacity, state, quarter, now)
            if quarter % 4 == 0:
                plan_beds(capacity, state, keys, quarter // 4, now)
            beds_changed = quarter % 48 == 0
            quarter += 1
        elif event <= now:
            item = state.items[0]
            drop_first(state.times, state.items, state.counters)
            patient, what = item // EVENTS, item % EVENTS
            outcome = UNFINISHED
            if what == BED_FREE:
                state.counters[BEDS_IN_USE] -= 1
                count(state, IN_BEDS, now, -1.0)
                beds_changed = True
            elif what == PATIENCE_ENDS:
                if give_up(care, state, patient, now):
                    outcome = LEFT
            elif state.due[patient] == now:
                state.due[patient] = NONE  # an earlier event of this time is out of date
                if what == RESULTS_BACK:
                    state.doing[patient] = WAITS_AGAIN
                    wait_for_doctor(care, state, patient, AGAIN, TAIL, now)
                else:
                    outcome = end_visit(demand, care, capacity, state, records, keys, patient, now)
                    beds_changed = state.doing[patient] == BOARDS
            if outcome != UNFINISHED:
                depart(care, state, records, patient, outcome, now)
        else:
            arrive(demand, care, capacity, state, records, keys, window, now)
            next_arrival(demand, keys, clock)
        if state.counters[SERIAL] == NONE or state.counters[SIZE] > most_events:
            state.counters[SERIAL] = NONE  # no room: the caller makes more and runs again
            break
        if beds_changed:
            admit_waiting(care, capacity, state, records, keys, now)
        if capacity.cubicles > 0:
            let_in(care, capacity, state, now)
        give_tasks(care, capacity, state, records, keys, may_do, now)
    for patient in range(state.doing.shape[0]):
        if state.doing[patient] != NOBODY and state.kind[patient] != care.ward_call:
            state.sums[1] += before - state.arrived[patient]
    return state.sums[0], state.sums[1]
