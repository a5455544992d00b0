"""A ward with a published rota whose doctors have names of people: no page of ours may show one."""

import shutil
import tempfile
from datetime import timedelta
from pathlib import Path

from sevenday.web.people.models import User
from sevenday.web.rotas.drafts import CellEdit, edit_cells, open_draft
from sevenday.web.rotas.models import Version
from sevenday.web.rotas.periods import add_period
from tests.web.people_and_places import EXAMPLES, MONDAY, publish_as_it_is, with_folder

NAMES = ("Quist", "Abernethy", "Ferreira", "Nakagawa", "Olusegun", "Petrov", "Ruiz", "Sato", "Tam")
DAYS = 28
CODES = ("D", "D", "L", "", "D", "L", "")
"""A doctor's week; the next doctor's begins a day later."""


def a_ward(grades: tuple[str, ...] = ("CT1",) * 9, slug: str = "ward") -> Version:
    """A published rota of doctors of some grades; the first is ill for two days of it."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "ward"
        shutil.copytree(EXAMPLES / "ward", folder)
        rows = [f"{name} Example,{grade}" for name, grade in zip(NAMES, grades, strict=False)]
        (folder / "doctors.csv").write_text("\n".join(["doctor,grade", *rows, ""]), "utf-8")
        robin, _ = User.objects.get_or_create(email="robin@example.org", name="Robin Sharma")
        department = with_folder(folder, robin, slug)
    period = add_period(robin, department, MONDAY, MONDAY + timedelta(days=DAYS - 1))
    cells = [
        CellEdit(doctor.pk, MONDAY + timedelta(days=day), "", text)
        for k, doctor in enumerate(department.doctors.all())
        for day in range(DAYS)
        if (text := "SICK" if k == 0 and day in (7, 8) else CODES[(day + k) % len(CODES)])
    ]
    draft = open_draft(robin, period)
    edit_cells(robin, draft, cells)
    return publish_as_it_is(robin, draft)


def talks_address(version: Version, rest: str = "") -> str:
    """A page of the talks on a ward's rota."""
    department = version.period.department
    return f"/at/{department.hospital.slug}/{department.slug}/talks/{rest}"
