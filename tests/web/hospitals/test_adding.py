"""Hospitals and departments are added by those who administer them, and recorded."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from sevenday.web.audit.models import Change
from sevenday.web.hospitals.adding import add_department, add_hospital
from sevenday.web.people.models import Role
from tests.web.factories import hospital, person

pytestmark = pytest.mark.usefixtures("db")


def test_an_administrator_adds_a_hospital_and_its_departments():
    administrator = person(Role.ADMINISTRATOR)
    made = add_hospital(administrator, "St Mary's, West")
    assert made.slug == "st-marys-west"
    department = add_department(administrator, made, "A & E")
    assert department.slug == "a-e"
    assert list(Change.objects.values_list("what", "after").order_by("pk")) == [
        ("hospital.added", "St Mary's, West"),
        ("department.added", "A & E"),
    ]


def test_names_are_there_once_and_can_stand_in_an_address():
    administrator = person(Role.ADMINISTRATOR)
    made = add_hospital(administrator, "West")
    add_department(administrator, made, "Medicine")
    for wrong in (
        lambda: add_hospital(administrator, "west"),
        lambda: add_hospital(administrator, "!!"),
        lambda: add_department(administrator, made, "medicine"),
    ):
        with pytest.raises(ValidationError):
            wrong()


def test_nobody_adds_where_they_do_not_administer():
    here, far = hospital("Here"), hospital("Far")
    local = person(Role.ADMINISTRATOR, here)
    add_department(local, here, "Medicine")
    with pytest.raises(PermissionDenied):
        add_department(local, far, "Medicine")
    with pytest.raises(PermissionDenied):
        add_hospital(local, "Another")
    with pytest.raises(PermissionDenied):
        add_department(person(Role.COORDINATOR, here), here, "Surgery")
