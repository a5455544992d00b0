"""What a monitor is told: whether the server is well, and no person."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone

from sevenday.web.jobs.alive import Heartbeat
from sevenday.web.jobs.models import Worker
from sevenday.web.jobs.queue import send_job
from sevenday.web.people.models import Role
from sevenday.web.rotas.drafts import open_draft
from tests.web.clients import client_of
from tests.web.factories import person
from tests.web.people_and_places import with_rota

pytestmark = pytest.mark.usefixtures("db")
WORD = "a word that is long enough"
SENT = {"Authorization": f"Bearer {WORD}"}
LINE = re.compile(r'(\w+)(?:\{((?:\w+="[^"]*",?)*)\})? \S+')


@pytest.fixture
def open_figures(monkeypatch) -> None:
    monkeypatch.setattr(settings, "METRICS_WORD", WORD)


def asked(path: str, **headers: str):
    return Client(raise_request_exception=False, SERVER_NAME="localhost").get(path, headers=headers)


def test_a_server_without_a_worker_is_well_and_says_so():
    answer = asked("/health")
    assert answer.status_code == 200 and answer.json() == {
        "store": "answers",
        "migrations": "done",
        "worker": "never seen",
        "worker_seconds": None,
    }


def test_a_worker_is_there_until_it_was_not_seen_for_long():
    heart = Heartbeat()
    heart.beat()
    assert asked("/health").json()["worker"] == "there"
    Worker.objects.update(seen=timezone.now() - timedelta(minutes=5))
    found = asked("/health").json()
    assert found["worker"] == "late" and found["worker_seconds"] >= 300
    heart.beat()  # too soon to write again
    assert asked("/health").json()["worker"] == "late"


def test_workers_of_long_ago_are_forgotten():
    Worker.objects.create(pk=uuid4(), seen=timezone.now() - timedelta(days=2))
    heart = Heartbeat()
    heart.beat()
    assert list(Worker.objects.values_list("pk", flat=True)) == [heart.worker]


def test_a_store_that_does_not_answer_or_is_of_another_time_is_said(monkeypatch):
    monkeypatch.setattr("sevenday.web.watch.health._migrated", False)
    monkeypatch.setattr("sevenday.web.watch.health.is_of_now", lambda store: False)
    answer = asked("/health")
    assert answer.status_code == 503 and answer.json()["migrations"] == "not done"

    def away(store: str) -> bool:
        raise DatabaseError("password=hidden")

    monkeypatch.setattr("sevenday.web.watch.health.is_of_now", away)
    answer = asked("/health")
    assert answer.status_code == 503 and answer.json()["store"] == "does not answer"
    assert "hidden" not in answer.content.decode()


@pytest.mark.parametrize(("word", "sent", "status"), [("", "", 404), ("short", "short", 404)])
def test_figures_are_closed_unless_a_word_is_set(monkeypatch, word, sent, status):
    monkeypatch.setattr(settings, "METRICS_WORD", word)
    assert asked("/metrics", Authorization=f"Bearer {sent}").status_code == status


def test_figures_are_for_who_sends_the_word(open_figures):
    assert asked("/metrics").status_code == 401
    assert asked("/metrics", Authorization="Bearer another").status_code == 401
    administrator = client_of(person(Role.ADMINISTRATOR))
    assert administrator.get("/metrics").status_code == 401
    answer = asked("/metrics", **SENT)
    assert answer.status_code == 200 and answer["Content-Type"].startswith("text/plain")


def figures() -> dict[str, set[str]]:
    """By name, what the figures are told apart by."""
    found: dict[str, set[str]] = {}
    for line in asked("/metrics", **SENT).content.decode().splitlines():
        if not line.startswith("#"):
            match = LINE.fullmatch(line)
            assert match, line
            found.setdefault(match[1], set()).add(match[2] or "")
    return found


def test_figures_tell_of_no_person_and_of_no_page(open_figures):
    version = with_rota({})
    here = version.period.department
    user = person(Role.COORDINATOR, here, name="Petronella")
    send_job(user, "build", here, open_draft(user, version.period))
    client_of(user).get(f"/at/{here.hospital.slug}/{here.slug}/")
    asked("/api/v1/departments")
    found = figures()
    assert found["sevenday_jobs"] == {'kind="build",state="waiting"'}
    assert 'answer="4xx",kind="call"' in found["sevenday_request_seconds_count"]
    kinds = {re.sub(r',?le="[^"]*"', "", each) for each in found["sevenday_request_seconds_bucket"]}
    allowed = r'answer="[1-5]xx",kind="(page|call|style|calendar)"'
    assert all(re.fullmatch(allowed, each) for each in kinds)
    text = asked("/metrics", **SENT).content.decode()
    doctors = list(here.doctors.values_list("name", flat=True))
    for word in (user.name, user.email, here.slug, here.hospital.slug, *doctors):
        assert not re.search(rf"\b{re.escape(word)}\b", text), word
