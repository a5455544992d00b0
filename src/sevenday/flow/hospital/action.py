"""What a walkout changes: how each group turns out, and how many patients come."""

from datetime import date, datetime, timedelta
from functools import cache

from sevenday.flow.hospital.defaults import default_list
from sevenday.flow.hospital.doctors import TurnoutOf
from sevenday.model import Doctor, Hospital
from sevenday.model.walkout import Turnout, Walkout
from sevenday.walkout.planning.places import turnout_of_post

ACTION_HOURS = 8
"""Hours of a date's action from which fewer patients come on that date."""
FEWER_UNTIL = 2022
"""Years until which the fall in attendances of 2016 is taken for a walkout of emergency care."""
NO_PLACE = 6
"""The rank of a duty that fills no place of cover.csv."""


def turnouts(hospital: Hospital, walkout: Walkout) -> TurnoutOf:
    """How the group of each post turns out; asked once for posts that are alike."""

    @cache
    def ask(
        alike: Doctor, service: str, code: str, span: tuple[datetime, datetime]
    ) -> Turnout | None:
        ranks = [
            need.rank
            for need in hospital.cover
            if need.shift in code.split("+")
            and need.service in ("", service)
            and (alike.tier or 1) >= (need.tier or 1)
            and (not need.competence or need.competence in alike.competences)
        ]
        return turnout_of_post(walkout, alike, service, code, span, min(ranks, default=NO_PLACE))

    def turnout_of(
        doctor: Doctor, service: str, code: str, span: tuple[datetime, datetime]
    ) -> Turnout | None:
        alike = Doctor(
            "", doctor.grade, tier=doctor.tier, competences=doctor.competences, service=service
        )
        return ask(alike, service, code, span)

    return turnout_of


def fewer_patients(hospital: Hospital, walkout: Walkout) -> dict[date, float]:
    """By date of action the share of patients who stay away."""
    windows = [window for action in walkout.going for window in action.windows]
    first = min(window.start for window in windows)
    words = {action.withheld(window) for action in walkout.going for window in action.windows}
    usual = default_list("walkout_demand")
    come = usual[0] if "full" in words and first.year <= FEWER_UNTIL else usual[1]
    if hospital.flow.walkout_demand is not None:
        come = hospital.flow.walkout_demand
    hours: dict[date, float] = {}
    for window in windows:
        at = window.start
        while at < window.end:
            midnight = datetime.combine(at.date() + timedelta(days=1), datetime.min.time())
            until = min(midnight, window.end)
            hours[at.date()] = hours.get(at.date(), 0.0) + (until - at) / timedelta(hours=1)
            at = until
    return {day: 1 - float(come) for day, many in hours.items() if many >= ACTION_HOURS}
