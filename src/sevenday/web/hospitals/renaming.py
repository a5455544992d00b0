"""Hospitals and departments called otherwise; their addresses stay as they are."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from sevenday.web.audit.record import record
from sevenday.web.hospitals.models import Department, Hospital
from sevenday.web.people.models import User
from sevenday.web.permissions import MANAGE_PEOPLE, Workplace


def rename_hospital(actor: User, hospital: Hospital, name: str) -> None:
    """Give a hospital another name. Raises PermissionDenied unless the actor administers it."""
    _rename(actor, hospital, Workplace(hospital), "hospital.renamed", name)


def rename_department(actor: User, department: Department, name: str) -> None:
    """Give a department another name. Raises PermissionDenied unless the actor administers it."""
    place = Workplace(department.hospital, department)
    _rename(actor, department, place, "department.renamed", name)


def _rename(
    actor: User, what: Hospital | Department, place: Workplace, kind: str, name: str
) -> None:
    if not MANAGE_PEOPLE.allows(actor, place):
        raise PermissionDenied("you may not rename this")
    with transaction.atomic():
        before, what.name = what.name, name
        what.save(update_fields=["name"])
        department, hospital = place.department, place.hospital
        record(actor, kind, before, name, about=what, department=department, hospital=hospital)
