"""A doctor's duties as an iCalendar feed (RFC 5545): one event a duty, stable from feed to feed.

A feed is made from the one before: a duty that is as it was keeps its stamp, one that changed
raises its SEQUENCE, and one that is gone stays as cancelled, so that it leaves every phone. What
the feed before says of dates that the rota does not cover stands: the rota says nothing of them.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any

from sevenday.clock import LONDON, moment
from sevenday.errors import Fault, InputError
from sevenday.extras import missing
from sevenday.model import Hospital, Shift, without_duty

CODE = "X-SEVENDAY-CODE"
"""Our own property: what the rota's cell says."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """What a phone shows of one duty; `start` and `end` are dates for a whole day."""

    uid: str
    code: str
    summary: str
    start: Any
    end: Any
    place: str


def calendar(
    hospital: Hospital, doctor: str, previous: str | None = None, now: datetime | None = None
) -> str:
    """The feed of one doctor's dated rota, as text with CRLF ends.

    `previous`: the text of the feed before; events in it that are not this doctor's duties are
    left out. `now`: the moment stamped on what is new (default: this one). Times are London's,
    with its VTIMEZONE. Raises InputError without a dated rota, for a doctor not in it, and for a
    feed before that is none.
    """
    try:
        import icalendar
    except ImportError:
        raise missing("icalendar", "a calendar") from None
    if hospital.rota is None:
        raise InputError("a calendar needs dates: there is no rota.csv here", code="missing-rota")
    if doctor not in hospital.rota.doctors:
        what = "nobody of that name in the rota"
        raise InputError(Fault(what, "rota.csv", None, "doctor", doctor, code="unknown-doctor"))
    stamp = (now or datetime.now(UTC)).astimezone(UTC).replace(microsecond=0)
    before = _events(previous, _whose(doctor)) if previous else {}
    feed = icalendar.Calendar()
    feed.add("prodid", "-//Sevenday//Duties//EN")
    feed.add("version", "2.0")
    feed.add("method", "PUBLISH")
    feed.add("x-wr-calname", icalendar.vText(f"{doctor}: {hospital.name or 'duties'}"))
    feed.add("x-wr-timezone", "Europe/London")
    feed.add_component(_london())
    entries = {entry.uid: entry for entry in _entries(hospital, doctor)}
    for entry in entries.values():
        feed.add_component(_event(entry, before.get(entry.uid), stamp))
    for uid, event in before.items():
        if uid not in entries:
            covered = 0 <= (_day(event) - hospital.rota.first).days < hospital.rota.days
            feed.add_component(_cancelled(event, stamp) if covered else event)
    return str(feed.to_ical().decode("utf-8"))


def _london() -> Any:
    """London's time zone since 1996, by the rule of its clock changes.

    By hand: the library's own puts the change in spring at 02:00, where it is 01:00 (RFC 5545,
    3.6.5: an onset is told in the time that it ends).
    """
    import icalendar

    zone = icalendar.Timezone()
    zone.add("tzid", "Europe/London")
    for part, name, month, onset, from_, to in (
        (icalendar.TimezoneDaylight(), "BST", 3, datetime(1996, 3, 31, 1), 0, 1),
        (icalendar.TimezoneStandard(), "GMT", 10, datetime(1996, 10, 27, 2), 1, 0),
    ):
        part.add("dtstart", onset)
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        part.add("tzname", name)
        part.add("tzoffsetfrom", timedelta(hours=from_))
        part.add("tzoffsetto", timedelta(hours=to))
        zone.add_component(part)
    return zone


def _entries(hospital: Hospital, doctor: str) -> list[_Entry]:
    """The duties and days of leave of one line."""
    rota = hospital.rota
    assert rota is not None
    row = rota.codes[rota.doctors.index(doctor)]
    found = []
    for k, code in enumerate(row.tolist()):
        day, text = rota.first + timedelta(days=k), hospital.cells.texts[code]
        if words := without_duty(text):
            uid = _uid(hospital, doctor, day, 0)
            summary = words[0].upper() + words[1:]
            found.append(_Entry(uid, text, summary, day, day + timedelta(days=1), ""))
        for n, part in enumerate(hospital.cells.parts[code]):
            start, end = (_moment(day, minute) for minute in (part.start, part.end))
            uid = _uid(hospital, doctor, day, n)
            found.append(_Entry(uid, part.code, _summary(part), start, end, part.service))
    return found


