"""What a department goes by: chosen on one page, recorded, and what each choice changes."""

import pytest
from django.core.exceptions import PermissionDenied

from sevenday.errors import InputError
from sevenday.web.audit.models import Change
from sevenday.web.hospitals.choosing import choices_of, choose
from sevenday.web.hospitals.terms import settings_text
from sevenday.web.people.models import Role
from sevenday.web.requests.answers import Wish, answer
from sevenday.web.requests.asking import ask
from sevenday.web.requests.models import Swap
from sevenday.web.requests.swapping import accept, offer, partners
from sevenday.web.rotas.current import latest
from sevenday.web.rotas.drafts import CellEdit, edit_cells, open_draft
from tests.web.clients import client_of
from tests.web.factories import department, person
from tests.web.mine.doctors import TODAY, day, with_a_doctor

pytestmark = pytest.mark.usefixtures("db")


def a_swap(user, version):
    """The first lawful swap of a doctor's first duty, offered."""
    doctor = user.doctors.get()
    found = partners(doctor, version.period, day(8)).swaps[0]
    partner = version.period.department.doctors.get(name=found.partner)
    return offer(user, doctor, version.period, day(8), partner, found.day, TODAY)


def test_the_page_shows_what_is_chosen_and_changes_it():
    _, version = with_a_doctor()
    here = version.period.department
    client = client_of(person(Role.ADMINISTRATOR, here.hospital))
    page = f"/at/{here.hospital.slug}/{here.slug}/settings/"
    before = choices_of(here)
    assert f'value="{before.contract}" selected' in client.get(page).content.decode()
    form = {
        "name": "Ward 7",
        "contract": "wales-2026",
        "nation": "wales",
        "swaps_pass": "yes",
        "leave_weeks": 6,
        "answer_days": 7,
    }
    assert client.post(page, form).status_code == 302
    here.refresh_from_db()
    now = choices_of(here)
    assert (now.name, now.contract, now.nation) == ("Ward 7", "wales-2026", "wales")
    assert (now.swaps_pass, now.leave_weeks, now.answer_days) == (True, 6, 7)
    assert 'contract = "wales-2026"' in settings_text(here)
    change = Change.objects.get(what="department.settings")
    assert change.before["name"] == before.name and change.after["answer_days"] == 7
    wrong = client.post(page, {**form, "leave_weeks": 99, "contract": "nowhere"})
    assert "There is a problem" in wrong.content.decode()


def test_what_stays_is_not_recorded_and_who_may_not_changes_nothing():
    user, version = with_a_doctor()
    here = version.period.department
    count = Change.objects.count()
    choose(person(Role.COORDINATOR, here), here, choices_of(here))
    assert Change.objects.count() == count
    with pytest.raises(PermissionDenied):
        choose(user, here, choices_of(here))


def test_a_department_without_a_contract_says_so_and_leads_there():
    here = department()
    address = f"/at/{here.hospital.slug}/{here.slug}/"
    for role, says in ((Role.COORDINATOR, True), (Role.ADMINISTRATOR, True), (Role.HR, False)):
        client = client_of(person(role, here))
        page = client.get(f"{address}{'people' if says else 'rota'}/").content.decode()
        assert ("names no contract yet" in page) == says
        assert (f'href="{address}settings/"' in page) == says


def test_a_lawful_swap_passes_by_itself_where_the_department_lets_it():
    user, version = with_a_doctor()
    here = version.period.department
    here.swaps_pass = True
    here.save(update_fields=["swaps_pass"])
    maker = person(Role.COORDINATOR, here)
    swap = a_swap(user, version)
    assert accept(version.by, swap).state == Swap.State.AGREED
    now = latest(version.period)
    assert now.text_at(swap.partner_id, day(8)) == swap.mine
    assert now.text_at(swap.doctor_id, day(8)) != swap.mine
    assert "swapped" in maker.notices.get().sentence


def test_without_that_it_waits_for_the_co_ordinator():
    user, version = with_a_doctor()
    assert accept(version.by, a_swap(user, version)).state == Swap.State.ACCEPTED
    assert latest(version.period).version == 1


def test_a_swap_that_the_draft_no_longer_has_waits_too():
    user, version = with_a_doctor()
    here = version.period.department
    here.swaps_pass = True
    here.save(update_fields=["swaps_pass"])
    swap = a_swap(user, version)
    draft = open_draft(version.by, version.period)
    edit_cells(version.by, draft, [CellEdit(swap.doctor_id, day(8), swap.mine, "AL")])
    assert accept(version.by, swap).state == Swap.State.ACCEPTED
    assert latest(version.period).text_at(swap.doctor_id, day(8)) == "AL"


def test_leave_asked_late_is_told_so_and_answers_are_owed_as_chosen(monkeypatch):
    monkeypatch.setattr("sevenday.web.requests.answers.today", lambda: TODAY)
    user, version = with_a_doctor()
    here, doctor = version.period.department, user.doctors.get()
    here.leave_weeks, here.answer_days = 6, 3
    here.save(update_fields=["leave_weeks", "answer_days"])
    doctor.refresh_from_db()
    found = answer(Wish(doctor, day(20), day(20)))
    assert any("asks for 6 weeks before leave begins" in each for each in found.sentences)
    assert found.verdict != "yes"
    assert not any(
        "asks for" in each for each in answer(Wish(doctor, day(20), day(20), "off")).sentences
    )
    assert (ask(user, Wish(doctor, day(20), day(20)), TODAY).owed - TODAY).days == 3


def test_an_unknown_contract_is_refused():
    _, version = with_a_doctor()
    here = version.period.department
    now = choices_of(here)
    with pytest.raises(InputError):
        choose(person(Role.COORDINATOR, here), here, type(now)("x", "nowhere", "", False, 0, 14))
