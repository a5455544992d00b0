"""A hospital's files as arrays: who comes, who is on duty, how long care takes, beds."""

from datetime import date, datetime, timedelta

import numpy as np
import pytest

import sevenday as sd
from sevenday.flow.hospital.beds import beds_of, planned_by_hour
from sevenday.flow.hospital.care import care_for, work_hours
from sevenday.flow.hospital.defaults import default_list, flow_defaults
from sevenday.flow.hospital.demand import CLASSES, WARD_CALL, arrivals_from, week_of
from sevenday.flow.hospital.doctors import on_call_remarks, required, rostered
from sevenday.flow.hospital.quarters import DoctorsByQuarter, OnDuty
from sevenday.flow.simulation.inputs import AGAIN, FIRST, SENIOR
from sevenday.model import ArrivalCount, BedPool, FlowSettings, ServiceTime
from sevenday.model.flow import OpenBeds
from sevenday.model.walkout import Elective
from tests.flow.hospital.small import folder

MONDAY = date(2026, 9, 7)
CERTAINTIES = {"confirmed", "secondary", "unconfirmed", "computed", "assumed"}


def quarters(*on_duty: OnDuty, days: int = 2, number: int = 0) -> np.ndarray:
    return DoctorsByQuarter(on_duty, 24 * days, 1)(number)


def test_every_default_says_what_how_sure_and_where_from() -> None:
    for each in flow_defaults().values():
        assert each.says.endswith(".") and each.source and each.certainty in CERTAINTIES, each.name


def test_a_duty_is_there_without_its_handover_and_breaks() -> None:
    found = quarters(OnDuty(1, 8 * 60, 16 * 60, 1, breaks=(30,)))[0]
    assert found.sum() == 4 * 8 - 2 - 2  # a quarter at each end, half an hour of break
    assert found[4 * 8] == 0 and found[4 * 8 + 1] == 1
    assert found[4 * 16 - 2] == 1 and found[4 * 16 - 1] == 0


def test_breaks_of_one_shift_are_taken_in_turn() -> None:
    found = quarters(OnDuty(1, 8 * 60, 16 * 60, 4, breaks=(30,)))[0]
    assert found[4 * 9 : 4 * 15].min() >= 2  # never all four away
    assert found.sum() == 4 * (4 * 8 - 4)


def test_a_night_runs_into_the_next_day() -> None:
    found = quarters(OnDuty(2, 20 * 60, 32 * 60, 1))[1]
    assert found[4 * 31] == 1 and found[4 * 32] == 0 and found.sum() == 46


def test_a_group_that_is_away_on_average_is_drawn_the_same_in_every_arm() -> None:
    out = OnDuty(1, 0, 24 * 60, 10, 0.78, 0.06, key="x")
    draws = DoctorsByQuarter([out], 24, 7)
    again = DoctorsByQuarter([OnDuty(2, 0, 60, 1), out], 24, 7)
    many = [int(draws(k)[0].max()) for k in range(400)]
    assert [int(again(k)[0].max()) for k in range(400)] == many
    # beta-binomial: mean 10 x 0.22, variance n p q (1 + (n - 1) rho)
    assert np.mean(many) == pytest.approx(2.2, abs=0.25)
    assert np.var(many) == pytest.approx(10 * 0.22 * 0.78 * (1 + 9 * 0.06), rel=0.3)


def test_doctors_by_the_rota_and_past_its_end(tmp_path) -> None:
    hospital = sd.read(folder(tmp_path))
    found = rostered(hospital, "ED", date(2026, 9, 19), 4)  # the rota ends on the 20th
    assert len(found) == 4 * 4
    assert {each.tier for each in found} == {1, 2}
    assert sum(each.doctors for each in found if each.start >= 2 * 24 * 60) == 8


