"""The rate card: both methods to the penny, the hourly sum never more, and no names."""

import tomllib
from datetime import datetime
from pathlib import Path

import pytest

import sevenday as sd
from sevenday.model import Doctor, DutyCodes, Hospital, Shift
from sevenday.model.walkout import Walkout, Window
from sevenday.walkout.law.deductions import rate_card

BOOK = tomllib.loads(
    (Path(__file__).parents[2] / "cases" / "walkout-law.toml").read_text(encoding="utf-8")
)
SHIFTS = {
    "L": Shift("L", 480, 1260),
    "half": Shift("half", 480, 720),
    "N": Shift("N", 1200, 1980),
    "C": Shift("C", 1020, 1920, kind="on-call", work=180.0),
}
HOSPITAL = Hospital(cells=DutyCodes(SHIFTS), doctors=(Doctor("Dr Nobody", "F1"),))


def walkout(start: datetime, end: datetime, *grades: str) -> Walkout:
    return Walkout("BMA", (Window(start, end),), grades or ("F1",))


JUNE = (datetime(2024, 6, 27, 7), datetime(2024, 7, 2, 7))
APRIL = (datetime(2016, 4, 26, 8), datetime(2016, 4, 26, 17))


@pytest.mark.parametrize("row", BOOK["deduction"], ids=lambda row: str(row["salary"]))
def test_a_strike_day_is_a_365th(row, tmp_path):
    file = tmp_path / "mine.toml"
    file.write_text(
        '[contract]\nid = "mine"\nname = "Mine"\nsays = "For the test."\npay_model = "nodal"\n'
        'first = 2024-04-01\ninherits = "england-2016"\n\n[pay.nodal]\nsays = "Basic pay."\n'
        'unit = "pounds a year by point"\n\n[[pay.nodal.values]]\n'
        f"value = {{ 1 = {row['salary']}, 2 = {row['salary']}, 3 = {row['salary']}, "
        f"4 = {row['salary']}, 5 = {row['salary']} }}\n"
        "effective_from = 2024-04-01\nannounced_on = 2024-09-16\nstatus = 'in force'\n"
        "certainty = 'secondary'\nsource = { document = 'the case' }\n"
    )
    card = rate_card(HOSPITAL, walkout(*JUNE), sd.contract(file, on="2024-06-27"))
    assert {line.by_year for line in card.lines} == {row["by_year"]}


def test_both_methods_of_2024_by_hand():
    terms = sd.contract("england-2016", on="2024-09-01")
    card = rate_card(HOSPITAL, walkout(*JUNE), terms)
    long, half, night, call = card.lines
    assert card.method == "year" and long.salary == 36616
    assert long.by_year == night.by_year == 100.32  # 36,616 / 365
    assert half.hours == 4 and half.by_hours == 70.22  # 36,616 / (365 / 7) / 40 x 4
    assert (half.most, long.most) == (70.22, 100.32)
    assert call.hours == 3 and call.by_hours < call.by_year
    assert long.by_month == (("2024-06", 101.71), ("2024-07", 98.43))  # 3,051.33 / 30 and / 31


def test_april_2016_by_the_month():
    terms = sd.contract("newdeal-2002", on="2016-04-26")
    card = rate_card(HOSPITAL, walkout(*APRIL, "F1", "ST3"), terms)
    f1, st3 = card.lines[0], card.lines[4]
    assert card.method == "month"
    assert (f1.salary, f1.by_month) == (22862, (("2016-04", 63.51),))  # 1,905.17 / 30
    assert (st3.grade, st3.by_month) == ("ST3", (("2016-04", 96.52),))
    assert f1.by_hours is None and f1.most == f1.by_year == 62.64


def test_the_hourly_sum_never_deducts_more():
    terms = sd.contract("england-2016", on="2025-11-14")
    card = rate_card(HOSPITAL, walkout(*JUNE, "F1", "F2", "CT1", "ST3", "ST8"), terms)
    for line in card.lines:
        assert line.most == min(line.by_year, line.by_hours)


def test_windows_over_the_new_year_name_both_months():
    terms = sd.contract("england-2016", on="2025-11-14")
    over = walkout(datetime(2025, 12, 30, 7), datetime(2026, 1, 2, 7))
    months = rate_card(HOSPITAL, over, terms).lines[0].by_month
    assert [month for month, _ in months] == ["2025-12", "2026-01"]


def test_the_card_names_nobody_and_says_what_it_does_not_know():
    terms = sd.contract("england-2016", on="2024-09-01")
    card = rate_card(HOSPITAL, walkout(*JUNE, "F1", "consultant"), terms)
    assert "Nobody" not in str(card.to_dict())
    assert "No basic pay is known for consultant in england-2016." in card.notes
    assert {line.grade for line in card.lines} == {"F1"}


def test_a_contract_without_pay_makes_no_card():
    with pytest.raises(sd.InputError, match="there is no pay in it"):
        rate_card(HOSPITAL, walkout(*JUNE), sd.contract("ewtd", on="2024-06-27"))
