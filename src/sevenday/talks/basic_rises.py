"""What an offer makes of each grade's basic pay, on any rota or none."""

from sevenday.contracts import Terms
from sevenday.contracts.value import End
from sevenday.errors import InputError
from sevenday.model import Doctor
from sevenday.pay.models.banding import scale_point
from sevenday.pay.models.windows import basic_pay, paid_grades


def rises(offer: Terms, baseline: Terms, end: End = "value") -> dict[str, float]:
    """The rise of full-time basic pay by grade, as a share, where both contracts pay the grade.

    `end`: of what is not known of the offer; the baseline stays at its best guess. On an old scale
    a grade stands at its usual point (READINGS.md, Pay).
    """
    before, after = _basics(baseline, "value"), _basics(offer, end)
    return {grade: after[grade] / before[grade] - 1 for grade in before if grade in after}


def _basics(terms: Terms, end: End) -> dict[str, float]:
    """Full-time basic pay of each grade, pounds a year at an end of what is not known."""
    if terms.pay_model == "none":
        raise InputError(f"{terms.id} holds limits alone: there is no pay in it")
    if terms.pay_model == "banding":
        grades = terms.value("pay.scale_of_grade")
        return {grade: scale_point(Doctor("", grade=grade), terms)[2] for grade in grades}
    return {grade: basic_pay(grade, terms, end).amount for grade in paid_grades(terms)}
