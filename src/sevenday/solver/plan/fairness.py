"""Fair shares: who shares what, what a search pays for straying, and what no rota does better.

Fair is within one of each other: the most and the least that the doctors of a group have, for a
whole time, history counted in. A group is those who may fill places of that kind, and the same
ones but for competences that some places ask for.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import ceil, floor, inf

import numpy as np
import numpy.typing as npt

from sevenday.clock import SATURDAY, WEEK
from sevenday.model import Hospital, Requirement
from sevenday.solver.engine.problem import Bools, Ints
from sevenday.solver.plan.cover_lines import (
    CoverLine,
    GroupDemand,
    can_fill,
    demand_by_shift,
    filling_codes,
)
from sevenday.solver.plan.objectives import (
    AT_NIGHT,
    BANK_HOLIDAY,
    CALLS,
    HALF_HOUR,
    HOLIDAYS,
    HOURS,
    LONG_DAYS,
    NIGHTS,
    SHARED,
    WEEKENDS,
    Objectives,
    day_kinds,
)

WITHIN = 1.0
"""How far apart two doctors' shares may be and still be fair."""
SQUARE_PRICE = {NIGHTS: 40, WEEKENDS: 20, LONG_DAYS: 40, CALLS: 40, HOLIDAYS: 40, HOURS: 80}
"""What the square of one away from the fair share costs in a search, for a whole time."""
OUTSIDE_PRICE = 4
"""What one beyond the fairest shares adds, where those are known, to the price of being beyond."""
DUTY_HOURS = 8
"""Hours of what counts as one, where hours are shared out."""
FREE_HOURS = 0.45
"""Hours a week from what all should have within which a row may be at no price."""
PATTERN_PRICE = 2
"""What an unwanted pattern of weight 1 costs in a search."""
MAX_PRICE = 2_000_000
CLOSE = 1e-9
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class FairnessGroup:
    """Doctors who share out one objective, such as nights, and what each could have of it.

    Attributes
    ----------
    name
        The objective.
    rows
        The doctors' rows.
    wte
        Of each row its whole-time equivalent, times the part of the dates that they are here.
    history
        What the history of each row counts already.
    target
        The fair share of each row, history included.
    top
        The most that each row may come to.
    least, most
        What cover needs of this group alone, and the most that it lets the group have.
    """

    name: str
    rows: tuple[int, ...]
    wte: tuple[float, ...]
    history: tuple[int, ...]
    target: tuple[float, ...]
    top: tuple[int, ...]
    least: int
    most: float

    def spread(self, counts: Sequence[float]) -> float:
        """How far the shares of any two are apart, for a whole time, at counts of the rows."""
        each = self.shares(counts)
        return max(each) - min(each)

    def shares(self, counts: Sequence[float]) -> list[float]:
        """The share of each row, for a whole time, at counts of the rows."""
        return [
            (n + history) / w for n, history, w in zip(counts, self.history, self.wte, strict=True)
        ]

    def least_spread(
        self, short: int = 0, most: float | None = None, within: float = WITHIN
    ) -> float:
        """How far apart the shares are at least, or `within` if that can be had.

        By counting alone: whole numbers that come to the group's total. `short`: places that are
        left empty.
        """
        least, most = max(0, self.least - short), self.most if most is None else most
        values, best = self._values(), inf
        for low in values:
            if sum(self._low(k, low) for k in range(len(self.rows))) > most:
                break
            highs = [low + within, *values[bisect_left(values, low + within) :]]
            at = bisect_left(highs, True, key=lambda high: self._holds(low, high, least))
            if at < len(highs):
                best = min(best, highs[at] - low)
            if at == 0:
                break
        return best

    def _values(self) -> list[float]:
        """Every share, for a whole time, that a row may come to."""
        return sorted(
            {
                round((history + n) / w, 9)
                for history, w, top in zip(self.history, self.wte, self.top, strict=True)
                for n in range(top + 1)
            }
        )

    def _high(self, k: int, high: float) -> int:
        return min(self.top[k], floor(high * self.wte[k] - self.history[k] + CLOSE))

    def _low(self, k: int, low: float) -> int:
        return max(0, ceil(low * self.wte[k] - self.history[k] - CLOSE))

    def _holds(self, low: float, high: float, least: int) -> bool:
        """Whether every row can be between the two, and all together come to the least."""
        total = 0
        for k in range(len(self.rows)):
            most = self._high(k, high)
            if self._low(k, low) > most:
                return False
            total += most
        return total >= least


