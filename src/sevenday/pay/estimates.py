"""Estimates that a work schedule states in advance: on-call work, and general practice's limits."""

from dataclasses import dataclass

from sevenday.contracts import GENERAL, Terms, contract
from sevenday.errors import InputError


@dataclass(frozen=True, slots=True)
class OnCallEstimate:
    """Hours of work expected on each weekday night and each weekend day on call."""

    weekday_hours: float
    weekend_hours: float


def oncall_estimate(
    weekday_hours: float, weekend_hours: float, weekdays: int = 5, weekend_days: int = 2
) -> OnCallEstimate:
    """Spread a week's on-call work evenly over its periods (BMA guidance for NROC rotas, 2022).

    `weekday_hours`, `weekend_hours`: work over all the weekday nights, and over the weekend.
    """
    if min(weekday_hours, weekend_hours) < 0 or min(weekdays, weekend_days) < 1:
        raise InputError(
            "on-call work is hours of 0 or more, over periods of 1 or more", code="not-a-number"
        )
    return OnCallEstimate(weekday_hours / weekdays, weekend_hours / weekend_days)


YEAR = 12
MONTHS = (YEAR, 6, 4)
"""Lengths of a general-practice placement; of four months no source says the night hours."""


def gp_practice(
    weekends: int, night_hours: float, months: int = YEAR, terms: Terms | None = None
) -> tuple[str, ...]:
    """What is wrong with a general-practice work schedule that pays no weekend allowance.

    `weekends`: worked in a placement of so many months; `night_hours`: between 21:00 and 07:00 in
    it; `terms`: those whose `gp` terms hold (default: `england-2016` today). Returns sentences;
    none where the schedule is lawful. Raises InputError for other lengths, and for terms without.
    """
    if months not in MONTHS:
        raise InputError(
            f"months is {months}; expected one of {sorted(MONTHS)}", code="not-a-number"
        )
    terms = terms or contract("england-2016")
    branch = GENERAL if months == YEAR else f"{months} months"
    wrong = []
    most = terms.value("gp.most_weekends", branch)
    if weekends > most:
        wrong.append(f"{weekends} weekends in {months} months; without allowance at most {most}")
    if terms.has("gp.most_night_hours", branch):
        ends = ("gp.least_night_hours", "gp.most_night_hours")
        low, high = (terms.value(term, branch) for term in ends)
        if not low <= night_hours <= high:
            wrong.append(
                f"{night_hours:g} night hours in {months} months; expected {low} to {high}"
            )
    return tuple(wrong)
