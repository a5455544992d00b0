"""The money tables of the facts (section 8), typed a second time and walked day by day."""

from datetime import date, timedelta
from fractions import Fraction
from math import ceil

import pytest

from sevenday.contracts import contract

NODAL = [  # first day, points 1 to 5
    ("2016-08-03", (26350, 30500, 36100, 45750)),
    ("2017-04-01", (26614, 30805, 36461, 46208)),
    ("2018-10-01", (27146, 31422, 37191, 47132)),
    ("2019-04-01", (27689, 32050, 37935, 48075)),
    ("2020-04-01", (28243, 32691, 38694, 49036)),
    ("2020-10-01", (28243, 32691, 38694, 49036, 52036)),
    ("2021-04-01", (28808, 33345, 39467, 50017, 53077)),
    ("2021-10-01", (28808, 33345, 39467, 50017, 56077)),
    ("2022-04-01", (29384, 34012, 40257, 51017, 58398)),
    ("2023-04-01", (33600, 38687, 46141, 57382, 65495)),
    ("2024-04-01", (36616, 42008, 49909, 61825, 70425)),
    ("2025-04-01", (38831, 44439, 52656, 65048, 73992)),
    ("2026-04-01", (41226, 47610, 55355, 55355, 67325, 67998, 67998, 76582, 77348, 77348)),
]

GRADES = {
    "2020-09-30": "1 2 3 3 4 4 3 3 4 4 4 4 4 4",
    "2026-03-31": "1 2 3 3 4 4 3 3 4 4 4 5 5 5",
    "2026-04-01": "1 2 3a 3b 4a 4b 3a 3b 4a 4b 4c 5a 5b 5c",
}

ON_CALL = {
    "2016-10-01": (2108, 2440, 2888, 3660),
    "2017-10-01": (2130, 2465, 2917, 3697),
    "2018-10-01": (2172, 2514, 2976, 3771),
    "2019-10-01": (2216, 2564, 3035, 3846),
    "2020-09-01": (2260, 2616, 3096, 3923),
    "2021-05-01": (2305, 2668, 3158, 4002, 4247),
    "2022-10-01": (2351, 2721, 3221, 4082, 4672),
    "2026-10-01": (3299, 3809, 4429, 4429, 5386, 5440, 5440, 6127, 6188, 6188),
}

WEEKENDS = [  # day, 1 in, printed
    ("2017-10-01", 2, (2662, 3081, 3647, 4621)),
    ("2017-10-01", 3, (1997, 2311, 2735, 3466)),
    ("2017-10-01", 6, (1065, 1233, 1459, 1849)),
    ("2018-10-01", 5, (1629, 1886, 2232, 2828)),
    ("2018-10-01", 8, (815, 943, 1116, 1414)),
    ("2020-01-01", 2, (4154, 4808, 5691, 7212)),
    ("2020-01-01", 3, (2769, 3205, 3794, 4808)),
    ("2020-01-01", 6, (1385, 1603, 1897, 2404)),
    ("2021-05-01", 4, (2161, 2501, 2961, 3752, 3981)),
    ("2022-10-01", 7, (1176, 1361, 1611, 2041, 2336)),
]


def test_basic_pay_on_every_day_of_ten_years() -> None:
    terms = contract("england-2016", "2016-08-03")
    day, last = date(2016, 8, 3), date(2026, 12, 31)
    while day <= last:
        known = [points for first, points in NODAL if date.fromisoformat(first) <= day]
        assert tuple(terms.at(day).value("pay.nodal").values()) == known[-1], day
        day += timedelta(days=1)


@pytest.mark.parametrize(
    ("on", "known", "f1"),
    [
        ("2023-09-01", "2024-09-15", 32398),
        ("2023-09-01", "2024-09-16", 33600),
        ("2024-05-01", "2024-09-15", 32398),
        ("2024-05-01", "2024-09-16", 36616),
        ("2026-09-01", "2026-06-29", 38831),
        ("2026-09-01", "2026-07-01", 40190),
        ("2026-09-01", "2026-07-23", 40190),
        ("2026-09-01", "2026-07-24", 41226),
    ],
)
def test_what_was_known_chooses_the_award(on: str, known: str, f1: int) -> None:
    assert contract("england-2016", on, known).value("pay.nodal")["1"] == f1


