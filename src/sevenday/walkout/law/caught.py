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
from sevenday.model import Hospital
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
    """Whether a duty of these London wall-clock times is caught by any of a walkout's windows."""
    rule = straddling(walkout.union, walkout.windows[0].start.date())
    return any(rule.catches(window, start, end) for window in walkout.windows)


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
    rule = straddling(walkout.union, walkout.windows[0].start.date())
    called = np.array([doctor.grade in walkout.called_out for doctor in hospital.doctors], np.bool_)
    found = np.zeros(rota.codes.shape, np.bool_)
    for k in range(rota.codes.shape[1]):
        day = rota.first + timedelta(days=k)
        by_code = np.array(
            [
                any(
                    rule.catches(
                        window,
                        moment(day, part.start),
                        moment(day, part.end),
                    )
                    for part in parts
                    for window in walkout.windows
                )
                for parts in hospital.cells.parts
            ],
            np.bool_,
        )
        found[:, k] = by_code[rota.codes[:, k]] & called
    return found
