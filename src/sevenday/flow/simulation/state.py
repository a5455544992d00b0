"""The state of one replication: patients who are there, queues, events to come, what is counted."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sevenday.flow.simulation.inputs import TIERS, Floats, Ints
from sevenday.kernels import inlined

Small = npt.NDArray[np.int32]

# a patient's state
NOBODY, OUTSIDE, NEW, WITH_DOCTOR, AWAY, WAITS_AGAIN, BOARDS = range(7)

# an event is a patient's number times EVENTS, and one of these
VISIT_ENDS, RESULTS_BACK, PATIENCE_ENDS, BED_FREE = range(4)
EVENTS = 4

# counters; the first is the heap's
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

    By patient's number (reused once they have gone): `doing`, `kind`, `task`, `tier` (of the doctor
    with them), `first_tier` (of the first contact), `visits`, `serial`, `record`, `arrived`, `due`
    (when their event comes), `gives_up` (when their patience ends), `started`, `remains` (of an
    interrupted visit), and `beside`: (ends, patients) the neighbour in a queue towards that end.
    `ends`: (ends, queues) who is at the head and at the tail; queues are the doctors' tasks by
    their order, then outside by class, then those who board. `area`, `steps`: (COUNTED, hours)
    integrals and changes of what is counted.
    """

    times: Floats
    items: Small
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
    sums: Floats
    area: Floats
    steps: Floats


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
    """Note that a number changes at a time: its integral by the hour, and its value after."""
    hour = int(time)
    state.area[what, hour] += change * (hour + 1 - time)
    state.steps[what, hour] += change


def new_state(patients: int, beds: int, classes: int, hours: int) -> State:
    """Room for so many patients at a time, beds in use, classes and hours."""
    events = 2 * patients + beds + 8
    size, queues = (patients, np.int32), 4 * classes + 1
    return State(
        times=np.zeros(events),
        items=np.zeros(events, np.int32),
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
        sums=np.zeros(2),
        area=np.zeros((COUNTED, hours + 2)),
        steps=np.zeros((COUNTED, hours + 2)),
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


def first_records(records: Records, many: int) -> Records:
    """A copy of the first records: the rest is room."""
    return Records(
        kind=records.kind[:many].copy(),
        outcome=records.outcome[:many].copy(),
        arrived=records.arrived[:many].copy(),
        wait=records.wait[:many].copy(),
        decided=records.decided[:many].copy(),
        stay=records.stay[:many].copy(),
        many=np.array([many]),
    )