def test_doctors_by_a_template_and_by_a_cover_plan(tmp_path) -> None:
    by_template = folder(
        tmp_path / "t",
        rota_csv="",
        doctors_csv="",
        template_csv="week,Mon,Tue,Wed,Thu,Fri,Sat,Sun\n1,E,E,,,N,,\n",
    )
    (found,) = rostered(sd.read(by_template), "ED", MONDAY, 1)
    assert (found.start, found.end, found.doctors) == (8 * 60, 20 * 60, 1)
    by_cover = folder(
        tmp_path / "c", rota_csv="", cover_csv="service,shift,days,min,tier\nED,E,Mon,3,2\n"
    )
    hospital = sd.read(by_cover)
    (found,) = rostered(hospital, "ED", MONDAY, 2)
    assert (found.tier, found.doctors, found.breaks) == (2, 3, (30, 30))
    assert required(hospital.cover, hospital.shifts, "other", MONDAY, 2) == []


def test_who_is_on_a_shift_and_does_not_see_patients(tmp_path) -> None:
    path = folder(tmp_path, hospital_toml="starts = 2026-09-07\n[flow]\nsees = {E = 0.0}\n")
    found = rostered(sd.read(path), "ED", MONDAY, 1)
    there = DoctorsByQuarter(found, 24, 1)(0)
    assert there[:, 4 * 9 : 4 * 19].sum() == 0 and there[:, 4 * 21].sum() == 2


def test_others_of_the_settings_are_there(tmp_path) -> None:
    others = (
        'starts = 2026-09-07\n[[flow.others]]\nservice = "ED"\ntier = 3\nspan = "22:00-02:00"\n'
        'doctors = 2\ndays = "Mon"\n'
    )
    found = rostered(sd.read(folder(tmp_path, hospital_toml=others)), "ED", MONDAY, 2)
    assert [(o.start, o.end, o.doctors) for o in found if o.tier == 3] == [(22 * 60, 26 * 60, 2)]


def counts(rows) -> list[ArrivalCount]:
    return [ArrivalCount("ED", *row) for row in rows]


def test_a_weekdays_own_row_comes_before_all() -> None:
    week = week_of("ED", counts([("all", 9, 2, 3.0), ("Mon", 9, 2, 5.0), ("all", 9, None, 10.0)]))
    mix = default_list("mix")
    share = 10 * mix / mix.sum()
    assert week.patients[0, 9, 1] == pytest.approx(5 + share[1])
    assert week.patients[1, 9, 1] == pytest.approx(3 + share[1])
    assert week.patients[1, 9].sum() == pytest.approx(13)
    assert "no row for 00:00, 01:00" in week.remarks[0] and "15 hours more" in week.remarks[0]


def test_hours_that_no_row_speaks_of_are_named_by_weekday() -> None:
    rows = [("all", hour, None, 0.0 if hour == 3 else 1.0) for hour in range(24) if hour != 5]
    week = week_of("ED", counts([*rows, ("Tue", 5, None, 1.0)]))
    assert week.remarks[0] == (
        "ED: arrivals.csv has no row for 05:00 (Mon, Wed, Thu, Fri, Sat, Sun): nobody is taken to "
        "come then. A row of 0 says so."
    )
    assert "has nobody at 03:00" in week.remarks[1]
    whole = [(day, hour, None, 1.0) for day in ("all", "Mon") for hour in range(24)]
    assert week_of("ED", counts(whole)).remarks == ()


def test_counts_by_date_are_means_of_the_weekday() -> None:
    rows = [(date(2026, 9, 7), 9, 3, 4.0), (date(2026, 9, 14), 9, 3, 8.0)]
    week = week_of("ED", counts(rows))
    assert week.patients[0, 9, 2] == 6.0
    assert week.patients[3, 9, 2] == 6.0  # no Thursday: as the days that there are
    assert any("no date on Tue" in remark for remark in week.remarks)


