"""Trusts that became one: `mergers.csv` says which, and their earlier counts are added up."""

from collections.abc import Mapping
from pathlib import Path

from sevenday.files.table import Faults, rows

COLUMNS = ("from", "into")


def read_mergers(folder: Path, faults: Faults) -> tuple[Mapping[str, str], list[str]]:
    """Which code each predecessor's counts go to, and that in words.

    A folder without the file has no merger. A chain of mergers leads to its last trust; one that
    leads back to itself is a fault.
    """
    path = folder / "mergers.csv"
    if not path.exists():
        return {}, []
    into: dict[str, str] = {}
    for row in rows(path, faults, COLUMNS, COLUMNS):
        old, new = row.needed("from"), row.needed("into")
        if old in into:
            row.fault("from", "a trust that merged twice", "one row", code="repeated")
        into[old] = new
        if _last(old, into) is None:
            row.fault("into", "mergers that go in a circle", "an end", code="out-of-order")
            del into[old]
    last = {old: _last(old, into) or old for old in into}
    return last, [f"{old} is counted with {new} (mergers.csv)." for old, new in last.items()]


def _last(code: str, into: Mapping[str, str]) -> str | None:
    seen = {code}
    while code in into:
        code = into[code]
        if code in seen:
            return None
        seen.add(code)
    return code
