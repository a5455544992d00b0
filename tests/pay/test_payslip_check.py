"""A payslip held against what is due."""

from dataclasses import replace
from pathlib import Path

import pytest

import sevenday as sd
from sevenday.files.payslip import NOT_KNOWN, read_payslip
from sevenday.files.payslip_words import ELEMENTS, Meaning, meaning
from sevenday.model import Doctor
from sevenday.pay.payslip_check import payslip_check

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
    return read_payslip(file, tuple(d.name for d in hospital.doctors))


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
        read_payslip(tmp_path / "none.csv", ("Post 1",))
    assert [fault.what for fault in raised.value.faults] == [
        "cannot be read: No such file or directory"
    ]


def test_whole_pounds_as_printed_are_right(tmp_path):
    printed = {"basic": 41226, "additional_hours": 4767, "night": 4171, "weekend": 3092}
    found = against(tmp_path, printed)
    assert not any(line.differs or line.may_explain for line in found.values())
    assert [line.as_printed for line in found.values()] == [False, True, True, True]
    monthly = {element: round(pounds / 12, 2) for element, pounds in printed.items()}
    assert not any(line.differs for line in against(tmp_path, monthly, "month").values())


@pytest.mark.parametrize("month", [466.22, 466.23])
def test_half_a_penny_may_be_rounded_either_way(tmp_path, month):
    """The award of 2025 and no leave: 5,594.70 a year, which is 466.225 a month."""
    psychiatry = sd.read(EXAMPLES / "psychiatry-2015")
    file = typed(tmp_path, f"03-SHO,Additional hours,{month},month\n")
    line = checked(file, TERMS, psychiatry)["additional_hours"]
    assert f"{AWARD}, and {LEAVE}" in line.may_explain
    psychiatry = replace(
        psychiatry, doctors=tuple(replace(d, leave_days=0.0) for d in psychiatry.doctors)
    )
    assert not checked(file, LAST_YEAR, psychiatry)["additional_hours"].differs


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
    assert "it is the rate of band 1A" in lines["band_supplement"].may_explain[0]


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
        ("Post 1,basic,1,year\nPost 1,tax,some,year\n", 3, "amount"),
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


AWARD = "it leaves out a later award: the pay of 1 April 2025"
LAST_YEAR = sd.contract("england-2016", on="2025-09-01")
LEAVE = "leave is not counted in the average hours"
FULL = replace(EIGHT, doctors=(replace(EIGHT.doctors[0], leave_days=27.0),))


def paid_as(hospital, terms, rounding="penny"):
    """What payroll pays a year where it goes by other terms, or by another hospital."""
    (slip,) = sd.price(hospital, terms, rounding=rounding).doctors
    return {line.element: line.amount for line in slip.lines}


def checked_whole(path, paid, hospital, per="month"):
    periods = 12 if per == "month" else 1
    lines = "".join(f"{name},{pounds / periods:.2f},{per}\n" for name, pounds in paid.items())
    file = typed(path, lines, "element,amount,per")
    (payslip,) = payslip_check(hospital, TERMS, file).against
    return payslip


@pytest.mark.parametrize("rounding", ["penny", "circular"])
@pytest.mark.parametrize("per", ["month", "year"])
def test_last_years_award_and_leave_uncounted_are_found_together(tmp_path, rounding, per):
    without_leave = replace(FULL, doctors=(replace(FULL.doctors[0], leave_days=0.0),))
    paid = paid_as(without_leave, LAST_YEAR, rounding)
    payslip = checked_whole(tmp_path, paid, FULL, per)
    assert payslip.may_explain == (f"{AWARD}, and {LEAVE}",)
    lines = {line.element: line.may_explain for line in payslip.lines}
    assert lines["basic"] == (AWARD,)  # leave is nothing to basic pay
    assert lines["additional_hours"][0] == f"{AWARD}, and {LEAVE}"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"grade": "ST3"}, f"{AWARD}, and it is the pay of a CT3 (point 4a)"),
        ({"london": "zone"}, f"{AWARD}, and it is the London weighting of zone"),
    ],
)
def test_an_award_and_another_cause_are_found_together(tmp_path, changed, words):
    wrong = replace(FULL, doctors=(replace(FULL.doctors[0], **changed),))
    payslip = checked_whole(tmp_path, paid_as(wrong, LAST_YEAR), FULL)
    assert words in payslip.may_explain


def test_an_award_and_a_weekend_rate_are_found_together(tmp_path):
    paid = paid_as(FULL, LAST_YEAR)
    nodal = LAST_YEAR.value("pay.nodal")["1"]
    payslip = checked_whole(tmp_path, paid | {"weekend": nodal * 0.05}, FULL)
    assert payslip.may_explain == (f"{AWARD}, and it is the rate for weekends of 1 in 6",)


