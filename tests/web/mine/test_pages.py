"""The doctor's pages, asked as the doctor: what they say, and what they do."""

from datetime import timedelta

import pytest

from sevenday.web.people.models import Role
from sevenday.web.requests.gap_offers import offer_gap
from sevenday.web.requests.models import GapOffer, Request, State, Swap
from sevenday.web.rotas.current import latest
from sevenday.web.rotas.gaps import gaps
from tests.web.clients import client_of
from tests.web.factories import person
from tests.web.mine.doctors import TODAY, address, day, with_a_doctor, works_as
from tests.web.people_and_places import with_folder

pytestmark = pytest.mark.usefixtures("db", "at_work")


@pytest.fixture
def at_work(monkeypatch):
    """It is the second day of the rota."""
    from sevenday.web.mine.views import exceptions, home, leave, pay, swap

    for module in (exceptions, home, leave, pay, swap):
        monkeypatch.setattr(module, "today", lambda: TODAY)


def text_of(client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, answer.content[:500]
    return answer.content.decode()


def test_home_says_what_comes_next_and_what_the_week_holds():
    user, version = with_a_doctor()
    text = text_of(client_of(user), address(version))
    assert "What am I doing next?" in text
    assert "Tue 8 Sep" in text and "today" in text
    assert "Version 1" in text
    assert "(team " in text
    later = text_of(client_of(user), address(version, f"?week={day(7)}"))
    assert "Annual leave" in later and "Week before" in later


def test_a_person_without_a_line_is_told_whom_to_ask():
    _, version = with_a_doctor()
    other = person(Role.DOCTOR, version.period.department, second_factor=False)
    text = text_of(client_of(other), address(version))
    assert "No line of the rota is yours yet" in text


def test_the_team_stands_beside_mine_and_mine_is_first():
    user, version = with_a_doctor("Doctor 5")
    text = text_of(client_of(user), address(version, "team/"))
    assert text.index("Doctor 5 (me)") < text.index("Doctor 1")


def test_leave_is_answered_before_it_is_sent_and_may_be_taken_back():
    user, version = with_a_doctor()
    client = client_of(user)
    wish = {"first": f"{day(20)}", "last": f"{day(21)}", "what": "leave:AL"}
    shown = client.post(address(version, "leave/"), wish)
    assert b'role="status"' in shown.content and not Request.objects.exists()
    assert b"Send the request" in shown.content
    sent = client.post(address(version, "leave/"), {**wish, "send": "yes"})
    assert sent.status_code == 302
    made = Request.objects.get()
    assert (made.want, made.shift, made.state) == ("leave", "AL", State.ASKED)
    assert "owed by" in text_of(client, address(version, "leave/"))
    client.post(address(version, f"leave/{made.pk}/take-back/"))
    made.refresh_from_db()
    assert made.state == State.WITHDRAWN


def test_leave_that_would_break_cover_says_where():
    user, version = with_a_doctor()
    wish = {"first": f"{day(3)}", "last": f"{day(3)}", "what": "leave:AL"}
    text = client_of(user).post(address(version, "leave/"), wish).content.decode()
    assert "<strong>No</strong>" in text and "would leave" in text


@pytest.mark.parametrize(
    ("first", "last", "says"),
    [
        ("2026-09-20", "2026-09-10", "2026-09-20 or later"),
        ("2020-01-01", "2020-01-01", "or later"),
        ("", "2026-09-10", "Give the first day."),
    ],
)
def test_dates_that_cannot_be_asked_for_are_told_beside_their_field(first, last, says):
    user, version = with_a_doctor()
    wish = {"first": first, "last": last, "what": "leave:AL", "send": "yes"}
    text = client_of(user).post(address(version, "leave/"), wish).content.decode()
    assert "There is a problem" in text and says in text
    assert not Request.objects.exists()


def test_somebody_elses_request_is_not_mine_to_take_back():
    user, version = with_a_doctor()
    other = client_of(works_as("Doctor 2", version))
    wish = {"first": f"{day(20)}", "last": f"{day(21)}", "what": "off:", "send": "yes"}
    client_of(user).post(address(version, "leave/"), wish)
    key = Request.objects.get().pk
    assert other.post(address(version, f"leave/{key}/take-back/")).status_code == 404
    assert Request.objects.get().state == State.ASKED


def test_a_swap_goes_from_lawful_partners_to_the_partners_yes():
    user, version = with_a_doctor()
    client, partner = client_of(user), client_of(works_as("Doctor 2", version))
    assert "Choose one" in text_of(client, address(version, "swaps/"))
    page = text_of(client, address(version, f"swaps/{day(3)}/"))
    assert "With whom may I swap Thu 10 Sep 2026?" in page and "Doctor 2" in page
    key = version.period.department.doctors.get(name="Doctor 2").pk
    offer = address(version, f"swaps/{day(3)}/{key}/{day(7)}/")
    shown = text_of(client, offer)
    assert "You give D on Thu 10 Sep 2026" in shown and "Send the offer" in shown
    assert client.post(offer).status_code == 302
    made = Swap.objects.get()
    assert "offers" in text_of(partner, address(version, "swaps/"))
    assert client.post(address(version, f"swap/{made.pk}/accept/")).status_code == 404
    assert partner.post(address(version, f"swap/{made.pk}/accept/")).status_code == 302
    made.refresh_from_db()
    assert made.state == Swap.State.ACCEPTED
    again = partner.post(address(version, f"swap/{made.pk}/accept/"))
    assert again.status_code == 409 and b"There is a problem" in again.content


def test_a_duty_that_has_begun_is_not_for_a_swap(monkeypatch):
    from sevenday.web.mine.views import swap

    user, version = with_a_doctor()
    client, tomorrow = client_of(user), f"swaps/{day(3)}/"
    for minute, shown in ((0, True), (23 * 60, False)):
        monkeypatch.setattr(swap, "minute_of_day", lambda minute=minute: minute)
        assert (f"swaps/{TODAY}/" in text_of(client, address(version, "swaps/"))) == shown
    monkeypatch.setattr(swap, "today", lambda: day(9))
    page = text_of(client, address(version, tomorrow))
    assert f"/{day(7)}/" not in page and "No swap of this duty is lawful" in page


def test_a_duty_to_come_has_no_exception_report():
    user, version = with_a_doctor()
    given = {"day": day(3), "kind": "hours", "minutes": 30, "wish": "pay", "send": "yes"}
    answer = client_of(user).post(address(version, "exceptions/"), given)
    assert "Thu 10 Sep 2026 is still to come" in answer.content.decode()
    assert not user.doctors.get().reports.exists()


def test_pay_is_mine_alone_with_its_working():
    user, version = with_a_doctor()
    text = text_of(client_of(user), address(version, "pay/"))
    assert "a month" in text and "Basic" in text
    assert "Doctor 2" not in text


def test_a_payslip_is_compared_and_not_kept():
    user, version = with_a_doctor()
    client = client_of(user)
    slip = {"per": "month", "lines": "Basic pay 1,000.00\nPAYE tax 300.10"}
    text = client.post(address(version, "pay/"), slip).content.decode()
    assert "Something differs" in text and "A letter to payroll" in text
    assert "Set aside, not compared" in text
    wrong = client.post(address(version, "pay/"), {"per": "month", "lines": "Basic pay"})
    assert b"line 1 has no amount at its end" in wrong.content.lower()


def test_an_exception_is_prefilled_and_sent():
    user, version = with_a_doctor()
    client = client_of(user)
    page = text_of(client, address(version, f"exceptions/?day={day(1)}"))
    assert "On Tue 8 Sep 2026 you had D" in page
    given = {"day": f"{day(1)}", "kind": "hours", "start": "", "end": "", "minutes": "60"}
    shown = client.post(address(version, "exceptions/"), {**given, "wish": "pay"})
    assert b"of pay" in shown.content and b"Send the report" in shown.content
    doctor = version.period.department.doctors.get(name="Doctor 1")
    assert not doctor.reports.exists()
    client.post(address(version, "exceptions/"), {**given, "wish": "pay", "send": "yes"})
    assert doctor.reports.get().minutes == 60


def test_the_work_schedule_is_a_pdf():
    user, version = with_a_doctor()
    answer = client_of(user).get(address(version, "work-schedule.pdf"))
    assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")


def test_what_changed_stands_in_the_news_until_it_is_seen():
    user, version = with_a_doctor()
    partner = works_as("Doctor 2", version)
    key = version.period.department.doctors.get(name="Doctor 2").pk
    client_of(user).post(address(version, f"swaps/{day(3)}/{key}/{day(7)}/"))
    client = client_of(partner)
    assert "1 new" in text_of(client, address(version))
    assert "offers you D on Thu 10 Sep 2026" in text_of(client, "/news/")
    client.post("/news/")
    assert "Nothing new" in text_of(client, address(version))


@pytest.mark.parametrize("away", [-400, 400])
def test_a_week_outside_the_rota_is_its_nearest(away):
    user, version = with_a_doctor()
    asked = version.period.first + timedelta(days=away)
    assert "What am I doing next?" in text_of(client_of(user), address(version, f"?week={asked}"))


def test_before_a_rota_is_published_there_is_a_word_for_it():
    department = with_folder("ward")
    user = person(Role.DOCTOR, department, second_factor=False)
    department.doctors.filter(name="Doctor 1").update(user=user)
    path = f"/at/{department.hospital.slug}/{department.slug}/my/"
    assert "No rota is published yet" in text_of(client_of(user), path)


def test_an_uncovered_duty_is_taken_by_the_first_lawful_yes():
    user, version = with_a_doctor()
    friday = day(11)  # nobody is in the clinic
    now = latest(version.period)
    (gap,) = [each for each in gaps(now) if each.day == friday and each.need.service == "clinic"]
    names = ("Doctor 1", "Doctor 2")
    doctors = [version.period.department.doctors.get(name=name) for name in names]
    offer_gap(version.by, now, gap.need, "D", friday, doctors)
    mine, other = client_of(user), client_of(works_as("Doctor 2", version))
    assert "Not covered, and you could take it" in text_of(mine, address(version, "swaps/"))
    key = GapOffer.objects.get().pk
    take = address(version, f"gap/{key}/take/")
    assert mine.post(take).status_code == 302
    assert "D on Fri 18 Sep 2026 is yours." in text_of(mine, address(version, "swaps/"))
    late = other.post(take)
    assert late.status_code == 409 and b"omebody else has taken it" in late.content
    assert "Not covered" not in text_of(other, address(version, "swaps/"))