def test_award_before_the_deal_has_five_points_and_the_map_of_2020() -> None:
    terms = contract("england-2016", "2026-09-01", "2026-07-01")
    nodal = terms.value("pay.nodal")
    assert nodal == {"1": 40190, "2": 45994, "3": 54499, "4": 67325, "5": 76582}
    assert terms.value("pay.point_of_grade")["ST6"] == "5"


@pytest.mark.parametrize(("on", "points"), GRADES.items())
def test_point_of_each_grade(on: str, points: str) -> None:
    grades = [
        "F1",
        "F2",
        "CT1",
        "CT2",
        "CT3",
        "CT4",
        "ST1",
        "ST2",
        "ST3",
        "ST4",
        "ST5",
        "ST6",
        "ST7",
        "ST8",
    ]
    found = contract("england-2016", on).value("pay.point_of_grade")
    assert [found[grade] for grade in grades] == points.split()


@pytest.mark.parametrize(("on", "printed"), ON_CALL.items())
def test_on_call_allowance_as_printed(on: str, printed: tuple[int, ...]) -> None:
    terms = contract("england-2016", on)
    share = Fraction(str(terms.value("pay.on_call")))
    assert tuple(ceil(n * share) for n in terms.value("pay.nodal").values()) == printed


@pytest.mark.parametrize(("on", "one_in", "printed"), WEEKENDS)
def test_weekend_allowance_as_printed(on: str, one_in: int, printed: tuple[int, ...]) -> None:
    terms = contract("england-2016", on)
    table = terms.value("pay.weekend")
    share = next(s for f, s in table if Fraction(1, one_in) >= Fraction(f))
    nodal = terms.value("pay.nodal").values()
    assert tuple(ceil(n * Fraction(str(share))) for n in nodal) == printed


@pytest.mark.parametrize(
    ("day", "two", "three", "six"),
    [("2019-12-03", 0.10, 0.075, 0.04), ("2019-12-04", 0.15, 0.10, 0.05)],
)
def test_weekend_table_changes_over(day: str, two: float, three: float, six: float) -> None:
    table = contract("england-2016", day).value("pay.weekend")
    found = [next(s for f, s in table if Fraction(1, n) >= Fraction(f)) for n in (2, 3, 6)]
    assert found == [two, three, six]


@pytest.mark.parametrize(
    ("on", "scale", "points"),
    [
        ("2008-05-01", "F1", (21862, 23226, 24591)),
        ("2009-05-01", "F2", (27523, 29323, 31122)),
        (
            "2012-05-01",
            "StR",
            (29705, 31523, 34061, 35596, 37448, 39300, 41152, 43003, 44856, 46708),
        ),
        ("2015-08-05", "F2", (28076, 29912, 31748)),
        (
            "2015-08-05",
            "SpR",
            (31301, 32852, 34402, 35952, 37822, 39693, 41564, 43434, 45304, 47175),
        ),
        (
            "2016-05-01",
            "StR",
            (30302, 32156, 34746, 36312, 38200, 40090, 41979, 43868, 45757, 47647),
        ),
        ("2017-05-01", "F1", (23091, 24532, 25973)),
        ("2026-05-01", "F1", (35309, 37305, 39301)),
        (
            "2026-05-01",
            "StR",
            (45715, 48309, 51931, 54121, 56763, 59406, 62049, 64690, 67333, 69976),
        ),
    ],
)
def test_old_scales(on: str, scale: str, points: tuple[int, ...]) -> None:
    assert contract("newdeal-2002", on).value("pay.scale")[scale] == points


def test_old_scales_of_years_not_read_are_unconfirmed() -> None:
    sure = {
        year: contract("newdeal-2002", f"{year}-05-01").get("pay.scale").certainty
        for year in range(2008, 2027)
    }
    assert {year for year, how in sure.items() if how == "unconfirmed"} == {2023, 2024, 2025}
    assert {year for year, how in sure.items() if how == "confirmed"} == set(range(2008, 2023))


