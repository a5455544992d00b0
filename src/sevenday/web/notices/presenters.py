"""The bell and its page: what changed for somebody, each with where to look at it."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from sevenday.web.notices.models import Notice
from sevenday.web.notices.notify import unseen
from sevenday.web.people.models import User

PAGES = {
    "published": "my_duties",
    "request": "my_leave",
    "swap": "my_swaps",
    "gap": "my_swaps",
    "away": "away",
    "swapped": "grid",
    "exception": "my_exceptions",
    "flow": "flow",
    "scan": "scan",
}
"""The page that a kind of news is about; of other kinds the department's first page."""
OF_ONE = {"job": ("grid_job", "job"), "report": ("report", "report")}
"""Pages of one thing, each with what its address calls the thing's key."""
MOST = 100


@dataclass(frozen=True, slots=True)
class Bell:
    """The bell of the bar on top."""

    words: str
    address: str


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A line of news."""

    sentence: str
    at: datetime
    address: str
    place: str
    is_new: bool


def bell_of(user: User) -> Bell:
    """How much is new for somebody."""
    many = unseen(user).count()
    return Bell(f"{many} new" if many else "Nothing new", reverse("news"))


def rows_of(user: User) -> list[NoticeRow]:
    """What changed for somebody, the latest first."""
    found = Notice.objects.filter(user=user).select_related("department__hospital")
    return [
        NoticeRow(each.sentence, each.at, _address(each), each.department.name, each.seen is None)
        for each in found[:MOST]
    ]


def _address(notice: Notice) -> str:
    department = notice.department
    slugs = {"hospital": department.hospital.slug, "department": department.slug}
    if notice.kind in OF_ONE and notice.about is not None:
        name, key = OF_ONE[notice.kind]
        return reverse(name, kwargs={**slugs, key: notice.about})
    return reverse(PAGES.get(notice.kind, "department"), kwargs=slugs)
