"""The returns of a walkout as CSV: the workforce, and what is rescheduled (walkouts.md 3.4)."""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from sevenday.walkout.planning.disclosure import merge_units, step_of
from sevenday.walkout.result import CoverResult

SITREP = (
    "site",
    "service",
    "shifts",
    "date",
    "rostered",
    "present",
    "absent_all_cause",
    "in_steps_of",
    "present_least",
    "present_most",
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
    """The workforce return: how many were rostered and, in steps, how many came, by unit.

    The last columns say so: the step, and from how many to how many the figure may stand for.
    """
    return _csv([SITREP, *_units(result)])


def activity(result: CoverResult) -> str:
    """The return of rescheduled activity: what is withdrawn, what stays unfilled.

    A row for each day of the action.
    """
    return _csv([ACTIVITY, *_days(result)])


def _units(result: CoverResult) -> Iterator[Line]:
    for unit in merge_units(result.inputs.hospital, result.counts):
        yield (
            result.inputs.hospital.name,
            unit.service,
            unit.shift,
            unit.day,
            unit.rostered,
            unit.present,
            unit.rostered - unit.present,
            step_of(unit.rostered),
            unit.least,
            unit.most,
        )


def _days(result: CoverResult) -> Iterator[Line]:
    plan = result.plan
    pools, lists = plan.problem.pools, plan.problem.lists
    # lists run on the last morning too, when no shift begins any more
    days = {pool.day for pool in pools} | {row.date for row in lists} | _days_of_action(result)
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


def _days_of_action(result: CoverResult) -> set[date]:
    """Every date on which the action is, by any of its windows."""
    windows = [window for action in result.inputs.walkout.going for window in action.windows]
    return {
        window.start.date() + timedelta(days=k)
        for window in windows
        for k in range(
            (window.end - timedelta(minutes=1)).toordinal() - window.start.toordinal() + 1
        )
    }


def _csv(rows: Sequence[Line]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()
