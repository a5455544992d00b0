"""A token on its page: made once, shown once, stored as a digest, ended at once."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from sevenday.errors import InputError
from sevenday.web.api.models import Token
from sevenday.web.api.tokens import MOST_TOKENS, PREFIX, find_token, make_token
from sevenday.web.audit.models import Change
from sevenday.web.people.accounts import choose_password
from sevenday.web.people.models import Role
from tests.web.browser import (
    PHONE,
    picture,
    then_the_page_fits_its_width,
    then_the_page_is_accessible,
)
from tests.web.clients import client_of
from tests.web.factories import PASSWORD, department, person


def test_the_database_has_no_word_of_it_and_neither_has_the_record(db):
    user = person(Role.HR, department())
    token, word = make_token(user, "payroll", ["pay"], 30)
    assert word.startswith(PREFIX) and len(word) > 40
    stored = [f"{each}" for each in Token.objects.values_list()[0]]
    assert not any(word in each or word.removeprefix(PREFIX) in each for each in stored)
    change = Change.objects.get(what="token.made")
    assert word not in f"{change.after}" and change.after["scopes"] == ["pay"]
    assert find_token(word) == token
    for wrong in (word[:-1], token.digest, "", PREFIX):
        assert find_token(wrong) is None


def test_a_token_ends_when_it_is_past(db):
    token, word = make_token(person(), "a day", ["pay:own"], 1)
    Token.objects.filter(pk=token.pk).update(expires=timezone.now() - timedelta(seconds=1))
    assert find_token(word) is None


@pytest.mark.parametrize(("scopes", "days"), [([], 1), (["root"], 1), (["pay"], 0), (["pay"], 999)])
def test_what_no_token_may_be(db, scopes, days):
    with pytest.raises(InputError):
        make_token(person(), "no", scopes, days)
    assert not Token.objects.exists()


def test_a_person_has_no_endless_number_of_them(db):
    user = person()
    for _ in range(MOST_TOKENS):
        make_token(user, "one", ["pay"], 1)
    with pytest.raises(InputError, match="revoke one"):
        make_token(user, "one more", ["pay"], 1)


def test_a_new_password_ends_every_token_and_every_other_session_of_its_owner(db):
    user, other = person(), person()
    _, word = make_token(user, "mine", ["pay:own"], 30)
    _, theirs = make_token(other, "theirs", ["pay:own"], 30)
    here, elsewhere = client_of(user), client_of(user)
    new = "another-seven-days"
    given = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert here.post("/account/password/", given).status_code == 302
    assert find_token(word) is None and find_token(theirs)
    assert here.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 302
    assert Change.objects.filter(what="token.revoked", actor=user).count() == 1


def test_a_password_chosen_after_a_one_time_link_ends_them_too(db):
    user = person()
    _, word = make_token(user, "mine", ["pay:own"], 30)
    choose_password(user, user.name, user.email, "another-seven-days")
    assert find_token(word) is None


def test_nobody_ends_another_persons(db):
    here = department()
    token, word = make_token(person(Role.HR, here), "payroll", ["pay"], 30)
    page = f"/account/tokens/{token.pk}/revoke/"
    assert client_of(person(Role.ADMINISTRATOR, here)).post(page).status_code == 404
    assert find_token(word)


def test_a_token_asks_for_a_second_proof_of_a_doctor_too(db):
    user = person(Role.DOCTOR, department(), second_factor=False)
    answer = client_of(user).get("/account/tokens/")
    assert answer.status_code == 302 and "/account/second-factor/" in answer["Location"]


@pytest.mark.parametrize("scripts", [True, False])
def test_a_token_is_made_shown_once_and_revoked(open_as, scripts):
    user = person(Role.COORDINATOR, department(f"Ward {scripts}"))
    page = open_as(user, "/account/", size=PHONE, scripts=scripts)
    page.get_by_role("link", name="See your tokens").click()
    expect(page.get_by_text("You have no token yet.")).to_be_visible()
    page.get_by_role("button", name="Make the token").click()
    expect(page.get_by_role("alert")).to_contain_text("Say what it is for.")
    expect(page.get_by_role("alert")).to_contain_text("Choose one or more.")
    page.get_by_label("What it is for, in your own words").fill("The screen in the mess")
    page.get_by_label("See rotas, drafts and what is wrong with them").check()
    page.get_by_label("30 days").check()
    then_the_page_fits_its_width(page)
    picture(page, f"tokens-phone-{scripts}")
    page.get_by_role("button", name="Make the token").click()
    word = page.locator(".sd-once").first.inner_text().strip()
    then_the_page_fits_its_width(page)
    if scripts:
        then_the_page_is_accessible(page)
    picture(page, f"token-made-{scripts}")
    found = find_token(word)
    assert found and found.user == user and found.scopes == ["rota:read"]

    page.goto("/account/tokens/")
    assert word not in page.content()
    page.get_by_role("button", name="Revoke The screen in the mess").click()
    expect(page.get_by_role("cell", name="revoked")).to_be_visible()
    assert find_token(word) is None
