"""What a job finds is the library's answer, shown before anything is written."""

import io
from datetime import date, timedelta

import pytest
import xlsxwriter

import sevenday as sd
from sevenday.errors import InputError
from sevenday.web.jobs import importing, queue
from sevenday.web.jobs.accepting import accept_import
from sevenday.web.jobs.building import build_job, replan_job
from sevenday.web.jobs.differences import take
from sevenday.web.jobs.importing import import_job, refuse_upload
from sevenday.web.jobs.models import Job
from sevenday.web.rotas.current import latest
from sevenday.web.rotas.drafts import CellEdit, ChangedMeanwhileError, edit_cells, open_draft
from sevenday.web.rotas.gaps import gaps
from sevenday.web.rotas.locks import lock
from sevenday.web.rotas.matrix import draft_matrix
from sevenday.web.rotas.models import Draft, Period
from sevenday.web.rotas.periods import add_period
from tests.web.people_and_places import MONDAY, a_department, a_user, with_folder

TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def draft(db) -> Draft:
    robin = a_user("Robin")
    department = with_folder("ward", robin)
    return open_draft(robin, add_period(robin, department, MONDAY, date(2026, 10, 4)))


def done(job: Job, result: dict) -> Job:
    job.result, job.state = result, Job.State.DONE
    job.save()
    return job


def built(draft: Draft) -> tuple[Job, list]:
    steps: list = []
    job = queue.send_job(draft.by, "build", draft.period.department, draft, {"seconds": 2})
    found = build_job(job, lambda *step: steps.append(step))
    return done(job, found), steps


def test_a_build_fills_the_cover_and_leaves_leave_and_locked_cells(draft: Draft):
    first, second, *_ = draft_matrix(draft).row
    cells = [CellEdit(first, MONDAY, "", "AL"), CellEdit(second, TUESDAY, "", "N")]
    edit_cells(draft.by, draft, cells)
    lock(draft.by, draft_matrix(draft), [(second, TUESDAY)])
    job, steps = built(draft)
    assert steps[0][0]["says"] == "Looking at what is asked for"
    before = draft.edits.count()
    assert draft_matrix(draft).codes.any() and draft.edits.count() == before  # nothing is written
    done_ = take(draft.by, job)
    now = draft_matrix(draft)
    assert now.text_at(first, MONDAY) == "AL"
    assert now.text_at(second, TUESDAY) == "N"
    assert gaps(now) == []
    assert job.result["breaches"] == [] and job.result["uncovered"] == []
    of_the_command = {"cost", "bound", "gap", "levels", "seconds", "steps", "seed", "rota"}
    assert of_the_command <= set(job.result["json"])
    assert done_.act.kind == "build"


def test_what_a_build_found_is_taken_in_part(draft: Draft):
    job, _ = built(draft)
    some = [(doctor, day) for doctor, day, *_ in job.result["cells"][:2]]
    assert take(draft.by, job, some).act.edits.count() == 2


def test_what_was_edited_while_a_build_ran_is_not_overwritten(draft: Draft):
    job, _ = built(draft)
    doctor, day, _, after = job.result["cells"][0]
    other = next(code for code in ("D", "L", "N") if code != after)
    edit_cells(draft.by, draft, [CellEdit(doctor, date.fromisoformat(day), "", other)])
    with pytest.raises(ChangedMeanwhileError):
        take(draft.by, job)


def test_a_replan_covers_somebody_who_is_away_with_few_changes(draft: Draft):
    job, _ = built(draft)
    take(draft.by, job)
    now = draft_matrix(draft)
    name, day = next(
        (key, MONDAY + timedelta(days=k))
        for key, row in now.row.items()
        for k in range(14, 21)
        if now.cells.texts[now.codes[row, k]] == "L"
    )
    edit_cells(draft.by, draft, [CellEdit(name, day, "L", "SICK")])
    assert gaps(draft_matrix(draft))
    job = queue.send_job(
        draft.by, "replan", draft.period.department, draft, {"from": f"{day}", "seconds": 2}
    )
    steps: list = []
    found = replan_job(job, lambda *step: steps.append(step))
    assert steps[-1][0]["unfilled"] == 0 and steps[-1][1]["rota"].startswith("doctor,2026-09-07")
    assert 1 <= len(found["cells"]) <= 6 and found["uncovered"] == []
    assert len(found["json"]["changes"]) == len(found["cells"])
    take(draft.by, done(job, found))
    assert gaps(draft_matrix(draft)) == []
    assert draft_matrix(draft).text_at(name, day) == "SICK"


