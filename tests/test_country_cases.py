"""The worked cases of other countries' limits, at each boundary and one over, and what has none."""

import pytest

import sevenday as sd
from sevenday.errors import InputError
from tests.worked_cases import assert_verdict, load, write_folder

CONTRACTS = {
    "acgme": ("acgme", "2019-09-02"),
    "ewtd": ("ewtd", "2019-09-02"),
    "ireland": ("ireland-nchd", "2019-09-02"),
    "nz": ("nz-rda", "2019-09-02"),
    "scotland": ("scotland", "2019-09-02"),
    "scotland-2021": ("scotland", "2021-08-04"),
    "newdeal": ("newdeal-2002", "2019-09-02"),
}
BOOK, CASES = load("countries.toml")
VERDICTS = [(case, version) for case in CASES for version in case["breaks"]]


@pytest.mark.parametrize(
    ("case", "version"), VERDICTS, ids=[f"{c['name']} ({v})" for c, v in VERDICTS]
)
def test_a_line_breaks_exactly_the_rules_named(case, version, tmp_path):
    write_folder(tmp_path, case, BOOK["shifts"])
    contract, on = CONTRACTS[version]
    result = sd.check(sd.read(tmp_path), sd.contract(contract, on=on))
    assert_verdict(result, case, version)


def test_wales_is_refused_with_the_reason(tmp_path):
    write_folder(tmp_path, {"weeks": "DDDDD.."}, BOOK["shifts"])
    with pytest.raises(InputError, match="the limits on hours of this contract are not published"):
        sd.check(sd.read(tmp_path), sd.contract("wales-2026", on="2026-09-01"))


@pytest.mark.parametrize(
    ("weeks", "contract", "certainty"),
    [
        ("NNNNN.. DDDDD..", "nz", "unconfirmed"),  # what a night is was not read
        ("DDDDDDD DDDD... DDDDD..", "nz", "secondary"),
        ("K.K.K.K .K.K...", "acgme", "unconfirmed"),  # nor what is call in the hospital
        ("DDDDDDD DDDDDD.", "acgme", "secondary"),
    ],
)
def test_a_verdict_is_no_surer_than_what_it_rests_on(weeks, contract, certainty, tmp_path):
    write_folder(tmp_path, {"weeks": weeks}, BOOK["shifts"])
    id, on = CONTRACTS[contract]
    (breach,) = sd.check(sd.read(tmp_path), sd.contract(id, on=on)).breaches
    assert breach.certainty == certainty
    assert breach.sentence.endswith("is unconfirmed.") == (certainty == "unconfirmed")