@dataclass(frozen=True, eq=False, slots=True)
class WeeklyHours:
    """Hours a week for a whole time: of each of `rows`, what it may be; `target`: to be had by all.

    `unit_minutes`: minutes of the span that one hour a week comes to for the row.
    """

    rows: tuple[int, ...]
    unit_minutes: Floats
    low: Floats
    high: Floats
    target: float

    @property
    def least_spread(self) -> float:
        """How far apart the hours of two rows are at least."""
        return max(0.0, float(self.low.max() - self.high.min()))

    def per_week(self, minutes: Ints) -> Floats:
        """Hours a week of the rows, from minutes (R,) over the span."""
        return np.asarray(minutes[list(self.rows)] / self.unit_minutes)


def weekly_hours(
    hospital: Hospital,
    away: Bools,
    least: Ints,
    most: Ints,
    needed: Sequence[tuple[Sequence[int], float]],
) -> WeeklyHours:
    """What the doctors' hours may be, and what would be alike.

    `needed`: the hours that cover asks of rows that share them with nobody else.
    """
    there = (~away).sum(1) / WEEK * 60
    rows = [k for k, doctor in enumerate(hospital.doctors) if there[k] * doctor.wte > 0]
    wte = np.array([hospital.doctors[k].wte * there[k] for k in rows])
    low, high = least[rows] / wte, most[rows] / wte
    of = dict(zip(rows, wte.tolist(), strict=True))
    share = 60 * sum(hours for _, hours in needed) / wte.sum() if len(rows) else 0.0
    for some, hours in needed:  # those of whom most is asked are still near it
        if (theirs := sum(of.get(row, 0.0) for row in some)) > 0:
            share = max(share, 60 * hours / theirs - FREE_HOURS)
    bottom, top = low.max(initial=0.0), high.min(initial=168.0)
    target = min(max(share, bottom), top) if bottom <= top else (bottom + top) / 2
    if 0 < bottom - top <= WITHIN:  # all within one, and no more hours than that takes
        target = bottom - WITHIN / 2
    return WeeklyHours(tuple(rows), wte, low, high, float(target))


def fairness_groups(
    hospital: Hospital,
    objectives: Objectives,
    dates: Sequence[date],
    places: Sequence[CoverLine],
    history: Ints,
    away: Bools,
    caps: Ints,
    codes: Sequence[int],
) -> tuple[FairnessGroup, ...]:
    """Who shares what of each aim that has a weight. `history` and `caps` (R, T), `away` (R, D)."""
    kinds = day_kinds(dates)
    there = 1 - away.mean(1)
    found = []
    for name in (
        n for n in objectives.names if n in SHARED and objectives.weight(n) > 0 and n != HOURS
    ):
        wanted = [p for p in places if _adds_to(hospital, objectives, name, p, kinds, codes)]
        needs = list(dict.fromkeys(place.need for place in wanted))
        by_places: dict[tuple[bool, ...], list[int]] = {}
        for k, doctor in enumerate(hospital.doctors):
            if any(can_fill(doctor, n) for n in needs) and _wte(hospital, k, name) * there[k] > 0:
                mine = tuple(can_fill(doctor, replace(need, competence="")) for need in needs)
                by_places.setdefault(mine, []).append(k)
        wte = [_wte(hospital, k, name) * float(there[k]) for k in range(len(away))]
        due = _fair_parts(hospital, wanted, needs, wte, history[:, objectives.index(name)])
        for rows in by_places.values():
            others = [k for each in by_places.values() if each is not rows for k in each]
            of_all = [n for n in needs if _any_can_fill(hospital, rows, n)]
            alone = [n for n in of_all if not _any_can_fill(hospital, others, n)]
            least, most = _group_total(
                name,
                [p for p in wanted if p.need in alone],
                [p for p in wanted if p.need in of_all],
                dates,
            )
            lowest = min(history[k, objectives.index(name)] / wte[k] for k in rows)
            each = sum(due[k] for k in rows) / sum(wte[k] for k in rows)
            found.append(
                FairnessGroup(
                    name,
                    tuple(rows),
                    tuple(wte[k] for k in rows),
                    tuple(int(history[k, objectives.index(name)]) for k in rows),
                    # no cover says how many weekends: the fewer the better, and all alike
                    tuple((lowest if name == WEEKENDS else each) * wte[k] for k in rows),
                    tuple(min(len(dates), int(caps[k, objectives.index(name)])) for k in rows),
                    least,
                    most,
                )
            )
    return tuple(found)