def _summary(shift: Shift) -> str:
    name = f"{shift.name} ({shift.code})" if shift.name else shift.code
    return f"On call: {name}" if shift.on_call else name


def _moment(day: date, minute: int) -> datetime:
    """A wall-clock time in London. One that a clock change skips is the moment of the change."""
    wall = moment(day, minute)
    there = wall.replace(tzinfo=LONDON).astimezone(UTC).astimezone(LONDON)
    if there.replace(tzinfo=None) == wall:
        return wall.replace(tzinfo=LONDON)
    return there.replace(minute=0)


def _uid(hospital: Hospital, doctor: str, day: date, part: int) -> str:
    """The same for a duty's place in a doctor's rota whenever the feed is made."""
    identity = "\n".join((hospital.name, doctor, day.isoformat(), f"{part}"))
    return f"{_whose(doctor)}-{sha256(identity.encode()).hexdigest()[:24]}@sevenday"


def _whose(doctor: str) -> str:
    """How each UID of a doctor's duties begins."""
    return sha256(doctor.encode()).hexdigest()[:12]


def _event(entry: _Entry, before: Any, stamp: datetime) -> Any:
    """The event, with the sequence of the one before: raised where anything changed."""
    import icalendar

    event = icalendar.Event()
    event.add("uid", entry.uid)
    event.add("summary", entry.summary)
    event.add("dtstart", entry.start)
    if entry.end != entry.start:  # a duty that a clock change takes whole; RFC 5545, 3.8.2.2
        event.add("dtend", entry.end)
    if entry.place:
        event.add("location", entry.place)
    event.add("status", "CONFIRMED")
    event.add(CODE, entry.code, parameters={"VALUE": "TEXT"})
    sequence = 0
    if before is not None:
        same = all(_text_of(event, name) == _text_of(before, name) for name in SHOWN)
        sequence = int(before["sequence"]) + (not same)
        stamp = before["dtstamp"].dt if same else stamp
    event.add("sequence", sequence)
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    return event


SHOWN = ("summary", "dtstart", "dtend", "location", "status", CODE)
"""The properties whose change a phone has to hear of."""


def _text_of(event: Any, name: str) -> str:
    value = event.get(name)
    return f"{value.dt.isoformat()}" if hasattr(value, "dt") else f"{value or ''}"


def _cancelled(event: Any, stamp: datetime) -> Any:
    """An event of the feed before that is no more."""
    if f"{event.get('status', '')}" != "CANCELLED":
        sequence = int(event["sequence"]) + 1
        for name, value in (
            ("status", "CANCELLED"),
            ("sequence", sequence),
            ("dtstamp", stamp),
            ("last-modified", stamp),
        ):
            event.pop(name, None)
            event.add(name, value)
    return event


def _day(event: Any) -> date:
    """The date in London on which an event of the feed before begins."""
    start = event["dtstart"].dt
    return start.astimezone(LONDON).date() if isinstance(start, datetime) else start


def _events(text: str, whose: str) -> dict[str, Any]:
    """The duties of a feed, by UID, that are one doctor's. Raises InputError for no feed."""
    import icalendar

    try:
        feed = icalendar.Calendar.from_ical(text.removeprefix("\ufeff"))
        if feed.name != "VCALENDAR":
            raise ValueError(f"BEGIN:{feed.name}")
        events: dict[str, Any] = {f"{event['uid']}": event for event in feed.walk("VEVENT")}
        own = {uid: event for uid, event in events.items() if uid.startswith(whose)}
        for event in own.values():  # what is read of them later is looked at now
            _day(event), event["dtstamp"].dt, int(event["sequence"])
    except (ValueError, KeyError, IndexError, AttributeError) as error:
        what, found = "the feed before cannot be read", f"{error}"[:120]
        raise InputError(
            Fault(what, "", None, "", found, "a .ics that export wrote", code="unreadable-file")
        ) from None
    return own
