"""What unsocial hours are paid as, whatever the contract: the parts that talks weigh."""

from dataclasses import dataclass

from sevenday.clock import SATURDAY, SUNDAY
from sevenday.contracts.windows import weekdays
from sevenday.pay.line_work import Floats

PARTS = ("saturday", "sunday", "night", "weekday", "weekend", "band")
"""What unsocial hours are paid as: by windows of Saturday, of Sunday, of every day (the night) or
of other days; by the weekend allowance; by the band's supplement, which tells no hour apart."""


@dataclass(frozen=True, eq=False, slots=True)
class UnsocialPay:
    """(n,) pounds a year by part, and hours a week so paid where it is by the hour."""

    pounds: dict[str, Floats]
    hours: dict[str, Floats]


def part_for(days: str) -> str:
    """The part of `PARTS` that a window's days are paid as."""
    return {
        (SATURDAY,): "saturday",
        (SUNDAY,): "sunday",
        (SATURDAY, SUNDAY): "weekend",
        tuple(range(7)): "night",
    }.get(weekdays(days), "weekday")
