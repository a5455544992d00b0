"""The answer before a request is sent, and what becomes of it."""

from datetime import date, timedelta

import pytest

from sevenday.errors import InputError
from sevenday.web.hospitals.folders import folder_files
from sevenday.web.hospitals.models import Doctor
from sevenday.web.notices.notify import unseen
from sevenday.web.requests.answers import Wish, answer
from sevenday.web.requests.asking import agree, ask, refuse, withdraw
from sevenday.web.requests.models import Request
from sevenday.web.requests.rows import standing
from sevenday.web.rotas.current import latest, open_draft_of, published
from tests.web.people_and_places import MONDAY, a_user, with_folder, with_rota

CLINIC = {("Doctor 1", 0): "D", ("Doctor 2", 1): "D", ("Doctor 3", 1): "D", ("Doctor 5", 3): "N"}
"""One doctor on Monday's clinic, two on Tuesday's, one night on Thursday."""
EARLY = date(2026, 7, 1)


def wish(name: str, first: int, last: int | None = None, **more: str) -> Wish:
    days = [MONDAY + timedelta(days=day) for day in (first, first if last is None else last)]
    return Wish(Doctor.objects.get(name=name), *days, **more)


def test_leave_that_leaves_too_few_is_answered_no_with_what_would_mend_it(db):
    with_rota(CLINIC)
    found = answer(wish("Doctor 1", 0, 4))
    assert found.verdict == "no"
    assert found.sentences == (
        "Mon 7 Sep 2026 would leave 0 of 1 for clinic D; 2 swaps are lawful, and would make it "
        "work.",
    )
    assert found.partners == {MONDAY: 2}


def test_leave_that_cover_bears_is_answered_yes(db):
    with_rota(CLINIC)
    assert answer(wish("Doctor 2", 1)).verdict == "yes"
    assert answer(wish("Doctor 9", 0, 27)).verdict == "yes"  # who has no duty there


def test_leave_that_others_ask_for_too_is_answered_maybe(db):
    with_rota(CLINIC)
    ask(a_user("Alex"), wish("Doctor 3", 1), EARLY)
    found = answer(wish("Doctor 2", 1))
    assert found.verdict == "maybe"
    assert found.sentences[-1] == "One other has asked for some of the same dates."


def test_dates_of_which_no_rota_is_out_are_answered_maybe(db):
    with_folder("ward")
    assert answer(wish("Doctor 2", 1)).sentences == (
        "No rota is out for these dates: your request goes into it.",
    )


def test_a_duty_that_breaks_a_limit_is_answered_no(db):
    with_rota(CLINIC)
    found = answer(wish("Doctor 5", 4, want="on", shift="D"))
    assert found.verdict == "no" and "11 h" in found.sentences[0]
    assert answer(wish("Doctor 6", 4, want="on", shift="D")).verdict == "maybe"


def test_leave_that_is_agreed_is_in_the_draft_and_not_yet_in_what_doctors_hold(db):
    version = with_rota(CLINIC)
    doctor = Doctor.objects.get(name="Doctor 2")
    doctor.user = a_user("Alex")
    doctor.save()
    asked = ask(doctor.user, wish("Doctor 2", 1, 2), EARLY)
    assert asked.owed == EARLY + timedelta(days=14)
    agree(version.by, asked, "Enjoy it.")
    assert latest(version.period).text_at(doctor.pk, MONDAY + timedelta(days=1)) == "AL"
    assert published(version.period).text_at(doctor.pk, MONDAY + timedelta(days=1)) == "D"
    assert unseen(doctor.user).first().sentence == (
        "Your request for leave, Tue 8 Sep 2026 to Wed 9 Sep 2026, is agreed. Enjoy it."
    )
    assert [row.want for row in standing(version.period.department)] == ["leave"]
    text = folder_files(version.period.department)["requests.csv"].decode()
    assert text.splitlines() == ["doctor,from,to,want", "Doctor 2,2026-09-08,2026-09-09,leave"]


def test_a_refusal_says_why_and_an_answer_is_final(db):
    version = with_rota(CLINIC)
    asked = ask(version.by, wish("Doctor 1", 0), EARLY)
    with pytest.raises(InputError, match="why"):
        refuse(version.by, asked, " ")
    with pytest.raises(InputError, match="at most 500"):
        refuse(version.by, asked, "no " * 167)
    refuse(version.by, asked, "Nobody else can lead the clinic.")
    with pytest.raises(InputError, match="refused already"):
        agree(version.by, asked)
    assert open_draft_of(version.period) is None
    assert standing(version.period.department) == ()


def test_a_wish_counts_until_it_is_taken_back(db):
    version = with_rota(CLINIC)
    asked = ask(version.by, wish("Doctor 4", 5, want="off", shift="N"), EARLY, weight=2)
    assert standing(version.period.department)[0].weight == 2
    withdraw(version.by, asked)
    assert standing(version.period.department) == ()


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"want": "on"}, "shift"),
        ({"want": "on", "shift": "ZZ"}, "shift"),
        ({"want": "holiday"}, "want"),
        ({"shift": "D"}, "shift"),
    ],
)
def test_what_cannot_be_granted_cannot_be_asked(db, more: dict, says: str):
    with_folder("ward")
    with pytest.raises(InputError, match=says):
        ask(a_user(), wish("Doctor 1", 0, **more), EARLY)
    with pytest.raises(InputError, match="from"):
        ask(a_user("Sam"), wish("Doctor 1", 0), MONDAY + timedelta(days=1))
    assert not Request.objects.exists()
