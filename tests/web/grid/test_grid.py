"""The grid without a browser: what it shows, what an edit paints again, what is refused."""

import json
import re
from datetime import date, timedelta

import pytest
from django.test import Client

from sevenday.web.grid.presenters.publish import publish_page
from sevenday.web.grid.presenters.window import window_of
from sevenday.web.hospitals.models import Department, Doctor
from sevenday.web.jobs.models import Job
from sevenday.web.jobs.queue import cancel, send_job
from sevenday.web.notices.presenters import rows_of
from sevenday.web.people.models import Role, User
from sevenday.web.requests.answers import Wish
from sevenday.web.requests.asking import ask
from sevenday.web.requests.models import GapOffer, Request, State
from sevenday.web.rotas.checking import judge_rota
from sevenday.web.rotas.drafts import CellEdit, edit_cells, open_draft
from sevenday.web.rotas.gaps import gaps
from sevenday.web.rotas.judged import judged
from sevenday.web.rotas.matrix import draft_matrix
from sevenday.web.rotas.models import Draft, Lock
from sevenday.web.rotas.periods import add_period
from tests.web.clients import client_of
from tests.web.factories import person
from tests.web.people_and_places import MONDAY, publish_as_it_is, with_folder

pytestmark = pytest.mark.usefixtures("db")


class Desk:
    """A co-ordinator at the ward's grid, with an empty draft."""

    def __init__(self) -> None:
        self.department: Department = with_folder("ward")
        self.robin: User = person(Role.COORDINATOR, self.department, "Robin")
        period = add_period(self.robin, self.department, MONDAY, date(2026, 10, 4))
        self.draft: Draft = open_draft(self.robin, period)
        self.client: Client = client_of(self.robin)
        place = f"{self.department.hospital.slug}/{self.department.slug}"
        self.home = f"/at/{place}/rota/{period.pk}/"
        self.doctors = list(draft_matrix(self.draft).row)

    def opens(self, path: str = "") -> str:
        answer = self.client.get(self.home + path)
        assert answer.status_code == 200, answer.status_code
        return answer.content.decode()

    def sends(self, address: str, *cells: tuple[int, int, str, str], **more: str) -> str:
        values = {"cells": json.dumps(cells), "kind": "edit", "since": "0", "shown": ""} | more
        answer = self.client.post(self.home + address, values, headers={"HX-Request": "true"})
        assert answer.status_code == 200, answer.status_code
        return answer.content.decode()

    def holds(self, doctor: int, column: int) -> str:
        now = draft_matrix(self.draft)
        return now.cells.texts[int(now.codes[now.row[doctor], column])]


@pytest.fixture
def desk() -> Desk:
    return Desk()


def cells_of(html: str, doctor: int) -> list[str]:
    row = re.search(rf'<tr id="r{doctor}".*?</tr>', html, re.S)
    assert row is not None
    return re.findall(rf"<td[^>]*><a href={doctor}/\d+[^>]*>([^<]*)</a></td>", row[0])


def test_each_doctor_is_a_row_and_each_day_a_cell_that_leads_to_its_page(desk: Desk):
    first = desk.doctors[0]
    edit_cells(desk.robin, desk.draft, [CellEdit(first, MONDAY, "", "D")])
    html = desk.opens()
    assert cells_of(html, first) == ["D", *["–"] * 27]
    assert len(re.findall(r'<tr id="r\d+"', html)) == len(desk.doctors)
    assert "Write it" in desk.opens(f"{first}/0")
    assert desk.client.get(f"{desk.home}{first}/28").status_code == 404


def test_an_edit_is_written_and_its_row_its_cover_and_the_numbers_come_back(desk: Desk):
    first, other, *_ = desk.doctors
    painted = desk.sends("edit", (first, 0, "", "D"))
    assert desk.holds(first, 0) == "D"
    assert cells_of(painted, first)[0] == "D"
    assert f'id="r{other}"' not in painted
    assert re.search(r'id="v\d+-0"', painted) and "Written." in painted


