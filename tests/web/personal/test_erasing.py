"""One person's data: all of it for them, and erased so that no table, log or file has the name."""

import io
import json
from datetime import timedelta
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied

from sevenday.errors import InputError
from sevenday.web.audit.models import Change
from sevenday.web.exceptions.models import Report
from sevenday.web.exceptions.reporting import send
from sevenday.web.hospitals.folders import folder_files
from sevenday.web.hospitals.loading import loaded
from sevenday.web.hospitals.models import Doctor, Paper
from sevenday.web.hospitals.rows import change_row
from sevenday.web.hr.opening import note_as_opened
from sevenday.web.hr.paying import month_pay, note_as_sent
from sevenday.web.mine.calendars import renew
from sevenday.web.people.accounts import invite
from sevenday.web.people.models import Role, User
from sevenday.web.personal.erasing import erase, hindrance, lines_of
from sevenday.web.requests.answers import Wish
from sevenday.web.requests.asking import ask
from sevenday.web.rotas.matrix import version_matrix
from sevenday.web.rotas.models import Version
from sevenday.web.rotas.publishing import is_whole
from tests.web.clients import client_of
from tests.web.factories import person
from tests.web.mine.doctors import ROTA
from tests.web.people_and_places import MONDAY, with_rota

AFTER = MONDAY + timedelta(days=40)
NAME, EMAIL = "Wilhelmina Quarshie", "wilhelmina@example.org"


@pytest.fixture
def gone(db) -> User:
    """A doctor who has been here: duties, leave, a report, pay, a calendar; and is not rostered."""
    administrator = person(Role.ADMINISTRATOR, name="Ada")
    version = with_rota(ROTA)
    department = version.period.department
    row = department.doctors.get(name="Doctor 1")
    membership, _ = invite(administrator, EMAIL, NAME, Role.DOCTOR, department=department)
    user = membership.user
    Paper.objects.create(
        department=department, name="history.csv", content=b"doctor,2026-09-06\nDoctor 1,D\n"
    )
    # the line is called by the person's name, everywhere that it stands
    row.user = user
    row.save()
    change_row(administrator, row, dict(row.cells), {**row.cells, "grade": "CT2"})
    for each in (version, *Version.objects.exclude(pk=version.pk)):
        text = each.text.replace("Doctor 1,", "W. Quarshie,")
        Version.objects.filter(pk=each.pk).update(
            text=text, reasons=[{"sentence": "W. Quarshie: too long", "rule": "x", "reason": "y"}]
        )
    Paper.objects.filter(name="history.csv").update(
        content=b"doctor,2026-09-06\nW Quarshie,D\nDoctor 2,D\n"
    )
    Doctor.objects.filter(pk=row.pk).update(
        name="W. Quarshie", cells={**row.cells, "doctor": "W. Quarshie"}
    )
    department.change()
    row.refresh_from_db()
    ask(user, Wish(row, MONDAY + timedelta(days=20), MONDAY + timedelta(days=21)), MONDAY)
    send(user, Report(department=department, doctor=row, day=MONDAY, kind="hours", minutes=60))
    pay = month_pay(department, MONDAY)
    note_as_sent(administrator, pay, pay.seen)
    renew(user, row)
    note_as_opened(version, row)
    client_of(user)
    return user


def everything() -> str:
    """All that the store has, as one text."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        names = [field.attname for field in model._meta.concrete_fields]
        for row in model._base_manager.values_list(*names):
            found += [
                bytes(v).decode("utf-8", "replace") if isinstance(v, bytes | memoryview) else f"{v}"
                for v in row
            ]
    return "\n".join(found)


def test_a_person_is_given_all_that_is_kept_of_them(gone):
    client = client_of(gone)
    made = ZipFile(io.BytesIO(client.get("/account/data.zip").content))
    folder = "general-ward-W.-Quarshie"
    account = json.loads(made.read("account.json"))
    assert (account["name"], account["email"]) == (NAME, EMAIL)
    assert account["roles"] == [{"role": "doctor", "hospital": "General", "department": "Ward"}]
    duties = made.read(f"{folder}/duties.csv").decode().splitlines()
    assert len(duties) == 1 + sum(name == "Doctor 1" for name, _ in ROTA)
    assert "leave" in made.read(f"{folder}/requests.csv").decode()
    assert "hours" in made.read(f"{folder}/exception-reports.csv").decode()
    assert "basic" in made.read(f"{folder}/pay-sent.csv").decode()
    whole = "".join(made.read(name).decode() for name in made.namelist())
    assert "Doctor 2" not in whole and "password" not in whole.lower().replace("passwords and", "")


def test_nothing_has_the_name_and_every_duty_is_there(gone):
    administrator = User.objects.get(name="Ada")
    line = gone.doctors.get()
    (version,) = Version.objects.all()
    before, signed_in = version_matrix(version).codes, client_of(gone)
    assert signed_in.get("/account/").status_code == 200
    assert "Quarshie" in everything()
    changes = Change.objects.count()

    erase(administrator, gone, AFTER)

    text = everything()
    assert "quarshie" not in text.lower() and "wilhelmina" not in text.lower()
    assert signed_in.get("/account/").status_code == 302
    version.refresh_from_db()
    line.refresh_from_db()
    assert (line.name, line.cells["doctor"]) == ("Post 1", "Post 1")
    assert (version_matrix(version).codes == before).all() and is_whole(version)
    assert "Post 1," in version.text and version.reasons[0]["sentence"].startswith("Post 1:")
    assert loaded(line.department).hospital.doctors[0].name == "Post 1"
    assert folder_files(line.department)["history.csv"] == (
        b"doctor,2026-09-06\nPost 1,D\nDoctor 2,D\n"
    )
    assert line.reports.count() == 1 and line.requests.count() == 1
    # every change that was recorded is there still, and one more that says what was done
    assert Change.objects.count() == changes + 1
    (digest,) = Change.objects.first().after["versions"]
    assert (digest["version"], digest["after"]) == (version.pk, version.sha)
    assert hindrance(administrator, gone, AFTER) == "They are erased already."


def test_a_posts_line_keeps_its_name(gone):
    gone.doctors.update(name="02-SpR")
    assert [line.name for line in lines_of(gone)] == ["02-SpR"]


def test_who_is_still_rostered_is_not_erased(gone):
    administrator = User.objects.get(name="Ada")
    with pytest.raises(InputError, match="duties from today on in Ward"):
        erase(administrator, gone, MONDAY)
    with pytest.raises(InputError, match="another administrator does"):
        erase(administrator, administrator, AFTER)
    with pytest.raises(PermissionDenied):
        erase(person(Role.ADMINISTRATOR, gone.doctors.get().department), gone, AFTER)
    assert User.objects.filter(email=EMAIL).exists()


def test_an_administrator_finds_closes_and_erases(gone):
    client = client_of(User.objects.get(name="Ada"))
    page = client.get("/everybody/?find=quarsh").content.decode()
    assert NAME in page and "Ada" not in page.split("<main")[1]
    one = f"/everybody/{gone.pk}/"
    page = client.get(one).content.decode()
    assert "W. Quarshie of Ward" in page
    client.post(one, {"close": "1"})
    gone.refresh_from_db()
    assert not gone.is_active
    client.post(one, {"open": "1"})
    assert "Tick that you are sure." in client.post(one, {"sure": ""}).content.decode()
    assert client.get(f"{one}data.zip").status_code == 200
    assert Change.objects.filter(what="person.data_taken").count() == 1
    mine = f"/everybody/{User.objects.get(name='Ada').pk}/"
    assert "another administrator" in client.post(mine, {"close": "1"}).content.decode()
