"""What is wrong with an input: where, what was found, what was expected, how to mend it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in an input.

    `file` is a name as the user knows it, `row` counts from 1 with the header as row 1,
    `column` is the column's heading or the key; each may be blank where it means nothing.
    """

    what: str
    file: str = ""
    row: int | None = None
    column: str = ""
    found: str = ""
    expected: str = ""

    def __str__(self) -> str:
        """The fault on one line, place first."""
        place = self.file
        if self.row is not None:
            place += f" row {self.row}"
        if self.column:
            place += f" column {self.column!r}"
        text = f"{place.strip()}: {self.what}" if place else self.what
        if self.found:
            text += f"; found {self.found!r}"
        if self.expected:
            text += f"; expected {self.expected}"
        return text


class InputError(ValueError):
    """The input or the call is wrong. Carries every fault found, not the first alone."""

    def __init__(self, *faults: Fault | str) -> None:
        """Take faults, or plain sentences for faults that stand in no file."""
        self.faults = tuple(Fault(f) if isinstance(f, str) else f for f in faults)
        super().__init__("\n".join(str(f) for f in self.faults))
