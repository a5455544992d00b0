"""The guardian's pages: each report as the library has it, fines split, a board told of nobody."""

import csv
import io
from datetime import date

import pytest

import sevenday as sd
from sevenday.web.exceptions.models import Report
from sevenday.web.exceptions.reporting import send
from sevenday.web.guardian import views
from sevenday.web.guardian.outcomes import board_of, outcomes_of, reports_of
from sevenday.web.guardian.presenters import fine_lines, quarters
from sevenday.web.guardian.quarters import closed_quarters, quarter_named, quarter_of
from sevenday.web.hospitals.models import Department
from sevenday.web.notices.notify import unseen
from sevenday.web.people.models import Role
from tests.web.clients import client_of
from tests.web.factories import person
from tests.web.people_and_places import EXAMPLES, with_folder

TODAY = date(2026, 7, 1)
SECOND = quarter_of(date(2026, 5, 1))


@pytest.fixture(autouse=True)
def at_work(monkeypatch):
    monkeypatch.setattr(views, "today", lambda: TODAY)


@pytest.fixture
def department(db) -> Department:
    return with_folder("exception-reports")


def address(department: Department, rest: str) -> str:
    return f"/at/{department.hospital.slug}/{department.slug}/{rest}"


def test_fines_and_their_split_are_the_librarys(department):
    path = EXAMPLES / "exception-reports"
    expected = sd.exceptions(sd.read(path), sd.contract("england-2016"), path / "exceptions.csv")
    reports, outcomes = reports_of(department), outcomes_of(department)
    assert len(fine_lines(reports, outcomes)) == sum(len(r.fines) for r in expected.reports)
    sums = quarters(reports, outcomes)
    assert sum(each.reports for each in sums) == len(expected.reports)

    def added(name: str) -> float:
        return sum(float(getattr(each, name).strip("£").replace(",", "")) for each in sums)

    assert added("fined") == pytest.approx(expected.fined)
    assert added("to_doctors") == pytest.approx(expected.to_doctors)
    assert added("to_fund") == pytest.approx(expected.to_guardian)


def test_hr_and_the_guardian_hear_of_a_report_and_answer_it(department):
    guardian = person(Role.GUARDIAN, department.hospital)
    elsewhere = person(Role.HR)  # everywhere
    other = person(Role.COORDINATOR, department)
    doctor = department.doctors.get(name="Post 1")
    day = date(2026, 6, 30)
    report = send(other, Report(department=department, doctor=doctor, day=day, kind="cover"))
    assert unseen(guardian).get().sentence == unseen(elsewhere).get().sentence
    assert "Post 1" not in unseen(guardian).get().sentence and not unseen(other).exists()

    client = client_of(guardian)
    page = client.get(address(department, f"reports/{report.pk}/")).content.decode()
    assert "Send the answer" in page
    answer = client.post(address(department, f"reports/{report.pk}/"), {"words": ""})
    assert "Choose what becomes of it." in answer.content.decode()
    client.post(address(department, f"reports/{report.pk}/"), {"state": "no action"})
    report.refresh_from_db()
    assert (report.state, report.answered_by) == ("no action", guardian)
    assert client_of(other).get(address(department, "reports/")).status_code == 403


def test_nobody_answers_their_own_report(department):
    guardian = person(Role.GUARDIAN, department)
    doctor = department.doctors.get(name="Post 1")
    doctor.user = guardian
    doctor.save()
    day = date(2026, 6, 30)
    report = send(guardian, Report(department=department, doctor=doctor, day=day, kind="cover"))
    page = address(department, f"reports/{report.pk}/")
    client = client_of(guardian)
    assert "This is your own report" in client.get(page).content.decode()
    answer = client.post(page, {"state": "agreed"}).content.decode()
    report.refresh_from_db()
    assert "your own report: nobody answers their own" in answer.lower() and report.state == "open"


def test_a_report_of_another_department_is_not_found(department):
    other = with_folder("ward")
    guardian = person(Role.GUARDIAN, other)
    key = department.reports.first().pk
    assert client_of(guardian).get(address(other, f"reports/{key}/")).status_code == 404
    assert client_of(guardian).get(address(department, f"reports/{key}/")).status_code == 403


def test_the_board_is_told_of_quarters_that_are_over_alone():
    assert [each.code for each in closed_quarters(TODAY)] == [
        "2026-2",
        "2026-1",
        "2025-4",
        "2025-3",
    ]
    assert SECOND.words == "April to June 2026" and SECOND.last == date(2026, 6, 30)
    assert quarter_named("2026-3", TODAY) == SECOND  # the one that is running is not


def reported(department: Department, doctors: int, each: int = 1) -> None:
    user = department.reports.first().sent_by
    for doctor in department.doctors.all()[:doctors]:
        for number in range(each):
            report = Report(
                department=department,
                doctor=doctor,
                day=date(2026, 4, 1 + number),
                kind="hours",
                minutes=60,
            )
            send(user, report)


def test_a_board_is_told_nothing_of_fewer_than_five(department):
    assert board_of(department.hospital, SECOND).total is None
    reported(department, 4, each=3)
    assert board_of(department.hospital, SECOND).total is None
    text = client_of(person(Role.GUARDIAN, department.hospital)).get(
        "/hospital/general/board-report/"
    )
    assert "Fewer than five doctors reported" in text.content.decode()


def test_a_board_is_told_counts_and_no_names(department):
    reported(department, 5)
    found = board_of(department.hospital, SECOND)
    assert found.total.reports == 5
    client = client_of(person(Role.GUARDIAN, department.hospital))
    page = client.get("/hospital/general/board-report/?quarter=2026-2").content.decode()
    assert "5 reports of 5 hours" in page and "Post" not in page
    table = client.get("/hospital/general/board-report.csv?quarter=2026-2")
    rows = list(csv.DictReader(io.StringIO(table.content.decode("utf-8-sig"))))
    assert rows[0]["reports"] == "5" and "Post" not in table.content.decode()


def test_one_departments_guardian_does_not_see_the_whole_hospitals_report(department):
    client = client_of(person(Role.GUARDIAN, department))
    assert client.get("/hospital/general/board-report/").status_code == 403
    page = client.get(address(department, "guardian/")).content.decode()
    assert "Are the hours safe?" in page and "board-report" not in page