def test_the_spread_between_days_is_the_hospitals_own_where_it_has_enough() -> None:
    rng = np.random.default_rng(1)
    dates = [date.fromordinal(MONDAY.toordinal() + k) for k in range(700)]
    level = np.exp(rng.normal(0, 0.2, len(dates)) - 0.02)
    rows = [(day, 9, 3, float(n)) for day, n in zip(dates, rng.poisson(100 * level), strict=True)]
    assert week_of("ED", counts(rows)).spread == pytest.approx(0.2, abs=0.02)
    plain = [(day, 9, 3, float(n)) for day, n in zip(dates, rng.poisson(100, 700), strict=True)]
    assert week_of("ED", counts(plain)).spread < 0.06


def test_arrivals_have_the_hospitals_share_by_ambulance_and_ward_calls_at_night() -> None:
    week = week_of("ED", counts([("all", hour, None, 2.0) for hour in range(24)]))
    settings = FlowSettings(ambulance=0.25, ward_beds={"ED": 100})
    found = arrivals_from(week, settings, "ED", MONDAY, 2, {MONDAY: 0.15})
    shares = week.patients.sum(axis=(0, 1)) / week.patients.sum()
    assert found.ambulance[:CLASSES] @ shares == pytest.approx(0.25)
    assert found.rates[12] == pytest.approx(2.0) and found.rates[2] == pytest.approx(3.2)
    assert found.mix[2, WARD_CALL - 1] == pytest.approx(2.0 / 3.2)
    assert found.stays_away.tolist() == [0.15] * 24 + [0.0] * 24


def test_care_adds_up_to_the_minutes_of_a_patient() -> None:
    care = care_for("ED", (), FlowSettings(), True)
    assert 60 * work_hours(care, 2)[:CLASSES] == pytest.approx(default_list("doctor_minutes"))
    ambulance = default_list("ambulance")
    both = (
        ambulance * care.admitted[1, :CLASSES, 0] + (1 - ambulance) * care.admitted[0, :CLASSES, 0]
    )
    assert both == pytest.approx(default_list("admitted"))
    assert sorted(care.order.ravel().tolist()) == list(range(18))


def test_own_service_times_come_before_the_defaults_the_exact_row_last() -> None:
    times = [
        ServiceTime("ED", "first", 3, 1, 11.0, 0.5),
        ServiceTime("", "first", None, None, 30.0, 1.0),
        ServiceTime("ED", "senior", None, 3, 5.0, 1.0),
        ServiceTime("other", "review", None, None, 99.0, 1.0),
    ]
    care = care_for("ED", times, FlowSettings(leaving=False), False)
    assert 60 * care.hours[FIRST, 2, 0] == pytest.approx(11)
    assert 60 * care.hours[FIRST, 2, 1] == pytest.approx(30)
    assert 60 * care.hours[SENIOR, 0, 2] == pytest.approx(5)
    assert 60 * care.hours[AGAIN].max() < 99
    assert not care.leaving.any() and not care.reviewed.any()


def test_beds_are_a_services_own_or_everybodys_together() -> None:
    pools = [BedPool("medicine", 20, 100.0), BedPool("surgery", 10, 25.0), BedPool("ED", 5, 10.0)]
    own = beds_of("ED", pools, ["ED"], FlowSettings(), MONDAY, 2)
    assert own.beds.tolist() == [5] * 4 and own.stay == 10.0
    found = beds_of("AMU", pools[:2], ["AMU"], FlowSettings(bed_stay=2.0), MONDAY, 1)
    assert found.beds.tolist() == [30, 30]
    assert found.stay == pytest.approx(2 * 30 / (20 / 100 + 10 / 25))  # by how many pass through
    assert found.discharges.sum() == pytest.approx(1)
    assert beds_of("AMU", (), ["AMU"], FlowSettings(), MONDAY, 1).beds.tolist() == [-1]


def test_beds_by_half_day_are_those_that_the_settings_have_open() -> None:
    pools = [BedPool("medicine", 20, 100.0), BedPool("surgery", 10, 25.0)]
    rows = (
        OpenBeds(12, "medicine", "pm"),
        OpenBeds(25, "medicine", days="Tue"),
        OpenBeds(99, "none"),
    )
    found = beds_of("AMU", pools, ["AMU"], FlowSettings(beds=rows), MONDAY, 2)
    assert found.beds.tolist() == [30, 22, 35, 35]  # the last row that holds counts


