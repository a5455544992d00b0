"""A draft is a log of edits: who saw what, who was first, what is taken back."""

import shutil
from datetime import date, timedelta

import numpy as np
import pytest

from sevenday.errors import InputError
from sevenday.web.audit.models import Change
from sevenday.web.rotas.drafts import (
    CellEdit,
    ChangedMeanwhileError,
    discard,
    edit_cells,
    last_act,
    last_edit,
    last_undo,
    open_draft,
    undo,
)
from sevenday.web.rotas.locks import lock, unlock, with_locks
from sevenday.web.rotas.matrix import draft_matrix, replayed
from sevenday.web.rotas.models import Act, Draft
from sevenday.web.rotas.periods import add_period
from tests.web.people_and_places import EXAMPLES, a_user, with_folder

MONDAY = date(2026, 9, 7)
TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def draft(db) -> Draft:
    robin = a_user("Robin")
    department = with_folder("ward", robin)
    return open_draft(robin, add_period(robin, department, MONDAY, date(2026, 10, 4)))


def doctors(draft: Draft) -> list[int]:
    return list(draft_matrix(draft).row)


def holds(draft: Draft, doctor: int, day: date = MONDAY) -> str:
    return draft_matrix(draft).text_at(doctor, day)


def test_an_edit_is_written_with_who_and_what_was_there(draft: Draft):
    first, *_ = doctors(draft)
    done = edit_cells(draft.by, draft, [CellEdit(first, MONDAY, "", "D")])
    assert done.matrix.text_at(first, MONDAY) == holds(draft, first) == "D"
    edit = last_edit(draft, first, MONDAY)
    assert (edit.before, edit.after, edit.act.by) == ("", "D", draft.by)
    change = Change.objects.filter(what="draft.edit").get()
    assert change.before == {"cells": [[first, "2026-09-07", ""]]}
    assert change.after == {"cells": [[first, "2026-09-07", "D"]]}


def test_the_second_of_two_on_one_cell_is_told_and_nothing_is_overwritten(draft: Draft):
    first, second, *_ = doctors(draft)
    sam = a_user("Sam")
    edit_cells(draft.by, draft, [CellEdit(first, MONDAY, "", "D")])
    with pytest.raises(ChangedMeanwhileError, match="Robin changed Doctor 1 on Mon 7 Sep") as told:
        edit_cells(
            sam, draft, [CellEdit(second, MONDAY, "", "D"), CellEdit(first, MONDAY, "", "N")]
        )
    assert [(cell.doctor, now) for cell, now, _ in told.value.cells] == [(first, "D")]
    assert holds(draft, first) == "D"
    assert holds(draft, second) == ""  # all or none


def test_two_who_mean_the_same_are_not_in_each_others_way(draft: Draft):
    first, *_ = doctors(draft)
    edit_cells(draft.by, draft, [CellEdit(first, MONDAY, "", "D")])
    assert edit_cells(a_user("Sam"), draft, [CellEdit(first, MONDAY, "", "D")]).act is None


def test_an_act_is_taken_back_and_done_again(draft: Draft):
    first, second, *_ = doctors(draft)
    cells = [CellEdit(first, MONDAY, "", "D"), CellEdit(second, TUESDAY, "", "N")]
    edit_cells(draft.by, draft, cells, Act.Kind.PASTE)
    undo(draft.by, draft, last_act(draft, draft.by))
    assert (holds(draft, first), holds(draft, second, TUESDAY)) == ("", "")
    assert last_act(draft, draft.by) is None
    undo(draft.by, draft, last_undo(draft, draft.by))
    assert (holds(draft, first), holds(draft, second, TUESDAY)) == ("D", "N")
    assert draft.acts.count() == 3  # the log keeps all of it


def test_what_somebody_changed_since_is_not_taken_back(draft: Draft):
    first, *_ = doctors(draft)
    act = edit_cells(draft.by, draft, [CellEdit(first, MONDAY, "", "D")]).act
    edit_cells(a_user("Sam"), draft, [CellEdit(first, MONDAY, "D", "N")])
    with pytest.raises(ChangedMeanwhileError, match="Sam changed"):
        undo(draft.by, draft, act)
    assert holds(draft, first) == "N"


