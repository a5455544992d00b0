"""Shifts, and the table that turns the text of a rota's cell into the parts of a duty."""

from dataclasses import dataclass, replace
from typing import Literal

from sevenday.clock import DAY
from sevenday.errors import InputError

LONGEST = DAY
"""Minutes that a resident shift, or several joined, may last."""

Kind = Literal["resident", "on-call"]


@dataclass(frozen=True, slots=True)
class Shift:
    """A kind of duty. Times are minutes after midnight of its date; `end` is after `start`.

    `breaks` is None where the file does not say. For on-call, `work` is the minutes of work
    expected in the period, `work_night` the part of it in 21:00-07:00 (None: pro rata),
    `rest_continuous` the minutes of rest expected without a break in 22:00-07:00 (None: met).
    For a resident shift `work` is its length.
    """

    code: str
    start: int
    end: int
    name: str = ""
    kind: Kind = "resident"
    breaks: tuple[int, ...] | None = None
    work: float = 0.0
    work_night: float | None = None
    episodes: int = 0
    rest_continuous: float | None = None
    service: str = ""
    tier: int | None = None
    colour: str = ""

    @property
    def minutes(self) -> int:
        """Length by the clock, in minutes."""
        return self.end - self.start

    @property
    def on_call(self) -> bool:
        """Whether the doctor is called in rather than resident."""
        return self.kind == "on-call"


def join(cell: str, shifts: tuple[Shift, ...]) -> tuple[Shift, ...]:
    """The duties of one cell in order of time, resident ones that touch made one shift.

    Raises InputError where two overlap, where resident ones are split by a gap, or where they last
    over 24 hours together.
    """
    parts: list[Shift] = []
    for shift in sorted(shifts, key=lambda s: (s.start, s.end)):
        before = parts[-1] if parts else None
        if before and shift.start < before.end:
            raise InputError(
                f"{cell}: {before.code} and {shift.code} overlap", code="overlapping-duties"
            )
        if before and not shift.on_call and not before.on_call and shift.start == before.end:
            known = before.breaks is not None and shift.breaks is not None
            parts[-1] = replace(
                before,
                code=f"{before.code}+{shift.code}",
                end=shift.end,
                work=float(shift.end - before.start),
                breaks=(before.breaks or ()) + (shift.breaks or ()) if known else None,
            )
        else:
            parts.append(shift)
    if sum(not p.on_call for p in parts) > 1:
        raise InputError(
            f"{cell}: a shift split by a gap is not allowed", code="overlapping-duties"
        )
    if any(not p.on_call and p.minutes > LONGEST for p in parts):
        raise InputError(f"{cell}: a resident shift of over 24 hours", code="out-of-range")
    return tuple(parts)
