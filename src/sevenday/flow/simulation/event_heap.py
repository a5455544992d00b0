"""The events to come, the earliest first: a binary heap in two arrays."""

from math import inf
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sevenday.kernels import inlined


class EventHeap(NamedTuple):
    """Events by time; `times[0]` is the earliest, infinite where there is none.

    `times`, `items`: (room,) of each event, and infinity after the last. `size`: (1,) how many.
    """

    times: npt.NDArray[np.float64]
    items: npt.NDArray[np.int32]
    size: npt.NDArray[np.int64]


def new_heap(room: int) -> EventHeap:
    """Room for so many events."""
    return EventHeap(np.full(room + 2, inf), np.zeros(room + 2, np.int32), np.zeros(1, np.int64))


@inlined
def clear(heap):
    """Leave no event."""
    heap.size[0] = 0
    heap.times[0] = inf


@inlined
def push(heap, time, item):
    """Add an event."""
    times, items = heap.times, heap.items
    k = heap.size[0]
    heap.size[0] = k + 1
    times[k + 1] = inf
    while k > 0:
        parent = (k - 1) >> 1
        if times[parent] <= time:
            break
        times[k] = times[parent]
        items[k] = items[parent]
        k = parent
    times[k] = time
    items[k] = item


@inlined
def drop_first(heap):
    """Take the earliest event away."""
    times, items = heap.times, heap.items
    size = heap.size[0] - 1
    heap.size[0] = size
    time, item = times[size], items[size]
    k = 0
    child = 1
    while child < size:
        if times[child + 1] < times[child]:
            child += 1
        if times[child] >= time:
            break
        times[k] = times[child]
        items[k] = items[child]
        k = child
        child = 2 * k + 1
    times[k] = time
    items[k] = item
    times[size] = inf
