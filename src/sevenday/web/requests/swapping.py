"""Swaps: lawful partners only, offered, accepted, agreed; each step checked again."""

from contextlib import suppress
from datetime import date

from django.db import transaction
from django.utils import timezone

from sevenday.clock import short_date
from sevenday.errors import Fault, InputError
from sevenday.limits.swaps import SwapResult, swaps
from sevenday.solver.explain.why import DutyExplanation, why
from sevenday.web.audit.record import record
from sevenday.web.hospitals.loading import loaded, terms_of
from sevenday.web.hospitals.models import Doctor
from sevenday.web.notices.notify import notify, notify_users
from sevenday.web.people.models import Role, User
from sevenday.web.permissions import users_with
from sevenday.web.requests.answers import breaks
from sevenday.web.requests.asking import answer_owed, refuse_long
from sevenday.web.requests.models import Swap
from sevenday.web.rotas.current import published
from sevenday.web.rotas.discretion import discreet_reason
from sevenday.web.rotas.drafts import CellEdit, ChangedMeanwhileError, edit_cells, open_draft
from sevenday.web.rotas.matrix import DraftMatrix, draft_matrix
from sevenday.web.rotas.models import Act, Period


def partners(doctor: Doctor, period: Period, day: date) -> SwapResult:
    """With whom a doctor's duty may be swapped, as doctors hold the rota.

    Raises InputError where nothing is published, and for a day without a duty.
    """
    now = _published(period)
    return swaps(now.hospital, terms_of(period.department, period.first), doctor.name, day)


def takers(doctor: Doctor, period: Period, day: date) -> DutyExplanation:
    """Who could take a doctor's duty without a return."""
    now = _published(period)
    return why(now.hospital, terms_of(period.department, period.first), doctor.name, day)


def _published(period: Period) -> DraftMatrix:
    now = published(period)
    if now is None:
        what = "nothing is published for these dates, so nobody holds a duty to swap"
        raise InputError(Fault(what, expected="a published rota", code="missing-rota"))
    return now


def offer(
    actor: User,
    doctor: Doctor,
    period: Period,
    day: date,
    partner: Doctor,
    partner_day: date | None,
    today: date,
) -> Swap:
    """Offer a duty to a partner, for one of theirs or, with `partner_day` None, for nothing.

    Raises InputError where that is not lawful, and for a day that is past.
    """
    now = _published(period)
    _refuse_past(today, *filter(None, (day, partner_day)))
    _refuse_unlawful(doctor, period, day, partner, partner_day)
    with transaction.atomic():
        made = Swap.objects.create(
            period=period,
            doctor=doctor,
            day=day,
            mine=now.text_at(doctor.pk, day),
            partner=partner,
            partner_day=partner_day,
            theirs=now.text_at(partner.pk, partner_day) if partner_day else "",
            asked_by=actor,
            owed=answer_owed(period.department, today, *filter(None, (day, partner_day))),
        )
        _record(actor, made, None)
        notify(partner, "swap", f"{doctor.name} offers you {_words(made)}.", made.pk)
        return made


def _refuse_past(today: date, *days: date) -> None:
    past = [short_date(day) for day in days if day < today]
    if past:
        what = f"{' and '.join(past)} is past, and cannot be swapped"
        raise InputError(Fault(what, expected="a duty that is still to come", code="outside-dates"))


def _refuse_unlawful(
    doctor: Doctor, period: Period, day: date, partner: Doctor, partner_day: date | None
) -> None:
    if partner_day is None:
        could = {
            each.candidate.doctor
            for each in takers(doctor, period, day).replacements
            if each.candidate.could
        }
        if partner.name in could:
            return
        what = f"{partner.name} could not take it"
    else:
        found = partners(doctor, period, day)
        if any(s.partner == partner.name and s.day == partner_day for s in found.swaps):
            return
        texts = loaded(period.department).hospital.cells.texts
        reasons = [
            discreet_reason(reason, texts)
            for each in found.barred
            if each.partner == partner.name
            for reason in each.reasons
        ]
        what = f"no lawful swap with {partner.name} for {short_date(partner_day)}"
        what += f": {'; '.join(reasons)}" if reasons else ""
    raise InputError(Fault(what, expected="one of the partners listed", code="out-of-range"))


def accept(actor: User, swap: Swap) -> Swap:
    """Take an offer, as the partner; the co-ordinator has then to agree.

    Where the department lets lawful swaps pass it is agreed at once, if it is lawful in the draft
    too; else it waits for the co-ordinator like any other.

    Raises InputError where it is no longer open, or no longer lawful.
    """
    with transaction.atomic():
        swap = _at(swap, Swap.State.OFFERED)
        _refuse_unlawful(swap.doctor, swap.period, swap.day, swap.partner, swap.partner_day)
        if swap.period.department.swaps_pass:
            with suppress(InputError, ChangedMeanwhileError):
                return _passed(actor, swap)
        says = f"{swap.partner.name} accepts {_words(swap)}: it waits for the co-ordinator."
        return _step(actor, swap, Swap.State.ACCEPTED, says, swap.doctor)


