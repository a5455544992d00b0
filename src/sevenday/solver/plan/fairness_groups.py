"""Who shares out which duties, and what each doctor's fair share is.

A group is those who may fill places of a kind, and the same ones but for competences that some
places ask for.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from math import floor, inf

from sevenday.clock import DAY, SATURDAY
from sevenday.model import Hospital, Requirement
from sevenday.solver.engine.problem import Bools, Ints
from sevenday.solver.plan.cover_lines import (
    CoverLine,
    GroupDemand,
    can_fill,
    demand_by_shift,
    filling_codes,
)
from sevenday.solver.plan.fairness import FairnessGroup, even_shares
from sevenday.solver.plan.horizon import Horizon
from sevenday.solver.plan.joined_duties import joined_codes
from sevenday.solver.plan.objectives import (
    BANK_HOLIDAY,
    CALLS,
    HOLIDAYS,
    HOURS,
    NIGHTS,
    SHARED,
    WEEKENDS,
    Objectives,
    day_kinds,
)

NOON = DAY // 2
DAYS = 2
"""Duties of a weekend that is worked whole."""


def fairness_groups(
    horizon: Horizon,
    objectives: Objectives,
    cover_lines: Sequence[CoverLine],
    history: Ints,
    away: Bools,
    caps: Ints,
) -> tuple[FairnessGroup, ...]:
    """Who shares out each objective that has a weight, but for hours.

    Parameters
    ----------
    horizon, objectives, cover_lines
        Of the plan.
    history, caps
        (R, T) of each counter, what history counts and the most there may be.
    away
        (R, D) days on which a doctor is not employed.
    """
    here, kinds = 1 - away.mean(1), day_kinds(horizon.dates, horizon.hospital.nation)
    found: list[FairnessGroup] = []
    for name in objectives.names:
        if name in SHARED and objectives.weight(name) > 0 and name != HOURS:
            t = objectives.index(name)
            wte = [_wte(horizon.hospital, k, name) * float(part) for k, part in enumerate(here)]
            adds = [
                line for line in cover_lines if _adds_to(horizon, objectives, name, line, kinds)
            ]
            found += _groups(horizon, name, adds, wte, history[:, t], caps[:, t])
    return tuple(found)


def _groups(
    horizon: Horizon,
    name: str,
    cover_lines: Sequence[CoverLine],
    wte: Sequence[float],
    history: Ints,
    caps: Ints,
) -> Iterator[FairnessGroup]:
    """The groups of one objective, which all of these cover lines add to."""
    hospital = horizon.hospital
    needs = list(dict.fromkeys(line.need for line in cover_lines))
    by_places: dict[tuple[bool, ...], list[int]] = {}
    for k, doctor in enumerate(hospital.doctors):
        if any(can_fill(doctor, need) for need in needs) and wte[k] > 0:
            mine = tuple(can_fill(doctor, replace(need, competence="")) for need in needs)
            by_places.setdefault(mine, []).append(k)
    sharing = _sharing(hospital, cover_lines, by_places.values())
    due = _fair_parts(hospital, cover_lines, sharing, wte, history)
    for group in by_places.values():
        others = [k for each in by_places.values() if each is not group for k in each]
        theirs = [need for need in needs if _any_can_fill(hospital, group, need)]
        alone = [need for need in theirs if not _any_can_fill(hospital, others, need)]
        least, most = _group_total(
            name,
            [line for line in cover_lines if line.need in alone],
            [line for line in cover_lines if line.need in theirs],
            horizon.dates,
        )
        if joined_codes(hospital):
            least = 0  # one duty may be two places
        fewer = _agreed_fewer(hospital, name, group, due)
        number = next(n for n, together in enumerate(sharing) if group in together)
        for rows in [[k] for k in fewer] + [[k for k in group if k not in fewer]]:
            # what the others are left with, where those who agreed to fewer have all that they may
            theirs_at_least = max(0, least - sum(int(caps[k]) for k in group if k not in rows))
            # no cover says how many weekends: the fewer the better, and all alike
            lowest = min(history[k] / wte[k] for k in rows)
            each = sum(due[k] for k in rows) / sum(wte[k] for k in rows)
            target = lowest if name == WEEKENDS else each
            yield FairnessGroup(
                name=name,
                rows=tuple(rows),
                wte=tuple(wte[k] for k in rows),
                history=tuple(int(history[k]) for k in rows),
                target=tuple(target * wte[k] for k in rows),
                top=tuple(min(horizon.days, int(caps[k])) for k in rows),
                least=theirs_at_least,
                most=most,
                sharing=number if rows[0] not in fewer else -1 - rows[0],
            )


def _agreed_fewer(
    hospital: Hospital, name: str, rows: Sequence[int], due: dict[int, float]
) -> list[int]:
    """Who has agreed to fewer than their fair share, and so is compared with nobody."""
    found = []
    for k in rows:
        doctor, share = hospital.doctors[k], due[k] / (DAYS if name == WEEKENDS else 1)
        agreed = {NIGHTS: doctor.max_nights, WEEKENDS: doctor.max_weekends}.get(name)
        if agreed is not None and agreed < floor(share):
            found.append(k)
    return found if len(found) < len(rows) else []


def _any_can_fill(hospital: Hospital, rows: Sequence[int], need: Requirement) -> bool:
    return any(can_fill(hospital.doctors[k], need) for k in rows)


def _fillable(
    hospital: Hospital, rows: Sequence[int], places: Sequence[CoverLine]
) -> list[CoverLine]:
    """The places that any of some rows may fill."""
    needs = dict.fromkeys(place.need for place in places)
    theirs = {need for need in needs if _any_can_fill(hospital, rows, need)}
    return [place for place in places if place.need in theirs]


def _wte(hospital: Hospital, row: int, name: str) -> float:
    """A doctor's whole-time equivalent; for weekends and on-call, the share agreed."""
    doctor = hospital.doctors[row]
    own = {WEEKENDS: doctor.weekend_share, CALLS: doctor.oncall_share}.get(name)
    return doctor.wte if own is None else own


