"""A report says what it leads to before it is sent, as the library has it."""

from datetime import date

import pytest

import sevenday as sd
from sevenday.errors import InputError
from sevenday.web.audit.models import Change
from sevenday.web.exceptions.models import Report
from sevenday.web.exceptions.reporting import consequence, consequences, prefilled, send, settle
from sevenday.web.hospitals.models import Department
from sevenday.web.notices.notify import unseen
from tests.web.people_and_places import EXAMPLES, a_user, with_folder


@pytest.fixture
def department(db) -> Department:
    return with_folder("exception-reports")


def made(department: Department, **more) -> Report:
    doctor = department.doctors.get(name="Post 1")
    values = {"day": date(2026, 3, 2), "kind": "hours", "wish": "pay", "minutes": 60}
    return Report(department=department, doctor=doctor, **(values | more))


def test_reports_of_a_folder_lead_to_what_the_library_says(department: Department):
    path = EXAMPLES / "exception-reports"
    hospital = sd.read(path)
    expected = sd.exceptions(hospital, sd.contract("england-2016"), path / "exceptions.csv")
    assert consequences(list(department.reports.all())) == list(expected.reports)


def test_a_report_begins_with_the_duty(department: Department):
    found = prefilled(department.doctors.get(name="Post 1"), date(2026, 3, 2))
    assert (found.text, found.start, found.end) != ("", "", "")
    assert prefilled(department.doctors.get(name="Post 1"), date(2020, 1, 1)).text == ""


def test_a_report_says_what_it_earns_before_it_is_sent(department: Department):
    report = made(department)
    report.number = "new"
    found = consequence(report)
    assert found.pay > 0 and found.process == "2026 reform"
    assert not Report.objects.filter(number="new").exists()


def test_a_report_is_sent_and_settled(department: Department):
    alex = a_user("Alex")
    report = made(department)
    report.doctor.user = alex
    report.doctor.save()
    send(alex, report)
    assert report.number == f"{department.reports.count()}"
    with pytest.raises(InputError, match="your own report"):
        settle(alex, report, "agreed")
    hilary = a_user("Hilary")
    settle(hilary, report, "agreed")
    with pytest.raises(InputError, match="agreed already"):
        settle(hilary, report, "agreed")
    assert unseen(alex).get().sentence == f"Your exception report {report.number} is agreed."


def test_the_audit_says_nothing_of_what_a_report_is_about(department: Department):
    send(a_user("Alex"), made(department))
    change = Change.objects.get(what="exception.changed")
    assert (change.before, change.after) == (None, {"state": "open"})


def test_what_is_wrong_in_a_report_is_not_sent(department: Department):
    with pytest.raises(InputError, match="neither from when"):
        send(a_user("Alex"), made(department, minutes=None))
    assert (
        department.reports.count()
        == len((EXAMPLES / "exception-reports" / "exceptions.csv").read_text().splitlines()) - 1
    )
