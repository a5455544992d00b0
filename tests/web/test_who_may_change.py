"""Every address is sent forms, with keys of others in them: nothing of theirs is changed."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from sevenday.web.exceptions.models import Report
from sevenday.web.exceptions.reporting import send
from sevenday.web.hospitals.models import Department, Doctor, Hospital
from sevenday.web.jobs.queue import send_job
from sevenday.web.mine.calendars import renew
from sevenday.web.mine.presenters.duties import duties_from
from sevenday.web.pages import AT_DEPARTMENT, AT_HOSPITAL
from sevenday.web.people.models import Membership, Role, User
from sevenday.web.requests.answers import Wish
from sevenday.web.requests.asking import ask
from sevenday.web.requests.models import GapOffer, Request, Swap
from sevenday.web.requests.swapping import accept, offer, partners
from sevenday.web.rotas.drafts import CellEdit, edit_cells, open_draft
from sevenday.web.rotas.locks import lock
from sevenday.web.rotas.matrix import draft_matrix, version_matrix
from sevenday.web.rotas.models import Version
from tests.web.addresses import address_of, route_of
from tests.web.belonging import Row, Rows, belonging_to, every_row, row_of
from tests.web.clients import client_of
from tests.web.factories import person
from tests.web.mine.doctors import ROTA, TODAY, day, works_as
from tests.web.people_and_places import MONDAY, with_rota
from tests.web.test_who_may_open import WHO

pytestmark = pytest.mark.usefixtures("db")
PAGES_OF_ROLES = [name for name, who in WHO.items() if who & set(Role)]


@dataclass(frozen=True)
class Ward:
    """A department in which everything there can be is there."""

    version: Version
    colleague: User
    doctor: Doctor
    request: Request
    swap: Swap
    gap: GapOffer
    job: int
    membership: Membership

    @property
    def department(self) -> Department:
        return self.version.period.department


def a_ward(slug: str) -> Ward:
    """A published rota and a draft; of Doctor 2 a request, a swap, a gap, a report, a calendar."""
    version = with_rota(ROTA, slug=slug)
    robin, period = version.by, version.period
    if slug != "ward":
        period.department.hospital = Hospital.objects.create(name=slug, slug=slug)
        period.department.save()
    colleague = works_as("Doctor 2", version)
    doctor = colleague.doctors.get()
    draft = open_draft(robin, period)
    edit_cells(robin, draft, [CellEdit(doctor.pk, day(20), "", "D")])
    lock(robin, draft_matrix(draft), [(doctor.pk, day(21))])
    request = ask(colleague, Wish(doctor, day(14), day(15)), TODAY)
    swap = a_swap(colleague, doctor, version)
    gap = GapOffer.objects.create(period=period, day=day(10), shift="L", row=2, by=robin)
    gap.doctors.add(doctor)
    send(
        colleague,
        Report(
            department=period.department,
            doctor=doctor,
            day=day(1),
            kind="hours",
            minutes=30,
            wish="pay",
        ),
    )
    renew(colleague, doctor)
    job = send_job(robin, "build", period.department, draft)
    membership = Membership.objects.get(user=colleague)
    return Ward(version, colleague, doctor, request, swap, gap, job.pk, membership)


def a_swap(actor: User, doctor: Doctor, version: Version) -> Swap:
    """The first lawful swap of a doctor's duties, accepted by its partner."""
    period, rota = version.period, version_matrix(version)
    for each in duties_from(rota, doctor.pk, MONDAY):
        for found in partners(doctor, period, each.day).swaps:
            partner = period.department.doctors.get(name=found.partner)
            made = offer(actor, doctor, period, each.day, partner, found.day, TODAY)
            return accept(version.by, made)
    raise LookupError(doctor)


def keys_of(ward: Ward) -> dict[str, str | int]:
    """What the addresses of a ward's things have in them."""
    return {
        "period": ward.version.period_id,
        "doctor": ward.doctor.pk,
        "partner": ward.doctor.pk,
        "column": 7,
        "need": 0,
        "number": 1,
        "day": f"{day(7)}",
        "theirs": f"{day(9)}",
        "membership": ward.membership.pk,
        "job": ward.job,
    }


def addresses_at(name: str, at: Department, ward: Ward) -> list[str]:
    """A page's addresses with a ward's keys: `key` is one thing's or another's."""
    words = ("accept", "refuse", "take-back") if "word" in route_of(name) else ("",)
    things = (ward.request.pk, ward.swap.pk, ward.gap.pk) if "<int:key>" in route_of(name) else (0,)
    return [
        address_of(name, at, {**keys_of(ward), "key": key, "word": word})
        for key in things
        for word in words
    ]


def forms_of(ward: Ward) -> Iterator[dict[str, object]]:
    """What is sent: a ward's keys under every name that a form of ours has, by each button."""
    doctor = ward.doctor.pk
    form: dict[str, object] = {
        "doctor": doctor,
        "partner": doctor,
        "period": ward.version.period_id,
        "membership": ward.membership.pk,
        "job": ward.job,
        "offer": [doctor],
        "which": [f"request-{ward.request.pk}", f"swap-{ward.swap.pk}"],
        "cells": json.dumps([[doctor, 20, "D", "L"], [doctor, 2, "", "SICK"]]),
        "kind": "edit",
        "since": 0,
        "seen": "D",
        f"seen-{doctor}": "",
        "text": "L",
        "shift": "L",
        "words": "because",
        "first": f"{day(15)}",
        "last": f"{day(16)}",
        "day": f"{day(1)}",
        "what": "leave:AL",
        "wish": "pay",
        "minutes": 20,
        "role": "doctor",
        "name": "Somebody",
        "email": ward.colleague.email,
        "seconds": 1,
        "per": "month",
        "lines": "Basic pay 3,000.00",
    }
    yield form
    yield {**form, **dict.fromkeys(("agree", "several", "lock", "send", "link", "again"), "1")}
    yield {**form, "kind": "hours", **dict.fromkeys(("send", "second", "unlock"), "1")}


