"""cover.csv and requests.csv: what the services need and what the doctors ask for."""

from sevenday.files.table import Faults, Row, Source, iso_date, rows
from sevenday.model import LEAVE, Cells, Request, Requirement
from sevenday.model.hospital import WEEKDAYS, span_of

COVER = ("service", "shift", "days", "min", "ideal", "max", "tier", "competence", "rank")
REQUESTS = ("doctor", "from", "to", "shift", "want", "weight")


def read_cover(path: Source, cells: Cells, faults: Faults) -> tuple[Requirement, ...]:
    """The requirements, each for a shift of shifts.csv on days that can be read."""
    found = []
    for row in rows(path, faults, COVER, ("shift", "days", "min")):
        least = row.whole("min", 0)
        ideal = row.whole("ideal", least)
        most = row.whole("max")
        if ideal < least or (most is not None and most < ideal):
            row.fault("ideal", "out of order", "min <= ideal <= max")
        shift = row.needed("shift")
        if shift and shift not in cells.shifts and span_of(shift) is None:
            how = f"one of {', '.join(cells.shifts)}, or a span as 08:00-10:00"
            row.fault("shift", "no such shift", how)
        _check_days(row)
        found.append(
            Requirement(
                row.text("service"),
                row.text("shift"),
                row.text("days"),
                least,
                ideal,
                most,
                row.whole("tier", None, 1, 3),
                row.text("competence"),
                row.whole("rank", 3, 1, 6),
                row.number,
            )
        )
    return tuple(found)


def _check_days(row: Row) -> None:
    text = row.needed("days")
    for part in filter(None, (part.strip() for part in text.split(","))):
        ends = part.split("-") if iso_date(part) is None else []
        known = part in ("all", "working") or iso_date(part) or all(e in WEEKDAYS for e in ends)
        if not known:
            row.fault("days", f"{part!r} is no day", "Mon-Fri, Sat,Sun, all, working or ISO dates")


def read_requests(
    path: Source, doctors: tuple[str, ...], cells: Cells, faults: Faults
) -> tuple[Request, ...]:
    """The requests, each by a doctor who is known, for dates in order."""
    found = []
    for row in rows(path, faults, REQUESTS, ("doctor", "from", "want")):
        if row.needed("doctor") not in doctors:
            row.fault("doctor", "no such doctor", "a doctor of doctors.csv")
        first = row.date("from")
        last = row.date("to") or first
        if first is None or last is None:
            if not row.text("from"):
                row.fault("from", "no date", "YYYY-MM-DD")
            continue
        if last < first:
            row.fault("to", "before from", f"{first} or later")
        shift = row.text("shift")
        if shift and shift not in cells.shifts and shift not in LEAVE:
            row.fault("shift", "no such shift", f"one of {', '.join(cells.shifts)}")
        want = row.choice("want", ("on", "off", "leave"), "off")
        weight = row.number_in("weight", 1.0)
        found.append(Request(row.text("doctor"), first, last, shift, want, weight, row.number))
    return tuple(found)
