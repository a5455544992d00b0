"""A person erased: the rota keeps a post in place of a name, and what pay law asks for."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.db import transaction

from sevenday.errors import Fault, InputError
from sevenday.model.names import name_key
from sevenday.web.api.models import Token
from sevenday.web.audit.models import Change
from sevenday.web.audit.record import record
from sevenday.web.hospitals.models import Doctor
from sevenday.web.mine.models import CalendarLink
from sevenday.web.notices.models import Notice
from sevenday.web.people.models import Membership, OneTimeLink, Role, User
from sevenday.web.people.shell import ADDRESS
from sevenday.web.permissions import MANAGE_PEOPLE, Workplace
from sevenday.web.personal.replacing import (
    OtherWords,
    replace_in_department,
    replace_in_record,
)
from sevenday.web.rotas.current import last_version
from sevenday.web.rotas.matrix import version_matrix

SHORTEST = 3
"""Letters at least of a word by which a line is known as somebody's."""


@dataclass(frozen=True, slots=True)
class LineErased:
    """A line that was a person's: what it is called, and from then on; the same for a post's."""

    doctor: Doctor
    name: str


def lines_of(user: User) -> list[LineErased]:
    """What each line of a person will be called: a name becomes a post, a post stays."""
    found: list[LineErased] = []
    for doctor in user.doctors.select_related("department__hospital").order_by("pk"):
        name = _post(doctor) if _names(doctor.name, user) else doctor.name
        found.append(LineErased(doctor, name))
    return found


def hindrance(actor: User, user: User, today: date) -> str:
    """Why a person cannot be erased; blank where they can."""
    if user == actor:
        return "Nobody erases themselves: another administrator does."
    if not user.is_active and user.name == _pseudonym(user):
        return "They are erased already."
    others = Membership.objects.filter(role=Role.ADMINISTRATOR, hospital=None).exclude(user=user)
    if user.memberships.filter(role=Role.ADMINISTRATOR, hospital=None) and not others:
        return "There would be no administrator of everything left."
    for doctor in user.doctors.select_related("department"):
        if _works_on(doctor, today):
            return (
                f"They have duties from today on in {doctor.department}: a rota has to say who "
                "comes. Take them off it first."
            )
    return ""


def erase(actor: User, user: User, today: date) -> None:
    """Erase a person.

    Their account, proofs, tokens, links, news and roles go. Their lines keep their duties, reports
    and pay under a post's name: records of working time and pay have to be kept. What they did
    stays recorded, by a number in place of a name.

    Raises
    ------
    PermissionDenied
        Unless the actor administers everything.
    InputError
        For what `hindrance` says.
    """
    if not MANAGE_PEOPLE.allows(actor, Workplace()) or user.email == ADDRESS:
        raise PermissionDenied("you may not erase a person")
    if why := hindrance(actor, user, today):
        raise InputError(Fault(why.rstrip("."), code="arguments-clash"))
    with transaction.atomic():
        lines = lines_of(user)
        versions = [_erase_line(line) for line in lines]
        for table in (Authenticator, OneTimeLink, Token, Notice, Membership):
            table._default_manager.filter(user=user).delete()
        for session in Session.objects.all():
            if session.get_decoded().get("_auth_user_id") == f"{user.pk}":
                session.delete()
        words = {word: _pseudonym(user) for word in (user.name, user.email) if word}
        replace_in_record(Change.objects.all(), OtherWords(words))
        user.name, user.email = _pseudonym(user), f"erased-{user.pk}@localhost"
        user.is_active = False
        user.set_unusable_password()
        user.save()
        after: dict[str, Any] = {
            "lines": [line.name for line in lines],
            "versions": [each for some in versions for each in some],
        }
        record(actor, "person.erased", None, after, about=user)


def _erase_line(line: LineErased) -> list[dict[str, Any]]:
    """Let a line be nobody's; the digests of the versions whose text has another name."""
    doctor = line.doctor
    CalendarLink.objects.filter(doctor=doctor).delete()
    Doctor.objects.filter(pk=doctor.pk).update(user=None)
    if line.name == doctor.name:
        return []
    return replace_in_department(doctor.department, doctor.name, line.name)


def _pseudonym(user: User) -> str:
    return f"Erased person {user.pk}"


def _names(line: str, user: User) -> bool:
    """Whether a line is called by a word of a person's name."""
    words = {name_key(word) for word in user.name.split()}
    mine = {name_key(word) for word in line.split()}
    return any(len(word) >= SHORTEST for word in words & mine)


def _post(doctor: Doctor) -> str:
    """A post's name that no line of the department has."""
    taken = set(Doctor.objects.filter(department=doctor.department).values_list("name", flat=True))
    number = doctor.position
    while f"Post {number}" in taken:
        number += 1
    return f"Post {number}"


def _works_on(doctor: Doctor, today: date) -> bool:
    """Whether a published rota has duties of a line from a day on."""
    for period in doctor.department.periods.filter(last__gte=today):
        version = last_version(period)
        if version is None or doctor.pk not in version.doctors:
            continue
        now = version_matrix(version)
        codes = now.codes[now.row[doctor.pk], max(0, now.column(today)) :].tolist()
        if any(now.cells.parts[code] for code in codes):
            return True
    return False
