"""The fewest hours of duty that put so many doctors at work in each hour of the week."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from sevenday.errors import Fault, InputError
from sevenday.flow.hospital.doctors import breaks_of
from sevenday.flow.hospital.quarters import OnDuty, at_work
from sevenday.flow.simulation.inputs import Floats, Ints
from sevenday.milp.highs import MilpParams, solve
from sevenday.milp.model import MilpModel
from sevenday.model import Hospital, Requirement, Shift

WEEK = 7 * 24
MOST = 60
"""Doctors who start one shift on one day, at most."""
APART = 10.0
"""What an hour of seniors beyond or below their share costs, against an hour of duty."""
SECONDS, NODES = 20.0, 5000
LOW, GRAVE = 3, 2
"""Ranks of a tier 1 and of a senior's place that cover.csv does not have yet."""
PRESENT = 0.5
"""Doctors at work in an hour that count as somebody there: breaks are in it."""
SPARE = 4
"""Doctors on one shift over whom breaks are taken in turn: its mean hour is theirs."""


class StartingShift(NamedTuple):
    """A shift that doctors of a tier may start: its code, length, and who it is for in cover.csv.

    `at_work`: (hours,) the share of each hour from its day's midnight in which it sees patients.
    """

    code: str
    tier: int
    hours: float
    at_work: Floats
    competence: str
    rank: int


def starting_shift(shift: Shift, breaks: tuple[int, ...], need: Requirement) -> StartingShift:
    """A shift as a row of cover.csv has it."""
    team = OnDuty(1, shift.start, shift.end, SPARE, breaks=breaks)
    quarters = np.zeros(4 * 48)
    for k in range(SPARE):
        for start, end in at_work(team, k):
            quarters[start // 15 : end // 15] += 1 / SPARE
    by_hour = quarters.reshape(48, 4).mean(axis=1)
    tier = need.tier or 1
    return StartingShift(shift.code, tier, shift.minutes / 60, by_hour, need.competence, need.rank)


def shifts_to_start(hospital: Hospital, service: str) -> list[StartingShift]:
    """What doctors of a service can start: for each tier one shift of the same hours.

    Those of cover.csv come first, with their competence and rank, the least grave before others;
    without rows each resident shift of the service, for tiers 1 and 2.
    """
    codes = [
        code
        for code, shift in hospital.shifts.items()
        if not shift.on_call
        and shift.service in ("", service)
        and hospital.flow.sees.get(code, 1.0) == 1.0
    ]
    needs = [
        need for need in hospital.cover if need.service in ("", service) and need.shift in codes
    ]
    if not needs:
        needs = [
            Requirement(service, code, "all", 0, 0, tier=tier, rank=GRAVE if tier > 1 else LOW)
            for code in codes
            for tier in (1, 2)
            if hospital.shifts[code].tier in (None, tier)
        ]
    found: dict[tuple[int, int, int], StartingShift] = {}
    for need in sorted(needs, key=lambda need: -need.rank):
        shift = hospital.shifts[need.shift]
        key = (need.tier or 1, shift.start, shift.end)
        found.setdefault(key, starting_shift(shift, breaks_of(shift), need))
    if not found:
        what = f"{service}: no shift that its doctors could start"
        expected = f"resident shifts of {service!r} in shifts.csv"
        raise InputError(Fault(what, "shifts.csv", expected=expected, code="nothing-to-fill"))
    return list(found.values())


def fewest(
    shifts: Sequence[StartingShift],
    needed: Floats,
    seniors: Floats,
    share: float,
    beside: Floats | None = None,
) -> Ints | None:
    """(7, shifts) how many start each shift on each weekday; None where no number is enough.

    Whole numbers by HiGHS, the fewest hours of duty; the week is a circle.

    Parameters
    ----------
    shifts
        Those that may be started.
    needed, seniors
        (168,) doctors at work in each hour of the week, of all tiers and of tiers 2 and 3.
    share
        Of each day's duty hours that tiers 2 and 3 have, within half a duty; another where none
        else is enough.
    beside
        (2, 7) duty hours of each day that are there already and count in that share, of all tiers
        and of tiers 2 and 3.
    """
    model = MilpModel()
    columns = [[model.variable(MOST) for _ in shifts] for _ in range(7)]
    if not _add_presence(model, columns, shifts, needed, seniors):
        return None
    there = np.zeros((2, 7)) if beside is None else beside
    lacking = (share * there[0] - there[1]).tolist()
    one = max(shift.hours for shift in shifts)
    costs = [(row[k], shift.hours) for row in columns for k, shift in enumerate(shifts)]
    for row, lacks in zip(columns, lacking, strict=True):
        over, under = model.variable(24 * MOST), model.variable(24 * MOST)
        mix = [(row[k], (share - (shift.tier > 1)) * shift.hours) for k, shift in enumerate(shifts)]
        model.row([*mix, (over, 1.0), (under, -1.0)], -one / 2 - lacks, one / 2 - lacks)
        costs += [(over, APART), (under, APART)]
    model.minimise(costs)
    found = solve(model, MilpParams(seconds=SECONDS, nodes=NODES, gap=0.005))
    if found.values is None:
        return None
    return np.array([[round(found.values[c]) for c in row] for row in columns], np.int64)


def least_hours(
    shifts: Sequence[StartingShift], work: float, needed: Floats, seniors: Floats
) -> float:
    """A bound: hours of duty a week that no fewer do some work in, with somebody always there.

    `work`: hours with patients a week. `needed`, `seniors`: (168,) doctors at work at least, of all
    tiers and of tiers 2 and 3.
    """
    model = MilpModel()
    columns = [[model.variable(MOST) for _ in shifts] for _ in range(7)]
    if not _add_presence(model, columns, shifts, needed, seniors):
        return 0.0
    each = [(row[k], shift) for row in columns for k, shift in enumerate(shifts)]
    model.row([(column, float(shift.at_work.sum())) for column, shift in each], work, np.inf)
    model.minimise([(column, shift.hours) for column, shift in each])
    return solve(model, MilpParams(seconds=SECONDS, nodes=NODES)).bound


def _add_presence(
    model: MilpModel,
    columns: Sequence[Sequence[int]],
    shifts: Sequence[StartingShift],
    needed: Floats,
    seniors: Floats,
) -> bool:
    """Rows for doctors at work in each hour; whether shifts reach over every one."""
    for tier, least in ((1, needed), (2, seniors)):
        own = [k for k, shift in enumerate(shifts) if shift.tier >= tier]
        for hour in np.flatnonzero(least > 0).tolist():
            terms = []
            for day in range(7):
                for k in own:
                    at = (hour - 24 * day) % WEEK
                    part = shifts[k].at_work[at] if at < 48 else 0.0
                    if part > 0:
                        terms.append((columns[day][k], round(float(part), 6)))
            if not terms:
                return False
            model.row(terms, float(least[hour]), np.inf)
    return True


def at_work_by_hour(shifts: Sequence[StartingShift], starts: Ints) -> Floats:
    """(2, 168) doctors at work in each hour of the week: of all tiers, and of tiers 2 and 3."""
    found = np.zeros((2, WEEK))
    for day, k in zip(*np.nonzero(starts), strict=True):
        for at, part in enumerate(shifts[k].at_work):
            hour = (24 * day + at) % WEEK
            found[0, hour] += starts[day, k] * part
            found[1, hour] += starts[day, k] * part * (shifts[k].tier > 1)
    return found


def hours_of_duty(shifts: Sequence[StartingShift], starts: Ints) -> float:
    """Hours of duty a week."""
    return float(starts.sum(axis=0) @ np.array([shift.hours for shift in shifts]))
