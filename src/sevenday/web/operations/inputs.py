"""What a department's flow is worked out of: its arrivals, who is on duty, and from which day."""

from datetime import date, timedelta

from sevenday.web.hospitals.loading import loaded
from sevenday.web.hospitals.models import Department
from sevenday.web.rotas.current import last_version, period_on
from sevenday.web.rotas.models import Version

WEEK = timedelta(days=7)
NO_ARRIVALS = "Who comes is not known: this department's folder has no arrivals.csv."
NO_ROTA = "Who is on duty is not known: no rota of this department is published."
MENDS = {
    NO_ARRIVALS: "With one, as service,day,hour,class,mean, the queue is worked out hour by hour.",
    NO_ROTA: "When the rota co-ordinator has published one, the queue is worked out hour by hour.",
}
"""What is missing, and how it comes."""


def published_version(department: Department, day: date) -> Version | None:
    """What doctors hold on a day; None where nothing is published."""
    period = period_on(department, day)
    return last_version(period) if period else None


def missing_input(department: Department, version: Version | None) -> str:
    """What is missing before a flow can be worked out, one of `MENDS`; blank: nothing.

    Templates stand for a rota, but not in a walkout, which asks who is on duty on its own dates.
    """
    hospital = loaded(department).hospital
    if not hospital.patients.arrivals:
        return NO_ARRIVALS
    if version is not None:
        return ""
    walkout = department.papers.filter(name="walkout.toml").exists()
    return NO_ROTA if walkout or not (hospital.templates or hospital.cover) else ""


def first_of_week(version: Version | None, day: date) -> str:
    """This week's Monday where the rota has the whole week; blank: the action's day, or the rota's.

    Blank is for the flow itself to choose: the action's first day, else the rota's first Monday.
    """
    monday = day - timedelta(days=day.weekday())
    if version is None:
        return ""
    whole = version.period.first <= monday and monday + WEEK <= version.period.last + timedelta(1)
    return f"{monday}" if whole else ""
