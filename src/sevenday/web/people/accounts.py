"""What is done to accounts and roles, each change recorded."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from sevenday.web.api.tokens import revoke_all
from sevenday.web.audit.record import record
from sevenday.web.hospitals.models import Department, Hospital
from sevenday.web.people.links import make_link
from sevenday.web.people.models import Membership, Role, User
from sevenday.web.people.shell import ADDRESS as SHELL
from sevenday.web.permissions import INVITE_DOCTORS, MANAGE_PEOPLE, Workplace

FIRST_ADDRESS = "administrator@localhost"
"""Of the first administrator, until they give their own."""


def first_administrator() -> User | None:
    """The administrator of a new site, made where nobody is; None where somebody has signed in."""
    with transaction.atomic():
        someone = User.objects.exclude(email=SHELL).order_by("pk").first()
        if someone is None:
            someone = User.objects.create_user(FIRST_ADDRESS, "Administrator")
            Membership.objects.create(user=someone, role=Role.ADMINISTRATOR)
            record(someone, "person.first_administrator", None, {"email": someone.email})
            return someone
    return someone if someone.last_login is None else None


def may_give(actor: User, role: Role, place: Workplace) -> bool:
    """Whether somebody may give (and take) a role at a place."""
    if MANAGE_PEOPLE.allows(actor, place):
        return True
    return role == Role.DOCTOR and bool(place.department) and INVITE_DOCTORS.allows(actor, place)


def may_let_in(actor: User, user: User) -> bool:
    """Whether somebody may make a link for a person, or take their second proof.

    Only who may give every role of the person's: a link to an account is a link to all of them.
    """
    return all(
        may_give(actor, Role(each.role), Workplace(each.hospital, each.department))
        for each in user.memberships.select_related("hospital", "department")
    )


def invite(
    actor: User,
    email: str,
    name: str,
    role: Role,
    hospital: Hospital | None = None,
    department: Department | None = None,
) -> tuple[Membership, str]:
    """Give a person a role, and an account where they have none.

    Returns
    -------
    tuple
        The membership, and the path of their one-time link; none where they sign in already, or
        have roles that the actor may not give.

    Raises
    ------
    PermissionDenied
        Where the actor may not give the role there.
    ValidationError
        Where the person has the role already.
    """
    hospital = department.hospital if department else hospital
    if not may_give(actor, role, Workplace(hospital, department)):
        raise PermissionDenied(f"you may not give the role of {role.label} there")
    with transaction.atomic():
        user = User.objects.filter(email=email.strip().lower()).first()
        user = user or User.objects.create_user(email, name)
        membership, made = Membership.objects.get_or_create(
            user=user, role=role, hospital=hospital, department=department
        )
        if not made:
            raise ValidationError(f"{user} has this role already")
        after = {"email": user.email, "role": role.value}
        record(
            actor, "role.given", None, after, about=user, department=department, hospital=hospital
        )
        is_new = user.last_login is None and may_let_in(actor, user)
        return membership, make_link(user) if is_new else ""


def renew_link(actor: User, membership: Membership) -> str:
    """A new one-time link for a person, as after a lost password."""
    _check_account(actor, membership)
    with transaction.atomic():
        after = {"email": membership.user.email}
        _record(actor, "person.new_link", None, after, membership)
        return make_link(membership.user)


def take_second_factor(actor: User, membership: Membership) -> None:
    """Take a person's app, passkeys and recovery codes, as after a lost phone; they make new ones.

    Raises PermissionDenied where the actor may not, and ValidationError where it is their own.
    """
    _check_account(actor, membership)
    if membership.user == actor:
        raise ValidationError("Your own second proof is changed on your own page.")
    with transaction.atomic():
        found = Authenticator.objects.filter(user=membership.user)
        before = sorted(found.values_list("type", flat=True))
        found.delete()
        _record(actor, "second_factor.taken", before, None, membership)


def take_role(actor: User, membership: Membership) -> None:
    """Take a role. Raises PermissionDenied where the actor may not, and ValidationError where
    nobody would be left to give roles.
    """
    _check(actor, membership)
    with transaction.atomic():
        administrators = Membership.objects.filter(role=Role.ADMINISTRATOR, hospital=None)
        if membership in administrators and administrators.count() == 1:
            raise ValidationError("there would be no administrator of everything left")
        before = {"email": membership.user.email, "role": membership.role}
        _record(actor, "role.taken", before, None, membership)
        membership.delete()


def close_account(actor: User, user: User) -> None:
    """Let a person sign in no more: at once, also where they are signed in. Their roles stay.

    Raises PermissionDenied where the actor may not give all of their roles, and ValidationError
    for their own account, and where nobody would be left to give roles.
    """
    _check_person(actor, user)
    if user == actor:
        raise ValidationError("Your own account is closed by another administrator.")
    others = Membership.objects.filter(
        role=Role.ADMINISTRATOR, hospital=None, user__is_active=True
    ).exclude(user=user)
    if not others.exists():
        raise ValidationError("there would be no administrator of everything left")
    _set_open(actor, user, False)


def open_account(actor: User, user: User) -> None:
    """Let a person sign in again. Raises PermissionDenied as `close_account`."""
    _check_person(actor, user)
    _set_open(actor, user, True)


def _set_open(actor: User, user: User, is_open: bool) -> None:
    with transaction.atomic():
        before, user.is_active = user.is_active, is_open
        user.save(update_fields=["is_active"])
        what = "person.opened" if is_open else "person.closed"
        record(actor, what, {"is_active": before}, {"is_active": is_open}, about=user)


def choose_password(user: User, name: str, email: str, password: str) -> None:
    """A person's own name, address and first (or new) password; it ends their tokens."""
    with transaction.atomic():
        before = {"name": user.name, "email": user.email}
        user.name, user.email = name.strip(), email.strip().lower()
        user.set_password(password)
        user.save()
        after = {"name": user.name, "email": user.email}
        record(user, "person.chose_password", before, after, about=user)
        revoke_all(user)


def _check(actor: User, membership: Membership) -> None:
    place = Workplace(membership.hospital, membership.department)
    if not may_give(actor, Role(membership.role), place):
        raise PermissionDenied("you may not change this role")


def _check_account(actor: User, membership: Membership) -> None:
    _check(actor, membership)
    _check_person(actor, membership.user)


def _check_person(actor: User, user: User) -> None:
    if not may_let_in(actor, user):
        raise PermissionDenied("this person has roles that you may not give")


def _record(actor: User, what: str, before: Any, after: Any, membership: Membership) -> None:
    record(
        actor,
        what,
        before,
        after,
        about=membership.user,
        department=membership.department,
        hospital=membership.hospital,
    )
