"""The one way to record a change."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import models, transaction

from sevenday.web.audit.models import Change
from sevenday.web.hospitals.models import Department, Hospital
from sevenday.web.people.models import User


def record(
    actor: User | AnonymousUser | None,
    what: str,
    before: Any,
    after: Any,
    *,
    about: models.Model | None = None,
    department: Department | None = None,
    hospital: Hospital | None = None,
) -> Change:
    """Record a change, in the transaction that makes it.

    Parameters
    ----------
    actor
        Who made it: a person who is signed in and active.
    what
        The kind of change, as "request.agreed".
    before, after
        What was there and what is there now, as JSON has it (dates and times too); None where
        there was or is nothing.
    about
        The row that was changed.
    department, hospital
        Whose change it is; a department tells its hospital.

    Raises
    ------
    PermissionDenied
        Where nobody is signed in.
    TransactionManagementError
        Outside a transaction: a change must not stand without its record, nor the other way.
    """
    if not isinstance(actor, User) or not actor.is_active:
        raise PermissionDenied("only a person who is signed in can change something")
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError(f"{what} is recorded outside a transaction")
    return Change.objects.create(
        actor=actor,
        what=what,
        about=f"{about._meta.label_lower}:{about.pk}" if about else "",
        department=department,
        hospital=department.hospital if department else hospital,
        before=before,
        after=after,
    )
