"""`sd.simulate` on a small department: arms, every arrival, what never clears, what is refused."""

import json
from datetime import date, datetime
from math import isinf

import pytest

import sevenday as sd
from sevenday.clock import short_date
from sevenday.flow.hospital.estimates import Estimate, quantile
from sevenday.flow.hospital.one_more import best_hours
from sevenday.reports.pages.flow import flow_page
from sevenday.reports.pages.flow_hours import queue_picture
from sevenday.reports.render.page import as_html
from tests.flow.hospital.small import WALKOUT, folder

RUNS = 4


def simulated(path, **options):
    return sd.simulate(path, **{"replications": RUNS, "one_more": False} | options)


@pytest.fixture(scope="module")
def with_plan(tmp_path_factory):
    """The small department in a walkout, with the plan that `sd.cover` makes."""
    path = folder(tmp_path_factory.mktemp("small") / "h", **WALKOUT)
    made = sd.cover(path, on="2026-09-01")
    return path, made, simulated(path, plan=made)


def test_arms_stand_side_by_side_and_the_plan_is_the_one_asked_about(with_plan) -> None:
    _, _, result = with_plan
    assert [arm.name for arm in result.arms] == ["usual", "walkout", "plan"]
    usual, walkout, plan = (arm.of_all("ED") for arm in result.arms)
    # nobody of those called out comes in the day, and the last night is theirs too
    assert walkout.four_hours.value < usual.four_hours.value - 0.3
    assert plan.four_hours.value > walkout.four_hours.value + 0.2
    day = [row.doctors.value for row in result.without[1].hours[8:20]]
    assert max(day) == 0
    called = [row.by_tier[2] for row in result.arm.hours[9:18]]
    assert min(called) > 0


def test_both_arms_meet_the_same_patients_before_the_action(with_plan) -> None:
    _, _, result = with_plan
    usual, walkout = ([row.in_department.value for row in arm.hours] for arm in result.arms[:2])
    assert usual[:6] == walkout[:6]  # it begins at 07:00


def test_every_arrival_counts(with_plan) -> None:
    _, _, result = with_plan
    row = result.without[1].of_all("ED")
    assert row.left_unseen.value > 0.05
    assert row.four_hours.value + row.left_unseen.value <= 1
    assert isinf(row.wait_p95.value)  # more than one in twenty are never seen: it is not hidden


def test_a_walkout_that_nobody_joins_changes_nothing(tmp_path) -> None:
    nobody = WALKOUT["walkout_toml"].replace("mean = 1.0", "mean = 0.0")
    files = WALKOUT | {"walkout_toml": nobody}
    settings = "starts = 2026-09-07\n[flow]\nwalkout_demand = 1.0\n"
    result = simulated(folder(tmp_path, hospital_toml=settings, **files))
    usual, walkout = (arm.to_dict() for arm in result.arms)
    assert usual["hours"] == walkout["hours"] and usual["classes"] == walkout["classes"]


def test_a_queue_that_never_clears_is_never_back_to_normal(tmp_path) -> None:
    hours = "".join(f"ED,all,{hour},,4\n" for hour in range(24))
    text = f"service,day,hour,class,mean\n{hours}"
    result = simulated(folder(tmp_path, arrivals_csv=text, **WALKOUT), replications=2, after=2)
    (back,) = result.arm.back_to_normal
    assert back.at is None and back.never and not result.copes


def test_a_week_with_some_of_the_action_says_how_much_and_one_without_has_usual_days(
    with_plan, tmp_path
) -> None:
    path, made, _ = with_plan
    some = simulated(path, on="2026-09-07")
    assert some.to_dict()["days"] == {
        "first": date(2026, 9, 7),
        "looked_at": 7,
        "after": 14,
        "of_action": 2,
    }
    assert "on 7 days from Mon 7 Sep 2026, 2 of which have hours" in some.summary()
    without = simulated(path, on="2026-09-14")
    assert [arm.name for arm in without.arms] == ["usual"] and without.of_action == 0
    assert "Mon 14 Sep 2026 to Sun 20 Sep 2026, have none of it" in without.remarks[0]
    for asked in ({"plan": made}, {"seniors": 1}):
        with pytest.raises(sd.InputError) as error:
            simulated(path, on="2026-09-14", **asked)
        assert error.value.faults[0].code == "outside-dates"


def test_days_that_no_rota_reaches_are_said(tmp_path) -> None:
    result = simulated(folder(tmp_path), on="2020-06-01", replications=2)
    assert "7 of the 7 days looked at" in result.remarks[0]
    assert simulated(folder(tmp_path), on="2026-09-07", replications=2).remarks == ()


def test_the_half_width_is_the_widest_of_the_intervals_shown(with_plan) -> None:
    _, _, result = with_plan
    shown = [arm.of_all("ED").four_hours for arm in result.arms]
    assert result.half_width == max(
        max(each.value - each.low, each.high - each.value) for each in shown
    )


