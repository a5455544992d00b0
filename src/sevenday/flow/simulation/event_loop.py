"""One replication, event by event.

A patient comes, takes a cubicle or waits outside, waits for a doctor, is seen, may wait for results
and be seen again, may need a senior, and goes home or waits in the cubicle for a bed. Doctors take
the task that is first in order among those that their tier may do. At one moment doctors change
first, then what was begun ends, then who comes comes.
"""

from math import floor, inf, log

import numpy as np

from sevenday.flow.simulation.event_heap import SIZE, drop_first, push
from sevenday.flow.simulation.inputs import (
    AGAIN,
    FIRST,
    QUARTER,
    SENIOR,
    TIERS,
    Arrivals,
    Capacity,
    Care,
)
from sevenday.flow.simulation.state import (
    ADMITTED_TO_BED,
    AWAY,
    BED_FREE,
    BED_SERIAL,
    BEDS_IN_USE,
    BOARDING,
    BOARDS,
    BUSY,
    BUSY_TIER,
    DISCHARGED,
    EVENTS,
    FREE_PATIENT,
    IN_BEDS,
    IN_CUBICLES,
    IN_DEPARTMENT,
    LEFT,
    NEW,
    NOBODY,
    ON_DUTY,
    OUTSIDE,
    PATIENCE_ENDS,
    PLANNED_OFF,
    PRESENT,
    RESULTS_BACK,
    SERIAL,
    UNFINISHED,
    VISIT_ENDS,
    WAITING_ANY,
    WAITING_NEW,
    WAITING_TASKS,
    WAITS_AGAIN,
    WITH_DOCTOR,
    Records,
    State,
)
from sevenday.flow.simulation.streams import (
    ADMITTED,
    CALLED_AMBULANCE,
    DISCHARGE,
    FIRST_BEDS,
    GAP,
    KIND,
    LEVEL,
    OTHER_STAY,
    PATIENCE,
    RESULTS,
    REVIEW,
    STAY,
    STAYS_AWAY,
    VISIT,
    WEEKEND,
    normal,
    spread_around,
    uniform,
)
from sevenday.flow.simulation.streams import AWAY as AWAY_STREAM
from sevenday.kernels import inlined, kernel

VISITS = 64
"""Draws set aside for a patient's visits; the next patient's come after them."""
NONE = -1


@inlined
def count(state, what, time, change):
    """Note that a number changes at a time: its integral by the hour, and its value after."""
    hour = int(time)
    state.area[what, hour] += change * (hour + 1 - time)
    state.steps[what, hour] += change


@inlined
def join(state, queue, patient):
    """Put a patient at the end of a queue."""
    last = state.tails[queue]
    state.onward[patient] = NONE
    state.back[patient] = last
    if last == NONE:
        state.heads[queue] = patient
    else:
        state.onward[last] = patient
    state.tails[queue] = patient


@inlined
def join_first(state, queue, patient):
    """Put a patient at the head of a queue."""
    first = state.heads[queue]
    state.back[patient] = NONE
    state.onward[patient] = first
    if first == NONE:
        state.tails[queue] = patient
    else:
        state.back[first] = patient
    state.heads[queue] = patient


@inlined
def leave_queue(state, queue, patient):
    """Take a patient out of a queue."""
    before, after = state.back[patient], state.onward[patient]
    if before == NONE:
        state.heads[queue] = after
    else:
        state.onward[before] = after
    if after == NONE:
        state.tails[queue] = before
    else:
        state.back[after] = before


@inlined
def outside_queue(care, kind):
    """The queue outside of a class: after those of the doctors' tasks."""
    return 3 * care.least.shape[1] + kind


@inlined
def wait_for_doctor(care, state, patient, task, now):
    """Put a patient's task in its place among those that wait."""
    queue = care.order[task, state.kind[patient]]
    state.task[patient] = task
    count(state, WAITING_ANY, now, 1.0)
    join(state, queue, patient)
    state.counters[WAITING_TASKS] |= 1 << queue


@inlined
def no_longer_wait(state, queue, patient, now):
    """Take a patient's task out of its place."""
    leave_queue(state, queue, patient)
    if state.heads[queue] == NONE:
        state.counters[WAITING_TASKS] &= ~(1 << queue)
    count(state, WAITING_ANY, now, -1.0)


@inlined
def boarding_queue(care):
    """The queue of those who wait for a bed: the last."""
    return 4 * care.least.shape[1]


