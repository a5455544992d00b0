"""A walkout's papers: two sheets to sign, a sheet a substitute, a page a service, the returns."""

import csv
import io
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

import sevenday as sd
from sevenday.reports.files.walkout_pack import write_pack
from sevenday.reports.files.walkout_returns import activity
from sevenday.reports.pages.board import Issue, alarm, card_of
from sevenday.reports.pages.call_sheet import call_sheets
from sevenday.reports.pages.cover_plan import cover_page
from sevenday.reports.pages.service_rota import service_pages
from sevenday.reports.render.page import Alarm, NewSheet, Page, Signatures, Table, as_html
from sevenday.reports.render.pdf import compiled
from sevenday.reports.render.text import as_text
from sevenday.reports.render.xlsx import page_as_workbook
from sevenday.walkout.law.notice import judge_notice
from sevenday.walkout.load import load_walkout
from sevenday.walkout.over_turnout import over_turnout
from sevenday.walkout.planning.escalation import escalations
from sevenday.walkout.planning.places import pools
from sevenday.walkout.planning.plan import plan
from sevenday.walkout.result import CoverResult

ROOT = Path(__file__).parents[2]
VANISH = ROOT / "tests" / "cases" / "walkout" / "vanish"
ISSUE = Issue(made=datetime(2025, 11, 13, 7, 0))


def planned(inputs) -> CoverResult:
    made = plan(inputs.problem)
    return CoverResult(inputs, made, judge_notice(inputs.walkout), escalations(made))


@pytest.fixture(scope="module")
def district() -> CoverResult:
    return planned(load_walkout(ROOT / "examples" / "district-2025"))


@pytest.fixture(scope="module")
def bare() -> CoverResult:
    """The same hospital, and nobody to call."""
    inputs = load_walkout(ROOT / "examples" / "district-2025")
    return planned(replace(inputs, problem=replace(inputs.problem, substitutes=(), lists=())))


@pytest.fixture
def small(tmp_path) -> CoverResult:
    return sd.cover(VANISH)


def sheets_before(page: Page, heading: str) -> Page:
    """The page up to a heading."""
    at = page.blocks.index(NewSheet(heading))
    return replace(page, blocks=page.blocks[:at])


@pytest.mark.parametrize("which", ["district", "bare"])
def test_the_board_signs_two_sheets_of_a4(which, request):
    result = request.getfixturevalue(which)
    page = cover_page(result, ISSUE)
    pack = sheets_before(page, "Detail")
    assert page.upright and len(compiled([pack], "png")) == 2
    assert any(isinstance(block, Signatures) for block in pack.blocks)
    head = "Synthetic District General: walkout Fri 14 Nov 2025 to Wed 19 Nov 07:00. Version "
    assert page.header.startswith(head) and page.header.endswith(", made Thu 13 Nov 07:00 2025")
    assert "£-" not in as_html(page)
    for words in (page.header, "Medical director", "Net cost: about ", "Who decides"):
        assert words in as_html(page)


def test_what_is_not_safe_comes_first_in_the_largest_type(bare):
    unsafe = [each for each in bare.plan.places if each.unsafe]
    assert unsafe
    first = cover_page(bare).blocks[0]
    assert isinstance(first, Alarm) and first.startswith("NOT SAFE: ")
    ones = sum(each.place.rank == 1 for each in unsafe)
    assert f"{ones} life-and-limb places" in first
    safe = load_walkout(ROOT / "examples" / "district-2016").problem
    assert alarm(plan(safe)) == "All places within their limits"
    # the same page in every form: nothing of it is lost
    text = as_text(cover_page(bare))
    assert first in text and "Medical director: name ....." in text
    assert page_as_workbook(cover_page(bare))


def test_a_paper_names_its_version(district, bare):
    name = cover_page(district).header
    assert name == cover_page(district).header != cover_page(bare).header


