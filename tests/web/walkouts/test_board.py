"""Before a walkout: what is not safe, what is planned, and what is printed."""

from html import unescape
from io import BytesIO
from zipfile import ZipFile

import pytest

from sevenday.web.jobs.models import Job
from sevenday.web.people.models import Role
from sevenday.web.rotas.drafts import CellEdit, edit_cells, open_draft
from sevenday.web.rotas.matrix import draft_matrix
from sevenday.web.rotas.models import Version
from sevenday.web.walkouts.plans import planned
from tests.web.clients import client_of
from tests.web.factories import department, person
from tests.web.people_and_places import publish_as_it_is
from tests.web.walkouts.wards import a_walkout, work_it_out

pytestmark = pytest.mark.usefixtures("db")


def text_of(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def test_a_department_without_a_walkout_says_what_is_missing():
    here = department()
    client = client_of(person(Role.OPERATIONS, here))
    at = f"/at/{here.hospital.slug}/{here.slug}"
    assert "has no walkout.toml" in text_of(client, f"{at}/walkout/")
    assert "What is not safe in the walkout?" not in text_of(client, f"{at}/operations/")
    assert client.get(f"{at}/walkout/called/").status_code == 404


def test_a_walkout_is_planned_once_and_looked_at(tmp_path):
    here = a_walkout(tmp_path)
    client = client_of(person(Role.OPERATIONS, here))
    at = f"/at/{here.hospital.slug}/{here.slug}"
    assert "Work it out" in text_of(client, f"{at}/walkout/")
    for _ in range(2):
        client.post(f"{at}/walkout/")
    assert Job.objects.filter(kind="walkout").count() == 1
    job = work_it_out()
    shown = text_of(client, f"{at}/walkout/")
    assert "NOT SAFE: 13 life-and-limb places and 5 places of rank 2" in shown
    assert "ICU-SL" in shown and "<svg" in shown
    words = unescape(shown)
    assert "Life and limb, intensive care, icu: the worst of 10 places is short: 1 in 100." in words
    assert "Out from Fri 14 Nov 07:00 to Wed 19 Nov 07:00." in words
    assert "NOT SAFE: 13 life-and-limb" in text_of(client, f"{at}/operations/")
    assert "89 people are called 222 times" in text_of(client, f"{at}/walkout/called/")
    assert "21 of 140" in text_of(client, f"{at}/walkout/withdrawn/")
    assert "BMA, full action" in text_of(client, f"{at}/walkout/notice/")
    for word in ("places", "rates"):
        assert "<table" in text_of(client, f"{at}/walkout/{word}/")
    assert len(planned(job).calls) == 222

    packed = client.get(f"{at}/walkout/papers/papers.zip")
    names = ZipFile(BytesIO(packed.content)).namelist()
    assert sum(name.startswith("calls/") for name in names) == 89
    board = client.get(f"{at}/walkout/papers/board.pdf")
    assert board.content.startswith(b"%PDF") and "attachment" in board["Content-Disposition"]
    for name in ("rota-medicine.html", "../secret-key", "nothing"):
        assert client.get(f"{at}/walkout/papers/{name}").status_code == 404


def test_a_rota_that_is_published_anew_is_planned_anew(tmp_path):
    here = a_walkout(tmp_path)
    client = client_of(person(Role.OPERATIONS, here))
    at = f"/at/{here.hospital.slug}/{here.slug}"
    client.post(f"{at}/walkout/")
    work_it_out()
    version = Version.objects.get(period__department=here)
    draft = open_draft(version.by, version.period)
    doctor = here.doctors.first()
    cell = CellEdit(
        doctor.pk,
        version.period.first,
        draft_matrix(draft).text_at(doctor.pk, version.period.first),
        "AL",
    )
    edit_cells(version.by, draft, [cell])
    publish_as_it_is(version.by, draft)
    assert "Work it out" in text_of(client, f"{at}/walkout/")
