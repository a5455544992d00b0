"""Estimates that a work schedule states in advance: on-call work, and general practice's limits."""

from dataclasses import dataclass

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
        raise InputError("on-call work is hours of 0 or more, over periods of 1 or more")
    return OnCallEstimate(weekday_hours / weekdays, weekend_hours / weekend_days)


WEEKENDS_BY_MONTHS = {12: 6, 6: 3, 4: 2}
NIGHT_HOURS_BY_MONTHS = {12: (12, 22), 6: (1, 11)}
"""NHS Employers' work-schedule templates for general practice (April 2021), by placement months."""


def gp_practice(weekends: int, night_hours: float, months: int = 12) -> tuple[str, ...]:
    """What is wrong with a general-practice work schedule that pays no weekend allowance.

    `weekends`: worked in a placement of so many months; `night_hours`: between 21:00 and 07:00 in
    it. Returns sentences; none where the schedule is lawful. Raises InputError for other lengths.
    """
    if months not in WEEKENDS_BY_MONTHS:
        raise InputError(f"months is {months}; expected one of {sorted(WEEKENDS_BY_MONTHS)}")
    wrong = []
    most = WEEKENDS_BY_MONTHS[months]
    if weekends > most:
        wrong.append(f"{weekends} weekends in {months} months; without allowance at most {most}")
    if months in NIGHT_HOURS_BY_MONTHS:
        low, high = NIGHT_HOURS_BY_MONTHS[months]
        if not low <= night_hours <= high:
            wrong.append(
                f"{night_hours:g} night hours in {months} months; expected {low} to {high}"
            )
    return tuple(wrong)
