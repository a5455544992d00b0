"""A hospital called otherwise; its address stays as it is. A department's name is a setting."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from sevenday.web.audit.record import record
from sevenday.web.hospitals.models import Hospital
from sevenday.web.people.models import User
from sevenday.web.permissions import MANAGE_PEOPLE, Workplace


def rename_hospital(actor: User, hospital: Hospital, name: str) -> None:
    """Give a hospital another name. Raises PermissionDenied unless the actor administers it."""
    if not MANAGE_PEOPLE.allows(actor, Workplace(hospital)):
        raise PermissionDenied("you may not rename this hospital")
    with transaction.atomic():
        before, hospital.name = hospital.name, name
        hospital.save(update_fields=["name"])
        record(actor, "hospital.renamed", before, name, about=hospital, hospital=hospital)
