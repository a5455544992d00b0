"""Roles given and taken, one-time links: who may, what is recorded, what is refused."""

from datetime import timedelta

import pytest
from allauth.mfa.utils import is_mfa_enabled
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from sevenday.web.audit.models import Change
from sevenday.web.people.accounts import (
    choose_password,
    first_administrator,
    invite,
    renew_link,
    take_role,
    take_second_factor,
)
from sevenday.web.people.links import LASTS, find_link, make_link, use_link
from sevenday.web.people.models import Membership, OneTimeLink, Role, User
from tests.web.clients import client_of
from tests.web.factories import department, hospital, person

pytestmark = pytest.mark.usefixtures("db")


def word_of(path: str) -> str:
    return path.rstrip("/").rpartition("/")[2]


def test_an_administrator_gives_any_role_and_it_is_recorded():
    here = department()
    administrator = person(Role.ADMINISTRATOR, here.hospital)
    membership, link = invite(administrator, "Bea@Example.org", "Bea", Role.GUARDIAN, None, here)
    assert membership.hospital == here.hospital and membership.user.email == "bea@example.org"
    assert find_link(word_of(link))
    change = Change.objects.get(what="role.given")
    assert change.actor == administrator and change.department == here
    assert change.after == {"email": "bea@example.org", "role": "guardian"}


def test_a_co_ordinator_invites_doctors_of_their_department_and_nobody_else():
    here = department()
    coordinator = person(Role.COORDINATOR, here)
    invite(coordinator, "cy@example.org", "Cy", Role.DOCTOR, department=here)
    elsewhere = department("Surgery", here.hospital)
    for role, at in [(Role.COORDINATOR, here), (Role.DOCTOR, elsewhere)]:
        with pytest.raises(PermissionDenied):
            invite(coordinator, "cy@example.org", "Cy", role, department=at)
    with pytest.raises(PermissionDenied):
        invite(coordinator, "cy@example.org", "Cy", Role.DOCTOR, here.hospital)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_only_administrators_give_the_role_of_one(role):
    here = department()
    with pytest.raises(PermissionDenied):
        invite(person(role, here.hospital), "x@example.org", "X", Role.ADMINISTRATOR, None, here)


def test_a_departments_administrator_is_none_of_the_hospital():
    here = department()
    administrator = person(Role.ADMINISTRATOR, here)
    invite(administrator, "hr@example.org", "Hr", Role.HR, department=here)
    with pytest.raises(PermissionDenied):
        invite(administrator, "hr2@example.org", "Hr", Role.HR, here.hospital)


def test_a_role_is_given_once_and_who_signs_in_already_needs_no_link():
    administrator, here = person(Role.ADMINISTRATOR), department()
    known = person(Role.DOCTOR, here)
    known.last_login = timezone.now()
    known.save()
    _, link = invite(administrator, known.email, "", Role.COORDINATOR, department=here)
    assert link == ""
    with pytest.raises(ValidationError, match="has this role already"):
        invite(administrator, known.email, "", Role.COORDINATOR, department=here)


def test_a_role_that_was_taken_opens_nothing():
    here = department()
    administrator, user = person(Role.ADMINISTRATOR, here.hospital), person(Role.COORDINATOR, here)
    client = client_of(user)
    page = f"/at/{here.hospital.slug}/{here.slug}/people/"
    assert client.get(page).status_code == 200
    take_role(administrator, user.memberships.get())
    assert client.get(page).status_code == 403
    assert Change.objects.get(what="role.taken").before == {
        "email": user.email,
        "role": "coordinator",
    }


def test_the_last_administrator_of_everything_stays():
    administrator = person(Role.ADMINISTRATOR)
    with pytest.raises(ValidationError, match="no administrator"):
        take_role(administrator, administrator.memberships.get())
    other = person(Role.ADMINISTRATOR)
    take_role(other, administrator.memberships.get())
    assert not administrator.memberships.exists()


def test_nobody_changes_a_role_of_another_hospital():
    here, far = department(), department(of=hospital("Far Example"))
    administrator, user = person(Role.ADMINISTRATOR, far.hospital), person(Role.DOCTOR, here)
    for change in (take_role, renew_link):
        with pytest.raises(PermissionDenied):
            change(administrator, user.memberships.get())
    there = client_of(administrator)
    address = f"/hospital/{far.hospital.slug}/people/{user.memberships.get().pk}/"
    assert there.post(address, {"take": "1"}).status_code == 404
    assert Membership.objects.filter(user=user).exists()


