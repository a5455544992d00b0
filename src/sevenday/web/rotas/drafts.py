"""Changes to a draft: each is written with who made it and what they saw, or not at all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from django.db import transaction
from django.utils.timezone import localtime

from sevenday.clock import short_date
from sevenday.errors import Fault, InputError
from sevenday.model.absence import canonical
from sevenday.web.audit.record import record
from sevenday.web.people.models import User
from sevenday.web.rotas.matrix import DraftMatrix, draft_matrix, remember
from sevenday.web.rotas.models import Act, Draft, Edit, Period
from sevenday.web.rotas.refusals import refuse_cells, refuse_texts

SHOWN_IN_AUDIT = 40
"""RowCells of an act that its audit row tells one by one: the log of edits has them all."""


@dataclass(frozen=True, slots=True)
class CellEdit:
    """A cell to be changed: `seen` is what its author saw in it, `text` what it is to hold."""

    doctor: int
    day: date
    seen: str
    text: str


MOST_NAMED = 100
"""Cells that a refusal names."""


class ChangedMeanwhileError(Exception):
    """RowCells hold something else than their author saw: nothing was written.

    `cells`: each such cell, what it holds now, and the edit that made it so, None where none did;
    of many the first. `more`: how many there are beside. The message says who changed what to what,
    and when.
    """

    def __init__(
        self, now: DraftMatrix, cells: Sequence[tuple[CellEdit, Edit | None]], more: int = 0
    ) -> None:
        """Take the cells, and the edits that came between."""
        self.cells = [(cell, now.text_at(cell.doctor, cell.day), edit) for cell, edit in cells]
        self.more = more
        words = [_meanwhile(*each) for each in self.cells]
        super().__init__("; ".join([*words, f"and {more} more"] if more else words))


def _meanwhile(cell: CellEdit, holds: str, edit: Edit | None) -> str:
    """Who was first, in words."""
    if edit is None:
        return f"The cell on {short_date(cell.day)} holds {holds or '-'}, not {cell.seen or '-'}"
    at = f"{localtime(edit.act.at):%H:%M}"
    when = short_date(cell.day)
    return f"{edit.act.by} changed {edit.doctor} on {when} to {holds or '-'} at {at}"


@dataclass(frozen=True)
class Edited:
    """What came of a change: the act, None where every cell had its text already; the matrix."""

    act: Act | None
    matrix: DraftMatrix


def open_draft(actor: User, period: Period) -> Draft:
    """The period's open draft; a new one after its last version where there is none."""
    with transaction.atomic():
        # one at a time: two who open the page at once get the same draft
        Period.objects.select_for_update().get(pk=period.pk)
        found = period.drafts.filter(state=Draft.OPEN).first()
        if found is not None:
            return found
        base = period.versions.order_by("-number").first()
        draft = Draft.objects.create(period=period, base=base, by=actor)
        after = base.number if base else None
        record(
            actor,
            "draft.opened",
            None,
            {"after_version": after},
            about=draft,
            department=period.department,
        )
        return draft


def edit_cells(
    actor: User, draft: Draft, cells: Iterable[CellEdit], kind: str = Act.Kind.EDIT
) -> Edited:
    """Change cells of a draft, all or none.

    Parameters
    ----------
    actor
        Who changes them.
    draft
        An open draft.
    cells
        Each with what its author saw there.
    kind
        What they are doing.

    Raises
    ------
    ChangedMeanwhileError
        Where a cell no longer holds what its author saw.
    InputError
        For a text that no cell may hold, a cell outside the rota or locked, duties that overlap.
    """
    with transaction.atomic():
        return _written(actor, locked(draft), list(cells), kind)


def locked(draft: Draft) -> Draft:
    """The draft, with its writers in a queue until the transaction ends.

    Raises InputError where it is no longer open.
    """
    found = (
        Draft.objects.select_for_update(of=("self",))
        .select_related("period__department", "base")
        .get(pk=draft.pk)
    )
    if found.state != Draft.OPEN:
        what = f"this draft is {found.state}: nothing more is written in it"
        raise InputError(Fault(what, expected="the open draft", code="outside-dates"))
    return found


