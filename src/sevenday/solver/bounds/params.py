"""Settings of the bounds: how long each is looked for, and what it takes in."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class BoundParams:
    """How far the bounds of a rota are taken.

    Time limits are for a busy machine: nodes are to end a search, so that a seed and steps give the
    same bounds.

    Parameters
    ----------
    window_nodes
        Nodes of the tree for each window of days that costs something.
    window_margin
        Days before and after a day that costs something which its window takes in.
    window_days
        A window is no longer.
    staffing_seconds
        Limit of each programme for the places that too few doctors are there for.
    fair_seconds, fair_nodes
        Limits of the programme for all shares together.
    pay_seconds, pay_nodes, pay_gap
        Limits of the programme for the least pay, and the gap at which it stops.
    holiday_seconds, holiday_nodes
        Limits of the programme for bank holidays.
    pattern_rounds, pattern_step, pattern_patience
        Rounds of prices for unwanted patterns at most; the first step, as a part of what would
        close the gap; and the rounds without a better bound after which it is shortened.
    pattern_seconds
        Limit of these rounds.
    holidays
        More bank holidays than this are not shared out one by one: their bound is by counting.
    """

    window_nodes: int = 300
    window_margin: int = 7
    window_days: int = 42
    staffing_seconds: float = 2.0
    fair_seconds: float = 20.0
    fair_nodes: int = 2000
    pay_seconds: float = 5.0
    pay_nodes: int = 300
    pay_gap: float = 5e-4
    holiday_seconds: float = 12.0
    holiday_nodes: int = 5000
    pattern_rounds: int = 300
    pattern_step: float = 0.3
    pattern_patience: int = 10
    pattern_seconds: float = 20.0
    holidays: int = 12

    def within(self, seconds: float) -> "BoundParams":
        """The settings with no programme that takes longer."""
        return replace(
            self,
            staffing_seconds=min(self.staffing_seconds, seconds),
            fair_seconds=min(self.fair_seconds, seconds),
            pay_seconds=min(self.pay_seconds, seconds),
            holiday_seconds=min(self.holiday_seconds, seconds),
            pattern_seconds=min(self.pattern_seconds, seconds),
        )
