"""Many cells of a draft at once: a template rolled out."""

from dataclasses import replace
from datetime import timedelta

from sevenday.clock import WEEK
from sevenday.model import OFF
from sevenday.model.roll import roll
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
