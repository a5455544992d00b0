"""The talks' worked cases, from the data in tests/cases/talks.toml."""

import pytest

import sevenday as sd
from sevenday.talks.sweep import sweep
from sevenday.talks.variant import Variant
from tests.worked_cases import load, write_folder

BOOK, CASES = load("talks.toml")
R8 = {"weeks": CASES[0]["weeks"], "doctor": {"grade": "F1"}, "template": True}


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_an_offer_against_a_baseline(case, tmp_path):
    folder = {"weeks": case["weeks"], "doctor": {"grade": case["grade"]}, "template": True}
    write_folder(tmp_path, folder, BOOK["shifts"])
    base = sd.contract(case["baseline"]["id"], on=case["baseline"]["on"])
    found = sd.compare(sd.read(tmp_path), [sd.contract(case["offer"])], base)
    (offer,) = found.offers
    assert found.baseline.cost == pytest.approx(case["before"], abs=0.001)
    assert offer.cost == pytest.approx(case["after"], abs=0.011)
    assert offer.low.sum() == pytest.approx(case.get("low", offer.cost), abs=0.001)
    assert offer.high.sum() == pytest.approx(case.get("high", offer.cost), abs=0.001)
    assert offer.everyone.share == pytest.approx(case["share"], abs=0.00005)
    parts = {part: round(float(pounds.sum()), 2) for part, pounds in offer.parts.items()}
    assert parts == {p: pytest.approx(x, abs=0.006) for p, x in case["parts"].items()}
    if "neutral_supplement" in case:
        wanted = pytest.approx(case["neutral_supplement"], abs=1e-6)
        assert offer.neutral_supplement == wanted


@pytest.mark.parametrize("case", BOOK["variant"], ids=lambda c: c["name"])
def test_a_variant_of_an_offer(case, tmp_path):
    write_folder(tmp_path, R8, BOOK["shifts"])
    base = sd.contract("newdeal-2002", on="2015-11-04")
    reference = Variant(**case["reference"]) if "reference" in case else None
    found = sweep(
        sd.read(tmp_path), sd.contract(case["offer"]), base, [Variant(**case["change"])], reference
    )
    assert found.cost[0, 1] == pytest.approx(case["cost"], abs=0.006)
    assert found.worth[0, 1] == pytest.approx(case["worth"], abs=1e-6)
