"""What every doctor of a hospital is paid under one contract, as arrays.

The one computation of pay: a payslip (`sevenday.pay.price`) is its row of these in words.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from sevenday.contracts import Terms
from sevenday.contracts.value import ENDS, End
from sevenday.limits.lines import LineSource
from sevenday.model import Doctor, Hospital
from sevenday.pay.line_work import Floats
from sevenday.pay.lines import PaidLines, paid_lines
from sevenday.pay.models import LineAmounts, PayFloor, pay_model
from sevenday.pay.rounding import Rounding, to_the_penny, to_the_pound
from sevenday.pay.unsocial import UnsocialPay

LTFT_ROUNDING = {"basic": "ltft_basic", "band_supplement": "ltft_supplement"}
"""Names in `pay.rounding` of what the circulars round differently for part-time doctors."""


@dataclass(frozen=True, eq=False, slots=True)
class PricedLines:
    """Lines with what they earn, before and after rounding.

    `rounded`: by end of what is not known, each element's (n,) pounds a year; `protection` is what
    lifts a doctor to their floor.
    """

    terms: Terms
    lines: PaidLines
    amounts: LineAmounts
    rounded: dict[End, dict[str, Floats]]
    floors: tuple[PayFloor | None, ...]

    @property
    def notes(self) -> tuple[str, ...]:
        """Who and what was left out."""
        return (*self.lines.notes, *self.amounts.notes)


def price_lines(
    hospital: Hospital, terms: Terms, use: LineSource | None = None, rounding: Rounding = "penny"
) -> PricedLines:
    """Price every doctor whose grade the contract pays, in the order of the hospital.

    `use`: "template" or "rota"; by default the template where there is one. Raises InputError for a
    doctor without a grade, or where the contract has no pay on its date.
    """
    model = pay_model(terms)
    lines = paid_lines(hospital, terms, model.grades, use)
    amounts = model.amounts(lines, rounding)
    ltft = np.array([doctor.ltft for doctor in lines.doctors], np.bool_)
    rounded = {
        end: {
            element: _rounded(element, pounds, ltft, rounding, terms)
            for element, pounds in amounts.by_end[end].items()
        }
        for end in ENDS
    }
    floors = tuple(model.floor(doctor) for doctor in lines.doctors)
    if model.protects:
        total = sum_elements(rounded["value"], len(floors))
        floor = np.array([floor.amount if floor else 0.0 for floor in floors], np.float64)
        lift = _rounded("protection", np.maximum(floor - total, 0.0), ltft, rounding, terms)
        for end in ENDS:
            rounded[end]["protection"] = lift
    return PricedLines(terms, lines, amounts, rounded, floors)


def _rounded(
    element: str, pounds: Floats, ltft: npt.NDArray[np.bool_], rounding: Rounding, terms: Terms
) -> Floats:
    """An element to the penny; or to whole pounds, up where the contract says so."""
    if rounding == "penny":
        return to_the_penny(pounds)
    ways: Mapping[str, str] = terms.value("pay.rounding") if terms.has("pay.rounding") else {}
    full, part = (ways.get(name) == "up" for name in (element, LTFT_ROUNDING.get(element, element)))
    return to_the_pound(pounds, np.where(ltft, part, full))


def sum_elements(amounts: Mapping[str, Floats], n: int) -> Floats:
    """(n,) pounds to the penny: sums of pennies without floating-point error."""
    return np.round(sum(amounts.values(), np.zeros(n)), 2)


@dataclass(frozen=True, eq=False, slots=True)
class PayArrays:
    """The pay of a hospital's doctors under one contract, pounds a year.

    `amounts`: by end of what is not known, each element's (n,) to the penny. `unsocial`: what is
    paid for unsocial hours. `average_hours`: (n,) a week.
    """

    terms: Terms
    doctors: tuple[Doctor, ...]
    amounts: dict[End, dict[str, Floats]]
    unsocial: UnsocialPay
    average_hours: Floats
    notes: tuple[str, ...]

    def total(self, end: End = "value") -> Floats:
        """(n,) the sum of the elements."""
        return sum_elements(self.amounts[end], len(self.doctors))

    def rows(self, rows: npt.NDArray[np.int64]) -> "PayArrays":
        """Some of the doctors, in that order."""
        return replace(
            self,
            doctors=tuple(self.doctors[i] for i in rows.tolist()),
            amounts={end: _rows(table, rows) for end, table in self.amounts.items()},
            unsocial=UnsocialPay(
                _rows(self.unsocial.pounds, rows), _rows(self.unsocial.hours, rows)
            ),
            average_hours=self.average_hours[rows],
        )


def _rows(table: dict[str, Floats], rows: npt.NDArray[np.int64]) -> dict[str, Floats]:
    return {name: array[rows] for name, array in table.items()}


def pay_arrays(hospital: Hospital, terms: Terms, use: LineSource | None = None) -> PayArrays:
    """Pay of every doctor whose grade the contract pays, in the order of the hospital.

    `use` and what is raised: as `price_lines`.
    """
    priced = price_lines(hospital, terms, use)
    unsocial = priced.amounts.unsocial(priced.rounded["value"])
    doctors, hours = priced.lines.doctors, priced.lines.work.hours
    return PayArrays(terms, doctors, priced.rounded, unsocial, hours, priced.notes)
