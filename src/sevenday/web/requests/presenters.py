"""Places that are open soon, each with where it is seen who can cover it."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from sevenday.clock import short_date
from sevenday.web.hospitals.models import Department
from sevenday.web.rotas.current import latest
from sevenday.web.rotas.gaps import cover_on, cover_table

SOON = 14


@dataclass(frozen=True, slots=True)
class PlaceToCover:
    """A place with fewer than it needs, in words; `address`: who can cover it."""

    words: str
    address: str


def open_places(
    department: Department, first: date, last: date | None = None
) -> list[PlaceToCover]:
    """The gaps of some dates, a fortnight where no last is given, as the co-ordinator has them."""
    until = last or first + timedelta(days=SOON - 1)
    found = []
    for period in department.periods.filter(first__lte=until, last__gte=first):
        now = latest(period)
        if now is None:
            continue
        start, end = max(first, period.first), min(until, period.last)
        days = [start + timedelta(days=k) for k in range((end - start).days + 1)]
        needs = cover_table(now).needs
        for each in cover_on(now, days):
            if each.missing:
                need = each.need
                what = f"{need.service or ''} {need.shift}".strip()
                words = f"{short_date(each.day)}: {what}, {each.there} of {need.min}"
                slugs = {"hospital": department.hospital.slug, "department": department.slug}
                at = {
                    "period": period.pk,
                    "need": needs.index(need),
                    "column": now.column(each.day),
                }
                found.append(PlaceToCover(words, reverse("grid_gap", kwargs={**slugs, **at})))
    return found
