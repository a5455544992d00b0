"""What the tests of the browser's rooms begin with: a person, a department, a folder in it."""

from pathlib import Path

from sevenday.web.hospitals.folders import import_folder
from sevenday.web.hospitals.models import Department, Hospital
from sevenday.web.people.models import User

EXAMPLES = Path(__file__).parents[2] / "examples"


def a_user(name: str = "Robin") -> User:
    """A person who may sign in."""
    return User.objects.create_user(f"{name.lower()}@example.org", name)


def a_department(slug: str = "medicine") -> Department:
    """A department without a folder, of a hospital."""
    hospital, _ = Hospital.objects.get_or_create(slug="general", defaults={"name": "General"})
    return Department.objects.create(hospital=hospital, name=slug.title(), slug=slug)


def with_folder(folder: Path | str, actor: User | None = None) -> Department:
    """A department with an example's folder, or another."""
    path = EXAMPLES / folder if isinstance(folder, str) else folder
    department = a_department(path.name)
    import_folder(actor or a_user(f"importer of {path.name}".replace(" ", "-")), department, path)
    return department
