"""Which duties a walkout catches: by when they start, and by what each union says of the edges.

A duty already begun is finished; one that starts in a window is caught, whatever runs on after it
(walkouts.md 2.3). Duties that straddle a window's ends are judged by the union's own rule, as data
(rules/straddling.toml). The answer is about duties that may be struck, and never about who does.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np
import numpy.typing as npt

from sevenday.clock import moment
from sevenday.contracts import GENERAL, Value
from sevenday.errors import InputError
from sevenday.model import Doctor, Hospital
from sevenday.model.walkout import Walkout, Window
from sevenday.walkout.law.rules import rules

BEGUN = {"finished": False, "stopped": True}
PAST = {"struck": True, "worked": False}
"""Whether a duty that straddles a window's start, or its end, is caught: by the rule's word."""


@dataclass(frozen=True, slots=True)
class Straddling:
    """A union's rule for duties under way when a window opens or closes, with its sources."""

    already_begun: Value
    past_the_end: Value

    def catches(self, window: Window, start: datetime, end: datetime) -> bool:
        """Whether a duty of these London wall-clock times is caught by a window."""
        if start >= window.end or end <= window.start:
            return False
        if start < window.start:
            return BEGUN[self.already_begun.value]
        return PAST[self.past_the_end.value] if end > window.end else True


def straddling(union: str, on: date) -> Straddling:
    """The rule of a union on a date; of one that is not listed, Sevenday's own reading.

    Raises InputError where the data has a word that is not known.
    """
    terms = rules("straddling", on)
    found = []
    for name, words in (("already_begun", BEGUN), ("past_the_end", PAST)):
        term = f"straddling.{name}"
        value = terms.get(term, union if terms.has(term, union) else GENERAL)
        if value.value not in words:
            raise InputError(
                f"{term} is {value.value!r}; expected {' or '.join(words)}", code="unknown-word"
            )
        found.append(value)
    return Straddling(*found)


def is_caught(walkout: Walkout, start: datetime, end: datetime) -> bool:
    """Whether a duty of these London wall-clock times is caught by any window of any action."""
    return any(withheld(action, start, end) for action in walkout.going)


def withheld(action: Walkout, start: datetime, end: datetime) -> set[str]:
    """What an action withholds of a duty: a word of each window that catches it."""
    rule = straddling(action.union, action.windows[0].start.date())
    return {
        action.withheld(window) for window in action.windows if rule.catches(window, start, end)
    }


def caught(hospital: Hospital, walkout: Walkout) -> npt.NDArray[np.bool_]:
    """(doctors, dates) duties of the dated rota that those called out may strike.

    True where any part of a cell's duty is caught and the grade is called out; never for others.
    Raises InputError where there is no dated rota.
    """
    rota = hospital.rota
    if rota is None:
        raise InputError(
            "which duties are caught is asked of a dated rota: rota.csv is not there",
            code="missing-file",
        )
    found = np.zeros(rota.codes.shape, np.bool_)
    for k, row in np.ndindex(rota.codes.shape[::-1]):
        doctor, day = hospital.doctors[row], rota.first + timedelta(days=k)
        found[row, k] = any(
            may_strike(action, doctor, doctor.service, part.code, *times)
            for part in hospital.cells.parts[rota.codes[row, k]]
            for times in [(moment(day, part.start), moment(day, part.end))]
            for action in walkout.going
        )
    return found


def may_strike(
    action: Walkout, doctor: Doctor, service: str, shift: str, start: datetime, end: datetime
) -> set[str]:
    """What an action withholds of a doctor's duty in a service; empty where it calls nobody out."""
    if not action.calls_out(doctor.grade, doctor.service or service):
        return set()
    if action.is_exempt(service, shift, start, end):
        return set()
    return withheld(action, start, end)