def test_nobody_is_busy_for_more_than_their_time(with_plan) -> None:
    _, _, result = with_plan
    used = [row.busy for arm in result.arms for row in arm.use]
    assert used and all(0 <= each.low <= each.value <= each.high <= 1 for each in used)


def test_the_time_until_normal_has_an_interval_around_it(with_plan) -> None:
    _, _, result = with_plan
    (back,) = result.without[1].back_to_normal
    assert back.low is not None and back.high is not None
    assert back.low <= back.hours <= back.high and "95 %:" in back.says
    (row,) = json.loads(result.to_json())["without"]["walkout"]["intervals"]["back_to_normal"]
    assert row["hours"] == [back.low, back.high]


def test_when_the_queue_is_back_to_normal_is_said(with_plan) -> None:
    _, _, result = with_plan
    (back,) = result.without[1].back_to_normal
    assert back.at is not None and back.at >= datetime(2026, 9, 11, 7) and not back.never
    assert "back to normal" in back.says


def test_json_has_the_form_of_the_outside(with_plan) -> None:
    _, _, result = with_plan
    found = json.loads(result.to_json())
    assert {"hours", "classes", "beds", "one_more", "intervals", "replications", "seed"} <= set(
        found
    )
    assert {"time", "service", "in_department", "waiting", "doctors"} <= set(found["hours"][0])
    names = {"class", "patients", "wait_median", "wait_p95", "stay_median", "four_hours"}
    assert names | {"twelve_hours", "left_unseen"} <= set(found["classes"][0])
    for name in ("hours", "classes", "beds"):
        assert len(found["intervals"][name]) == len(found[name])
    low, high = found["intervals"]["classes"][-1]["four_hours"]
    assert 0 <= low <= found["classes"][-1]["four_hours"] <= high <= 1
    assert found["replications"] == RUNS
    assert set(found["without"]) == {"usual", "walkout"}


def test_the_plan_may_be_a_file_of_either_form_or_a_cover_plan(with_plan, tmp_path) -> None:
    path, made, result = with_plan
    printed = tmp_path / "printed.json"
    printed.write_text(made.to_json())
    by_json = simulated(path, plan=printed)
    assert by_json.arm.to_dict() == result.arm.to_dict()
    cover = tmp_path / "cover.csv"
    cover.write_text("service,shift,days,min,tier\nED,E,all,3,3\nED,N,all,2,3\n")
    many = simulated(path, plan=cover)
    assert many.arm.hours[10].by_tier[2] > 2
    with pytest.raises(sd.InputError, match="not a plan"):
        bad = tmp_path / "bad.json"
        bad.write_text('{"places": 3}')
        simulated(path, plan=bad)


def test_the_same_seed_gives_the_same_and_another_does_not(tmp_path) -> None:
    path = folder(tmp_path)
    first, again = simulated(path), simulated(path)
    assert first.to_dict() == again.to_dict()
    assert simulated(path, seed=2).to_dict() != first.to_dict()


def test_a_page_with_its_pictures(with_plan) -> None:
    _, _, result = with_plan
    page = as_html(flow_page(result))
    assert page.count("<svg") == 2 and "associated with" in page and "how sure" in page
    assert "nine days in ten" in page and "doctors that patients would keep busy" in page


def test_one_doctor_more_at_a_busy_hour_saves_waiting(tmp_path) -> None:
    from sevenday.flow.hospital.arms import service_arms
    from sevenday.flow.hospital.days_run import DaysRun
    from sevenday.flow.hospital.one_more import try_one_more

    busy = "".join(f"ED,all,{hour},,1.2\n" for hour in range(24))
    files = {"beds_csv": "", "arrivals_csv": f"service,day,hour,class,mean\n{busy}"}
    hospital = sd.read(folder(tmp_path, **files))
    (arm,), _, _ = service_arms(hospital, "ED", DaysRun(datetime(2026, 9, 7).date(), 1, 1), 1)
    rows = {(row.hour, row.tier): row for row in try_one_more(arm, range(3), 1)}
    assert set(rows) == {(hour, tier) for hour in range(24) for tier in (1, 2)}
    assert sum(row.gain.value for row in rows.values()) > 0
    assert sum(row.loss.value for row in rows.values() if row.loss) > 0


def test_the_page_says_when_one_doctor_more_saves_most_and_how_much(tmp_path) -> None:
    busy = "".join(f"ED,all,{hour},,1.2\n" for hour in range(24))
    text = f"service,day,hour,class,mean\n{busy}"
    path = folder(tmp_path, arrivals_csv=text, beds_csv="")
    result = simulated(path, one_more=True, after=1)
    best = best_hours(result.one_more)[0]
    words = f"tier {best.tier} at {best.hour:02}:00 ({best.gain.value:.1f} ("
    (says,) = [
        block
        for block in flow_page(result).blocks
        if isinstance(block, str) and "saves most patient-hours a day" in block
    ]
    assert words in says