BANDED = {  # 2015/16: basic, then totals in 1C, 1B, 1A and 2B, 2A, 3
    ("F1", 0): (22636, 27164, 31691, 33954, 40745, 45272),
    ("F1", 1): (24049, 28859, 33669, 36074, 43289, 48098),
    ("F2", 0): (28076, 33692, 39307, 42114, 50537, 56152),
    ("StR", 0): (30002, 36003, 42003, 45003, 54004, 60004),
    ("StR", 1): (31838, 38206, 44574, 47757, 57309, 63676),
    ("StR", 4): (37822, 45387, 52951, 56733, 68080, 75644),
    ("StR", 9): (47175, 56610, 66045, 70763, 84915, 94350),
}


@pytest.mark.parametrize(("scale", "point"), BANDED)
def test_banded_totals_of_2015(scale: str, point: int) -> None:
    terms = contract("newdeal-2002", "2015-08-05")
    basic, *totals = BANDED[scale, point]
    assert terms.value("pay.scale")[scale][point] == basic
    shares = terms.value("pay.band_supplement")
    for band, total in zip(("1C", "1B", "1A", "2A", "3"), totals, strict=True):
        assert basic + ceil(basic * Fraction(str(shares[band]))) == total
    assert shares["2B"] == shares["1A"]


@pytest.mark.parametrize(
    ("on", "ids"),
    [
        ("2016-10-01", {"gp": 8200, "psychiatry-core": 3334, "em-3": 6667, "academia": 4000}),
        ("2017-10-01", {"gp": 8282, "psychiatry-higher-4": 2525, "em-8": 2525}),
        ("2019-10-01", {"gp": 8617, "histopathology": 4204, "em-4": 5255}),
        ("2022-10-01", {"gp": 9144, "em-3": 7435, "em-4": 5577, "psychiatry-core": 3718}),
        ("2024-10-01", {"gp": 10690, "em-7": 3726}),
        ("2025-10-01", {"gp": 11118, "academia": 5424}),
    ],
)
def test_premia(on: str, ids: dict[str, int]) -> None:
    found = contract("england-2016", on).value("pay.premia")
    assert {id: found[id] for id in ids} == ids


def test_premia_are_the_total_over_the_years() -> None:
    terms = contract("england-2016", "2022-10-01")
    total, premia = terms.value("pay.premia_total"), terms.value("pay.premia")
    for years in range(3, 9):
        assert ceil(Fraction(total, years)) == premia[f"em-{years}"]


@pytest.mark.parametrize(
    "on", ["2017-10-01", "2018-10-01", "2019-05-01", "2019-09-01", "2022-10-01"]
)
def test_a_fine_is_a_multiple_of_its_rate(on: str) -> None:
    terms = contract("england-2016", on)
    locum = terms.value("fine.locum_rate")
    for point, part in terms.value("fine.doctor_basic").items():
        if point in locum:
            assert part == pytest.approx(1.5 * locum[point], abs=0.011)
    nodal, fixed = terms.value("pay.nodal"), on >= "2019-08-23"
    for point, total in terms.value("fine.total_basic").items():
        if fixed and point in locum:
            assert total == pytest.approx(4 * locum[point], abs=0.011)
        elif not fixed:
            assert total == pytest.approx(4 * nodal[point] * 7 / 365 / 40, abs=0.03)


@pytest.mark.parametrize("on", ["2019-09-01", "2021-05-01", "2022-10-01", "2026-09-01"])
def test_the_guardian_has_the_balance_of_a_fine(on: str) -> None:
    terms = contract("england-2016", on)
    for hour in ("basic", "enhanced"):
        doctor, total = terms.value(f"fine.doctor_{hour}"), terms.value(f"fine.total_{hour}")
        for point, part in terms.value(f"fine.guardian_{hour}").items():
            assert part == pytest.approx(total[point] - doctor[point], abs=0.011)
