"""The events of the next hours, in a row that is kept in order: the earliest stands last.

They are few (doctors' visits, results to come), and a new one is often among the earliest: moving
those before it up by one is quicker than a heap's choices, which the processor cannot foresee.
"""

from math import inf
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sevenday.kernels import inlined


class EventRow(NamedTuple):
    """Events by time, from place 1 on, the latest first; at place 0 stands infinity.

    `times`, `items`: (room + 1,) of each event. `last`: (1,) the place of the earliest event; 0
    where there is none.
    """

    times: npt.NDArray[np.float64]
    items: npt.NDArray[np.int32]
    last: npt.NDArray[np.int64]


def new_row(room: int) -> EventRow:
    """Room for so many events."""
    return EventRow(np.full(room + 1, inf), np.zeros(room + 1, np.int32), np.zeros(1, np.int64))


@inlined
def add(row, time, item):
    """Add an event, after those of the same time."""
    times, items = row.times, row.items
    k = row.last[0] + 1
    row.last[0] = k
    while k > 1 and times[k - 1] <= time:
        times[k] = times[k - 1]
        items[k] = items[k - 1]
        k -= 1
    times[k] = time
    items[k] = item
