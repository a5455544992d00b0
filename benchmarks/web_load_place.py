"""What a load is put on: a department with a published rota, its doctors, its co-ordinators."""

from dataclasses import dataclass
from pathlib import Path

TEXTS = 2
"""Shifts that one co-ordinator alone writes: so each edit in the log says whose it is."""


@dataclass(frozen=True)
class Loaded:
    """The place as the clients need it.

    `doctors`: a session each. `coordinators`: a session and the key of its person each.
    `lines`: the keys of the rota's doctors; `texts`: what their cells hold.
    """

    path: str
    period: int
    days: int
    doctors: list[str]
    coordinators: list[tuple[str, int]]
    lines: list[int]
    texts: dict[tuple[int, int], str]
    names: list[str]


def texts_of(who: int) -> list[str]:
    """The shifts that a co-ordinator writes."""
    return [f"{letter}{who + 1}" for letter in "DE"[:TEXTS]]


def make(folder_path: Path, doctors: int, coordinators: int) -> Loaded:
    """Make it in an empty store."""
    from benchmarks.web_edits import FIRST, folder
    from tests.web.clients import session_of
    from tests.web.factories import person
    from tests.web.people_and_places import publish_as_it_is

    from sevenday.web.hospitals.folders import import_folder
    from sevenday.web.hospitals.models import Department, Hospital
    from sevenday.web.people.models import Membership, Role, User
    from sevenday.web.rotas.matrix import draft_matrix
    from sevenday.web.rotas.models import Draft

    hospital = Hospital.objects.create(name="Load", slug="load")
    department = Department.objects.create(hospital=hospital, name="one", slug="one")
    people = [person(Role.COORDINATOR, department) for _ in range(coordinators)]
    days = 28
    path = folder(folder_path, doctors, days)
    with (path / "shifts.csv").open("a") as shifts:
        for who in range(coordinators):
            for text in texts_of(who):
                # it begins after a night has ended: nothing overlaps, and nothing is refused
                shifts.write(f"{text},Clinic {text},09:00,17:00,30\n")
    import_folder(people[0], department, path)
    draft = Draft.objects.select_related("period__department").get(period__department=department)
    publish_as_it_is(people[0], draft)
    sessions = []
    for line in department.doctors.order_by("pk"):
        line.user = User.objects.create_user(f"doctor{line.pk}@example.org", line.name)
        line.save()
        Membership.objects.create(
            user=line.user, role=Role.DOCTOR, hospital=hospital, department=department
        )
        sessions.append(f"{session_of(line.user).session_key}")
    now = draft_matrix(draft)
    lines = list(now.row)
    names = dict(department.doctors.values_list("pk", "name"))
    texts = {
        (key, column): now.cells.texts[now.codes[row][column]]
        for key, row in now.row.items()
        for column in range(days)
    }
    return Loaded(
        f"/at/{hospital.slug}/{department.slug}",
        draft.period_id,
        (draft.period.last - FIRST).days + 1,
        sessions,
        [(f"{session_of(one).session_key}", one.pk) for one in people],
        lines,
        texts,
        [names[key] for key in lines],
    )
