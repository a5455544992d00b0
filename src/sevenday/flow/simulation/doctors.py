"""Doctors: who is free takes the first task in order that their tier may do; shifts change."""

from sevenday.flow.simulation.event_row import add
from sevenday.flow.simulation.inputs import FIRST, TIERS
from sevenday.flow.simulation.queues import no_longer_wait, wait_for_doctor
from sevenday.flow.simulation.state import (
    BUSY,
    BUSY_TIER,
    EVENTS,
    HEAD,
    NONE,
    ON_DUTY,
    PRESENT,
    TAIL,
    VISIT_ENDS,
    WAITING_NEW,
    WAITING_TASKS,
    WAITS_AGAIN,
    WITH_DOCTOR,
    count,
)
from sevenday.flow.simulation.streams import VISIT, VISITS, spread_around
from sevenday.kernels import inlined


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
    add(state.near, now + hours, patient * EVENTS + VISIT_ENDS)


@inlined
def call_doctor(care, capacity, state, records, keys, may_do, patient, task, now):
    """Somebody comes, or comes back: the lowest tier that is free and may sees them, or they wait.

    No doctor is free for anybody who waits already: whoever was has been given a task by then.
    """
    place = 1 << care.order[task, state.kind[patient]]
    for tier in range(TIERS):
        if state.counters[BUSY + tier] < state.counters[ON_DUTY + tier] and may_do[tier] & place:
            state.task[patient] = task
            start_visit(care, capacity, state, records, keys, patient, tier, now)
            return
    wait_for_doctor(care, state, patient, task, TAIL, now)


@inlined
def give_tasks(care, capacity, state, records, keys, may_do, now):
    """Every free doctor, the lowest tier first, takes the first task that waits for such a tier."""
    if state.counters[WAITING_TASKS] == 0:
        return
    for tier in range(TIERS):
        while state.counters[BUSY + tier] < state.counters[ON_DUTY + tier]:
            tasks = state.counters[WAITING_TASKS] & may_do[tier]
            if tasks == 0:
                break
            queue = 0
            while (tasks >> queue) & 1 == 0:
                queue += 1
            patient = state.ends[HEAD, queue]
            no_longer_wait(state, queue, patient, now)
            start_visit(care, capacity, state, records, keys, patient, tier, now)


@inlined
def interrupt(care, state, tier, now):
    """Those who go leave their patients in the middle, the last begun first; they wait again."""
    while state.counters[BUSY + tier] > state.counters[ON_DUTY + tier]:
        last = NONE
        for k in range(1, state.near.last[0] + 1):
            item = state.near.items[k]
            patient = item // EVENTS
            if (
                item % EVENTS == VISIT_ENDS
                and state.due[patient] == state.near.times[k]
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
        wait_for_doctor(care, state, last, state.task[last], HEAD, now)


@inlined
def change_doctors(care, capacity, state, quarter, now):
    """The doctors of the next quarter of an hour are there."""
    for tier in range(TIERS):
        state.counters[ON_DUTY + tier] = capacity.doctors[tier, quarter]
        if capacity.interrupts:
            interrupt(care, state, tier, now)


@inlined
def next_change(capacity, quarter):
    """The next quarter of an hour that begins an hour, or has other doctors than this one."""
    later = quarter + 1
    while later % 4 != 0:
        for tier in range(TIERS):
            if capacity.doctors[tier, later] != capacity.doctors[tier, quarter]:
                return later
        later += 1
    return later
