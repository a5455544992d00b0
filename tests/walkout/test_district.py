"""The example walkouts: April 2016 and five days of 2025, planned, stressed, re-planned."""

import itertools
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import sevenday as sd
from sevenday.model.walkout import Count
from sevenday.reports.files.walkout_returns import activity, sitrep
from sevenday.reports.pages.cover_plan import cover_page
from sevenday.reports.pages.debrief import debrief_page
from sevenday.reports.pages.service_rota import service_pages
from sevenday.reports.render.page import as_html
from sevenday.walkout.law.notice import judge_notice
from sevenday.walkout.load import load_counts, load_walkout
from sevenday.walkout.plan_file import plan_text, read_plan
from sevenday.walkout.planning.baselines import (
    cancel_everything,
    compare_with_baselines,
    greedy_list,
    keep_everything,
)
from sevenday.walkout.planning.conflict import smallest_conflict
from sevenday.walkout.planning.disclosure import SMALLEST, merge_units
from sevenday.walkout.planning.escalation import escalations
from sevenday.walkout.planning.orders import orders_between
from sevenday.walkout.planning.places import pools
from sevenday.walkout.planning.plan import plan
from sevenday.walkout.planning.problem import CoverProblem
from sevenday.walkout.planning.replan import replan
from sevenday.walkout.planning.stress_test import stress_test
from sevenday.walkout.planning.tradeoff import fewest_lists, tradeoff
from sevenday.walkout.result import CoverResult

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="module")
def april():
    inputs = load_walkout(EXAMPLES / "district-2016")
    return inputs, plan(inputs.problem)


@pytest.fixture(scope="module")
def november():
    inputs = load_walkout(EXAMPLES / "district-2025")
    return inputs, plan(inputs.problem)


def result_of(inputs, made, counts):
    """What `cover` would give back of a plan and some counts."""
    notice = judge_notice(inputs.walkout)
    return CoverResult(inputs, made, notice, escalations(made), counts=counts)


def replanned(inputs, held, counts):
    """The plan after some counts."""
    return replan(held, inputs.problem, inputs.hospital, inputs.walkout, counts).plan


def test_in_april_2016_no_rank_1_place_is_left_and_the_lists_are_the_fewest(april):
    inputs, made = april
    assert {t.absence_share for t in inputs.walkout.turnout} == {0.78}
    assert not escalations(made) and made.gap == 0
    assert made.levels[-1].cost == 52_716
    alone = [e for e in made.places if e.place.rank == 1 and e.alone > 0.3]
    assert len(alone) >= 10  # as rostered they would not be safe
    fewest, bound = fewest_lists(inputs.problem, 30)
    assert len(made.withdrawn) == fewest == bound


def test_without_substitutes_the_plan_says_which_places_fail(april):
    inputs, _ = april
    bare = plan(CoverProblem(inputs.problem.pools, (), inputs.problem.lists))
    found = escalations(bare)
    first = [e for e in bare.places if e.place.rank == 1]
    assert {e.place.place for e in found if e.place.place.rank == 1} == {e.place for e in first}
    assert all(e.place.place.service in e.sentence and e.tried for e in found)
    mends = [mend for e in found for mend in e.mends]
    assert any(mend.startswith("2 more people") for mend in mends)  # any of whom may be ill
    evidence = found[0].evidence
    assert evidence["required"] >= 1 and evidence["elective_still_running"]


def test_the_smallest_clash_cannot_be_made_safe_and_less_of_it_can(april):
    inputs, _ = april
    few = CoverProblem(inputs.problem.pools, inputs.problem.substitutes[:8], inputs.problem.lists)
    made = plan(few)
    clash = smallest_conflict(made)
    assert clash and len(clash) < sum(e.place.rank == 1 for e in made.places)


def test_every_limit_of_each_substitute_holds(november):
    _gathered, made = november
    problem = made.problem
    spans: dict[int, list] = {}
    for s, p in made.calls:
        who, pool = problem.substitutes[s], problem.pools[p]
        assert who.consent and any(problem.fills(s, p))
        assert who.available_from is None or who.available_from <= pool.start
        assert who.available_to is None or pool.end <= who.available_to
        spans.setdefault(s, []).append((pool.start, pool.end))
    for s, own in spans.items():
        who = problem.substitutes[s]
        hours = sum((end - start).total_seconds() / 3600 for start, end in own)
        assert who.max_hours is None or hours <= who.max_hours
        for row in problem.lists:
            if who.name in row.frees and row not in made.lists_withdrawn:
                own.append(row.span)
        own.sort()
        for early, late in itertools.pairwise(own):
            if early in [(p.start, p.end) for p in problem.pools] or late in [
                (p.start, p.end) for p in problem.pools
            ]:
                assert (late[0] - early[1]).total_seconds() >= 11 * 3600


