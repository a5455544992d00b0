"""The offers' pay where it has edges: overlaps, part-time doctors, on call, what is not known."""

import numpy as np
import pytest

import sevenday as sd
from sevenday.contracts import contract
from sevenday.errors import InputError
from sevenday.model import Doctor, Shift
from sevenday.pay.models.window_hours import lay_windows, minutes_in, work_by_minute
from sevenday.pay.models.windows import WindowPay, on_call_rate
from tests.pay.conftest import R8

MARCH, LETTER = contract("imposed-2016-03"), contract("letter-2016-01")


def test_an_hour_earns_one_premium_and_the_highest() -> None:
    windows = lay_windows(LETTER)
    night = Shift("X", 20 * 60, 32 * 60)  # Saturday 20:00 to Sunday 08:00
    _, often = minutes_in(night, 5, windows)
    by_label = dict(zip(windows.labels, often.tolist(), strict=True))
    assert by_label["every day 21:00 to 07:00"] == 600
    assert by_label["Sun 07:00 to 21:00"] == 60
    assert by_label["Sat 00:00 to 24:00"] + by_label["Sat 17:00 to 21:00"] == 60
    assert often.sum() == night.minutes


def test_at_its_high_end_the_letters_saturday_beats_the_evenings() -> None:
    windows = lay_windows(LETTER, "high")
    _, often = minutes_in(Shift("X", 8 * 60, 20 * 60), 5, windows)
    assert often @ windows.shares == pytest.approx(12 * 60 * 0.5)


@pytest.mark.parametrize(
    ("weekday", "start", "end", "plain", "often"),
    [
        (0, "07:00", "21:00", 0, 0),
        (0, "06:59", "21:01", 1.0, 1.0),
        (5, "07:00", "17:00", 0, 180),
        (5, "16:59", "17:01", 0.3, 0.6),
        (6, "07:00", "21:00", 252, 252),
        (4, "21:00", "24:00", 90, 90),
    ],
)
def test_a_minute_either_side_of_a_window(
    weekday: int, start: str, end: str, plain: float, often: float
) -> None:
    begins, ends = (60 * int(t[:2]) + int(t[3:]) for t in (start, end))
    windows = lay_windows(MARCH)
    found = minutes_in(Shift("X", begins, ends), weekday, windows) @ windows.shares
    assert found.tolist() == pytest.approx([plain, often])


def test_the_work_of_on_call_is_all_there_and_the_night_has_what_is_stated() -> None:
    period = Shift("C", 1020, 1980, kind="on-call", work=180.0, work_night=120.0)
    by_minute = work_by_minute(period)
    assert by_minute.sum() == pytest.approx(180)
    assert by_minute[4 * 60 : 14 * 60].sum() == pytest.approx(120)
    unstated = work_by_minute(Shift("C", 1020, 1980, kind="on-call", work=180.0))
    assert set(np.round(unstated, 12)) == {180 / 960}
    by_night = Shift("C", 1320, 1800, kind="on-call", work=60.0, work_night=45.0)
    # wholly at night: there is no hour of day that the other 15 minutes could fall in
    assert work_by_minute(by_night).tolist() == [60 / 480] * 480
    by_day = Shift("C", 540, 1020, kind="on-call", work=60.0, work_night=0.0)
    assert work_by_minute(by_day).sum() == pytest.approx(60)


def test_on_call_of_march_exactly_1_in_4() -> None:
    rates = on_call_rate(np.array([1 / 4, 0.2499, 1.0]), MARCH)
    assert rates.tolist() == [0.1, 0.05, 0.1]
    assert on_call_rate(np.array([1 / 4, 0.1]), MARCH, "low").tolist() == [0, 0]
    november = contract("offer-2015-11")
    assert on_call_rate(np.array([0.5]), november, "high").tolist() == [0.06]


@pytest.mark.parametrize(
    ("grade", "old"),
    [("F1", 22636), ("F2", 28076), ("CT1", 30002), ("ST1", 30002), ("CT2", 31838), ("ST3", 34402)],
)
def test_basic_is_the_old_one_at_the_grade_and_the_rise(grade: str, old: float) -> None:
    assert WindowPay(MARCH).basic(grade).amount == pytest.approx(old * 1.135)
    assert WindowPay(MARCH).basic(grade, "low").amount == pytest.approx(old * 1.04)
    assert WindowPay(MARCH).basic(grade, "high").amount == pytest.approx(old * 1.39)