def names_a_place(name: str) -> bool:
    """Whether a page is a hospital's or a department's."""
    return route_of(name).startswith((AT_DEPARTMENT, AT_HOSPITAL))


def sent(user: User, addresses: list[str], forms: list[dict[str, object]]) -> set[int]:
    """Send every form to some addresses; what they answered."""
    client = client_of(user)
    return {client.post(address, form).status_code for address in addresses for form in forms}


def unchanged(before: Rows, seeds: set[Row]) -> list[str]:
    """What of some rows, and of all that leads to them, is another, gone or new."""
    now = every_row()
    theirs = belonging_to(before, seeds)
    new = belonging_to(now, seeds) - theirs
    return [f"{row} changed" for row in theirs if before[row] != now.get(row)] + [
        f"{row} is new" for row in new
    ]


def of_somebody_else(rows: Rows, ward: Ward) -> Rows:
    """What is a doctor's own: their wishes, swaps, reports and link, and each cell of theirs."""
    own = {("hospitals.Doctor", ward.doctor.pk), ("people.User", ward.colleague.pk)}
    return {
        row: values
        for row, values in rows.items()
        if row in own or any((label, values.get(key)) in own for label, key in OWNED_BY)
    }


OWNED_BY = (("hospitals.Doctor", "doctor_id"), ("people.User", "asked_by_id"))


def everybody(ward: Ward) -> list[User]:
    """A doctor with a line, a co-ordinator who is an administrator too."""
    boss = person(Role.COORDINATOR, ward.department)
    Membership.objects.create(user=boss, role=Role.ADMINISTRATOR, hospital=ward.department.hospital)
    return [works_as("Doctor 3", ward.version), boss]


@pytest.mark.parametrize("role", Role)
def test_exactly_the_permitted_pages_take_a_form(role):
    ward = a_ward("ward")
    client = client_of(person(role, ward.department))
    wrong = []
    for name in PAGES_OF_ROLES:
        known = {**keys_of(ward), "key": 0, "word": "refuse"}
        answer = client.post(address_of(name, ward.department, known), {})
        assert answer.status_code < 500, name
        whole = not route_of(name).startswith(AT_DEPARTMENT) and "whole" in WHO[name]
        if (answer.status_code != 403) != (role in WHO[name] and not whole):
            wrong.append((name, answer.status_code))
    assert wrong == []


@pytest.mark.slow
def test_nothing_of_another_hospital_is_changed_by_its_keys():
    here, there = a_ward("ward"), a_ward("elsewhere")
    users, before = everybody(here), every_row()
    forms = list(forms_of(there))
    for name in PAGES_OF_ROLES:
        for user in users:
            sent(user, addresses_at(name, here.department, there), forms)
            sent(user, addresses_at(name, here.department, here), forms)
            answers = sent(user, addresses_at(name, there.department, there), forms)
            # a page of nobody's but one's own, such as tokens, names no place that it could refuse
            assert answers <= {403, 404} or not names_a_place(name), (name, answers)
        assert unchanged(before, {row_of(there.department.hospital)}) == [], name


def test_a_doctor_changes_nothing_of_a_colleague():
    ward = a_ward("ward")
    before = every_row()
    doctor, _ = everybody(ward)
    theirs, forms = of_somebody_else(before, ward), list(forms_of(ward))
    assert {label.split(".")[1] for label, _ in theirs} >= {
        "Doctor",
        "User",
        "Request",
        "Swap",
        "Report",
        "CalendarLink",
        "Edit",
        "Lock",
    }
    for name in PAGES_OF_ROLES:
        sent(doctor, addresses_at(name, ward.department, ward), forms)
        assert of_somebody_else(every_row(), ward) == theirs, name
    assert ward.gap.doctors.count() == 1


def test_whoever_may_does_change_what_a_form_says():
    """The forms are such as pages send: what they leave alone above, they change here."""
    ward = a_ward("ward")
    before, (_, boss) = every_row(), everybody(ward)
    forms = list(forms_of(ward))
    for name in ("asked", "grid_edit", "grid_change", "grid_lock", "person_department"):
        (address,) = addresses_at(name, ward.department, ward)
        sent(boss, [address], forms)
    now = every_row()
    changed = {label for (label, key), values in before.items() if now.get((label, key)) != values}
    assert changed >= {"requests.Request", "people.Membership"}
    assert sum(label == "rotas.Edit" for label, _ in now) > sum(
        label == "rotas.Edit" for label, _ in before
    )


def test_nonsense_in_a_form_is_no_error_of_ours():
    ward = a_ward("ward")
    users, wrong = everybody(ward), []
    form = next(forms_of(ward))
    buttons = dict.fromkeys(("agree", "several", "lock", "send"), "1")
    nonsense = [
        {**dict.fromkeys(form, word), **also}
        for word in ("nonsense", "9" * 30, "\x00")
        for also in ({}, buttons)
    ]
    for name in PAGES_OF_ROLES:
        for user in users:
            if max(sent(user, addresses_at(name, ward.department, ward), nonsense)) >= 500:
                wrong.append(name)
    assert wrong == []