@inlined
def start_visit(care, capacity, state, records, keys, patient, tier, now):
    """A doctor of a tier begins a patient's task."""
    kind, task = state.kind[patient], state.task[patient]
    hours = state.remains[patient]
    if hours == 0.0:
        if task == FIRST:
            state.first_tier[patient] = tier
            if kind != care.ward_call:
                count(state, WAITING_NEW, now, -1.0)
            if state.record[patient] >= 0:
                records.wait[state.record[patient]] = now - state.arrived[patient]
        index = state.serial[patient] * VISITS + state.visits[patient]
        hours = spread_around(
            care.hours[task, kind, tier], care.cv[task, kind, tier], keys[VISIT], index
        )
        if capacity.cubicles > 0:
            over = state.counters[PRESENT] / capacity.cubicles - 1.0
            if over > 0.0:
                hours /= max(care.crowded[1], 1.0 - care.crowded[0] * over)
    state.remains[patient] = 0.0
    state.doing[patient] = WITH_DOCTOR
    state.tier[patient] = tier
    state.started[patient] = now
    state.due[patient] = now + hours
    state.counters[BUSY + tier] += 1
    count(state, BUSY_TIER + tier, now, 1.0)
    push(state.times, state.items, state.counters, now + hours, patient * EVENTS + VISIT_ENDS)


@inlined
def give_tasks(care, capacity, state, records, keys, may_do, now):
    """Every free doctor, the lowest tier first, takes the first task that waits for such a tier."""
    for tier in range(TIERS):
        while state.counters[BUSY + tier] < state.counters[ON_DUTY + tier]:
            tasks = state.counters[WAITING_TASKS] & may_do[tier]
            if tasks == 0:
                break
            queue = 0
            while (tasks >> queue) & 1 == 0:
                queue += 1
            patient = state.heads[queue]
            no_longer_wait(state, queue, patient, now)
            start_visit(care, capacity, state, records, keys, patient, tier, now)


@inlined
def enter(care, state, patient, now):
    """A patient takes a cubicle and waits for the first contact."""
    state.counters[IN_CUBICLES] += 1
    state.doing[patient] = NEW
    wait_for_doctor(care, state, patient, FIRST, now)


@inlined
def let_in(care, capacity, state, now):
    """Whoever waits outside takes the cubicles that are free, the gravest class first."""
    kind = 0
    while kind < care.least.shape[1] and state.counters[IN_CUBICLES] < capacity.cubicles:
        queue = outside_queue(care, kind)
        patient = state.heads[queue]
        if patient == NONE:
            kind += 1
        else:
            leave_queue(state, queue, patient)
            enter(care, state, patient, now)


@inlined
def depart(care, state, records, patient, outcome, now):
    """A patient leaves the department, and their cubicle if they had one."""
    if state.kind[patient] != care.ward_call:
        state.counters[PRESENT] -= 1
        count(state, IN_DEPARTMENT, now, -1.0)
        state.sums[1] += now - state.arrived[patient]
        if state.doing[patient] != OUTSIDE:
            state.counters[IN_CUBICLES] -= 1
    record = state.record[patient]
    if record >= 0:
        records.outcome[record] = outcome
        records.stay[record] = inf if outcome == LEFT else now - state.arrived[patient]
    state.doing[patient] = NOBODY
    state.onward[patient] = state.counters[FREE_PATIENT]
    state.counters[FREE_PATIENT] = patient


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
    return out + least + (most - least) * uniform(keys[WEEKEND], index + 500_000_000)


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
    push(state.times, state.items, state.counters, free, BED_FREE)


@inlined
def beds_now(capacity, now):
    """How many beds there are in this half of the day; -1 without limit."""
    half = min(int(now / 12.0), capacity.beds.shape[0] - 1)
    return capacity.beds[half]


@inlined
def admit_waiting(care, capacity, state, records, keys, now):
    """Whoever boards takes the beds that are free, in turn."""
    queue = boarding_queue(care)
    while state.heads[queue] != NONE and state.counters[BEDS_IN_USE] < beds_now(capacity, now):
        patient = state.heads[queue]
        leave_queue(state, queue, patient)
        count(state, BOARDING, now, -1.0)
        take_bed(capacity, state, keys, False, now)
        depart(care, state, records, patient, ADMITTED_TO_BED, now)


@inlined
def dispose(demand, care, capacity, state, records, keys, patient, now):
    """The last visit is over: home, a bed, or a wait for one. Gives how their time ended."""
    kind = state.kind[patient]
    if kind == care.ward_call:
        return DISCHARGED
    serial = state.serial[patient]
    by_ambulance = int(uniform(keys[CALLED_AMBULANCE], serial) <= demand.ambulance[kind])
    chance = care.admitted[by_ambulance, kind, state.first_tier[patient]]
    if chance <= 0.0 or uniform(keys[ADMITTED], serial) > chance:
        return DISCHARGED
    if state.record[patient] >= 0:
        records.decided[state.record[patient]] = now - state.arrived[patient]
    beds = beds_now(capacity, now)
    if beds < 0:
        return ADMITTED_TO_BED
    # a bed that is free is taken at once, below: the queue has nobody then
    state.doing[patient] = BOARDS
    count(state, BOARDING, now, 1.0)
    join(state, boarding_queue(care), patient)
    return UNFINISHED