def test_a_page_hears_with_its_edit_what_others_did_meanwhile(desk: Desk):
    first, other, *_ = desk.doctors
    sam = person(Role.COORDINATOR, desk.department, "Sam")
    edit_cells(sam, desk.draft, [CellEdit(other, MONDAY, "", "D")])
    assert cells_of(desk.sends("edit", (first, 1, "", "D")), other)[0] == "D"


def test_the_second_on_one_cell_is_told_and_shown_what_is_there(desk: Desk):
    first = desk.doctors[0]
    sam = person(Role.COORDINATOR, desk.department, "Sam")
    edit_cells(sam, desk.draft, [CellEdit(first, MONDAY, "", "D")])
    painted = desk.sends("edit", (first, 0, "", "N"))
    assert "Sam changed Doctor 1 on Mon 7 Sep 2026 to D" in painted
    assert "Nothing was written" in painted and cells_of(painted, first)[0] == "D"
    by_form = desk.client.post(f"{desk.home}{first}/0/change", {"seen": "", "text": "N"})
    assert by_form.status_code == 409 and b"Sam changed" in by_form.content
    assert desk.holds(first, 0) == "D"


def test_a_cell_is_changed_by_its_form_and_taken_back_without_scripts(desk: Desk):
    first = desk.doctors[0]
    answer = desk.client.post(f"{desk.home}{first}/0/change", {"seen": "", "text": "D"})
    assert (
        answer["Location"] == f"{desk.home}?from={MONDAY}#r{first}" and desk.holds(first, 0) == "D"
    )
    assert desk.client.post(f"{desk.home}undo").status_code == 302
    assert desk.holds(first, 0) == ""
    assert desk.client.post(f"{desk.home}undo", {"again": "1"}).status_code == 302
    assert desk.holds(first, 0) == "D"


@pytest.mark.parametrize("sent", ["nonsense", "[[1]]", '[["x", 0, "", "D"]]', "7"])
def test_what_no_page_sends_is_refused_in_words(desk: Desk, sent: str):
    painted = desk.sends("edit", cells=sent)
    assert "not a change of cells" in painted and not desk.draft.edits.exists()


def test_the_rota_is_shown_from_this_week_on_and_the_other_weeks_are_links(desk: Desk):
    long = add_period(desk.robin, desk.department, date(2026, 10, 7), date(2027, 1, 12))
    draft = open_draft(desk.robin, long)
    first = desk.doctors[0]
    edit_cells(desk.robin, draft, [CellEdit(first, date(2026, 12, 9), "", "D")])
    window = window_of(long, {}, date(2026, 12, 10))
    assert (window.day, window.last) == (date(2026, 12, 7), date(2027, 1, 3))
    assert window_of(long, {}, MONDAY).day == long.first  # it begins later
    assert window_of(long, {}, date(2027, 3, 1)).last == long.last  # it is over
    assert window_of(long, {"from": "2026-11-04"}, MONDAY).day == date(2026, 11, 2)
    assert window.moved(-4).day == date(2026, 11, 9) and window.moved(9).last == long.last
    assert window_of(long, {"from": "x", "weeks": "99"}, MONDAY).columns == range(long.days)
    home = desk.home.replace(f"/{desk.draft.period_id}/", f"/{long.pk}/")
    html = desk.client.get(f"{home}?from=2026-12-09").content.decode()
    column = (date(2026, 12, 7) - long.first).days
    assert cells_of(html, first) == ["–", "–", "D", *["–"] * 25]
    assert f"<a href={first}/{column}>" in html and 'href="?from=2026-11-09"' in html
    sent = {"cells": json.dumps([(first, column, "", "D")]), "kind": "edit", "since": "0"}
    shown = {"first": f"{column}", "stop": f"{column + 7}"}
    painted = desk.client.post(f"{home}edit", sent | shown, headers={"HX-Request": "true"})
    assert cells_of(painted.content.decode(), first) == ["D", "–", "D", *["–"] * 4]


