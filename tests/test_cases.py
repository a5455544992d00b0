"""Worked cases as data: a doctor or a lawyer can add one to tests/cases/ without writing code."""

import pytest

import sevenday as sd
from tests.worked_cases import assert_verdict, load, write_folder

CONTRACTS = {
    "2016": ("england-2016", "2016-09-01"),
    "2019": ("england-2016", "2019-09-01"),
    "newdeal": ("newdeal-2002", "2015-08-05"),
}
BOOK, LIMITS = load("limits.toml")
VERDICTS = [(case, version) for case in LIMITS for version in case["breaks"]]


@pytest.mark.parametrize(
    ("case", "version"), VERDICTS, ids=[f"{c['name']} ({v})" for c, v in VERDICTS]
)
def test_a_line_breaks_exactly_the_rules_named(case, version, tmp_path):
    write_folder(tmp_path, case, BOOK["shifts"])
    contract, on = CONTRACTS[version]
    result = sd.check(sd.read(tmp_path), sd.contract(contract, on=on))
    assert_verdict(result, case, version)
