"""Exception reports under the process of 2016 and the reform of 2026."""

from datetime import date, datetime

import pytest

import sevenday as sd
from sevenday.limits.verdict import Verdict
from sevenday.model import Doctor
from sevenday.pay.exceptions import ExtraWork, exception_report

F1 = Doctor("A", grade="F1")
OLD = sd.contract("england-2016", on="2022-09-01")
NEW = sd.contract("england-2016", on="2026-09-01")


def report(
    terms,
    start="2022-09-05T17:00",
    end="2022-09-05T22:30",
    reported="2022-09-06",
    breaches=(),
    **how,
):
    times = (datetime.fromisoformat(start), datetime.fromisoformat(end))
    work = ExtraWork(*times, date.fromisoformat(reported), **how)
    return exception_report(F1, work, terms, breaches)


def test_hours_are_paid_at_the_rate_of_the_clock():
    found = report(OLD)
    rate = OLD.value("pay.nodal")["1"] / (365 / 7) / 40
    assert (found.hours.basic, found.hours.enhanced, found.time_off) == (4, 1.5, 5.5)
    assert found.pay == round(4 * rate + 1.37 * 1.5 * rate, 2)
    assert found.to_dict()["hours"] == {"basic": 4, "enhanced": 1.5}
    assert found.to_dict()["due"] == "2022-09-12"


def test_a_night_over_a_clock_change_is_its_real_length():
    found = report(OLD, "2022-10-30T00:00", "2022-10-30T03:00", "2022-10-31")
    assert found.hours.enhanced == 4 and found.hours.basic == 0


def test_the_window_is_the_process_of_the_date():
    assert report(OLD).due == date(2022, 9, 12)
    assert report(OLD, claims_pay=False).due == date(2022, 9, 19)
    assert report(OLD, safety=True).due == date(2022, 9, 6)
    assert report(NEW).due == date(2022, 10, 3)
    assert report(OLD, reported="2022-09-12").in_time
    assert not report(OLD, reported="2022-09-13").in_time


def test_who_decides_and_who_chooses():
    old, new = report(OLD), report(NEW)
    assert old.decided_by == "educational supervisor" and "no action" in old.choice
    assert "human resources" in new.decided_by and new.choice == "The doctor chooses."
    small = report(NEW, end="2022-09-05T19:00")
    assert "whether the hours were worked" in small.small_claim and not new.small_claim


def test_a_breach_is_fined_and_makes_time_off_mandatory():
    long = Verdict(
        "hours.shift_length",
        "A",
        datetime(2022, 9, 5, 9),
        datetime(2022, 9, 5, 22, 30),
        13.5,
        13,
        "hours",
        "",
        "general",
        "secondary",
    )
    found = report(NEW, breaches=(long,))
    assert found.fines[0].total == pytest.approx(0.5 * 87.08) and "mandatory" in found.choice
    assert "Fine: £43.54" in found.summary() and "unconfirmed" in found.summary()


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ({"end": "2022-09-05T16:00"}, "not after its start"),
        ({"reported": "2022-09-04"}, "before the work ended"),
        ({"terms": sd.contract("newdeal-2002", on="2015-09-01")}, "no exception reports"),
    ],
)
def test_what_cannot_be_is_refused(said, named):
    with pytest.raises(sd.InputError, match=named):
        report(said.pop("terms", OLD), **said)
