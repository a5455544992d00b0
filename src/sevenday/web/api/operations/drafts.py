"""A draft's cells: read, and changed where they hold what their caller saw."""

from datetime import date

from django.http import HttpResponse

from sevenday.errors import Fault, InputError
from sevenday.files import duties_by_date
from sevenday.web.api.forms_of_json import CellsJson, DraftJson, WrittenJson
from sevenday.web.api.operations.about import period_from, rota_from
from sevenday.web.api.operations.rotas import ROTA
from sevenday.web.api.routes import CallRequest, as_answer, call
from sevenday.web.api.scopes import Scope
from sevenday.web.grid.places import department_of
from sevenday.web.permissions import EDIT_ROTA, SEE_DRAFT
from sevenday.web.rotas.current import open_draft_of
from sevenday.web.rotas.drafts import CellEdit, edit_cells, open_draft


@call("GET", f"{ROTA}/draft", SEE_DRAFT, Scope.ROTA_READ, DraftJson)
def draft(request: CallRequest, first: date) -> HttpResponse:
    """A rota as its co-ordinator has it: the open draft, else the last version."""
    now = rota_from(request, first, "draft")
    return as_answer(
        {
            "first": now.period.first,
            "last": now.period.last,
            "state": "draft" if open_draft_of(now.period) else "published",
            "last_edit": now.last_edit,
            "rota": duties_by_date(now.rota, now.cells),
        }
    )


@call("PATCH", f"{ROTA}/draft", EDIT_ROTA, Scope.ROTA_WRITE, WrittenJson, conflicts=True)
def change_draft(request: CallRequest, first: date, sent: CellsJson) -> HttpResponse:
    """Change cells of a draft, all or none; one is opened where none is."""
    keys = dict(department_of(request).doctors.values_list("name", "pk"))
    if unknown := {each.doctor for each in sent.cells} - set(keys):
        raise InputError(
            *(
                Fault("no such doctor", "", None, "doctor", name, code="unknown-doctor")
                for name in sorted(unknown)
            )
        )
    cells = [CellEdit(keys[c.doctor], c.date, c.expected, c.text) for c in sent.cells]
    done = edit_cells(request.user, open_draft(request.user, period_from(request, first)), cells)
    written = done.act.edits.count() if done.act else 0
    return as_answer({"written": written, "last_edit": done.matrix.last_edit})
