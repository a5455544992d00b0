"""HR's pages say what the library says; and nothing that is taken away runs in a spreadsheet."""

import csv
import io
from zipfile import ZipFile

import pytest

import sevenday as sd
from sevenday.errors import InputError
from sevenday.web.audit.models import Change
from sevenday.web.csv_files import csv_text
from sevenday.web.hospitals.loading import terms_of
from sevenday.web.hospitals.models import Doctor
from sevenday.web.hospitals.rows import change_row
from sevenday.web.hr import views
from sevenday.web.hr.judged_versions import judged_version
from sevenday.web.hr.models import PaySent
from sevenday.web.hr.paying import month_pay, note_as_sent
from sevenday.web.hr.presenters.compliance import compliance, over_time
from sevenday.web.hr.presenters.payroll import payroll
from sevenday.web.hr.presenters.schedules import schedules_of
from sevenday.web.rotas.matrix import version_matrix
from tests.web.clients import client_of
from tests.web.hr.wards import MONTH, TODAY, a_ward, address
from tests.web.mine.doctors import works_as


@pytest.fixture(autouse=True)
def at_work(monkeypatch):
    monkeypatch.setattr(views, "today", lambda: TODAY)


@pytest.fixture
def ward(db):
    return a_ward()


def table_of(answer) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_lines_that_break_a_rule_come_first_as_the_library_has_them(ward):
    _, version = ward
    now = version_matrix(version)
    terms = terms_of(version.period.department, version.period.first)
    expected = sd.check(now.hospital, terms, "rota").breaches
    page = compliance(version)
    assert page.lines[0].doctor == "Doctor 1"
    assert page.lines[0].breaches == len(expected) and len(page.lines) == 9
    assert page.sentence.startswith("No: 1 of 9 lines breaks a rule")
    assert {rule.clause for rule in page.rules} <= {breach.clause for breach in expected}
    (row,) = over_time(version.period.department)
    assert (row.broken, row.breaches, row.reasons) == (1, len(expected), ["as it is"])


def test_a_version_is_judged_anew_when_its_folder_changes(ward):
    user, version = ward
    before = judged_version(version)
    assert judged_version(version) is before
    row = version.period.department.doctors.get(name="Doctor 2")
    change_row(user, row, dict(row.cells), {**row.cells, "opt_out": "yes"})
    version.period.department.refresh_from_db()
    assert judged_version(version) is not before


def test_every_breach_is_taken_away_as_a_table(ward):
    user, version = ward
    rows = table_of(client_of(user).get(address(version, "hr/rules.csv")))
    assert len(rows) == len(judged_version(version).breaches)
    assert rows[0]["doctor"] == "Doctor 1" and rows[0]["sentence"]


@pytest.mark.parametrize("cell", ["=1+1", "+44 20", "-1 day", "@sum", "\t=1", " =1", "＝1"])
def test_no_text_is_a_formula_and_numbers_stay_numbers(cell):
    ((text, number),) = list(csv.reader(io.StringIO(csv_text([], [[cell, -12.5]]))))[1:]
    assert text == f"'{cell}" and number == "-12.5"


def test_who_has_opened_their_schedule(ward, monkeypatch):
    user, version = ward
    assert schedules_of(version).sentence.startswith("Not yet: 0 of 9")
    from sevenday.web.mine.views import pay

    monkeypatch.setattr(pay, "today", lambda: TODAY)
    doctor = client_of(works_as("Doctor 2", version))
    for _ in range(2):
        answer = doctor.get(address(version, "my/work-schedule.pdf"))
        assert answer["Content-Type"] == "application/pdf"
    page = schedules_of(version)
    assert page.sentence.startswith("Not yet: 1 of 9")
    assert page.rows[-1].doctor == "Doctor 2" and page.rows[-1].opened and page.rows[-1].signs_in
    assert "Doctor 2" in client_of(user).get(address(version, "hr/schedules/")).content.decode()


def test_all_schedules_are_one_zip(ward, monkeypatch):
    user, version = ward
    from sevenday.web.hr import bundles

    monkeypatch.setattr(bundles, "as_pdf", lambda content: content["facts"][0][1].encode())
    answer = client_of(user).get(address(version, "hr/schedules.zip"))
    made = ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    assert made.testzip() is None
    assert [made.read(name).decode() for name in made.namelist()] == [
        doctor.name for doctor in Doctor.objects.filter(department=version.period.department)
    ]


@pytest.mark.parametrize("month", ["0001-01", "9999-12"])
def test_a_month_beyond_every_rota_is_no_error(ward, month):
    user, version = ward
    answer = client_of(user).get(address(version, "hr/payroll/"), {"month": month})
    assert answer.status_code == 200


def test_payroll_is_what_the_library_pays_and_tells_what_changed(ward):
    user, version = ward
    department = version.period.department
    pay = month_pay(department, MONTH)
    terms = terms_of(department, version.period.first)
    expected = sd.price(version_matrix(version).hospital, terms, "rota")
    assert {slip.doctor: slip.total for slip in pay.slips.values()} == {
        each.doctor: each.total for each in expected.doctors
    }
    assert payroll(pay).sentence.startswith("Nothing was sent to payroll yet")
    note_as_sent(user, pay, pay.seen)
    assert payroll(month_pay(department, MONTH)).sentence.startswith("Nothing changed since")

    row = department.doctors.get(name="Doctor 2")
    change_row(user, row, dict(row.cells), {**row.cells, "wte": "0.8"})
    department.refresh_from_db()
    page = payroll(now := month_pay(department, MONTH))
    assert page.sentence.startswith("One doctor's pay is another than")
    assert page.rows[0].doctor == "Doctor 2" and "Basic −£" in page.rows[0].change
    with pytest.raises(InputError, match="changed while you looked"):
        note_as_sent(user, now, pay.seen)


def test_sending_is_noted_once_and_the_record_has_nobodys_pay(ward):
    user, version = ward
    client = client_of(user)
    page = client.get(address(version, "hr/payroll/")).content.decode()
    assert "What is to be paid in September 2026?" in page
    seen = month_pay(version.period.department, MONTH).seen
    answer = client.post(address(version, "hr/payroll/?month=2026-09"), {"seen": seen})
    assert answer.status_code == 302 and PaySent.objects.get().month == MONTH
    change = Change.objects.get(what="pay.sent")
    assert set(change.after) == {"month", "doctors", "amounts"}
    rows = table_of(client.get(address(version, "hr/payroll.csv?month=2026-09")))
    assert {row["doctor"] for row in rows} == {f"Doctor {n}" for n in range(1, 10)}
    assert {row["change_a_month"] for row in rows} == {"0.0"}


def test_what_is_not_published_has_no_pay(ward):
    user, version = ward
    page = client_of(user).get(address(version, "hr/payroll/?month=2030-01")).content.decode()
    assert "No rota is published for this month." in page
    assert client_of(user).get(address(version, "hr/payroll.csv?month=2030-01")).status_code == 404


def test_the_first_page_answers_first(ward):
    user, version = ward
    client = client_of(user)
    assert client.get(address(version)).headers["Location"] == address(version, "hr/")
    page = client.get(address(version, "hr/")).content.decode()
    for says in ("No: 1 of 9 lines", "Not yet: 0 of 9", "Nothing was sent", "No exception report"):
        assert says in page
