"""A department's flow and the scan of trusts: asked for once, kept by content, shown as pages."""

import shutil
from uuid import uuid4

import pytest

from sevenday.web.hospitals.models import Department
from sevenday.web.jobs.kinds import KINDS
from sevenday.web.jobs.models import Job
from sevenday.web.jobs.queue import claim, finish
from sevenday.web.operations import working
from sevenday.web.people.models import Role
from tests.web.clients import client_of
from tests.web.factories import person
from tests.web.people_and_places import EXAMPLES, with_folder

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
    left_out = shutil.ignore_patterns("walkout.toml", "rota.csv", "counts.csv")
    folder = shutil.copytree(EXAMPLES / "district-2016", tmp_path / "district", ignore=left_out)
    district = with_folder(folder)
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