@pytest.fixture(autouse=True)
def unbounded(monkeypatch):
    """The bounds are for a process of its own, and this one has other tests to run."""
    monkeypatch.setattr(importing, "bound_process", lambda: None)


def workbook(rows: list[list[str]]) -> bytes:
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made)
    sheet = book.add_worksheet("Rota")
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            sheet.write_string(r, c, text)
    book.close()
    return made.getvalue()


ROWS = [
    ["", "2026-09-07", "2026-09-08", "2026-09-09"],
    ["Doctor 1", "D", "L", ""],
    ["Dr doctor 2", "", "N", "N"],
    ["Nova Reyes", "D", "D", ""],
]


def imported(draft: Draft, rows: list[list[str]]) -> Job:
    upload = ("September.xlsx", workbook(rows))
    job = queue.send_job(draft.by, "import", draft.period.department, upload=upload)
    return done(job, import_job(job, lambda *_: None))


def test_a_workbook_is_shown_cell_by_cell_before_anything_is_written(draft: Draft):
    first, *_ = draft_matrix(draft).row
    edit_cells(draft.by, draft, [CellEdit(first, MONDAY, "", "D")])
    job = imported(draft, ROWS)
    assert job.result["faults"] == []
    assert job.result["doctors"] == [{"doctor": "Nova Reyes"}]
    assert job.result["cells"] == [
        ["Doctor 1", "2026-09-08", "", "L"],
        ["Doctor 2", "2026-09-08", "", "N"],
        ["Doctor 2", "2026-09-09", "", "N"],
        ["Nova Reyes", "2026-09-07", "", "D"],
        ["Nova Reyes", "2026-09-08", "", "D"],
    ]
    assert draft.edits.count() == 1
    accept_import(draft.by, job, agreed=True)
    now = latest(Period.objects.get(pk=draft.period.pk))
    assert now.text_at(first, TUESDAY) == "L"
    assert now.period.department.doctors.count() == 10


def test_a_preview_that_is_out_of_date_is_not_taken(draft: Draft):
    job = imported(draft, ROWS)
    first, *_ = draft_matrix(draft).row
    edit_cells(draft.by, draft, [CellEdit(first, TUESDAY, "", "D")])
    with pytest.raises(ChangedMeanwhileError):
        accept_import(draft.by, job, agreed=True)
    assert draft.period.department.doctors.count() == 9  # all or nothing


def test_a_cell_that_is_not_understood_stops_the_whole(draft: Draft):
    job = imported(draft, [*ROWS, ["Doctor 4", "???", "", ""]])
    assert any("not understood" in fault for fault in job.result["faults"])
    with pytest.raises(InputError, match="not understood"):
        accept_import(draft.by, job, agreed=True)


def test_a_workbook_begins_a_department_that_has_nothing(db):
    robin, department = a_user("Robin"), a_department()
    legend = [["", ""], ["Code", "Times"], ["D", "08:00-17:00"], ["N", "20:00-08:30"]]
    book = workbook([ROWS[0], ["Doctor 1", "D", "D", ""], ["Doctor 2", "N", "N", ""], *legend])
    job = queue.send_job(robin, "import", department, upload=("First.xlsx", book))
    job = done(job, import_job(job, lambda *_: None))
    assert job.result["faults"] == []
    accept_import(robin, job, agreed=True)
    period = department.periods.get()
    assert (period.first, period.last) == (MONDAY, MONDAY + timedelta(days=2))
    department.refresh_from_db()
    assert {shift.name for shift in department.shifts.all()} == {"D", "N"}
    assert isinstance(latest(period).hospital, sd.Hospital)


@pytest.mark.parametrize(
    ("name", "size", "says"), [("rota.exe", 10, "no workbook"), ("rota.xlsx", 10**8, "too large")]
)
def test_what_is_no_workbook_or_too_large_is_not_read(name: str, size: int, says: str):
    with pytest.raises(InputError, match=says):
        refuse_upload(name, size)
