"""A patient's way: in, through the visits and the waits between them, and home or to a bed."""

from math import inf, log

from sevenday.flow.simulation.beds import beds_now, take_bed
from sevenday.flow.simulation.event_heap import push
from sevenday.flow.simulation.event_row import add
from sevenday.flow.simulation.inputs import AGAIN, FIRST, SENIOR
from sevenday.flow.simulation.queues import (
    boarding_queue,
    join,
    leave_queue,
    no_longer_wait,
    outside_queue,
    wait_for_doctor,
)
from sevenday.flow.simulation.state import (
    ADMITTED_TO_BED,
    AWAY,
    BEDS_IN_USE,
    BOARDING,
    BOARDS,
    BUSY,
    BUSY_TIER,
    DISCHARGED,
    EVENTS,
    FREE_PATIENT,
    HEAD,
    IN_CUBICLES,
    IN_DEPARTMENT,
    LEFT,
    NEW,
    NOBODY,
    NONE,
    OUTSIDE,
    PATIENCE_ENDS,
    PRESENT,
    RESULTS_BACK,
    SERIAL,
    TAIL,
    UNFINISHED,
    WAITING_NEW,
    WAITS_AGAIN,
    count,
)
from sevenday.flow.simulation.streams import (
    ADMITTED,
    CALLED_AMBULANCE,
    KIND,
    PATIENCE,
    RESULTS,
    REVIEW,
    STAYS_AWAY,
    VISITS,
    spread_around,
    uniform,
)
from sevenday.flow.simulation.streams import AWAY as AWAY_STREAM
from sevenday.kernels import inlined


@inlined
def arrive(demand, care, capacity, state, records, keys, window, now):
    """Somebody comes: a class, a record where the hour is looked at, a cubicle or a wait outside.

    Who has a cubicle is NEW, and has called no doctor yet. Gives the patient's number; none where
    they stay away, or where there is no room.
    """
    serial = state.counters[SERIAL]
    state.counters[SERIAL] = serial + 1
    hour = min(int(now), demand.stays_away.shape[0] - 1)
    away = demand.stays_away[hour]
    if away > 0.0 and uniform(keys[STAYS_AWAY], serial) <= away:
        return NONE
    draw = uniform(keys[KIND], serial)
    kind = 0
    while demand.mix[hour, kind] < draw and kind < demand.mix.shape[1] - 1:
        kind += 1
    patient = state.counters[FREE_PATIENT]
    if patient == NONE:  # no room: the caller makes more and runs again
        state.counters[SERIAL] = NONE
        return NONE
    state.counters[FREE_PATIENT] = state.beside[TAIL, patient]
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
        return patient
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
        join(state, outside_queue(care, kind), patient, TAIL)
    else:
        state.counters[IN_CUBICLES] += 1
        state.doing[patient] = NEW
    return patient


@inlined
def patience_begins(care, state, keys, patient, now):
    """Who has not been seen at once gives up at some time; of others no event is needed."""
    leaving = care.leaving[state.kind[patient]]
    if leaving > 0.0 and state.doing[patient] <= NEW:
        until = now - log(uniform(keys[PATIENCE], state.serial[patient])) / leaving
        state.gives_up[patient] = until
        push(state.far, until, patient * EVENTS + PATIENCE_ENDS)


@inlined
def let_in(care, capacity, state, now):
    """Whoever waits outside takes the cubicles that are free, the gravest class first."""
    kind = 0
    while kind < care.least.shape[1] and state.counters[IN_CUBICLES] < capacity.cubicles:
        queue = outside_queue(care, kind)
        patient = state.ends[HEAD, queue]
        if patient == NONE:
            kind += 1
        else:
            leave_queue(state, queue, patient)
            state.counters[IN_CUBICLES] += 1
            state.doing[patient] = NEW
            wait_for_doctor(care, state, patient, FIRST, TAIL, now)


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
            add(state.near, back, patient * EVENTS + RESULTS_BACK)
            return UNFINISHED
        chance = care.reviewed[kind, state.first_tier[patient]]
        if chance > 0.0 and uniform(keys[REVIEW], state.serial[patient]) <= chance:
            state.doing[patient] = WAITS_AGAIN
            wait_for_doctor(care, state, patient, SENIOR, TAIL, now)
            return UNFINISHED
    return dispose(demand, care, capacity, state, records, keys, patient, now)


@inlined
def dispose(demand, care, capacity, state, records, keys, patient, now):
    """The last visit is over: home, a bed, or a wait for one. Gives how their time ended."""
    kind = state.kind[patient]
    if kind == care.ward_call:
        return DISCHARGED
    serial = state.serial[patient]
    called = demand.ambulance[kind]
    by_ambulance = int(called > 0.0 and uniform(keys[CALLED_AMBULANCE], serial) <= called)
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
    join(state, boarding_queue(care), patient, TAIL)
    return UNFINISHED


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
def depart(care, state, records, patient, outcome, now):
    """A patient leaves the department, and their cubicle if they had one."""
    if state.kind[patient] != care.ward_call:
        state.counters[PRESENT] -= 1
        count(state, IN_DEPARTMENT, now, -1.0)
        state.stays[0] += now - state.arrived[patient]
        if state.doing[patient] != OUTSIDE:
            state.counters[IN_CUBICLES] -= 1
    record = state.record[patient]
    if record >= 0:
        records.outcome[record] = outcome
        records.stay[record] = inf if outcome == LEFT else now - state.arrived[patient]
    state.doing[patient] = NOBODY
    state.beside[TAIL, patient] = state.counters[FREE_PATIENT]
    state.counters[FREE_PATIENT] = patient


@inlined
def admit_waiting(care, capacity, state, records, keys, now):
    """Whoever boards takes the beds that are free, in turn."""
    queue = boarding_queue(care)
    while state.ends[HEAD, queue] != NONE and state.counters[BEDS_IN_USE] < beds_now(capacity, now):
        patient = state.ends[HEAD, queue]
        leave_queue(state, queue, patient)
        count(state, BOARDING, now, -1.0)
        take_bed(capacity, state, keys, False, now)
        depart(care, state, records, patient, ADMITTED_TO_BED, now)
