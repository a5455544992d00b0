"""Many cells of a draft at once: a template rolled out, or somebody away."""

from dataclasses import replace
from datetime import date, timedelta

from sevenday.clock import WEEK
from sevenday.errors import Fault, InputError
from sevenday.model import ABSENCE, OFF
from sevenday.model.roll import roll
from sevenday.web.hospitals.models import Doctor
from sevenday.web.people.models import User
from sevenday.web.rotas.drafts import CellEdit, Edited, edit_cells
from sevenday.web.rotas.matrix import draft_matrix
from sevenday.web.rotas.models import Act, Draft


def from_template(actor: User, draft: Draft) -> Edited:
    """Fill the blank cells of a draft from the department's templates; what is there stays.

    Each doctor begins in their `start_week`, on the Monday on or before the folder's `starts`, as
    `sevenday roll` has it; without `starts` on the period's.

    Raises InputError where the department has no template, or a doctor has none.
    """
    now, period = draft_matrix(draft), draft.period
    hospital = now.department.hospital
    starts = min(hospital.starts or period.first, period.first)
    weeks = (period.last - starts).days // WEEK + 2  # from the Monday on or before it
    rolled = roll(replace(hospital, starts=starts), weeks)
    skip = (period.first - rolled.first).days
    codes = rolled.codes[:, skip : skip + period.days]
    cells = [
        CellEdit(key, period.first + timedelta(days=day), "", now.cells.texts[codes[row, day]])
        for key, row in now.row.items()
        for day in range(period.days)
        if codes[row, day] != OFF and now.codes[row, day] == OFF
    ]
    return edit_cells(actor, draft, cells, Act.Kind.TEMPLATE)


def report_absence(
    actor: User, draft: Draft, doctor: Doctor, first: date, last: date, word: str = "SICK"
) -> Edited:
    """Put a doctor's absence into a draft: a duty under it becomes a gap.

    `word`: a cell's word of an absence. Raises InputError for another, and for dates outside.
    """
    if word not in ABSENCE:
        expected = ", ".join(ABSENCE)
        raise InputError(Fault("no absence", "", None, "word", word, expected, code="unknown-word"))
    now = draft_matrix(draft)
    days = [first + timedelta(days=k) for k in range((last - first).days + 1)]
    inside = [day for day in days if draft.period.first <= day <= draft.period.last]
    if not inside:
        span = f"{draft.period}"
        raise InputError(
            Fault("not in the rota", "", None, "from", f"{first}", span, code="outside-dates")
        )
    cells = [CellEdit(doctor.pk, day, now.text_at(doctor.pk, day), word) for day in inside]
    return edit_cells(actor, draft, cells, Act.Kind.ABSENCE)
