"""A contract file that is not in order: file, term, value, key, what was found and expected."""

from pathlib import Path

import pytest

from sevenday.contracts import contract
from sevenday.contracts.units import UNITS, fits
from tests.contracts.forms import GOOD, faults


def test_the_file_is_good_before_it_is_spoilt(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(GOOD)
    assert contract(str(file), "2020-01-01").value("hours.in_168h") == 72
    file.write_bytes(b"\xef\xbb\xbf" + GOOD.encode())
    assert contract(file, "2020-01-01").value("hours.in_168h") == 72


SPOILT = [  # what is replaced, by what, column, row, found, expected
    ("effective_from = 2016-08-03\n", "", "effective_from", 1, "", "a value"),
    ("announced_on = 2016-05-18\n", "", "announced_on", 1, "", "a value"),
    ("effective_from = 2016-08-03", 'effective_from = "August"', "effective_from", 1, "August", ""),
    ('source = { document = "TCS 2016", clause = "paragraph 8" }\n', "", "source", 1, "", ""),
    ('document = "TCS 2016", ', "", "source.document", 1, "", "a value"),
    ('document = "TCS 2016"', 'document = " "', "source.document", 1, " ", "a text"),
    ("value = 72", 'value = "72"', "value", 1, "72", "a number of hours above 0"),
    ("value = 72", "value = -1", "value", 1, "-1", "a number of hours above 0"),
    ("value = 72", "value = true", "value", 1, "True", "a number of hours above 0"),
    ("value = 72", "value = nan", "value", 1, "nan", "a number of hours above 0"),
    ("value = 72", "value = 72\nlow = 'few'", "low", 1, "few", "a number of hours above 0"),
    ("value = 72\n", "", "value", 1, "", "a value"),
    ('unit = "hours"', 'unit = "fortnights"', "unit", None, "fortnights", "'hours'"),
    ('unit = "hours"', 'unit = "minutes"', "unit", None, "minutes", "hours"),
    ('status = "in force"', 'status = "agreed"', "status", 1, "agreed", "'rejected'"),
    ('certainty = "secondary"', 'certainty = "sure"', "certainty", 1, "sure", "'confirmed'"),
    ("value = 72", "value = 72\ncolour = 1", "colour", 1, "colour", "only the keys"),
    ('clause = "paragraph 8"', 'claus = "8"', "source.claus", 1, "claus", "only the keys"),
]


@pytest.mark.parametrize(("old", "new", "column", "row", "found", "expected"), SPOILT)
def test_a_spoilt_value(
    tmp_path: Path, old: str, new: str, column: str, row: int | None, found: str, expected: str
) -> None:
    head, values = GOOD.split("\n\n", 1)
    (fault,) = faults(tmp_path, f"{head}\n\n{values.replace(old, new)}")
    assert fault.column == f"hours.in_168h.{column}"
    assert (fault.row, fault.found) == (row, found)
    assert expected in fault.expected


def test_the_second_value_is_counted_second(tmp_path: Path) -> None:
    again = GOOD[GOOD.index("[[") :].replace("2016-05-18", "2017-05-18").replace("72", "0")
    (fault,) = faults(tmp_path, GOOD + "\n" + again)
    assert (fault.row, fault.column) == (2, "hours.in_168h.value")


def test_two_values_that_cannot_be_told_apart(tmp_path: Path) -> None:
    again = GOOD[GOOD.index("[[") :].replace("72", "71")
    (fault,) = faults(tmp_path, GOOD + "\n" + again)
    assert fault.what == "two values of one branch and dates"


def test_a_term_without_values(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, GOOD[: GOOD.index("[[")] + "values = []\n")
    assert fault.what == "a term without a value"


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    text = GOOD.replace("announced_on = 2016-05-18\n", "").replace('"in force"', '"agreed"')
    assert {f.column for f in faults(tmp_path, text)} == {
        "hours.in_168h.announced_on",
        "hours.in_168h.status",
    }


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        ('id = "mine"\n', "", "contract.id"),
        ("first = 2016-08-03\n\n", "\n", "contract.first"),
        ('pay_model = "nodal"', 'pay_model = "barter"', "contract.pay_model"),
        ('says = "Made', 'colour = "red"\nsays = "Made', "contract.colour"),
        ("[contract]\n", "[contrakt]\n", "contract"),
    ],
)
def test_a_spoilt_header(tmp_path: Path, old: str, new: str, column: str) -> None:
    assert column in {f.column for f in faults(tmp_path, GOOD.replace(old, new, 1))}


def test_not_toml_tells_the_line(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, GOOD.replace("value = 72", "value = = 72"))
    assert fault.row == 13
    assert fault.what.startswith("not TOML")


def test_a_key_twice(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, GOOD.replace("value = 72", "value = 72\nvalue = 73"))
    assert fault.row == 14


def test_a_wrong_encoding(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, GOOD.replace("Mine", "Mïne").encode("latin-1"))
    assert (fault.row, fault.what, fault.found) == (3, "not in UTF-8", "0xef")


def test_an_empty_file(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, "")
    assert (fault.what, fault.column) == ("missing", "contract")


FIT: dict[str, tuple[object, object]] = {
    "clock": ("23:59", "24:00"),
    "clock window": (["23:00", "06:00"], ["23:00"]),
    "frequency": ("2/13", "3/2"),
    "share": ("1/3", 1.5),
    "shifts": (4, 4.5),
    "ratio": ("365/7", "1 to 2"),
    "yes or no": (True, "yes"),
    "date": ("2022-08", "2022-13"),
    "breaks": ([{"over": 5, "breaks": 1}], [{"over": 5}]),
    "shift rule": ({"least": 8}, {"most": 8}),
    "share by frequency": ([["1/2", 0.1]], [["1/2", 10]]),
    "share by hours": ([[20, "F5", 0.5]], [["F5", 20, 0.5]]),
    "share by name": ({"none": 0.0}, {}),
    "pounds a year by point": ({"1": 26350}, {"1": 0}),
    "pounds a year by scale": ({"F1": [1, 2]}, {"F1": [2, 1]}),
    "place by grade": ({"F1": 0}, {"F1": -1}),
    "hours each": ([48, 62], 48),
    "names": (["3"], []),
}


@pytest.mark.parametrize("unit", FIT)
def test_units(unit: str) -> None:
    good, bad = FIT[unit]
    assert fits(unit, good)
    assert not fits(unit, bad)
    assert UNITS[unit][1]
