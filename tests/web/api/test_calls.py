"""What calls give and write: the commands' JSON, refusals that say how to mend, nothing by half."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.conf import settings

import sevenday as sd
from sevenday.results import as_json
from sevenday.web.audit.models import Change
from sevenday.web.hospitals.models import Department
from sevenday.web.jobs.models import Job
from sevenday.web.jobs.queue import finish
from sevenday.web.mine.calendars import renew
from sevenday.web.people.models import Role, User
from sevenday.web.rotas.models import Draft
from sevenday.web.rotas.periods import add_period
from tests.web.api.calls import HOME, Caller, at
from tests.web.factories import department, person
from tests.web.people_and_places import EXAMPLES, MONDAY, with_rota

pytestmark = pytest.mark.usefixtures("db")
DOCTORS = [doctor.name for doctor in sd.read(EXAMPLES / "ward").doctors]
FIRST, SECOND = DOCTORS[:2]


@pytest.fixture
def ward() -> Department:
    cells = {(FIRST, 0): "L", (FIRST, 1): "L", (SECOND, 0): "D", (SECOND, 2): "AL"}
    return with_rota(cells).period.department


def as_role(role: Role, here: Department) -> Caller:
    return Caller(person(role, here))


def as_doctor(here: Department, number: int = 0) -> tuple[Caller, User]:
    user = person(Role.DOCTOR, here)
    line = here.doctors.order_by("position")[number]
    line.user = user
    line.save()
    return Caller(user), user


def rota(here: Department) -> str:
    return f"{at(here)}/rotas/{MONDAY}"


def codes(answer) -> list[str]:
    return [each["code"] for each in answer.json()["problems"]]


def test_departments_and_periods_are_those_of_the_caller(ward):
    department("Elsewhere")
    (found,) = as_role(Role.COORDINATOR, ward)("GET", f"{HOME}departments").json()
    assert (found["hospital"], found["department"], found["roles"]) == (
        ward.hospital.slug,
        ward.slug,
        ["coordinator"],
    )
    (period,) = as_role(Role.HR, ward)("GET", f"{at(ward)}/rotas").json()
    last = MONDAY + timedelta(days=27)
    assert period == {"first": f"{MONDAY}", "last": f"{last}", "version": 1, "draft": False}


def test_a_published_rota_says_the_same_in_each_form(ward):
    caller = as_role(Role.COORDINATOR, ward)
    answer = caller("GET", rota(ward))
    assert answer["Cache-Control"] == "no-store"
    found = answer.json()
    assert found["version"] == 1
    assert found["rota"][FIRST] == {f"{MONDAY}": "L", f"{MONDAY + timedelta(days=1)}": "L"}
    text = caller("GET", f"{rota(ward)}/rota.csv")
    assert text["Content-Type"].startswith("text/csv")
    assert text.content.decode().splitlines()[2].startswith(f"{SECOND},D,,AL")
    packed = zipfile.ZipFile(io.BytesIO(caller("GET", f"{rota(ward)}/folder.zip").content))
    assert packed.read("rota.csv") == text.content
    assert {"hospital.toml", "doctors.csv", "shifts.csv"} <= set(packed.namelist())
    assert "exceptions.csv" not in packed.namelist()


def test_why_somebody_is_away_is_theirs_and_the_co_ordinators(ward):
    day = f"{MONDAY + timedelta(days=2)}"
    own, _ = as_doctor(ward, 1)
    other, _ = as_doctor(ward, 0)
    callers = {"AL": [as_role(Role.COORDINATOR, ward), own]}
    callers["away"] = [other, *(as_role(r, ward) for r in (Role.HR, Role.OPERATIONS))]
    for word, some in callers.items():
        for caller in some:
            assert caller("GET", rota(ward)).json()["rota"][SECOND][day] == word
            line = caller("GET", f"{rota(ward)}/rota.csv").content.decode().splitlines()[2]
            assert line.startswith(f"{SECOND},D,,{word},")
    chief = callers["AL"][0]
    cell = {"doctor": FIRST, "date": day, "text": "SICK"}
    assert chief("PATCH", f"{rota(ward)}/draft", {"cells": [cell]}).status_code == 200
    told = Caller(person(Role.ADMINISTRATOR))("GET", f"{HOME}changes").content.decode()
    assert "SICK" not in told and "away" in told


def test_a_draft_is_its_makers_alone(ward):
    caller = as_role(Role.HR, ward)
    for address in (f"{rota(ward)}/draft", f"{rota(ward)}/check?of=draft"):
        answer = caller("GET", address)
        assert answer.status_code == 403 and codes(answer) == ["forbidden"]
    assert caller("GET", f"{rota(ward)}/check").status_code == 200


def test_a_folder_that_was_called_for_is_checked_and_priced_by_the_commands_to_the_same_json(
    ward, tmp_path
):
    caller = as_role(Role.HR, ward)
    packed = as_role(Role.COORDINATOR, ward)("GET", f"{rota(ward)}/folder.zip").content
    zipfile.ZipFile(io.BytesIO(packed)).extractall(tmp_path)
    hospital = sd.read(tmp_path)
    terms = sd.contract(hospital.contract, on=f"{MONDAY}")
    checked = json.loads(as_json(sd.check(hospital, terms, "rota")))
    assert caller("GET", f"{rota(ward)}/check").json() == checked
    priced = json.loads(as_json(sd.price(hospital, terms, "rota")))
    assert caller("GET", f"{rota(ward)}/pay").json() == priced


def test_a_cell_is_written_where_it_holds_what_its_caller_saw(ward):
    caller = as_role(Role.COORDINATOR, ward)
    cell = {"doctor": FIRST, "date": f"{MONDAY}", "expected": "L", "text": "D"}
    answer = caller("PATCH", f"{rota(ward)}/draft", {"cells": [cell]})
    assert answer.status_code == 200 and answer.json()["written"] == 1
    found = caller("GET", f"{rota(ward)}/draft").json()
    assert found["state"] == "draft" and found["rota"][FIRST][f"{MONDAY}"] == "D"
    assert caller("GET", rota(ward)).json()["rota"][FIRST][f"{MONDAY}"] == "L"
    other = {**cell, "date": f"{MONDAY + timedelta(days=3)}", "expected": "", "text": "D"}
    answer = caller("PATCH", f"{rota(ward)}/draft", {"cells": [other, {**cell, "text": "N"}]})
    (problem,) = answer.json()["problems"]
    assert answer.status_code == 409 and problem["code"] == "changed-meanwhile"
    assert problem["what"] == "the cell holds D, and not L" and FIRST in problem["where"]
    again = caller("GET", f"{rota(ward)}/draft").json()
    assert again == found  # the other cell was not written either


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"text": "nonsense"}, "unknown-shift"),
        ({"doctor": "Nobody"}, "unknown-doctor"),
        ({"date": "2031-01-01"}, "outside-dates"),
        ({"date": "soon"}, "not-as-documented"),
        ({"colour": "red"}, "not-as-documented"),
    ],
)
def test_what_no_cell_may_be_is_refused(ward, changes, code):
    cell = {"doctor": FIRST, "date": f"{MONDAY}", "expected": "L", "text": "D"}
    answer = as_role(Role.COORDINATOR, ward)(
        "PATCH", f"{rota(ward)}/draft", {"cells": [{**cell, **changes}]}
    )
    assert answer.status_code == 422 and codes(answer) == [code]


def test_what_is_no_json_no_method_and_no_address_is_refused_in_the_same_shape(ward):
    caller = as_role(Role.COORDINATOR, ward)
    assert caller("PATCH", f"{rota(ward)}/draft", "{").status_code == 400
    answer = caller("DELETE", f"{rota(ward)}/draft")
    assert answer.status_code == 405 and set(answer["Allow"].split(", ")) == {"GET", "PATCH"}
    assert codes(answer) == ["method-not-allowed"]
    for address in (f"{HOME}nothing", HOME, f"{at(ward)}/rotas/2031-01-01", f"{at(ward)}/jobs/9"):
        answer = caller("GET", address)
        assert answer.status_code == 404 and codes(answer) == ["not-found"]


def test_a_small_call_gets_no_long_answer(ward):
    caller = as_role(Role.COORDINATOR, ward)
    answer = caller("PATCH", f"{rota(ward)}/draft", {"cells": [{}] * 5000})
    assert answer.status_code == 422 and len(answer.content) < 100_000
    found = codes(answer)
    assert len(found) == 101 and found[-1] == "more"


def test_of_many_cells_that_others_changed_the_first_are_named(ward):
    caller = as_role(Role.COORDINATOR, ward)
    cell = {"doctor": "Doctor 1", "date": "2026-09-07", "expected": "?", "text": "LD"}
    answer = caller("PATCH", f"{rota(ward)}/draft", {"cells": [cell] * 3000})
    found = codes(answer)
    assert answer.status_code == 409 and found == ["changed-meanwhile"] * 100 + ["more"]


def test_what_is_too_long_is_the_callers_fault_and_the_longest_list_fits(ward):
    caller = as_role(Role.COORDINATOR, ward)
    cell = {"doctor": "D" * 30, "date": "2026-09-07", "expected": "LD", "text": "AL"}
    most = caller("PATCH", f"{rota(ward)}/draft", {"cells": [cell] * 60_000})
    assert most.status_code == 422 and codes(most) == ["unknown-doctor"]
    more = caller("PATCH", f"{rota(ward)}/draft", " " * settings.DATA_UPLOAD_MAX_MEMORY_SIZE + "{}")
    assert more.status_code == 400 and "the body is too long" in more.content.decode()


def test_an_error_of_ours_is_logged_and_tells_nothing(ward, monkeypatch, caplog):
    monkeypatch.setattr("sevenday.web.api.operations.rotas.check_limits", lambda *_: 1 / 0)
    answer = as_role(Role.HR, ward)("GET", f"{rota(ward)}/check")
    assert answer.status_code == 500 and codes(answer) == ["internal-server-error"]
    assert "ZeroDivisionError" in caplog.text and "Zero" not in answer.content.decode()


def test_a_doctor_sees_the_published_rota_and_their_own_pay_alone(ward):
    caller, _ = as_doctor(ward)
    assert caller("GET", rota(ward)).status_code == 200
    found = caller("GET", f"{at(ward)}/my/pay/{MONDAY}").json()
    assert [each["doctor"] for each in found["doctors"]] == [FIRST]
    assert found["total"] == found["doctors"][0]["total"]
    assert not any(name in json.dumps(found) for name in DOCTORS[1:])
    stranger = as_role(Role.DOCTOR, ward)  # nobody gave them a line
    for address in (rota(ward), f"{rota(ward)}/rota.csv", f"{at(ward)}/my/pay/{MONDAY}"):
        assert stranger("GET", address).status_code == 404


def test_leave_is_asked_for_answered_and_seen(ward, monkeypatch):
    monkeypatch.setattr("sevenday.web.api.operations.requests.today", lambda: MONDAY)
    doctor, _ = as_doctor(ward)
    days = {"from": f"{MONDAY + timedelta(days=7)}", "to": f"{MONDAY + timedelta(days=8)}"}
    mine = f"{at(ward)}/my/requests"
    likely = doctor("GET", f"{mine}/likely?from={days['from']}&to={days['to']}&want=leave")
    assert likely.json()["verdict"] in ("yes", "no", "maybe") and likely.json()["sentences"]
    made = doctor("POST", mine, {**days, "want": "leave"})
    assert made.status_code == 201 and made.json()["state"] == "asked"
    key = made.json()["request"]
    chief = as_role(Role.COORDINATOR, ward)
    assert [each["request"] for each in chief("GET", f"{at(ward)}/requests").json()] == [key]
    answer = f"{at(ward)}/requests/{key}/answer"
    assert codes(chief("POST", answer, {"agree": False})) == ["missing-value"]
    assert chief("POST", answer, {"agree": True, "words": "enjoy"}).json()["state"] == "agreed"
    again = chief("POST", answer, {"agree": True})
    assert again.status_code == 409 and codes(again) == ["repeated"]
    assert doctor("POST", f"{mine}/{key}/withdraw").status_code == 409
    (seen,) = doctor("GET", mine).json()
    assert (seen["state"], seen["words"]) == ("agreed", "enjoy")
    draft = chief("GET", f"{rota(ward)}/draft").json()["rota"][FIRST]
    assert draft[days["from"]] == "AL"
    backwards = doctor("POST", mine, {"from": days["to"], "to": days["from"], "want": "off"})
    assert backwards.status_code == 422 and codes(backwards) == ["out-of-order"]


def test_a_request_of_another_department_or_doctor_is_not_there(ward, monkeypatch):
    monkeypatch.setattr("sevenday.web.api.operations.requests.today", lambda: MONDAY)
    asker, _ = as_doctor(ward)
    day = {"from": f"{MONDAY}", "to": f"{MONDAY}", "want": "off"}
    key = asker("POST", f"{at(ward)}/my/requests", day).json()["request"]
    doctor, _ = as_doctor(ward, 1)
    assert doctor("POST", f"{at(ward)}/my/requests/{key}/withdraw").status_code == 404
    other = department("Other")
    chief = as_role(Role.COORDINATOR, other)
    body = {"agree": True}
    assert chief("POST", f"{at(other)}/requests/{key}/answer", body).status_code == 404


def test_a_build_is_begun_watched_and_taken(ward):
    chief = as_role(Role.COORDINATOR, ward)
    wish = {"kind": "build", "first": f"{MONDAY}", "seconds": 5, "seed": 3}
    answer = chief("POST", f"{at(ward)}/jobs", wish)
    assert answer.status_code == 202 and answer.json()["state"] == "waiting"
    job = Job.objects.get(pk=answer.json()["job"])
    assert job.wishes == {"seconds": 5.0, "seed": 3}
    one = f"{at(ward)}/jobs/{job.pk}"
    early = chief("GET", f"{one}/result")
    assert early.status_code == 409 and codes(early) == ["no-result"]
    job.state, job.holder = Job.State.RUNNING, job.token
    job.save()
    line, day = ward.doctors.order_by("position")[1], f"{MONDAY + timedelta(days=4)}"
    finish(job.pk, job.token, {"cells": [[line.pk, day, "", "D"]], "json": {"cost": 0}})
    found = chief("GET", f"{one}/result").json()
    assert found["cells"] == [{"doctor": line.name, "date": day, "before": "", "after": "D"}]
    assert found["found"] == {"cost": 0}
    assert chief("POST", f"{one}/take").json()["written"] == 1
    assert chief("GET", f"{rota(ward)}/draft").json()["rota"][line.name][day] == "D"
    assert [each["state"] for each in chief("GET", f"{at(ward)}/jobs").json()] == ["done"]
    waiting = chief("POST", f"{at(ward)}/jobs", {**wish, "kind": "replan", "since": f"{MONDAY}"})
    stop = f"{at(ward)}/jobs/{waiting.json()['job']}/cancel"
    assert chief("POST", stop).json()["state"] == "cancelled"
    outside = chief("POST", f"{at(ward)}/jobs", {**wish, "since": "2031-01-01"})
    assert codes(outside) == ["outside-dates"]


def test_exception_reports_are_their_senders_and_hrs_and_the_guardians(ward):
    doctor, _ = as_doctor(ward)
    sent = {"date": f"{MONDAY}", "kind": "hours", "minutes": 45}
    made = doctor("POST", f"{at(ward)}/my/exceptions", sent)
    assert made.status_code == 201 and made.json()["reports"][0]["hours"] == 0.75
    assert len(doctor("GET", f"{at(ward)}/my/exceptions").json()["reports"]) == 1
    other, _ = as_doctor(ward, 1)
    assert other("GET", f"{at(ward)}/my/exceptions").json()["reports"] == []
    for role in (Role.HR, Role.GUARDIAN):
        found = as_role(role, ward)("GET", f"{at(ward)}/exceptions").json()
        assert [each["doctor"] for each in found["reports"]] == [FIRST]
    wrong = doctor("POST", f"{at(ward)}/my/exceptions", {"date": f"{MONDAY}", "kind": "hours"})
    assert wrong.status_code == 422


def test_changes_are_listed_from_the_newest_back(ward):
    caller = Caller(person(Role.ADMINISTRATOR))
    found = caller("GET", f"{at(ward)}/changes?most=2").json()
    assert [each["change"] for each in found] == sorted(
        (each["change"] for each in found), reverse=True
    )
    older = caller("GET", f"{at(ward)}/changes?before={found[-1]['change']}").json()
    assert all(each["change"] < found[-1]["change"] for each in older)
    here = Change.objects.filter(department=ward).count()
    assert len(older) + 2 == here
    hospital = f"{HOME}hospital/{ward.hospital.slug}/changes"
    assert len(caller("GET", hospital).json()) == here
    assert {each["what"] for each in caller("GET", f"{HOME}changes").json()} >= {"token.made"}


def test_the_private_calendar_link_is_given_once_it_is_made(ward):
    doctor, user = as_doctor(ward)
    address = f"{at(ward)}/my/calendar"
    assert doctor("GET", address).status_code == 404
    renew(user, ward.doctors.get(user=user))
    link = doctor("GET", address).json()["address"]
    assert link.startswith("http://localhost/calendar/") and link.endswith("/duties.ics")


def test_reading_a_draft_opens_none(ward):
    caller = as_role(Role.COORDINATOR, ward)
    assert caller("GET", f"{rota(ward)}/draft").json()["state"] == "published"
    assert not Draft.objects.filter(state=Draft.OPEN).exists()
    later = MONDAY + timedelta(days=28)
    add_period(caller.token.user, ward, later, later + timedelta(days=6))
    assert caller("GET", f"{at(ward)}/rotas/{later}/draft").status_code == 404
