"""Hospitals and departments added, each recorded."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.text import slugify

from sevenday.web.audit.record import record
from sevenday.web.hospitals.models import Department, Hospital
from sevenday.web.people.models import User
from sevenday.web.permissions import MANAGE_PEOPLE, Workplace


def add_hospital(actor: User, name: str) -> Hospital:
    """Add a hospital.

    Raises PermissionDenied unless the actor administers everything, and ValidationError where
    there is one of the name.
    """
    if not MANAGE_PEOPLE.allows(actor, Workplace()):
        raise PermissionDenied("you may not add a hospital")
    slug = _slug(name)
    with transaction.atomic():
        if Hospital.objects.filter(slug=slug).exists():
            raise ValidationError(f"There is a hospital {name} already.")
        hospital = Hospital.objects.create(name=name, slug=slug)
        record(actor, "hospital.added", None, name, about=hospital, hospital=hospital)
    return hospital


def add_department(actor: User, hospital: Hospital, name: str) -> Department:
    """Add a department, without a folder yet.

    Raises PermissionDenied unless the actor administers the hospital, and ValidationError where it
    has one of the name.
    """
    if not MANAGE_PEOPLE.allows(actor, Workplace(hospital)):
        raise PermissionDenied("you may not add a department there")
    slug = _slug(name)
    with transaction.atomic():
        if hospital.departments.filter(slug=slug).exists():
            raise ValidationError(f"{hospital} has a department {name} already.")
        department = Department.objects.create(hospital=hospital, name=name, slug=slug)
        record(actor, "department.added", None, name, about=department, department=department)
    return department


def _slug(name: str) -> str:
    """What an address calls a name. Raises ValidationError where nothing of it can be in one."""
    slug = slugify(name)[:50]
    if not slug:
        raise ValidationError("A name has at least one letter or digit.")
    return slug