@inlined
def end_visit(demand, care, capacity, state, records, keys, patient, now):
    """A visit is over: results to wait for, a senior to see, or the end. Gives how it ended."""
    tier, kind, task = state.tier[patient], state.kind[patient], state.task[patient]
    state.counters[BUSY + tier] -= 1
    count(state, BUSY_TIER + tier, now, -1.0)
    visit = state.visits[patient]
    state.visits[patient] = visit + 1
    index = state.serial[patient] * VISITS + visit
    if task != SENIOR:
        chance = care.investigated[int(task == AGAIN), kind]
        if chance > 0.0 and uniform(keys[RESULTS], index) <= chance:
            back = now + spread_around(
                care.away[kind], care.away_cv[kind], keys[AWAY_STREAM], index
            )
            state.doing[patient] = AWAY
            state.due[patient] = back
            push(state.times, state.items, state.counters, back, patient * EVENTS + RESULTS_BACK)
            return UNFINISHED
        chance = care.reviewed[kind, state.first_tier[patient]]
        if chance > 0.0 and uniform(keys[REVIEW], state.serial[patient]) <= chance:
            state.doing[patient] = WAITS_AGAIN
            wait_for_doctor(care, state, patient, SENIOR, now)
            return UNFINISHED
    return dispose(demand, care, capacity, state, records, keys, patient, now)


@inlined
def arrive(demand, care, capacity, state, records, keys, window, now):
    """Somebody comes: a class, a record where the hour is looked at, a cubicle or a wait."""
    serial = state.counters[SERIAL]
    state.counters[SERIAL] = serial + 1
    hour = min(int(now), demand.stays_away.shape[0] - 1)
    away = demand.stays_away[hour]
    if away > 0.0 and uniform(keys[STAYS_AWAY], serial) <= away:
        return
    draw = uniform(keys[KIND], serial)
    kind = 0
    while demand.mix[hour, kind] < draw and kind < demand.mix.shape[1] - 1:
        kind += 1
    patient = state.counters[FREE_PATIENT]
    if patient == NONE:  # no room: the caller makes more and runs again
        state.counters[SERIAL] = NONE
        return
    state.counters[FREE_PATIENT] = state.onward[patient]
    state.kind[patient] = kind
    state.visits[patient] = 0
    state.serial[patient] = serial
    state.arrived[patient] = now
    state.remains[patient] = 0.0
    state.first_tier[patient] = 0
    state.record[patient] = NONE
    state.due[patient] = NONE
    state.gives_up[patient] = inf
    if kind == care.ward_call:
        state.doing[patient] = NEW
        wait_for_doctor(care, state, patient, FIRST, now)
        return
    if window[0] <= now < window[1] and records.many[0] < records.kind.shape[0]:
        record = records.many[0]
        records.many[0] = record + 1
        state.record[patient] = record
        records.kind[record] = kind
        records.outcome[record] = UNFINISHED
        records.arrived[record] = now
        records.wait[record] = inf
        records.decided[record] = inf
        records.stay[record] = inf
    state.counters[PRESENT] += 1
    count(state, IN_DEPARTMENT, now, 1.0)
    count(state, WAITING_NEW, now, 1.0)
    if capacity.cubicles > 0 and state.counters[IN_CUBICLES] >= capacity.cubicles:
        state.doing[patient] = OUTSIDE
        join(state, outside_queue(care, kind), patient)
    else:
        enter(care, state, patient, now)
    leaving = care.leaving[kind]
    if leaving > 0.0:
        ends = now - log(uniform(keys[PATIENCE], serial)) / leaving
        state.gives_up[patient] = ends
        push(state.times, state.items, state.counters, ends, patient * EVENTS + PATIENCE_ENDS)


@inlined
def give_up(care, state, patient, now):
    """A patient's patience ends: whether they leave, as they have not been seen yet."""
    if state.gives_up[patient] != now:
        return False
    kind = state.kind[patient]
    if state.doing[patient] == OUTSIDE:
        leave_queue(state, outside_queue(care, kind), patient)
    elif state.doing[patient] == NEW:
        no_longer_wait(state, care.order[FIRST, kind], patient, now)
    else:
        return False
    count(state, WAITING_NEW, now, -1.0)
    state.gives_up[patient] = inf
    return True


