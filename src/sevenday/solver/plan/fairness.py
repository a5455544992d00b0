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

from sevenday.model import Hospital, Requirement
from sevenday.solver.engine.problem import Bools, Ints
from sevenday.solver.plan.cover_lines import Owed, Place, codes_of, fits, largest
from sevenday.solver.plan.objectives import (
    AT_NIGHT,
    BANK_HOLIDAY,
    CALLS,
    HOLIDAYS,
    HOURS,
    LONG_DAYS,
    NIGHTS,
    PART,
    SATURDAY,
    SHARED,
    WEEKENDS,
    Aims,
    kinds_of,
)

WITHIN = 1.0
"""How far apart two doctors' shares may be and still be fair."""
PRICE = {NIGHTS: 40, WEEKENDS: 20, LONG_DAYS: 40, CALLS: 40, HOLIDAYS: 40, HOURS: 80}
"""What the square of one away from the fair share costs in a search, for a whole time."""
OUTSIDE = 4
"""What one beyond the fairest shares adds, where those are known, to the price of being beyond."""
A_DUTY = 8
"""Hours of what counts as one, where hours are shared out."""
NEAR = 0.45
"""Hours a week from what all should have within which a row may be at no price."""
UNWANTED = 2
"""What an unwanted pattern of weight 1 costs in a search."""
DEAREST = 2_000_000
CLOSE = 1e-9
WEEK = 7
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Share:
    """What a group of rows shares: `name` of the aim, and of each row its part.

    `whole`: whole times, for as long as the doctor is there; `had`: what history counts; `target`:
    what would be the fair share, history in it; `top`: the most that a row may come to. `least`,
    `most`: of what the cover needs of the group alone.
    """

    name: str
    rows: tuple[int, ...]
    whole: tuple[float, ...]
    had: tuple[int, ...]
    target: tuple[float, ...]
    top: tuple[int, ...]
    least: int
    most: float

    def apart(self, counts: Sequence[float]) -> float:
        """How far the shares of any two are apart, for a whole time, at counts of the rows."""
        each = self.each(counts)
        return max(each) - min(each)

    def each(self, counts: Sequence[float]) -> list[float]:
        """The share of each row, for a whole time, at counts of the rows."""
        return [(n + had) / w for n, had, w in zip(counts, self.had, self.whole, strict=True)]

    def fairest(self, short: int = 0, most: float | None = None, within: float = WITHIN) -> float:
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
                round((had + n) / w, 9)
                for had, w, top in zip(self.had, self.whole, self.top, strict=True)
                for n in range(top + 1)
            }
        )

    def _high(self, k: int, high: float) -> int:
        return min(self.top[k], floor(high * self.whole[k] - self.had[k] + CLOSE))

    def _low(self, k: int, low: float) -> int:
        return max(0, ceil(low * self.whole[k] - self.had[k] - CLOSE))

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
class Hours:
    """Hours a week for a whole time: of each of `rows`, what it may be; `target`: to be had by all.

    `whole`: minutes of the span that one hour a week comes to for the row.
    """

    rows: tuple[int, ...]
    whole: Floats
    low: Floats
    high: Floats
    target: float

    @property
    def least_apart(self) -> float:
        """How far apart the hours of two rows are at least."""
        return max(0.0, float(self.low.max() - self.high.min()))

    def each(self, minutes: Ints) -> Floats:
        """Hours a week of the rows, from minutes (R,) over the span."""
        return np.asarray(minutes[list(self.rows)] / self.whole)


def hours_of(
    hospital: Hospital,
    away: Bools,
    least: Ints,
    most: Ints,
    needed: Sequence[tuple[Sequence[int], float]],
) -> Hours:
    """What the doctors' hours may be, and what would be alike.

    `needed`: the hours that cover asks of rows that share them with nobody else.
    """
    there = (~away).sum(1) / WEEK * 60
    rows = [k for k, doctor in enumerate(hospital.doctors) if there[k] * doctor.wte > 0]
    whole = np.array([hospital.doctors[k].wte * there[k] for k in rows])
    low, high = least[rows] / whole, most[rows] / whole
    of = dict(zip(rows, whole.tolist(), strict=True))
    share = 60 * sum(hours for _, hours in needed) / whole.sum() if len(rows) else 0.0
    for some, hours in needed:  # those of whom most is asked are still near it
        if (theirs := sum(of.get(row, 0.0) for row in some)) > 0:
            share = max(share, 60 * hours / theirs - NEAR)
    bottom, top = low.max(initial=0.0), high.min(initial=168.0)
    target = min(max(share, bottom), top) if bottom <= top else (bottom + top) / 2
    if 0 < bottom - top <= WITHIN:  # all within one, and no more hours than that takes
        target = bottom - WITHIN / 2
    return Hours(tuple(rows), whole, low, high, float(target))


