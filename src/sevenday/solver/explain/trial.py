"""Lines as they would be, put to the checker: what each would break, and what it would come to."""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from sevenday.contracts import Terms
from sevenday.limits.check import check, make_fold, rule_contexts
from sevenday.limits.classes import NIGHT, duty_table
from sevenday.limits.fold import EPSILON
from sevenday.limits.lines import dated
from sevenday.limits.rule_table import resolve_rules
from sevenday.limits.totals import line_totals
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
        self.hospital, self.terms, self.first = hospital, terms, first
        self.parts = duty_table(hospital.cells, terms)
        self.tables = [resolve_rules(terms, side) for side in rule_contexts(hospital)]
        begins = self.parts.first[:-1]
        held: Bools = np.any(self.parts.mask & NIGHT, axis=1)
        cells = zip(begins.tolist(), hospital.cells.parts, strict=True)
        self.night = np.array([held[begin : begin + len(parts)].any() for begin, parts in cells])

    def __call__(self, rows: list[int], lines: Codes) -> TrialResult:
        """The lines (n, days) of cell codes, each for the doctor of a row."""
        made = self._made(rows, lines)
        assert made.rota is not None
        laid = dated(made, made.rota)
        slack = make_fold(made, laid, self.tables, self.parts).slack()
        totals = line_totals(laid, self.parts, self.terms)
        return TrialResult(
            np.all(slack >= -EPSILON, axis=1),
            totals.worked,
            totals.weekends,
            self.night[lines].sum(1),
        )

    def breaches(self, rows: list[int], lines: Codes) -> list[tuple[Verdict, ...]]:
        """What each line breaks, in the checker's words, with the doctor's own name."""
        made = self._made(rows, lines)
        found: dict[str, list[Verdict]] = {doctor.name: [] for doctor in made.doctors}
        for breach in check(made, self.terms, "rota").breaches:
            found[breach.doctor].append(breach)
        names = [self.hospital.doctors[row].name for row in rows]
        return [
            tuple(replace(breach, doctor=name) for breach in each)
            for name, each in zip(names, found.values(), strict=True)
        ]

    def _made(self, rows: list[int], lines: Codes) -> Hospital:
        """The lines as a hospital whose doctors are numbered, as one may be there twice."""
        doctors = [self.hospital.doctors[row] for row in rows]
        names = tuple(f"{k}" for k in range(len(rows)))
        before, history = self.hospital.history, None
        if before is not None:
            held = dict(zip(before.doctors, before.codes, strict=True))
            none = np.zeros(before.days, np.int16)
            codes = np.array([held.get(doctor.name, none) for doctor in doctors], np.int16)
            history = Rota(names, before.first, codes.reshape(-1, before.days))
        return replace(
            self.hospital,
            doctors=tuple(replace(d, name=n) for d, n in zip(doctors, names, strict=True)),
            rota=Rota(names, self.first, np.ascontiguousarray(lines, np.int16)),
            history=history,
            pins=None,
            requests=(),
            notes=(),
        )