def test_the_returns_add_up_with_the_board_over_every_day(district):
    rows = list(csv.DictReader(io.StringIO(activity(district))))
    made = district.plan
    assert [row["date"] for row in rows] == [f"2025-11-{day}" for day in range(14, 21)]
    sums = {key: sum(int(row[key]) for row in rows) for key in list(rows[0])[2:]}
    gone = made.lists_withdrawn
    assert sums["lists_withdrawn"] == len(gone) and sums["substitutes_called"] == len(made.calls)
    assert sums["patients_rescheduled"] == sum(row.patients for row in gone)
    assert sums["lists_planned"] == len(made.problem.lists)
    table = next(
        b for b in cover_page(district).blocks if getattr(b, "caption", "").startswith("Withdrawn:")
    )
    assert table.rows[-1][1] == f"{sums['lists_withdrawn']} of {sums['lists_planned']}"
    assert table.rows[-1][-1] == f"{sums['patients_rescheduled']}"


def test_each_substitute_has_a_sheet_of_their_own_duties_alone(district):
    sheets = call_sheets(district, ISSUE)
    calls = district.plan.published.calls
    assert set(sheets) == {call.name for call in calls}
    names = set(sheets)
    for name, page in sheets.items():
        mine = sorted((c for c in calls if c.name == name), key=lambda call: call.start)
        table = next(block for block in page.blocks if isinstance(block, Table))
        assert [row[1] for row in table.rows] == [f"{c.start:%H:%M}-{c.end:%H:%M}" for c in mine]
        words = as_html(page)
        others = {other for other in names if other not in name and name not in other}
        assert not [other for other in others if other in words]


def test_a_wall_page_has_its_own_verdict(bare):
    walls = service_pages(bare, ISSUE)
    for service, page in walls.items():
        unsafe = [e for e in bare.plan.places if e.unsafe and e.place.service == service]
        first = page.blocks[0]
        assert first.startswith("NOT SAFE: " if unsafe else "All places")
        if unsafe:
            assert first.split()[2] == f"{len(unsafe)}" and page.blocks[1].count("(rank") == len(
                unsafe
            )


def test_pay_deducted_is_that_of_the_duties_that_may_be_struck(small):
    inputs = small.inputs
    card, _ = card_of(small, "england-2016")
    points = [p for p in over_turnout(inputs, small.plan, card) if not p.planned]
    shares = set(small.plan.problem.assumptions.absence_range)
    assert {p.absence_share for p in points} >= shares - {inputs.walkout.turnout[0].absence_share}
    # by hand: every dated duty of a grade that is called out, at its share of a day's pay
    hospital, walkout = inputs.hospital, inputs.walkout
    first, last = walkout.span
    rota = hospital.rota
    days = [day - rota.first.toordinal() for day in range(first.toordinal(), last.toordinal())]
    struck = 0.0
    for row, doctor in enumerate(hospital.doctors):
        if doctor.grade in walkout.called_out:
            duties = sum(bool(hospital.cells.parts[rota.codes[row, day]]) for day in days)
            day = next(line.by_year for line in card.lines if line.grade == doctor.grade)
            struck += duties * day * doctor.wte
    assert struck
    for point in points:
        assert point.deducted == pytest.approx(struck * point.absence_share, abs=1)
        assert point.net == small.plan.levels[-1].cost - point.deducted


def test_more_who_stay_away_are_never_safer(bare):
    points = over_turnout(bare.inputs, bare.plan, None)
    over = [sum(point.over.values()) for point in points]
    worst = [point.worst for point in points]
    assert over == sorted(over) and worst == sorted(worst) and worst[0] < worst[-1]
    assert {(p.deducted, p.net) for p in points} == {(None, None)}


@pytest.mark.parametrize("share", [0.2, 0.4, 0.55, 0.78])
def test_the_range_is_worse_than_what_is_planned_too(small, share):
    walkout = small.inputs.walkout
    turnout = tuple(replace(each, absence_share=share) for each in walkout.all_turnout)
    walkout = walkout.with_turnout(turnout)
    anew = pools(small.inputs.hospital, walkout)
    problem = replace(small.inputs.problem, pools=anew)
    inputs = replace(small.inputs, walkout=walkout, problem=problem)
    points = over_turnout(inputs, small.plan, None)
    shares = [point.absence_share for point in points]
    assert shares == sorted(set(shares))  # the planned one stands once
    assert [p.absence_share for p in points if p.planned] == pytest.approx([share])
    assert max(shares) > share + 0.04 and {0.3, 0.35, 0.45, 0.5} <= set(shares)


