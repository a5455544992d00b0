"""Walkout files take listed columns and keys only: nobody's part in a strike has a place in them.

Trade-union membership is special-category personal data, and data that reveals or is used to
infer it is caught too (walkouts.md 2.9). A name that a file does not list is refused whatever it
holds, and its cells are neither kept nor printed.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from sevenday.files.table import Faults, Row, Source, rows

REASON = (
    "a walkout file takes nothing else, so that nothing in it can say or hint who is in a trade "
    "union or who takes part in a strike: that is special-category personal data (UK GDPR, "
    "Article 9). Give counts of a group on a shift, in counts.csv"
)

_PART = re.compile(r"\b(strikes?|strikers?|striking|industrial action)\b", re.IGNORECASE)


def says_walkout(text: str) -> bool:
    """Whether a code, a name or a cell says a walkout, so that it would say who was in it."""
    return _PART.search(text.replace("_", " ")) is not None


def refused(names: tuple[str, ...]) -> str:
    """What a walkout file expects in the place of a column or key that it does not list."""
    return f"one of {', '.join(names)}; {REASON}"


def listed_rows(
    path: Source, faults: Faults, columns: tuple[str, ...], needed: tuple[str, ...]
) -> Iterator[Row]:
    """The rows of a walkout file; a column that is not listed is refused with the reason."""
    before = len(faults.found)
    yield from rows(path, faults, columns, needed)
    faults.found[before:] = [
        replace(fault, what="a column that walkout files may not have", expected=refused(columns))
        if fault.what == "unknown column"
        else fault
        for fault in faults.found[before:]
    ]
