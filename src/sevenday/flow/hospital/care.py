"""What is done for patients: how long each tier takes, results, reviews, who is admitted."""

from collections.abc import Sequence

import numpy as np

from sevenday.flow.hospital.defaults import default, default_list
from sevenday.flow.hospital.demand import CLASSES, WARD_CALL
from sevenday.flow.simulation.inputs import AGAIN, FIRST, SENIOR, TIERS, Care, Floats
from sevenday.model import FlowSettings, ServiceTime

STEPS = {"first": FIRST, "review": AGAIN, "senior": SENIOR}
"""The steps of service_times.csv as kinds of task: a `review` is a visit after results."""
BEFORE_CALLS = 2
"""Classes, the gravest, whose patients come before a ward's call."""


def care_for(
    service: str,
    times: Sequence[ServiceTime],
    settings: FlowSettings,
    seniors: bool,
) -> Care:
    """What is done for a service's patients: its own times where it has them, else the defaults.

    `seniors`: whether anybody of tier 2 or 3 is ever there; without, nobody is reviewed.
    """
    hours, cv = _task_times(service, times, settings)
    classes = CLASSES + 1
    again = default("investigated_again")
    investigated = np.zeros((2, classes))
    investigated[0, :CLASSES] = default_list("investigated")
    investigated[1, :CLASSES] = np.where(investigated[0, :CLASSES] > 0, again, 0.0)
    reviewed = np.zeros((classes, TIERS))
    if seniors:
        reviewed[:CLASSES] = default_list("reviewed")
    least = np.zeros((3, classes), np.int64)
    least[SENIOR] = 1
    leaving = np.zeros(classes)
    if settings.leaving:
        leaving[:CLASSES] = settings.leave_rate * default_list("leaving")
    away = np.full(classes, settings.results * default("results_minutes") / 60)
    crowded = default_list("crowded") if settings.crowding else np.array([0.0, 1.0])
    return Care(
        hours,
        cv,
        investigated,
        away,
        np.full(classes, default("results_cv")),
        reviewed,
        _admitted(settings.admit_odds),
        leaving,
        least,
        _order(classes),
        crowded,
        WARD_CALL if settings.ward_beds.get(service) else -1,
    )


def _task_times(
    service: str, times: Sequence[ServiceTime], settings: FlowSettings
) -> tuple[Floats, Floats]:
    """(3, classes, tiers) hours of each task and their spread; the row that says most comes last.

    The defaults' minutes are a patient's whole work: the first visit is so long that it and the
    visits after results come to them.
    """
    first_again = default_list("investigated")
    later = first_again / (1 - default("investigated_again"))
    ratio = default("later_visit")
    first = settings.work * default_list("doctor_minutes") / (1 + ratio * later)
    by_tier = default_list("tier_factor")
    minutes = np.zeros((3, CLASSES + 1, TIERS))
    minutes[FIRST, :CLASSES] = first[:, None] * by_tier
    minutes[AGAIN, :CLASSES] = ratio * first[:, None] * by_tier
    minutes[SENIOR, :CLASSES] = settings.work * default("review_minutes")
    minutes[:, WARD_CALL] = settings.work * default("ward_call_minutes")
    cv = np.full_like(minutes, default("doctor_minutes_cv"))

    def says(row: ServiceTime) -> tuple[bool, bool, bool]:
        return row.service != "", row.triage is not None, row.tier is not None

    own = [row for row in times if row.service in ("", service)]
    for row in sorted(own, key=says):
        kinds = slice(0, CLASSES) if row.triage is None else row.triage - 1
        tiers = slice(None) if row.tier is None else row.tier - 1
        minutes[STEPS[row.step], kinds, tiers] = row.minutes
        cv[STEPS[row.step], kinds, tiers] = row.cv
    return minutes / 60, cv


def _admitted(hospital_odds: float) -> Floats:
    """(2, classes, tiers) the chance of a bed, of those who walked in and came by ambulance.

    By ambulance the odds are higher, and the two together are the class's own share, moved by the
    hospital's odds against those of the defaults.
    """
    found = np.zeros((2, CLASSES + 1, TIERS))
    odds, shares = default("ambulance_odds"), default_list("ambulance")
    usual = default_list("admitted")
    own = hospital_odds * usual / (1 - usual + hospital_odds * usual)
    for kind, share in enumerate(own):
        low, high = 0.0, 1.0
        for _ in range(60):
            walks = (low + high) / 2
            rides = odds * walks / (1 - walks + odds * walks)
            both = shares[kind] * rides + (1 - shares[kind]) * walks
            low, high = (walks, high) if both < share else (low, walks)
        found[:, kind] = np.outer([walks, rides], default_list("admitted_by_tier"))
    return found


def _order(classes: int) -> np.ndarray:
    """(3, classes) a task's place: the graver class first, then a review, results, first contact.

    A ward's call comes after the gravest classes.
    """
    order = np.zeros((3, classes), np.int64)
    in_turn = [*range(BEFORE_CALLS), WARD_CALL, *range(BEFORE_CALLS, CLASSES)]
    for place, kind in enumerate(in_turn):
        for k, task in enumerate((SENIOR, AGAIN, FIRST)):
            order[task, kind] = 3 * place + k
    return order


def work_hours(care: Care, tier: int) -> Floats:
    """(classes,) hours of a doctor's work for a patient whom a tier sees, and of their review."""
    again = care.investigated[0] / np.maximum(1e-9, 1 - care.investigated[1])
    own = care.hours[FIRST, :, tier] + again * care.hours[AGAIN, :, tier]
    return np.asarray(own)


def review_hours(care: Care, tier: int) -> Floats:
    """(classes,) hours of a senior's review for a patient whom a tier sees."""
    return np.asarray(care.reviewed[:, tier] * care.hours[SENIOR, :, 1:].mean(axis=1))
