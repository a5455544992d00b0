"""What every doctor of a hospital is paid under one contract, as arrays.

The same lines, elements and pennies as `sevenday.pay.price`, without its words: a country's doctors
are priced under several offers in seconds.
"""

from dataclasses import dataclass, replace

import numpy as np

from sevenday.clock import SATURDAY, SUNDAY
from sevenday.contracts import Terms
from sevenday.contracts.value import ENDS, End
from sevenday.contracts.windows import weekdays
from sevenday.model import Doctor, Hospital
from sevenday.pay.line_work import Floats, full_time_weekends
from sevenday.pay.models import nodal
from sevenday.pay.models.banding import banded_elements
from sevenday.pay.models.windows import Priced, priced, without_unknown_premia
from sevenday.pay.price import PaidLines, paid_lines, pay_goes_by
from sevenday.pay.protection import protection
from sevenday.talks.line_outcomes import line_outcomes

PARTS = ("saturday", "sunday", "night", "weekday", "weekend", "band")
"""What unsocial hours are paid as: by windows of Saturday, of Sunday, of every day (the night) or
of other days; by the weekend allowance; by the band's supplement, which tells no hour apart."""


@dataclass(frozen=True, eq=False, slots=True)
class PayArrays:
    """The pay of a hospital's doctors under one contract, pounds a year.

    `amounts`: by end of what is not known, each element's (n,) to the penny. `parts`: (n,) what is
    paid for unsocial hours, by `PARTS`; `hours`: (n,) hours a week so paid, where by the hour.
    """

    terms: Terms
    doctors: tuple[Doctor, ...]
    amounts: dict[End, dict[str, Floats]]
    parts: dict[str, Floats]
    hours: dict[str, Floats]
    average_hours: Floats
    notes: tuple[str, ...]

    def total(self, end: End = "value") -> Floats:
        """(n,) the sum of the elements."""
        return sum_elements(self.amounts[end], len(self.doctors))

    def of(self, rows: "np.ndarray[tuple[int], np.dtype[np.int64]]") -> "PayArrays":
        """Some of the doctors, in that order."""
        return replace(
            self,
            doctors=tuple(self.doctors[i] for i in rows.tolist()),
            amounts={
                end: {name: amount[rows] for name, amount in found.items()}
                for end, found in self.amounts.items()
            },
            parts={name: amount[rows] for name, amount in self.parts.items()},
            hours={name: hours[rows] for name, hours in self.hours.items()},
            average_hours=self.average_hours[rows],
        )


def pay_arrays(hospital: Hospital, terms: Terms, use: str | None = None) -> PayArrays:
    """Price every doctor whose grade the contract pays, in the order of the hospital.

    `use`: as `sevenday.pay.price` has it. Raises InputError as that does.
    """
    use = use or pay_goes_by(hospital)
    lines = paid_lines(hospital, terms, use)
    if terms.pay_model == "banding":
        found = _by_band(hospital, lines, terms, use)
    elif terms.pay_model == "premium_windows":
        found = _by_windows(hospital, lines, terms)
    else:
        found = _by_points(lines, terms)
    place = {doctor.name: i for i, doctor in enumerate(found.doctors)}
    order = [place[doctor.name] for doctor in hospital.doctors if doctor.name in place]
    return found.of(np.array(order, np.int64))


def sum_elements(amounts: dict[str, Floats], n: int) -> Floats:
    """(n,) pounds to the penny: sums of pennies without floating-point error."""
    return np.round(sum(amounts.values(), np.zeros(n)), 2)


def to_the_penny(amounts: Floats) -> Floats:
    """Half up to the penny, as `sevenday.pay.rounding.penny`, over arrays."""
    pennies: Floats = np.floor(np.round(amounts * 100, 5) + 0.5) / 100
    return pennies


def _pennies(amounts: dict[str, Floats]) -> dict[str, Floats]:
    return {element: to_the_penny(amount) for element, amount in amounts.items()}


