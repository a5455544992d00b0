"""The posts of a walkout in which another senior does most, as rows of its cover.csv.

What counts is patients who are seen and gone within four hours. Patient-hours alone would not do:
where many leave unseen, whoever stays to be seen adds some.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from sevenday.clock import DAY, hhmm, moment
from sevenday.flow.hospital.arms import ServiceArm
from sevenday.flow.hospital.doctors import breaks_of
from sevenday.flow.hospital.estimates import Estimate, mean_of
from sevenday.flow.hospital.measure import FOUR
from sevenday.flow.hospital.one_more import DoctorsChanged, OnProgress
from sevenday.flow.hospital.quarters import DoctorsByQuarter, OnDuty
from sevenday.flow.simulation.inputs import Floats, Ints
from sevenday.flow.simulation.replicate import Runs
from sevenday.model import Hospital, Requirement
from sevenday.model.walkout import Walkout
from sevenday.walkout.law.caught import is_caught

SENIOR = 2
"""The lowest tier of a senior."""


@dataclass(frozen=True, eq=False, slots=True)
class SeniorPost:
    """One senior more on one shift of one date: the row of cover.csv, and what it does.

    With those before it in place: `on_time`, patients more who are seen and gone within four
    hours; `hours`, patient-hours in the department saved, below 0 where more stay to be seen.
    `clock`: from when to when the shift is, as 08:00-18:00.
    """

    need: Requirement
    clock: str
    on_time: Estimate
    hours: Estimate


def more_seniors(
    hospital: Hospital,
    walkout: Walkout,
    arms: Sequence[ServiceArm],
    many: int,
    numbers: Sequence[int],
    seed: int,
    on_progress: OnProgress | None = None,
) -> tuple[SeniorPost, ...]:
    """So many posts, one after the other, each where another senior then does most.

    Tried is every place of cover.csv of tier 2 or 3 that the action catches, on each of its dates.
    Fewer are given where no other does anything for sure.
    """
    trials = [DoctorsChanged(arm, numbers, seed) for arm in arms]
    there = [dict(trial.there) for trial in trials]
    base = [trial.run(doctors) for trial, doctors in zip(trials, there, strict=True)]
    posts = [
        (k, need, _at_work(hospital, need, trial))
        for k, trial in enumerate(trials)
        for need in _posts(hospital, walkout, trial)
    ]
    found: list[SeniorPost] = []
    for n in range(many):
        best: tuple[Estimate, int, Requirement, dict[int, Ints], Runs] | None = None
        for m, (k, need, rows) in enumerate(posts):
            more = {number: doctors + rows for number, doctors in there[k].items()}
            runs = trials[k].run(more)
            on_time = mean_of(_within_four(runs) - _within_four(base[k]))
            if on_time.low > 0 and (best is None or on_time.value > best[0].value):
                best = (on_time, k, need, more, runs)
            if on_progress is not None:
                on_progress("posts tried", n * len(posts) + m + 1, many * len(posts))
        if best is None:
            break
        on_time, k, need, there[k], runs = best
        hours = trials[k].patient_hours(base[k]) - trials[k].patient_hours(runs)
        base[k] = runs
        found.append(SeniorPost(need, _clock(hospital, need), on_time, mean_of(hours)))
    return tuple(found)


def _clock(hospital: Hospital, need: Requirement) -> str:
    shift = hospital.shifts[need.shift]
    return f"{hhmm(shift.start)}-{hhmm(shift.end)}"


def _within_four(runs: Runs) -> Floats:
    """(replications,) patients who came in the days looked at and were gone within four hours."""
    return np.array([float((each.stay <= FOUR).sum()) for each in runs.records])


def _posts(hospital: Hospital, walkout: Walkout, trial: DoctorsChanged) -> Iterator[Requirement]:
    """Rows for one senior more: hours that cover.csv has a senior in, on each date caught.

    Of places of the same hours the least grave says the shift, competence and rank.
    """
    seen: set[tuple[int, int, date, int | None]] = set()
    for need in sorted(hospital.cover, key=lambda need: -need.rank):
        ours = need.service in ("", trial.arm.service) and need.span is None
        if not ours or (need.tier or 1) < SENIOR or hospital.shifts[need.shift].on_call:
            continue
        shift = hospital.shifts[need.shift]
        for k in range(trial.days.looked_at):
            day = trial.days.first + timedelta(days=k)
            caught = is_caught(walkout, moment(day, shift.start), moment(day, shift.end))
            key = (shift.start, shift.end, day, need.tier)
            if caught and need.holds_on(day) and key not in seen:
                seen.add(key)
                yield replace(need, days=day.isoformat(), min=1, ideal=1, max=None)


def _at_work(hospital: Hospital, need: Requirement, trial: DoctorsChanged) -> Ints:
    """(tiers, quarters) when the post's senior sees patients."""
    shift = hospital.shifts[need.shift]
    k = (date.fromisoformat(need.days) - trial.days.start).days
    duty = OnDuty(
        need.tier or SENIOR, k * DAY + shift.start, k * DAY + shift.end, 1, breaks=breaks_of(shift)
    )
    return np.asarray(DoctorsByQuarter([duty], 24 * trial.days.all, trial.seed).fixed)