def test_the_fullest_hour_is_said_of_the_plan_and_of_usual_days(with_plan) -> None:
    _, _, result = with_plan
    says = queue_picture(result, "ED").says
    for arm, words in ((result.arm, "with the plan"), (result.without[0], "on usual days")):
        most = max(arm.hours, key=lambda row: row.in_department.value)
        when = f"{short_date(most.time.date())}, {most.time:%H}:00"
        assert f"{words} {most.in_department.value:.1f} ({when})" in says


@pytest.mark.parametrize("leaving", [True, False])
def test_a_queue_that_never_clears_is_said(tmp_path, leaving) -> None:
    hours = "".join(f"ED,all,{hour},,4\n" for hour in range(24))
    text = f"service,day,hour,class,mean\n{hours}"
    own = f"starts = 2026-09-07\n[flow]\nleaving = {str(leaving).lower()}\n"
    path = folder(tmp_path, arrivals_csv=text, hospital_toml=own)
    result = simulated(path, replications=2)
    assert result.load[0].busy > 1 and not result.copes
    assert ("those who leave unseen" in result.summary()) is leaving
    assert "never clears" in result.summary()


def test_an_hour_without_a_doctor_is_said(tmp_path) -> None:
    shifts = (
        "code,name,start,end,kind,breaks,service\nE,early,08:00,20:00,resident,0,ED\n"
        "N,night,22:00,08:00,resident,0,ED\n"
    )
    result = simulated(folder(tmp_path, shifts_csv=shifts), replications=2)
    ((service, hours),) = result.nobody
    assert service == "ED" and {at.hour for at in hours} == {20, 21}
    assert not result.copes and "no doctor is on duty" in result.summary()


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"arrivals_csv": ""}, "missing-file"),
        ({"arrivals_csv": "service,day,hour,mean\nclinic,all,9,2\n"}, "nothing-to-fill"),
    ],
)
def test_what_cannot_be_run_is_refused(tmp_path, files, code) -> None:
    with pytest.raises(sd.InputError) as error:
        simulated(folder(tmp_path, **files))
    assert {fault.code for fault in error.value.faults} == {code}


def test_a_walkouts_plan_needs_a_walkout(with_plan, tmp_path) -> None:
    _, made, _ = with_plan
    with pytest.raises(sd.InputError) as error:
        simulated(folder(tmp_path), plan=made)
    assert error.value.faults[0].code == "arguments-clash"


def test_a_walkout_that_is_called_off_has_no_arm(tmp_path) -> None:
    off = WALKOUT["walkout_toml"].replace(
        'action = "full"', 'action = "full"\nstate = "called-off"'
    )
    result = simulated(folder(tmp_path, **WALKOUT | {"walkout_toml": off}), replications=2)
    assert [arm.name for arm in result.arms] == ["usual"]
    assert "called-off" in result.remarks[0]


def test_a_quantile_counts_what_never_came() -> None:
    import numpy as np

    assert quantile(np.array([1.0, 2.0, np.inf, np.inf]), 0.5) == 2.0
    assert isinf(quantile(np.array([1.0, np.inf, np.inf]), 0.5))
    assert Estimate(0.5, -1, 2).between(0, 1) == (0.5, 0, 1)


def test_fewer_beds_in_the_afternoon_are_shown_by_half_day_and_felt(tmp_path) -> None:
    few = "service,beds,mean_stay_hours\nED,12,72\n"
    rows = '[[flow.beds]]\nservice = "ED"\nhalf = "pm"\nbeds = 4\n'
    usual = simulated(folder(tmp_path / "a", beds_csv=few), replications=8)
    closed = simulated(
        folder(tmp_path / "b", beds_csv=few, hospital_toml=f"starts = 2026-09-07\n{rows}"),
        replications=8,
    )
    assert [row.beds for row in closed.arm.half_days] == [12, 4] * 7
    assert closed.arm.beds[0].beds == 8.0 and usual.arm.beds[0].beds == 12.0
    waits = [sum(row.boarding.value for row in each.arm.half_days) for each in (usual, closed)]
    assert waits[1] > waits[0]
    # no more come in while more are in than are open: the afternoon's use falls
    morning, afternoon = (closed.arm.half_days[k].in_use.value for k in (2, 3))
    assert afternoon < morning
    found = json.loads(closed.to_json())
    assert len(found["half_days"]) == len(found["intervals"]["half_days"]) == 14


def test_doctors_are_busy_for_the_work_that_patients_bring(tmp_path) -> None:
    result = simulated(folder(tmp_path), replications=20)
    tiers = {row.tier: row for row in result.arm.use}
    assert set(tiers) == {1, 2}
    for row in tiers.values():
        assert 0 < row.busy.value < 1 and row.doctor_hours.value == pytest.approx(20, abs=1.5)
    twice = "".join(f"ED,all,{hour},,{0.4 if hour < 8 else 1.2}\n" for hour in range(24))
    more = simulated(
        folder(tmp_path / "b", arrivals_csv=f"service,day,hour,class,mean\n{twice}"),
        replications=20,
    )
    for row in more.arm.use:
        assert row.busy.value > 1.5 * tiers[row.tier].busy.value
