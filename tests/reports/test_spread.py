"""The week's hours and distributions as pictures."""

from xml.etree import ElementTree

import pytest

import sevenday as sd
from sevenday.reports.pictures.spread import spread
from sevenday.reports.pictures.week import week_picture

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize(
    ("contract", "hours"),
    [
        ("newdeal-2002", {"plain time": 60}),
        ("offer-2015-11", {"plain time": 87, "50% premium": 63, "1/3 premium": 18}),
        ("imposed-2016-03", {"plain time": 70, "50% premium": 70, "30% premium": 18}),
        ("acas-2016-05", {"plain time": 70, "37% premium": 70}),
    ],
)
def test_the_hours_of_the_week_are_counted(contract, hours):
    picture = week_picture(sd.contract(contract))
    for kind, many in hours.items():
        assert f"{kind}: {many} h of the week" in picture.says
    boxes = list(ElementTree.fromstring(picture.svg).iter(f"{SVG}rect"))
    assert len(boxes) >= 7 + len(hours)


def test_a_contract_of_limits_alone_has_no_such_week():
    assert week_picture(sd.contract("acgme")) is None


def test_a_spread_says_its_ends_and_its_median():
    picture = spread("c", "s", [("CT1", [-10, 0, 5, 20]), ("ST4", [1])])
    text = "".join(ElementTree.fromstring(picture.svg).itertext())
    assert "-10 to +20, median +2" in text and "+1 to +1, median +1" in text
    ElementTree.fromstring(spread("c", "s", []).svg)
