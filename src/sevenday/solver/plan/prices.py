"""What a search pays for each thing: how objectives that are not alike come to one cost."""

from dataclasses import dataclass

from sevenday.solver.plan.objectives import CALLS, HOLIDAYS, HOURS, LONG_DAYS, NIGHTS, WEEKENDS


@dataclass(frozen=True, slots=True)
class SearchPrices:
    """Prices in units of cost, so chosen that cover comes first, then requests, fairness, pounds.

    Parameters
    ----------
    cover
        One unit of a cover line's weight that is missing: more than a request, far more than a
        share. A place of rank 6 short of its least has 64 units (see `cover_lines`).
    request
        A request of weight 1 that is refused.
    nights, weekends, long_days, on_call, bank_holidays
        The square of one away from the fair share, for a whole time.
    hours
        The square of one duty's hours away from what all should have, for a whole time.
    outside
        What one beyond the fairest shares adds, where those are known, to the price of being
        beyond.
    pattern
        An unwanted pattern of weight 1.
    duty_hours
        Hours that count as one duty, where hours are shared out.
    free_hours
        Hours a week from what all should have within which a row may be at no price.
    pounds
        Pounds to a unit of cost: the last objective, under every other.
    most
        No count of an objective costs more.
    """

    cover: int = 50
    request: int = 100
    nights: int = 40
    weekends: int = 20
    long_days: int = 40
    on_call: int = 40
    bank_holidays: int = 40
    hours: int = 80
    outside: int = 4
    pattern: int = 2
    duty_hours: float = 8
    free_hours: float = 0.45
    pounds: int = 40
    most: int = 2_000_000

    def square(self, objective: str) -> int:
        """The price of the square of one away from the fair share of an objective."""
        return {
            NIGHTS: self.nights,
            WEEKENDS: self.weekends,
            LONG_DAYS: self.long_days,
            CALLS: self.on_call,
            HOLIDAYS: self.bank_holidays,
            HOURS: self.hours,
        }[objective]
