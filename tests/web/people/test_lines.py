"""A doctor is joined to their line of the rota, and to nobody else's."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from sevenday.errors import InputError
from sevenday.web.audit.models import Change
from sevenday.web.exceptions.models import Report
from sevenday.web.exceptions.reporting import send
from sevenday.web.people import by_address
from sevenday.web.people.lines import free_lines, give_line, line_of
from sevenday.web.people.models import Role
from tests.web.clients import client_of
from tests.web.factories import person
from tests.web.people_and_places import MONDAY, with_folder


@pytest.fixture
def ward(db):
    return with_folder("ward")


def test_a_coordinator_gives_a_line_on_the_persons_page(ward):
    coordinator = client_of(person(Role.COORDINATOR, ward))
    doctor = person(Role.DOCTOR, ward, name="Bea")
    people = "/at/general/ward/people/"
    assert "Doctor, no line of the rota yet" in coordinator.get(people).content.decode()
    mine = ward.doctors.get(name="Doctor 4")
    one = f"{people}{doctor.memberships.get().pk}/"
    assert "Doctor 4" in coordinator.get(one).content.decode()
    assert coordinator.post(one, {"give": "1", "line": f"{mine.pk}"}).status_code == 302
    assert line_of(doctor, ward) == mine
    assert "Doctor, Doctor 4" in coordinator.get(people).content.decode()
    change = Change.objects.get(what="line.given")
    assert (change.before, change.after) == (None, {"line": "Doctor 4"})
    assert doctor.memberships.exists()
    coordinator.post(one, {"give": "1", "line": ""})
    assert line_of(doctor, ward) is None


def test_a_line_is_one_persons(ward):
    coordinator = person(Role.COORDINATOR, ward)
    first, second = (person(Role.DOCTOR, ward).memberships.get() for _ in range(2))
    line, other = ward.doctors.all()[:2]
    give_line(coordinator, first, line)
    assert line not in free_lines(second)
    with pytest.raises(ValidationError, match="somebody else's"):
        give_line(coordinator, second, line)
    give_line(coordinator, first, other)  # in place of the one before
    assert line_of(first.user, ward) == other and line in free_lines(second)
    elsewhere = with_folder("exception-reports").doctors.first()
    with pytest.raises(ValidationError, match="somebody else's"):
        give_line(coordinator, first, elsewhere)
    with pytest.raises(PermissionDenied):
        give_line(first.user, first, line)
    hr = person(Role.HR, ward).memberships.get()
    with pytest.raises(ValidationError, match="Only a doctor"):
        give_line(coordinator, hr, line)


def test_who_is_given_a_line_does_not_see_its_last_holders_reports(ward):
    coordinator = person(Role.COORDINATOR, ward)
    last, next_ = (person(Role.DOCTOR, ward).memberships.get() for _ in range(2))
    line = ward.doctors.first()
    give_line(coordinator, last, line)
    line.refresh_from_db()
    send(last.user, Report(department=ward, doctor=line, day=MONDAY, kind="cover"))
    give_line(coordinator, last, None)
    give_line(coordinator, next_, line)
    page = "/at/general/ward/my/exceptions/"
    assert "My reports" not in client_of(next_.user).get(page).content.decode()


def test_a_line_is_given_at_the_shell(ward):
    doctor = person(Role.DOCTOR, ward, name="Bea")
    assert (
        by_address.give_line(doctor.email, "Doctor 4", "general/ward") == "Bea is Doctor 4 of Ward"
    )
    with pytest.raises(InputError, match="no such line"):
        by_address.give_line(doctor.email, "Doctor 40", "general/ward")
    with pytest.raises(InputError, match="is no doctor of general"):
        by_address.give_line(doctor.email, "Doctor 4", "general")
    assert by_address.give_line(doctor.email, "", "general/ward") == "Bea is no line of Ward"
