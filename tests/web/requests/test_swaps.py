"""Swaps between lawful partners alone, each step told and checked again."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.db import connection

from sevenday.errors import InputError
from sevenday.web.hospitals.models import Doctor
from sevenday.web.notices.notify import unseen
from sevenday.web.requests.models import Swap
from sevenday.web.requests.swapping import (
    accept,
    agree_swap,
    offer,
    partners,
    refuse_swap,
    takers,
    withdraw_swap,
)
from sevenday.web.rotas.current import latest
from sevenday.web.rotas.drafts import CellEdit, ChangedMeanwhileError, edit_cells, open_draft
from sevenday.web.rotas.models import Version
from tests.web import stores
from tests.web.people_and_places import MONDAY, a_user, with_rota

TUESDAY = MONDAY + timedelta(days=1)
CLINIC = {("Doctor 1", 0): "D", ("Doctor 2", 1): "D", ("Doctor 5", 1): "L"}
EARLY = date(2026, 7, 1)


@pytest.fixture
def version(db) -> Version:
    return with_rota(CLINIC)


def doctor(name: str) -> Doctor:
    return Doctor.objects.select_related("department").get(name=name)


def offered(version: Version, partner_day: date | None = TUESDAY) -> Swap:
    two = (doctor("Doctor 1"), version.period, MONDAY, doctor("Doctor 2"), partner_day)
    return offer(version.by, *two, EARLY)


def cells(version: Version) -> list[str]:
    now = latest(version.period)
    keys = [doctor(name).pk for name in ("Doctor 1", "Doctor 2")]
    return [now.text_at(key, day) for key in keys for day in (MONDAY, TUESDAY)]


def test_only_lawful_partners_are_listed_and_may_be_asked(version: Version):
    found = partners(doctor("Doctor 1"), version.period, MONDAY)
    assert [s.partner for s in found.swaps] == ["Doctor 2"]  # Doctor 5 may not lead the clinic
    with pytest.raises(InputError, match=r"no lawful swap with Doctor 5.*without lead"):
        two = (doctor("Doctor 1"), version.period, MONDAY, doctor("Doctor 5"), TUESDAY)
        offer(version.by, *two, EARLY)


def test_a_swap_is_offered_accepted_and_agreed(version: Version):
    one = doctor("Doctor 1")
    one.user = a_user("Alex")
    one.save()
    swap = offered(version)
    with pytest.raises(InputError, match="this swap is offered"):
        agree_swap(version.by, swap)
    accept(version.by, swap)
    assert cells(version) == ["D", "", "", "D"]
    agree_swap(version.by, swap)
    assert cells(version) == ["", "D", "D", ""]
    assert [notice.sentence for notice in unseen(one.user)] == [
        "Agreed: D on Mon 7 Sep 2026 for D on Tue 8 Sep 2026.",
        "Doctor 2 accepts D on Mon 7 Sep 2026 for D on Tue 8 Sep 2026: it waits for the "
        "co-ordinator.",
    ]


def test_a_duty_is_given_away_without_a_return(version: Version):
    could = {
        each.candidate.doctor
        for each in takers(doctor("Doctor 1"), version.period, MONDAY).replacements
        if each.candidate.could
    }
    assert could == {"Doctor 2", "Doctor 3", "Doctor 4"}
    agree_swap(version.by, accept(version.by, offered(version, None)))
    assert cells(version) == ["", "", "D", "D"]


def test_a_swap_that_is_no_longer_lawful_goes_no_further(version: Version):
    swap = accept(version.by, offered(version))
    draft = open_draft(version.by, version.period)
    edit_cells(version.by, draft, [CellEdit(doctor("Doctor 1").pk, MONDAY, "D", "AL")])
    with pytest.raises(ChangedMeanwhileError):
        agree_swap(version.by, swap)
    swap.refresh_from_db()
    assert swap.state == Swap.State.ACCEPTED


@pytest.mark.parametrize("step", [refuse_swap, withdraw_swap])
def test_what_is_refused_or_taken_back_is_over(version: Version, step):
    swap = step(version.by, offered(version))
    with pytest.raises(InputError, match=f"this swap is {swap.state}"):
        accept(version.by, swap)
    assert cells(version) == ["D", "", "", "D"]


@pytest.mark.parametrize("today", [MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)])
def test_a_day_that_is_past_is_not_swapped(version: Version, today: date):
    two = (doctor("Doctor 1"), version.period, MONDAY, doctor("Doctor 2"), TUESDAY)
    with pytest.raises(InputError, match="past, and cannot be swapped"):
        offer(version.by, *two, today)
    assert not Swap.objects.exists()


@pytest.mark.slow
@pytest.mark.parametrize("store", stores.STORES)
def test_of_two_answers_at_the_same_moment_one_counts(store, request, tmp_path):
    if store == "sqlite":
        used = stores.used(stores.sqlite(tmp_path))
    else:
        used = stores.used_postgres(request.getfixturevalue("postgres_server"))
    with used:
        version = with_rota(CLINIC)
        swap, ready = offered(version), Barrier(4)

        def answers(step) -> str:
            ready.wait()
            try:
                return step(version.by, swap).state
            except InputError:
                return "refused by us"
            finally:
                connection.close()

        with ThreadPoolExecutor(4) as threads:
            found = list(threads.map(answers, (accept, accept, accept, withdraw_swap)))
        swap.refresh_from_db()
        # an offer that was accepted may still be taken back, and then that is what it is
        assert found.count(Swap.State.ACCEPTED) <= 1
        assert swap.state in found and found.count("refused by us") >= 2
