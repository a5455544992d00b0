"""A gap offered to several doctors: the first whose yes is lawful has it."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from sevenday.clock import short_date
from sevenday.errors import Fault, InputError
from sevenday.limits.replacements import explain_place
from sevenday.model import Requirement
from sevenday.web.audit.record import record
from sevenday.web.hospitals.loading import terms_of
from sevenday.web.hospitals.models import Doctor
from sevenday.web.notices.notify import notify, notify_users
from sevenday.web.people.models import User
from sevenday.web.requests.models import GapOffer
from sevenday.web.rotas.drafts import CellEdit, edit_cells, locked, open_draft
from sevenday.web.rotas.gaps import cover_on
from sevenday.web.rotas.matrix import DraftMatrix, draft_matrix
from sevenday.web.rotas.models import Act


def offer_gap(
    actor: User, now: DraftMatrix, need: Requirement, shift: str, day: date, to: Iterable[Doctor]
) -> GapOffer:
    """Offer a place to doctors who could take it.

    Raises InputError where it is no gap, and for a doctor who could not.
    """
    doctors = list(to)
    _refuse_filled(now, need, day)
    _refuse_unfit(now, need, shift, day, doctors)
    with transaction.atomic():
        made = GapOffer.objects.create(
            period=now.period, day=day, shift=shift, row=need.row or 0, by=actor
        )
        made.doctors.set(doctors)
        offered = {"shift": shift, "day": day, "doctors": [doctor.pk for doctor in doctors]}
        record(actor, "gap.offered", None, offered, about=made, department=now.period.department)
        for doctor in doctors:
            says = f"{shift} on {short_date(day)} is not covered: you could take it."
            notify(doctor, "gap", says, made.pk)
        return made


def take_gap(actor: User, offer: GapOffer, doctor: Doctor) -> GapOffer:
    """Say yes: the duty goes into the draft, and the offer is closed for everybody else.

    Raises InputError where another was first, the place is filled, or it is no longer lawful.
    """
    with transaction.atomic():
        found = (
            GapOffer.objects.select_for_update(of=("self",))
            .select_related("period__department", "by")
            .get(pk=offer.pk)
        )
        if found.closed is not None or not found.doctors.filter(pk=doctor.pk).exists():
            what = "somebody else has taken it" if found.filled_by_id else "it is no longer offered"
            raise InputError(Fault(what, expected="an open offer to you", code="repeated"))
        # one at a time from here: of two offers of one gap, or two gaps and one doctor, who is
        # second is judged by what the first has written
        draft = locked(open_draft(actor, found.period))
        now = draft_matrix(draft)
        need = _need(now, found)
        _refuse_filled(now, need, found.day)
        _refuse_unfit(now, need, found.shift, found.day, [doctor])
        cell = CellEdit(doctor.pk, found.day, now.text_at(doctor.pk, found.day), found.shift)
        edit_cells(actor, draft, [cell], Act.Kind.GAP)
        found.filled_by, found.closed = doctor, timezone.now()
        found.save(update_fields=["filled_by", "closed"])
        department = found.period.department
        after = {"filled_by": doctor.pk}
        record(actor, "gap.filled", None, after, about=found, department=department)
        says = f"{doctor.name} takes {found.shift} on {short_date(found.day)}."
        notify_users([found.by], department, "gap", says, found.pk)
        return found


def close_gap(actor: User, offer: GapOffer) -> None:
    """Take an offer back."""
    with transaction.atomic():
        found = GapOffer.objects.select_for_update().get(pk=offer.pk)
        if found.closed is None:
            found.closed = timezone.now()
            found.save(update_fields=["closed"])
            department = found.period.department
            record(actor, "gap.closed", None, None, about=found, department=department)


def _need(now: DraftMatrix, offer: GapOffer) -> Requirement:
    """The row of cover.csv that an offer is of. Raises InputError where it is gone."""
    for need in now.department.hospital.cover:
        if need.row == offer.row:
            return need
    what = "the service no longer asks for it"
    raise InputError(Fault(what, "cover.csv", offer.row, code="stale-plan"))


def _refuse_filled(now: DraftMatrix, need: Requirement, day: date) -> None:
    short = [each for each in cover_on(now, [day]) if each.need.row == need.row and each.missing]
    if not short:
        what = f"{short_date(day)} has nobody missing there"
        raise InputError(Fault(what, expected="a gap", code="nothing-to-fill"))


def _refuse_unfit(
    now: DraftMatrix, need: Requirement, shift: str, day: date, doctors: list[Doctor]
) -> None:
    terms = terms_of(now.period.department, now.period.first)
    found = explain_place(now.hospital.in_nation(terms.contract.nation), terms, need, shift, day)
    could = {each.doctor: each for each in found.candidates}
    faults = []
    for doctor in doctors:
        each = could.get(doctor.name)
        if each is None or not each.could:
            reasons = [*each.reasons, *(b.sentence for b in each.breaches)] if each else []
            what = f"{doctor.name} could not take it: {'; '.join(reasons)}"
            faults.append(Fault(what, expected="somebody who could", code="out-of-range"))
    if faults:
        raise InputError(*faults)
