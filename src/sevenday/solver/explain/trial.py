"""Lines as they would be, put to the checker: what each would break, and what it would come to."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np

from sevenday.contracts import Terms
from sevenday.limits import Checker
from sevenday.limits.classes import NIGHT
from sevenday.limits.fold import EPSILON
from sevenday.limits.lines import Lines, dated
from sevenday.limits.verdict import Verdict
from sevenday.model import Codes, Hospital, Rota
from sevenday.solver.engine.problem import Bools, Ints

Floats = np.ndarray[tuple[int], np.dtype[np.float64]]


@dataclass(frozen=True, eq=False, slots=True)
class TrialResult:
    """Lines that were tried: `lawful` (n,), `minutes` of work, `weekends` and `nights` (n,)."""

    lawful: Bools
    minutes: Floats
    weekends: Floats
    nights: Ints


class LineTrial:
    """Tries other lines for the doctors of a hospital, from `first`, with the history they have."""

    def __init__(self, hospital: Hospital, terms: Terms, first: date) -> None:
        """Nothing is asked of the hospital's own rota."""
        self.checker, self.first = Checker(hospital, terms), first
        duties = self.checker.duties
        is_night: Bools = np.any(duties.mask & NIGHT, axis=1)
        cells = pairwise(duties.first.tolist())
        self.night = np.array([is_night[low:high].any() for low, high in cells])

    def __call__(self, rows: list[int], lines: Codes) -> TrialResult:
        """The lines (n, days) of cell codes, each for the doctor of a row."""
        made = self._lines(rows, lines)
        totals = self.checker.totals(made)
        return TrialResult(
            np.all(self.checker.slack(made) >= -EPSILON, axis=1),
            totals.worked,
            totals.weekends,
            self.night[lines].sum(1),
        )

    def breaches(self, rows: list[int], lines: Codes) -> list[list[Verdict]]:
        """What each line breaks, in the checker's words."""
        return self.checker.verdicts(self._lines(rows, lines))

    def _lines(self, rows: list[int], lines: Codes) -> Lines:
        """The lines laid out; a doctor may be there twice."""
        hospital = self.checker.hospital
        names = tuple(hospital.doctors[row].name for row in rows)
        return dated(hospital, Rota(names, self.first, np.ascontiguousarray(lines, np.int16)))
