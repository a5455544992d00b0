"""A doctor's feed: read back by a second library, stable, right across both clock changes."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
import vobject
from dateutil import tz
from hypothesis import given, settings
from hypothesis import strategies as st

import sevenday as sd
from sevenday.clock import LONDON, elapsed, jumps, midnights
from sevenday.model import Doctor, DutyCodes, Hospital, Rota, Shift
from sevenday.reports.files.calendar import calendar
from tests.files.hospitals import CODES, NAMES

SHIFTS = {
    s.code: s
    for s in (
        Shift("D", 540, 1020, "Day, with a comma; and more", service="Ward 7"),
        Shift("N", 1230, 1980, "Night"),
        Shift("C", 1020, 1980, "Non-resident", kind="on-call"),
        Shift("E", 90, 600),
        Shift("L", 1020, 1380, "Line\nbreak = BEGIN:VEVENT"),
    )
}
THEN = datetime(2026, 1, 1, 12, tzinfo=UTC)
LATER = datetime(2026, 2, 1, 12, tzinfo=UTC)


def hospital(
    rows: dict[str, list[str]], first: date = date(2026, 3, 23), shifts: dict[str, Shift] = SHIFTS
) -> Hospital:
    cells = DutyCodes(dict(shifts))
    codes = np.array([[cells.code(text) for text in row] for row in rows.values()], np.int16)
    doctors = tuple(Doctor(name) for name in rows)
    return Hospital(
        name="St Elsewhere", cells=cells, doctors=doctors, rota=Rota(tuple(rows), first, codes)
    )


def events(feed: str) -> list[vobject.base.Component]:
    return list(vobject.readOne(feed).vevent_list) if "BEGIN:VEVENT" in feed else []


def moments(event) -> tuple[datetime, datetime]:
    """Start and end as instants, by the second library and the feed's own time zone."""
    return event.dtstart.value.astimezone(UTC), event.dtend.value.astimezone(UTC)


TEXTS = st.sampled_from(["", "D", "N", "C", "D+C", "L", "AL", "SL", "BH", "ZD"])


@settings(max_examples=40)
@given(
    st.lists(TEXTS, min_size=1, max_size=12),
    st.sampled_from([date(2026, 3, 25), date(2026, 10, 21), date(2027, 1, 4)]),
)
def test_a_rota_comes_back_from_its_calendar(row, first):
    for k in range(1, len(row)):  # what follows a night starts after it
        if row[k - 1] in ("N", "C", "D+C") and row[k] in ("D", "D+C"):
            row[k] = ""
    read = hospital({"A": row}, first)
    found: dict[date, list[str]] = {}
    for event in events(calendar(read, "A", now=THEN)):
        code = event.contents["x-sevenday-code"][0].value
        start = event.dtstart.value
        day = start.date() if isinstance(start, datetime) else start
        found.setdefault(day, []).append(code)
        if not isinstance(start, datetime):
            assert event.dtend.value == day + timedelta(days=1)
            continue
        shift = SHIFTS[code]
        begin, end = moments(event)
        midnight = datetime.combine(day, datetime.min.time())
        for moment, minute in ((begin, shift.start), (end, shift.end)):
            wall = midnight + timedelta(minutes=minute)
            assert moment == wall.replace(tzinfo=LONDON).astimezone(UTC)
    expected = {first + timedelta(days=k): text.split("+") for k, text in enumerate(row) if text}
    assert found == expected


@pytest.mark.parametrize(
    ("first", "hours"), [(date(2026, 3, 28), 11.5), (date(2026, 10, 24), 13.5)]
)
def test_a_night_across_a_clock_change_is_its_real_length(first, hours):
    feed = calendar(hospital({"A": ["N"]}, first), "A", now=THEN)
    (event,) = events(feed)
    begin, end = moments(event)
    assert (end - begin) == timedelta(hours=hours)
    zone = vobject.readOne(feed).vtimezone
    rules = {part.name: part for part in zone.components()}
    assert rules["DAYLIGHT"].dtstart.value == datetime(1996, 3, 31, 1)
    assert rules["STANDARD"].dtstart.value == datetime(1996, 10, 27, 2)


