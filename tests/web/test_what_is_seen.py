"""What is not published, and why somebody is away, is on no page of those who need not know it."""

import re
from datetime import timedelta

import pytest

from sevenday.web.hospitals.models import Department
from sevenday.web.people.models import Role, User
from sevenday.web.permissions import SEE_ABSENCE, SEE_DRAFT
from sevenday.web.rotas.discretion import discreet, discreet_reason
from sevenday.web.rotas.drafts import CellEdit, edit_cells, open_draft
from sevenday.web.rotas.models import Version
from tests.web.addresses import PAGES, address_of
from tests.web.clients import client_of
from tests.web.factories import person
from tests.web.mine.doctors import works_as
from tests.web.people_and_places import MONDAY, publish_as_it_is, with_rota

pytestmark = pytest.mark.usefixtures("db")
ILL = "Doctor 2"
SICK_WORDS = re.compile(r"\bsick\b", re.IGNORECASE)
CHOICES = re.compile(r"<option[^>]*>.*?</option>|<input[^>]*>")
"""Of a filter or a form: what a cell may hold, not what one does."""
ALLOWED = {("draft", "changes_department")}
"""The administrator's record of changes says that a draft was edited, by whom and how."""
ROTA = {
    **{("Doctor 1", day): "D" for day in range(5)},
    (ILL, 1): "D",
    (ILL, 3): "SICK",
    (ILL, 4): "AL/2",
}


def a_rota() -> Version:
    """Two versions, the second with another absence; and a draft in which Doctor 3 has SDT."""
    first = with_rota(ROTA)
    robin, period = first.by, first.period
    ill, other = (period.department.doctors.get(name=name).pk for name in (ILL, "Doctor 3"))
    draft = open_draft(robin, period)
    cells = [
        CellEdit(ill, MONDAY + timedelta(days=3), "SICK", "COMP"),
        CellEdit(ill, MONDAY + timedelta(days=2), "", "SICK"),
    ]
    edit_cells(robin, draft, cells)
    second = publish_as_it_is(robin, draft)
    draft = open_draft(robin, period)
    edit_cells(robin, draft, [CellEdit(other, MONDAY + timedelta(days=9), "", "SDT")])
    return second


def pages_of(user: User, version: Version, doctor: str = ILL) -> dict[str, str]:
    """Every page that answers somebody, as text without its choices, by the name of its address."""
    period = version.period
    department: Department = period.department
    known: dict[str, str | int] = {
        "period": period.pk,
        "doctor": department.doctors.get(name=doctor).pk,
        "partner": department.doctors.get(name=doctor).pk,
        "column": 2,
        "need": 0,
        "number": version.number,
        "day": f"{MONDAY + timedelta(days=2)}",
        "theirs": f"{MONDAY + timedelta(days=1)}",
    }
    client, found = client_of(user), {}
    asked = [(name, address_of(name, department, known)) for name in PAGES]
    compare = dict(asked)["grid_compare"]
    asked += [
        ("older", f"{compare}?before=1&after=2"),
        ("newer", f"{compare}?before=2&after=draft"),
    ]
    for name, address in asked:
        answer = client.get(address)
        assert answer.status_code < 500, name
        if answer.status_code == 200 and "html" in answer["Content-Type"]:
            found[name] = CHOICES.sub("", answer.content.decode())
    return found


@pytest.mark.parametrize("role", [role for role in Role if role != Role.COORDINATOR])
def test_who_does_not_make_the_rota_sees_neither_its_draft_nor_why_somebody_is_away(role):
    version = a_rota()
    user = (
        works_as("Doctor 1", version)
        if role == Role.DOCTOR
        else person(role, version.period.department)
    )
    wrong = [
        (name, word)
        for name, text in pages_of(user, version).items()
        for word, pattern in (
            ("why", SICK_WORDS),
            ("why", re.compile(r"\bCOMP\b|compassionate|AL/2|annual leave</td>")),
            ("draft", re.compile(r"\bSDT\b|after version")),
        )
        if pattern.search(text) and (word, name) not in ALLOWED
    ]
    assert wrong == []
    assert not SEE_DRAFT.roles & {role} and not SEE_ABSENCE.roles & {role}


@pytest.mark.parametrize("role", [Role.HR, Role.GUARDIAN, Role.OPERATIONS])
def test_who_looks_on_sees_the_published_rota_and_who_is_away(role):
    version = a_rota()
    pages = pages_of(person(role, version.period.department), version)
    assert "version 2, published" in pages["grid_period"] and ">away<" in pages["grid_period"]
    assert ">away<" in pages["grid_print"] and "time away" in pages["grid_cell"]
    assert "away" in pages["older"] and "newer" not in pages
    assert "for the rota co-ordinator to see" in pages["grid_gap"]


def test_whoever_makes_the_rota_sees_the_draft_and_why():
    version = a_rota()
    pages = pages_of(person(Role.COORDINATOR, version.period.department), version)
    assert "draft after version 2" in pages["grid_period"]
    assert ">SICK<" in pages["grid_period"] and ">SDT<" in pages["grid_period"]
    assert "<del>SICK</del>" in pages["older"] and "<ins>SDT</ins>" in pages["newer"]


def test_a_doctor_sees_why_they_themselves_are_away():
    version = a_rota()
    client = client_of(works_as(ILL, version))
    department = version.period.department
    home = client.get(f"{address_of('my_duties', department)}?week={MONDAY}").content.decode()
    team = client.get(f"{address_of('my_team', department)}?from={MONDAY}").content.decode()
    assert "Sick leave" in home and ">SICK<" in team


def test_nobody_who_looks_on_narrows_the_grid_to_those_who_are_sick():
    version = a_rota()
    department = version.period.department
    client = client_of(person(Role.OPERATIONS, department))
    address = address_of("grid_period", department, {"period": version.period_id})
    page = client.get(f"{address}?shift=SICK").content.decode()
    assert "No line is as you asked" in page and "<option>SICK" not in page
    assert f">{ILL}" in client.get(f"{address}?shift=away").content.decode()


def test_who_reads_changes_does_not_read_why_somebody_is_away():
    version = a_rota()
    client = client_of(person(Role.ADMINISTRATOR))
    page = client.get(address_of("changes_department", version.period.department)).content.decode()
    assert '"away"' in page.replace("&#34;", '"') and not SICK_WORDS.search(page)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        ("D", "D"),
        ("SICK", "away"),
        ("AL/2+PM", "away/2+PM"),
        ("ZD", "ZD"),
        ("TOIL", "away"),
    ],
)
def test_a_cell_keeps_all_but_why(text, shown):
    assert discreet(text) == shown


def test_a_reason_keeps_all_but_why():
    texts = ["", "D", "SICK", "AL/2"]
    assert discreet_reason("sick leave", texts) == "away"
    assert discreet_reason("half a day of annual leave", texts) == "away"
    assert discreet_reason("works D that day", texts) == "works D that day"
