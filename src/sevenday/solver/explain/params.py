"""Settings of explanations: how long, and how widely, reasons and conflicts are looked for."""

from dataclasses import dataclass

from sevenday.settings import Amount


@dataclass(frozen=True, slots=True)
class ExplainParams:
    """How an unfilled place is explained.

    Parameters
    ----------
    seconds
        The most seconds after the search for reasons and conflicts; 0: no conflict is looked for.
    question_seconds
        The most seconds that one question may take.
    most_arcs
        A question of more arcs is not asked: it would take longer than its answer is worth.
    history_days
        Days at the start on which history may still tell: a window that begins there begins at the
        first day.
    sacrifice_days
        Days before and after a place in which a duty to be given up for it is looked for.
    headcount_seconds
        The most seconds that it may take to count whether a date has doctors enough.
    """

    seconds: Amount = 10.0
    question_seconds: float = 10.0
    most_arcs: int = 150_000
    history_days: int = 14
    sacrifice_days: int = 14
    headcount_seconds: float = 5.0