def test_nothing_is_taken_back_twice(draft: Draft):
    first, *_ = doctors(draft)
    act = edit_cells(draft.by, draft, [CellEdit(first, MONDAY, "", "D")]).act
    undo(draft.by, draft, act)
    with pytest.raises(InputError, match="taken back already"):
        undo(draft.by, draft, act)


@pytest.mark.parametrize(
    ("day", "text", "says"),
    [
        (MONDAY, "D9", "no shift 'D9'"),
        (date(2026, 9, 6), "D", "not in the rota"),
        (MONDAY, "D+L", "overlap"),
    ],
)
def test_what_no_folder_may_hold_no_draft_holds(draft: Draft, day: date, text: str, says: str):
    first, *_ = doctors(draft)
    with pytest.raises(InputError, match=says):
        edit_cells(draft.by, draft, [CellEdit(first, day, "", text)])
    assert not draft.edits.exists()


def test_duties_of_two_days_may_not_overlap(db, tmp_path):
    folder = shutil.copytree(EXAMPLES / "ward", tmp_path / "early")
    with (folder / "shifts.csv").open("a") as shifts:
        shifts.write("E,Early,07:00,15:00,resident,30\n")
    robin = a_user()
    department = with_folder(folder, robin)
    draft = open_draft(robin, add_period(robin, department, MONDAY, date(2026, 10, 4)))
    first, *_ = doctors(draft)
    edit_cells(robin, draft, [CellEdit(first, MONDAY, "", "N")])
    with pytest.raises(InputError, match="overlapping duties of Doctor 1"):
        edit_cells(robin, draft, [CellEdit(first, TUESDAY, "", "E")])
    edit_cells(robin, draft, [CellEdit(first, TUESDAY, "", "D")])


def test_a_locked_cell_is_changed_by_nobody(draft: Draft):
    first, second, *_ = doctors(draft)
    edit_cells(draft.by, draft, [CellEdit(first, MONDAY, "", "D")])
    lock(draft.by, draft_matrix(draft), [(first, MONDAY), (second, TUESDAY)])
    with pytest.raises(InputError, match="Doctor 1 on Mon 7 Sep 2026 is locked"):
        edit_cells(draft.by, draft, [CellEdit(first, MONDAY, "D", "N")])
    pins = with_locks(draft_matrix(draft))
    texts = draft_matrix(draft).cells.texts
    assert np.argwhere(pins.codes >= 0).tolist() == [[0, 0], [1, 1]]
    assert (texts[pins.codes[0, 0]], texts[pins.codes[1, 1]]) == ("D", "")
    unlock(draft.by, draft.period, [(first, MONDAY)])
    edit_cells(draft.by, draft, [CellEdit(first, MONDAY, "D", "N")])
    assert Change.objects.filter(what__startswith="cells.").count() == 2


def test_a_draft_put_away_takes_no_more_and_the_next_begins_anew(draft: Draft):
    first, *_ = doctors(draft)
    edit_cells(draft.by, draft, [CellEdit(first, MONDAY, "", "D")])
    with pytest.raises(InputError, match="another look"):
        discard(draft.by, draft, -1)
    discard(draft.by, draft, draft_matrix(draft).last_edit)
    with pytest.raises(InputError, match="discarded"):
        edit_cells(draft.by, draft, [CellEdit(first, MONDAY, "D", "N")])
    other = open_draft(draft.by, draft.period)
    assert other.pk != draft.pk and holds(other, first) == ""


def test_a_draft_is_what_its_log_says(draft: Draft):
    first, second, *_ = doctors(draft)
    early = edit_cells(draft.by, draft, [CellEdit(first, MONDAY, "", "D")])
    edit_cells(draft.by, draft, [CellEdit(second, MONDAY, "", "N")])
    now = draft_matrix(draft)
    assert (replayed(draft, now.last_edit).codes == now.codes).all()
    at = early.act.edits.get().pk
    assert (replayed(draft, at).codes == early.matrix.codes).all()


def test_periods_do_not_overlap(draft: Draft):
    with pytest.raises(InputError, match="is a period already"):
        add_period(draft.by, draft.period.department, TUESDAY, date(2026, 12, 1))
