"""The work that a usual week brings a service, against the doctors and beds there."""

from collections.abc import Iterator
from dataclasses import dataclass

from sevenday.flow.hospital.beds import BedsOf
from sevenday.flow.hospital.care import review_hours, work_hours
from sevenday.flow.hospital.days_run import WARM_UP
from sevenday.flow.hospital.defaults import default_list
from sevenday.flow.hospital.demand import CLASSES, WeekOfArrivals
from sevenday.flow.hospital.quarters import DoctorsByQuarter
from sevenday.flow.simulation.inputs import TIERS, Care


@dataclass(frozen=True, eq=False, slots=True)
class ServiceLoad:
    """The work that a usual week brings a service, and who is there to do it.

    `work_hours`, `doctor_hours`: a week's, both as of tier 3. `beds_taken`: beds in use on average,
    were there always one free; `beds`: how many there are on average, -1 without limit.
    `may_leave`: whether patients who have waited long leave unseen ([flow] leaving).
    """

    service: str
    work_hours: float
    doctor_hours: float
    beds_taken: float
    beds: float
    may_leave: bool = True

    @property
    def busy(self) -> float:
        """The share of doctors' time that patients take, were none to leave."""
        return self.work_hours / self.doctor_hours if self.doctor_hours else float("inf")

    @property
    def beds_full(self) -> float:
        """Beds taken against those there; 0 without limit."""
        return self.beds_taken / max(1, self.beds) if self.beds >= 0 else 0.0


def load_words(load: ServiceLoad) -> Iterator[str]:
    """What never clears, a sentence each."""
    if load.busy >= 1:
        leave = "those who leave unseen, " if load.may_leave else ""
        yield (
            f"{load.service}: its queue never clears: a week's patients need "
            f"{load.work_hours:.0f} hours of doctors' work and {load.doctor_hours:.0f} are "
            f"there. What ends it is {leave}more doctors, or fewer patients."
        )
    if load.beds_full >= 1:
        yield (
            f"{load.service}: beds never clear: {load.beds_taken:.0f} would be in use on "
            f"average and there are {load.beds:g}."
        )


def admitted_daily(week: WeekOfArrivals, care: Care) -> float:
    """Patients a day who need a bed, if most are first seen by tier 1."""
    by_class = week.patients.sum(axis=(0, 1)) / 7
    share = default_list("ambulance")
    chance = share * care.admitted[1, :CLASSES, 0] + (1 - share) * care.admitted[0, :CLASSES, 0]
    return float(by_class @ chance)


def load_of(
    service: str,
    week: WeekOfArrivals,
    care: Care,
    doctors: DoctorsByQuarter,
    taken: float,
    beds: BedsOf,
) -> ServiceLoad:
    """The work of a week against the doctors' time, each tier's by its own pace.

    Every tier sees the same mix, so a tier's pace is what tier 3 takes against what it takes, with
    the reviews that its patients need of seniors.
    """
    by_class = week.patients.sum(axis=(0, 1))
    as_of_three = float(by_class @ work_hours(care, 2)[:CLASSES])
    doctor_hours = 0.0
    of_week = doctors.usual[:, 4 * 24 * WARM_UP :][:, : 4 * 24 * 7]
    weeks = of_week.shape[1] / (4 * 24 * 7)
    for tier in range(TIERS):
        own = float(by_class @ (work_hours(care, tier) + review_hours(care, tier))[:CLASSES])
        doctor_hours += float(of_week[tier].sum()) / 4 / weeks * as_of_three / own
    there = float(beds.beds[2 * WARM_UP :][:14].mean()) if len(beds.beds) > 1 else -1.0
    return ServiceLoad(service, as_of_three, doctor_hours, taken, there, bool(care.leaving.any()))
