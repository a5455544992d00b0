"""Times, headings, titles and leave, as people write them and as they are read."""

from datetime import date, datetime, time

import pytest

from sevenday.clock import hhmm
from sevenday.files.grade_words import parse_grade
from sevenday.files.leave_words import meaning, meaning_within
from sevenday.files.spreadsheets.headings import mentions, parse_heading, parse_month
from sevenday.files.time_words import bare_minute, minute_in, times_in

TIMES = {
    "0900-2130": "09:00 21:30",
    "8.30am - 9pm": "08:30 21:00",
    "08:30 to 21:00": "08:30 21:00",
    "830am to 5pm": "08:30 17:00",
    "noon to midnight": "12:00 00:00",
    "9:00–24:00": "09:00 00:00",
    "2030 until 0900 hrs": "20:30 09:00",
    "12am-8am": "00:00 08:00",
    "0900-0900": "09:00 09:00",
}
NO_TIMES = (
    "9-5",
    "03-08-2015",
    "20-08",
    "2015-2016",
    "3/8-4/8",
    "0900",
    "25:00-26:00",
    "09:75-10:00",
    "13pm-2pm",
    "07700 900123-900124",
)


@pytest.mark.parametrize("text", TIMES)
def test_times_that_are_read(text):
    start, end, before, after = times_in(f"L: {text} (core)")
    assert f"{hhmm(start)} {hhmm(end)}" == TIMES[text]
    assert before == "L: " and after.strip() == "(core)"


@pytest.mark.parametrize(
    "value, said",
    [
        ("09:00", "09:00"),
        ("8.30", "08:30"),
        ("9:00 AM", "09:00"),
        ("5 pm", "17:00"),
        ("20:30hrs", "20:30"),
        ("2030h", "20:30"),
        ("midnight", "00:00"),
        (time(9, 5), "09:05"),
    ],
)
def test_one_time_alone_in_a_cell(value, said):
    assert hhmm(minute_in(value)) == hhmm(bare_minute(value)) == said


@pytest.mark.parametrize(
    "value, said",
    [
        (900, "09:00"),
        (2400, "00:00"),
        (0, "00:00"),
        (0.375, "09:00"),
        (20.5 / 24, "20:30"),
    ],
)
def test_a_bare_number_is_a_time_beside_a_code_alone(value, said):
    assert minute_in(value) is None and hhmm(bare_minute(value)) == said


@pytest.mark.parametrize("value", [9, 960, 2401, 12.5, 0.123456, True, "9", "ward 9.30", "noonish"])
def test_what_is_no_one_time(value):
    assert minute_in(value) is None and bare_minute(value) is None


@pytest.mark.parametrize("text", NO_TIMES)
def test_what_is_no_times(text):
    assert times_in(text) is None


@pytest.mark.parametrize(
    ("value", "options", "weekday"),
    [
        ("Mon 3 Aug", ((None, 8, 3),), 0),
        ("Monday, 3rd of August 2015", ((2015, 8, 3),), 0),
        ("03/08/2015", ((2015, 8, 3), (2015, 3, 8)), None),
        ("13/8/15", ((2015, 8, 13),), None),
        ("3-Aug-15", ((2015, 8, 3),), None),
        ("2015-08-03", ((2015, 8, 3),), None),
        ("Mon\n3", ((None, None, 3),), 0),
        ("T4", ((None, None, 4),), None),
        (42219, ((2015, 8, 3),), None),
        (42219.0, ((2015, 8, 3),), None),
        (datetime(2015, 8, 3), ((2015, 8, 3),), None),
        (date(2015, 8, 3), ((2015, 8, 3),), None),
        (31, ((None, None, 31),), None),
        ("Sat", (), 5),
    ],
)
def test_headings_that_are_read(value, options, weekday):
    heading = parse_heading(value)
    assert heading.options == options and heading.weekday == weekday


@pytest.mark.parametrize(
    "value",
    [
        "L",
        "D1",
        "N 3",
        "Total",
        "32",
        32,
        3.5,
        True,
        None,
        "31/2/2015",
        "w/c 3 Aug",
        "Aug 2015",
        "3 Aug - 9 Aug",
        "",
        "2200000000",
        datetime(1900, 1, 3),
        "x" * 50,
    ],
)
def test_what_is_no_heading(value):
    assert parse_heading(value) is None


def test_the_epoch_of_1904_moves_bare_numbers():
    assert parse_heading(40757, since_1904=True).options == ((2015, 8, 3),)


def test_titles():
    assert parse_month("August 2015") == (8, 2015) and parse_month("Sept") == (9, None)
    assert parse_month("Aug '15") == (8, 2015) and parse_month("August rota") is None
    assert (
        parse_month(datetime(2015, 8, 1)) == (8, 2015) and parse_month(datetime(2015, 8, 3)) is None
    )
    assert mentions("Rota August 2015 to Feb 2016") == ([(8, 2015), (2, 2016)], [2015, 2016])
    assert mentions("SHO rota 2015/16") == ([], [2015, 2016])


def test_leave_in_words():
    assert [meaning(t) for t in ("A/L", "Annual  Leave", "off", "zero day", "lieu")] == [
        "AL",
        "AL",
        "",
        "ZD",
        "BH",
    ]
    assert meaning("sick") == "SICK" and meaning("L") is None
    assert meaning_within("annual leave (booked)") == "AL"
    assert meaning_within("sick leave") == "SICK"
    assert meaning_within("annual or study leave") is None


def test_grades():
    assert [parse_grade(t) for t in ("FY1", "st 3", "Consultant", "SpR", "SHO")] == [
        "F1",
        "ST3",
        "consultant",
        "",
        "",
    ]
