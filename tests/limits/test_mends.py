"""Mends of breaches: the checker has passed each."""

from datetime import date, timedelta

import pytest

import sevenday as sd
from sevenday.limits.mends import find_mends

FIRST = date(2026, 12, 7)
SHIFTS = "code,start,end,breaks\nD,08:30,17:00,30\nL,08:30,21:00,30+30\nN,20:30,09:00,30+30+30\n"


def folder(path, line: str):
    days = ",".join((FIRST + timedelta(days=k)).isoformat() for k in range(len(line)))
    cells = ",".join("" if cell == "." else cell for cell in line)
    (path / "shifts.csv").write_text(SHIFTS)
    (path / "rota.csv").write_text(f"doctor,{days}\nA,{cells}\n")
    hospital, terms = sd.read(path), sd.contract("england-2016", on="2026-12-07")
    return hospital, terms, sd.check(hospital, terms)


def test_a_duty_that_no_later_start_mends_goes_to_somebody_else(tmp_path):
    hospital, terms, result = folder(tmp_path, "N..D..........")
    assert [breach.rule for breach in result.breaches] == []
    hospital, terms, result = folder(tmp_path, "N.D...........")
    assert [breach.rule for breach in result.breaches] == ["hours.rest_after_nights"]
    assert result.breaches[0].value == pytest.approx(23.5)
    found = find_mends(hospital, terms, result)
    assert [mend.sentence for mend in found] == [
        "A: hours.rest_after_nights would be kept if somebody else worked D on Wed 9 Dec 2026."
    ]


def test_a_start_that_mends_is_told_with_its_time(tmp_path):
    hospital, terms, result = folder(tmp_path, "LLLL..D.......")
    assert not result.breaches
    hospital, terms, result = folder(tmp_path, "NNNN..D.......")
    assert [breach.rule for breach in result.breaches] == ["hours.rest_after_long"]
    found = find_mends(hospital, terms, result)
    assert found[0].sentence == (
        "A: hours.rest_after_long would be kept if D on Sun 13 Dec 2026 began at Sun 13 Dec 09:00."
    )
    assert found[1].duty == "D" and found[1].day == date(2026, 12, 13)


def test_what_no_one_change_mends_has_no_mend(tmp_path):
    hospital, terms, result = folder(tmp_path, "LLLLLLLLLLLLLL")
    assert result.breaches
    assert not find_mends(hospital, terms, result)
