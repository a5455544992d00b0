"""A link without persons: made, opened by anybody, revoked, past; nobody's name is on its page."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.core.cache import caches
from django.utils import timezone

from sevenday.web.audit.models import Change
from sevenday.web.hospitals.models import Doctor
from sevenday.web.people.models import Role, User
from sevenday.web.rotas.models import Version
from sevenday.web.talks import links
from sevenday.web.talks.models import PublicLink
from tests.web.clients import client_of
from tests.web.factories import person
from tests.web.people_and_places import publish_as_it_is
from tests.web.talks.wards import a_ward, talks_address

pytestmark = pytest.mark.usefixtures("db")
OWN = {"", "example", "of", "ward", "importer", "org", "person"}
"""Words of the tests' names and addresses that are no names."""
SHARED = re.compile(r"http://localhost(/shared/[\w-]+/)")


def a_link(version: Version, query: str = "") -> tuple[User, str]:
    """A negotiator's new link, as its page shows it."""
    user = person(Role.NEGOTIATOR, version.period.department, "Nadir Castellan")
    address = f"{talks_address(version, 'links/')}?{query}"
    answer = client_of(user).post(address, {"name": "both sides", "days": "30"})
    found = SHARED.search(answer.content.decode())
    assert found
    return user, found[1]


def test_whoever_has_the_link_sees_rota_and_figures():
    version = a_ward()
    _, link = a_link(version, "saturday=50&moved=imposed-2016-03&of=imposed-2016-03")
    answer = client_of().get(link)
    page = unescape(answer.content.decode())
    assert answer.status_code == 200
    assert "Post 9" in page and ">L<" in page and "50% (offered: 30%)" in page
    assert "Under acas-2016-05" in page and "What could both say yes to?" in page
    assert answer["X-Robots-Tag"] == "noindex, nofollow" and 'content="noindex' in page
    assert answer["Referrer-Policy"] == "no-referrer" and "no-store" in answer["Cache-Control"]


def test_nobody_of_the_store_is_on_its_page():
    version = a_ward()
    user, link = a_link(version)
    for client in (client_of(), client_of(user)):
        page = unescape(client.get(link).content.decode()).casefold()
        people = [*User.objects.values_list("name", "email"), *Doctor.objects.values_list("name")]
        words = {
            word.casefold() for row in people for name in row for word in re.split(r"\W+", name)
        }
        own = {"", "example", "of", "ward", "importer", "org", "person"}
        assert len(words - own) > 10
        assert sorted(w for w in words - own if re.search(rf"\b{re.escape(w)}\b", page)) == []
        assert "@" not in re.sub(r"<style.*?</style>", "", page)
        assert not re.search(r"\b(sick|ill|leave|away)\b", page.split("the rota of")[-1])


def test_small_grades_are_together_on_its_page():
    version = a_ward(("CT1",) * 6 + ("ST4",) * 3)
    _, link = a_link(version)
    page = client_of().get(link).content.decode()
    assert "CT1, ST4: 9 doctors" in page
    assert not re.search(r"(?<!, )ST4: 3|>ST4<|\(ST4\)|\(CT1\)", page)


def test_the_store_has_its_digest_and_not_its_word():
    version = a_ward()
    _, link = a_link(version)
    word = link.split("/")[2]
    row = PublicLink.objects.values().get()
    assert word not in f"{row}" and len(row["digest"]) == 64
    made = Change.objects.get(what="link.made")
    assert word not in f"{made.before}{made.after}{made.about}"
    again = client_of(person(Role.NEGOTIATOR, version.period.department))
    assert word not in again.get(talks_address(version, "links/")).content.decode()


def test_a_link_is_revoked_and_it_ends():
    version = a_ward()
    user, link = a_link(version)
    found = PublicLink.objects.get()
    client = client_of(user)
    client.post(talks_address(version, f"links/{found.pk}/revoke/"))
    assert client_of().get(link).status_code == 410
    assert Change.objects.filter(what="link.revoked").count() == 1
    PublicLink.objects.update(revoked=None)
    assert client_of().get(link).status_code == 200
    PublicLink.objects.update(expires=timezone.now() - timedelta(seconds=1))
    assert client_of().get(link).status_code == 410
    PublicLink.objects.update(expires=timezone.now() + timedelta(days=1))
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert client_of().get(link).status_code == 410


def test_nobody_revokes_a_link_of_another_department():
    version, other = a_ward(), a_ward(slug="other")
    a_link(version)
    link = PublicLink.objects.get()
    client = client_of(person(Role.NEGOTIATOR, other.period.department))
    assert client.post(talks_address(other, f"links/{link.pk}/revoke/")).status_code == 404
    link.refresh_from_db()
    assert link.works


def test_a_link_shows_the_version_that_it_was_made_of():
    from sevenday.web.rotas.drafts import CellEdit, edit_cells, open_draft

    version = a_ward()
    _, link = a_link(version)
    before = client_of().get(link).content.decode()
    doctor = version.period.department.doctors.first()
    draft = open_draft(version.by, version.period)
    edit_cells(version.by, draft, [CellEdit(doctor.pk, version.period.first, "D", "L")])
    publish_as_it_is(version.by, draft)
    nonce = re.compile(r'nonce="[^"]+"|[Cc][Ss][Rr][Ff][^>]*')
    assert nonce.sub("", client_of().get(link).content.decode()) == nonce.sub("", before)


def test_a_link_that_is_tried_too_often_says_how_long_to_wait(monkeypatch):
    monkeypatch.setattr(links, "CALLS_A_MINUTE", 3)
    caches["process"].clear()
    client = client_of()
    answers = [client.get(f"/shared/guess{k}/") for k in range(4)]
    assert [answer.status_code for answer in answers] == [410, 410, 410, 429]
    assert int(answers[-1]["Retry-After"]) > 0


def test_a_link_of_nothing_is_refused():
    from tests.web.factories import department

    here = department()
    client = client_of(person(Role.NEGOTIATOR, here))
    address = f"/at/{here.hospital.slug}/{here.slug}/talks/links/"
    answer = client.post(address, {"name": "x", "days": "30"})
    assert answer.status_code == 422 and "nothing is published here" in answer.content.decode()
    assert not PublicLink.objects.exists()
