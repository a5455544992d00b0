"""cover.csv: how many doctors each service needs on each shift."""

from sevenday.clock import WEEKDAYS
from sevenday.files.table import Faults, Row, Source, parse_date, rows
from sevenday.model import DutyCodes, Requirement
from sevenday.model.hospital import clock_span

COVER = ("service", "shift", "days", "min", "ideal", "max", "tier", "competence", "rank")


def read_cover(path: Source, cells: DutyCodes, faults: Faults) -> tuple[Requirement, ...]:
    """The requirements, each for a shift of shifts.csv on days that can be read."""
    found = []
    for row in rows(path, faults, COVER, ("shift", "days", "min")):
        least = row.whole("min", 0)
        ideal = row.whole("ideal", least)
        most = row.whole("max")
        if ideal < least or (most is not None and most < ideal):
            row.fault("ideal", "out of order", "min <= ideal <= max", code="out-of-order")
        shift = row.needed("shift")
        if shift and shift not in cells.shifts and clock_span(shift) is None:
            how = f"one of {', '.join(cells.shifts)}, or a span as 08:00-10:00"
            row.fault("shift", "no such shift", how, code="unknown-shift")
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
                ranked=bool(row.text("rank")),
            )
        )
    return tuple(found)


def are_days(text: str) -> bool:
    """Whether a text says days, as `Mon-Fri`, `Sat,Sun`, `all`, `working` or ISO dates."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    return bool(parts) and all(map(_is_day, parts))


def _is_day(part: str) -> bool:
    if part in ("all", "working") or parse_date(part) is not None:
        return True
    return all(end in WEEKDAYS for end in part.split("-"))


def _check_days(row: Row) -> None:
    text = row.needed("days")
    for part in filter(None, (part.strip() for part in text.split(","))):
        if not _is_day(part):
            row.fault(
                "days",
                f"{part!r} is no day",
                "Mon-Fri, Sat,Sun, all, working or ISO dates",
                code="not-a-date",
            )