def _by_band(hospital: Hospital, lines: PaidLines, terms: Terms, use: str) -> PayArrays:
    """Pay by the bands that the limits decide."""
    bands = {one.line.doctor: one.line.band or "" for one in line_outcomes(hospital, terms, use)}
    n = len(lines.doctors)
    amounts: dict[str, Floats] = {}
    for i, (doctor, hours) in enumerate(zip(lines.doctors, lines.figures.hours, strict=True)):
        for said, amount in banded_elements(doctor, float(hours), bands[doctor.name], False, terms):
            amounts.setdefault(said.element, np.zeros(n))[i] = amount
    amounts = _pennies(amounts)
    parts = {"band": amounts.get("band_supplement", np.zeros(n))}
    every: dict[End, dict[str, Floats]] = dict.fromkeys(ENDS, amounts)
    return PayArrays(terms, lines.doctors, every, parts, {}, lines.figures.hours, lines.notes)


def _by_points(lines: PaidLines, terms: Terms) -> PayArrays:
    """Pay by nodal point, each doctor lifted to the floor where they have one."""
    doctors, _, figures, notes = lines
    weekends = full_time_weekends(doctors, figures)
    staff = nodal.staff_arrays(doctors, terms)
    known = _pennies(nodal.amounts(figures, weekends, staff, terms))
    lifted = np.zeros(len(doctors))
    for i, total in enumerate(sum_elements(known, len(doctors)).tolist()):
        if doctors[i].protected_band and (found := protection(doctors[i], total, terms)):
            lifted[i] = found[1]
    known["protection"] = to_the_penny(lifted)
    by_end: dict[End, dict[str, Floats]] = {
        end: known | {"flexible_premium": to_the_penny(premia_at(doctors, staff.wte, terms, end))}
        for end in ENDS
    }
    parts = {"night": known["night"], "weekend": known["weekend"]}
    hours = {"night": figures.night_hours}
    return PayArrays(terms, doctors, by_end, parts, hours, figures.hours, notes)


def premia_at(doctors: tuple[Doctor, ...], wte: Floats, terms: Terms, end: End) -> Floats:
    """(n,) flexible premia in pounds a year, at one end of what is not known of them."""
    if not any(doctor.premia for doctor in doctors):
        return np.zeros(len(doctors))
    of = terms.get("pay.premia").at(end)
    return wte * np.array([sum(float(of[name]) for name in d.premia) for d in doctors], np.float64)


def _by_windows(hospital: Hospital, lines: PaidLines, terms: Terms) -> PayArrays:
    """Pay by windows of the week, at the best guess and both ends."""
    doctors, left_out = without_unknown_premia(lines.doctors, terms)
    found = priced(doctors, lines.measures, hospital.cells, lines.figures, terms)
    notes = (*lines.notes, *left_out)
    if terms.has("pay.bank_holiday_premium"):
        notes += ("The premium on bank holidays is not counted: pay goes by the weekday.",)
    by_end: dict[End, dict[str, Floats]] = {end: _pennies(found.amounts[end]) for end in ENDS}
    hours, parts = _by_part(found, terms)
    return PayArrays(terms, lines.doctors, by_end, parts, hours, lines.figures.hours, notes)


def _by_part(found: Priced, terms: Terms) -> tuple[dict[str, Floats], dict[str, Floats]]:
    """Hours a week and pounds a year by part, each hour in the window that pays for it."""
    rows = terms.value("pay.premium_windows")
    if terms.has("pay.saturday_premium"):
        rows = (*rows, *terms.value("pay.saturday_premium"))
    paid_now = found.often.paid.astype(np.int64)
    worked = found.premium.hours[np.arange(len(paid_now)), paid_now]
    hourly = found.staff.basic / terms.value("pay.basic_hours")
    hours: dict[str, Floats] = {}
    parts: dict[str, Floats] = {}
    for k, row in enumerate(rows):
        part = part_of(row["days"])
        zero = np.zeros(len(worked))
        hours[part] = hours.get(part, zero) + worked[:, k]
        parts[part] = parts.get(part, zero) + hourly * worked[:, k] * found.windows.shares[k]
    return hours, parts


def part_of(days: str) -> str:
    """The part of `PARTS` that a window's days are paid as."""
    return {
        (SATURDAY,): "saturday",
        (SUNDAY,): "sunday",
        (SATURDAY, SUNDAY): "weekend",
        tuple(range(7)): "night",
    }.get(weekdays(days), "weekday")
