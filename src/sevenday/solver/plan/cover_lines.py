"""Cover as lines: each place that a service needs on a date, who may fill it, what it is worth.

A row of cover.csv is a shift, or a span of the clock (08:00-10:00) that any shift may cover which
lasts through it: demand by the hour.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np

from sevenday.clock import DAY, SATURDAY
from sevenday.model import Doctor, Hospital, Requirement
from sevenday.solver.engine.problem import Ints
from sevenday.solver.plan.joined_duties import codes_with, joined_codes, shifts_of

IDEAL = 7
"""Below every rank: a place that is filled to its least and not to its ideal."""
Weights = Mapping[int, int]
"""What a place of each rank weighs, IDEAL among them."""


class CoverLine(NamedTuple):
    """A requirement on a day, and its cover line."""

    need: Requirement
    day: int
    line: int

    def wrong(self, there: int) -> int:
        """How many are too few or too many, that so many are there."""
        over = 0 if self.need.max is None else max(0, there - self.need.max)
        return max(0, self.need.min - there) + over

    def below_ideal(self, there: int) -> int:
        """How many fewer than would be ideal are there."""
        return max(0, max(self.need.ideal, self.need.min) - there)

    def weigh(self, there: int, weights: Weights) -> int:
        """What it weighs that so many are there."""
        by_rank = weights[self.need.rank] * self.wrong(there)
        return by_rank + weights[IDEAL] * self.below_ideal(there)


def rank_weights(places: Sequence[CoverLine], rows: int) -> dict[int, int]:
    """Weights by which one place of a rank outweighs all that can be wrong below it.

    Parameters
    ----------
    places
        Every place on every date.
    rows
        Doctors, the most that can be on any place.
    """
    weights = {IDEAL: 1}
    total = sum(place.below_ideal(0) for place in places)
    for rank in sorted({place.need.rank for place in places}, reverse=True):
        weights[rank] = total + 1
        worst = sum(
            max(place.wrong(0), place.wrong(rows)) for place in places if place.need.rank == rank
        )
        total += weights[rank] * worst
    return weights


def can_fill(doctor: Doctor, need: Requirement) -> bool:
    """Whether a doctor may fill a place of a requirement."""
    return not need.against(doctor)


def filling_codes(hospital: Hospital, need: Requirement) -> list[int]:
    """The cell codes that fill a requirement: its shift, or every shift that lasts through it.

    A pair of duties that one day may hold fills what each of the two does.
    """
    if need.span is None:
        return list(codes_with(hospital, need.shift))
    every = [*map(hospital.cells.code, hospital.shifts), *joined_codes(hospital)]
    return [c for c in every if any(lasts_through(hospital, c, need.span, back) for back in (0, 1))]


def lasts_through(hospital: Hospital, code: int, span: tuple[int, int], days_back: int) -> bool:
    """Whether a duty that began so many days before lasts through a span of the day."""
    begin, end = (minute + days_back * DAY for minute in span)
    return any(
        part.start <= begin and end <= part.end and not part.on_call
        for part in hospital.cells.parts[code]
    )


class Cover(NamedTuple):
    """The places of cover.csv as the engine takes them.

    Attributes
    ----------
    cover_lines
        Each place on a date, J of them.
    team
        (R,) doctors who may fill the same places are one team.
    positions
        (teams, D, C, L) the cover lines that a team's symbol on a day counts in, -1 for none.
    penalty
        (J, R + 1) what each count of a line costs.
    """

    cover_lines: tuple[CoverLine, ...]
    team: Ints
    positions: Ints
    penalty: Ints


def make_cover(
    hospital: Hospital, dates: Sequence[date], symbol: Mapping[int, int], prices: Weights
) -> Cover:
    """Cover of a hospital's dates, over symbols by cell code, at a price for each rank."""
    kinds: dict[tuple[bool, ...], int] = {}
    team = np.array(
        [
            kinds.setdefault(tuple(can_fill(doctor, need) for need in hospital.cover), len(kinds))
            for doctor in hospital.doctors
        ]
    )
    places: list[CoverLine] = []
    lines_at: dict[tuple[int, int, int], list[int]] = {}
    for n, need in enumerate(hospital.cover):
        teams = [q for suits, q in kinds.items() if suits[n]]
        fills = _filled(hospital, need, symbol)
        for d, day in enumerate(dates):
            if not need.holds_on(day):
                continue
            line = len(places)
            places.append(CoverLine(need, d, line))
            for back, c in fills:
                for q in teams if d >= back else ():
                    lines_at.setdefault((q, d - back, c), []).append(line)
    lines = np.full(
        (len(kinds), len(dates), len(symbol), max(map(len, lines_at.values()), default=1)), -1
    )
    for (q, d, c), each in lines_at.items():
        lines[q, d, c, : len(each)] = each
    return Cover(tuple(places), team, lines, cover_prices(places, len(hospital.doctors), prices))