def test_the_feeds_own_time_zone_is_londons():
    lines = calendar(hospital({"A": ["D"]}), "A", now=THEN).split("BEGIN:VTIMEZONE")[1]
    text = "BEGIN:VTIMEZONE" + lines.split("END:VTIMEZONE")[0] + "END:VTIMEZONE\r\n"
    import io

    zone = tz.tzical(io.StringIO(text.replace("\r\n", "\n"))).get("Europe/London")
    for hour in range(0, 24 * 366, 7):
        wall = datetime(2026, 1, 1) + timedelta(hours=hour)
        assert wall.replace(tzinfo=zone).utcoffset() == wall.replace(tzinfo=LONDON).utcoffset()


@settings(max_examples=60)
@given(
    st.integers(0, 1439),
    st.integers(1, 1440),
    st.sampled_from([date(2026, 3, 28), date(2026, 3, 29), date(2026, 10, 24), date(2026, 10, 25)]),
)
def test_any_duty_at_a_clock_change_is_as_long_as_the_limits_count_it(start, length, first):
    shift = Shift("X", start, start + length)
    feed = calendar(hospital({"A": ["X"]}, first, {"X": shift}), "A", now=THEN)
    (event,) = events(feed)
    midnight, jump = midnights(first, 4), jumps(first, 4)
    begin, end = (elapsed(midnight, jump, 0, minute) for minute in (shift.start, shift.end))
    zero = datetime.combine(first, datetime.min.time(), LONDON).astimezone(UTC)
    assert event.dtstart.value.astimezone(UTC) == zero + timedelta(minutes=begin)
    if begin == end:
        assert not hasattr(event, "dtend")
    else:
        assert moments(event)[1] == zero + timedelta(minutes=end)


def test_a_start_that_the_clock_skips_is_the_change_itself():
    (event,) = events(calendar(hospital({"A": ["E"]}, date(2026, 3, 29)), "A", now=THEN))
    assert moments(event)[0] == datetime(2026, 3, 29, 1, tzinfo=UTC)


def test_nothing_changed_is_the_same_feed():
    read = hospital({"A": ["D", "N", "", "AL"]})
    feed = calendar(read, "A", now=THEN)
    assert calendar(read, "A", feed, now=LATER) == feed


def test_a_change_raises_the_sequence_and_a_duty_that_went_is_cancelled():
    feed = calendar(hospital({"A": ["D", "D", "D", ""]}), "A", now=THEN)
    new = calendar(hospital({"A": ["D", "L", "", "D"]}), "A", feed, now=LATER)
    by_day = {e.dtstart.value.day: e for e in events(new)}
    said = {
        day: (e.status.value, int(e.sequence.value), e.dtstamp.value == LATER)
        for day, e in by_day.items()
    }
    assert said == {
        23: ("CONFIRMED", 0, False),
        24: ("CONFIRMED", 1, True),
        25: ("CANCELLED", 1, True),
        26: ("CONFIRMED", 0, True),
    }
    again = calendar(hospital({"A": ["D", "L", "D", "D"]}), "A", new, now=LATER)
    back = {e.dtstart.value.day: e for e in events(again)}[25]
    assert (back.status.value, int(back.sequence.value)) == ("CONFIRMED", 2)
    uids = [{e.uid.value for e in events(each)} for each in (feed, new)]
    assert uids[0] <= uids[1]


@settings(max_examples=40)
@given(st.lists(st.lists(TEXTS, min_size=4, max_size=4), min_size=2, max_size=4))
def test_whatever_changes_the_feed_says_the_rota_and_nothing_is_forgotten(rotas):
    feed, seen = None, {}
    for row in rotas:
        feed = calendar(hospital({"A": row}), "A", feed, now=LATER)
        found = {e.uid.value: e for e in events(feed)}
        assert seen.keys() <= found.keys()
        kept = [e for e in found.values() if e.status.value == "CONFIRMED"]
        days = sorted(
            (f"{e.dtstart.value:%d}", e.contents["x-sevenday-code"][0].value) for e in kept
        )
        duties = [(f"{23 + k}", each) for k, text in enumerate(row) for each in text.split("+")]
        assert days == sorted(duty for duty in duties if duty[1])
        for uid, (sequence, said) in seen.items():
            now = int(found[uid].sequence.value)
            assert now == sequence + (said != shown(found[uid]))
        seen = {uid: (int(e.sequence.value), shown(e)) for uid, e in found.items()}


