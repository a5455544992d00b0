"""The states of a walkout, what may follow what, and what a walkout called off gives back."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sevenday.clock import long_date, moment
from sevenday.errors import Fault, InputError
from sevenday.model.walkout import STATES, Elective, Walkout
from sevenday.results import Result, encode

NEXT = {
    "notified": ("going-ahead", "suspended", "called-off"),
    "suspended": ("notified", "going-ahead", "called-off"),
    "going-ahead": ("suspended", "called-off", "over"),
    "called-off": (),
    "over": (),
}
"""What may follow each state. A walkout called off needs a new notice, and so is a new one."""


@dataclass(frozen=True, slots=True)
class Restored(Result):
    """What follows from calling a walkout off, or suspending it, at a moment.

    `restore`: withdrawn lists that have not begun and can be put back; `too_late`: those that have.
    """

    walkout: Walkout
    at: datetime
    restore: tuple[Elective, ...]
    too_late: tuple[Elective, ...]

    @property
    def sentences(self) -> tuple[str, ...]:
        """That the rota stands, then each withdrawn list, soonest first."""
        state = self.walkout.state
        stands = (
            "The walkout is over: the rota stands as it was published."
            if state == "over"
            else f"The walkout is {state.replace('-', ' ')}: the rota stands as it was "
            "published, and substitutes booked for it are stood down."
        )
        stands += f" Looked at as of {self.at:%H:%M} on {long_date(self.at.date())}."
        back = [f"Can be restored: {_list_in_words(e)}." for e in self.restore]
        lost = [
            f"Too late to restore, to be booked anew: {_list_in_words(e)}." for e in self.too_late
        ]
        return (stands, *back, *lost)

    @property
    def withdrawn(self) -> tuple[Elective, ...]:
        """All that was withdrawn."""
        return (*self.restore, *self.too_late)

    def to_dict(self) -> dict[str, Any]:
        """As `walkout --call-off` prints it."""
        lists = {name: getattr(self, name) for name in ("withdrawn", "restore", "too_late")}
        return {
            "state": self.walkout.state,
            "at": encode(self.at),
            **{name: [_as_dict(row) for row in rows] for name, rows in lists.items()},
        }


def with_state(walkout: Walkout, state: str) -> Walkout:
    """The walkout in another state. Raises InputError for one that may not follow its own."""
    allowed = NEXT[walkout.state]
    if state not in allowed:
        expected = " or ".join(allowed) or f"nothing: a walkout that is {walkout.state} stays so"
        what = f"a walkout that is {walkout.state} cannot become {state}"
        if state not in STATES:
            what, expected = "no such state", ", ".join(STATES)
        raise InputError(
            Fault(what, "walkout.toml", None, "state", state, expected, code="unknown-word")
        )
    return replace(walkout, state=state)


def restore_lists(walkout: Walkout, withdrawn: tuple[Elective, ...], at: datetime) -> Restored:
    """What a walkout that is off, suspended or over gives back at a moment (London wall clock).

    `withdrawn`: the lists that its plan withdraws. The rota is not touched: it always stood.
    """
    ordered = sorted(withdrawn, key=lambda e: (e.date, e.start, e.name))
    ahead = [e for e in ordered if e.span[0] > at]
    gone = [e for e in ordered if e.span[0] <= at]
    return Restored(walkout, at, tuple(ahead), tuple(gone))


def reference_time(walkout: Walkout, first: date, now: datetime) -> datetime:
    """The moment that a walkout is looked at where none is given.

    Now while it is not past; of one that is past, as in a record or an example, the rota's `first`
    date, and the end of one that is over.
    """
    _, end = walkout.span
    if walkout.state == "over":
        return max(now, end)
    return now if now < end else moment(first)


def _list_in_words(elective: Elective) -> str:
    patients = f"{elective.patients} {'patient' if elective.patients == 1 else 'patients'}"
    return (
        f"{elective.name}, {long_date(elective.date)} at {elective.span[0]:%H:%M}, "
        f"{elective.urgency}, {patients}"
    )


def _as_dict(elective: Elective) -> dict[str, Any]:
    return {
        "list": elective.name,
        "date": elective.date.isoformat(),
        "start": f"{elective.span[0]:%H:%M}",
        "urgency": elective.urgency,
        "patients": elective.patients,
    }
