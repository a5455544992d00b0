"""The guardian's fines: which breaches on which date, for how many hours, and the split."""

import tomllib
from datetime import datetime
from pathlib import Path

import pytest

import sevenday as sd
from sevenday.limits.verdict import Verdict
from sevenday.pay.fines import fine_for, fines, hours_over, is_fined

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "fines.toml").read_text())["case"]
SHIFTS = (
    "code,start,end,kind,breaks,work_hours,rest_continuous\n"
    "D,09:00,17:00,,30,,\nM,06:30,14:30,,30,,\nX,08:00,21:30,,30+30,,\nB,08:00,18:00,,30,,\n"
    "C,17:00,09:00,on-call,,14,\n"
)


def verdict(rule: str, value: float, limit: float, start: str, end: str) -> Verdict:
    begin, stop = datetime.fromisoformat(start), datetime.fromisoformat(end)
    return Verdict(rule, "A", begin, stop, value, limit, "hours", "", "general", "secondary")


def hospital(path: Path, rota: str, grade: str = "F1", first: int = 1):
    (path / "shifts.csv").write_text(SHIFTS)
    (path / "doctors.csv").write_text(f"doctor,grade\nA,{grade}\n")
    cells = rota.replace(".", "-").split()
    days = [f"2021-03-{day:02}" for day in range(first, first + len(cells))]
    (path / "rota.csv").write_text(f"doctor,{','.join(days)}\nA,{','.join(cells)}\n")
    return sd.read(path)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_an_hour_costs_what_the_circular_prints(case):
    terms = sd.contract("england-2016", on=f"{case['on']}")
    for part, start, end in (
        ("basic", "2019-03-04T06:00", "2019-03-04T20:00"),
        ("enhanced", "2019-03-04T08:00", "2019-03-04T22:00"),
    ):
        for grade, (total, doctor, *guardian) in zip(case["grades"], case[part], strict=True):
            fine = fine_for(verdict("hours.shift_length", 14, 13, start, end), grade, terms)
            assert (fine.total, fine.to_doctor) == (total, doctor)
            assert fine.to_guardian == pytest.approx(total - doctor)
            assert fine.to_guardian == pytest.approx(*guardian or [total - doctor], abs=0.011)


def test_the_rule_behind_the_rates_meets_what_is_printed_within_2p():
    printed = sd.contract("england-2016", on="2017-04-01")
    before = sd.contract("england-2016", on="2016-12-01")
    fine = fine_for(
        verdict("hours.in_168h", 73, 72, "2017-01-02T09:00", "2017-01-09T09:00"), "F1", before
    )
    basic = before.value("pay.nodal")["1"] / (365 / 7) / 40
    assert fine.total == round(4 * basic, 2) and fine.to_doctor is None
    assert "no source prints" in fine.working and fine.certainty != "confirmed"
    worked = 4 * printed.value("pay.nodal")["1"] / (365 / 7) / 40
    assert worked == pytest.approx(printed.value("fine.total_basic")["1"], abs=0.02)


def test_which_breaches_are_fined_goes_by_the_date():
    long = verdict("hours.shift_length", 14, 13, "2019-03-04T08:00", "2019-03-04T22:00")
    short = verdict("hours.rest_between_shifts", 9, 11, "2019-03-04T22:00", "2019-03-05T07:00")
    shorter = verdict("hours.rest_between_shifts", 7.9, 11, "2019-03-04T22:00", "2019-03-05T05:54")
    run = verdict("hours.consecutive_long", 6, 5, "2019-03-04T22:00", "2019-03-09T05:54")
    old, new = (sd.contract("england-2016", on=on) for on in ("2018-01-01", "2020-01-01"))
    assert [is_fined(b, old) for b in (long, short, shorter, run)] == [False, False, True, False]
    assert [is_fined(b, new) for b in (long, short, shorter, run)] == [True, True, True, False]
    exact = verdict("hours.rest_between_shifts", 8, 11, "2019-03-04T22:00", "2019-03-05T06:00")
    assert not is_fined(exact, old)


def test_hours_in_excess_are_rated_by_the_clock():
    terms = sd.contract("england-2016", on="2021-01-01")
    late = verdict("hours.shift_length", 14.5, 13, "2021-03-01T08:00", "2021-03-01T22:30")
    over = hours_over(late, terms)  # 21:00 to 22:30
    assert (over.basic, over.enhanced) == (0, 1.5)
    soon = verdict("hours.rest_between_shifts", 9.5, 11, "2021-03-01T21:00", "2021-03-02T06:30")
    over = hours_over(soon, terms)  # 06:30 to 08:00
    assert (over.basic, over.enhanced) == (1, 0.5)
    average = verdict("hours.average_week", 49.5, 48, "2021-03-01T00:00", "2021-04-26T00:00")
    assert hours_over(average, terms).basic == pytest.approx(12)


def test_a_rota_is_fined_for_what_it_breaks(tmp_path):
    terms = sd.contract("england-2016", on="2021-03-01")
    read = hospital(tmp_path, "X M . . . . .")
    found = fines(read, terms)
    assert [(f.breach.rule, f.hours.basic, f.hours.enhanced) for f in found] == [
        ("hours.shift_length", 0, 0.5),
        ("hours.rest_between_shifts", pytest.approx(1.5), 0.5),
    ]
    assert found[1].total == pytest.approx(1.5 * 63.56 + 0.5 * 87.08, abs=0.005)
    assert found[0].total == found[0].to_doctor + found[0].to_guardian


def test_breaks_are_fined_from_a_quarter_of_occasions_in_four_weeks(tmp_path):
    terms = sd.contract("england-2016", on="2021-03-01")

    def fined(rota: str) -> int:
        read = hospital(tmp_path, rota)
        result = sd.check(read, terms)
        assert any(b.rule == "hours.breaks" for b in result.breaches)
        return sum(f.breach.rule == "hours.breaks" for f in fines(read, terms, checked=result))

    assert fined("B D D D . . .") == 1  # 1 in 4
    assert fined("B D D D D . .") == 0  # 1 in 5
    assert fined("B D D D D . . B D D D D . . D D D D D . . D D D D D . .") == 0


def test_missed_rest_on_call_is_fined_by_night(tmp_path):
    terms = sd.contract("england-2016", on="2021-03-01")
    read = hospital(tmp_path, "C . . . . . .")
    found = fines(read, terms)
    assert [f.breach.rule for f in found] == ["oncall.rest"]
    assert found[0].hours.basic == 0 and found[0].hours.enhanced > 0


def test_a_contract_without_a_guardian_has_none(tmp_path):
    terms = sd.contract("newdeal-2002", on="2015-09-01")
    read = hospital(tmp_path, "X M . . . . .")
    assert fines(read, terms) == ()