def test_a_word_that_is_no_shift_is_refused_and_the_cell_stays(desk: Desk):
    first = desk.doctors[0]
    painted = desk.sends("edit", (first, 0, "", "QQ"))
    assert "no shift &#39;QQ&#39;" in painted and cells_of(painted, first)[0] == "–"


def test_locks_are_put_on_and_taken_off(desk: Desk):
    first = desk.doctors[0]
    assert f"<td class=k><a href={first}/3" in desk.sends("lock", (first, 3, "", ""))
    assert "is locked" in desk.sends("edit", (first, 3, "", "D"))
    desk.sends("lock", (first, 3, "", ""))
    assert not Lock.objects.exists()


def test_the_grid_is_narrowed_to_a_doctor_a_shift_or_lines_with_a_breach(desk: Desk):
    first, other, third, *_ = desk.doctors
    nights = [CellEdit(first, date(2026, 9, day), "", "N") for day in range(7, 12)]
    edit_cells(desk.robin, desk.draft, [*nights, CellEdit(other, MONDAY, "", "D")])
    for query, shown in (
        (f"?doctor={third}", {third}),
        ("?shift=D", {other}),
        ("?show=breaches", {first}),
    ):
        assert set(map(int, re.findall(r'<tr id="r(\d+)"', desk.opens(query)))) == shown, query
    line = desk.opens(f"line/{first}")
    assert "would be kept if" in line and "What each rule has to spare" in line
    assert f"<td class=b><a href={first}/" in desk.opens()


def test_after_any_edits_the_verdict_is_that_of_the_whole_rota(desk: Desk):
    """What an edit leaves as it was is taken over: that is never another verdict."""
    first, other, *_ = desk.doctors
    for n, (doctor, day, text) in enumerate(
        [(first, 7, "N"), (other, 8, "D"), (first, 8, "N"), (first, 9, "D"), (other, 8, "")]
    ):
        seen = desk.holds(doctor, day - 7)
        edit_cells(desk.robin, desk.draft, [CellEdit(doctor, date(2026, 9, day), seen, text)])
        now = draft_matrix(desk.draft)
        found = judged(now)
        assert found.breaches == list(judge_rota(now).breaches), n
        assert [cover for _, cover in found.gaps] == gaps(now), n


def test_a_draft_is_put_away_as_it_was_seen(desk: Desk):
    first = desk.doctors[0]
    publish_as_it_is(desk.robin, desk.draft)
    draft = open_draft(desk.robin, desk.draft.period)
    edit_cells(desk.robin, draft, [CellEdit(first, MONDAY, "", "D")])
    seen = draft_matrix(draft).last_edit
    assert "1 cell would be lost" in desk.opens("discard")
    edit_cells(desk.robin, draft, [CellEdit(first, MONDAY, "D", "L")])
    late = desk.client.post(f"{desk.home}discard", {"seen": seen})
    assert late.status_code == 422 and b"edited while you looked at it" in late.content
    now = {"seen": draft_matrix(draft).last_edit}
    assert desk.client.post(f"{desk.home}discard", now).status_code == 302
    assert cells_of(desk.opens(), first)[0] == "–" and "version 1, published" in desk.opens()


def test_some_cells_of_what_a_build_found_are_left_out(desk: Desk):
    first, other, *_ = desk.doctors
    cells = [(who, f"{MONDAY}", "", "D") for who in (first, other)]
    job = send_job(desk.robin, "build", desk.department, desk.draft)
    Job.objects.filter(pk=job.pk).update(state="done", result={"cells": cells})
    page = desk.home.split("rota/")[0] + f"job/{job.pk}/"
    assert f'value="{first} {MONDAY}"' in desk.client.get(page).content.decode()
    sent = {"doctor": [first, other], "leave": f"{first} {MONDAY}"}
    assert desk.client.post(f"{page}accept", sent).status_code == 302
    assert (desk.holds(first, 0), desk.holds(other, 0)) == ("", "D")