@inlined
def interrupt(care, state, tier, now):
    """Those who go leave their patients in the middle, the last begun first; they wait again."""
    while state.counters[BUSY + tier] > state.counters[ON_DUTY + tier]:
        last = NONE
        for k in range(state.counters[SIZE]):
            item = state.items[k]
            patient = item // EVENTS
            if (
                item % EVENTS == VISIT_ENDS
                and state.due[patient] == state.times[k]
                and state.doing[patient] == WITH_DOCTOR
                and state.tier[patient] == tier
                and (last == NONE or state.started[patient] > state.started[last])
            ):
                last = patient
        state.remains[last] = state.due[last] - now
        state.due[last] = NONE
        state.doing[last] = WAITS_AGAIN
        state.counters[BUSY + tier] -= 1
        count(state, BUSY_TIER + tier, now, -1.0)
        count(state, WAITING_ANY, now, 1.0)
        queue = care.order[state.task[last], state.kind[last]]
        join_first(state, queue, last)
        state.counters[WAITING_TASKS] |= 1 << queue


@inlined
def change_doctors(care, capacity, state, quarter, now):
    """The doctors of the next quarter of an hour are there."""
    for tier in range(TIERS):
        state.counters[ON_DUTY + tier] = capacity.doctors[tier, quarter]
        if capacity.interrupts:
            interrupt(care, state, tier, now)


@inlined
def plan_beds(capacity, state, keys, hour, now):
    """Planned patients of an hour take beds, or are put off where there is none."""
    for _ in range(capacity.planned[hour]):
        beds = beds_now(capacity, now)
        if beds < 0 or state.counters[BEDS_IN_USE] < beds:
            take_bed(capacity, state, keys, True, now)
        else:
            state.counters[PLANNED_OFF] += 1


@inlined
def prepare(care, capacity, state, keys):
    """Empty the state, and fill the beds that are in use at the start."""
    state.counters[:] = 0
    state.sums[:] = 0.0
    state.area[:] = 0.0
    state.steps[:] = 0.0
    state.heads[:] = NONE
    state.tails[:] = NONE
    patients = state.doing.shape[0]
    for patient in range(patients):
        state.doing[patient] = NOBODY
        state.onward[patient] = patient + 1 if patient + 1 < patients else NONE
    for index in range(capacity.in_use):
        # whoever is in a bed on some day is on a longer stay than most, some way through it
        mean, cv = capacity.stay[0, 0], capacity.stay[0, 1]
        whole = spread_around(mean * (1.0 + cv * cv), cv, keys[FIRST_BEDS], 3 * index)
        left = whole * uniform(keys[FIRST_BEDS], 3 * index + 1_500_000_000)
        state.counters[BEDS_IN_USE] += 1
        count(state, IN_BEDS, 0.0, 1.0)
        free = discharge_time(capacity, keys, left, 0.0, index + 1_000_000_000)
        push(state.times, state.items, state.counters, free, BED_FREE)


@inlined
def next_arrival(demand, keys, clock):
    """Move on to the next arrival: `clock` is its time, the number so far, and where it was drawn.

    Unit gaps are laid along the sum of the rates: no rate of a wrong hour is ever drawn with.
    """
    many = int(clock[1])
    clock[1] += 1.0
    if demand.times.shape[0] > 0:
        clock[0] = demand.times[many] if many < demand.times.shape[0] else inf
        return
    left = -log(uniform(keys[GAP], many))
    now = clock[0]
    hours = demand.rates.shape[0]
    while True:
        hour = int(clock[2])
        if hour >= hours:
            clock[0] = inf
            return
        rate = demand.rates[hour]
        if demand.spread > 0.0:
            day = hour // 24
            rate *= spread_of_day(demand, keys, day)
        room = (hour + 1 - now) * rate
        if room > left:
            clock[0] = now + left / rate
            return
        left -= room
        now = hour + 1.0
        clock[2] = now


@inlined
def spread_of_day(demand, keys, day):
    """How much busier than its mean a day is: one number for a day."""
    return np.exp(demand.spread * normal(keys[LEVEL], day) - 0.5 * demand.spread**2)


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
                if what == RESULTS_BACK:
                    state.doing[patient] = WAITS_AGAIN
                    wait_for_doctor(care, state, patient, AGAIN, now)
                else:
                    outcome = end_visit(demand, care, capacity, state, records, keys, patient, now)
                    beds_changed = state.doing[patient] == BOARDS
            if outcome != UNFINISHED:
                depart(care, state, records, patient, outcome, now)
        else:
            arrive(demand, care, capacity, state, records, keys, window, now)
            if state.counters[SERIAL] == NONE:
                break
            next_arrival(demand, keys, clock)
        if beds_changed:
            admit_waiting(care, capacity, state, records, keys, now)
        if capacity.cubicles > 0:
            let_in(care, capacity, state, now)
        give_tasks(care, capacity, state, records, keys, may_do, now)
    for patient in range(state.doing.shape[0]):
        if state.doing[patient] != NOBODY and state.kind[patient] != care.ward_call:
            state.sums[1] += before - state.arrived[patient]
    return state.sums[0], state.sums[1]
