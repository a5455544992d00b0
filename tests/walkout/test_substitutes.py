"""Substitutes: real time over a clock change, nights in a row, wide services."""

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

import sevenday as sd
from sevenday.walkout.result import CoverResult

CASES = Path(__file__).parents[1] / "cases" / "walkout"


def planned(tmp_path: Path, case: str, **swaps: str) -> CoverResult:
    folder = Path(shutil.copytree(CASES / case, tmp_path / "h"))
    for old, new in swaps.items():
        file = folder / "substitutes.csv"
        file.write_text(file.read_text().replace(old, new))
    return sd.cover(folder)


def nights_of(result: CoverResult) -> set[date]:
    return {each.place.day for each in result.plan.places if each.cover}


def test_no_more_than_48_hours_in_a_week_of_the_action(tmp_path):
    assert len(nights_of(planned(tmp_path, "ten-nights"))) == 7  # of 12.5 h in two weeks begun


def test_no_more_than_four_nights_in_a_row(tmp_path):
    folder = Path(shutil.copytree(CASES / "ten-nights", tmp_path / "h"))
    (folder / "doctors.csv").write_text(
        "doctor,grade,tier,competences,service,opt_out\nA,ST4,2,x,icu,no\n"
        "Consultant A,consultant,3,x,,yes\n"
    )
    nights = nights_of(sd.cover(folder))
    first = date(2026, 3, 2)
    runs = [{first + timedelta(days=k + n) for n in range(5)} for k in range(9)]
    assert len(nights) == 11 and not any(run <= nights for run in runs)


@pytest.mark.parametrize(("most", "pounds"), [("13", 0), ("13.5", 1350)])
def test_the_night_of_october_is_an_hour_longer(tmp_path, most, pounds):
    found = planned(tmp_path, "clock-oct", **{",13,": f",{most},"})
    assert found.plan.levels[-1].cost == pounds


def test_rest_over_the_night_of_march_is_an_hour_shorter(tmp_path):
    assert len(planned(tmp_path, "clock-mar").plan.calls) == 1


def test_seven_places_with_competences_of_their_own_are_planned_exactly(tmp_path):
    plan = planned(tmp_path, "wide7").plan
    assert not any(each.unsafe for each in plan.places) and len(plan.calls) == 7
    assert plan.gap == 0