@pytest.mark.parametrize(
    ("day", "says"),
    [
        (date(2026, 6, 1), "8 weeks before|is due 6 weeks before"),
        (date(2026, 9, 1), "already past by .* Tell them now"),
    ],
)
def test_what_was_owed_before_is_said_to_be_past(desk: Desk, day: date, says: str):
    deadlines = publish_page(desk.draft, day, {}).deadlines
    assert any(re.search(says, sentence) for sentence, _ in deadlines), deadlines
    assert {late for _, late in deadlines} == {day > date(2026, 8, 1)}
    publish_as_it_is(desk.robin, desk.draft)
    draft = open_draft(desk.robin, desk.draft.period)
    words = [sentence for sentence, _ in publish_page(draft, day, {}).deadlines]
    assert all("version 1 went out on" in each for each in words), words


def test_a_gap_says_who_could_in_order_and_who_could_not_and_is_offered_to_several(desk: Desk):
    first, second, third, *_ = desk.doctors
    edit_cells(desk.robin, desk.draft, [CellEdit(first, MONDAY, "", "AL")])
    html = desk.opens("gap/1/0")
    could, could_not = html.split("could not</h2>")
    assert f'value="{second}"' in could and "annual leave" in could_not
    sent = {"shift": "N", "several": "1", "offer": [second, third]}
    assert desk.client.post(f"{desk.home}gap/1/0/fill", sent).status_code == 302
    assert set(GapOffer.objects.get().doctors.values_list("pk", flat=True)) == {second, third}
    refused = desk.client.post(f"{desk.home}gap/1/0/fill", sent | {"offer": [first]})
    assert b"Doctor 1 could not take it: annual leave" in refused.content
    assert desk.client.post(f"{desk.home}gap/1/0/fill", sent | {"offer": []}).status_code == 422


def test_requests_are_answered_several_at_once_and_a_refusal_says_why(desk: Desk):
    first, second, *_ = (Doctor.objects.get(pk=key) for key in desk.doctors)
    monday = MONDAY + timedelta(days=7)
    wanted = [ask(desk.robin, Wish(each, monday, monday), MONDAY) for each in (first, second)]
    keys = [f"request-{each.pk}" for each in wanted]
    page = desk.home.split("rota/")[0] + "requests/"
    assert "2 wait for an answer" in desk.client.get(page).content.decode()
    refused = desk.client.post(page, {"which": keys, "refuse": "1"})
    assert refused.status_code == 422 and b"why, in words for the doctor" in refused.content
    agreed = desk.client.post(page, {"which": keys[:1], "agree": "1"})
    assert agreed.status_code == 302 and desk.holds(first.pk, 7) == "AL"
    both = desk.client.post(page, {"which": keys, "refuse": "1", "words": "short of cover"})
    assert b"agreed already" in both.content  # the other is refused all the same
    assert {each.state for each in Request.objects.all()} == {State.AGREED, State.REFUSED}


def test_a_template_fills_the_blank_cells_of_a_draft(db):
    department = with_folder("eight-weeks")
    robin = person(Role.COORDINATOR, department, "Robin")
    period = add_period(robin, department, MONDAY, date(2026, 10, 4))
    draft = open_draft(robin, period)
    home = f"/at/{department.hospital.slug}/{department.slug}/rota/{period.pk}/"
    client = client_of(robin)
    assert "Fill from the template" in client.get(home).content.decode()
    assert client.post(f"{home}template").status_code == 302
    assert draft_matrix(draft).codes.any()
    assert "cells written from the template" in client.get(home).content.decode()


def test_the_end_of_a_job_is_news_that_leads_to_its_page(desk: Desk):
    job = send_job(desk.robin, "build", desk.department, desk.draft)
    cancel(desk.robin, job)
    home = desk.home.split("rota/")[0]
    assert rows_of(desk.robin)[0].address == f"{home}job/{job.pk}/"
    shown = desk.client.get(f"{home}job/{job.pk}/").content.decode()
    assert "Stopped before anything was found" in shown
