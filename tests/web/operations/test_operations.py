"""A department's flow and the scan of trusts: asked for once, kept by content, shown as pages."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from sevenday.web.hospitals.models import Department
from sevenday.web.jobs.kinds import KINDS
from sevenday.web.jobs.models import Job
from sevenday.web.jobs.queue import claim, finish
from sevenday.web.operations import working
from sevenday.web.operations.home import operations_home
from sevenday.web.operations.inputs import NO_ROTA, first_of_week, missing_input
from sevenday.web.people.models import Role
from tests.web.clients import client_of
from tests.web.factories import person
from tests.web.operations.district import a_district
from tests.web.people_and_places import MONDAY, with_folder, with_rota

pytestmark = pytest.mark.usefixtures("db")


def page_of(department: Department, name: str) -> str:
    return f"/at/{department.hospital.slug}/{department.slug}/{name}/"


def worked_out() -> Job:
    """Do the one job that waits, as a worker's child does."""
    holder = uuid4()
    job = claim(holder)
    assert job is not None
    assert finish(job.pk, holder, KINDS[job.kind](job, lambda *given: None))
    return Job.objects.get(pk=job.pk)


def test_without_arrivals_the_page_says_what_is_missing():
    ward = with_folder("ward")
    page = client_of(person(Role.OPERATIONS, ward)).get(page_of(ward, "flow")).content.decode()
    assert "has no arrivals.csv" in page and "Work it out" not in page


@pytest.mark.slow
def test_the_flow_is_worked_out_once_and_shown(monkeypatch, tmp_path):
    monkeypatch.setattr(working, "HALF_WIDTH", 0.2)
    district = a_district(tmp_path)
    client, address = client_of(person(Role.OPERATIONS, district)), page_of(district, "flow")
    for _ in range(2):
        assert client.post(f"{address}?on=").status_code == 302
    assert (
        Job.objects.count() == 1 and "Waiting for a worker" in client.get(address).content.decode()
    )
    worked_out()
    page = client.get(address).content.decode()
    for words in ("Patients in the department, hour by hour", "Doctors against demand", "one more"):
        assert words in page
    assert page.count("<svg") >= 2
    district.change()
    assert "Work it out" in client.get(address).content.decode()


@pytest.mark.slow
def test_the_scan_is_one_for_every_department(monkeypatch):
    monkeypatch.setattr(working, "REPLICATIONS", 1)
    ward = with_folder("ward")
    client = client_of(person(Role.OPERATIONS, ward))
    client.post(f"{page_of(ward, 'scan')}?walkout=")
    worked_out()
    page = client.get(page_of(ward, "scan")).content.decode()
    assert "Who is most at risk" in page and "what drives it" in page and "<svg" in page


def test_a_strike_that_is_not_on_record_is_said():
    ward = with_folder("ward")
    client = client_of(person(Role.OPERATIONS, ward))
    page = client.get(f"{page_of(ward, 'scan')}?walkout=1999-01").content.decode()
    assert "no strike of the record" in page
    assert client.get(f"{page_of(ward, 'scan')}?walkout=nonsense").status_code == 200


def test_a_co_ordinator_has_no_page_of_such_a_job():
    ward = with_folder("ward")
    client_of(person(Role.OPERATIONS, ward)).post(f"{page_of(ward, 'scan')}?walkout=")
    client = client_of(person(Role.COORDINATOR, ward))
    key = Job.objects.get().pk
    assert client.get(f"{page_of(ward, 'rota')}job/{key}/").status_code == 404


def test_a_walkout_without_a_published_rota_is_no_job(tmp_path):
    district = a_district(tmp_path)
    assert missing_input(district, None) == ""  # its templates say who is on duty
    district.papers.create(name="walkout.toml", content=b"")
    assert missing_input(district, None) == NO_ROTA
    page = client_of(person(Role.OPERATIONS, district)).get(page_of(district, "flow"))
    assert NO_ROTA in page.content.decode() and "Work it out" not in page.content.decode()


def test_who_asked_may_stop_it():
    ward = with_folder("ward")
    client, address = client_of(person(Role.OPERATIONS, ward)), page_of(ward, "scan")
    client.post(f"{address}?walkout=")
    assert ">Stop<" in client.get(address).content.decode().replace("\n", "").replace(" ", "")
    client.post(f"{address}?walkout=", {"stop": "1"})
    assert Job.objects.get().state == Job.State.CANCELLED
    assert "Work it out" in client.get(address).content.decode()
    client.post(f"{address}?walkout=")
    assert Job.objects.count() == 2


def test_the_week_looked_at_is_this_one_where_the_rota_has_it():
    version = with_rota({("Doctor 1", 0): "D"})
    wednesday = MONDAY + timedelta(days=9)
    assert first_of_week(version, wednesday) == f"{MONDAY + timedelta(days=7)}"
    assert first_of_week(version, MONDAY + timedelta(days=27)) == f"{MONDAY + timedelta(days=21)}"
    assert first_of_week(version, MONDAY + timedelta(days=28)) == ""
    assert first_of_week(version, MONDAY - timedelta(days=1)) == ""
    assert first_of_week(None, date(2026, 1, 5)) == ""


def test_operations_begin_with_what_is_not_safe():
    version = with_rota({("Doctor 1", 0): "D"})
    department = version.period.department
    places, flow, scan = (row.answer for row in operations_home(department, MONDAY))
    assert "open in the next seven days, the first on" in places
    assert "no arrivals.csv" in flow and "Not worked out yet" in scan
    places, *_ = (row.answer for row in operations_home(department, MONDAY + timedelta(days=90)))
    assert places.startswith("The rota that is published is of")
    client = client_of(person(Role.OPERATIONS, department))
    answer = client.get(f"/at/{department.hospital.slug}/{department.slug}/", follow=True)
    assert "What is not safe?" in answer.content.decode()
