"""The state of one replication: patients who are there, queues, events to come, what is counted."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sevenday.flow.simulation.event_heap import EventHeap, new_heap
from sevenday.flow.simulation.event_row import EventRow, new_row
from sevenday.flow.simulation.inputs import TIERS, Floats, Ints
from sevenday.kernels import inlined

Small = npt.NDArray[np.int32]

# a patient's state
NOBODY, OUTSIDE, NEW, WITH_DOCTOR, AWAY, WAITS_AGAIN, BOARDS = range(7)

# an event is a patient's number times EVENTS, and one of these
VISIT_ENDS, RESULTS_BACK, PATIENCE_ENDS, BED_FREE = range(4)
EVENTS = 4

# counters
FREE_PATIENT, IN_CUBICLES, BEDS_IN_USE, SERIAL, PRESENT, BUSY, ON_DUTY = 1, 2, 3, 4, 5, 6, 9
PLANNED_OFF, BED_SERIAL, WAITING_TASKS = 12, 13, 14
COUNTERS = 15

# what is counted by the hour: the number present and so on
IN_DEPARTMENT, WAITING_NEW, WAITING_ANY, BOARDING, IN_BEDS, BUSY_TIER = range(6)
COUNTED = BUSY_TIER + TIERS

# how a patient's time ended
UNFINISHED, DISCHARGED, ADMITTED_TO_BED, LEFT = range(4)

# the ends of a queue, and who is there where nobody is
HEAD, TAIL = range(2)
NONE = -1


class State(NamedTuple):
    """All that changes while a replication runs.

    `near`: ends of visits and results, few and within hours; `far`: ends of patience and of stays
    in beds, many and within days.
    By patient's number (reused once they have gone): `doing`, `kind`, `task`, `tier` (of the doctor
    with them), `first_tier` (of the first contact), `visits`, `serial`, `record`, `arrived`, `due`
    (when their event comes), `gives_up` (when their patience ends), `started`, `remains` (of an
    interrupted visit), and `beside`: (ends, patients) the neighbour in a queue towards that end.
    `ends`: (ends, queues) who is at the head and at the tail; queues are the doctors' tasks by
    their order, then outside by class, then those who board. `stays`: (1,) their sum so far.
    `this_hour`: (COUNTED, 2) integral and change in this hour, which ends at `hour_ends`, (1,).
    `means`, `at_end`: (COUNTED, hours) of the hours that are over.
    """

    near: EventRow
    far: EventHeap
    doing: Small
    kind: Small
    task: Small
    tier: Small
    first_tier: Small
    visits: Small
    serial: Ints
    record: Ints
    arrived: Floats
    due: Floats
    gives_up: Floats
    started: Floats
    remains: Floats
    beside: Small
    ends: Small
    counters: Ints
    stays: Floats
    this_hour: Floats
    hour_ends: Floats
    means: Floats
    at_end: Floats


class Records(NamedTuple):
    """What happened to each patient who came in the hours looked at, in order of arrival.

    (patients,) each: `kind` their class, `arrived`, `wait` to the first contact, `decided` from
    arrival to the decision to admit, `stay`, each infinite where it never came; `outcome`.
    `many`: (1,) how many there are.
    """

    kind: npt.NDArray[np.int8]
    outcome: npt.NDArray[np.int8]
    arrived: npt.NDArray[np.float32]
    wait: npt.NDArray[np.float32]
    decided: npt.NDArray[np.float32]
    stay: npt.NDArray[np.float32]
    many: Ints


@inlined
def count(state: State, what: int, time: float, change: float) -> None:
    """Note that a number changes at a time of this hour."""
    state.this_hour[what, 0] += change * (state.hour_ends[0] - time)
    state.this_hour[what, 1] += change


@inlined
def end_hour(state: State, hour: int) -> None:
    """Note each number's mean in an hour and its value at the end, and begin the next one."""
    for what in range(COUNTED):
        before = state.at_end[what, hour - 1] if hour > 0 else 0.0
        state.means[what, hour] = state.this_hour[what, 0] + before
        state.at_end[what, hour] = state.this_hour[what, 1] + before
        state.this_hour[what, 0] = 0.0
        state.this_hour[what, 1] = 0.0
    state.hour_ends[0] = hour + 2.0


def new_state(patients: int, beds: int, classes: int, hours: int) -> State:
    """Room for so many patients at a time, beds in use, classes and hours."""
    size, queues = (patients, np.int32), 4 * classes + 1
    return State(
        near=new_row(2 * patients + 8),
        far=new_heap(2 * patients + beds + 8),
        doing=np.zeros(*size),
        kind=np.zeros(*size),
        task=np.zeros(*size),
        tier=np.zeros(*size),
        first_tier=np.zeros(*size),
        visits=np.zeros(*size),
        serial=np.zeros(patients, np.int64),
        record=np.zeros(patients, np.int64),
        arrived=np.zeros(patients),
        due=np.zeros(patients),
        gives_up=np.zeros(patients),
        started=np.zeros(patients),
        remains=np.zeros(patients),
        beside=np.zeros((2, patients), np.int32),
        ends=np.zeros((2, queues), np.int32),
        counters=np.zeros(COUNTERS, np.int64),
        stays=np.zeros(1),
        this_hour=np.zeros((COUNTED, 2)),
        hour_ends=np.ones(1),
        means=np.zeros((COUNTED, hours)),
        at_end=np.zeros((COUNTED, hours)),
    )


def new_records(patients: int) -> Records:
    """Room for the records of so many patients."""
    return Records(
        kind=np.zeros(patients, np.int8),
        outcome=np.zeros(patients, np.int8),
        arrived=np.zeros(patients, np.float32),
        wait=np.zeros(patients, np.float32),
        decided=np.zeros(patients, np.float32),
        stay=np.zeros(patients, np.float32),
        many=np.zeros(1, np.int64),
    )


def first_records(records: Records) -> Records:
    """A copy of the records that are there: the rest is room."""
    many = int(records.many[0])
    return Records(
        kind=records.kind[:many].copy(),
        outcome=records.outcome[:many].copy(),
        arrived=records.arrived[:many].copy(),
        wait=records.wait[:many].copy(),
        decided=records.decided[:many].copy(),
        stay=records.stay[:many].copy(),
        many=np.array([many]),
    )
