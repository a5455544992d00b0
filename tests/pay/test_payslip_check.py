"""A payslip held against what is due."""

from pathlib import Path

import pytest

import sevenday as sd
from sevenday.files.payslip import read_payslip
from sevenday.model import Doctor
from sevenday.pay.payslip_check import ELEMENTS, payslip_check

EXAMPLES = Path(__file__).parents[2] / "examples"
EIGHT = sd.read(EXAMPLES / "eight-weeks")
TERMS = sd.contract("england-2016", on="2026-09-01")
DUE = {"basic": 41226.00, "additional_hours": 4766.76, "night": 4170.91, "weekend": 3091.95}


def typed(path: Path, lines: str, heading: str = "doctor,element,amount,per") -> Path:
    """A payslip typed into a file."""
    file = path / "payslip.csv"
    file.write_text(f"{heading}\n{lines}")
    return file


def slips(path: Path, lines: str, heading: str = "doctor,element,amount,per", hospital=EIGHT):
    file = typed(path, lines, heading)
    return read_payslip(file, ELEMENTS, tuple(d.name for d in hospital.doctors))


def checked(file: Path, terms=TERMS, hospital=EIGHT):
    (payslip,) = payslip_check(hospital, terms, file).against
    return {line.element: line for line in payslip.lines}


def against(path: Path, paid: dict[str, float], per: str = "year", terms=TERMS, hospital=EIGHT):
    lines = "".join(f"Post 1,{element},{amount},{per}\n" for element, amount in paid.items())
    return checked(typed(path, lines), terms, hospital)


def test_a_right_payslip_has_no_difference(tmp_path):
    found = against(tmp_path, DUE)
    assert all(not line.difference and not line.may_explain for line in found.values())
    monthly = {element: round(amount / 12, 2) for element, amount in DUE.items()}
    assert not any(line.difference for line in against(tmp_path, monthly, "month").values())


@pytest.mark.parametrize(
    ("element", "amount", "why"),
    [
        ("basic", 40190.00, "as it was known on"),  # the award before the July settlement
        ("basic", 27689.00, "the pay of 1 April 2019"),
        ("basic", 47610.00, "the pay of a F2 (point 2)"),
        ("basic", 3435.50, "a month's sum"),
        ("weekend", 4122.60, "the rate for weekends of 1 in 3"),
        ("night", 4171.00, "whole pounds"),
        ("additional_hours", None, "not on the payslip"),
        ("on_call", 3299.00, "earns none of it"),
    ],
)
def test_what_gives_the_amount_is_found(tmp_path, element, amount, why):
    paid = {name: due for name, due in DUE.items() if name != element}
    found = against(tmp_path, paid if amount is None else paid | {element: amount})
    assert [name for name, line in found.items() if line.difference] == [element]
    assert any(why in said for said in found[element].may_explain), found[element]
    others = ("not on the payslip", "none of it", "month", "pounds", "rate", "pay of", "known on")
    assert not [s for s in found[element].may_explain if not any(word in s for word in others)]


@pytest.mark.parametrize(
    "contract, element",
    [
        ("england-2016", "band_supplement"),
        ("newdeal-2002", "weekend"),
        ("wales-2026", "night"),
        ("imposed-2016-03", "ltft_allowance"),
    ],
)
def test_a_line_that_another_contract_pays_is_a_difference(tmp_path, contract, element):
    terms = sd.contract(contract, on="2026-09-01")
    line = against(tmp_path, {element: 1000.0}, terms=terms)[element]
    assert (line.payslip, line.due, line.difference) == (1000.0, 0.0, 1000.0)
    assert line.may_explain == ("the work schedule earns none of it",)


def test_a_payslip_that_cannot_be_read_is_said_once(tmp_path):
    with pytest.raises(sd.InputError) as raised:
        read_payslip(tmp_path / "none.csv", ELEMENTS, ("Post 1",))
    assert [fault.what for fault in raised.value.faults] == [
        "cannot be read: No such file or directory"
    ]


def test_a_penny_off_is_a_difference_that_nothing_explains(tmp_path):
    line = against(tmp_path, DUE | {"night": 4170.90})["night"]
    assert line.difference == -0.01 and line.may_explain == ()


def test_leave_left_out_of_the_average_is_found(tmp_path):
    psychiatry = sd.read(EXAMPLES / "psychiatry-2015")
    file = typed(tmp_path, "03-SHO,additional rostered hours,5881.47,year\n")
    lines = checked(file, TERMS, psychiatry)
    assert lines["additional_hours"].may_explain == ("leave is not counted in the average hours",)


def test_a_band_paid_wrongly_is_named(tmp_path):
    psychiatry = sd.read(EXAMPLES / "psychiatry-2015")
    terms = sd.contract("newdeal-2002", on="2015-08-05")
    file = typed(tmp_path, "03-SHO,Banding,15001.00,year\n")
    lines = checked(file, terms, psychiatry)
    assert "it is the rate of band 1A" in lines["band_supplement"].may_explain


def test_a_payslip_of_who_is_not_paid_by_the_contract_is_refused(tmp_path, ward):
    hospital = ward((Doctor("A", grade="SAS"), "DDDDD.."), (Doctor("B", grade="F1"), "DDDDD.."))
    with pytest.raises(sd.InputError, match="england-2016 pays nothing to A"):
        payslip_check(hospital, TERMS, typed(tmp_path, "A,basic,1,year\n"))


def test_words_signs_and_repeats_are_read(tmp_path):
    lines = 'Post 1,Basic Pay,"£2,000.50",month\nPost 1,basic,1,month\nPost 2,NIGHT DUTY,3,month\n'
    one, two = slips(tmp_path, lines)
    assert (one.doctor, one.per, one.paid) == ("Post 1", "month", {"basic": 2001.5})
    assert two.paid == {"night": 3.0}


@pytest.mark.parametrize(
    ("lines", "row", "column"),
    [
        ("Post 1,basic,1,year\nPost 1,parking,5,year\n", 3, "element"),
        ("Post 9,basic,1,year\n", 2, "doctor"),
        (",basic,1,year\n", 2, "doctor"),
        ("Post 1,basic,lots,year\n", 2, "amount"),
        ("Post 1,basic,-5,year\n", 2, "amount"),
        ("Post 1,basic,,year\n", 2, "amount"),
        ("Post 1,basic,1,week\n", 2, "per"),
        ("Post 1,basic,1,year\nPost 1,night,1,month\n", 3, "per"),
    ],
)
def test_a_wrong_line_is_named_by_its_cell(tmp_path, lines, row, column):
    with pytest.raises(sd.InputError) as error:
        slips(tmp_path, lines)
    assert [(f.file, f.row, f.column) for f in error.value.faults] == [("payslip.csv", row, column)]


def test_an_empty_payslip_and_an_unknown_column_are_refused(tmp_path):
    with pytest.raises(sd.InputError, match="no line in it"):
        slips(tmp_path, "")
    with pytest.raises(sd.InputError, match="hobby"):
        slips(tmp_path, "basic,1,chess\n", "element,amount,hobby")
