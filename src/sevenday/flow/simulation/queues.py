"""Queues of patients: at each doctor's task by its order, outside by class, and for a bed.

A queue is a chain from its head, who is next, to its tail: each patient knows the one beside them
towards either end. The arrays' first index is the end.
"""

from sevenday.flow.simulation.state import HEAD, NONE, TAIL, WAITING_ANY, WAITING_TASKS, count
from sevenday.kernels import inlined


@inlined
def join(state, queue, patient, end):
    """Put a patient at an end of a queue, its head or its tail."""
    other = 1 - end
    neighbour = state.ends[end, queue]
    state.beside[end, patient] = NONE
    state.beside[other, patient] = neighbour
    if neighbour == NONE:
        state.ends[other, queue] = patient
    else:
        state.beside[end, neighbour] = patient
    state.ends[end, queue] = patient


@inlined
def leave_queue(state, queue, patient):
    """Take a patient out of a queue."""
    before, after = state.beside[HEAD, patient], state.beside[TAIL, patient]
    if before == NONE:
        state.ends[HEAD, queue] = after
    else:
        state.beside[TAIL, before] = after
    if after == NONE:
        state.ends[TAIL, queue] = before
    else:
        state.beside[HEAD, after] = before


@inlined
def outside_queue(care, kind):
    """The queue outside of a class: after those of the doctors' tasks."""
    return 3 * care.least.shape[1] + kind


@inlined
def boarding_queue(care):
    """The queue of those who wait for a bed: the last."""
    return 4 * care.least.shape[1]


@inlined
def wait_for_doctor(care, state, patient, task, end, now):
    """Put a patient's task at an end of its place among those that wait."""
    queue = care.order[task, state.kind[patient]]
    state.task[patient] = task
    count(state, WAITING_ANY, now, 1.0)
    join(state, queue, patient, end)
    state.counters[WAITING_TASKS] |= 1 << queue


@inlined
def no_longer_wait(state, queue, patient, now):
    """Take a patient's task out of its place."""
    leave_queue(state, queue, patient)
    if state.ends[HEAD, queue] == NONE:
        state.counters[WAITING_TASKS] &= ~(1 << queue)
    count(state, WAITING_ANY, now, -1.0)
