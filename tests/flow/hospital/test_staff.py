"""`sd.staff`: the least doctors that keep a standard, as a cover plan that others take."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

import sevenday as sd
from sevenday.clock import WEEKDAYS
from sevenday.flow.hospital.days_run import DaysRun
from sevenday.flow.hospital.doctors import required
from sevenday.flow.hospital.staffed_service import StaffedService
from sevenday.flow.hospital.standards import STANDARDS, asked_standards
from sevenday.flow.hospital.week_of_shifts import (
    StartingShift,
    at_work_by_hour,
    fewest,
    hours_of_duty,
)
from sevenday.flow.hospital.which_days import first_day
from sevenday.reports.pages.staffing import staff_page
from sevenday.reports.render.page import as_html
from sevenday.walkout.load import load_walkout
from tests.flow.hospital.small import WALKOUT, folder

DATE = date(2026, 9, 7)


@pytest.fixture(scope="module")
def staffed(tmp_path_factory):
    path = folder(tmp_path_factory.mktemp("small") / "h")
    return path, sd.staff(path, ["first-clinician=20", "twelve-hours=0.1"], replications=3)


def test_it_keeps_what_was_asked_on_the_patients_it_was_tried_on(staffed) -> None:
    path, result = staffed
    cover = path.parent / "cover.csv"
    cover.write_text(result.cover_csv())
    again = sd.simulate(path, plan=cover, replications=3, one_more=False)
    assert again.arm.of_all("ED").wait_median.value <= 20
    assert again.arm.of_all("ED").twelve_hours.value <= 0.1


def test_no_duty_of_it_can_be_left_out(staffed, tmp_path) -> None:
    path, result = staffed
    for n, need in enumerate(result.cover[:3]):
        days = list(WEEKDAYS) if need.days == "all" else need.days.split(",")
        others = [row for row in result.cover if row is not need]
        rest = [replace(need, days=",".join(days[1:]))] if days[1:] else []
        fewer = [replace(need, days=days[0], min=need.min - 1, ideal=need.min - 1)]
        cover = tmp_path / f"{n}.csv"
        cover.write_text(
            replace(
                result, services=(replace(result.services[0], cover=(*others, *rest, *fewer)),)
            ).cover_csv()
        )
        worse = sd.simulate(path, plan=cover, replications=3, one_more=False)
        figures = worse.arm.of_all("ED")
        first = 24 * WEEKDAYS.index(days[0])
        day = [row.by_tier for row in worse.arm.hours[first : first + 36]]
        nobody = min(sum(tiers) for tiers in day) < 0.5 or min(sum(t[1:]) for t in day) < 0.5
        assert figures.wait_median.value > 20 or figures.twelve_hours.value > 0.1 or nobody


def test_its_cost_has_a_bound_and_a_senior_is_always_there(staffed) -> None:
    _, result = staffed
    (one,) = result.services
    assert 0 < one.bound <= one.cost
    assert 0 <= one.gap < 1
    assert (one.at_work[1] + one.others[1]).min() >= 0.5
    assert result.possible


def test_build_and_walkout_take_its_cover(staffed, tmp_path) -> None:
    _, result = staffed
    anew = folder(
        tmp_path,
        cover_csv=result.cover_csv(),
        rota_csv="",
        hospital_toml='starts = 2026-09-07\nweeks = 2\ncontract = "england-2016"\n',
    )
    hospital = sd.read(anew)
    assert {(need.shift, need.min) for need in hospital.cover} == {
        (need.shift, need.min) for need in result.cover
    }
    made = sd.build(hospital, sd.contract("england-2016", on="2026-09-07"), steps=1)
    assert made.hospital.rota.days == 14


def test_a_rota_equal_to_the_answer_reads_as_equal(staffed, tmp_path) -> None:
    _, result = staffed
    (one,) = result.services
    same = folder(tmp_path, cover_csv=result.cover_csv(), rota_csv="")
    days = DaysRun(first_day(sd.read(same), None), 7, 2)
    rota = StaffedService(sd.read(same), "ED", days, 1, 1).rota_by_hour()
    assert rota.sum(axis=1) == pytest.approx(one.at_work.sum(axis=1))
    assert abs(rota - one.at_work).max() < 0.5  # whose break is in which hour hangs on how many


def test_json_and_page(staffed) -> None:
    _, result = staffed
    found = result.to_dict()
    assert set(found) == {"cover", "services", "tries", "seed", "remarks"}
    assert len(found["services"][0]["hours"]) == 168
    page = as_html(staff_page(result))
    assert page.count("<svg") == 2 and "The rota gives fewer in" in page


def test_a_standard_that_doctors_alone_cannot_keep_is_said(tmp_path) -> None:
    beds = "service,beds,mean_stay_hours\nED,1,200\n"
    result = sd.staff(folder(tmp_path, beds_csv=beds), {"twelve-hours": 0.01}, replications=2)
    assert not result.possible and "no number of doctors" in result.summary()


@pytest.mark.parametrize(
    ("text", "code"),
    [("four=0.9", "unknown-word"), ("four-hours=95", "not-a-number"), ("delay", "not-a-number")],
)
def test_standards_that_are_none(text, code) -> None:
    with pytest.raises(sd.InputError) as error:
        asked_standards([text])
    assert error.value.faults[0].code == code


def test_shifts_that_do_not_reach_over_the_night_are_refused(tmp_path) -> None:
    shifts = "code,name,start,end,kind,service\nE,early,08:00,20:00,resident,ED\n"
    rota = "doctor,2026-09-07\nA,E\nB,E\nC,E\nD,E\n"
    with pytest.raises(sd.InputError, match="cannot put as many doctors"):
        sd.staff(folder(tmp_path, shifts_csv=shifts, rota_csv=rota), replications=2)


def test_the_fewest_shifts_that_put_so_many_at_work() -> None:
    long, short = np.zeros(48), np.zeros(48)
    long[8:20], short[8:14] = 1.0, 1.0
    shifts = [StartingShift("L", 1, 12, long, "", 3), StartingShift("S", 1, 6, short, "", 3)]
    needed = np.zeros(168)
    needed[8:20] = 1.0
    needed[8:14] = 3.0
    starts = fewest(shifts, needed, np.zeros(168), 0.0)
    assert starts is not None
    assert starts[0].tolist() == [1, 2] and starts[1:].sum() == 0
    assert hours_of_duty(shifts, starts) == 24
    assert at_work_by_hour(shifts, starts)[0, 8:20].tolist() == [3.0] * 6 + [1.0] * 6
    needed[30:33] = 1.0  # nobody can be there at six in the morning
    assert fewest(shifts, needed, np.zeros(168), 0.0) is None


def test_every_standard_says_which_way_is_better() -> None:
    for standard in STANDARDS.values():
        better, worse = (0.9, 0.1) if standard.at_least else (0.1, 0.9)
        assert standard.keeps(better, 0.5) and not standard.keeps(worse, 0.5)


PLAN_OF_THREE = (
    "service,shift,days,min,ideal,tier,competence,rank\n"
    "ED,E,all,1,1,1,,3\nED,N,all,1,1,1,,3\nED,E,all,1,1,2,,2\nED,N,all,1,1,2,,2\n"
    "ED,E,all,1,2,2,resus,1\nED,M,working,1,1,1,,5\nWARD,W,all,2,3,2,ward,1\n"
)
"""A cover plan with a resus lead, minors seen in part of a duty, and a ward."""
WITH_MINORS = """code,name,start,end,kind,breaks,service
E,early,08:00,20:00,resident,30+30,ED
N,night,20:00,08:00,resident,30+30+30,ED
M,minors,09:00,17:00,resident,30,ED
W,ward,08:00,20:00,resident,30+30,WARD
"""


def test_other_services_and_places_that_no_shift_stands_for_stay_in_its_cover(tmp_path) -> None:
    files = WALKOUT | {"cover_csv": PLAN_OF_THREE, "shifts_csv": WITH_MINORS}
    path = folder(
        tmp_path / "h",
        hospital_toml="starts = 2026-09-07\n[flow]\nsees = {M = 0.5}\n",
        **files,
    )
    result = sd.staff(path, ["first-clinician=20"], replications=2)
    rows = [(need.service, need.shift, need.competence, need.rank) for need in result.cover]
    assert rows[:3] == [("ED", "E", "resus", 1), ("ED", "M", "", 5), ("WARD", "W", "ward", 1)]
    (one,) = result.services
    assert [need.shift for need in one.fixed] == ["E", "M"]
    assert one.duties == 7 + 5 + sum(
        need.min * (7 if need.days == "all" else len(need.days.split(","))) for need in one.cover
    )
    assert one.bound <= one.cost and "E, M stay as cover.csv has them" in result.summary()
    (path / "cover.csv").write_text(result.cover_csv())
    taken = load_walkout(path).hospital.cover
    assert {need.service for need in taken} == {"ED", "WARD"}


def test_a_shift_seen_in_part_without_a_row_of_cover_is_said_to_be_left_out(tmp_path) -> None:
    toml = "starts = 2026-09-07\n[flow]\nsees = {M = 0.5}\n"
    path = folder(tmp_path, shifts_csv=WITH_MINORS, hospital_toml=toml)
    result = sd.staff(path, ["first-clinician=20"], replications=2)
    assert "ED: M sees these patients in part of a duty and is left out" in result.summary()


def test_a_place_of_minors_counts_for_the_share_that_it_sees(tmp_path) -> None:
    one = folder(tmp_path, cover_csv=PLAN_OF_THREE, shifts_csv=WITH_MINORS, rota_csv="")
    hospital = sd.read(one)
    hospital = replace(hospital, flow=replace(hospital.flow, sees={"M": 0.0}))
    there = required(hospital.cover, hospital.shifts, "ED", DATE, 1, sees=hospital.flow.sees)
    assert len(there) == len(required(hospital.cover, hospital.shifts, "ED", DATE, 1)) - 1