def test_a_known_sum_wins_and_has_no_range() -> None:
    november = contract("offer-2015-11")
    assert {WindowPay(november).basic("F1", end).amount for end in ("low", "value", "high")} == {
        25500
    }
    assert WindowPay(november).basic("ST7").terms[0].certainty == "confirmed"
    assert WindowPay(november).basic("CT4").terms[0].certainty == "unconfirmed"


def test_a_part_time_doctor_goes_by_the_full_time_lines_saturdays(ward, slip) -> None:
    full = Doctor("A", grade="F1", template="A")
    half = Doctor("B", grade="F1", wte=0.5, template="B", start_week=1)
    rare = "DD...D. DD..... DD..... DD..... DD..... DD....."
    alone = slip(sd.price(ward((half, rare)), MARCH), "B")
    beside = slip(sd.price(ward((full, R8), (half, rare)), MARCH), "B")
    # 1 Saturday in 6 over half of full time is 1 in 3, and beside a colleague 1 in 4: both pay
    hourly = 22636 * 1.135 / 40
    assert alone["premium_hours"] == beside["premium_hours"]
    assert alone["premium_hours"] == pytest.approx(hourly * 0.3 * 8 / 6, abs=0.005)
    weekdays = ward((Doctor("A", grade="F1", template="A"), "DDDDD.."), (half, rare))
    assert "premium_hours" not in slip(sd.price(weekdays, MARCH), "B")
    assert "additional_hours" not in alone


def test_a_part_time_doctors_on_call_is_their_share(ward, slip) -> None:
    line = "C.C.C.. C.C.... C.C.... ......."
    doctor = Doctor("A", grade="F1", wte=0.5, oncall_share=0.25)
    found = slip(sd.price(ward((doctor, line)), MARCH))
    assert found["on_call"] == pytest.approx(22636 * 1.135 * 0.10 * 0.25, abs=0.005)


def test_a_premium_that_an_offer_does_not_speak_of_is_left_out_and_said(ward, slip) -> None:
    doctor = Doctor("A", grade="ST4", premia=("gp", "psychiatry-core"))
    result = sd.price(ward((doctor, "DDDDD..")), MARCH)
    assert slip(result)["flexible_premium"] == 8200
    assert "imposed-2016-03 does not say what the premium 'psychiatry-core' is: left out." in (
        result.notes
    )


def test_the_working_names_windows_hours_and_saturdays(ward) -> None:
    (found,) = sd.price(ward((Doctor("A", grade="F1"), R8)), MARCH).doctors
    (working,) = [line.working for line in found.lines if line.element == "premium_hours"]
    assert "50% x 8.75 h (every day 21:00 to 07:00)" in working
    assert "30% x 1.3125 h (Sat 07:00 to 17:00)" in working
    assert "Saturdays 1 in 4, often enough for their premium" in working


def test_hours_in_windows_scale_with_leave_and_say_that_this_is_unconfirmed(ward) -> None:
    hospital = ward((Doctor("A", grade="F1"), R8), leave_days=27)
    (found,) = sd.price(hospital, contract("offer-2015-11")).doctors
    premium = next(line for line in found.lines if line.element == "premium_hours")
    assert premium.amount == pytest.approx(3028.125 * 45.1609 / 44.625, abs=0.05)
    assert premium.certainty == "unconfirmed"
    assert "that hours in windows scale so is unconfirmed" in premium.working


def test_both_ends_are_in_the_document_the_summary_and_a_note(ward) -> None:
    result = sd.price(ward((Doctor("A", grade="F1"), R8)), MARCH)
    data = result.to_dict()
    slip = data["doctors"][0]
    assert slip["low"] == data["low"] == 29500.37
    assert slip["high"] == data["high"] == 39428.38
    assert {"low", "high"} <= set(slip["lines"][0])
    assert "£29,500.37 to £39,428.38" in result.summary()
    known = sd.price(ward((Doctor("A", grade="F1"), R8)), contract("offer-2015-11"))
    assert known.bounds is None
    assert "low" not in known.to_dict()


def test_a_grade_that_the_old_scale_does_not_have_is_left_out_with_a_note(ward) -> None:
    pairs = (
        (Doctor("A", grade="F1", template="A"), R8),
        (
            Doctor("B", grade="consultant", template="B"),
            R8,
        ),
    )
    result = sd.price(ward(*pairs), MARCH)
    assert [found.doctor for found in result.doctors] == ["A"]
    assert any("no pay for consultant" in note for note in result.notes)


def test_before_the_offer_there_is_none() -> None:
    with pytest.raises(InputError, match="begins on 2016-02-11"):
        contract("imposed-2016-03", "2016-02-10")
