"""What a report says of a hospital: its check and its pay, or in words why there is none."""

from dataclasses import dataclass

from sevenday.contracts import Terms
from sevenday.errors import InputError
from sevenday.limits import check
from sevenday.limits.lines import LineSource, select_lines
from sevenday.limits.result import CheckResult
from sevenday.model import Hospital
from sevenday.pay import PayResult, price


@dataclass(frozen=True, slots=True)
class Answers:
    """A check and a pay result; where one is None, `unchecked` or `unpaid` says why."""

    checked: CheckResult | None
    paid: PayResult | None
    unchecked: str = ""
    unpaid: str = ""


def answers(hospital: Hospital, terms: Terms, use: LineSource | None = None) -> Answers:
    """Check and price a hospital as far as the contract and the doctors' grades allow.

    A contract may hold limits alone, or pay alone, and grades may not be stated: none of these
    keeps the rest from being reported. Raises InputError where there is no such line to read.
    """
    select_lines(hospital, terms.on, use)
    checked: CheckResult | None = None
    paid: PayResult | None = None
    unchecked = unpaid = ""
    try:
        checked = check(hospital, terms, use)
    except InputError as error:
        unchecked = f"No limits are tested: {error}"
    try:
        if all(doctor.grade for doctor in hospital.doctors):
            paid = price(hospital, terms, use)
        else:
            unpaid = "No pay is worked out: the doctors' grades are not all stated."
    except InputError as error:
        unpaid = f"No pay is worked out: {error}"
    return Answers(checked, paid, unchecked, unpaid)
