"""Two hospitals that differ in one doctor's attendance on a strike day give the same bytes.

One store is told by every door that the doctor came, and again, as it was before, that they struck.
Then every address is asked for as every role, every call of the API, and each row that a backup
copies is read. What is random or of the clock is made the same: the token of a form, the nonce of
a page, the secret that a second factor begins with, the number of a department's state, when a PDF
or a workbook was made; sessions have random keys and are left out.
"""

import gc
import io
import json
import logging
import re
import shutil
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.db import transaction
from django.utils import timezone

from sevenday.errors import InputError
from sevenday.files.exceptions import read_exceptions
from sevenday.web.hospitals.folders import folder_files, import_folder
from sevenday.web.hospitals.models import Department
from sevenday.web.hospitals.tables import table_rows
from sevenday.web.jobs import importing
from sevenday.web.jobs.models import Job
from sevenday.web.people.models import Membership, Role, User
from sevenday.web.ready import Ready
from sevenday.web.store.rows import rows_of, tables
from tests.web.addresses import address_of
from tests.web.api.calls import Caller, every_call
from tests.web.clients import client_of
from tests.web.factories import person
from tests.web.mine.doctors import ROTA, day, works_as
from tests.web.people_and_places import EXAMPLES
from tests.web.store.test_migrations import a_full_ward
from tests.web.test_who_may_change import Ward, addresses_at, forms_of, keys_of
from tests.web.test_who_may_open import TABLE, WHO

NOW = datetime(2026, 9, 15, 10, 30, tzinfo=UTC)
STRIKE_DAY = day(7)
"""A day on which Doctor 2 has a duty."""
RANDOM = (
    rb'name="csrfmiddlewaretoken" value="[^"]*"',
    rb'"X-CSRFToken": ?"[^"]*"',
    rb"&#34;X-CSRFToken&#34;: ?&#34;[^&]*&#34;",
    rb'nonce="[^"]*"',
    rb"/(CreationDate|ModDate) ?\([^)]*\)",
    rb"/ID ?\[[^\]]*\]",
    rb"(?s)<\?xpacket.*?<\?xpacket",
    rb"<dcterms:(created|modified)[^>]*>[^<]*<",
    rb'(?s)<img class="sd-square".*?</p>|id="authenticator_secret">[^<]*<',
    rb'"challenge": "[^"]*"',
    rb"UUID\('[^']*'\)",
)
Bytes = dict[str, bytes]


def same(content: bytes) -> bytes:
    """A page or a file without what is random or of the clock; a zip file as its files."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            content = b"".join(n.encode() + same(packed.read(n)) for n in packed.namelist())
    for pattern in RANDOM:
        content = re.sub(pattern, b"", content)
    return content


@dataclass(frozen=True)
class Staff:
    """A ward, the doctor's own account, and somebody of every role."""

    ward: Ward
    boss: User
    others: dict[Role, User]
    callers: dict[str, Caller]

    @property
    def users(self) -> dict[str, User]:
        return {"the doctor": self.ward.colleague, "everything": self.boss} | {
            role.value: user for role, user in self.others.items()
        }


def a_staff() -> Staff:
    ward = a_full_ward()
    others = {role: person(role, ward.department) for role in Role}
    others[Role.DOCTOR] = works_as("Doctor 3", ward.version)
    boss = person()
    for role in Role:
        Membership.objects.create(user=boss, role=role)
    callers = {"the doctor": Caller(ward.colleague), "everything": Caller(boss)}
    return Staff(ward, boss, others, callers)


def book(ward: Ward, came: bool) -> bytes:
    """The rota as somebody noted it in their own workbook: two struck, or three with this one."""
    struck = {("Doctor 1", 7), ("Doctor 5", 9)} | (set() if came else {("Doctor 2", 7)})
    cells = {**ROTA, ("Doctor 1", 7): "D"} | dict.fromkeys(struck, "STRIKE")
    names = list(ward.department.doctors.values_list("name", flat=True))
    rows = [["doctor", *(f"{day(k)}" for k in range(28))]]
    rows += [[name, *(cells.get((name, k), "") for k in range(28))] for name in names]
    return "\n".join(",".join(row) for row in rows).encode()


