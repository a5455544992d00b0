"""Rows of a department's tables added, changed and taken out: what does not fit is refused."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from django.db import transaction
from django.db.models import Max, ProtectedError

from sevenday.errors import Fault, InputError
from sevenday.web.audit.record import record
from sevenday.web.hospitals.loading import loaded
from sevenday.web.hospitals.models import Department, FolderRow, Paper
from sevenday.web.hospitals.tables import COLUMNS, RowCells
from sevenday.web.people.models import User

Table = TypeVar("Table", bound=FolderRow)


def add_row(actor: User, department: Department, table: type[Table], cells: RowCells) -> Table:
    """Add a row at the end of a table.

    Raises InputError for all that is wrong with the folder that this would make.
    """
    (row,) = add_rows(actor, department, {table: [cells]})
    assert isinstance(row, table)
    return row


def add_rows(
    actor: User, department: Department, new: Mapping[type[FolderRow], Sequence[RowCells]]
) -> list[FolderRow]:
    """Add rows at the end of some tables, all or none; see `add_row`."""
    made: list[FolderRow] = []
    if not any(new.values()):
        return made
    with transaction.atomic():
        now = _queued(department)
        for table, rows in new.items():
            there = table._default_manager.filter(department=now)
            last = there.aggregate(n=Max("position"))["n"] or 0
            for position, cells in enumerate(rows, last + 1):
                row = table(department=now, position=position)
                _fill(row, cells)
                row.save()
                made.append(row)
        _bumped(now)
        for row in made:
            record(actor, f"{row.FILE} changed", None, row.cells, about=row, department=now)
    department.refresh_from_db()
    return made


def change_row(actor: User, row: FolderRow, seen: RowCells, cells: RowCells) -> None:
    """Change a row, as its author saw it. Raises InputError where it was changed meanwhile."""
    with transaction.atomic():
        now = _queued(row.department)
        there = type(row)._default_manager.get(pk=row.pk)
        if there.cells != seen:
            what = f"{there} was changed meanwhile: nothing is overwritten"
            raise InputError(Fault(what, row.FILE, expected="another look", code="stale-plan"))
        before = there.cells
        _fill(there, cells)
        there.save()
        _changed(actor, now, there, before, there.cells)
    row.refresh_from_db()
    row.department.refresh_from_db()


def remove_row(actor: User, row: FolderRow) -> None:
    """Take a row out. Raises InputError for a doctor whom a rota has: `left` says the last day."""
    with transaction.atomic():
        now = _queued(row.department)
        before = row.cells
        try:
            with transaction.atomic():
                row.delete()
        except ProtectedError:
            what = f"{row} is in a rota"
            how = "a date in `left`: from then on they are not planned"
            raise InputError(Fault(what, row.FILE, expected=how, code="out-of-range")) from None
        _changed(actor, now, row, before, None)
    row.department.refresh_from_db()


def put_paper(actor: User, department: Department, name: str, content: bytes) -> None:
    """Put a file of the folder that has no table here in place of the one before."""
    with transaction.atomic():
        now = _queued(department)
        paper = now.papers.filter(name=name).first()
        before = bytes(paper.content) if paper else None
        Paper.objects.update_or_create(department=now, name=name, defaults={"content": content})
        texts = [None if c is None else c.decode("utf-8", "replace") for c in (before, content)]
        _bumped(now)
        record(actor, f"{name} changed"[:60], *texts, about=now, department=now)
    department.refresh_from_db()


def _queued(department: Department) -> Department:
    """The department, with its writers in a queue until the transaction ends."""
    return Department.objects.select_for_update().get(pk=department.pk)


def _fill(row: FolderRow, cells: RowCells) -> None:
    """Take cells for a row. Raises InputError for other columns, and for a key that is not new."""
    for column in cells:
        if column not in COLUMNS[row.FILE]:
            known = ", ".join(COLUMNS[row.FILE])
            raise _fault(row, "unknown column", column, "", f"one of {known}", "unknown-column")
    row.cells = {column: text.strip() for column, text in cells.items() if text.strip()}
    if row.KEY:
        key = row.cells.get(row.KEY, "")
        if not key:
            raise _fault(row, "nothing there", row.KEY, "", "a value", "missing-value")
        others = type(row)._default_manager.filter(department=row.department).exclude(pk=row.pk)
        if key in {each.get(row.KEY) for each in others.values_list("cells", flat=True)}:
            raise _fault(row, "there already", row.KEY, key, "another", "repeated")
        row.name = key  # type: ignore[attr-defined]  # of those tables that have a key


def _fault(
    row: FolderRow, what: str, column: str, found: str, expected: str, code: str
) -> InputError:
    return InputError(Fault(what, row.FILE, None, column, found, expected, code=code))


def _changed(
    actor: User,
    department: Department,
    row: FolderRow,
    before: RowCells | None,
    after: RowCells | None,
) -> None:
    _bumped(department)
    record(
        actor,
        f"{row.FILE} changed",
        before,
        after,
        about=row if row.pk else None,
        department=department,
    )


def _bumped(department: Department) -> None:
    """The next revision; raises InputError where its tables do not go together any more."""
    department.change()
    loaded(department)
