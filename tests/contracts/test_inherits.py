"""A contract file that builds on another: what it takes over, and what is wrong with it."""

import os
from datetime import date
from pathlib import Path

import pytest

from sevenday.contracts import Terms, contract
from sevenday.errors import Fault, InputError
from tests.contracts.forms import GOOD

REST = GOOD[GOOD.index("[hours.in_168h]") :].replace("in_168h", "shift_length")


def write(folder: Path, name: str, header: str = "", terms: str = "") -> Path:
    head = GOOD[: GOOD.index("[hours")].replace("first =", f"{header}\nfirst =")
    file = folder / name
    file.write_text(head + terms)
    return file


def heir(folder: Path, header: str, terms: str = "", on: str = "2020-01-01") -> Terms:
    return contract(write(folder, "heir.toml", f'inherits = "parent.toml"\n{header}', terms), on)


@pytest.fixture
def parent(tmp_path: Path) -> Path:
    later = GOOD[GOOD.index("[[") :].replace("= 72", "= 70").replace("2016-08", "2018-08")
    file = tmp_path / "parent.toml"
    file.write_text(f"{GOOD}\n{later}\n{REST.replace('= 72', '= 13')}")
    return file


def test_an_heir_holds_only_what_differs(parent: Path) -> None:
    own = GOOD[GOOD.index("[hours") :].replace("= 72", "= 60")
    terms = heir(parent.parent, "", own)
    assert (terms.value("hours.in_168h"), terms.value("hours.shift_length")) == (60, 13)
    assert terms.contract.inherits == "parent.toml"


def test_an_own_term_replaces_the_parents_whole(parent: Path) -> None:
    own = GOOD[GOOD.index("[hours") :].replace("= 72", "= 60").replace("2016-08", "2019-08")
    terms = heir(parent.parent, "", own, on="2018-09-01")
    assert not terms.has("hours.in_168h")
    assert terms.at(date(2019, 9, 1)).value("hours.in_168h") == 60


def test_all_the_parents_dates_or_one(parent: Path) -> None:
    for header, early, late in (("", 72, 70), ("inherits_on = 2017-01-01", 72, 72)):
        terms = heir(parent.parent, header, on="2017-06-01")
        assert terms.value("hours.in_168h") == early
        assert terms.at(date(2019, 1, 1)).value("hours.in_168h") == late


def test_what_was_in_force_is_only_offered_by_an_offer_and_from_its_first_day(parent: Path) -> None:
    file = write(
        parent.parent,
        "offer.toml",
        'inherits = "parent.toml"\ninherits_on = 2019-01-01\noffered = 2016-05-20',
    )
    file.write_text(file.read_text().replace("first = 2016-08-03", "first = 2016-05-18"))
    terms = contract(file)
    value = terms.get("hours.in_168h")
    assert (terms.on, value.value, value.status) == (date(2016, 5, 20), 70, "offered")
    assert value.effective_from == value.announced_on == date(2016, 5, 18)
    assert contract(parent, "2019-01-01").get("hours.in_168h").status == "in force"


def test_what_is_left_out_is_not_there(parent: Path) -> None:
    assert [v.term for v in heir(parent.parent, 'leaves_out = ["hours.in_168h"]')] == [
        "hours.shift_length"
    ]
    assert list(heir(parent.parent, 'leaves_out = ["hours"]')) == []


def test_an_heir_of_an_heir_and_one_of_sevendays_own(tmp_path: Path) -> None:
    write(tmp_path, "middle.toml", 'inherits = "newdeal-2002"')
    terms = contract(write(tmp_path, "last.toml", 'inherits = "middle.toml"'), "2016-09-01")
    assert terms.value("hours.duty_days") == 13


def test_an_edited_parent_is_read_anew(parent: Path) -> None:
    assert heir(parent.parent, "").value("hours.in_168h") == 70
    parent.write_text(parent.read_text().replace("value = 70", "value = 65"))
    os.utime(parent, ns=(0, parent.stat().st_mtime_ns + 1))
    assert heir(parent.parent, "").value("hours.in_168h") == 65


def fault_of(file: Path) -> Fault:
    with pytest.raises(InputError) as caught:
        contract(file)
    return caught.value.faults[0]


def test_a_parent_that_is_not_there(tmp_path: Path) -> None:
    fault = fault_of(write(tmp_path, "mine.toml", 'inherits = "nobody"'))
    assert (fault.file, fault.column, fault.found) == ("mine.toml", "contract.inherits", "nobody")
    assert "newdeal-2002" in fault.expected


@pytest.mark.parametrize("length", [1, 2, 3])
def test_a_family_that_goes_round(tmp_path: Path, length: int) -> None:
    names = [f"{k}.toml" for k in range(length)]
    for k, name in enumerate(names):
        write(tmp_path, name, f'inherits = "{names[(k + 1) % length]}"')
    fault = fault_of(tmp_path / names[0])
    assert fault.what == "a contract that inherits from itself"
    assert fault.found == " -> ".join([*names, names[0]])


def test_a_date_before_the_parent(tmp_path: Path) -> None:
    header = 'inherits = "england-2016"\ninherits_on = 2016-08-02'
    fault = fault_of(write(tmp_path, "mine.toml", header))
    assert (fault.column, fault.found) == ("contract.inherits_on", "2016-08-02")
    assert "2016-08-03" in fault.expected


def test_nothing_to_leave_out(tmp_path: Path) -> None:
    fault = fault_of(
        write(tmp_path, "mine.toml", 'inherits = "newdeal-2002"\nleaves_out = ["hour"]')
    )
    assert (fault.column, fault.found) == ("contract.leaves_out", "hour")


def test_a_term_keeps_the_unit_that_its_parent_counts_it_in(parent: Path) -> None:
    own = GOOD[GOOD.index("[hours") :].replace('"hours"', '"days"')
    fault = fault_of(write(parent.parent, "heir.toml", 'inherits = "parent.toml"', own))
    assert (fault.file, fault.column) == ("heir.toml", "hours.in_168h.unit")
    assert (fault.found, fault.expected) == ("days", "hours")
