"""What a department goes by, chosen on one page: each change is recorded."""

from dataclasses import asdict, dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction

from sevenday.web.audit.record import record
from sevenday.web.hospitals.loading import loaded
from sevenday.web.hospitals.models import Department
from sevenday.web.hospitals.terms import change_settings
from sevenday.web.people.models import User
from sevenday.web.permissions import SET_DEPARTMENT, Workplace


@dataclass(frozen=True, slots=True)
class Choices:
    """What may be chosen; `contract` and `nation` are keys of hospital.toml, blank for none."""

    name: str
    contract: str
    nation: str
    swaps_pass: bool
    leave_weeks: int
    answer_days: int


OF_THE_FOLDER = ("contract", "nation")


def choices_of(department: Department) -> Choices:
    """What a department goes by now."""
    hospital = loaded(department).hospital
    return Choices(
        department.name,
        hospital.contract,
        hospital.nation,
        department.swaps_pass,
        department.leave_weeks,
        department.answer_days,
    )


def choose(actor: User, department: Department, choices: Choices) -> None:
    """Change what a department goes by.

    Raises PermissionDenied where the actor may not, and InputError for a contract or a nation that
    its folder may not have.
    """
    if not SET_DEPARTMENT.allows(actor, Workplace(department.hospital, department)):
        raise PermissionDenied("you may not change what this department goes by")
    with transaction.atomic():
        now = asdict(choices_of(department))
        new = {key: value for key, value in asdict(choices).items() if value != now[key]}
        if not new:
            return
        keys = {key: new.pop(key) or None for key in OF_THE_FOLDER if key in new}
        if keys:
            change_settings(actor, department, keys)
        if new:
            Department.objects.filter(pk=department.pk).update(**new)
            before = {key: now[key] for key in new}
            record(
                actor, "department.settings", before, new, about=department, department=department
            )
    department.refresh_from_db()
