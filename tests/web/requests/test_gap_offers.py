"""A gap offered to several: the first lawful yes has it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import sleep

import pytest
from django.db import connection

from sevenday.errors import InputError
from sevenday.web.hospitals.models import Doctor
from sevenday.web.notices.notify import unseen
from sevenday.web.requests import gap_offers
from sevenday.web.requests.gap_offers import close_gap, offer_gap, take_gap
from sevenday.web.requests.models import GapOffer
from sevenday.web.rotas.current import latest
from sevenday.web.rotas.drafts import discard, open_draft
from sevenday.web.rotas.gaps import gaps
from sevenday.web.rotas.matrix import draft_matrix
from sevenday.web.rotas.models import Version
from tests.web import stores
from tests.web.people_and_places import MONDAY, a_user, with_rota


@pytest.fixture
def version(db) -> Version:
    return with_rota({("Doctor 5", 0): "L", ("Doctor 6", 0): "N"})


def offered(version: Version, *names: str) -> GapOffer:
    now = latest(version.period)
    (gap,) = [each for each in gaps(now) if each.day == MONDAY]
    assert gap.need.service == "clinic"
    to = [Doctor.objects.get(name=name) for name in names]
    return offer_gap(version.by, now, gap.need, "D", MONDAY, to)


def test_the_first_lawful_yes_has_it(version: Version):
    one = Doctor.objects.get(name="Doctor 1")
    one.user = a_user("Alex")
    one.save()
    offer = offered(version, "Doctor 1", "Doctor 2")
    assert unseen(one.user).get().sentence == (
        "D on Mon 7 Sep 2026 is not covered: you could take it."
    )
    take_gap(one.user, offer, one)
    assert latest(version.period).text_at(one.pk, MONDAY) == "D"
    with pytest.raises(InputError, match="somebody else has taken it"):
        take_gap(version.by, offer, Doctor.objects.get(name="Doctor 2"))
    assert unseen(version.by).get().sentence == "Doctor 1 takes D on Mon 7 Sep 2026."


def test_it_is_offered_to_those_alone_who_could(version: Version):
    with pytest.raises(InputError, match="Doctor 5 could not take it: without lead"):
        offered(version, "Doctor 1", "Doctor 5")


def test_an_offer_taken_back_or_not_made_is_not_taken(version: Version):
    offer = offered(version, "Doctor 1")
    with pytest.raises(InputError, match="no longer offered"):
        take_gap(version.by, offer, Doctor.objects.get(name="Doctor 2"))
    close_gap(version.by, offer)
    with pytest.raises(InputError, match="no longer offered"):
        take_gap(version.by, offer, Doctor.objects.get(name="Doctor 1"))


@pytest.mark.slow
@pytest.mark.parametrize("store", stores.STORES)
def test_of_two_yeses_at_the_same_moment_one_has_it(store, request, tmp_path, monkeypatch):
    """By one offer to two doctors, and by two offers of the same gap."""
    judged = gap_offers._refuse_unfit

    def judged_slowly(*given) -> None:
        judged(*given)
        sleep(0.5)

    if store == "sqlite":
        used = stores.used(stores.sqlite(tmp_path))
    else:
        used = stores.used_postgres(request.getfixturevalue("postgres_server"))
    with used:
        version = with_rota({("Doctor 5", 0): "L", ("Doctor 6", 0): "N"})
        both = offered(version, "Doctor 1", "Doctor 2")
        for offers in ((both, both), (offered(version, "Doctor 1"), offered(version, "Doctor 2"))):
            GapOffer.objects.update(closed=None, filled_by=None)
            draft = open_draft(version.by, version.period)
            discard(version.by, draft, draft_matrix(draft).last_edit)
            monkeypatch.setattr(gap_offers, "_refuse_unfit", judged_slowly)
            asked = zip(offers, ("Doctor 1", "Doctor 2"), strict=True)
            assert sorted(at_once(version, *asked)) == ["refused", "taken"]
            monkeypatch.undo()


def at_once(version: Version, *asked: tuple[GapOffer, str]) -> list[str]:
    """What came of several yeses, each in a thread that waits for the others."""
    ready = Barrier(len(asked))

    def say_yes(one: tuple[GapOffer, str]) -> str:
        offer, name = one
        doctor = Doctor.objects.get(name=name)
        ready.wait()
        try:
            take_gap(version.by, offer, doctor)
        except InputError:
            return "refused"
        else:
            return "taken"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(asked)) as threads:
        return list(threads.map(say_yes, asked))
