"""Calling off gives the lists back and leaves the rota; what may not follow is refused."""

from dataclasses import replace
from datetime import date, datetime
from itertools import product

import pytest

import sevenday as sd
from sevenday.model.walkout import STATES, Elective, Walkout, Window
from sevenday.walkout.law.state import NEXT, restore_lists, with_state

WALKOUT = Walkout("BMA", (Window(datetime(2026, 4, 7, 7), datetime(2026, 4, 9, 7)),), ("F1",))
LISTS = (
    Elective("Hips", "orthopaedics", date(2026, 4, 8), 510, 1020, "P4", 4),
    Elective("Clinic A", "medicine", date(2026, 4, 7), 540, 780, "P4", 1),
    Elective("Cancer", "surgery", date(2026, 4, 7), 510, 1020, "P2", 2),
)


@pytest.mark.parametrize(("now", "then"), [*product(STATES, STATES)])
def test_only_what_may_follow_follows(now, then):
    walkout = replace(WALKOUT, state=now)
    if then in NEXT[now]:
        assert with_state(walkout, then) == replace(WALKOUT, state=then)
    else:
        with pytest.raises(sd.InputError) as error:
            with_state(walkout, then)
        fault = error.value.faults[0]
        assert (fault.file, fault.column, fault.found) == ("walkout.toml", "state", then)
        assert now in fault.what and fault.expected


def test_a_state_that_is_none_is_refused():
    with pytest.raises(sd.InputError, match="no such state"):
        with_state(WALKOUT, "cancelled")


def test_what_is_over_or_called_off_stays_so():
    assert NEXT["over"] == NEXT["called-off"] == () and set(NEXT) == set(STATES)


def test_calling_off_lists_what_can_be_restored_and_what_cannot():
    found = restore_lists(with_state(WALKOUT, "called-off"), LISTS, datetime(2026, 4, 7, 8, 30))
    assert found.walkout.state == "called-off"
    assert [e.name for e in found.restore] == ["Clinic A", "Hips"]
    assert [e.name for e in found.too_late] == ["Cancer"]
    assert "the rota stands as it was published" in found.sentences[0]
    assert found.sentences[1] == (
        "Can be restored: Clinic A, Tuesday 7 April 2026 at 09:00, P4, 1 patient."
    )
    assert "Too late" in found.sentences[-1]
    json = found.to_dict()
    assert json["state"] == "called-off" and json["at"] == "2026-04-07T08:30"
    assert json["restore"][1] == {
        "list": "Hips",
        "date": "2026-04-08",
        "start": "08:30",
        "urgency": "P4",
        "patients": 4,
    }


def test_suspending_gives_the_lists_back_too_and_may_be_taken_up_again():
    found = restore_lists(with_state(WALKOUT, "suspended"), LISTS, datetime(2026, 4, 1))
    assert len(found.restore) == 3 and "suspended" in found.sentences[0]
    assert with_state(found.walkout, "going-ahead").state == "going-ahead"


def test_a_walkout_is_called_off_once():
    off = with_state(WALKOUT, "called-off")
    with pytest.raises(sd.InputError, match="stays so"):
        with_state(off, "called-off")