def _written(
    actor: User, draft: Draft, cells: list[CellEdit], kind: str, undoes: Act | None = None
) -> Edited:
    now = draft_matrix(draft)
    refuse_cells(draft.period, now, ((cell.doctor, cell.day) for cell in cells))
    texts = [now.text_at(cell.doctor, cell.day) for cell in cells]
    other = [
        cell
        for cell, text in zip(cells, texts, strict=True)
        if canonical(cell.seen) != text and canonical(cell.text) != text
    ]
    if other:
        # each is looked up while others wait to write
        named = [(cell, last_edit(draft, cell.doctor, cell.day)) for cell in other[:MOST_NAMED]]
        raise ChangedMeanwhileError(now, named, len(other) - len(named))
    then = now.with_cells((cell.doctor, cell.day, cell.text) for cell in cells)
    changed = [
        (cell, before)
        for cell, before in zip(cells, texts, strict=True)
        if then.text_at(cell.doctor, cell.day) != before
    ]
    if not changed:
        return Edited(None, now)
    refuse_texts(then, ((cell.doctor, cell.day) for cell, _ in changed))
    act = Act.objects.create(draft=draft, kind=kind, by=actor, undoes=undoes)
    edits = Edit.objects.bulk_create(
        [
            Edit(
                act=act,
                draft=draft,
                doctor_id=cell.doctor,
                day=cell.day,
                before=before,
                after=then.text_at(cell.doctor, cell.day),
            )
            for cell, before in changed
        ],
        batch_size=1000,
    )
    record(
        actor,
        f"draft.{kind}",
        _audited([(cell, before) for cell, before in changed]),
        _audited([(cell, then.text_at(cell.doctor, cell.day)) for cell, _ in changed]),
        about=act,
        department=draft.period.department,
    )
    then = replace(then, last_edit=edits[-1].pk)
    transaction.on_commit(partial(remember, draft, then))
    return Edited(act, then)


def _audited(cells: list[tuple[CellEdit, str]]) -> dict[str, object]:
    """RowCells with a text each, as an audit row has them; of many, how many."""
    if len(cells) > SHOWN_IN_AUDIT:
        return {"cells": len(cells)}
    return {"cells": [[cell.doctor, cell.day, text] for cell, text in cells]}


def last_edit(draft: Draft, doctor: int, day: date) -> Edit | None:
    """The edit that made a cell what it is, in this draft or one before; None where none did."""
    later: Draft | None = draft
    up_to = None
    while later is not None:
        edits = Edit.objects.filter(draft=later, doctor=doctor, day=day)
        if up_to is not None:
            edits = edits.filter(id__lte=up_to)
        if found := edits.select_related("act__by", "doctor").order_by("-id").first():
            return found
        base = later.base
        later, up_to = (base.draft, base.last_edit) if base else (None, None)
    return None


def undo(actor: User, draft: Draft, act: Act) -> Edited:
    """Take an act of a draft back, as a new act; an undo that is taken back does it again.

    Raises ChangedMeanwhileError where a cell of it was changed since, and InputError where it was
    taken back already.
    """
    with transaction.atomic():
        now = locked(draft)
        if Act.objects.filter(undoes=act).exists():
            what = "this was taken back already"
            raise InputError(Fault(what, expected="the last act that stands", code="repeated"))
        cells = [
            CellEdit(edit.doctor_id, edit.day, edit.after, edit.before)
            for edit in act.edits.order_by("-id")
        ]
        return _written(actor, now, cells, Act.Kind.UNDO, act)


def last_act(draft: Draft, actor: User) -> Act | None:
    """What a person's Ctrl-Z takes back: their last act that stands and is no undo."""
    return (
        draft.acts.filter(by=actor, undone_by=None)
        .exclude(kind=Act.Kind.UNDO)
        .order_by("-id")
        .first()
    )


def last_undo(draft: Draft, actor: User) -> Act | None:
    """What a person's Ctrl-Y does again: their last act, where it is an undo that stands."""
    last = draft.acts.filter(by=actor).order_by("-id").first()
    return last if last and last.kind == Act.Kind.UNDO else None


def discard(actor: User, draft: Draft, seen_edit: int) -> None:
    """Put a draft away as it was seen: its log stays, the next one begins from the last version.

    `seen_edit`: the last edit that the actor looked at. Raises InputError where one came since.
    """
    with transaction.atomic():
        now = locked(draft)
        if draft_matrix(now).last_edit != seen_edit:
            what = "the draft was edited while you looked at it: it is not put away"
            raise InputError(Fault(what, expected="another look", code="stale-plan"))
        now.state = Draft.DISCARDED
        now.save(update_fields=["state"])
        record(
            actor,
            "draft.discarded",
            {"state": Draft.OPEN},
            {"state": Draft.DISCARDED},
            about=now,
            department=now.period.department,
        )
