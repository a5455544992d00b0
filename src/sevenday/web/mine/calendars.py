"""The private calendar link of a doctor: made, renewed, answered."""

from django.db import transaction
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from sevenday.reports.files.calendar import calendar
from sevenday.web.audit.record import record
from sevenday.web.hospitals.models import Doctor
from sevenday.web.mine.models import CalendarLink
from sevenday.web.people.models import User
from sevenday.web.rotas.current import last_version
from sevenday.web.rotas.matrix import version_matrix
from sevenday.web.rotas.models import Version


def word_of(link: CalendarLink) -> str:
    """The secret word of a link."""
    value = f"{link.doctor_id}:{link.number}"
    return salted_hmac("sevenday.calendar", value, algorithm="sha256").hexdigest()[:40]


def link_of(doctor: Doctor) -> str:
    """The address of a doctor's calendar; blank where they have not asked for one."""
    link = CalendarLink.objects.filter(doctor=doctor).first()
    if link is None:
        return ""
    return reverse("calendar_feed", kwargs={"doctor": doctor.pk, "word": word_of(link)})


def renew(actor: User, doctor: Doctor) -> None:
    """Make a doctor's link, or a new one: the old one then says nothing more."""
    with transaction.atomic():
        link, is_new = CalendarLink.objects.select_for_update().get_or_create(doctor=doctor)
        if not is_new:
            link.number += 1
            link.save(update_fields=["number"])
        before = None if is_new else {"number": link.number - 1}
        what = {"number": link.number}
        record(actor, "calendar.link", before, what, about=link, department=doctor.department)


def feed(doctor: int, word: str) -> str | None:
    """The duties of a doctor as iCalendar; None for a word that is not their link's.

    It is made anew when another version was published, from what phones were last given.
    """
    with transaction.atomic():
        link = (
            CalendarLink.objects.select_for_update(of=("self",))
            .select_related("doctor__department__hospital")
            .filter(doctor=doctor)
            .first()
        )
        if link is None or not constant_time_compare(word, word_of(link)):
            return None
        versions = _versions(link.doctor)
        made_of = ",".join(version.sha for version in versions)
        if made_of != link.versions or not link.feed:
            text: str | None = link.feed or None
            for version in versions:
                now = version_matrix(version)
                text = calendar(now.hospital, link.doctor.name, text)
            link.feed, link.versions = text or EMPTY, made_of
            link.save(update_fields=["feed", "versions"])
        return link.feed


EMPTY = "\r\n".join(
    ("BEGIN:VCALENDAR", "PRODID:-//Sevenday//Duties//EN", "VERSION:2.0", "END:VCALENDAR", "")
)
"""The feed of somebody of whom nothing is published yet."""


def _versions(doctor: Doctor) -> list[Version]:
    """What is out of each period in which the doctor has a line."""
    periods = doctor.department.periods.order_by("first")
    found = [last_version(period) for period in periods]
    return [version for version in found if version and doctor.pk in version.doctors]
