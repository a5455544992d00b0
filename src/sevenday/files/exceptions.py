"""exceptions.csv: exception reports, as doctors make them about work beyond the work schedule."""

from dataclasses import dataclass
from datetime import date

from sevenday.clock import DAY, minutes
from sevenday.errors import Fault, InputError
from sevenday.files.refusal import says_walkout
from sevenday.files.table import Faults, Row, Source, rows
from sevenday.model.names import name_key, nearest

COLUMNS = ("report", "doctor", "date", "kind", "from", "to", "minutes", "wish", "state")
KINDS = ("hours", "rest", "breaks", "education", "cover")
WISHES = ("pay", "toil")
OPEN = "open"
"""The state of a report of which the file says none."""
TIMED = ("hours", "rest")
"""Kinds that are worth as long as they last: a report of one says when, or for how long."""
EXPECTED_TIME = "HH:MM, 00:00 to 23:59"


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One row of exceptions.csv.

    `day`: the date of the duty that it is about. `start`, `end`: minutes after midnight, the end
    after the start, None where the file has no times. `minutes`: how long, None where it has not.
    """

    report: str
    doctor: str
    day: date
    kind: str
    start: int | None
    end: int | None
    minutes: int | None
    wish: str
    state: str
    row: int


def read_exceptions(path: Source, doctors: tuple[str, ...]) -> tuple[ReportRow, ...]:
    """The reports of a file, in its order. Raises InputError with every fault of every row."""
    faults = Faults([])
    known = {name_key(name): name for name in doctors}
    found: list[ReportRow] = []
    seen: dict[str, int] = {}
    for row in rows(path, faults, COLUMNS, ("report", "doctor", "date", "kind")):
        report = row.needed("report")
        if report in seen:
            row.fault("report", f"the report of row {seen[report]} again", code="repeated")
        seen.setdefault(report, row.number)
        doctor = _doctor(row, known, doctors)
        day = row.date("date")
        if not row.text("date"):
            row.fault("date", "no date", "YYYY-MM-DD, the date of the duty", code="not-a-date")
        kind = row.choice("kind", KINDS, "")
        start, end = _times(row)
        long = row.whole("minutes", None, 1, DAY)
        if kind in TIMED and end is None and long is None:
            what = f"a report of {kind} that says neither from when to when nor for how long"
            row.fault("minutes", what, "from and to, or minutes", code="missing-value")
        if start is not None and end is not None and long not in (None, end - start):
            expected = f"{end - start}, as from and to have it"
            row.fault("minutes", "not the time from from to to", expected, code="out-of-range")
        wish = row.choice("wish", WISHES, WISHES[0])
        state = row.text("state", OPEN).lower()
        if says_walkout(state):
            what = "a report does not hold who was in a walkout, or who was not"
            row.fault("state", what, "open, or how it was closed", code="reserved-code")
        if day is not None:
            found.append(
                ReportRow(report, doctor, day, kind, start, end, long, wish, state, row.number)
            )
    if not found and not faults.found:
        expected = "a report a row"
        raise InputError(Fault("no report in it", path.name, expected=expected, code="empty-file"))
    if faults.found:
        raise InputError(*faults.found)
    return tuple(found)


def _doctor(row: Row, known: dict[str, str], doctors: tuple[str, ...]) -> str:
    """The doctor as doctors.csv spells the name; a fault where there is none."""
    written = row.needed("doctor")
    if written and name_key(written) not in known:
        near = nearest(written, doctors)
        expected = "a doctor of doctors.csv" + (f"; {near!r}?" if near else "")
        row.fault("doctor", "no such doctor", expected, code="unknown-doctor")
    return known.get(name_key(written), "")


def _times(row: Row) -> tuple[int | None, int | None]:
    """From and to; an end not after its start is the next day's. A fault for one alone."""
    texts = {column: row.text(column) for column in ("from", "to")}
    if not any(texts.values()):
        return None, None
    found: dict[str, int | None] = {}
    for column, text in texts.items():
        if not text and column == "to" and row.text("minutes"):
            found[column] = None
            continue
        try:
            found[column] = minutes(text)
        except ValueError:
            what = "not a time" if text else "only one of from and to is there"
            row.fault(column, what, EXPECTED_TIME, code="not-a-time")
            return None, None
    start, end = found["from"], found["to"]
    if start is not None and end is not None and end <= start:
        end += DAY
    return start, end
