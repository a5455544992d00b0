"""Which duties are caught: begun before or inside, running past the end; by grade, window."""

from dataclasses import replace
from datetime import date, datetime

import numpy as np
import pytest

import sevenday as sd
from sevenday.model import Doctor, DutyCodes, Hospital, Rota, Shift
from sevenday.model.walkout import Walkout, Window
from sevenday.walkout.law.caught import caught, is_caught, straddling

SHIFTS = {
    "D": Shift("D", 8 * 60, 17 * 60),
    "L": Shift("L", 8 * 60, 21 * 60),
    "N": Shift("N", 20 * 60, 32 * 60),
    "E": Shift("E", 5 * 60, 13 * 60),
    "C": Shift("C", 17 * 60, 32 * 60, kind="on-call"),
}
WINDOW = Window(datetime(2026, 4, 7, 7), datetime(2026, 4, 9, 7))
WALKOUT = Walkout("BMA", (WINDOW,), ("F1", "ST3"))


def hospital(*rows: tuple[str, str]) -> Hospital:
    """Lines of "grade", "cells by spaces" from Monday 6 April 2026."""
    cells = DutyCodes(SHIFTS)
    codes = np.array([[cells.code(c) for c in cells_.split()] for _, cells_ in rows], np.int16)
    doctors = tuple(Doctor(f"Post {i}", grade) for i, (grade, _) in enumerate(rows))
    rota = Rota(tuple(d.name for d in doctors), date(2026, 4, 6), codes)
    return Hospital(cells=cells, doctors=doctors, rota=rota)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ("D D D D", [0, 1, 1, 0]),
        ("N N N N", [0, 1, 1, 0]),  # Monday's night is finished; Wednesday's runs past the end
        ("- E E E", [0, 0, 1, 1]),  # 05:00 is before the window on Tuesday, inside it on Thursday
        ("D+C D+C - D+C", [0, 1, 0, 0]),
        ("AL ZD BH SL", [0, 0, 0, 0]),
    ],
)
@pytest.mark.parametrize("union", ["BMA", "HCSA", "a union that is not listed"])
def test_a_duty_is_caught_where_it_starts_in_the_window(cells, expected, union):
    walkout = replace(WALKOUT, union=union)
    found = caught(hospital(("F1", cells)), walkout)
    assert found.dtype == np.bool_ and found.tolist() == [[bool(x) for x in expected]]


def test_grades_that_are_not_called_out_are_never_caught():
    found = caught(
        hospital(("F1", "D D"), ("consultant", "D D"), ("", "D D"), ("ST3", "- D")), WALKOUT
    )
    assert found.tolist() == [[False, True], [False, False], [False, False], [False, True]]


def test_several_windows_catch_what_starts_in_any():
    days = tuple(Window(datetime(2026, 4, day, 8), datetime(2026, 4, day, 17)) for day in (7, 9))
    walkout = replace(WALKOUT, windows=days)
    assert caught(hospital(("F1", "D D D D")), walkout).tolist() == [[False, True, False, True]]
    assert caught(hospital(("F1", "N N N N")), walkout).tolist() == [[False] * 4]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (datetime(2026, 4, 7, 6, 59), datetime(2026, 4, 7, 19), False),
        (datetime(2026, 4, 7, 7), datetime(2026, 4, 7, 19), True),
        (datetime(2026, 4, 9, 6, 59), datetime(2026, 4, 9, 19), True),
        (datetime(2026, 4, 9, 7), datetime(2026, 4, 9, 19), False),
    ],
)
def test_both_ends_to_the_minute(start, end, expected):
    assert is_caught(WALKOUT, start, end) is expected


def test_another_union_may_say_otherwise_and_the_words_decide():
    rule = straddling("BMA", date(2026, 4, 7))
    stop = replace(rule, already_begun=replace(rule.already_begun, value="stopped"))
    work = replace(rule, past_the_end=replace(rule.past_the_end, value="worked"))
    begun = datetime(2026, 4, 6, 20), datetime(2026, 4, 7, 8)
    past = datetime(2026, 4, 8, 20), datetime(2026, 4, 9, 8)
    inside = datetime(2026, 4, 8, 8), datetime(2026, 4, 8, 17)
    before = datetime(2026, 4, 6, 8), datetime(2026, 4, 7, 7)
    found = [
        [r.catches(WINDOW, *duty) for duty in (begun, past, inside, before)]
        for r in (rule, stop, work)
    ]
    assert found == [
        [False, True, True, False],
        [True, True, True, False],
        [False, False, True, False],
    ]


def test_each_union_is_cited_and_one_that_is_not_listed_is_unconfirmed():
    on = date(2026, 4, 7)
    assert straddling("BMA", on).already_begun.certainty == "secondary"
    assert straddling("HCSA", on).past_the_end.certainty == "secondary"
    assert straddling("another", on).past_the_end.certainty == "unconfirmed"


def test_without_a_dated_rota_there_is_nothing_to_catch():
    with pytest.raises(sd.InputError, match=r"rota\.csv"):
        caught(replace(hospital(("F1", "D")), rota=None), WALKOUT)
