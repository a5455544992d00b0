"""shifts.csv: the kinds of duty."""

from sevenday.clock import DAY
from sevenday.files.refusal import says_walkout
from sevenday.files.table import Faults, Row, Source, rows
from sevenday.model import RESERVED, Shift
from sevenday.model.absence import HALF

COLUMNS = (
    "code",
    "name",
    "start",
    "end",
    "kind",
    "breaks",
    "work_hours",
    "work_night",
    "work_episodes",
    "rest_continuous",
    "service",
    "tier",
    "colour",
)
NOON = DAY // 2
OF_CALL = ("work_hours", "work_night", "work_episodes", "rest_continuous")
"""Columns that say something of on-call periods alone."""


def read_shifts(path: Source, faults: Faults) -> tuple[dict[str, Shift], list[str]]:
    """Shifts by code, and what was not said in the file and is assumed."""
    shifts: dict[str, Shift] = {}
    seen: dict[str, int] = {}
    unsaid_breaks: list[str] = []
    unsaid_work: list[str] = []
    unread: list[str] = []
    for row in rows(path, faults, COLUMNS, ("code", "start", "end")):
        shift = _shift(row)
        if shift is None:
            if code := row.text("code"):  # its fault is told: cells that hold it are not at fault
                shifts.setdefault(code, Shift(code, NOON, NOON + 1))
            continue
        if shift.code in seen:
            row.fault(
                "code",
                f"shift twice: row {seen[shift.code]} has it too",
                "each code once",
                code="repeated",
            )
            continue
        seen[shift.code] = row.number
        shifts[shift.code] = shift
        if not shift.on_call and shift.breaks is None:
            unsaid_breaks.append(shift.code)
        if shift.on_call and not row.text("work_hours"):
            unsaid_work.append(shift.code)
        if not shift.on_call and any(row.text(column) for column in OF_CALL):
            unread.append(shift.code)
    notes = []
    if unsaid_breaks:
        notes.append(f"Breaks of {', '.join(unsaid_breaks)} are not stated: taken as met.")
    if unsaid_work:
        notes.append(
            f"Work expected on call in {', '.join(unsaid_work)} is not stated: taken as 0 hours."
        )
    if unread:
        notes.append(
            f"{', '.join(unread)}: resident, so all of it is work; {', '.join(OF_CALL)} are of "
            "on-call periods, and not read."
        )
    return shifts, notes


def _shift(row: Row) -> Shift | None:
    code = row.needed("code")
    start, end = row.time("start"), row.time("end", midnight=True)
    kind = row.choice("kind", ("resident", "on-call"), "resident", _kind_meant)
    if code.removesuffix(HALF) in RESERVED or code == "-":
        row.fault("code", "a code with a meaning of its own", "another code", code="reserved-code")
        return None
    for column in ("code", "name"):
        if says_walkout(row.text(column)):
            what = "a rota does not hold who was in a walkout, or who was not"
            expected = "what is done on the duty, as Extra day; no duty for who stays away"
            row.fault(column, what, expected, code="reserved-code")
    if "+" in code:
        row.fault("code", "+ joins duties in a cell", "a code without +", code="reserved-code")
        return None
    if not code or start is None or end is None:
        return None
    end += DAY if end <= start else 0
    hours = (end - start) / 60
    on_call = kind == "on-call"
    work = row.number_in("work_hours", 0.0, 0, hours)
    night = row.number_in("work_night", None, 0, hours)
    if on_call and night is not None and night > work:
        row.fault("work_night", "more than work_hours", f"at most {work:g}", code="out-of-range")
    rest = row.number_in("rest_continuous", None, 0, 24)
    return Shift(
        code,
        start,
        end,
        row.text("name"),
        "on-call" if on_call else "resident",
        _breaks(row, end - start),
        60 * work if on_call else float(end - start),
        None if night is None else 60 * night,
        row.whole("work_episodes", 0),
        None if rest is None else 60 * rest,
        row.text("service"),
        row.whole("tier", None, 1, 3),
        row.text("colour"),
    )


def _kind_meant(text: str) -> str:
    return text.casefold().replace(" ", "-")


def _breaks(row: Row, length: int) -> tuple[int, ...] | None:
    text = row.text("breaks")
    if not text:
        return None
    parts = [part.strip() for part in text.split("+")]
    if not all(part.isascii() and part.isdigit() for part in parts):
        row.fault("breaks", "not breaks", "minutes as 30+30, or 0 for none", code="not-breaks")
        return None
    breaks = tuple(int(part) for part in parts if int(part))
    if sum(breaks) >= length:
        row.fault("breaks", "breaks as long as the shift", "minutes as 30+30", code="out-of-range")
        return None
    return breaks
