"""Examples that others published, worked out from the contracts' own values (facts2, section 9)."""

import tomllib
from datetime import date, datetime
from fractions import Fraction
from math import ceil
from pathlib import Path

import pytest

import sevenday as sd
from sevenday.contracts import contract
from sevenday.model.walkout import Ballot, Walkout, Window
from sevenday.pay.models.banding import ltft_fraction
from sevenday.walkout.law.notice import judge_notice


def ballot(opened, closed, notice, starts, entitled, votes, yes):
    """What the law says of a walkout of one day on a ballot."""
    window = Window(datetime(*starts, 7), datetime(*starts, 23))
    count = (Ballot(entitled, votes, yes),)
    dates = {"ballot_opened": date(*opened), "ballot_closed": date(*closed)}
    return judge_notice(
        Walkout("BMA", (window,), ("F1",), notice_received=date(*notice), ballots=count, **dates)
    )


@pytest.mark.parametrize(
    ("call", "share", "valid"),
    [
        # 13: the ballot of February 2023
        (
            ((2023, 1, 9), (2023, 2, 20), (2023, 2, 24), (2023, 3, 13), 47692, 36955, 36218),
            "77.5%",
            True,
        ),
        # 14: consultants, 2023
        (
            ((2023, 5, 15), (2023, 6, 27), (2023, 7, 4), (2023, 7, 20), 33915, 24106, 20741),
            "71.1%",
            True,
        ),
        # 15: residents, February 2026: to 1 August, and 3 August is refused
        (
            ((2025, 12, 8), (2026, 2, 2), (2026, 3, 24), (2026, 4, 7), 54432, 28598, 26696),
            "52.5%",
            True,
        ),
        (
            ((2025, 12, 8), (2026, 2, 2), (2026, 7, 20), (2026, 8, 3), 54432, 28598, 26696),
            "52.5%",
            False,
        ),
    ],
)
def test_a_ballot_as_it_was_published(call, share, valid):
    found = ballot(*call)
    assert found.valid is valid
    assert share in found.summary()


PRINTED_2016 = [
    # 2 to 7: Annex B of circular 1/2016, as the notes of facts quote it: scale, place, band, total
    ("F1", 0, "1A", 34293),
    ("StR", 9, "3", 95294),
]


@pytest.mark.parametrize(("scale", "place", "band", "total"), PRINTED_2016)
def test_a_banded_total_of_2016(scale, place, band, total):
    terms = contract("newdeal-2002", on="2016-09-01")
    basic = terms.value("pay.scale")[scale][place]
    share = Fraction(str(terms.value("pay.band_supplement")[band]))
    assert basic + ceil(basic * share) == total


@pytest.mark.parametrize(
    ("hours", "band", "total"),
    [(28, "FA", 24006), (36, "FB", 28807)],  # 8 and 9: F1 at the minimum, F7 and F9
)
def test_a_part_time_total_of_2016(hours, band, total):
    terms = contract("newdeal-2002", on="2016-09-01")
    basic = ceil(terms.value("pay.scale")["F1"][0] * Fraction(str(ltft_fraction(hours, terms)[1])))
    share = Fraction(str(terms.value("pay.band_supplement")[band]))
    assert basic + ceil(basic * share) == total


def test_the_band_of_part_time_hours():  # 10: 434 h in 13 weeks
    assert ltft_fraction(434 / 13, contract("newdeal-2002", on="2016-09-01"))[0] == "F8"


def test_emergency_medicine_part_way():  # 12: three years, who joins at ST5
    days = ("2018-10-01", "2019-04-01", "2020-04-01", "2021-04-01")
    found = [contract("england-2016", on=day).value("pay.premia")["em-3"] for day in days]
    assert found == [6868, 7006, 7146, 7289]


def test_a_registrar_under_the_offer_of_november_2015():  # 19: they take 33% for a third
    terms = contract("offer-2015-11", on="2015-11-18")
    basic = terms.value("pay.basic_known")["ST3"]
    hourly = basic / terms.value("pay.basic_hours")
    shares = {row["days"]: Fraction(row["share"]) for row in terms.value("pay.premium_windows")}
    assert (basic, hourly * 2.5) == (42500, 2656.25)
    assert shares == {"all": Fraction(1, 2), "Sat": Fraction(1, 3), "Sun": Fraction(1, 3)}
    london = terms.value("pay.london")["zone"]
    printed = 94.40 + 431.54 + 2574.52
    ours = hourly * (0.33 * 0.27 + 0.33 * 1.23 + float(shares["all"]) * 4.85)
    assert ours == pytest.approx(printed, abs=3)  # their hours are printed to two places
    assert round(basic + hourly * 2.5 + printed + london, 2) == 50418.71


def test_the_same_registrar_on_the_old_pay():  # 20
    terms = contract("newdeal-2002", on="2015-11-18")
    basic = terms.value("pay.scale")["StR"][4]
    supplement = round(basic * terms.value("pay.band_supplement")["1B"], 2)
    assert (basic, supplement) == (37822, 15128.80)
    assert basic + supplement + terms.value("pay.london")["zone"] == 55112.80


def test_the_vote_of_december_2025():  # 26
    text = (Path(sd.__file__).parent / "talks" / "votes.toml").read_text(encoding="utf-8")
    (vote,) = [row for row in tomllib.loads(text)["vote"] if f"{row['date']}" == "2025-12-15"]
    assert vote["turnout"] == pytest.approx(35107 / 53726, abs=5e-4)
    assert vote["yes"] == pytest.approx(5892 / 35107, abs=5e-4)


def test_the_weekend_of_a_response_in_the_bmj():
    terms = contract("england-2016", on="2016-08-03")
    point = terms.value("pay.nodal")["4"]
    table = terms.value("pay.weekend")
    share = next(s for f, s in table if Fraction(1, 4) >= Fraction(f))
    assert round(point * share / 13, 2) == 263.94
    weeks = Fraction(terms.value("pay.weeks_in_year"))
    # 25 h of a weekend, half of them at night: 25 x (1 + 0.37 / 2)
    hours = Fraction("25") * (1 + Fraction(str(terms.value("pay.night_rate"))) / 2)
    assert round(float(point / weeks / 40 * hours), 2) == 649.82


def test_the_leave_of_a_consultant_in_programmed_activities():
    terms = contract("consultant-2003", on="2026-09-01")
    week = terms.value("job.activities")
    assert terms.value("leave.weeks") * week + 10 * week // 5 == 80


def test_a_locum_programmed_activity():
    rule = contract("consultant-2003", on="2020-05-01").get("pay.locum_activity")
    point, divisor, times, activities = (
        rule.value.replace("point", "47914.07").replace(" ", "").replace("x", "/").split("/")
    )
    assert round(float(point) / float(divisor) * float(times) / float(activities), 2) == 91.89
    assert rule.certainty == "confirmed"


@pytest.mark.parametrize(
    ("id", "term", "point", "pounds"),
    [
        ("consultant-2003", "pay.nodal", "0-2", 113565),
        ("consultant-2003", "pay.nodal", "14+", 150569),
        ("sas-2021", "pay.specialty_doctor", "12", 102689),
        ("sas-2021", "pay.specialist", "3", 115341),
    ],
)
def test_scales_of_2026(id, term, point, pounds):
    assert contract(id, on="2026-09-01").value(term)[point] == pounds


def test_specialists_of_2022_are_the_circulars():
    found = contract("sas-2021", on="2022-09-01").get("pay.specialist")
    assert (found.value["1"], found.value["3"], found.certainty) == (80693, 91584, "confirmed")