def cover_prices(places: Sequence[CoverLine], rows: int, weights: Weights) -> Ints:
    """(J, rows + 1) what each count of each place weighs: alike on every date of a requirement."""
    first = {place.need: place for place in places}
    each = {n: [one.weigh(k, weights) for k in range(rows + 1)] for n, one in first.items()}
    return np.array([each[place.need] for place in places], np.int64).reshape(-1, rows + 1)


def _filled(
    hospital: Hospital, need: Requirement, symbol: Mapping[int, int]
) -> list[tuple[int, int]]:
    """(days before, symbol) of each duty that fills a requirement on a day."""
    if need.span is None:
        texts = hospital.cells.texts
        return [(0, c) for code, c in symbol.items() if need.shift in shifts_of(texts[code])]
    return [
        (back, c)
        for code, c in symbol.items()
        for back in (0, 1)
        if lasts_through(hospital, code, need.span, back)
    ]


class GroupDemand(NamedTuple):
    """What cover needs of rows that share it with nobody else, by day and shift."""

    rows: tuple[int, ...]
    least: dict[tuple[int, str], int]

    @property
    def shifts(self) -> dict[str, int]:
        """How many of each shift."""
        found: dict[str, int] = {}
        for (_, shift), least in self.least.items():
            found[shift] = found.get(shift, 0) + least
        return found

    def weekends(self, dates: Sequence[date]) -> int:
        """How many weekends: on each, as many doctors as the busier of its days needs."""
        each: dict[int, dict[int, int]] = {}
        for (d, _), least in self.least.items():
            if (weekday := dates[d].weekday()) >= SATURDAY:
                days = each.setdefault(d - (weekday - SATURDAY), {})
                days[d] = days.get(d, 0) + least
        # the Sunday of a rota that begins on one is a weekend too
        return sum(max(days.values()) for days in each.values())


def group_demands(hospital: Hospital, places: Sequence[CoverLine]) -> list[GroupDemand]:
    """The least that cover needs, by doctors who may fill the same places or each other's.

    Two rows of cover.csv for one shift may be met by one duty, so the larger counts; spans of the
    clock are left out.
    """
    apart: list[tuple[set[int], set[Requirement]]] = []
    for need in dict.fromkeys(place.need for place in places):
        rows = {k for k, doctor in enumerate(hospital.doctors) if can_fill(doctor, need)}
        needs = {need}
        for other in [each for each in apart if each[0] & rows]:
            apart.remove(other)
            rows, needs = rows | other[0], needs | other[1]
        apart.append((rows, needs))
    found = []
    for rows, needs in apart:
        mine = demand_by_shift([place for place in places if place.need in needs])
        found.append(GroupDemand(tuple(sorted(rows)), mine))
    return found


def demand_by_shift(places: Sequence[CoverLine]) -> dict[tuple[int, str], int]:
    """How many a shift needs on a day, where one duty may fill a place of each of its rows."""
    by_day: dict[tuple[int, str], int] = {}
    for place in places:
        if place.need.span is None:
            key = place.day, place.need.shift
            by_day[key] = max(by_day.get(key, 0), place.need.min)
    return by_day
