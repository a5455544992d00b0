"""What a morning leaves behind: nothing, in any table, log, file or cookie; and it can be tried."""

import html
import json
import logging
import re
import tempfile

import pytest
from django.db import connection

pytestmark = pytest.mark.usefixtures("db")


def every_table() -> dict[str, list]:
    """Every row of every table of the store, ours or not: sessions and the cache too."""
    with connection.cursor() as cursor:
        found = {}
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")
            found[name] = sorted(map(repr, cursor.fetchall()))
    return found


def sent_by(page: str) -> dict[str, str]:
    """What the page of a morning sends back of its own."""
    found = dict(re.findall(r'name="(rounds|plan|boxes)" value="([^"]*)"', page))
    assert set(found) == {"rounds", "plan", "boxes"}
    return {name: html.unescape(value) for name, value in found.items()}


def a_morning(client, at: str, share: float) -> None:
    """Count twice as a browser does, tick an order, look at what happened."""
    page = client.get(f"{at}morning/").content.decode()
    for ticked in ({}, {"done-0-0": "1"}):
        boxes = re.findall(r'name="(came-\d+)"[^>]*> of (\d+)', page)
        typed = {name: f"{round(int(many) * share)}" for name, many in boxes[:12]}
        answer = client.post(f"{at}morning/", {**typed, **sent_by(page), **ticked, "count": "1"})
        assert answer.status_code == 200 and "no-store" in answer["Cache-Control"]
        assert (
            set(answer.cookies) <= {"csrftoken"}
            and "There is a problem" not in answer.content.decode()
        )
        page = answer.content.decode()
    answer = client.post(f"{at}after/", sent_by(page))
    assert answer.status_code == 200 and "no-store" in answer["Cache-Control"]
    assert set(answer.cookies) <= {"csrftoken"}


def test_two_mornings_leave_the_same_store_logs_and_files(
    at_work, caplog, capfd, tmp_path, monkeypatch
):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    client, at = at_work
    caplog.set_level(logging.DEBUG)
    before, logs, printed, files = every_table(), [], [], []
    assert "counted" in before and "django_session" in before and len(before) > 30
    for share in (0.0, 1.0):
        caplog.clear()
        a_morning(client, at, share)
        assert every_table() == before
        logs.append([_untimed(each.getMessage()) for each in caplog.records])
        printed.append(_untimed("".join(capfd.readouterr())))
        files.append(sorted(each.name for each in tmp_path.iterdir()))
    assert logs[0] == logs[1]
    assert printed[0] == printed[1]
    assert files[0] == files[1]


def _untimed(words: str) -> str:
    return re.sub(r"\d+\.\d+", "", words)


def test_no_number_that_is_typed_is_an_error_of_ours_and_none_is_read_from_an_address(at_work):
    client, at = at_work
    page = client.get(f"{at}morning/?came-0=1&count=1&rounds=1").content.decode()
    assert sent_by(page)["rounds"] == "[]" and "Now, " not in page
    for typed in ("9" * 5000, "1e3", "\u00b2", "\u0663", "0x1", "+1", "1 1"):
        answer = client.post(f"{at}morning/", {"came-0": typed, "count": "1", **sent_by(page)})
        assert answer.status_code == 200
        assert "a number from 0 to" in answer.content.decode()


def test_a_count_is_of_the_boxes_that_were_shown(at_work):
    client, at = at_work
    page = client.get(f"{at}morning/").content.decode()
    sent = {"came-0": "0", "count": "1", **sent_by(page)}
    chosen = client.post(f"{at}morning/", {**sent, "at": "2025-11-14-1"}).content.decode()
    (one,) = json.loads(sent_by(chosen)["rounds"])
    assert one["words"] == "Fri 14 Nov 2025: shifts that begin before noon"
    # a rota that was published since has other groups in the boxes: no count goes to another's
    stale = client.post(f"{at}morning/", {**sent, "boxes": "2025-11-14-0-00000000"})
    words = stale.content.decode()
    assert "The rota is another one" in words and sent_by(words)["rounds"] == "[]"


def test_orders_that_are_not_done_stay_in_sight(at_work):
    client, at = at_work
    page = client.get(f"{at}morning/").content.decode()
    for _ in range(2):
        nobody = {f"came-{k}": "0" for k in range(12)}
        sent = {**nobody, "count": "1", **sent_by(page)}
        page = client.post(f"{at}morning/", sent).content.decode()
    first, _ = json.loads(sent_by(page)["rounds"])
    many = len(first["orders"])
    assert many and f"Earlier counts and their orders: {many} not done" in page
    ticked = {f"done-0-{k}": "1" for k in range(many)}
    done = client.post(f"{at}morning/", {**sent_by(page), "ticked": "1", **ticked})
    assert "Earlier counts and their orders</span>" in done.content.decode()
