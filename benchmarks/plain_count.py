"""What a rota leaves open and refuses, counted from its cells alone: no engine has a part in it."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

import numpy as np

import sevenday as sd
from sevenday.contracts import Terms
from sevenday.model import Doctor, Hospital, Requirement
from sevenday.patterns.counts import count_patterns
from sevenday.reports.pages.workload import workload

DAY = 24 * 60


def plain_count(hospital: Hospital, terms: Terms) -> dict[str, Any]:
    """Of a hospital with a rota: breaches, places short by rank, places below their ideal,
    weights refused, how far nights, weekends and hours are apart, unwanted patterns, pounds.

    Apart: the most less the least of any two doctors of one tier of a service, for a whole time;
    who has agreed to a most of nights or weekends is left out there.
    """
    checked = sd.check(hospital, terms, "rota")
    short, ideal = _cover(hospital)
    wte = np.array([doctor.wte for doctor in hospital.doctors])
    weekends = np.array([line.weekend_frequency for line in checked.lines])
    hours = np.array([line.average_hours_without_leave for line in checked.lines])
    assert hospital.rota is not None
    each = {
        "nights": (workload(hospital, terms, "rota").nights / wte, "max_nights"),
        "weekends": (weekends * hospital.rota.days / 7 / wte, "max_weekends"),
        "hours": (hours / wte, ""),
    }
    apart = {
        name: round(_apart(hospital, values, agreed), 2) for name, (values, agreed) in each.items()
    }
    weighed = sum(one.cost for one in count_patterns(hospital, terms, "rota").counts)
    return {
        "breaches": len(checked.breaches),
        "short": {str(rank): many for rank, many in sorted(short.items())},
        "ideal": ideal,
        "refused": _refused(hospital),
        **apart,
        "patterns": weighed / 100,
        "pounds": round(sd.price(hospital, terms, "rota").total),
    }


def _cells(hospital: Hospital) -> tuple[list[date], Any]:
    """The dates, and (R, D) what each cell says."""
    rota = hospital.rota
    assert rota is not None
    dates = [rota.first + timedelta(days=k) for k in range(rota.days)]
    return dates, np.array(hospital.cells.texts)[rota.codes]


def _cover(hospital: Hospital) -> tuple[Counter[int], int]:
    """Places short, by rank; and places that are filled to their least and not to their ideal."""
    dates, texts = _cells(hospital)
    spans = {code: (shift.start, shift.end) for code, shift in hospital.shifts.items()}
    short: Counter[int] = Counter()
    ideal = 0
    for need in hospital.cover:
        able = np.array([_able(doctor, need) for doctor in hospital.doctors])
        for k, day in enumerate(dates):
            if need.holds_on(day):
                there = _there(need, texts[able], k, spans)
                if there < need.min:
                    short[need.rank] += need.min - there
                ideal += max(0, need.ideal - max(there, need.min))
    return short, ideal


def _able(doctor: Doctor, need: Requirement) -> bool:
    return (
        (need.tier is None or doctor.tier in (None, need.tier))
        and (not need.competence or need.competence in doctor.competences)
        and (not need.service or doctor.service in ("", need.service))
    )


def _there(need: Requirement, texts: Any, day: int, spans: dict[str, tuple[int, int]]) -> int:
    """How many are on a shift, or on any that lasts through a span of the clock."""
    if need.span is None:
        return int((texts[:, day] == need.shift).sum())
    begin, end = need.span
    return sum(
        any(
            day >= back
            and line[day - back] in spans
            and spans[line[day - back]][0] - back * DAY <= begin
            and end <= spans[line[day - back]][1] - back * DAY
            for back in (0, 1)
        )
        for line in texts
    )


def _refused(hospital: Hospital) -> float:
    """The weights of the days asked for that are refused."""
    dates, texts = _cells(hospital)
    row = {doctor.name: k for k, doctor in enumerate(hospital.doctors)}
    refused = 0.0
    for wish in hospital.requests:
        line = texts[row[wish.doctor]]
        for k, day in enumerate(dates):
            if wish.first <= day <= wish.last and wish.want != "leave":
                works = line[k] == wish.shift if wish.shift else line[k] in hospital.shifts
                refused += wish.weight * (works != (wish.want == "on"))
    return refused


def _apart(hospital: Hospital, each: Any, agreed: str) -> float:
    """The most less the least, of the group in which that is most."""
    groups: dict[object, list[float]] = {}
    for doctor, value in zip(hospital.doctors, each.tolist(), strict=True):
        if not agreed or getattr(doctor, agreed) is None:
            groups.setdefault((doctor.service, doctor.tier), []).append(value)
    return max((max(some) - min(some) for some in groups.values()), default=0.0)