def test_the_share_of_a_part_time_doctor_and_the_award_are_found_together(tmp_path):
    part = replace(EIGHT, doctors=(replace(EIGHT.doctors[0], wte=0.6),))
    full = replace(EIGHT, doctors=(replace(EIGHT.doctors[0], wte=0.7),))
    paid = paid_as(full, LAST_YEAR)
    payslip = checked_whole(tmp_path, paid, part)
    assert payslip.may_explain == (f"{AWARD}, and it is for 70% of full time",)


@pytest.mark.parametrize(
    ("words", "element"),
    [
        ("Basic Pay NP", "basic"),
        ("BASIC SALARY", "basic"),
        ("Nodal Point 3", "basic"),
        ("Add Roster Hrs NP", "additional_hours"),
        ("Additional Rostered Hours", "additional_hours"),
        ("Add Rost Hrs", "additional_hours"),
        ("Addnl Hours >40", "additional_hours"),
        ("Night Duty NP 37%", "night"),
        ("Unsoc Hrs 37%", "night"),
        ("Enhanced Hrs 37%", "night"),
        ("Wknd Allow 1 in 4", "weekend"),
        ("Weekend Allowance <1:3", "weekend"),
        ("W/E Allow 7.5%", "weekend"),
        ("Wkd Allce", "weekend"),
        ("Hard to fill premium", "flexible_premium"),
        ("On-Call Availability Allow.", "on_call"),
        ("NROC 8%", "on_call"),
        ("Flexible Pay Premia - Psych", "flexible_premium"),
        ("FPP", "flexible_premium"),
        ("London Weighting Inner", "london_weighting"),
        ("LTFT Allowance", "ltft_allowance"),
        ("Basic Pay LTFT", "basic"),
        ("Banding Supp 1A 50%", "band_supplement"),
        ("Trans Pay Protection", "protection"),
        ("Cash Floor", "protection"),
        *((element, element) for element in ELEMENTS),
    ],
)
def test_words_of_real_payslips_are_their_elements(words, element):
    assert meaning(words) == Meaning(element)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Arrears", "arrears"),
        ("Basic Pay Arrears", "arrears"),
        ("Back-pay Apr-Aug", "arrears"),
        ("PAYE", "tax"),
        ("Income Tax", "tax"),
        ("NI A", "national insurance"),
        ("National Insurance", "national insurance"),
        ("NHS Pension", "pension"),
        ("Superannuation", "pension"),
        ("NHS Pens Conts", "pension"),
        ("Exception Rep", "work outside the work schedule"),
        ("KIT days", "work outside the work schedule"),
        ("Med Indemnity", "expenses"),
        ("Student Loan", "student loan"),
        ("Postgraduate loan", "student loan"),
        ("Doctors' Mess", "mess"),
        ("Car Parking", "parking"),
        ("Lease car", "salary sacrifice"),
        ("Salary Sacrifice", "salary sacrifice"),
        ("Net Pay", "a total"),
        ("Total gross", "a total"),
        ("Travel Expenses", "expenses"),
        ("Locum shift", "work outside the work schedule"),
        ("SSP", "statutory pay"),
        ("Overpayment recovery", "a correction"),
        ("Hospital Lottery", "giving or lottery"),
    ],
)
def test_other_lines_are_set_aside_by_what_they_are(words, kind):
    assert meaning(words) == Meaning(set_aside=kind)


def test_lines_that_are_no_pay_are_set_aside_and_named(tmp_path):
    lines = "Post 1,basic,41226,year\nPost 1,PAYE,(210.50),year\nPost 1,zorp,-1,year\n"
    (payslip,) = slips(tmp_path, lines)
    assert [(s.line, s.amount, s.kind) for s in payslip.set_aside] == [
        ("PAYE", -210.5, "tax"),
        ("zorp", -1.0, NOT_KNOWN),
    ]
    assert payslip.paid == {"basic": 41226.0}


def test_protection_is_compared_only_where_the_doctor_has_it(tmp_path):
    lines = "Post 1,basic,41226,year\nPost 1,Pay Protection,12,year\n"
    (payslip,) = payslip_check(EIGHT, TERMS, typed(tmp_path, lines)).against
    assert [line.line for line in payslip.set_aside] == ["protection"]
    assert "protection" not in {line.element for line in payslip.lines}


@pytest.mark.parametrize("words", ["BMA subs", "Union dues", "Strike", "Industrial Action"])
def test_a_line_about_a_union_or_a_walkout_is_neither_kept_nor_shown(tmp_path, words):
    lines = f"Post 1,basic,41226,year\nPost 1,{words},-104.77,year\n"
    found = payslip_check(EIGHT, TERMS, typed(tmp_path, lines))
    assert "104.77" not in found.to_json() and words not in found.to_json()


def test_a_payslip_may_spell_the_name_in_another_way_and_it_is_said(tmp_path):
    (slip,) = slips(tmp_path, "POST 1.,basic,41226,year\n")
    assert slip.doctor == "Post 1"
    assert slip.notes == (
        "payslip.csv: 'POST 1.' is taken as 'Post 1': one doctor, written in two ways.",
    )
