"""A doctor opens their work schedule: that is noted once, for HR."""

from sevenday.web.hospitals.models import Doctor
from sevenday.web.hr.models import ScheduleOpened
from sevenday.web.rotas.models import Version


def note_as_opened(version: Version, doctor: Doctor) -> None:
    """Note that a doctor has opened their work schedule of a version, the first time."""
    ScheduleOpened.objects.get_or_create(version=version, doctor=doctor)
