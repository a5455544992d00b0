"""Two duties that one doctor may do on one day: `[build] joined_duties`, each a cell of its own."""

from collections.abc import Iterator

from sevenday.errors import Fault, InputError
from sevenday.model import Hospital


def joined_codes(hospital: Hospital) -> tuple[int, ...]:
    """The cell code of each pair that a folder lets one day hold.

    Raises
    ------
    InputError
        For what is no pair, a shift that is not there, and duties that cannot be joined.
    """
    faults: list[Fault] = []
    found: dict[int, None] = {}
    for text in hospital.build.get("joined_duties", ()):
        names = shifts_of(text)
        missing = [name for name in names if name not in hospital.shifts]
        if len(names) < 2 or missing:
            what = f"no shift {missing[0]!r} in shifts.csv" if missing else "one duty is no pair"
            code = "unknown-shift" if missing else "out-of-range"
            faults.append(_fault(what, text, "two shifts of shifts.csv, as CL+OC", code))
            continue
        try:
            found[hospital.cells.code(text)] = None
        except InputError as error:
            how = "duties of one date that do not overlap, resident ones without a gap"
            faults += [_fault(fault.what, text, how, fault.code) for fault in error.faults]
    if faults:
        raise InputError(*faults)
    return tuple(found)


def shifts_of(cell: str) -> tuple[str, ...]:
    """The shifts that a cell's text joins, or the one that it is."""
    return tuple(name.strip() for name in cell.split("+"))


def codes_with(hospital: Hospital, shift: str) -> Iterator[int]:
    """The cell codes of a shift: by itself, and in each pair that a day may hold."""
    yield hospital.cells.code(shift)
    for code in joined_codes(hospital):
        if shift in shifts_of(hospital.cells.texts[code]):
            yield code


def _fault(what: str, found: str, expected: str, code: str) -> Fault:
    return Fault(what, "hospital.toml", None, "build.joined_duties", found, expected, code=code)
