"""A file of exception reports: pay, time off and fines by the rules of each date; the board's."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import sevenday as sd
from sevenday.files.exceptions import read_exceptions
from sevenday.pay.board_report import FEWEST

EXAMPLES = Path(__file__).parents[2] / "examples"
HOSPITAL = sd.read(EXAMPLES / "exception-reports")
TERMS = sd.contract("england-2016", on="2026-03-01")
HEADING = "report,doctor,date,kind,from,to,minutes,wish,state\n"


def outcomes(path, *lines, hospital=HOSPITAL, on=None):
    file = path / "exceptions.csv"
    file.write_text(HEADING + "".join(f"{k},{line}\n" for k, line in enumerate(lines, 1)))
    return sd.exceptions(hospital, TERMS, file, on)


def only(path, line, **how):
    return outcomes(path, line, **how).reports[0]


def rate(on, point="1"):
    """Pounds for an hour of basic pay on a date."""
    nodal = sd.contract("england-2016", on=on).value("pay.nodal")[point]
    return nodal / (365 / 7) / 40


def test_an_hour_is_paid_at_the_rate_of_its_date_and_of_the_clock(tmp_path):
    found = only(tmp_path, "Post 1,2025-12-03,hours,17:00,19:30,,pay,")
    assert (found.hours, found.pay) == (2.5, round(2.5 * rate("2025-12-03"), 2))
    late = only(tmp_path, "Post 1,2025-12-04,hours,17:00,22:00,,pay,")
    assert late.pay == round((4 + 1.37) * rate("2025-12-03"), 2)


def test_the_process_turns_with_the_reform(tmp_path):
    line = "Post 1,{},hours,,,60,pay,"
    old, new = outcomes(tmp_path, line.format("2026-02-03"), line.format("2026-02-04")).reports
    assert (old.process, new.process) == ("2016", "2026 reform")
    assert (old.report_by, new.report_by) == (date(2026, 2, 10), date(2026, 3, 4))
    assert old.decided_by == "educational supervisor" and "human resources" in new.decided_by
    assert "The reviewer agrees" in old.choice and new.choice == "The doctor chooses."
    assert not old.small_claim and "whether the hours were worked" in new.small_claim
    early = only(tmp_path, line.format("2026-02-03"), on=date(2026, 3, 1))
    assert early.process == "2026 reform"


def test_education_goes_to_its_director_and_earns_nothing(tmp_path):
    old, new = outcomes(
        tmp_path, "Post 3,2025-12-03,education,,,,,", "Post 3,2026-02-10,education,,,,,"
    ).reports
    assert old.decided_by == "educational supervisor"
    assert new.decided_by == "director of medical education"
    assert (new.pay, new.time_off, new.fines) == (0, 0, ())


def test_a_shift_past_13_hours_is_fined(tmp_path):
    """A long day to 22:30 is 14 h: the hour over the 13 is in the night window."""
    old = only(tmp_path, "Post 1,2025-12-05,hours,21:00,22:30,,pay,")
    fines = {fine.breach.rule: fine.total for fine in old.fines}
    assert fines["hours.shift_length"] == 87.08 and old.pay > 0


def test_since_the_reform_a_breach_gives_time_off_and_not_pay(tmp_path):
    # post 1's long days are Friday to Sunday of week 1, as on 27 to 29 March 2026
    found = only(tmp_path, "Post 1,2026-03-27,hours,21:00,22:30,,pay,")
    assert "hours.shift_length" in {fine.breach.rule for fine in found.fines}
    assert (found.pay, found.time_off) == (0, 1.5) and "mandatory" in found.choice


def test_what_the_rota_breaks_by_itself_is_no_report_of_anybody(tmp_path):
    found = only(tmp_path, "Post 1,2025-12-03,hours,17:00,17:30,,pay,")
    assert found.fines == ()


def test_missed_rest_is_given_back_and_fined(tmp_path):
    found = only(tmp_path, "Post 4,2026-03-04,rest,,,90,pay,")
    (fine,) = found.fines
    assert (found.pay, found.time_off, fine.total) == (0, 1.5, round(1.5 * 110.32, 2))
    assert fine.to_doctor + fine.to_guardian == pytest.approx(fine.total)


def test_breaks_are_fined_where_a_quarter_of_four_weeks_is_missed(tmp_path):
    one = only(tmp_path, "Post 1,2025-12-01,breaks,,,30,,")
    assert one.fines == () and one.pay == 0
    days = ["01", "02", "03", "04", "05", "06", "07", "10"]
    many = outcomes(tmp_path, *(f"Post 1,2025-12-{day},breaks,,,30,," for day in days))
    assert {f.breach.rule for r in many.reports for f in r.fines} == {"hours.breaks"}
    assert many.reports[0].fined == 0.5 * 63.56


def test_nothing_follows_from_a_report_that_was_refused(tmp_path):
    found = only(tmp_path, "Post 1,2025-12-05,hours,21:00,23:00,,pay,Refused")
    assert (found.pay, found.time_off, found.fines) == (0, 0, ())


def test_the_morning_after_a_night_is_of_the_nights_date(tmp_path):
    # post 1 has nights from Monday of week 4: 22 to 25 December
    found = only(tmp_path, "Post 1,2025-12-22,hours,09:00,10:00,,pay,")
    assert found.pay == round(rate("2025-12-22"), 2)
    assert {fine.breach.rule for fine in found.fines} >= {"hours.shift_length"}


def test_minutes_alone_follow_the_duty(tmp_path):
    found = only(tmp_path, "Post 1,2025-12-05,hours,,,60,pay,")
    assert found.pay == round(1.37 * rate("2025-12-05"), 2)  # from 21:00, where the long day ends
    bare = replace(HOSPITAL, templates={}, rota=None)
    plain = outcomes(tmp_path, "Post 1,2025-12-05,hours,,,60,pay,", hospital=bare)
    assert plain.reports[0].pay == round(rate("2025-12-05"), 2)
    assert any("basic rate" in note for note in plain.notes)
    assert any("not in the rota" in note for note in plain.notes)


@pytest.mark.parametrize(
    ("line", "row", "column"),
    [
        ("Post 9,2025-12-01,hours,,,60,pay,", 2, "doctor"),
        ("Post 1,2025-13-01,hours,,,60,pay,", 2, "date"),
        ("Post 1,,hours,,,60,pay,", 2, "date"),
        ("Post 1,2025-12-01,overtime,,,60,pay,", 2, "kind"),
        ("Post 1,2025-12-01,hours,17:00,,,pay,", 2, "to"),
        ("Post 1,2025-12-01,hours,17:00,25:00,,pay,", 2, "to"),
        ("Post 1,2025-12-01,hours,,,0,pay,", 2, "minutes"),
        ("Post 1,2025-12-01,hours,,,,pay,", 2, "minutes"),
        ("Post 1,2025-12-01,hours,17:00,18:00,90,pay,", 2, "minutes"),
        ("Post 1,2025-12-01,hours,,,60,cake,", 2, "wish"),
    ],
)
def test_a_wrong_report_is_named_by_its_cell(tmp_path, line, row, column):
    with pytest.raises(sd.InputError) as error:
        outcomes(tmp_path, line)
    assert (row, column) in {(fault.row, fault.column) for fault in error.value.faults}


def test_a_report_twice_and_a_doctor_who_had_left_are_refused(tmp_path):
    file = tmp_path / "exceptions.csv"
    file.write_text(
        HEADING + "1,Post 1,2025-12-01,hours,,,60,,\n1,Post 2,2025-12-01,hours,,,60,,\n"
    )
    with pytest.raises(sd.InputError, match="row 3 column 'report'"):
        read_exceptions(file, ("Post 1", "Post 2"))
    doctors = (replace(HOSPITAL.doctors[0], left=date(2025, 12, 1)), *HOSPITAL.doctors[1:])
    with pytest.raises(sd.InputError, match="had left"):
        gone = replace(HOSPITAL, doctors=doctors)
        outcomes(tmp_path, "Post 1,2025-12-02,hours,,,60,,", hospital=gone)


def test_a_contract_without_reports_says_so():
    terms = sd.contract("newdeal-2002", on="2015-08-05")
    with pytest.raises(sd.InputError, match="no exception reports"):
        sd.exceptions(HOSPITAL, terms, EXAMPLES / "exception-reports" / "exceptions.csv")


def test_a_report_from_before_the_contract_is_named_by_its_cell(tmp_path):
    with pytest.raises(sd.InputError, match="row 2 column 'date': england-2016 has no exception"):
        outcomes(tmp_path, "Post 1,2015-12-02,hours,,,60,,")


def many(path, services):
    """A report by each of many doctors, of the services given."""
    doctors = tuple(
        replace(HOSPITAL.doctors[0], name=f"D{k}", service=service, start_week=1)
        for k, service in enumerate(services)
    )
    lines = [f"D{k},2025-12-03,hours,17:00,18:00,,pay," for k in range(len(services))]
    return outcomes(path, *lines, hospital=replace(HOSPITAL, doctors=doctors))


def test_the_board_sees_no_group_of_under_five_doctors(tmp_path):
    found = many(tmp_path, ["Medicine"] * 9 + ["Surgery"] * 6 + ["Eyes"] * 3 + ["Skin"])
    board = sd.board_report(found)
    by_service = {c.group: c.reports for c in board.counts if c.by == "service"}
    assert by_service == {"Medicine": 9, "several": 10}  # 4 alone would tell: Surgery goes in
    assert board.merged and board.total.reports == 19
    assert not any(f"D{k}" in board.to_json() for k in range(19))


def test_a_service_where_one_doctor_reports_often_is_small(tmp_path):
    doctors = tuple(
        replace(HOSPITAL.doctors[0], name=f"D{k}", service="Eyes" if k == 0 else "Medicine")
        for k in range(7)
    )
    lines = [f"D{k},2025-12-03,hours,17:00,18:00,,pay," for k in range(7)]
    lines += [f"D0,2025-12-{day},hours,17:00,18:00,,pay," for day in (10, 11, 12, 17, 18)]
    board = sd.board_report(outcomes(tmp_path, *lines, hospital=replace(HOSPITAL, doctors=doctors)))
    assert {c.group for c in board.counts if c.by == "service"} == {"all"}


def test_of_too_few_doctors_nothing_is_counted(tmp_path):
    board = sd.board_report(many(tmp_path, ["Medicine"] * (FEWEST - 1)))
    assert board.total is None and board.counts == ()
    assert json.loads(board.to_json())["counts"] == []
