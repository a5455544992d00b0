"""The demo's hospital, filled in a few seconds."""

import csv
from datetime import date, datetime, time, timedelta
from pathlib import Path

from django.db import transaction
from django.utils.timezone import make_aware

from sevenday.example_folders import example
from sevenday.web.demo.people import add_people
from sevenday.web.exceptions.models import Report
from sevenday.web.exceptions.reporting import send
from sevenday.web.hospitals.folders import import_folder
from sevenday.web.hospitals.models import Department, Hospital
from sevenday.web.people.models import Membership, Role, User
from sevenday.web.requests.answers import Wish
from sevenday.web.requests.asking import ask
from sevenday.web.requests.swapping import offer, partners
from sevenday.web.rotas.current import published, today
from sevenday.web.rotas.drafts import CellEdit, edit_cells, open_draft
from sevenday.web.rotas.locks import lock
from sevenday.web.rotas.matrix import draft_matrix
from sevenday.web.rotas.models import Act, Draft, Period, Version
from sevenday.web.rotas.periods import add_period
from sevenday.web.rotas.publishing import publication, publish

HOSPITAL = "Seven Hills Infirmary"
"""No hospital's name."""
DEPARTMENTS = {
    "psychiatry": ("Psychiatry", "psychiatry-rebuilt"),
    "emergency": ("Emergency department", "emergency-2026"),
}
WALKOUT = ("Synthetic District General", "All services", "district-2025")
"""A second hospital, in the walkout of November 2025: its name, its department, its folder."""
HERE = Path(__file__).parent
FIRST = date(2026, 8, 5)
PUBLISHED = FIRST - timedelta(weeks=9)
"""The day on which the demo's rotas went out: a week before they had to."""
LATER = FIRST + timedelta(weeks=18)
"""The week in which something has happened since."""


def fill() -> None:
    """Fill an empty store; nothing where the demo is there already."""
    if Hospital.objects.exists():
        return
    with transaction.atomic():
        hospital = Hospital.objects.create(name=HOSPITAL, slug="seven-hills")
        maker = User.objects.create_user("demo@example.org", "The demo")
        for slug, (name, folder) in DEPARTMENTS.items():
            department = Department.objects.create(hospital=hospital, name=name, slug=slug)
            import_folder(maker, department, example(folder))
        people = add_people(hospital)
        psychiatry, emergency = (
            _published(people[who], Department.objects.get(slug=slug))
            for who, slug in (("Bashir", "psychiatry"), ("Rosalind", "emergency"))
        )
        _in_a_walkout(maker, people["Odette"])
        _something_happened(people, psychiatry)
        _asked_for(people, psychiatry, emergency)
        maker.is_active = False
        maker.save(update_fields=["is_active"])


def _published(actor: User, department: Department) -> Period:
    """The department's rota, as version 1."""
    with (HERE / f"{department.slug}.csv").open(encoding="utf-8", newline="") as file:
        (_, *dates), *rows = csv.reader(file)
    days = [date.fromisoformat(text) for text in dates]
    period = add_period(actor, department, days[0], days[-1])
    keys = dict(department.doctors.values_list("name", "pk"))
    cells = [
        CellEdit(keys[name], day, "", text)
        for name, *texts in rows
        for day, text in zip(days, texts, strict=True)
    ]
    draft = open_draft(actor, period)
    edit_cells(actor, draft, cells, Act.Kind.BUILD)
    _publish(actor, draft, PUBLISHED)
    return period


def _publish(actor: User, draft: Draft, on: date) -> None:
    """Publish a draft on a day, with a reason for what is left in it."""
    found = publication(draft, on)
    reasons = {breach.sentence: "left by the build" for breach in found.breaches}
    version = publish(actor, draft, found.last_edit, reasons, on)
    at = make_aware(datetime.combine(on, time(9)))
    Version.objects.filter(pk=version.pk).update(at=at)


def _in_a_walkout(maker: User, operations: User) -> None:
    """The district hospital with its rota published: its operations lead plans the cover."""
    name, services, folder = WALKOUT
    hospital = Hospital.objects.create(name=name, slug="district-general")
    department = Department.objects.create(hospital=hospital, name=services, slug="all-services")
    import_folder(maker, department, example(folder))
    Membership.objects.create(user=operations, role=Role.OPERATIONS, hospital=hospital)
    draft = Draft.objects.get(period__department=department)
    _publish(maker, draft, draft.period.first - timedelta(weeks=6))


def _something_happened(people: dict[str, User], period: Period) -> None:
    """A night that nobody works: its doctor is ill; and a cell that stays as it is."""
    actor = people["Bashir"]
    draft = open_draft(actor, period)
    doctor, day = _first(draft, "N")
    days = [day + timedelta(days=k) for k in range(3)]
    now = draft_matrix(draft)
    ill = [CellEdit(doctor, each, now.text_at(doctor, each), "SICK") for each in days]
    edit_cells(actor, draft, ill, Act.Kind.ABSENCE)
    other, when = _first(draft, "L")
    lock(actor, draft_matrix(draft), [(other, when)])


def _first(draft: Draft, begins: str) -> tuple[int, date]:
    """The first duty on or after `LATER` whose code begins so: whose, and when."""
    now = draft_matrix(draft)
    for column in range(now.column(LATER), now.period.days):
        for key, row in now.row.items():
            text = now.cells.texts[int(now.codes[row, column])]
            if text.startswith(begins):
                return key, now.period.first + timedelta(days=column)
    raise LookupError(begins)


def _asked_for(people: dict[str, User], psychiatry: Period, emergency: Period) -> None:
    """Leave that two ask for, a swap, and an exception report."""
    asked = LATER - timedelta(weeks=1)
    for name, period, first, days in (
        ("Amara", psychiatry, LATER + timedelta(weeks=2), 7),
        ("Ingrid", psychiatry, LATER + timedelta(weeks=2, days=2), 3),
        ("Tomas", emergency, LATER + timedelta(weeks=3), 5),
    ):
        doctor = period.department.doctors.get(user=people[name])
        ask(people[name], Wish(doctor, first, first + timedelta(days=days - 1)), asked)
    amara = psychiatry.department.doctors.get(user=people["Amara"])
    now = published(psychiatry)
    assert now is not None
    row = now.codes[now.row[amara.pk]]
    for column in range(now.column(LATER), psychiatry.days):
        day = psychiatry.first + timedelta(days=column)
        if not now.cells.texts[int(row[column])].startswith(("L", "N")):
            continue
        found = partners(amara, psychiatry, day).swaps
        if found:
            partner = psychiatry.department.doctors.get(name=found[0].partner)
            offer(people["Amara"], amara, psychiatry, day, partner, found[0].day, asked)
            break
    tomas = emergency.department.doctors.get(user=people["Tomas"])
    day = _worked(emergency, tomas.pk)
    report = Report(
        department=emergency.department,
        doctor=tomas,
        day=day,
        kind="hours",
        minutes=75,
        wish="toil",
    )
    send(people["Tomas"], report)


def _worked(period: Period, doctor: int) -> date:
    """A doctor's last duty that is over by now, a week before `LATER` at the latest."""
    now = published(period)
    assert now is not None
    last = min(LATER - timedelta(weeks=1), max(today() - timedelta(days=1), FIRST))
    row = now.codes[now.row[doctor]]
    columns = range(now.column(last), -1, -1)
    found = (column for column in columns if now.cells.parts[int(row[column])])
    return period.first + timedelta(days=next(found, now.column(last)))
