"""What a simulation is given, as arrays: who comes, what is done for them, who and what is there.

Time is in hours from the midnight that the simulation starts at. Tiers 1 to 3 have indices 0 to 2.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

TIERS = 3
QUARTER = 0.25
"""Doctors change every quarter of an hour."""
FIRST, AGAIN, SENIOR = range(3)
"""Kinds of a doctor's task: the first contact, a visit after results, a senior's review."""


class Arrivals(NamedTuple):
    """Who comes.

    `rates`: (hours,) arrivals an hour. `mix`: (hours, classes) shares of the classes so far, the
    last 1. `stays_away`: (hours,) the share that does not come on such a day. `ambulance`:
    (classes,) share by ambulance. `spread`: of the day's level around its mean, as the deviation
    of a lognormal's logarithm. `times`: arrivals at these times in place of random ones, where
    there are any.
    """

    rates: Floats
    mix: Floats
    stays_away: Floats
    ambulance: Floats
    spread: float
    times: Floats


class Care(NamedTuple):
    """What is done for patients of each class.

    `hours`, `cv`: (3, classes, tiers) a task's mean time and its spread, by kind of task.
    `investigated`: (2, classes) the chance of results to wait for and a visit after them, after
    the first and after each later visit. `away`, `away_cv`: (classes,) how long results take.
    `reviewed`: (classes, tiers) the chance of a senior's review, by the tier of the first contact.
    `admitted`: (2, classes, tiers) the chance of a bed, of those who walked in and came by
    ambulance. `leaving`: (classes,) the share of those who wait for the first contact that leaves,
    an hour. `least`: (3, classes) the lowest tier's index for a task. `order`: (3, classes) the
    task's place among all that wait, 0 first; those of one place go in turn. `crowded`: slope and
    floor of the
    speed where more are there than cubicles. `ward_call`: the class that is a ward's call and no
    patient here; -1 for none.
    """

    hours: Floats
    cv: Floats
    investigated: Floats
    away: Floats
    away_cv: Floats
    reviewed: Floats
    admitted: Floats
    leaving: Floats
    least: Ints
    order: Ints
    crowded: Floats
    ward_call: int


class Capacity(NamedTuple):
    """Who and what is there.

    `doctors`: (tiers, quarters) on duty in each quarter of an hour. `interrupts`: whether a doctor
    who goes leaves a patient in the middle (else that visit is finished first). `cubicles`: 0 is
    no limit. `beds`: (half days,); a bed less than 0 is no limit. `planned`: (hours,) planned
    patients who need a bed in that hour. `stay`: (2, 2) hours in a bed and their spread, of
    emergency and planned patients. `discharges`: (24,) shares of the day's discharges up to the
    end of each hour; all 0: beds are free when the stay is over. `weekend`: the share of a
    weekend day's discharges that are not put off to Monday. `turnaround`: least and most hours
    until a bed is ready again. `weekday`: of the first day, Monday 0. `in_use`: beds in use at
    the start.
    """

    doctors: Ints
    interrupts: bool
    cubicles: int
    beds: Ints
    planned: Ints
    stay: Floats
    discharges: Floats
    weekend: float
    turnaround: Floats
    weekday: int
    in_use: int