def _passed(actor: User, swap: Swap) -> Swap:
    """A swap that needs nobody else's yes, put into the draft; its co-ordinators are told.

    Raises InputError where it would break a limit in the draft, which may be another than what is
    published, and ChangedMeanwhileError where its cells are.
    """
    with transaction.atomic():
        draft = open_draft(actor, swap.period)
        before = draft_matrix(draft)
        after = edit_cells(actor, draft, _cells(swap), Act.Kind.SWAP).matrix
        for doctor in (swap.doctor, swap.partner):
            if broken := breaks(before, after, doctor.pk):
                raise InputError(Fault(broken[0], expected="a lawful swap", code="out-of-range"))
        says = f"Agreed by itself, since it is lawful: {_words(swap)}."
        makers = users_with(Role.COORDINATOR, swap.period.department).exclude(pk=actor.pk)
        who = f"{swap.doctor.name} and {swap.partner.name}"
        notify_users(makers, swap.period.department, "swapped", f"{who} swapped: {_words(swap)}.")
        notify(swap.partner, "swap", says, swap.pk)
        return _step(actor, swap, Swap.State.AGREED, says, swap.doctor)


def agree_swap(actor: User, swap: Swap) -> Swap:
    """Agree to an accepted swap, as the co-ordinator: it goes into the draft.

    Raises InputError where it is not accepted, or no longer lawful, and ChangedMeanwhileError
    where the draft's cells are no longer those that were swapped.
    """
    with transaction.atomic():
        swap = _at(swap, Swap.State.ACCEPTED)
        _refuse_unlawful(swap.doctor, swap.period, swap.day, swap.partner, swap.partner_day)
        edit_cells(actor, open_draft(actor, swap.period), _cells(swap), Act.Kind.SWAP)
        swap = _step(actor, swap, Swap.State.AGREED, f"Agreed: {_words(swap)}.", swap.doctor)
        notify(swap.partner, "swap", f"Agreed: {_words(swap)}.", swap.pk)
        return swap


def refuse_swap(actor: User, swap: Swap, words: str = "") -> Swap:
    """Say no to a swap, as its partner or, once it is accepted, as the co-ordinator."""
    with transaction.atomic():
        swap = _at(swap, Swap.State.OFFERED, Swap.State.ACCEPTED)
        refuse_long(words)
        swap.words = words.strip()
        says = f"Not agreed: {_words(swap)}." + (f" {swap.words}" if swap.words else "")
        return _step(actor, swap, Swap.State.REFUSED, says, swap.doctor)


def withdraw_swap(actor: User, swap: Swap) -> Swap:
    """Take an offer back before it is agreed."""
    with transaction.atomic():
        swap = _at(swap, Swap.State.OFFERED, Swap.State.ACCEPTED)
        says = f"{swap.doctor.name} takes back {_words(swap)}."
        return _step(actor, swap, Swap.State.WITHDRAWN, says, swap.partner)


def _at(swap: Swap, *states: str) -> Swap:
    found = (
        Swap.objects.select_for_update(of=("self",))
        .select_related("doctor__department", "partner__department", "period__department")
        .get(pk=swap.pk)
    )
    if found.state not in states:
        what = f"this swap is {found.state}"
        raise InputError(Fault(what, expected=" or ".join(states), code="repeated"))
    return found


def _step(actor: User, swap: Swap, state: str, says: str, to: Doctor) -> Swap:
    before = {"state": swap.state}
    swap.state, swap.answered_by, swap.answered_at = state, actor, timezone.now()
    swap.save(update_fields=["state", "answered_by", "answered_at", "words"])
    _record(actor, swap, before)
    notify(to, "swap", says, swap.pk)
    return swap


def _cells(swap: Swap) -> list[CellEdit]:
    """What a swap does to the draft: on one day the two trade cells, on two each gives one."""
    mine, theirs = swap.doctor_id, swap.partner_id
    if swap.partner_day == swap.day:
        return [
            CellEdit(mine, swap.day, swap.mine, swap.theirs),
            CellEdit(theirs, swap.day, swap.theirs, swap.mine),
        ]
    cells = [CellEdit(mine, swap.day, swap.mine, ""), CellEdit(theirs, swap.day, "", swap.mine)]
    if swap.partner_day is not None:
        cells += [
            CellEdit(theirs, swap.partner_day, swap.theirs, ""),
            CellEdit(mine, swap.partner_day, "", swap.theirs),
        ]
    return cells


def _words(swap: Swap) -> str:
    text = f"{swap.mine} on {short_date(swap.day)}"
    if swap.partner_day is not None:
        text += f" for {swap.theirs} on {short_date(swap.partner_day)}"
    return text


def _record(actor: User, swap: Swap, before: dict[str, str] | None) -> None:
    after = {"state": swap.state, "swap": _words(swap), "with": swap.partner_id}
    record(
        actor, f"swap.{swap.state}", before, after, about=swap, department=swap.period.department
    )