def test_the_sheets_to_sign_say_what_the_law_says_and_mark_the_plan(small):
    doubted = replace(small.notice, valid=True, in_all="The mandate is not judged.")
    page = cover_page(replace(small, notice=doubted), ISSUE)
    signed = [b for b in sheets_before(page, "For decision").blocks if isinstance(b, str)]
    assert sum("The mandate is not judged." in block for block in signed) == 1
    table = next(b for b in page.blocks if isinstance(b, Table) and "if more or" in b.caption)
    assert sum(row[0].endswith("% AS PLANNED") for row in table.rows) == 1


def test_what_cannot_all_be_safe_is_said_of_one_place_and_of_several(bare):
    one, other = (
        next(e for e in bare.plan.places if e.place.service == service)
        for service in list(dict.fromkeys(e.place.service for e in bare.plan.places))[:2]
    )
    alone = as_text(cover_page(replace(bare, conflict=(one,)), ISSUE))
    assert "and nowhere else was covered" in alone and "left out" not in alone
    both = as_text(cover_page(replace(bare, conflict=(one, other)), ISSUE))
    assert "too few people to make all of these safe" in both


def test_the_folder_of_papers_has_no_old_call_sheet(small, tmp_path):
    written = write_pack(small, tmp_path / "p", ISSUE)
    sheets = {file.name for file in written if file.parent.name == "calls"}
    old = tmp_path / "p" / "calls" / "Dr-Gone.html"
    old.write_text("<h1>Dr Gone: your duties during the walkout at A</h1>")
    (tmp_path / "p" / "calls" / "notes.html").write_text("mine")
    write_pack(small, tmp_path / "p", ISSUE)
    there = {file.name for file in (tmp_path / "p" / "calls").iterdir()}
    assert there == sheets | {"notes.html"} and sheets


def test_of_many_orders_the_board_has_the_first_and_at_its_end_all(small):
    calls = (f"Call Dr {k}: icu, on ID" for k in range(30))
    orders = (*calls, "Put Dr 1 on ID, icu")
    page = cover_page(replace(small, orders=orders))
    tables = [b for b in page.blocks if isinstance(b, Table) and b.caption.startswith("Now, ")]
    first, moves, every, again = tables
    assert first.caption == "Now, call: 30, the first 8 of them" and len(first.rows) == 8
    assert every.caption == "Now, call: 30" and len(every.rows) == 30
    assert moves.rows == again.rows == [("Put Dr 1 on ID, icu",)]
    assert page.blocks.index(every) > page.blocks.index(NewSheet("Detail"))
    few = cover_page(replace(small, orders=orders[:3]))
    assert sum(getattr(b, "caption", "").startswith("Now, ") for b in few.blocks) == 1
    empty = tuple(f"EMPTY, rank 1: {k}" for k in range(12))  # nobody may miss one of them
    posts = cover_page(replace(small, orders=empty)).blocks[1]
    assert isinstance(posts, Table) and len(posts.rows) == 12


def test_a_call_sheet_says_the_post_in_words_and_speaks_of_the_reserve_to_those_in_it(small):
    for name, page in call_sheets(small, ISSUE).items():
        mine = [call for call in small.plan.published.calls if call.name == name]
        words = [block for block in page.blocks if isinstance(block, str)]
        in_reserve = any(call.post is None for call in mine)
        assert any(text.startswith("In reserve: ") for text in words) is in_reserve
        duties = next(block for block in page.blocks if isinstance(block, Table))
        named = {
            f"{small.inputs.hospital.shifts[call.post.shift].name} ({call.post.shift}, "
            for call in mine
            if call.post
        }
        assert named <= {row[-1].partition(", ")[0] + ", " for row in duties.rows}
