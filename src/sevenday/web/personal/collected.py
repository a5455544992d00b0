"""All that is kept of one person, as files that they can read: a right of theirs (UK GDPR art. 15).

Others' data are left out: of what somebody did to others only that and when they did it.
"""

import io
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from allauth.mfa.models import Authenticator
from django.db.models import Q

from sevenday.reports.files.export import safe
from sevenday.results import as_json
from sevenday.web.api.models import Token
from sevenday.web.audit.models import Change
from sevenday.web.csv_files import csv_text
from sevenday.web.hospitals.models import Doctor
from sevenday.web.hr.models import PaySent, ScheduleOpened
from sevenday.web.notices.models import Notice
from sevenday.web.people.models import OneTimeLink, User
from sevenday.web.requests.models import Request, Swap
from sevenday.web.rotas.matrix import version_matrix
from sevenday.web.rotas.models import Version


def personal_zip(user: User) -> bytes:
    """All that is kept of a person as one zip; what each file is stands in its README.txt."""
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as book:
        for name, text in personal_files(user).items():
            book.writestr(name, text)
    return made.getvalue()


def personal_files(user: User) -> dict[str, str]:
    """The files by their names."""
    found = {
        "README.txt": README,
        "account.json": as_json(_account(user)),
        "what-i-did.csv": csv_text(("when", "what"), _rows(_done(user), "at", "what")),
        "what-was-done-about-me.json": as_json(_about(user)),
        "news.csv": csv_text(
            ("when", "sentence", "seen"),
            _rows(Notice.objects.filter(user=user), "at", "sentence", "seen"),
        ),
    }
    for doctor in user.doctors.select_related("department__hospital"):
        place = f"{doctor.department.hospital.slug}-{doctor.department.slug}-{safe(doctor.name)}"
        found |= {f"{place}/{name}": text for name, text in _line(user, doctor).items()}
    return found


README = """All that this server keeps of you.

account.json                 your name and address, roles, how you prove who you are, tokens
what-i-did.csv               what you changed, and when
what-was-done-about-me.json  what others changed of your account, with before and after
news.csv                     what your bell said
and of each line of a rota that is yours, in a folder:
doctor.json                  what the department's doctors.csv says of you
duties.csv                   your published duties, by version
requests.csv, swaps.csv      what you asked for, and what became of it
exception-reports.csv        what you reported, and what became of it
pay-sent.csv                 what payroll was sent, pounds a year by element
schedules-opened.csv         when you opened your work schedules
Passwords and the secrets of apps and passkeys are left out: nobody needs to read them.
"""


def _account(user: User) -> dict[str, Any]:
    proofs = Authenticator.objects.filter(user=user)
    return {
        "name": user.name,
        "email": user.email,
        "joined": user.joined,
        "last_signed_in": user.last_login,
        "may_sign_in": user.is_active,
        "roles": [
            {
                "role": each.role,
                "hospital": _name(each.hospital),
                "department": _name(each.department),
            }
            for each in user.memberships.select_related("hospital", "department")
        ],
        "second_proofs": list(proofs.values("type", "created_at", "last_used_at")),
        "one_time_links": list(
            OneTimeLink.objects.filter(user=user).values("made", "expires", "used")
        ),
        "tokens": list(
            Token.objects.filter(user=user).values("name", "scopes", "made", "expires", "used")
        ),
    }


def _name(place: Any) -> str | None:
    return None if place is None else place.name


def _done(user: User) -> Any:
    return Change.objects.filter(actor=user)


def _about(user: User) -> list[dict[str, Any]]:
    lines = [f"{each._meta.label_lower}:{each.pk}" for each in user.doctors.all()]
    about = Q(about=f"{user._meta.label_lower}:{user.pk}") | Q(about__in=lines)
    found = Change.objects.filter(about).values("at", "what", "before", "after")
    return [dict(each) for each in found]


def _line(user: User, doctor: Doctor) -> dict[str, str]:
    """The files of one line of a rota."""
    swaps = Swap.objects.filter(Q(doctor=doctor) | Q(partner=doctor))
    asked = ("want", "shift", "first", "last", "state", "asked_at", "answered_at", "words")
    swapped = ("day", "mine", "partner_day", "theirs", "state", "asked_at", "answered_at", "words")
    reports = ("number", "day", "kind", "start", "end", "minutes", "wish", "state", "sent_at")
    opened = ScheduleOpened.objects.filter(doctor=doctor)
    return {
        "doctor.json": as_json(doctor.cells),
        "duties.csv": csv_text(("period", "version", "date", "duty"), _duties(doctor)),
        "requests.csv": csv_text(asked, _rows(Request.objects.filter(doctor=doctor), *asked)),
        "swaps.csv": csv_text(swapped, _rows(swaps, *swapped)),
        "exception-reports.csv": csv_text(
            reports, _rows(doctor.reports.filter(sent_by=user), *reports)
        ),
        "pay-sent.csv": csv_text(("month", "sent", "element", "pounds_a_year"), _pay(doctor)),
        "schedules-opened.csv": csv_text(
            ("version", "opened"), _rows(opened, "version__number", "at")
        ),
    }


def _duties(doctor: Doctor) -> Iterable[Sequence[object]]:
    """Each published cell of a line that is not blank."""
    versions = Version.objects.filter(period__department=doctor.department)
    for version in versions.select_related("period__department").order_by("at"):
        if doctor.pk not in version.doctors:
            continue
        now = version_matrix(version)
        for column, code in enumerate(now.codes[now.row[doctor.pk]].tolist()):
            if text := now.cells.texts[code]:
                day = version.period.first + timedelta(days=column)
                yield f"{version.period}", version.number, f"{day}", text


def _pay(doctor: Doctor) -> Iterable[Sequence[object]]:
    for sent in PaySent.objects.filter(department=doctor.department).order_by("id"):
        for element, pounds in sent.lines.get(f"{doctor.pk}", {}).items():
            yield f"{sent.month:%Y-%m}", f"{sent.at:%Y-%m-%d}", element, pounds


def _rows(found: Any, *names: str) -> Iterable[Sequence[object]]:
    """Rows of the database, dates and times as text."""
    for row in found.values_list(*names):
        yield ["" if each is None else each if isinstance(each, int) else f"{each}" for each in row]
