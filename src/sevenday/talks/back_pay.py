"""Back pay: what doctors are owed for the days before new pay is announced."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import ClassVar

from sevenday.contracts import Terms
from sevenday.contracts.value import ENDS, End
from sevenday.model import Doctor, Hospital
from sevenday.pay import price
from sevenday.pay.result import DoctorPay
from sevenday.pay.rounding import penny
from sevenday.results import Result

DAYS_A_YEAR = 365


@dataclass(frozen=True, slots=True)
class BackPay(Result):
    """What is owed to each doctor for the days before the new pay is announced, in pounds.

    `owed`: at the best guess; `low`, `high`: at the ends of what is not known.
    """

    KEYS: ClassVar[str] = "first last total owed low high"

    first: date
    last: date
    owed: dict[str, float]
    low: dict[str, float]
    high: dict[str, float]

    @property
    def total(self) -> float:
        """The sum over doctors, to the penny."""
        return penny(sum(self.owed.values()))

    @property
    def ends(self) -> tuple[float, float]:
        """The same at both ends of what is not known."""
        return penny(sum(self.low.values())), penny(sum(self.high.values()))


def back_pay(
    hospital: Hospital, before: Terms, after: Terms, announced: date, effective: date
) -> BackPay:
    """What each doctor is owed from the date of effect to the day before the announcement.

    Days of a year: a 365th of the yearly difference each, under the terms of that day as they are
    known on that of the announcement; from the day a doctor joined to the day they left. Nothing
    is owed where the announcement comes first, and nothing is taken back for days on which a
    doctor would have had less.
    """
    owed: dict[End, dict[str, float]] = {end: {} for end in ENDS}
    turns = {v.effective_from for terms in (before, after) for v in terms.contract.values}
    starts = [effective, *sorted(day for day in turns if effective < day < announced)]
    for first, end in pairwise([*starts, max(effective, announced)]):
        old, new = (
            {slip.doctor: slip for slip in price(hospital, terms).doctors}
            for terms in (Terms(each.contract, first, announced) for each in (before, after))
        )
        for doctor in hospital.doctors:
            if doctor.name not in old or doctor.name not in new:
                continue
            days = _days(doctor, first, end)
            for at, more in _differences(old[doctor.name], new[doctor.name]).items():
                pounds = max(0.0, more) * days / DAYS_A_YEAR
                owed[at][doctor.name] = owed[at].get(doctor.name, 0.0) + pounds
    low, value, high = ({name: penny(pounds) for name, pounds in owed[at].items()} for at in ENDS)
    return BackPay(effective, announced - timedelta(days=1), value, low, high)


def _differences(old: DoctorPay, new: DoctorPay) -> dict[End, float]:
    """How much more the new pay is a year: at best, and the least and most that it may be."""
    least, most = new.bounds or (new.total, new.total)
    was_least, was_most = old.bounds or (old.total, old.total)
    return {"low": least - was_most, "value": new.total - old.total, "high": most - was_least}


def _days(doctor: Doctor, first: date, end: date) -> int:
    """The days from one date to the day before another on which a doctor is here."""
    here = max(first, doctor.joined or first)
    gone = min(end, doctor.left + timedelta(days=1) if doctor.left else end)
    return max(0, (gone - here).days)