def test_planned_patients_take_a_bed_unless_their_list_is_withdrawn() -> None:
    rows = [
        Elective("A", "surgery", MONDAY, 510, 1020, "P4", 5, beds=3),
        Elective("B", "surgery", MONDAY, 510, 720, "P4", 5, beds=2),
    ]
    found = planned_by_hour(rows, [("A", MONDAY)], MONDAY, 7)
    assert found[12] == 2 and found[17] == 0
    assert found[24 + 12] == 2 and found[24 + 17] == 3  # Tuesday as the days listed
    assert found[24 * 5 :].sum() == 0  # no planned work at a weekend


ON_CALL = (
    "code,name,start,end,kind,work_hours,service\nE,early,08:00,20:00,resident,,ED\n"
    "N,nroc,20:00,08:00,on-call,{work},ED\n"
)


def test_an_on_call_from_home_sees_nobody_where_nothing_says_so(tmp_path) -> None:
    hospital = sd.read(folder(tmp_path, shifts_csv=ON_CALL.format(work=3)))
    assert {each.start for each in rostered(hospital, "ED", MONDAY, 1)} == {8 * 60}
    assert "not counted" in on_call_remarks(hospital, "ED")[0]


def test_an_on_call_from_home_comes_in_for_the_work_expected(tmp_path) -> None:
    settings = "starts = 2026-09-07\n[flow]\nsees = {N = 1.0}\n"
    files = {"shifts_csv": ON_CALL.format(work=3), "hospital_toml": settings}
    hospital = sd.read(folder(tmp_path, **files))
    found = [each for each in rostered(hospital, "ED", MONDAY, 1) if each.start == 20 * 60]
    assert {each.called_in for each in found} == {3}
    there = quarters(found[0])[found[0].tier - 1]
    assert there.sum() == 3 * 4  # an hour each, in the middle of each third of the night
    hours = sorted({k // 4 for k in np.flatnonzero(there)})
    assert hours[0] >= 20 and hours[-1] < 32 and there.max() == 1
    assert "3 hours of each duty" in on_call_remarks(hospital, "ED")[0]


def test_an_on_call_from_home_of_no_work_comes_in_never(tmp_path) -> None:
    settings = "starts = 2026-09-07\n[flow]\nsees = {N = 1.0}\n"
    files = {"shifts_csv": ON_CALL.format(work=0), "hospital_toml": settings}
    hospital = sd.read(folder(tmp_path, **files))
    assert {each.start for each in rostered(hospital, "ED", MONDAY, 1)} == {8 * 60}
    assert "nobody comes in" in on_call_remarks(hospital, "ED")[0]


def test_a_time_by_the_clock_is_an_hour_of_the_days_run() -> None:
    from sevenday.flow.hospital.days_run import DaysRun

    days = DaysRun(MONDAY, 2, 1)
    assert days.window == (72, 120) and days.at(75) == datetime(2026, 9, 7, 3)
    assert days.hour_of(datetime(2026, 9, 7, 3)) == 75


def test_dates_between_without_a_row_are_left_out_and_counted() -> None:
    days = [date(2026, 6, 1) + timedelta(days=k) for k in range(14) if k != 9]
    rows = [ArrivalCount("ED", day, hour, None, 2.0) for day in days for hour in range(24)]
    week = week_of("ED", rows)
    assert week.patients.sum(axis=(1, 2)) == pytest.approx([48.0] * 7)
    assert "no row for 1 of the dates from Mon 1 Jun 2026 to Sun 14 Jun 2026" in week.remarks[0]


def test_a_service_without_doctors_is_told_with_those_that_have_some(tmp_path) -> None:
    hours = "".join(f"A&E,all,{hour},,1\n" for hour in range(24))
    path = folder(tmp_path, arrivals_csv=f"service,day,hour,class,mean\n{hours}")
    with pytest.raises(sd.InputError, match="here there are ED"):
        sd.simulate(path, replications=2)
