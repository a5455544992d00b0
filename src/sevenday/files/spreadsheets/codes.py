"""What a rota's cell means: a shift, a join of shifts, leave, a day off, or nothing known."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from sevenday.clock import DAY, hhmm
from sevenday.files.leave_words import meaning, meaning_within
from sevenday.files.spreadsheets.entries import Entry, Legend
from sevenday.files.time_words import times_in
from sevenday.model import RESERVED, Shift
from sevenday.model.absence import canonical, without_duty

REMARK = re.compile(r"(\S[^()]*?)\s*(?:\(([^()]*)\)|\s[-–—]\s+(\S.*)|\*+)")
"""A code and what is written beside it in its cell: D (teaching), D - clinic, D*."""
CHANGES = re.compile(
    r"[?½/+]|\b(?:not?|cancel\w*|swap\w*|moved?|instead|off|half|until|till?|from|finish\w*|"
    r"start\w*|leav\w*|late|early|locum|cover\w*|tbc)\b",
    re.IGNORECASE,
)
"""What in a remark may change the duty: such a cell is not understood."""


@dataclass(slots=True)
class Codes:
    """The shifts known so far, and how cells' texts were taken where they are not those codes.

    `as_read` maps a text to the cell it was taken as, for texts that are written otherwise.
    """

    legend: Legend
    shifts: dict[str, Shift]
    as_read: dict[str, str] = field(default_factory=dict)
    _known: dict[str, str | None] = field(default_factory=dict)

    def cell(self, text: str) -> str | None:
        """The cell of FORMS.md that a text says, None where it is not known."""
        text = " ".join(text.split())
        if text not in self._known:
            code = self._one(text)
            if code is None and "+" in text:
                parts = [self._one(part.strip()) for part in text.split("+")]
                if all(parts):
                    code = canonical("+".join(filter(None, parts)))
            self._known[text] = code
            if code is not None and code != text and text not in ("", "-"):
                self.as_read[text] = code
        return self._known[text]

    def forget(self, text: str) -> None:
        """Look a text up again: the legend has a word on it now."""
        self._known.pop(text, None)

    def is_duty(self, text: str) -> bool:
        """Whether a text is a shift, or a join of shifts."""
        code = self.cell(text)
        return bool(code) and not without_duty(str(code))

    def _one(self, text: str) -> str | None:
        code = self._plain(text)
        if code is None and (match := REMARK.fullmatch(text)):
            code = self._plain(match[1])
            remark = match[2] or match[3] or ""
            if code and (CHANGES.search(remark) or meaning_within(remark) or times_in(remark)):
                return None
        return code

    def _plain(self, text: str) -> str | None:
        if text in self.shifts:
            return text
        if text in self.legend.words:
            return self.legend.words[text][0]
        if text in self.legend.names:
            return self.legend.names[text]
        if text in self.legend.unclear:
            return None
        if (code := meaning(text)) is not None:
            return code
        names = [
            code
            for code, shift in self.shifts.items()
            if _name(text) in (_name(code), _name(shift.name))
        ]
        if len(names) == 1:
            return names[0]
        return None if names else self._inline(text)

    def _inline(self, text: str) -> str | None:
        """A cell that says its own times, "0900-1700", is a shift of those times."""
        found = times_in(text)
        if found is None or found[2].strip() or found[3].strip():
            return None
        start, end = found[:2]
        code = f"{hhmm(start)}-{hhmm(end)}"
        self.shifts.setdefault(code, Shift(code, start, end + DAY * (end <= start)))
        return code


def _name(text: str) -> str:
    """A name as it is compared: small letters, "Long day shift" and "long days" as "long day"."""
    return re.sub(r"(?<=\w{3})s$", "", re.sub(r" shifts?$", "", text.casefold()))


def known_codes(legend: Legend, given: Mapping[str, Shift]) -> Codes:
    """The codes of a legend and of a shifts.csv; the file wins."""
    shifts = {entry.code: _shift(entry) for entry in legend.shifts.values()}
    shifts = {code: shift for code, shift in shifts.items() if code not in RESERVED}
    return Codes(legend, shifts | dict(given))


def _shift(entry: Entry) -> Shift:
    end = entry.end + DAY * (entry.end <= entry.start)
    if entry.on_call:
        return Shift(entry.code, entry.start, end, entry.name, "on-call")
    breaks = entry.breaks if sum(entry.breaks or ()) < end - entry.start else None
    return Shift(entry.code, entry.start, end, entry.name, breaks=breaks)
