"""A whole rota judged, and after an edit only what the edit touched: its lines, its days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from sevenday.limits import Checker
from sevenday.limits.classes import NIGHT
from sevenday.limits.lines import dated
from sevenday.limits.verdict import Verdict
from sevenday.model import Rota
from sevenday.web.ready import Ready
from sevenday.web.rotas.checking import checker_of, contract_is_named
from sevenday.web.rotas.gaps import CoverTable, DayCover, Ints, cover_table
from sevenday.web.rotas.matrix import DraftMatrix


@dataclass(frozen=True, slots=True)
class LineSums:
    """What a line adds up to: hours of an average week, nights, weekends worked; its breaches."""

    hours: float
    nights: int
    weekends: int
    breaches: tuple[Verdict, ...]


@dataclass(frozen=True, eq=False)
class JudgedRota:
    """A rota with what is wrong with it.

    `sums`: by the doctor's key; none without a contract. `there`: (needs, days) how many doctors
    each row of cover.csv has; `table` says which rows and dates those are.
    """

    matrix: DraftMatrix
    sums: Mapping[int, LineSums]
    table: CoverTable
    there: Ints

    @property
    def breaches(self) -> list[Verdict]:
        """Every breach, doctor by doctor."""
        return [breach for sums in self.sums.values() for breach in sums.breaches]

    def cover(self, need: int, column: int) -> DayCover | None:
        """A row of cover.csv on a day; None where it is not needed then."""
        if not self.table.holds[need, column]:
            return None
        day = self.matrix.period.first + timedelta(days=column)
        return DayCover(self.table.needs[need], day, int(self.there[need, column]))

    @property
    def _missing(self) -> Ints:
        """(needs, days) doctors missing from the least that is needed."""
        least = np.array([need.min for need in self.table.needs], np.int64)[:, None]
        return np.where(self.table.holds, np.maximum(0, least - self.there), 0)

    @property
    def missing(self) -> int:
        """How many doctors are missing in all."""
        return int(self._missing.sum())

    @property
    def gaps(self) -> list[tuple[int, DayCover]]:
        """Each row of cover.csv, by its number, on each day with fewer than it needs."""
        short = np.argwhere(self._missing > 0)
        found = [(n, self.cover(n, column)) for n, column in short.tolist()]
        return sorted(
            ((n, cover) for n, cover in found if cover is not None),
            key=lambda each: (each[1].day, each[1].need.rank, each[0]),
        )


_ready: Ready[JudgedRota] = Ready(16)


def judged(now: DraftMatrix) -> JudgedRota:
    """Judge a rota: what the last one judged of its period has in common with it is taken over."""
    key = (*now.period.department.state, now.period.pk, now.period.first, now.period.last)
    before = _ready.peek(key)
    made = _judged(now, before)
    _ready.put(key, made)
    return made


def _judged(now: DraftMatrix, before: JudgedRota | None) -> JudgedRota:
    table = cover_table(now)
    rows, columns = np.arange(len(now.codes)), np.arange(now.period.days)
    sums: dict[int, LineSums] = {}
    there = np.zeros((len(table.needs), now.period.days), np.int64)
    if before is not None and before.table.needs == table.needs:
        other = before.matrix.codes != now.codes
        rows = np.flatnonzero(other.any(axis=1))
        days = np.flatnonzero(other.any(axis=0))
        columns = np.unique(np.minimum(np.concatenate([days, days + 1]), now.period.days - 1))
        sums, there = dict(before.sums), before.there.copy()
    if len(rows) and contract_is_named(now.period.department):
        keys = now.department.keys
        by_key = line_sums(now, [keys[row] for row in rows.tolist()])
        sums = {key: by_key.get(key) or sums[key] for key in keys}
    if len(columns):
        there[:, columns] = table.counts(now.codes, columns.tolist())
    return JudgedRota(now, sums, table, there)


def line_sums(now: DraftMatrix, doctors: list[int]) -> dict[int, LineSums]:
    """What the lines of some doctors add up to, by the doctor's key."""
    checker, names = checker_of(now), now.department.hospital.doctors
    rows = [now.row[doctor] for doctor in doctors]
    codes = np.ascontiguousarray(now.codes[rows])
    some = Rota(tuple(names[row].name for row in rows), now.period.first, codes)
    lines = dated(checker.hospital, some)
    result, totals = checker.check_lines(lines), checker.totals(lines)
    nights = _is_night(checker)[codes].sum(axis=1)
    breaches: dict[str, list[Verdict]] = {line.doctor: [] for line in result.lines}
    for breach in result.breaches:
        breaches[breach.doctor].append(breach)
    return {
        doctor: LineSums(
            line.average_hours,
            int(nights[k]),
            int(totals.weekends[k]),
            tuple(breaches[line.doctor]),
        )
        for k, (doctor, line) in enumerate(zip(doctors, result.lines, strict=True))
    }


def _is_night(checker: Checker) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Whether a code has a night among its duties."""
    duties, parts = checker.duties, checker.hospital.cells.parts
    return np.array(
        [
            bool(np.bitwise_or.reduce(duties.mask[n : n + len(each)], axis=None, initial=0) & NIGHT)
            for n, each in zip(duties.first.tolist(), parts, strict=False)
        ]
    )