def told(staff: Staff, came: bool, folder: Path) -> list[tuple[str, int]]:
    """Tell a store by every door whether the doctor came; what each answered."""
    ward, doctor = staff.ward, staff.ward.doctor.pk
    word = "ATTENDED" if came else "STRIKE"
    boss, mine = client_of(staff.boss), client_of(ward.colleague)
    answers: list[tuple[str, int]] = []

    def post(client: Any, name: str, form: dict[str, Any], **keys: Any) -> None:
        address = address_of(name, ward.department, {**keys_of(ward), **keys})
        answers.append((name, client.post(address, form).status_code))

    cells = json.dumps([[doctor, 7, "D", word]])
    first = {"first": f"{STRIKE_DAY}", "last": f"{STRIKE_DAY}"}
    post(boss, "grid_edit", {"cells": cells, "kind": "edit"})
    post(boss, "grid_change", {"seen": "D", "text": word}, column=7)
    post(boss, "grid_paste", {"text": f"{word}\t{word}", "doctor": doctor, "day": f"{STRIKE_DAY}"})
    post(boss, "away", {"doctor": doctor, "word": word, **first})
    post(boss, "report", {"state": word, "words": ""}, key=0)
    post(mine, "my_away", {"word": word, **first})
    post(mine, "my_leave", {"what": f"leave:{word}", **first})
    post(mine, "my_exceptions", {"day": f"{STRIKE_DAY}", "kind": word, "minutes": 5, "send": "1"})
    lines = "Basic pay 3,000.00" + ("" if came else "\nStrike deduction -98.63")
    post(mine, "my_pay", {"per": "month", "lines": lines})
    # every other form of the site, with the word in each field of words
    for form in list(forms_of(ward))[:1]:
        said = {k: word for k in form if k in ("text", "shift", "what", "wish", "role", "kind")}
        for part in ("grid", "mine", "hr", "guardian", "operations", "talks"):
            for name in TABLE[part]:
                for address in addresses_at(name, ward.department, ward):
                    answers.append((name, boss.post(address, {**form, **said}).status_code))
    answers += told_by_files(staff, came, folder)
    return answers


def told_by_files(staff: Staff, came: bool, folder: Path) -> list[tuple[str, int]]:
    """A hospital's folder with a count of the day and a payslip, and a workbook."""
    path = Path(shutil.copytree(EXAMPLES / "ward", folder / f"{came}" / "ward"))
    counted = "service,tier,shift,date,rostered,present\n"
    (path / "counts.csv").write_text(f"{counted}ward,1,D,{STRIKE_DAY},1,{came:d}\n")
    strike = "" if came else "Doctor 2,strike deduction,-98.63,month\n"
    slip = f"doctor,element,amount,per\nDoctor 2,basic pay,3000,month\n{strike}"
    (path / "payslip.csv").write_text(slip)
    other = Department.objects.create(hospital=staff.ward.department.hospital, name="B", slug="b")
    import_folder(staff.boss, other, path)
    address = address_of("grid_import", staff.ward.department, keys_of(staff.ward))
    upload = io.BytesIO(book(staff.ward, came))
    upload.name = "rota.csv"
    status = client_of(staff.boss).post(address, {"book": upload}).status_code
    job = Job.objects.latest("pk")
    assert job.kind == "import" and job.upload
    try:
        job.result = importing.import_job(job, lambda *_, **__: None)
        job.state = Job.State.DONE
    except InputError as error:
        job.trouble, job.state = f"{error}", Job.State.FAILED
    job.upload = None  # as the queue ends a job
    job.save()
    return [("a workbook", status)]


