"""What a job found as cells that would change: nothing is written before somebody says yes."""

from collections.abc import Iterable
from datetime import date, timedelta

import numpy as np

from sevenday.errors import Fault, InputError
from sevenday.model import Rota
from sevenday.web.jobs.models import Job
from sevenday.web.people.models import User
from sevenday.web.rotas.drafts import CellEdit, Edited, edit_cells
from sevenday.web.rotas.matrix import DraftMatrix
from sevenday.web.rotas.models import Act

FoundCell = tuple[int, str, str, str]
"""A doctor's key, an ISO date, what the cell held and what it would hold."""


def found_cells(now: DraftMatrix, found: Rota, texts: list[str]) -> list[FoundCell]:
    """The cells in which a rota of the same doctors and dates differs from a draft."""
    keys = {row: key for key, row in now.row.items()}
    before = np.array(now.cells.texts, object)[now.codes]
    after = np.array(texts, object)[found.codes]
    return [
        (
            keys[row],
            (now.period.first + timedelta(days=day)).isoformat(),
            before[row, day],
            after[row, day],
        )
        for row, day in np.argwhere(before != after).tolist()
    ]


def take(actor: User, job: Job, some: Iterable[tuple[int, str]] | None = None) -> Edited:
    """Put what a build or a re-plan found into its draft: all of it, or some cells by their place.

    Raises ChangedMeanwhileError where a cell is no longer as the job saw it, and InputError where
    the job found nothing, or its draft takes no more.
    """
    if job.result is None or job.draft is None:
        what = f"this {job.kind} found no rota"
        raise InputError(Fault(what, expected="one that is done", code="no-result"))
    wanted = None if some is None else set(some)
    cells = [
        CellEdit(doctor, date.fromisoformat(day), before, after)
        for doctor, day, before, after in job.result["cells"]
        if wanted is None or (doctor, day) in wanted
    ]
    return edit_cells(actor, job.draft, cells, KINDS_OF_ACT[job.kind])


KINDS_OF_ACT = {"build": Act.Kind.BUILD, "replan": Act.Kind.REPLAN}
