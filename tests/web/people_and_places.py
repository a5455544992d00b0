"""What the tests of the browser's rooms begin with: a person, a department, a folder in it."""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

from sevenday.web.hospitals.folders import import_folder
from sevenday.web.hospitals.models import Department, Hospital
from sevenday.web.people.models import User
from sevenday.web.rotas.drafts import CellEdit, edit_cells, open_draft
from sevenday.web.rotas.models import Draft, Version
from sevenday.web.rotas.periods import add_period
from sevenday.web.rotas.publishing import publication, publish

EXAMPLES = Path(__file__).parents[2] / "examples"
MONDAY = date(2026, 9, 7)
"""The ward's first day."""


def a_user(name: str = "Robin") -> User:
    """A person who may sign in."""
    return User.objects.create_user(f"{name.lower()}@example.org", name)


def a_department(slug: str = "medicine") -> Department:
    """A department without a folder, of a hospital."""
    hospital, _ = Hospital.objects.get_or_create(slug="general", defaults={"name": "General"})
    return Department.objects.create(hospital=hospital, name=slug.title(), slug=slug)


def with_folder(
    folder: Path | str, actor: User | None = None, slug: str | None = None
) -> Department:
    """A department with an example's folder, or another."""
    path = EXAMPLES / folder if isinstance(folder, str) else folder
    department = a_department(slug or path.name)
    import_folder(actor or a_user(f"importer of {path.name}".replace(" ", "-")), department, path)
    return department


def with_rota(cells: Mapping[tuple[str, int], str], days: int = 28, slug: str = "ward") -> Version:
    """The ward of `examples/ward` with a published rota: by doctor and day what a cell holds."""
    robin = User.objects.filter(name="Robin").first() or a_user("Robin")
    department = with_folder("ward", robin, slug)
    period = add_period(robin, department, MONDAY, MONDAY + timedelta(days=days - 1))
    draft = open_draft(robin, period)
    keys = dict(department.doctors.values_list("name", "pk"))
    edit_cells(
        robin,
        draft,
        [
            CellEdit(keys[name], MONDAY + timedelta(days=day), "", text)
            for (name, day), text in cells.items()
        ],
    )
    return publish_as_it_is(robin, draft)


def publish_as_it_is(actor: User, draft: Draft) -> Version:
    """Publish a draft, with a reason for every breach that is in it."""
    found = publication(draft, MONDAY)
    reasons = {breach.sentence: "as it is" for breach in found.breaches}
    return publish(actor, draft, found.last_edit, reasons, MONDAY)