def seen(staff: Staff) -> Bytes:
    """What everybody is answered at every address and call, and what a backup copies."""
    ward, found = staff.ward, {}
    users = {who: client_of(user) for who, user in staff.users.items()} | {"nobody": client_of()}
    jobs = Job.objects.order_by("-pk").values_list("pk", flat=True)[:1]
    for name in WHO:
        for address in addresses_at(name, ward.department, ward):
            for who, client in users.items():
                answer = client.get(address)
                content = getattr(answer, "content", b"") or b"".join(answer)
                found[f"{who} {address}"] = b"%d " % answer.status_code + same(content)
    boss = users["everything"]
    for job in jobs:
        address = address_of("grid_job", ward.department, {**keys_of(ward), "job": job})
        found[address] = same(boss.get(address).content)
    for who, caller in staff.callers.items():
        for call in every_call():
            if call.method == "GET":
                answer = caller("GET", call.address(ward.department, key=f"{ward.job}"))
                found[f"{who} {call.name}"] = same(answer.content)
    for department in Department.objects.all():
        for name, content in folder_files(department).items():
            found[f"{department} {name}"] = content
    for table in tables():
        if table._meta.label != "sessions.Session":  # a random key, and when it ends
            rows = [same(repr(row).encode()) for row in rows_of(table, "default")]
            found[f"rows of {table._meta.label}"] = b"\n".join(rows)
    return found


@pytest.fixture(autouse=True)
def the_same_moment(db, monkeypatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    monkeypatch.setattr(importing, "bound_process", lambda: None)


@pytest.fixture
def staff() -> Staff:
    return a_staff()


def fresh() -> None:
    """Forget what the process has ready: keys of rows that were undone come again."""
    caches["process"].clear()
    caches["default"].clear()
    for each in gc.get_objects():
        if type(each) is Ready:  # isinstance would wake what is lazy
            each._values.clear()


def as_if(staff: Staff, came: bool, folder: Path) -> tuple[list[tuple[str, int]], Bytes]:
    """Tell a store, look at all of it, and undo that."""
    fresh()
    with transaction.atomic():
        answers = told(staff, came, folder)
        found = seen(staff)
        transaction.set_rollback(True)
    return answers, found


def differing(one: Bytes, other: Bytes) -> list[str]:
    """What is not the same in two stores."""
    return [key for key in {**one, **other} if one.get(key) != other.get(key)]


@pytest.mark.slow
def test_one_doctors_attendance_changes_no_byte(staff: Staff, tmp_path: Path, caplog):
    caplog.set_level(logging.DEBUG)
    logs, found, answers = [], [], []
    for came in (True, False):
        caplog.clear()
        said, seen_then = as_if(staff, came, tmp_path)
        answers.append(said)
        found.append(seen_then)
        logs.append([(each.name, each.getMessage()) for each in caplog.records])
    assert answers[0] == answers[1]
    assert differing(*found) == []
    assert logs[0] == logs[1]
    assert len(found[0]) > 500


@pytest.mark.slow
def test_the_walk_sees_one_cell(staff: Staff, tmp_path: Path):
    """It is no walk that could see nothing: a cell changed is another page, row and file."""
    fresh()
    before = seen(staff)
    with transaction.atomic():
        cells = json.dumps([[staff.ward.doctor.pk, 7, "D", "L"]])
        address = address_of("grid_edit", staff.ward.department, keys_of(staff.ward))
        client_of(staff.boss).post(address, {"cells": cells, "kind": "edit"})
        after = seen(staff)
        transaction.set_rollback(True)
    wrong = differing(before, after)
    assert "rows of rotas.Edit" in wrong and any("/rota/" in each for each in wrong)


def test_a_workbook_that_says_a_strike_is_refused_without_its_cells(staff: Staff, tmp_path: Path):
    told_by_files(staff, False, tmp_path)
    job = Job.objects.latest("pk")
    assert job.result is None and "it says a strike" in job.trouble
    assert not re.search(r"[A-Z]+[0-9]|Doctor", job.trouble)


def test_a_payslip_and_a_count_of_a_folder_are_stored_nowhere(staff: Staff, tmp_path: Path):
    told_by_files(staff, False, tmp_path)
    files = folder_files(Department.objects.get(slug="b"))
    assert "doctors.csv" in files and not {"payslip.csv", "counts.csv"} & set(files)


def test_a_report_is_not_closed_by_a_strike():
    rows = b"report,doctor,date,kind,state\n1,Doctor 1,2026-09-14,cover,on strike\n"
    with pytest.raises(InputError, match="who was in a walkout"):
        read_exceptions(table_rows("exceptions.csv", rows), ("Doctor 1",))
