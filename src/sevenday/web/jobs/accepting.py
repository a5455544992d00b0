"""A workbook's preview that somebody said yes to: all of it, in one transaction."""

from datetime import date

from django.db import transaction

from sevenday.errors import Fault, InputError
from sevenday.web.hospitals.models import Department, Doctor, Shift
from sevenday.web.hospitals.rows import add_rows
from sevenday.web.jobs.models import Job
from sevenday.web.people.models import User
from sevenday.web.rotas.drafts import CellEdit, Edited, edit_cells, open_draft
from sevenday.web.rotas.models import Act, Period
from sevenday.web.rotas.periods import add_period


def accept_import(actor: User, job: Job, agreed: bool = False) -> Edited:
    """Take what an import found: new shifts and doctors, and every cell that it would change.

    Parameters
    ----------
    actor
        Who says yes.
    job
        An import that is done.
    agreed
        Whether the readings that are asked about are right.

    Raises
    ------
    InputError
        Where the workbook was not understood, or a question is not agreed to.
    ChangedMeanwhileError
        Where a cell is no longer as the preview showed it: another import shows it as it is now.
    """
    found = job.result
    if job.kind != "import" or found is None:
        raise InputError(Fault("no preview of a workbook", expected="one", code="no-result"))
    if found["faults"]:
        raise InputError(*found["faults"])
    if found["questions"] and not agreed:
        raise InputError(
            *(
                Fault(f"doubtful: {one}", expected="that you agree to it", code="unclear-cell")
                for one in found["questions"]
            )
        )
    with transaction.atomic():
        new = {Shift: found["shifts"], Doctor: found["doctors"]}
        add_rows(actor, job.department, new)
        department = Department.objects.get(pk=job.department_id)
        keys = dict(department.doctors.values_list("name", "pk"))
        draft = open_draft(actor, _period(actor, department, found["period"]))
        cells = [
            CellEdit(keys[name], date.fromisoformat(day), before, after)
            for name, day, before, after in found["cells"]
        ]
        return edit_cells(actor, draft, cells, Act.Kind.IMPORT)


def _period(actor: User, department: Department, span: dict[str, str]) -> Period:
    if span["key"]:
        return Period.objects.get(pk=span["key"], department=department)
    first, last = (date.fromisoformat(span[end]) for end in ("first", "last"))
    return add_period(actor, department, first, last)
