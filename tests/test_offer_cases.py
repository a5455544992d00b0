"""The offers' worked cases, from the data in tests/cases/offers.toml."""

import pytest

import sevenday as sd
from tests.worked_cases import load, write_folder

BOOK, CASES = load("offers.toml")


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_payslip_of_an_offer(case, tmp_path):
    write_folder(tmp_path, case | {"template": True}, BOOK["shifts"])
    result = sd.price(sd.read(tmp_path), sd.contract(case["contract"], on=case.get("on")))
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


LIMITS = [
    ("imposed-2016-03", "NNNNN.. ....... DDDDD.. DDDDD..", {"hours.consecutive_nights"}),
    ("imposed-2016-03", "NNNN... ....... DDDDD.. DDDDD..", set()),
    # four nights end on Friday at 09:00, and Sunday's 08:30 is 47.5 h later
    ("imposed-2016-03", "NNNN..L ....... ....... .......", {"hours.rest_after_nights"}),
    ("imposed-2016-03", "DDDDDDD DD..... ....... .......", {"hours.consecutive_shifts"}),
    ("imposed-2016-03", "DDDDDDD D..DDD. DDDDD.. .......", set()),
    ("imposed-2016-03", "LLL.LLL ....... ....... .......", {"hours.in_168h"}),
    ("imposed-2016-03", "DDDDDD. DDDDDD. DDDDDD. DDDDDD.", set()),  # weekends in a row: not checked
    ("offer-2015-11", "LLL.LLL ....... ....... .......", {"hours.in_168h"}),
    ("letter-2016-01", "LLLLLL. LLLLLL. LLLLLL. LLLLLL.", {"hours.in_168h", "hours.average_week"}),
    ("acas-2016-05", "NNN.... L...... ....... .......", set()),
]


@pytest.mark.parametrize(("id", "weeks", "broken"), LIMITS)
def test_the_limits_of_an_offer(id, weeks, broken, tmp_path):
    case = {"weeks": weeks, "doctor": {"grade": "F1"}, "template": True}
    write_folder(tmp_path, case, BOOK["shifts"])
    result = sd.check(sd.read(tmp_path), sd.contract(id))
    assert {breach.rule for breach in result.breaches} == broken
    assert all(breach.clause.strip(", ") for breach in result.breaches)
