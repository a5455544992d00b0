"""What the readers of text forms share: lines without comments, and whole numbers in them."""

import re
from collections.abc import Iterator

from sevenday.files.table import Faults

MOST = 10**7
"""No number of a benchmark is higher: minutes of a year are 527,040."""

_WHOLE = re.compile(r"[+-]?[0-9]{1,8}(\.0*)?")
"""Also `-0`, `+7` and `480.0`, which published files have and which mean one thing."""


def lines_with_content(text: str) -> Iterator[tuple[int, str]]:
    """The lines that say something, as (number from 1, stripped text); `#` starts a comment."""
    for number, line in enumerate(text.splitlines(), 1):
        if content := line.partition("#")[0].strip():
            yield number, content


class Whole:
    """Reads whole numbers of one file, and notes a fault for what is none."""

    def __init__(self, file: str, faults: Faults) -> None:
        """`file`: its name in faults."""
        self.file, self.faults = file, faults

    def __call__(self, text: str, line: int, column: str, low: int = 0, high: int = MOST) -> int:
        """The text as a whole number from low to high; `low`, and a fault, where it is none."""
        text = text.strip()
        if _WHOLE.fullmatch(text) and low <= int(text.partition(".")[0]) <= high:
            return int(text.partition(".")[0])
        expected = f"a whole number from {low:,} to {high:,}"
        self.faults.add(
            "not a number in range", self.file, line, column, text, expected, code="not-a-number"
        )
        return low
