"""Somebody cannot come: their duties become gaps in the draft, and the co-ordinator is told."""

from datetime import date, timedelta

from django.db import transaction

from sevenday.clock import short_span
from sevenday.errors import Fault, InputError
from sevenday.model import ABSENCE
from sevenday.web.hospitals.models import Doctor
from sevenday.web.notices.notify import notify, notify_users
from sevenday.web.people.models import Role, User
from sevenday.web.permissions import users_with
from sevenday.web.requests.answers import falls_short
from sevenday.web.rotas.drafts import CellEdit, edit_cells, open_draft
from sevenday.web.rotas.gaps import DayCover
from sevenday.web.rotas.locks import unlock
from sevenday.web.rotas.matrix import draft_matrix
from sevenday.web.rotas.models import Act, Period

MOST_DAYS = 366
OWN_DAYS = 14
"""How far ahead, and for how long, somebody may report themselves: longer leave is asked for."""


def report_away(
    actor: User, doctor: Doctor, first: date, last: date, word: str = "SICK"
) -> list[DayCover]:
    """Put a doctor's absence into the drafts of its dates, and tell who makes them.

    Parameters
    ----------
    actor
        Who reports it: a co-ordinator, or the doctor.
    doctor
        Who is away. Their locked cells are unlocked: a lock does not make anybody well.
    first, last
        The days.
    word
        A cell's word of an absence.

    Returns
    -------
    list of DayCover
        The places that fall short by it.

    Raises
    ------
    InputError
        For a word that is none, and for dates that no rota has.
    """
    department = doctor.department
    periods = department.periods.filter(first__lte=last, last__gte=first)
    _refuse(first, last, word, bool(periods))
    short: list[DayCover] = []
    with transaction.atomic():
        for period in periods:
            short += _away_in(actor, doctor, period, first, last, word)
        says = f"{doctor.name} is away {short_span(first, last)}: {_places(len(short))}."
        makers = users_with(Role.COORDINATOR, department).exclude(pk=actor.pk)
        notify_users(makers, department, "away", says)
        if doctor.user_id != actor.pk:
            notify(doctor, "request", f"You are noted as away {short_span(first, last)}.")
    return short


def _refuse(first: date, last: date, word: str, has_rota: bool) -> None:
    known, long = ", ".join(ABSENCE), (last - first).days >= MOST_DAYS
    checks = (
        (word not in ABSENCE, "no absence", "word", word, f"one of {known}", "unknown-word"),
        (last < first, "it ends before it begins", "to", last, f"{first} or later", "out-of-order"),
        (long, "too long", "to", last, "a year at most", "out-of-range"),
        (not has_rota, "no rota has these dates", "from", first, "others", "outside-dates"),
    )
    for wrong, what, column, found, how, code in checks:
        if wrong:
            raise InputError(Fault(what, "", None, column, f"{found}", how, code=code))


def refuse_own(first: date, last: date, today: date) -> None:
    """Raise InputError for dates that somebody may not report of themselves."""
    ahead = timedelta(days=OWN_DAYS)
    if not today - timedelta(days=1) <= first <= today + ahead or last - first >= ahead:
        what = f"this page is for the next {OWN_DAYS} days"
        how = "leave that is asked for, or a word to the co-ordinator"
        raise InputError(Fault(what, "", None, "from", f"{first}", how, code="outside-dates"))


def _away_in(
    actor: User, doctor: Doctor, period: Period, first: date, last: date, word: str
) -> list[DayCover]:
    """The absence in one period, and what falls short by it."""
    draft = open_draft(actor, period)
    now = draft_matrix(draft)
    start, end = max(first, period.first), min(last, period.last)
    days = [start + timedelta(days=k) for k in range((end - start).days + 1)]
    unlock(actor, period, [(doctor.pk, day) for day in days])
    cells = [CellEdit(doctor.pk, day, now.text_at(doctor.pk, day), word) for day in days]
    done = edit_cells(actor, draft, cells, Act.Kind.ABSENCE)
    return falls_short(now, done.matrix, days)


def _places(many: int) -> str:
    if not many:
        return "cover stays at its least"
    return "one place is short" if many == 1 else f"{many} places are short"
