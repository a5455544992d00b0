"""Pay by programmed activities: a place on a scale, 4 h an activity, 3 h in premium time.

Sources: facts of the consultants' contract of 2003 and of the contracts of 2021 (facts2.md 7).
"""

from collections.abc import Collection
from typing import NoReturn

import numpy as np

from sevenday.contracts.value import End
from sevenday.errors import Fault, InputError
from sevenday.model import Doctor
from sevenday.pay.line_work import Floats
from sevenday.pay.linear_pay import Segments
from sevenday.pay.lines import PaidLines
from sevenday.pay.models.model import BasicPay
from sevenday.pay.models.staff import Staff
from sevenday.pay.models.windows import WindowPay

SCALES = ("pay.nodal", "pay.specialty_doctor", "pay.specialist")
"""Scales by completed years or steps; a doctor's `point` counts their places, one after another."""


class ActivityPay(WindowPay):
    """Basic pay of ten activities by years served; further activities at a tenth of it each.

    An hour in premium time is a third more of an activity. A full-time week holds ten: so what
    premium time adds is paid as far as the week comes to more than ten.
    """

    def paid_grades(self) -> Collection[str]:
        """The grades that have a scale."""
        grades: Collection[str] = self.terms.value("pay.point_of_grade")
        return grades

    def basic(self, grade: str, end: End = "value") -> BasicPay:
        """Basic pay at the first point of the grade's scale: years served are not in a grade."""
        return self._of_point(self.terms.value("pay.point_of_grade")[grade])

    def basics(self, doctors: tuple[Doctor, ...], end: End = "value") -> tuple[BasicPay, ...]:
        """Basic pay of each doctor, at `point` of doctors.csv where it stands."""
        return tuple(
            self.basic(doctor.grade, end) if doctor.point is None else self._place(doctor)
            for doctor in doctors
        )

    def _places(self) -> list[tuple[str, str, float]]:
        """Each place: its term, its point and its pounds a year."""
        return [
            (term, point, float(pounds))
            for term in SCALES
            if self.terms.has(term)
            for point, pounds in self.terms.value(term).items()
        ]

    def _place(self, doctor: Doctor) -> BasicPay:
        """Basic pay at a doctor's own place. Raises InputError where the scale ends before it."""
        places, place = self._places(), doctor.point or 0
        if place >= len(places):
            what = f"{doctor.name}: no such place on the scale"
            expected = ", ".join(f"{k} (point {point})" for k, (_, point, _) in enumerate(places))
            raise InputError(
                Fault(
                    what, "doctors.csv", None, "point", f"{place}", expected, code="unknown-grade"
                )
            )
        return self._worked(*places[place])

    def _of_point(self, point: str) -> BasicPay:
        return self._worked(*next(row for row in self._places() if row[1] == point))

    def _worked(self, term: str, point: str, pounds: float) -> BasicPay:
        scale = "" if term == SCALES[0] else f"{term.partition('.')[2].replace('_', ' ')} "
        working = f"{scale}point {point}: £{pounds:,.0f}"
        return BasicPay(pounds, working, (self.terms.get(term), self.terms.get("job.activities")))

    def paid_premium(self, premium: Floats, hours: Floats, staff: Staff) -> Floats:
        """What premium time adds beyond ten activities; all of it for part of full time."""
        over = np.clip(hours + premium - self.terms.value("pay.basic_hours"), 0.0, premium)
        return np.where(staff.ltft, premium, over)

    def linear(self, lines: PaidLines, segments: Segments) -> NoReturn:
        """No terms that talks move are held of it: raises InputError."""
        what = f"{self.terms.id} is paid by programmed activities: no talks are held of it"
        raise InputError(what, code="not-in-contract")
