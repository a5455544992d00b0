"""Somebody is away: their duties become gaps, and whoever makes the rota hears of it."""

from datetime import date, timedelta

import pytest

from sevenday.errors import InputError
from sevenday.web.notices.notify import unseen
from sevenday.web.people.models import Role
from sevenday.web.requests import away
from sevenday.web.requests.away import refuse_own, report_away
from sevenday.web.rotas.current import latest
from sevenday.web.rotas.locks import lock
from tests.web.clients import client_of
from tests.web.factories import person
from tests.web.mine.doctors import TODAY, address, day, with_a_doctor

pytestmark = pytest.mark.usefixtures("db")


@pytest.mark.parametrize("far", ["0001-01-01", "9999-12-31"])
def test_a_day_beyond_every_rota_is_no_error(far):
    _, version = with_a_doctor()
    client = client_of(person(Role.COORDINATOR, version.period.department))
    page = address(version).replace("/my/", "/away/")
    assert client.get(f"{page}?from={far}").status_code == 200


def test_duties_of_who_is_away_are_gaps_and_the_co_ordinator_is_told():
    user, version = with_a_doctor()
    period, doctor = version.period, user.doctors.get()
    maker, other = person(Role.COORDINATOR, period.department), person(Role.HR, period.department)
    lock(version.by, latest(period), [(doctor.pk, day(1))])
    short = report_away(user, doctor, day(1), day(3))
    now = latest(period)
    assert [now.text_at(doctor.pk, day(n)) for n in range(5)] == ["D", *["SICK"] * 3, "D"]
    assert [each.day for each in short] == [day(3)] and short[0].missing
    (news,) = unseen(maker)
    assert (
        f"{doctor.name} is away Tue 8 Sep 2026 to Thu 10 Sep 2026: one place is short"
        in news.sentence
    )
    assert "sick" not in news.sentence.lower()
    assert not unseen(other) and not unseen(user)


def test_the_doctor_is_told_of_what_the_co_ordinator_wrote():
    user, version = with_a_doctor()
    doctor = user.doctors.get()
    report_away(version.by, doctor, day(1), day(1), "PAR")
    assert "noted as away" in unseen(user).get().sentence


@pytest.mark.parametrize(
    ("first", "last", "word", "says"),
    [
        (day(1), day(1), "D", "no absence"),
        (day(2), day(1), "SICK", "before it begins"),
        (day(1), day(400), "SICK", "too long"),
        (date(2030, 1, 1), date(2030, 1, 1), "SICK", "no rota"),
    ],
)
def test_what_is_no_absence_is_refused(first, last, word, says):
    user, version = with_a_doctor()
    with pytest.raises(InputError, match=says):
        report_away(version.by, user.doctors.get(), first, last, word)


def test_a_doctor_reports_days_that_are_near_and_few():
    near = TODAY + timedelta(days=away.OWN_DAYS)
    refuse_own(TODAY - timedelta(days=1), TODAY, TODAY)
    refuse_own(near, near, TODAY)
    for first, last in (
        (TODAY - timedelta(days=2), TODAY),
        (near + timedelta(days=1), near + timedelta(days=1)),
        (TODAY, near),
    ):
        with pytest.raises(InputError, match="next 14 days"):
            refuse_own(first, last, TODAY)


def test_a_doctor_reports_themselves_and_sees_what_is_known(monkeypatch):
    monkeypatch.setattr("sevenday.web.mine.views.away.today", lambda: TODAY)
    user, version = with_a_doctor()
    page = address(version, "away/")
    client = client_of(user)
    assert "Sick leave" not in client.get(page).content.decode()
    form = {"first": f"{day(1)}", "last": f"{day(2)}", "word": "SICK"}
    assert client.post(page, form).status_code == 302
    shown = client.get(page).content.decode()
    assert "Wed 9 Sep 2026: Sick leave" in shown
    refused = client.post(page, {**form, "first": f"{day(25)}", "last": f"{day(26)}"})
    assert "next 14 days" in refused.content.decode()


def test_the_co_ordinator_reports_somebody_and_is_led_to_who_can_cover():
    user, version = with_a_doctor()
    department = version.period.department
    page = f"/at/{department.hospital.slug}/{department.slug}/away/"
    client = client_of(person(Role.COORDINATOR, department))
    form = {"first": f"{day(3)}", "last": f"{day(3)}", "word": "SICK"}
    done = client.post(page, {**form, "doctor": user.doctors.get().pk})
    assert done.status_code == 302
    shown = client.get(done["Location"].split("#")[0]).content.decode()
    assert "Who can cover this?" in shown and "Thu 10 Sep 2026" in shown


def test_who_rings_in_the_morning_is_ill_unless_something_else_is_chosen():
    _, version = with_a_doctor()
    maker = person(Role.COORDINATOR, version.period.department)
    department = version.period.department
    page = client_of(maker).get(f"/at/{department.hospital.slug}/{department.slug}/away/")
    assert '<option value="SICK" selected>' in page.content.decode()
