"""Requests made, answered and taken back."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from sevenday.clock import short_span
from sevenday.errors import Fault, InputError
from sevenday.model import ABSENCE
from sevenday.web.audit.record import record
from sevenday.web.hospitals.loading import loaded
from sevenday.web.hospitals.models import Department
from sevenday.web.notices.notify import notify
from sevenday.web.people.models import User
from sevenday.web.requests.answers import Wish, wish_of
from sevenday.web.requests.models import Request, State
from sevenday.web.rotas.drafts import CellEdit, edit_cells, open_draft
from sevenday.web.rotas.matrix import draft_matrix
from sevenday.web.rotas.models import Act

MOST_WORDS = 500
"""Letters of an answer."""


def ask(actor: User, wish: Wish, today: date, weight: float = 1.0) -> Request:
    """Send a request. Raises InputError for one that says nothing that can be granted."""
    check_wish(wish, today)
    with transaction.atomic():
        made = Request.objects.create(
            department=wish.doctor.department,
            doctor=wish.doctor,
            first=wish.first,
            last=wish.last,
            want=wish.want,
            shift=wish.shift,
            weight=weight,
            asked_by=actor,
            owed=answer_owed(wish.doctor.department, today, wish.first),
        )
        _record(actor, made, None)
        return made


def answer_owed(department: Department, today: date, *before: date) -> date:
    """The day by which an answer is owed: so many days after today, and before what it is about."""
    return min(today + timedelta(days=department.answer_days), *before)


def check_wish(wish: Wish, today: date) -> None:
    """Raise InputError for a wish that says nothing that can be granted."""
    shifts = loaded(wish.doctor.department).hospital.shifts
    if wish.last < wish.first:
        _wrong("to", f"{wish.last}", f"{wish.first} or later", "out-of-order")
    if wish.first < today:
        _wrong("from", f"{wish.first}", f"{today} or later", "outside-dates")
    if (wish.last - wish.first).days > 366:
        _wrong("to", f"{wish.last}", "a year at most", "out-of-range")
    if wish.want not in dict(Request.WANTS):
        _wrong("want", wish.want, ", ".join(dict(Request.WANTS)), "unknown-word")
    known = ABSENCE if wish.want == "leave" else shifts
    if (wish.shift or wish.want == "on") and wish.shift not in known:
        _wrong("shift", wish.shift, f"one of {', '.join(known)}", "unknown-shift")


def _wrong(column: str, found: str, expected: str, code: str) -> None:
    raise InputError(Fault("cannot be asked for", "", None, column, found, expected, code=code))


def agree(actor: User, request: Request, words: str = "") -> Request:
    """Agree to a request, in words that the doctor sees.

    Leave goes into the draft of each period that it is in: a duty under it becomes a gap there.

    Raises InputError where it has an answer already, or a cell of it is locked.
    """
    with transaction.atomic():
        request = _open(request)
        if request.want == "leave":
            _give_leave(actor, wish_of(request))
        return _answered(actor, request, State.AGREED, words)


def refuse(actor: User, request: Request, words: str) -> Request:
    """Refuse a request, with why. Raises InputError where no reason is given."""
    if not words.strip():
        _wrong("words", "", "why, in words for the doctor", "missing-value")
    with transaction.atomic():
        return _answered(actor, _open(request), State.REFUSED, words)


def withdraw(actor: User, request: Request) -> Request:
    """Take a request back before it has an answer."""
    with transaction.atomic():
        request = _open(request)
        before = {"state": request.state}
        request.state = State.WITHDRAWN
        request.save(update_fields=["state"])
        _record(actor, request, before)
        return request


def _open(request: Request) -> Request:
    """The request, nobody else answering it. Raises InputError where it has an answer."""
    found = (
        Request.objects.select_for_update(of=("self",))
        .select_related("doctor__department", "department")
        .get(pk=request.pk)
    )
    if found.state != State.ASKED:
        what = f"this request is {found.state} already"
        raise InputError(Fault(what, expected="one without an answer", code="repeated"))
    return found


def refuse_long(words: str) -> None:
    """Raise InputError for an answer of more words than there is room for."""
    if len(words) > MOST_WORDS:
        _wrong("words", f"{len(words)} letters", f"at most {MOST_WORDS}", "out-of-range")


def _answered(actor: User, request: Request, state: State, words: str) -> Request:
    refuse_long(words)
    before = {"state": request.state}
    request.state, request.words = state, words.strip()
    request.answered_by, request.answered_at = actor, timezone.now()
    request.save(update_fields=["state", "words", "answered_by", "answered_at"])
    _record(actor, request, before)
    days = short_span(request.first, request.last)
    what = {"leave": "leave", "off": "time off", "on": f"{request.shift}"}[request.want]
    says = f"Your request for {what}, {days}, is {state}." + (f" {words}" if words else "")
    notify(request.doctor, "request", says, request.pk)
    return request


def _give_leave(actor: User, wish: Wish) -> None:
    for period in wish.doctor.department.periods.filter(first__lte=wish.last, last__gte=wish.first):
        draft = open_draft(actor, period)
        now = draft_matrix(draft)
        days = [day for day in wish.days if period.first <= day <= period.last]
        cells = [
            CellEdit(wish.doctor.pk, day, now.text_at(wish.doctor.pk, day), wish.word)
            for day in days
        ]
        edit_cells(actor, draft, cells, Act.Kind.LEAVE)


def _record(actor: User, request: Request, before: dict[str, str] | None) -> None:
    after: dict[str, object] = {"state": request.state, "words": request.words}
    if before is None:
        after = {"want": request.want, "first": request.first, "last": request.last}
    record(
        actor,
        f"request.{request.state}",
        before,
        after,
        about=request,
        department=request.department,
    )