def test_a_link_works_once_and_only_the_newest_does():
    user = person()
    old, new = make_link(user), make_link(user)
    assert find_link(word_of(old)) is None
    assert use_link(word_of(new)) == user
    assert use_link(word_of(new)) is None
    assert Change.objects.filter(what="person.came_by_link").count() == 1


def test_a_link_ends_by_itself_and_with_its_person():
    user = person()
    path = make_link(user)
    OneTimeLink.objects.filter(user=user).update(expires=timezone.now() - timedelta(seconds=1))
    assert use_link(word_of(path)) is None
    path = make_link(user)
    assert OneTimeLink.objects.latest("pk").expires > timezone.now() + LASTS - timedelta(minutes=1)
    user.is_active = False
    user.save()
    assert use_link(word_of(path)) is None


def test_the_store_does_not_say_what_a_links_word_is():
    word = word_of(make_link(person()))
    assert word not in str(OneTimeLink.objects.values())


def test_looking_at_a_link_uses_nothing_up_and_a_used_one_is_gone():
    user = person()
    path = make_link(user)
    client = client_of()
    assert client.get(path).status_code == 200
    assert client.head(path).status_code == 200
    assert client.post(path).status_code == 302
    assert client_of().get(path).status_code == 410
    assert client_of().post(path).status_code == 410


def test_a_link_does_not_pass_by_the_second_proof():
    user = person(Role.COORDINATOR, department())
    client = client_of()
    assert client.post(make_link(user))["Location"].startswith("/account/sign-in/second/")
    assert client.get("/account/").status_code == 302


def test_a_password_is_chosen_by_link_alone_and_never_recorded():
    user = person(Role.DOCTOR, department())
    client = client_of(user)
    given = {"name": "Eve", "email": "eve@example.org", "password": "another three words"}
    assert client.post("/account/welcome/", given)["Location"] == "/"
    user.refresh_from_db()
    assert user.name != "Eve"
    choose_password(user, **given)
    assert user.check_password("another three words")
    assert "another" not in str(Change.objects.values())


def test_an_address_of_somebody_else_and_a_weak_password_are_refused():
    other, user = person(), person(second_factor=False)
    client = client_of()
    client.post(make_link(user))
    given = {"name": "Eve", "email": other.email.upper(), "password": "password12"}
    page = client.post("/account/welcome/", given).content.decode()
    assert "Somebody else has this address." in page
    assert "This password is too common." in page
    assert 'value="Eve"' in page


def test_there_is_one_first_administrator_until_somebody_has_signed_in():
    first = first_administrator()
    assert first and first_administrator() == first
    assert first.memberships.get().role == Role.ADMINISTRATOR
    User.objects.filter(pk=first.pk).update(last_login=timezone.now())
    assert first_administrator() is None


def test_nobody_gets_a_link_to_roles_that_they_may_not_give():
    """A co-ordinator who invites an administrator's address as a doctor gets no way in."""
    here = department()
    coordinator = person(Role.COORDINATOR, here)
    administrator = person(Role.ADMINISTRATOR, here.hospital, second_factor=False)
    membership, link = invite(coordinator, administrator.email, "", Role.DOCTOR, department=here)
    assert link == ""
    for change in (renew_link, take_second_factor):
        with pytest.raises(PermissionDenied, match="may not give"):
            change(coordinator, membership)
    page = f"/at/{here.hospital.slug}/{here.slug}/people/{membership.pk}/"
    answer = client_of(coordinator).get(page).content.decode()
    assert "Take the role" in answer and "Make a new link" not in answer
    assert client_of(coordinator).post(page, {"link": "1"}).status_code == 403


def test_who_has_lost_their_phone_makes_a_new_second_proof():
    here = department()
    administrator, user = person(Role.ADMINISTRATOR, here.hospital), person(Role.HR, here)
    membership = user.memberships.get()
    take_second_factor(administrator, membership)
    assert not is_mfa_enabled(user)
    assert Change.objects.get(what="second_factor.taken").before == ["totp"]
    with pytest.raises(ValidationError):
        take_second_factor(administrator, administrator.memberships.get())
    assert is_mfa_enabled(administrator)


@pytest.mark.parametrize("address", ["/account/password/", "/account/password/first/"])
def test_a_new_password_is_asked_for_in_plain_words(db, address: str):
    user = person(Role.DOCTOR, department("A ward"), "Wren", second_factor=False)
    if "first" in address:
        user.set_unusable_password()
        user.save()
    page = client_of(user).get(address, follow=True).content.decode()
    assert "The new password once more" in page and "Three random words are good." in page
    assert "&lt;" not in page and "New Password" not in page
