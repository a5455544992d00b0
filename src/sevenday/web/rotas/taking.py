"""Whole rotas into drafts and out to files."""

from datetime import timedelta

from sevenday.errors import InputError
from sevenday.files.one_doctor import one_line_each
from sevenday.files.rotas import read_rota, reordered
from sevenday.files.table import Faults
from sevenday.model import Hospital
from sevenday.web.hospitals.models import Department, Doctor
from sevenday.web.hospitals.tables import table_rows
from sevenday.web.people.models import User
from sevenday.web.rotas.current import latest
from sevenday.web.rotas.drafts import CellEdit, edit_cells, open_draft
from sevenday.web.rotas.matrix import INTERNING, DraftMatrix
from sevenday.web.rotas.models import Act, Draft
from sevenday.web.rotas.periods import add_period


def take_rota(actor: User, department: Department, hospital: Hospital) -> Draft:
    """The draft of a first version from a hospital's dated rota, of the department's doctors."""
    rota = hospital.rota
    assert rota is not None
    draft = open_draft(actor, add_period(actor, department, rota.first, rota.last))
    keys = dict(Doctor.objects.filter(department=department).values_list("name", "pk"))
    texts = hospital.cells.texts
    cells = [
        CellEdit(keys[name], rota.first + timedelta(days=k), "", texts[code])
        for name, codes in zip(rota.doctors, rota.codes.tolist(), strict=True)
        for k, code in enumerate(codes)
        if code
    ]
    edit_cells(actor, draft, cells, Act.Kind.IMPORT)
    return draft


def rota_file(department: Department, came: bytes | None) -> bytes | None:
    """The last period's rota.csv, as it came where it says the same; None without a rota."""
    period = department.periods.order_by("-first").first()
    now = latest(period) if period else None
    if now is None:
        return None
    if came is not None and _says(came, now):
        return came
    return now.text().encode()


def _says(came: bytes, now: DraftMatrix) -> bool:
    """Whether a rota.csv says what a draft says."""
    faults, rota = Faults([]), now.rota
    try:
        table = table_rows("rota.csv", came)
    except InputError:
        return False
    with INTERNING:
        found = read_rota(table, now.cells, faults)
    if found is None or faults.found:
        return False
    found, _ = one_line_each("rota.csv", found, rota.doctors, faults)
    read = found.rota
    return (
        (read.first, read.last) == (rota.first, rota.last)
        and set(read.doctors) <= set(rota.doctors)
        and bool((reordered(read, rota.doctors, 0) == rota.codes).all())
    )
