"""What an offer makes of each grade's basic pay, on any rota or none."""

from sevenday.contracts import Terms
from sevenday.contracts.value import End
from sevenday.pay.models import pay_model


def basic_rises(offer: Terms, baseline: Terms, end: End = "value") -> dict[str, float]:
    """The rise of full-time basic pay by grade, as a share, where both contracts pay the grade.

    `end`: of what is not known of the offer; the baseline stays at its best guess. On an old scale
    a grade stands at its usual point (READINGS.md, Pay). Raises InputError for a contract that
    holds limits alone.
    """
    before, after = pay_model(baseline), pay_model(offer)
    paid = after.grades
    return {
        grade: after.basic(grade, end).amount / before.basic(grade).amount - 1
        for grade in before.grades
        if grade in paid
    }
