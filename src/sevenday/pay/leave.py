"""Leave that a doctor is entitled to in a post, and days in lieu of public holidays.

Source: contracts.md 4.5. No source says how a part of a day is rounded: figures are exact.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from sevenday.clock import DAY, bank_holidays, minutes
from sevenday.contracts import GENERAL, Terms
from sevenday.errors import InputError
from sevenday.model import RESERVED, Doctor, Hospital
from sevenday.results import Result

LONG_SERVICE = "after 5 years"
LONG_SERVICE_YEARS = 5
"""The branch's own name says it: contracts.md 4.5."""
ZERO_DAY = RESERVED.index("ZD")
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Leave(Result):
    """Days of leave in a post. `annual_notice`: weeks of notice that a request gives."""

    annual: float
    public_holidays: float
    study: float
    carried_over: float
    annual_notice: int


def leave_entitlement(
    doctor: Doctor, terms: Terms, years_of_service: float = 0.0, months: float = MONTHS
) -> Leave:
    """The leave of a doctor in a post of so many months, by share of full time.

    Annual leave, public holidays and study leave go by `wte` and by the months of a year; what
    is carried over does not. Raises InputError where the contract has no leave terms.
    """
    if not terms.has("leave.annual"):
        raise InputError(
            f"{terms.id} has no leave entitlements on {terms.on}", code="not-in-contract"
        )
    if not 0 < months <= MONTHS:
        raise InputError(
            f"months is {months:g}; expected over 0, at most {MONTHS}", code="not-a-number"
        )
    long_served = years_of_service >= LONG_SERVICE_YEARS
    annual = terms.value("leave.annual", LONG_SERVICE if long_served else GENERAL)
    own = terms.has("leave.study", doctor.grade)
    study = terms.value("leave.study", doctor.grade if own else GENERAL)
    share = doctor.wte * months / MONTHS
    return Leave(
        annual * share,
        terms.value("leave.public_holidays") * share,
        study * share,
        float(terms.value("leave.carried_over")),
        int(terms.value("leave.annual_notice")),
    )


@dataclass(frozen=True, slots=True)
class DaysInLieu(Result):
    """Days in lieu that each doctor earned, on the public holidays of a rota."""

    holidays: tuple[date, ...]
    days: dict[str, int]


def days_in_lieu(hospital: Hospital, terms: Terms) -> DaysInLieu:
    """Days in lieu that each doctor's dated rota earns: work, or a zero day, on a public holiday.

    A holiday at a weekend counts on its substitute day. A duty counts where any of it falls in
    the holiday's window (`leave.public_holiday_window`). Raises InputError without a rota.
    """
    rota = hospital.rota
    if rota is None:
        raise InputError(
            "days in lieu are counted in a dated rota: there is no rota.csv here",
            code="missing-rota",
        )
    opens, closes = (minutes(text) for text in terms.value("leave.public_holiday_window"))
    nation = hospital.nation or terms.contract.nation
    holidays = tuple(bank_holidays(rota.first, rota.last, nation))
    days = [(day - rota.first).days for day in holidays]
    parts = hospital.cells.parts

    def worked(row: list[int], day: int) -> bool:
        """Whether any duty of the day or of the night before falls in the holiday's window."""
        shifts = [(part.start, part.end) for part in parts[row[day]]]
        if day:
            shifts += [(part.start - DAY, part.end - DAY) for part in parts[row[day - 1]]]
        return any(end > opens and start < closes for start, end in shifts)

    earned = {
        doctor: sum(row[day] == ZERO_DAY or worked(row, day) for day in days)
        for doctor, row in zip(rota.doctors, rota.codes.tolist(), strict=True)
    }
    return DaysInLieu(holidays, earned)


def leave_request_by(starts: date, terms: Terms) -> date:
    """The last day to ask for leave that begins on a date."""
    return starts - timedelta(weeks=int(terms.value("leave.annual_notice")))
