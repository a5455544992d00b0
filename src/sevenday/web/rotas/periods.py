"""New periods: dates to be rostered."""

from datetime import date

from django.db import transaction

from sevenday.clock import long_date
from sevenday.errors import Fault, InputError
from sevenday.files.rota_forms import MOST_DAYS
from sevenday.web.audit.record import record
from sevenday.web.hospitals.models import Department
from sevenday.web.people.models import User
from sevenday.web.rotas.models import Period


def add_period(actor: User, department: Department, first: date, last: date) -> Period:
    """Add dates to be rostered. Raises InputError for those that another period has."""
    if not 0 <= (last - first).days < MOST_DAYS:
        what = f"{first} to {last} is no span of dates"
        raise InputError(Fault(what, expected="a last date after the first", code="out-of-order"))
    with transaction.atomic():
        # two who add one at once are one after the other
        Department.objects.select_for_update().get(pk=department.pk)
        other = department.periods.filter(first__lte=last, last__gte=first).first()
        if other is not None:
            what = f"{long_date(other.first)} to {long_date(other.last)} is a period already"
            raise InputError(Fault(what, expected="dates of their own", code="repeated"))
        period = Period.objects.create(department=department, first=first, last=last)
        span = {"first": first, "last": last}
        record(actor, "period.added", None, span, about=period, department=department)
        return period
