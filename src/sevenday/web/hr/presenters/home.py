"""What is there to put right? A sentence of each page, the worst said plainly."""

from collections.abc import Iterator
from datetime import date

from sevenday.errors import InputError
from sevenday.files.exceptions import OPEN
from sevenday.web.home_rows import HomeRow
from sevenday.web.hospitals.models import Department
from sevenday.web.hr.judged_versions import judged_version
from sevenday.web.hr.paying import month_pay
from sevenday.web.hr.presenters.compliance import verdict_words
from sevenday.web.hr.presenters.payroll import payroll
from sevenday.web.hr.presenters.schedules import schedules_of
from sevenday.web.rotas.current import last_version, period_on


def hr_home(department: Department, day: date) -> Iterator[HomeRow]:
    """The questions of medical HR on a day."""
    yield HomeRow(RULES, rules_answer(department, day), "hr_compliance", "Rules")
    yield HomeRow("Has everybody their work schedule?", *_schedules(department, day))
    yield HomeRow("Is payroll up to date?", *_payroll(department, day))
    waiting = department.reports.filter(state=OPEN).count()
    says = "No exception report waits for an answer."
    if waiting:
        some = "One exception report waits" if waiting == 1 else f"{waiting} exception reports wait"
        says = f"{some} for an answer."
    yield HomeRow("Who stayed late?", says, "reports", "Exception reports")


RULES = "Does every line keep the rules?"
NOTHING = "Nothing is published for these dates yet: the rota co-ordinator publishes it."


def rules_answer(department: Department, day: date) -> str:
    """Whether every line of the rota that holds on a day keeps the rules, in a sentence."""
    period = period_on(department, day)
    version = last_version(period) if period else None
    if version is None:
        return NOTHING
    version.period.department = department
    found = judged_version(version)
    if found is None:
        return "The department names no contract, so nothing is judged."
    return verdict_words(version, found)


def _schedules(department: Department, day: date) -> tuple[str, str, str]:
    where = ("hr_schedules", "Schedules")
    period = period_on(department, day)
    version = last_version(period) if period else None
    return (schedules_of(version).sentence if version else NOTHING), *where


def _payroll(department: Department, day: date) -> tuple[str, str, str]:
    where = ("hr_payroll", "Payroll")
    try:
        pay = month_pay(department, day)
    except InputError as error:
        return f"{error.faults[0].what[:1].upper()}{error.faults[0].what[1:]}.", *where
    return (payroll(pay).sentence if pay else NOTHING), *where
