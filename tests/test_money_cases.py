"""Pay as the circulars print it and as worked examples work it, from the data in tests/cases/."""

import tomllib
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

import sevenday as sd
from sevenday.model import Doctor
from sevenday.pay import gp_practice, oncall_estimate, uplift
from sevenday.pay.models.banding import BandedPay
from sevenday.pay.rounding import pounds_up, to_the_pound
from tests.worked_cases import load, write_folder

CASES = Path(__file__).parent / "cases"
PRINTED = tomllib.loads((CASES / "circulars.toml").read_text(encoding="utf-8"))
BOOK, PAY = load("pay.toml")

WEEKEND = [
    (on, share, k, cash)
    for on, table in PRINTED["weekend"].items()
    for share, row in table.items()
    for k, cash in enumerate(row)
]


def test_all_138_cells_of_the_weekend_tables_are_here():
    assert len(WEEKEND) == 138


@pytest.mark.parametrize(("on", "share", "k", "cash"), WEEKEND)
def test_c1_weekend_allowance_as_printed(on, share, k, cash):
    terms = sd.contract("england-2016", on=on)
    rates = {rate for _, rate in terms.value("pay.weekend")}
    assert float(share) in rates
    assert pounds_up(list(terms.value("pay.nodal").values())[k] * float(share)) == cash


ON_CALL = [
    (on, known, row)
    for known, table in ((None, "on_call"), ("2026-07-01", "on_call_known_2026-07-01"))
    for on, row in PRINTED[table].items()
]


@pytest.mark.parametrize(("on", "known", "row"), ON_CALL)
def test_c2_p6_on_call_allowance_as_printed(on, known, row):
    terms = sd.contract("england-2016", on=on, known=known)
    share = terms.value("pay.on_call")
    points = list(terms.value("pay.nodal").values())
    assert [pounds_up(n * share) for n in points][: len(row)] == row


def banded(doctor, hours, band, terms):
    """Basic pay and supplement of one doctor, as the circulars work them out."""
    pay = BandedPay(terms).banded((doctor,), np.array([hours]), [band], "circular")
    return [float(pay.by_end["value"][name][0]) for name in ("basic", "band_supplement")]


@pytest.mark.parametrize("row", PRINTED["banded"], ids=lambda r: f"{r['grade']}-{r['point']}")
def test_c3_banded_totals_as_printed(row):
    terms = sd.contract("newdeal-2002", on="2015-08-05")
    doctor = Doctor("A", grade=row["grade"], point=row["point"])
    for band, total in row["totals"].items():
        basic, extra = banded(doctor, 45.0, band, terms)
        assert to_the_pound(np.array([basic]), np.zeros(1, bool)) + pounds_up(extra) == total


@pytest.mark.parametrize("row", PRINTED["ltft"])
def test_c3_ltft_chain_as_printed(row):
    terms = sd.contract("newdeal-2002", on="2015-08-05")
    doctor = Doctor("A", grade=row["grade"], point=row["point"], wte=0.5)
    for hours, printed in row.get("basics", {}).items():
        assert banded(doctor, float(hours), "FB", terms)[0] == printed
    if "band" in row:
        basic, extra = banded(doctor, float(row["hours"]), row["band"], terms)
        assert pounds_up(extra) == row["supplement"]
        assert basic + pounds_up(extra) == row["total"]


def test_c6_flexible_pay_premia_are_the_total_over_the_years():
    terms = sd.contract("england-2016", on="2022-09-01")
    premia, said = terms.value("pay.premia"), PRINTED["premia"]
    for years, cash in said["years"].items():
        assert (
            pounds_up(float(Fraction(said["total"], int(years)))) == cash == premia[f"em-{years}"]
        )
    half = Fraction(said["total"] + 1, 2)  # psychiatry's half, printed from 11,153
    for years, cash in said["psychiatry"].items():
        printed = premia[f"psychiatry-higher-{years}"]
        assert pounds_up(float(half / int(years))) == cash == printed


def test_p5_on_call_estimate():
    estimate = oncall_estimate(7.5, 7.5)
    assert (estimate.weekday_hours, estimate.weekend_hours) == (1.5, 3.75)


@pytest.mark.parametrize(
    ("weekends", "nights", "months", "lawful"),
    [
        (6, 12, 12, True),
        (7, 12, 12, False),
        (6, 11, 12, False),
        (6, 23, 12, False),
        (3, 1, 6, True),
        (4, 1, 6, False),
        (3, 12, 6, False),
        (2, 0, 4, True),
        (3, 0, 4, False),
    ],
)
def test_p8_general_practice_without_weekend_allowance(weekends, nights, months, lawful):
    assert (gp_practice(weekends, nights, months) == ()) is lawful


@pytest.mark.parametrize(
    ("amount", "share", "flat", "rounding", "made"),
    [
        (29384, 0.06, 1250, "up", 32398),
        (42008, 0.04, 750, "up", 44439),
        (44439, 0.035, 0, "nearest", 45994),
        (33600, 0.06, 1000, "nearest", 36616),
    ],
)
def test_p11_award_arithmetic(amount, share, flat, rounding, made):
    assert uplift(amount, share, flat, rounding) == made


@pytest.mark.parametrize("case", PAY, ids=lambda c: c["name"])
def test_payslip(case, tmp_path):
    write_folder(tmp_path, case | {"template": True}, BOOK["shifts"])
    terms = sd.contract(case["contract"], on=case["on"], known=case.get("known"))
    result = sd.price(sd.read(tmp_path), terms, rounding=case.get("rounding", "penny"))
    (slip,) = result.doctors
    assert {line.element: line.amount for line in slip.lines} == case["lines"]
    assert slip.total == pytest.approx(sum(case["lines"].values()), abs=0.005)
    if "total" in case:
        assert slip.total == case["total"]
    assert all(line.working and line.clause and line.certainty for line in slip.lines)
