"""Requests and swaps that wait for an answer, with what each would do to cover and rules."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sevenday.clock import short_date, short_span
from sevenday.web.hospitals.models import Department
from sevenday.web.requests.answers import answer, wish_of
from sevenday.web.requests.models import Request, State, Swap

ON_A_PAGE = 20
WANTS = {"leave": "leave", "off": "time off", "on": "to work"}


@dataclass(frozen=True, slots=True)
class AskedRow:
    """A request: who, what, when, by when an answer is owed, and what it would do."""

    key: str
    who: str
    what: str
    owed: str
    late: bool
    verdict: str
    does: tuple[str, ...]


def asked_rows(department: Department, today: date) -> tuple[Sequence[AskedRow], int]:
    """Those to be answered first, and how many there are in all."""
    requests = Request.objects.filter(department=department, state=State.ASKED)
    swaps = Swap.objects.filter(period__department=department, state=Swap.State.ACCEPTED)
    every = requests.count() + swaps.count()
    first = requests.select_related("doctor__department")[:ON_A_PAGE]
    waiting = swaps.select_related("doctor", "partner")[:ON_A_PAGE]
    rows = [*(_swap(each, today) for each in waiting), *(_request(each, today) for each in first)]
    return rows, every


def _request(request: Request, today: date) -> AskedRow:
    found = answer(wish_of(request))
    days = short_span(request.first, request.last)
    what = " ".join(filter(None, (WANTS[request.want], request.shift)))
    return AskedRow(
        f"request-{request.pk}",
        request.doctor.name,
        f"{what}, {days}",
        short_date(request.owed),
        request.owed < today,
        found.verdict,
        found.sentences,
    )


def _swap(swap: Swap, today: date) -> AskedRow:
    what = f"gives {swap.mine} on {short_date(swap.day)} to {swap.partner}"
    if swap.partner_day is not None:
        what += f" for {swap.theirs} on {short_date(swap.partner_day)}"
    return AskedRow(
        f"swap-{swap.pk}",
        swap.doctor.name,
        what,
        short_date(swap.owed),
        swap.owed < today,
        "yes",
        ("Both agree. It is checked again before it is written.",),
    )