def _any_can_fill(hospital: Hospital, rows: Sequence[int], need: Requirement) -> bool:
    return any(can_fill(hospital.doctors[k], need) for k in rows)


def _wte(hospital: Hospital, row: int, name: str) -> float:
    """A doctor's whole times to an aim: of weekends and on-call, the share agreed."""
    doctor = hospital.doctors[row]
    own = {WEEKENDS: doctor.weekend_share, CALLS: doctor.oncall_share}.get(name)
    return doctor.wte if own is None else own


def _adds_to(
    hospital: Hospital,
    objectives: Objectives,
    name: str,
    place: CoverLine,
    kinds: Ints,
    codes: Sequence[int],
) -> bool:
    """Whether filling a place adds to an aim."""
    kind = int(kinds[place.day])
    if name == WEEKENDS:
        return kind % BANK_HOLIDAY >= SATURDAY
    if name == HOLIDAYS:
        return kind >= BANK_HOLIDAY
    symbols = [codes.index(code) for code in filling_codes(hospital, place.need)]
    mark = {
        NIGHTS: [day == AT_NIGHT for day in objectives.day],
        LONG_DAYS: objectives.long,
        CALLS: objectives.on_call,
    }[name]
    return any(mark[c] for c in symbols)


def _fair_parts(
    hospital: Hospital,
    places: Sequence[CoverLine],
    needs: Sequence[Requirement],
    wte: Sequence[float],
    history: Ints,
) -> list[float]:
    """Each row's fair share of the places it may fill, history counted in."""
    due = np.zeros(len(wte))
    many = dict.fromkeys(needs, 0)
    for place in places:
        many[place.need] += place.need.min
    for need, total in many.items():
        part = np.array(
            [
                w if can_fill(doctor, need) else 0.0
                for doctor, w in zip(hospital.doctors, wte, strict=True)
            ]
        )
        if part.sum() > 0:
            due += (total + history[part > 0].sum() / max(1, len(many))) * part / part.sum()
    return [float(part) for part in due]


def _group_total(
    name: str, alone: Sequence[CoverLine], every: Sequence[CoverLine], dates: Sequence[date]
) -> tuple[int, float]:
    """The least that cover needs of a group alone, and the most that it lets the group have."""
    by_day = demand_by_shift(alone)
    if name == WEEKENDS:
        return GroupDemand((), by_day).weekends(dates), inf
    capped = all(place.need.max is not None and place.need.span is None for place in every)
    most = float(sum(place.need.max or 0 for place in every)) if capped else inf
    return sum(by_day.values()), most


def counter_prices(
    objectives: Objectives, groups: Sequence[FairnessGroup], away: Bools, hours: WeeklyHours
) -> Ints:
    """(R, T, N) what each count of each aim costs a row."""
    rows, days = away.shape
    size = days * max(1, max(objectives.half_hours) if HOURS in objectives.names else 1) + 1
    final = np.zeros((rows, len(objectives.names), size))
    count = np.arange(size)
    for group in groups:
        price = SQUARE_PRICE[group.name] * objectives.weight(group.name)
        for row, w, history, target in zip(
            group.rows, group.wte, group.history, group.target, strict=True
        ):
            final[row, objectives.index(group.name)] = price * (count + history - target) ** 2 / w
    for name in objectives.patterns:
        final[:, objectives.index(name)] = PATTERN_PRICE * objectives.weight(name) * count
    if objectives.weight(HOURS) > 0:
        for row, wte in zip(hours.rows, hours.unit_minutes, strict=True):
            far = np.maximum(0.0, abs(count * HALF_HOUR / wte - hours.target) - FREE_HOURS)
            duties = far * wte / 60 / DUTY_HOURS
            price = SQUARE_PRICE[HOURS] * objectives.weight(HOURS) * duties**2
            final[row, objectives.index(HOURS)] = price * len(away[row]) / WEEK * 60 / wte
    return np.minimum(np.rint(final), MAX_PRICE).astype(np.int64)


def outside_prices(
    group: FairnessGroup, low: float, high: float, size: int, objectives: Objectives
) -> Ints:
    """(rows of the share, `size`) what each count costs whose share is not from `low` to `high`."""
    counts = np.arange(size)[None, :] + np.array(group.history)[:, None]
    each = counts / np.array(group.wte)[:, None]
    beyond = np.maximum(0.0, np.maximum(low - each, each - high))
    price = SQUARE_PRICE[group.name] * objectives.weight(group.name)
    return np.rint(price * np.where(beyond > 0, 1 + OUTSIDE_PRICE * beyond, 0)).astype(np.int64)
