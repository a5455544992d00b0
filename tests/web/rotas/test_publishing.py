"""A version cannot change, is what its log says, and goes to those whose cells it changed."""

from datetime import date, timedelta
from hashlib import sha256

import pytest

from sevenday.errors import InputError
from sevenday.web.hospitals.models import Doctor
from sevenday.web.notices.notify import look, unseen
from sevenday.web.rotas.current import last_version, latest, published
from sevenday.web.rotas.drafts import CellEdit, edit_cells, open_draft
from sevenday.web.rotas.matrix import draft_matrix
from sevenday.web.rotas.models import Draft, Version
from sevenday.web.rotas.periods import add_period
from sevenday.web.rotas.publishing import is_whole, publication, publish
from tests.web.people_and_places import EXAMPLES, a_user, with_folder

TODAY = date(2015, 7, 1)
REASON = "as it was worked"


def published_now(actor, draft: Draft) -> Version:
    found = publication(draft, TODAY)
    reasons = {breach.sentence: REASON for breach in found.breaches}
    return publish(actor, draft, found.last_edit, reasons, TODAY)


@pytest.fixture
def version(db) -> Version:
    robin = a_user("Robin")
    department = with_folder("psychiatry-2015", robin)
    return published_now(robin, open_draft(robin, department.periods.get()))


def test_a_version_is_the_file_that_everybody_can_check(version: Version):
    assert version.number == 1
    text = (EXAMPLES / "psychiatry-2015" / "rota.csv").read_bytes()
    assert version.sha == sha256(text.replace(b"\r\n", b"\n")).hexdigest()


def test_a_version_is_neither_altered_nor_deleted(version: Version):
    version.number = 7
    with pytest.raises(TypeError, match="never altered"):
        version.save()
    with pytest.raises(TypeError, match="never deleted"):
        version.delete()


def test_versions_are_rebuilt_from_the_log(version: Version):
    second = changed(version, "01-SpR", 3)
    third = changed(second, "02-SpR", 5)
    assert [is_whole(one) for one in (version, second, third)] == [True] * 3
    assert (published(version.period).codes == latest(version.period).codes).all()


def changed(version: Version, name: str, day: int) -> Version:
    """The next version, one doctor's cell off or on leave."""
    draft = open_draft(version.by, version.period)
    doctor = Doctor.objects.get(name=name)
    now = draft_matrix(draft)
    when = date.fromordinal(version.period.first.toordinal() + day)
    text = now.text_at(doctor.pk, when)
    edit_cells(version.by, draft, [CellEdit(doctor.pk, when, text, "" if text else "AL")])
    return published_now(version.by, draft)


def test_those_whose_cells_changed_are_to_be_told(version: Version):
    doctor = Doctor.objects.get(name="01-SpR")
    doctor.user = a_user("Alex")
    doctor.save()
    second = changed(version, "01-SpR", 3)
    assert [(r.doctor.name, r.cells) for r in second.recipients.all()] == [("01-SpR", 1)]
    assert unseen(doctor.user).get().sentence == (
        "Version 2 is published: one day changed, the first on Sat 8 Aug 2015."
    )
    assert (look(doctor.user), look(doctor.user)) == (1, 0)


def test_a_breach_that_is_left_needs_a_reason(db):
    robin = a_user()
    department = with_folder("ward", robin)
    first = date(2026, 9, 7)
    draft = open_draft(robin, add_period(robin, department, first, first + timedelta(days=27)))
    doctor = Doctor.objects.get(name="Doctor 1")
    days = [first + timedelta(days=k) for k in range(9)]
    edit_cells(robin, draft, [CellEdit(doctor.pk, day, "", "L") for day in days])
    found = publication(draft, TODAY)
    assert {breach.rule for breach in found.breaches} >= {"hours.consecutive_long"}
    assert {deadline.weeks for deadline in found.deadlines} == {8, 6}
    with pytest.raises(InputError, match="left in it without a reason: Doctor 1"):
        publish(robin, draft, found.last_edit, {}, TODAY)
    assert last_version(draft.period) is None
    version = published_now(robin, draft)
    assert [reason["sentence"] for reason in version.reasons] == [
        breach.sentence for breach in found.breaches
    ]
    assert {reason["reason"] for reason in version.reasons} == {REASON}
    assert version.recipients.count() == 1


def test_what_was_edited_since_it_was_seen_is_not_published(version: Version):
    draft = open_draft(version.by, version.period)
    seen = publication(draft, TODAY).last_edit
    doctor = Doctor.objects.get(name="01-SpR")
    now = draft_matrix(draft).text_at(doctor.pk, version.period.first)
    edit_cells(version.by, draft, [CellEdit(doctor.pk, version.period.first, now, "AL")])
    with pytest.raises(InputError, match="edited while you looked"):
        publish(version.by, draft, seen, {}, TODAY)


def test_a_version_that_changes_nothing_is_none(version: Version):
    draft = open_draft(version.by, version.period)
    with pytest.raises(InputError, match="nothing differs from version 1"):
        publish(version.by, draft, publication(draft, TODAY).last_edit, {}, TODAY)
