"""Tables of a folder changed in the browser: what a folder may not say, they may not either."""

from datetime import date

import pytest

from sevenday.errors import InputError
from sevenday.web.audit.models import Change
from sevenday.web.hospitals.folders import folder_files
from sevenday.web.hospitals.loading import loaded
from sevenday.web.hospitals.models import CoverRow, Department, Doctor, Shift
from sevenday.web.hospitals.rows import add_row, change_row, put_paper, remove_row
from sevenday.web.rotas.drafts import CellEdit, edit_cells, open_draft
from sevenday.web.rotas.matrix import draft_matrix
from sevenday.web.rotas.periods import add_period
from tests.web.people_and_places import MONDAY, a_user, with_folder


@pytest.fixture
def ward(db) -> Department:
    return with_folder("ward")


def test_a_doctor_who_joins_has_a_blank_line_in_every_draft(ward: Department):
    robin = a_user()
    draft = open_draft(robin, add_period(robin, ward, MONDAY, date(2026, 10, 4)))
    assert len(draft_matrix(draft).codes) == 9
    new = add_row(robin, ward, Doctor, {"doctor": "Doctor 10", "grade": "ST3", "wte": "0.8"})
    draft.refresh_from_db()
    now = draft_matrix(draft)
    assert not now.codes[now.row[new.pk]].any()
    assert loaded(ward).hospital.doctors[-1].wte == 0.8
    assert b"Doctor 10,ST3,,,0.8" in folder_files(ward)["doctors.csv"]


def test_what_no_folder_may_say_is_refused_and_nothing_changes(ward: Department):
    before = ward.revision
    for cells, says in (
        ({"doctor": "Doctor 10", "wte": "2"}, "not a number in range"),
        ({"doctor": "Doctor 1"}, "there already"),
        ({"doctor": ""}, "nothing there"),
        ({"doctor": "Doctor 10", "shoe": "9"}, "unknown column"),
    ):
        with pytest.raises(InputError, match=says):
            add_row(a_user(says), ward, Doctor, cells)
    ward.refresh_from_db()
    assert (ward.revision, ward.doctors.count()) == (before, 9)
    assert len(loaded(ward).hospital.doctors) == 9


def test_a_row_is_changed_as_it_was_seen(ward: Department):
    row = CoverRow.objects.get(department=ward, position=1)
    seen = dict(row.cells)
    change_row(a_user(), row, seen, {**seen, "min": "2", "ideal": "2", "max": "2"})
    ward.refresh_from_db()
    assert loaded(ward).hospital.cover[0].min == 2
    with pytest.raises(InputError, match="changed meanwhile"):
        change_row(a_user("Sam"), row, seen, seen)
    change = Change.objects.get(what="cover.csv changed")
    assert (change.before["min"], change.after["min"]) == ("1", "2")


def test_a_shift_that_cover_asks_for_is_not_taken_out(ward: Department):
    with pytest.raises(InputError, match="no such shift"):
        remove_row(a_user(), Shift.objects.get(department=ward, name="N"))
    assert ward.shifts.count() == 3


def test_a_doctor_in_a_rota_is_not_taken_out(ward: Department):
    robin = a_user()
    draft = open_draft(robin, add_period(robin, ward, MONDAY, date(2026, 10, 4)))
    first, last = ward.doctors.first(), ward.doctors.last()
    edit_cells(robin, draft, [CellEdit(first.pk, MONDAY, "", "D")])
    with pytest.raises(InputError, match="Doctor 1 is in a rota"):
        remove_row(robin, first)
    remove_row(robin, last)
    assert ward.doctors.count() == 8


def test_the_settings_are_a_paper_that_is_read_before_it_is_taken(ward: Department):
    put_paper(a_user(), ward, "hospital.toml", b'name = "Ward"\ncontract = "scotland"\n')
    assert loaded(ward).hospital.contract == "scotland"
    with pytest.raises(InputError, match="unknown key"):
        put_paper(a_user("Sam"), ward, "hospital.toml", b"colour = 1\n")
    assert loaded(ward).hospital.contract == "scotland"
