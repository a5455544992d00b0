"""Exception reports: hours worked beyond the work schedule, and what follows from a report.

The process of the terms' date is read from the contract: the one of 2016, or the reform of
February 2026. Source: contracts.md 4.6.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sevenday.contracts import GENERAL, Terms, Value
from sevenday.errors import InputError
from sevenday.limits.verdict import Verdict
from sevenday.model import Doctor
from sevenday.pay.fines import Fine, fine_for, is_fined
from sevenday.pay.hourly import RatedHours, pay_for_hours, split_by_rate
from sevenday.pay.rounding import penny
from sevenday.pay.working import least_sure
from sevenday.results import Pounds, Result

PAYMENT, SAFETY = "payment claimed", "safety"


@dataclass(frozen=True, slots=True)
class ExceptionReport(Result):
    """What a report of extra hours leads to.

    `pay` in pounds and `time_off` in hours are alternatives, unless a breach makes time off
    mandatory (`choice` says who chooses). `due` is the last day to report; `fines` follow from
    the breaches that the extra hours made.
    """

    hours: RatedHours
    pay: Pounds
    time_off: float
    due: date
    in_time: bool
    decided_by: str
    small_claim: str
    choice: str
    fines: tuple[Fine, ...]
    certainty: str

    def summary(self) -> str:
        """The report's consequences in a few lines of text."""
        when = "in time" if self.in_time else "too late"
        lines = [
            f"{self.hours.all:.4g} h beyond the work schedule: £{self.pay:,.2f} in pay, or "
            f"{self.time_off:.4g} h off. {self.choice}",
            f"Reported {when}: the last day is {self.due}. Decided by: {self.decided_by}. "
            f"{self.small_claim}",
        ]
        lines += [f"Fine: £{fine.total:,.2f}. {fine.breach.sentence}" for fine in self.fines]
        if "unconfirmed" in {self.certainty, *(fine.certainty for fine in self.fines)}:
            lines.append("Part of this is unconfirmed.")
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class ExtraWork:
    """Work beyond the work schedule, as a doctor reports it.

    `start`, `end`: naive London times. `claims_pay`: the doctor asks for pay, not time off.
    `safety`: an immediate safety concern.
    """

    start: datetime
    end: datetime
    reported: date
    claims_pay: bool = True
    safety: bool = False


def exception_report(
    doctor: Doctor, work: ExtraWork, terms: Terms, breaches: tuple[Verdict, ...] = ()
) -> ExceptionReport:
    """What follows from a report of work beyond the work schedule.

    Parameters
    ----------
    doctor
        Who worked; the grade decides the rate.
    work
        What was worked, and when it was reported.
    terms
        The contract on the day.
    breaches
        What the day as worked breaks: `sevenday.check` on the rota with the day as it was worked.

    Raises
    ------
    InputError
        Where the contract has no exception reports, the times are reversed, or the report is dated
        before the work.
    """
    start, end = work.start, work.end
    if not terms.has("report.window"):
        raise InputError(
            f"{terms.id} has no exception reports on {terms.on}", code="not-in-contract"
        )
    if end <= start:
        raise InputError(
            f"the work ends at {end:%Y-%m-%d %H:%M}, not after its start", code="out-of-order"
        )
    if work.reported < end.date():
        raise InputError(
            f"reported on {work.reported}, before the work ended on {end.date()}",
            code="out-of-order",
        )
    hours = split_by_rate(start, end, terms)
    window = _window(work, terms)
    due = end.date() + timedelta(days=window.value)
    reviewer, outcomes = terms.get("report.reviewer"), terms.get("report.outcomes")
    fined = tuple(fine_for(b, doctor.grade, terms) for b in breaches if is_fined(b, terms))
    used = [window, reviewer, outcomes, terms.get("pay.nodal"), terms.get("pay.night_rate")]
    return ExceptionReport(
        hours,
        penny(pay_for_hours(hours, doctor.grade, terms)),
        hours.all,
        due,
        work.reported <= due,
        " or ".join(reviewer.value),
        _small_claim(hours, terms),
        _choice(outcomes, bool(fined), terms),
        fined,
        least_sure(used),
    )


def _window(work: ExtraWork, terms: Terms) -> Value:
    """The term that says how many days there are to report."""
    branch = SAFETY if work.safety else PAYMENT if work.claims_pay else GENERAL
    return terms.get("report.window", branch if terms.has("report.window", branch) else GENERAL)


def _small_claim(hours: RatedHours, terms: Terms) -> str:
    if terms.has("report.small_claim") and hours.all <= terms.value("report.small_claim"):
        return "A claim as small as this: the only question is whether the hours were worked."
    return ""


def _choice(outcomes: Value, breached: bool, terms: Terms) -> str:
    """Who chooses between pay and time off. `no action` is an outcome of the first process only."""
    if "no action" in outcomes.value:
        return "The reviewer agrees pay, time off or no action with the doctor."
    if breached:
        return "A breach of a safety limit: time off is mandatory."
    return "The doctor chooses."
