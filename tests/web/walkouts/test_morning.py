"""The morning: counts in, orders out, and no byte of them anywhere but on the page."""

import json
import logging
import re
from datetime import datetime
from html import unescape

import pytest
from django.contrib.sessions.models import Session
from django.db import connection

from sevenday.web.people.models import Role
from sevenday.web.walkouts.counting import Counting, counting_now
from tests.web.belonging import every_row
from tests.web.clients import client_of
from tests.web.factories import person
from tests.web.walkouts.wards import a_walkout

pytestmark = pytest.mark.usefixtures("db")


def hidden(page: str, name: str) -> str:
    """What a page holds of its own."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found
    return unescape(found[1])


def boxes(page: str) -> dict[str, int]:
    """Every box to count in, and how many are rostered there."""
    found = re.findall(r'name="(came-\d+)"[^>]*> of (\d+)', page)
    return {name: int(many) for name, many in found}


def state_of(page: str) -> dict[str, str]:
    return {name: hidden(page, name) for name in ("rounds", "plan", "boxes")}


def counted(client, at: str, page: str, came, **more: str) -> str:
    """Send a count of every box."""
    sent = {name: f"{came(many)}" for name, many in boxes(page).items()}
    answer = client.post(f"{at}morning/", {**sent, **state_of(page), "count": "1", **more})
    assert answer.status_code == 200 and "no-store" in answer["Cache-Control"]
    return answer.content.decode()


def test_counts_become_orders_and_the_next_count_stands_on_them(at_work):
    client, at = at_work
    first = client.get(f"{at}morning/").content.decode()
    assert "Fri 14 Nov" in first and len(boxes(first)) > 10
    second = counted(client, at, first, lambda many: 0)
    (one,) = json.loads(hidden(second, "rounds"))
    assert one["orders"] and len(one["counts"]) == len(boxes(first))
    assert all(unescape(second).count(order) >= 1 for order in one["orders"])
    third = counted(client, at, second, lambda many: many, **{"done-0-0": "1", "ticked": "1"})
    before, after = json.loads(hidden(third, "rounds"))
    assert before["done"] == [0] and after["done"] == []
    assert before["orders"] == one["orders"] and after["orders"] != one["orders"]
    assert "Earlier counts and their orders" in third


def test_what_is_counted_now_is_what_has_begun():
    all_of = [Counting(f"{k}", "", datetime(2026, 5, 1, k), ()) for k in (8, 14, 20)]
    span = datetime(2026, 5, 1, 7), datetime(2026, 5, 2, 7)
    for hour, key in ((6, "8"), (8, "8"), (13, "8"), (15, "14"), (23, "20")):
        assert counting_now(all_of, span, datetime(2026, 5, 1, hour)).key == key
    assert counting_now(all_of, span, datetime(2026, 6, 1)).key == "8"


def test_another_half_of_a_day_keeps_what_was_counted(at_work):
    client, at = at_work
    page = counted(client, at, client.get(f"{at}morning/").content.decode(), lambda many: many // 2)
    answer = client.post(f"{at}morning/", {**state_of(page), "at": "2025-11-14-1", "show": "1"})
    later = answer.content.decode()
    assert hidden(later, "rounds") == hidden(page, "rounds")
    assert "<strong>Fri 14 Nov 2025: shifts that begin from noon on</strong>" in later


def test_what_is_typed_wrong_is_kept_and_said(at_work):
    client, at = at_work
    page = client.get(f"{at}morning/").content.decode()
    for typed in ("-1", "lots", "999", "\u0663"):
        sent = {"came-0": typed, "count": "1", **state_of(page)}
        answer = client.post(f"{at}morning/", sent).content.decode()
        assert "There is a problem" in answer and "a number from 0 to" in answer
        assert f'value="{typed}"' in answer and hidden(answer, "rounds") == "[]"
    nothing = client.post(f"{at}morning/", {"count": "1", **state_of(page)}).content.decode()
    assert "Type how many came" in nothing
    for changed in ({"rounds": "{"}, {"rounds": "[1]"}, {"plan": "[]", "came-0": "0"}):
        answer = client.post(f"{at}morning/", {**state_of(page), "count": "1", **changed})
        assert answer.status_code in (200, 422) and "There is a problem" in answer.content.decode()


def test_no_byte_of_a_count_is_left_anywhere(at_work, caplog):
    client, at = at_work
    caplog.set_level(logging.DEBUG)
    page = client.get(f"{at}morning/").content.decode()

    def state():
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM counted ORDER BY 1")
            cached = cursor.fetchall()
        sessions = list(Session.objects.values_list("session_data", flat=True))
        return every_row(), sessions, cached

    before = state()
    logs = []
    for came in (lambda many: 0, lambda many: many):
        caplog.clear()
        answer = counted(client, at, page, came)
        client.post(f"{at}after/", state_of(answer))
        assert state() == before
        logs.append([re.sub(r"\d+\.\d+", "", each.getMessage()) for each in caplog.records])
    assert not [line for some in logs for line in some if "came-" in line or "rounds" in line]


def test_after_it_the_page_says_what_happened_in_steps(at_work):
    client, at = at_work
    nothing = client.get(f"{at}after/").content.decode()
    assert "No count is shown" in nothing and "Time owed to those who covered" in nothing
    page = counted(client, at, client.get(f"{at}morning/").content.decode(), lambda many: many // 2)
    found = client.post(f"{at}after/", state_of(page)).content.decode()
    assert "in steps" in found and "What was planned, and what happened" in found
    assert hidden(found, "rounds") == hidden(page, "rounds")


def test_without_a_plan_there_is_no_morning(tmp_path):
    here = a_walkout(tmp_path)
    client = client_of(person(Role.OPERATIONS, here))
    assert client.get(f"/at/{here.hospital.slug}/{here.slug}/walkout/morning/").status_code == 404