def shares_of(
    hospital: Hospital,
    aims: Aims,
    dates: Sequence[date],
    places: Sequence[Place],
    had: Ints,
    away: Bools,
    caps: Ints,
    codes: Sequence[int],
) -> tuple[Share, ...]:
    """Who shares what of each aim that has a weight. `had` and `caps` (R, T), `away` (R, D)."""
    kinds = kinds_of(dates)
    there = 1 - away.mean(1)
    found = []
    for name in (n for n in aims.names if n in SHARED and aims.weight(n) > 0 and n != HOURS):
        wanted = [p for p in places if _counts(hospital, aims, name, p, kinds, codes)]
        needs = list(dict.fromkeys(place.need for place in wanted))
        groups: dict[tuple[bool, ...], list[int]] = {}
        for k, doctor in enumerate(hospital.doctors):
            if any(fits(doctor, n) for n in needs) and _whole(hospital, k, name) * there[k] > 0:
                mine = tuple(fits(doctor, replace(need, competence="")) for need in needs)
                groups.setdefault(mine, []).append(k)
        whole = [_whole(hospital, k, name) * float(there[k]) for k in range(len(away))]
        due = _due(hospital, wanted, needs, whole, had[:, aims.at(name)])
        for rows in groups.values():
            others = [k for each in groups.values() if each is not rows for k in each]
            of_all = [n for n in needs if _any_fits(hospital, rows, n)]
            alone = [n for n in of_all if not _any_fits(hospital, others, n)]
            least, most = _total(
                name,
                [p for p in wanted if p.need in alone],
                [p for p in wanted if p.need in of_all],
                dates,
            )
            lowest = min(had[k, aims.at(name)] / whole[k] for k in rows)
            each = sum(due[k] for k in rows) / sum(whole[k] for k in rows)
            found.append(
                Share(
                    name,
                    tuple(rows),
                    tuple(whole[k] for k in rows),
                    tuple(int(had[k, aims.at(name)]) for k in rows),
                    # no cover says how many weekends: the fewer the better, and all alike
                    tuple((lowest if name == WEEKENDS else each) * whole[k] for k in rows),
                    tuple(min(len(dates), int(caps[k, aims.at(name)])) for k in rows),
                    least,
                    most,
                )
            )
    return tuple(found)


def _any_fits(hospital: Hospital, rows: Sequence[int], need: Requirement) -> bool:
    return any(fits(hospital.doctors[k], need) for k in rows)


def _whole(hospital: Hospital, row: int, name: str) -> float:
    """A doctor's whole times to an aim: of weekends and on-call, the share agreed."""
    doctor = hospital.doctors[row]
    own = {WEEKENDS: doctor.weekend_share, CALLS: doctor.oncall_share}.get(name)
    return doctor.wte if own is None else own


def _counts(
    hospital: Hospital, aims: Aims, name: str, place: Place, kinds: Ints, codes: Sequence[int]
) -> bool:
    """Whether filling a place adds to an aim."""
    kind = int(kinds[place.day])
    if name == WEEKENDS:
        return kind % BANK_HOLIDAY >= SATURDAY
    if name == HOLIDAYS:
        return kind >= BANK_HOLIDAY
    symbols = [codes.index(code) for code in codes_of(hospital, place.need)]
    mark = {
        NIGHTS: [day == AT_NIGHT for day in aims.day],
        LONG_DAYS: aims.long,
        CALLS: aims.on_call,
    }[name]
    return any(mark[c] for c in symbols)


def _due(
    hospital: Hospital,
    places: Sequence[Place],
    needs: Sequence[Requirement],
    whole: Sequence[float],
    had: Ints,
) -> list[float]:
    """Each row's fair share of the places it may fill, history counted in."""
    due = np.zeros(len(whole))
    many = dict.fromkeys(needs, 0)
    for place in places:
        many[place.need] += place.need.min
    for need, total in many.items():
        part = np.array(
            [
                w if fits(doctor, need) else 0.0
                for doctor, w in zip(hospital.doctors, whole, strict=True)
            ]
        )
        if part.sum() > 0:
            due += (total + had[part > 0].sum() / max(1, len(many))) * part / part.sum()
    return [float(share) for share in due]


def _total(
    name: str, alone: Sequence[Place], every: Sequence[Place], dates: Sequence[date]
) -> tuple[int, float]:
    """The least that cover needs of a group alone, and the most that it lets the group have."""
    by_day = largest(alone)
    if name == WEEKENDS:
        return Owed((), by_day).weekends(dates), inf
    capped = all(place.need.max is not None and place.need.span is None for place in every)
    most = float(sum(place.need.max or 0 for place in every)) if capped else inf
    return sum(by_day.values()), most


def prices_of(aims: Aims, shares: Sequence[Share], away: Bools, hours: Hours) -> Ints:
    """(R, T, N) what each count of each aim costs a row."""
    rows, days = away.shape
    size = days * max(1, max(aims.parts) if HOURS in aims.names else 1) + 1
    final = np.zeros((rows, len(aims.names), size))
    count = np.arange(size)
    for share in shares:
        price = PRICE[share.name] * aims.weight(share.name)
        for row, w, had, target in zip(
            share.rows, share.whole, share.had, share.target, strict=True
        ):
            final[row, aims.at(share.name)] = price * (count + had - target) ** 2 / w
    for name in aims.patterns:
        final[:, aims.at(name)] = UNWANTED * aims.weight(name) * count
    if aims.weight(HOURS) > 0:
        for row, whole in zip(hours.rows, hours.whole, strict=True):
            far = np.maximum(0.0, abs(count * PART / whole - hours.target) - NEAR)
            duties = far * whole / 60 / A_DUTY
            price = PRICE[HOURS] * aims.weight(HOURS) * duties**2
            final[row, aims.at(HOURS)] = price * len(away[row]) / WEEK * 60 / whole
    return np.minimum(np.rint(final), DEAREST).astype(np.int64)


def outside(share: Share, low: float, high: float, size: int, aims: Aims) -> Ints:
    """(rows of the share, `size`) what each count costs whose share is not from `low` to `high`."""
    counts = np.arange(size)[None, :] + np.array(share.had)[:, None]
    each = counts / np.array(share.whole)[:, None]
    beyond = np.maximum(0.0, np.maximum(low - each, each - high))
    price = PRICE[share.name] * aims.weight(share.name)
    return np.rint(price * np.where(beyond > 0, 1 + OUTSIDE * beyond, 0)).astype(np.int64)
