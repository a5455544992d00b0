"""Every change is recorded with before and after, by whom; nobody's changes are refused."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from sevenday.web.audit.models import Change
from sevenday.web.audit.record import record
from sevenday.web.hospitals.models import Department, Hospital
from sevenday.web.people.models import User

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def department() -> Department:
    hospital = Hospital.objects.create(name="St Example", slug="st-example")
    return Department.objects.create(hospital=hospital, name="Medicine", slug="medicine")


def test_a_change_has_its_actor_its_row_and_both_sides(department: Department):
    user = User.objects.create_user("Ada@Example.org", "Ada")
    record(
        user,
        "department.renamed",
        "Medicine",
        "Acute medicine",
        about=department,
        department=department,
    )
    change = Change.objects.get()
    assert (change.actor, change.before, change.after) == (user, "Medicine", "Acute medicine")
    assert change.about == f"hospitals.department:{department.pk}"
    assert (change.department, change.hospital) == (department, department.hospital)


@pytest.mark.parametrize("nobody", [None, AnonymousUser()])
def test_nobody_changes_anything(nobody):
    with pytest.raises(PermissionDenied):
        record(nobody, "department.renamed", 1, 2)
    assert not Change.objects.exists()


def test_a_person_who_has_left_changes_nothing():
    gone = User.objects.create_user("gone@example.org")
    gone.is_active = False
    with pytest.raises(PermissionDenied):
        record(gone, "department.renamed", 1, 2)


def test_a_recorded_change_is_neither_altered_nor_deleted():
    change = record(User.objects.create_user("a@example.org"), "x", 1, 2)
    for wrong in (change.save, change.delete, Change.objects.all().delete):
        with pytest.raises(TypeError):
            wrong()
    with pytest.raises(TypeError):
        Change.objects.update(what="y")


def test_an_address_is_one_person_whatever_its_capitals():
    user = User.objects.create_user("Ada@Example.org")
    assert User.objects.get_by_natural_key("ADA@example.ORG") == user
