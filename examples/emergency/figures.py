"""Every number that the example department is made of, fixed here beside where it comes from.

SOURCE.md is written from these tables, so a number cannot be used and not be listed. A source in
square brackets is a page that says the figure; "our assumption" is no fact about any hospital.
"""

from typing import NamedTuple

ASSUMED = "our assumption"
SHAPE = "typical shape (compiler's knowledge, middling sure)"
ARRIVALS = "A&E attendances by hour and weekday, England, 2024/25 [tod-2425]"


class Figure(NamedTuple):
    """One number, what it means and who says so."""

    value: float
    says: str
    source: str


class Team(NamedTuple):
    """The doctors of a tier: posts by grade, how many of them part time, and what they may do."""

    tier: int
    short: str
    grades: dict[str, int]
    part_time: dict[float, int]
    competences: tuple[tuple[str, int], ...]


FIGURES = {
    "weeks": Figure(26, "weeks of rota, from the changeover of August 2026", ASSUMED),
    "doctors": Figure(40, "resident doctors; within 20 to 40 of a tier-1 rota", SHAPE),
    "day_1": Figure(10, "tier 1 by day, Tuesday to Friday", ASSUMED),
    "day_2": Figure(5, "tier 2 by day, Tuesday to Friday", ASSUMED),
    "monday": Figure(
        1,
        "one more of each tier on Mondays, the busiest day (1.14 of the mean)",
        ARRIVALS + "; the number is our assumption",
    ),
    "weekend_1": Figure(6, "tier 1 by day on Saturdays and Sundays", ASSUMED),
    "weekend_2": Figure(3, "tier 2 by day on Saturdays and Sundays", ASSUMED),
    "night_1": Figure(2, "tier 1 at night; within 3-6 of a whole hospital", SHAPE),
    "night_2": Figure(
        1,
        "tier 2 at night, ST4 or above: in resus, day and night",
        "A&E standard: ST4 or above present 24/7 (compiler's knowledge, middling sure)",
    ),
    "clinic_1": Figure(
        4, "tier 1 on working days in ambulatory care, clinics and teaching", ASSUMED
    ),
    "clinic_2": Figure(2, "tier 2 on working days in ambulatory care, clinics and audit", ASSUMED),
    "children": Figure(1, "tier 1 trained in children's emergencies on each late", ASSUMED),
    "hours_least": Figure(36, "rostered hours a week of a whole-time post, at least", ASSUMED),
    "hours_most": Figure(
        41,
        "rostered hours a week of a whole-time post, at most: with the leave "
        "below under 48 on average",
        ASSUMED,
    ),
    "leave_days": Figure(
        18,
        "days of leave in the 26 weeks of a whole-time post: half of 27, and study leave",
        ASSUMED,
    ),
    "leave_block": Figure(
        5, "days of leave that are asked for together, Monday to Friday", ASSUMED
    ),
    "away_1": Figure(5, "tier 1 on leave on one day, at most", ASSUMED),
    "away_2": Figure(3, "tier 2 on leave on one day, at most", ASSUMED),
    "beside_leave": Figure(5, "weight of a weekend off beside a week of leave", ASSUMED),
    "off": Figure(2, "other days that a doctor asks off", ASSUMED),
    "on": Figure(0.25, "doctors who ask for one shift of their choice, a share", ASSUMED),
    "heaviest": Figure(3, "weight of such a request, at most (drawn from 1 up)", ASSUMED),
}

TEAMS = (
    Team(
        1,
        "SHO",
        {"F2": 8, "CT1": 4, "CT2": 4, "CT3": 2, "ST1": 4, "ST2": 4},
        {0.8: 2, 0.6: 3},
        (("children", 12),),
    ),
    Team(2, "REG", {"ST4": 4, "ST5": 4, "ST6": 4, "ST3": 2}, {0.8: 2, 0.6: 2}, (("resus", 14),)),
)
"""Grades, part-time posts and competences: our assumption, in the mix of two to one by tier."""

SHIFTS = (
    ("D", "Ambulatory care, clinic or teaching", "08:00", "17:00", "30", "standard_day"),
    ("E", "Early", "08:00", "18:00", "30+30", "ed_early"),
    ("M", "Mid", "12:00", "22:00", "30+30", "ed_mid"),
    ("T", "Late", "14:00", "00:00", "30+30", "twilight"),
    ("N", "Night", "22:00", "08:00", "30+30", "ed_night"),
)
"""Code, name, start, end, breaks, and the shape's name; breaks are our assumption."""

RANKS = {"N": 1, "E": 2, "M": 2, "T": 2, "D": 5}
"""Our assumption, in the order of life and limb first."""

WEEKDAY = (
    2.12,
    1.33,
    1.00,
    0.91,
    0.90,
    0.97,
    0.96,
    1.73,
    4.76,
    6.78,
    7.28,
    7.49,
    7.18,
    6.74,
    6.47,
    6.34,
    6.57,
    6.43,
    5.99,
    5.10,
    4.34,
    3.54,
    2.83,
    2.24,
)
WEEKEND = (
    2.55,
    1.71,
    1.32,
    1.20,
    1.16,
    1.23,
    1.14,
    2.04,
    5.38,
    6.16,
    7.03,
    7.32,
    7.03,
    6.70,
    6.47,
    6.28,
    5.93,
    5.63,
    5.12,
    4.74,
    4.38,
    3.75,
    3.14,
    2.59,
)
"""Arrivals by hour, per cent of the day: ARRIVALS."""


def figure(name: str) -> float:
    """A figure's value."""
    return FIGURES[name].value


def whole(name: str) -> int:
    """A figure that is a whole number."""
    return int(FIGURES[name].value)
