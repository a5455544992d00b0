"""requests.csv: what the doctors ask for, and how much each request counts."""

from sevenday.files.table import Faults, Source, rows
from sevenday.model import ABSENCE, DutyCodes, Request
from sevenday.model.names import name_key, nearest

REQUESTS = ("doctor", "from", "to", "shift", "want", "weight")


def read_requests(
    path: Source, doctors: tuple[str, ...], cells: DutyCodes, faults: Faults
) -> tuple[Request, ...]:
    """The requests, each by a doctor who is known, for dates in order."""
    found = []
    known = {name_key(name): name for name in doctors}
    for row in rows(path, faults, REQUESTS, ("doctor", "from", "want")):
        written = row.needed("doctor")
        if (doctor := known.get(name_key(written), "")) == "":
            near = nearest(written, doctors)
            expected = "a doctor of doctors.csv" + (f"; {near!r}?" if near else "")
            row.fault("doctor", "no such doctor", expected, code="unknown-doctor")
        first = row.date("from")
        last = row.date("to") or first
        if first is None or last is None:
            if not row.text("from"):
                row.fault("from", "no date", "YYYY-MM-DD", code="not-a-date")
            continue
        if last < first:
            row.fault("to", "before from", f"{first} or later", code="out-of-order")
        shift = row.text("shift")
        if shift and shift not in cells.shifts and shift not in ABSENCE:
            row.fault(
                "shift", "no such shift", f"one of {', '.join(cells.shifts)}", code="unknown-shift"
            )
        want = row.choice("want", ("on", "off", "leave"), "off")
        weight = row.number_in("weight", 1.0)
        found.append(Request(doctor, first, last, shift, want, weight, row.number))
    return tuple(found)
