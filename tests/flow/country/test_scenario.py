"""A walkout over a country: like one on the record, or of a file."""

import pytest

from sevenday.errors import InputError
from sevenday.flow.country.scenario import assumptions, read_walkout


def test_a_strike_of_the_record_with_its_certainty():
    now, then = read_walkout("2025-11"), read_walkout("2016-04-26")
    assert now.absence_share == pytest.approx(0.425) and now.demand == 1.0 and now.days == 5
    assert then.demand == pytest.approx(0.853) and then.absence_share > 0.7
    assert "unconfirmed" in now.says and "Furnivall" in then.says


def test_a_file_changes_what_it_names(tmp_path):
    file = tmp_path / "w.toml"
    file.write_text(
        'like = "2025-11"\nabsence_share = 0.6\ndays = 3\n[trusts]\nRAJ = 0.9\n', "utf-8"
    )
    found = read_walkout(file)
    assert (found.absence_share, found.days, found.demand) == (0.6, 3, 1.0)
    assert found.at("RAJ").absence_share == 0.9 and found.at("RAL").absence_share == 0.6
    assert found.says.startswith("absence_share, days, trusts of w.toml")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("absence_share = 1.2", "not-a-number"),
        ("absence_share = true", "not-a-number"),
        ("days = 2.5", "not-a-number"),
        ("days = 99", "not-a-number"),
        ("weekday = 7", "not-a-number"),
        ("rho = 1", "not-a-number"),
        ("demand = 0", "not-a-number"),
        ("[trusts]\nRAJ = 3", "not-a-number"),
        ("trusts = 1", "not-a-text"),
        ("doctors = ['A Person']", "unknown-key"),
        ("like = '1066-10-14'", "not-on-record"),
        ("absence_share =", "not-toml"),
    ],
)
def test_what_is_wrong_in_a_file_is_said(tmp_path, text, code):
    file = tmp_path / "w.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(InputError) as caught:
        read_walkout(file)
    assert caught.value.faults[0].code == code


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        read_walkout(tmp_path / "none.toml")


def test_every_assumption_says_where_it_stands():
    for part in assumptions().values():
        assert part["certainty"] in ("confirmed", "secondary", "unconfirmed") and part["source"]