def test_the_plan_beats_what_is_done_today(november):
    inputs, made = november
    ours = [level.cost for level in made.levels]
    for other in (cancel_everything, keep_everything, greedy_list):
        theirs = other(inputs.problem)
        assert ours < [level.cost for level in theirs.levels]
    runs = {
        f.__name__: stress_test(f(inputs.problem), 2000)
        for f in (cancel_everything, keep_everything, greedy_list)
    }
    assert stress_test(made, 2000).rank_1_hours < min(r.rank_1_hours for r in runs.values())


def test_less_withdrawn_is_less_safe(november):
    inputs, made = november
    points = tradeoff(inputs.problem, made, 120)
    over = [point.rank_1_over for point in points]
    assert over == sorted(over, reverse=True) and over[-1] == made.over(1) < over[0]
    assert all(point.withdrawn <= point.most for point in points)


def test_a_kept_plan_comes_back_and_the_morning_changes_little(november, tmp_path):
    inputs, made = november
    (tmp_path / "plan.json").write_text(plan_text(made.published))
    held = read_plan(tmp_path / "plan.json")
    assert held == made.published
    counts = load_counts(inputs, EXAMPLES / "district-2025" / "counts.csv")
    after = replanned(inputs, held, counts)
    unsafe_before, unsafe = ({e.place.place for e in escalations(each)} for each in (made, after))
    assert unsafe <= unsafe_before
    assert len(orders_between(held, after)) <= 6
    (tmp_path / "plan.json").write_text("{}")
    with pytest.raises(sd.InputError, match="not a plan that sevenday walkout wrote"):
        read_plan(tmp_path / "plan.json")


def test_nobody_came_and_more_are_called(november):
    """Where nobody falls ill no reserve is held, and one has to be called."""
    inputs, _ = november
    well = replace(inputs.problem.assumptions, sick_rate=0.0)
    inputs = replace(inputs, problem=replace(inputs.problem, assumptions=well))
    made = plan(inputs.problem)
    p, pool = next(
        (p, pool)
        for p, pool in enumerate(made.problem.pools)
        if any(x.rank == 1 for x in pool.places) and not made.called_to(p)[1:]
    )
    counts = tuple(
        Count(pool.service, crew.tier, crew.shift, pool.day, crew.group.rostered, 0)
        for crew in pool.crews
    )
    after = replanned(inputs, made.published, counts)
    grave = [each for each in after.by_pool[p] if each.place.rank == 1]
    assert grave and not any(each.empty for each in grave)
    assert all(len(each.cover) >= each.place.needed for each in grave)
    bare = replace(made.published, calls=())
    inputs_alone = replace(inputs.problem, substitutes=())
    left = replan(bare, inputs_alone, inputs.hospital, inputs.walkout, counts).plan
    assert all(e.empty and e.chance == 1 for e in left.by_pool[p] if e.place.rank == 1)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"shift": "nowhere"}, "not in the action"),
        ({"rostered": 99, "present": 1}, "more than the rota"),
    ],
)
def test_a_count_that_cannot_be_is_refused(november, change, named):
    inputs, made = november
    count = load_counts(inputs, EXAMPLES / "district-2025" / "counts.csv")[0]
    with pytest.raises(sd.InputError, match=named):
        replanned(inputs, made.published, (replace(count, **change),))


def test_no_paper_tells_on_anybody(november):
    inputs, made = november
    counts = load_counts(inputs, EXAMPLES / "district-2025" / "counts.csv")
    for some in (counts, counts[:3], counts[:12], counts[-9:]):
        for unit in merge_units(inputs.hospital, some):
            assert unit.rostered >= SMALLEST and 0 < unit.present < unit.rostered
    assert merge_units(inputs.hospital, counts[2:3]) == []
    names = {doctor.name for doctor in inputs.hospital.doctors}
    result = replace(result_of(inputs, made, counts), stress=compare_with_baselines(made, 200, 1))
    pages = [cover_page(result), debrief_page(result), *service_pages(result).values()]
    papers = [sitrep(result), activity(result), plan_text(made.published), result.to_json()]
    papers += [as_html(page) for page in pages]
    for paper in papers:
        assert not [name for name in names if name in paper]
    assert "present" not in plan_text(made.published) and "present" not in result.to_json()
    assert "present=" not in repr(result)  # nor in a log of it


