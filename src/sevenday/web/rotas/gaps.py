"""Cover: how many are there of those that each service needs, by day; and the gaps."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from sevenday.model import Hospital, Requirement
from sevenday.solver.plan.cover_lines import can_fill, lasts_through
from sevenday.web.ready import Ready
from sevenday.web.rotas.checking import nation_of
from sevenday.web.rotas.matrix import INTERNING, DraftMatrix

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class DayCover:
    """A row of cover.csv on a date, and how many doctors are there."""

    need: Requirement
    day: date
    there: int

    @property
    def missing(self) -> int:
        """Doctors missing from the least that is needed."""
        return max(0, self.need.min - self.there)

    @property
    def below_ideal(self) -> int:
        """Doctors missing from what would be ideal."""
        return max(0, max(self.need.min, self.need.ideal) - self.there)

    @property
    def over(self) -> int:
        """Doctors over the most that there may be."""
        return 0 if self.need.max is None else max(0, self.there - self.need.max)


@dataclass(frozen=True, eq=False)
class CoverTable:
    """Who and what fills each of N requirements.

    `fit`: (N, R) whether a doctor may; `fills`: (N, 2, C) whether a cell of the day, or of the day
    before, does; `holds`: (N, D) whether it is needed on a date.
    """

    needs: tuple[Requirement, ...]
    fit: Bools
    fills: Bools
    holds: Bools

    @classmethod
    def of(cls, hospital: Hospital, first: date, days: int) -> "CoverTable":
        """Work it out for a hospital's dates."""
        needs = hospital.cover
        texts = hospital.cells.texts
        fit = [[can_fill(doctor, need) for doctor in hospital.doctors] for need in needs]
        fills = np.zeros((len(needs), 2, len(texts)), np.bool_)
        for n, need in enumerate(needs):
            for code, text in enumerate(texts):
                if need.span is None:
                    fills[n, 0, code] = need.shift in text.split("+")
                else:
                    for back in (0, 1):
                        fills[n, back, code] = lasts_through(hospital, code, need.span, back)
        dates = [first + timedelta(days=k) for k in range(days)]
        holds = [[need.holds_on(day) for day in dates] for need in needs]
        shape = len(needs), -1
        return cls(
            needs,
            np.array(fit, np.bool_).reshape(len(needs), len(hospital.doctors)),
            fills,
            np.array(holds, np.bool_).reshape(shape if needs else (0, days)),
        )

    def counts(self, codes: npt.NDArray[np.int16], days: Iterable[int]) -> Ints:
        """(N, days) how many of a rota's (R, D) doctors are there on some of its days."""
        found = []
        for day in days:
            there = self.fills[:, 0][:, codes[:, day]]
            if day:
                there = there | self.fills[:, 1][:, codes[:, day - 1]]
            found.append((there & self.fit).sum(axis=1))
        return np.array(found, np.int64).reshape(len(found), len(self.needs)).T


_ready: Ready[CoverTable] = Ready(16)


def cover_table(now: DraftMatrix) -> CoverTable:
    """The department's cover, made ready for a rota's dates."""
    period = now.period
    with INTERNING:
        return _ready.get(
            (*period.department.state, period.first, period.last, len(now.cells.texts)),
            lambda: CoverTable.of(nation_of(now), period.first, period.days),
        )


def cover_on(now: DraftMatrix, days: Iterable[date]) -> list[DayCover]:
    """The cover of some dates, a row of cover.csv after another on each."""
    table = cover_table(now)
    wanted = [(day, now.column(day)) for day in days]
    counts = table.counts(now.codes, [column for _, column in wanted])
    return [
        DayCover(need, day, int(counts[n, k]))
        for k, (day, column) in enumerate(wanted)
        for n, need in enumerate(table.needs)
        if table.holds[n, column]
    ]


def all_days(now: DraftMatrix) -> list[date]:
    """The dates of a rota."""
    return [now.period.first + timedelta(days=k) for k in range(now.period.days)]


def gaps(now: DraftMatrix) -> list[DayCover]:
    """Every place with fewer doctors than it needs, the most vital first on each date."""
    short = [each for each in cover_on(now, all_days(now)) if each.missing]
    return sorted(short, key=lambda each: (each.day, each.need.rank))
