"""Cells that a browser asks to be changed, as it sends them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from sevenday.errors import Fault, InputError
from sevenday.web.rotas.drafts import CellEdit
from sevenday.web.rotas.models import Act, Period

MOST_CELLS = 60_000
"""Of one change: three hundred doctors for half a year."""
KINDS = {Act.Kind.EDIT.value, Act.Kind.PASTE.value}


@dataclass(frozen=True)
class WantedChange:
    """What is to be changed, and what the page that asks has: its last edit, what it shows.

    `shown`: the keys of doctors, none where the page shows all of them. `columns`: of the rota.
    """

    cells: tuple[CellEdit, ...]
    kind: str
    since: int
    shown: frozenset[int]
    columns: range


def wanted_change(period: Period, sent: Mapping[str, str]) -> WantedChange:
    """Read what was sent. Raises InputError for what no page of ours sends."""
    try:
        rows = json.loads(sent.get("cells", "[]"))
        cells = tuple(
            CellEdit(int(doctor), period.first + timedelta(days=int(column)), str(seen), str(text))
            for doctor, column, seen, text in rows
        )
        since = int(sent.get("since") or 0)
        shown = frozenset(int(key) for key in sent.get("shown", "").split(",") if key)
        first, stop = int(sent.get("first") or 0), int(sent.get("stop") or period.days)
        columns = range(period.days)[max(0, first) : max(0, stop)]
    except (TypeError, ValueError, OverflowError, RecursionError):
        what = "not a change of cells"
        raise InputError(Fault(what, expected="cells of this page", code="not-a-table")) from None
    kind = sent.get("kind", "")
    if len(cells) > MOST_CELLS or kind not in KINDS:
        what = "not a change that a page makes"
        raise InputError(Fault(what, expected="a reload of the page", code="out-of-range"))
    return WantedChange(cells, kind, since, shown, columns)
