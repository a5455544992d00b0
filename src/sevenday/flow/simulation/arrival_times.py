"""When the next patient comes."""

from math import inf, log

import numpy as np

from sevenday.flow.simulation.streams import GAP, LEVEL, normal, uniform
from sevenday.kernels import inlined


@inlined
def spread_of_day(demand, keys, day):
    """How much busier than its mean a day is: one number for a day."""
    return np.exp(demand.spread * normal(keys[LEVEL], day) - 0.5 * demand.spread**2)


@inlined
def next_arrival(demand, keys, clock):
    """Move on to the next arrival: `clock` is its time, the number so far, and where it was drawn,
    then the day after that of which the level stands last.

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
            if clock[3] != day + 1.0:
                clock[3], clock[4] = day + 1.0, spread_of_day(demand, keys, day)
            rate *= clock[4]
        room = (hour + 1 - now) * rate
        if room > left:
            clock[0] = now + left / rate
            return
        left -= room
        now = hour + 1.0
        clock[2] = now
