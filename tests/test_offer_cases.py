"""The offers' worked cases, from the data in tests/cases/offers.toml."""

import pytest

import sevenday as sd
from tests.test_cases import load, write_folder

BOOK, CASES = load("offers.toml")


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_payslip_of_an_offer(case, tmp_path):
    write_folder(tmp_path, case | {"template": True}, BOOK["shifts"])
    result = sd.price(sd.read(tmp_path), sd.contract(case["contract"]))
    (slip,) = result.doctors
    assert {line.element: line.amount for line in slip.lines} == case["lines"]
    if "total" in case:
        assert slip.total == case["total"]
    for place, end in enumerate(("low", "high")):
        ends = {line.element: getattr(line, end) for line in slip.lines}
        found = {element: value for element, value in ends.items() if value is not None}
        expected = dict(case.get(end, {}))
        total = expected.pop("total", None)
        assert found == expected
        assert (slip.bounds and slip.bounds[place]) == total
    assert all(line.working and line.clause and line.certainty for line in slip.lines)
