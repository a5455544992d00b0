"""What is wrong with an input: where, what was found, what was expected, how to mend it."""

from dataclasses import dataclass, field

UNSORTED = "wrong-input"
"""The code of a fault that is of none of these kinds."""
CODES = {
    "arguments-clash": "Two arguments or files that do not go together.",
    "calls-out-nobody": "A walkout that calls nobody out, or a substitute who is called out.",
    "control-character": "A character that no workbook, page or calendar can hold.",
    "empty-file": "A file or a sheet with nothing in it.",
    "extra-cells": "A row with more, or fewer, cells than its columns.",
    "formula": "A formula where a value is needed.",
    "infeasible": "Demands that cannot hold together: that is proved.",
    "leave-in-template": "Leave or a date in a template, which has neither.",
    "lost-task": "A hospital's task that failed where it ran, or that ended its workers.",
    "merged-cell": "A merged cell in a table.",
    "missing-argument": "Something that the call, or hospital.toml, has to name.",
    "missing-column": "A column that the file needs.",
    "missing-extra": "A library of an extra that is not installed.",
    "missing-file": "A file or a folder that is not there.",
    "missing-key": "A key or a part of a file that it needs.",
    "missing-rota": "A command that needs a dated rota, or a template, where there is none.",
    "missing-value": "A blank cell, or an empty list or text, where a value is needed.",
    "never-clears": "A queue that its servers cannot clear: the work is more than they can do.",
    "no-cluster": "A Dask scheduler that does not answer, or is lost.",
    "no-port": "A port or an address at which nothing can listen.",
    "no-result": "Nothing found in the time, and nothing proved: more time may find it.",
    "no-room": "A table or a name that Excel has no room for.",
    "no-store": "A database that does not answer, or may not be written.",
    "no-workers": "A Dask cluster without workers that can run sevenday's tasks.",
    "not-a-date": "A date that is not YYYY-MM-DD, or days that are none.",
    "not-a-hospital-workbook": "A workbook that is not laid out as a hospital's files.",
    "not-a-number": "A number that is none, or not within its bounds.",
    "not-a-sweep": "A sweep that is not name=from:to:step, or has too many values.",
    "not-a-table": "A line that is not of the file's form.",
    "not-a-text": "A value of TOML that is not of the kind its key takes.",
    "not-a-time": "A time that is not HH:MM, or a date-time with a zone.",
    "not-a-workbook": "A file that is no Excel workbook, or one that is not safe to open.",
    "not-breaks": "Breaks that are not minutes, as 30+30.",
    "not-in-contract": "Something that the contract does not have on the date, or does not pay.",
    "not-in-encoding": "Text that is not in UTF-8.",
    "not-toml": "A file that is not TOML.",
    "nothing-to-fill": "A build without places, dates or doctors.",
    "other-doctors": "A rota of other doctors than the hospital's.",
    "out-of-order": "An end before its start, or a later step before an earlier one.",
    "out-of-range": "A figure over another that bounds it.",
    "outside-dates": "A date that is not in the rota, the action or the doctor's time here.",
    "overlapping-duties": "Duties of one doctor that overlap.",
    "repeated": "The same thing twice: a row, a doctor, a key, an offer.",
    "repeated-column": "A column or a date twice in a heading.",
    "reserved-code": "A shift code that already means something, or that a rota may not hold.",
    "stale-plan": "A kept plan that is not of the folder as it is now.",
    "unclear-cell": "A cell of a workbook that can be read in two ways, or in none.",
    "unclear-name": "Two names that may be one doctor's.",
    "unknown-column": "A column that no file of that name has.",
    "unknown-contract": "A contract that Sevenday does not have, and no file.",
    "unknown-doctor": "A doctor who is not in doctors.csv or the rota.",
    "unknown-grade": "A grade or a scale point that the contract does not have.",
    "unknown-key": "A key, a section or a term that is not known.",
    "unknown-list": "A planned list that electives.csv does not have.",
    "unknown-service": "A service that the hospital does not have.",
    "unknown-sheet": "A sheet that the workbook does not have.",
    "unknown-shift": "A shift code that is not in shifts.csv.",
    "not-on-record": "A date that is not on the record of walkouts.",
    "unknown-template": "A template, or a week of one, that is not there.",
    "unknown-term": "A term that this offer cannot change.",
    "unknown-word": "A word that is none of those allowed.",
    "unreadable-file": "A file that the system, or its form, does not let us read.",
    "unsupported-rule": "A rule that the engine asked for cannot hold.",
    "unwritable-file": "A file or a folder that cannot be written.",
    "wrong-inheritance": "A contract file whose inherits leads nowhere, or in a circle.",
    "wrong-sides": "A sides.toml that is not of its form.",
    "wrong-unit": "A value that is not of its term's unit.",
    UNSORTED: "Anything else: the words say what.",
}
"""Every code of a fault, and what is wrong where it stands (docs/faults.md)."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in an input.

    `file` is a name as the user knows it, `row` counts from 1 with the header as row 1,
    `column` is the column's heading or the key; each may be blank where it means nothing. `code`
    is one of `CODES`, the same whatever the words: programs and pages of help go by it.
    """

    what: str
    file: str = ""
    row: int | None = None
    column: str = ""
    found: str = ""
    expected: str = ""
    code: str = field(default=UNSORTED, kw_only=True)

    @property
    def place(self) -> str:
        """Where it is, in words; without a file, its column is an option."""
        place = self.file
        if self.row is not None:
            place += f" row {self.row}"
        if self.column:
            kind = "key" if self.file.endswith(".toml") else "column"
            place += f" {kind} {self.column!r}" if place else self.column
        return place.strip()

    def __str__(self) -> str:
        """The fault on one line, place first."""
        text = f"{self.place}: {self.what}" if self.place else self.what
        if self.found:
            text += f"; found {self.found!r}"
        if self.expected:
            text += f"; expected {self.expected}"
        return text


class InputError(ValueError):
    """The input or the call is wrong. Carries every fault found, not the first alone."""

    def __init__(self, *faults: Fault | str, code: str = UNSORTED) -> None:
        """Take faults, or plain sentences, of a code, for faults that stand in no file."""
        self.faults = tuple(Fault(f, code=code) if isinstance(f, str) else f for f in faults)
        super().__init__("\n".join(str(f) for f in self.faults))
