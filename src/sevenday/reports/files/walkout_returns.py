"""The returns of a walkout as CSV: the workforce, and what is rescheduled (walkouts.md 3.4)."""

import csv
import io
from collections.abc import Iterator, Sequence

from sevenday.clock import hhmm
from sevenday.walkout.planning.disclosure import merge_units
from sevenday.walkout.result import CoverResult

SITREP = (
    "site",
    "service",
    "tier",
    "shift",
    "date",
    "shift_start",
    "shift_end",
    "required_min",
    "rostered",
    "present",
    "absent_all_cause",
)
ACTIVITY = (
    "site",
    "date",
    "lists_planned",
    "lists_withdrawn",
    "patients_planned",
    "patients_rescheduled",
    "substitutes_called",
    "places_over_limit",
)

Line = Sequence[object]


def sitrep(result: CoverResult) -> str:
    """The workforce return: how many were rostered, and how many came, by unit."""
    return _csv([SITREP, *_units(result)])


def activity(result: CoverResult) -> str:
    """The return of rescheduled activity: what is withdrawn, what stays unfilled.

    A row for each day that is counted; without counts, for each day of the action.
    """
    return _csv([ACTIVITY, *_days(result)])


def _units(result: CoverResult) -> Iterator[Line]:
    hospital = result.inputs.hospital
    needs = {
        (f"{place.tier}", place.service, place.shift, f"{place.day}"): place.needed
        for pool in result.inputs.problem.pools
        for place in pool.places
    }
    for unit in merge_units(result.counts):
        shift = hospital.shifts.get(unit.shift)
        yield (
            hospital.name,
            unit.service,
            unit.tier,
            unit.shift,
            unit.day,
            *((hhmm(shift.start), hhmm(shift.end)) if shift else ("", "")),
            needs.get((unit.tier, unit.service, unit.shift, unit.day), ""),
            unit.rostered,
            unit.present,
            unit.rostered - unit.present,
        )


def _days(result: CoverResult) -> Iterator[Line]:
    plan = result.plan
    pools, lists = plan.problem.pools, plan.problem.lists
    days = {count.date for count in result.counts} or {pool.day for pool in pools}
    for day in sorted(days):
        planned = [row for row in lists if row.date == day]
        withdrawn = [row for row in plan.lists_withdrawn if row.date == day]
        yield (
            result.inputs.hospital.name,
            day,
            len(planned),
            len(withdrawn),
            sum(row.patients for row in planned),
            sum(row.patients for row in withdrawn),
            sum(pools[call.pool].day == day for call in plan.calls),
            sum(each.unsafe and each.place.day == day for each in plan.places),
        )


def _csv(rows: Sequence[Line]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()