def test_a_count_of_one_shows_in_nothing(november):
    inputs, made = november
    found = []
    for present in (0, 1):
        count = Count("intensive care", 2, "ICU-RL", date(2025, 11, 14), 1, present)
        after = replanned(inputs, made.published, (count,))
        assert {
            e.alone for e in after.places if e.place.shift == "ICU-RL" and e.place.day == count.date
        } == {None}
        wall = service_pages(result_of(inputs, after, ()))["intensive care"]
        friday = next(b for b in wall.blocks if getattr(b, "caption", "").startswith("Fri 14 Nov"))
        row = next(r for r in friday.rows if r[1] == "ICU-RL")
        assert row[5:] == ("counted", "3")  # on the rota: not how many came
        found.append((result_of(inputs, after, ()).to_json(), plan_text(after.published)))
    assert found[0] == found[1]


def test_the_evidence_of_a_counted_place_says_who_was_expected(april):
    inputs, _ = april
    bare = replace(inputs.problem, substitutes=(), lists=())
    before = plan(bare)
    count = Count("emergency department", 2, "ED-RE", date(2016, 4, 26), 1, 0)
    after = replan(before.published, bare, inputs.hospital, inputs.walkout, (count,)).plan
    one, was = (
        next(
            e.evidence
            for e in escalations(made)
            if e.place.place.shift == "ED-RE" and e.place.place.day == count.date
        )
        for made in (after, before)
    )
    assert one["expected"] == was["expected"] < one["rostered"] and one["required"] == 1


def test_a_count_of_a_shift_without_a_place_tells_of_the_turnout_alone(november):
    inputs, _ = november
    walkout = inputs.walkout
    cover = tuple(need for need in inputs.hospital.cover if need.shift != "SUR-D")
    hospital = replace(inputs.hospital, cover=cover)
    problem = CoverProblem(pools(hospital, walkout), (), ())
    made = plan(problem)
    every = load_counts(inputs, EXAMPLES / "district-2025" / "counts.csv")
    nobody = tuple(replace(c, present=0) for c in every if c.service in ("medicine", "surgery"))
    count = next(c for c in nobody if c.shift == "SUR-D" and c.tier == 2)
    assert count.shift not in {place.shift for pool in problem.pools for place in pool.places}
    after = replan(made.published, problem, hospital, walkout, nobody).plan
    to_come = [(a, b) for a, b in zip(after.places, made.places, strict=True) if a.alone]
    assert to_come and all(a.alone > b.alone for a, b in to_come)
    alone = replan(made.published, problem, hospital, walkout, (count,)).plan
    assert [e.alone for e in alone.places] == [e.alone for e in made.places]
    late = replace(count, date=date(2025, 11, 20))
    with pytest.raises(sd.InputError, match="not in the action"):
        replan(made.published, problem, hospital, walkout, (late,))


def test_a_service_with_doctors_and_no_place_is_refused(tmp_path):
    for file in (EXAMPLES / "district-2016").iterdir():
        text = file.read_text("utf-8")
        if file.name == "cover.csv":
            text = "".join(x for x in text.splitlines(True) if not x.startswith("paediatrics"))
        (tmp_path / file.name).write_text(text, "utf-8")
    with pytest.raises(sd.InputError, match="paediatrics: doctors are in it, and no place"):
        load_walkout(tmp_path)


def test_turnout_as_on_the_record():
    inputs = load_walkout(EXAMPLES / "district-2025", "2016-04-26")
    assert inputs.prior.absence_share == 0.78 and inputs.prior.certainty == "secondary"
    # all causes: with 5 % away for other reasons on top it is 78 % again
    assert (1 - inputs.prior.turnout.absence_share) * 0.95 == pytest.approx(0.22)
    assert load_walkout(EXAMPLES / "district-2025", "2025-11").prior.certainty == "unconfirmed"
    for wrong in ("2019-01", "2016", "soon"):
        with pytest.raises(sd.InputError, match="of the record"):
            load_walkout(EXAMPLES / "district-2025", wrong)
