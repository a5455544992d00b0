"""Pay by programmed activities: places on a scale, four hours each, three in premium time."""

import pytest

import sevenday as sd

WEEKDAYS = "week,Mon,Tue,Wed,Thu,Fri,Sat,Sun\n"
SHIFTS = "code,start,end,breaks\nD,09:00,17:00,30\nS,09:00,18:00,30\nT,09:00,16:00,30\n"


def hospital(folder, line, grade="consultant", point="", wte="1"):
    (folder / "shifts.csv").write_text(SHIFTS)
    (folder / "template.csv").write_text(f"{WEEKDAYS}1,{line}\n")
    (folder / "doctors.csv").write_text(f"doctor,grade,point,wte\nA,{grade},{point},{wte}\n")
    return sd.read(folder)


def paid(hospital, contract="consultant-2003"):
    (slip,) = sd.price(hospital, sd.contract(contract, on="2026-09-01")).doctors
    return {line.element: line.amount for line in slip.lines}


@pytest.mark.parametrize(
    ("line", "plain", "premium"),
    [
        ("D,D,D,D,D,,", 40, 0),
        ("D,D,D,D,,D,", 32, 8),
        ("T,T,T,,,S,", 21, 9),  # 5.25 and 3 activities: under ten, so basic pay alone
        ("S,S,S,,,S,", 27, 9),  # 9.75
        ("D,D,D,,,D,D", 24, 16),  # 6 and 5.33: 1.33 more than ten
        ("S,S,S,S,S,S,S", 45, 18),
    ],
)
@pytest.mark.parametrize(("point", "pounds"), [("", 113565), (2, 123672), (4, 150569)])
def test_what_is_over_ten_activities_is_paid_at_a_tenth_each(
    line, plain, premium, point, pounds, tmp_path
):
    activities = plain / 4 + premium / 3
    found = paid(hospital(tmp_path, line, point=point))
    assert found["basic"] == pounds
    more = max(0.0, activities - 10) * pounds / 10
    further = found.get("additional_hours", 0) + found.get("premium_hours", 0)
    assert further == pytest.approx(more, abs=0.02)


def test_part_of_full_time_is_paid_by_its_activities(tmp_path):
    found = paid(hospital(tmp_path, "D,D,,,,D,", wte="0.6"))
    assert sum(found.values()) == pytest.approx((16 / 4 + 8 / 3) * 11356.5, abs=0.02)


@pytest.mark.parametrize(
    ("point", "pounds"),
    list(enumerate([63696, 73383, 81804, 90548, 102689, 104401, 108484, 115341])),
)
def test_specialty_doctors_and_specialists_by_place(point, pounds, tmp_path):
    line = hospital(tmp_path, "D,D,D,D,D,,", "SAS", point)
    assert paid(line, "sas-2021")["basic"] == pounds


def test_a_place_beyond_the_scale_is_refused_with_what_there_is(tmp_path):
    with pytest.raises(sd.InputError, match=r"0 \(point 0-2\), 1 \(point 3\).*4 \(point 14\+\)"):
        paid(hospital(tmp_path, "D,D,D,D,D,,", point=5))


def test_what_rests_on_no_page_says_so(tmp_path):
    result = sd.price(
        hospital(tmp_path, "D,D,D,D,,D,"), sd.contract("consultant-2003", on="2026-09-01")
    )
    sure = {line.element: line.certainty for line in result.doctors[0].lines}
    assert sure["premium_hours"] == "unconfirmed"
