"""A department's folder as the library's Hospital, made of the database once for each revision."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sevenday.contracts import Terms, contract, contract_ids
from sevenday.errors import Fault, InputError
from sevenday.files.folder import READ_ELSEWHERE, assemble
from sevenday.files.settings import parse_settings
from sevenday.files.table import Faults, Rows
from sevenday.model import Hospital
from sevenday.web.hospitals.models import CoverRow, Department, Doctor, FolderRow, Paper, Shift
from sevenday.web.hospitals.tables import RowCells, as_rows, table_rows
from sevenday.web.ready import Ready

TABLES: tuple[type[FolderRow], ...] = (Doctor, Shift, CoverRow)
"""The files that the database holds by rows."""
BY_ROW = {table.FILE: table for table in TABLES}
WITH_ROTA = {"rota.csv", "requests.csv"}
"""Files that say what is rostered and asked for: they change without the folder."""
_ready: Ready["Loaded"] = Ready(32)


@dataclass(frozen=True, eq=False)
class Loaded:
    """A department ready to be asked: its hospital without rota and requests, and its doctors.

    `rows`: the row of each doctor in `hospital.doctors`, by the key of its table.
    """

    hospital: Hospital
    rows: Mapping[int, int]

    @property
    def keys(self) -> tuple[int, ...]:
        """The keys of the doctors, in the hospital's order."""
        return tuple(self.rows)


def loaded(department: Department) -> Loaded:
    """The department as it is at its revision.

    Raises InputError where its tables do not go together: no service writes such.
    """
    return _ready.get(department.state, lambda: _read(department.pk))


def terms_of(department: Department, on: date) -> Terms:
    """The department's contract on a date.

    Raises InputError where it names none, or none that comes with Sevenday: a path is not followed.
    """
    named = loaded(department).hospital.contract
    known_contract(named)
    return _terms(named, on)


def known_contract(named: str) -> None:
    """Raise InputError for a contract that does not come with Sevenday."""
    if named not in contract_ids():
        what = f"no contract is called {named!r}" if named else "no contract is named"
        how = f"one of {', '.join(contract_ids())}"
        place = ("hospital.toml", None, "contract", named, how)
        raise InputError(Fault(what, *place, code="unknown-contract"))


@lru_cache(maxsize=64)
def _terms(named: str, on: date) -> Terms:
    terms = contract(named)
    return terms if terms.contract.offered else terms.at(on)


def _read(key: int) -> Loaded:
    """Read the tables of a department as they are now."""
    faults = Faults([])
    papers = dict(Paper.objects.filter(department=key).values_list("name", "content"))
    files: dict[str, Rows] = {}
    for name, content in papers.items():
        if name.endswith(".csv") and "/" not in name and name not in WITH_ROTA | READ_ELSEWHERE:
            files[name] = table_rows(name, bytes(content))
    for table in TABLES:
        rows: list[RowCells] = list(
            table._default_manager.filter(department=key).values_list("cells", flat=True)
        )
        came = files.get(table.FILE)
        if rows or came:
            files[table.FILE] = as_rows(table.FILE, rows, came.body[0][1] if came else ())
    settings: dict[str, Any] = {}
    if "hospital.toml" in papers:
        document = tomllib.loads(bytes(papers["hospital.toml"]).decode("utf-8-sig"))
        settings = parse_settings(document, "hospital.toml", faults)
    if "shifts.csv" not in files:
        files["shifts.csv"] = as_rows("shifts.csv", [])
    if "doctors.csv" not in files:
        files["doctors.csv"] = as_rows("doctors.csv", [])
    hospital = assemble("the department", settings, files, faults, needs_rota=False)
    if faults.found:
        raise InputError(*faults.found)
    doctors = Doctor.objects.filter(department=key).values_list("pk", "name")
    rows_by_name = {doctor.name: row for row, doctor in enumerate(hospital.doctors)}
    return Loaded(hospital, {pk: rows_by_name[name] for pk, name in doctors})
