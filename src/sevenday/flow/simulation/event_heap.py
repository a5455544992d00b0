"""The events to come, the earliest first: a binary heap in two arrays."""

from sevenday.kernels import inlined

SIZE = 0
"""Where the counters have how many events there are."""


@inlined
def push(times, items, counters, time, item):
    """Add an event."""
    k = counters[SIZE]
    counters[SIZE] = k + 1
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
def drop_first(times, items, counters):
    """Take the earliest event away."""
    size = counters[SIZE] - 1
    counters[SIZE] = size
    time = times[size]
    item = items[size]
    k = 0
    child = 1
    while child < size:
        if child + 1 < size and times[child + 1] < times[child]:
            child += 1
        if times[child] >= time:
            break
        times[k] = times[child]
        items[k] = items[child]
        k = child
        child = 2 * k + 1
    times[k] = time
    items[k] = item