def _adds_to(
    horizon: Horizon, objectives: Objectives, name: str, line: CoverLine, kinds: Ints
) -> bool:
    """Whether filling a place adds to an objective."""
    kind = int(kinds[line.day])
    if name == WEEKENDS:
        return kind % BANK_HOLIDAY >= SATURDAY
    if name == HOLIDAYS:
        return kind >= BANK_HOLIDAY
    symbols = [horizon.symbol[code] for code in filling_codes(horizon.hospital, line.need)]
    marked = objectives.by_symbol[name]
    # a span that a day shift fills too is no night owed
    return bool(symbols) and all(marked[symbol] for symbol in symbols)


def _fair_parts(
    hospital: Hospital,
    places: Sequence[CoverLine],
    sharing: Iterable[Sequence[Sequence[int]]],
    wte: Sequence[float],
    history: Ints,
) -> dict[int, float]:
    """Each row's fair share of the duties that places take, history counted in.

    All share alike, but those who alone can fill more than their share.
    """
    due: dict[int, float] = {}
    for together in sharing:
        rows = [row for group in together for row in group]
        theirs = _fillable(hospital, rows, places)
        total = _duties(theirs) + float(history[rows].sum())
        alone = []
        for group in together:
            others = [row for row in rows if row not in group]
            by_others = set(_fillable(hospital, others, theirs))
            mine = [place for place in theirs if place not in by_others]
            alone.append(_duties(mine) + float(history[list(group)].sum()))
        parts = [sum(wte[row] for row in group) for group in together]
        for group, share in zip(together, even_shares(alone, parts, total), strict=True):
            due |= {row: share * wte[row] for row in group}
    return due


def _sharing(
    hospital: Hospital, places: Sequence[CoverLine], groups: Iterable[Sequence[int]]
) -> list[list[Sequence[int]]]:
    """Groups that may fill some place of one another's, together."""
    needs = dict.fromkeys(place.need for place in places)
    apart: list[tuple[set[Requirement], list[Sequence[int]]]] = []
    for group in groups:
        mine = {need for need in needs if _any_can_fill(hospital, group, need)}
        together = [group]
        for other in [each for each in apart if each[0] & mine]:
            apart.remove(other)
            mine, together = mine | other[0], [*other[1], *together]
        apart.append((mine, together))
    return [together for _, together in apart]


def _duties(places: Sequence[CoverLine]) -> int:
    """How many duties places take, to their ideal: one duty may fill a place of several rows.

    Spans of one evening and night may be filled by one duty, so the one that needs most counts.
    """
    most: dict[tuple[int, str], int] = {}
    for place in places:
        day, shift = place.day, place.need.shift
        if place.need.span is not None:
            # what is left of a night belongs to the evening before
            day, shift = place.day - (place.need.span[0] < NOON), ""
        key = day, shift
        most[key] = max(most.get(key, 0), place.need.min, place.need.ideal)
    return sum(most.values())


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