def shown(event) -> tuple:
    """What a phone shows of an event."""
    return (event.summary.value, event.dtstart.value, event.dtend.value, event.status.value)


def test_doctors_have_feeds_of_their_own():
    read = hospital({"A": ["D", ""], "B": ["", "N"]})
    one, two = (calendar(read, name, now=THEN) for name in "AB")
    assert len(events(one)) == len(events(two)) == 1
    assert events(one)[0].uid.value != events(two)[0].uid.value
    assert "B:" not in one.replace("VCALENDAR", "")[:200]


def test_words_that_look_like_a_calendar_stay_words():
    (event,) = events(calendar(hospital({"A": ["L"]}), "A", now=THEN))
    assert event.summary.value == "Line\nbreak = BEGIN:VEVENT (L)"
    (event,) = events(calendar(hospital({"A": ["C"]}), "A", now=THEN))
    assert event.summary.value == "On call: Non-resident (C)"


@settings(max_examples=40)
@given(CODES, NAMES, NAMES)
def test_any_words_come_back_as_they_were(code, name, doctor):
    shift = Shift(code, 540, 1020, name, service=name)
    read = hospital({doctor: [code]}, shifts={code: shift})
    feed = calendar(read, doctor, now=THEN)
    (event,) = events(feed)
    said = event.contents["x-sevenday-code"][0].value, event.summary.value, event.location.value
    assert said == (code, f"{name} ({code})", name)
    assert vobject.readOne(feed).contents["x-wr-calname"][0].value == f"{doctor}: St Elsewhere"
    assert calendar(read, doctor, feed, now=LATER) == feed
    assert max(len(line.encode()) for line in feed.split("\r\n")) <= 75


def test_a_new_line_in_a_name_breaks_no_line_of_the_feed():
    read = replace(hospital({"A": ["L"]}), name="St\nElsewhere")
    feed = calendar(read, "A", now=THEN)
    assert vobject.readOne(feed).contents["x-wr-calname"][0].value == "A: St\nElsewhere"
    assert calendar(read, "A", "\ufeff" + feed.replace("\r\n", "\n"), now=LATER) == feed


def test_dates_that_the_new_rota_does_not_cover_stand_as_they_were():
    old = calendar(hospital({"A": ["D", "AL", "N"]}, date(2026, 3, 28)), "A", now=THEN)
    new = calendar(hospital({"A": ["", "D"]}, date(2026, 3, 29)), "A", old, now=LATER)
    found = {e.dtstart.value.day: (e.status.value, e.dtstamp.value == LATER) for e in events(new)}
    assert found == {28: ("CONFIRMED", False), 29: ("CANCELLED", True), 30: ("CONFIRMED", True)}
    (leave,) = [e for e in events(new) if e.dtstart.value == date(2026, 3, 29)]
    assert leave.summary.value == "Annual leave"


def test_a_feed_of_somebody_else_is_left_alone():
    read = hospital({"A": ["D"], "B": ["N"]})
    theirs = calendar(read, "B", now=THEN)
    own = "BEGIN:VEVENT\r\nUID:dentist\r\nDTSTART:20260323T090000Z\r\nEND:VEVENT\r\nEND:VCALENDAR"
    mixed = theirs.replace("END:VCALENDAR", own)
    assert calendar(read, "A", mixed, now=LATER) == calendar(read, "A", now=LATER)


def test_what_cannot_be_is_refused():
    read = hospital({"A": ["D"]})
    with pytest.raises(sd.InputError, match="nobody of that name"):
        calendar(read, "Z")
    feed = calendar(read, "A", now=THEN)
    for broken in (
        "hello",
        "\x00\x01",
        "BEGIN:VCARD\r\nEND:VCARD",
        feed[:600],
        feed + feed,
        feed.replace("SEQUENCE:0", "SEQUENCE:none"),
        feed.replace("20260323T090000", "never"),
        feed.replace("DTSTAMP:20260101T120000Z\r\n", ""),
    ):
        with pytest.raises(sd.InputError, match="the feed before cannot be read"):
            calendar(read, "A", broken)
    with pytest.raises(sd.InputError, match="needs dates"):
        calendar(Hospital(), "A")
