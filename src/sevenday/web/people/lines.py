"""Which line of a rota is whose: a person's account joined to a doctor of the department."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from sevenday.web.audit.record import record
from sevenday.web.hospitals.models import Department, Doctor
from sevenday.web.people.accounts import may_give
from sevenday.web.people.models import Membership, Role, User
from sevenday.web.permissions import Workplace


def line_of(user: User, department: Department | None) -> Doctor | None:
    """A person's line of a department; None where they have none."""
    return Doctor.objects.filter(department=department, user=user).first()


def free_lines(membership: Membership) -> list[Doctor]:
    """The lines that a doctor may have: theirs, and those that are nobody's."""
    lines = Doctor.objects.filter(department=membership.department)
    return [each for each in lines if each.user_id in (None, membership.user_id)]


def give_line(actor: User, membership: Membership, line: Doctor | None) -> None:
    """Let a line of a department be a doctor's, in place of the one that they had; None: of nobody.

    Raises
    ------
    PermissionDenied
        Where the actor may not give the role of doctor there.
    ValidationError
        Where the role is not a doctor's of the line's department, and where the line is somebody
        else's.
    """
    department = membership.department
    if not may_give(actor, Role.DOCTOR, Workplace(membership.hospital, department)):
        raise PermissionDenied("you may not give lines there")
    if membership.role != Role.DOCTOR or department is None:
        raise ValidationError("Only a doctor of a department has a line.")
    with transaction.atomic():
        Department.objects.select_for_update().get(pk=department.pk)
        lines = Doctor.objects.filter(department=department)
        mine = lines.filter(user=membership.user).first()
        if line is not None:
            found = lines.filter(pk=line.pk).first()
            if found is None or found.user_id not in (None, membership.user_id):
                raise ValidationError("This line is somebody else's by now.")
        if mine == line:
            return
        lines.filter(user=membership.user).update(user=None)
        if line is not None:
            lines.filter(pk=line.pk).update(user=membership.user)
        before, after = ({"line": each.name} if each else None for each in (mine, line))
        record(actor, "line.given", before, after, about=membership.user, department=department)
