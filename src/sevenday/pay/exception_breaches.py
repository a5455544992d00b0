"""What exception reports say was broken: hours on the rota, rest, breaks."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

import numpy as np

from sevenday.clock import DAY
from sevenday.contracts import GENERAL, Terms
from sevenday.files.exceptions import ReportRow
from sevenday.limits.verdict import Verdict
from sevenday.model import Hospital
from sevenday.pay.as_worked import ExtraHours, breaches_made, duty_on
from sevenday.pay.fines import (
    BREAKS,
    ON_CALL,
    REST,
    often_missed,
    owes_breaks,
)

CLOSED = ("refused", "rejected", "declined", "withdrawn", "no action")
"""States of a report that nothing follows from."""
HOURS, REST_KIND, BREAKS_KIND, EDUCATION, COVER = "hours", "rest", "breaks", "education", "cover"


def reported_span(row: ReportRow, hospital: Hospital) -> tuple[int, int, bool]:
    """Minutes after midnight from when to when, and whether the time of day is known."""
    duty = duty_on(hospital, row.doctor, row.day) or ()
    long = row.minutes or 0
    if row.start is not None:
        end = row.end if row.end is not None else row.start + long
        # the morning after a night belongs to the night's date
        later = DAY if duty and duty[-1].end > DAY and row.start < duty[0].start - 4 * 60 else 0
        return row.start + later, end + later, True
    if duty:
        return duty[-1].end, duty[-1].end + long, True
    noon = DAY // 2
    return noon, noon + long, False


def breaches_by_report(
    hospital: Hospital, terms: Terms, rows: Sequence[ReportRow]
) -> tuple[dict[str, tuple[Verdict, ...]], tuple[str, ...]]:
    """What the reports of one version of the contract broke, by report."""
    made = {row.report: tuple(_rest(row, hospital, terms)) for row in rows}
    made |= _missed_breaks(hospital, terms, rows)
    extra = []
    for row in rows:
        start, end, known = reported_span(row, hospital)
        on_rota = duty_on(hospital, row.doctor, row.day) is not None
        if row.kind == HOURS and known and on_rota and row.state not in CLOSED:
            extra.append(ExtraHours(row.report, row.doctor, row.day, start, end))
    if not extra:
        return made, ()
    found, notes = breaches_made(hospital, terms, extra)
    for report, breaches in found.items():
        made[report] += tuple(breach for breach in breaches if breach.rule != BREAKS)
    return made, notes


def _rest(row: ReportRow, hospital: Hospital, terms: Terms) -> Iterator[Verdict]:
    """Rest that a report says was missed: so many minutes less than is owed."""
    if row.kind != REST_KIND or row.state in CLOSED:
        return
    start, end, _ = reported_span(row, hospital)
    duty = duty_on(hospital, row.doctor, row.day) or ()
    on_call = bool(duty) and all(part.on_call for part in duty) and terms.has(ON_CALL)
    rule = ON_CALL if on_call else REST
    if not terms.has(rule):
        return
    owed, missed = float(terms.value(rule)), (end - start) / 60
    yield _verdict(row, terms, rule, start, end, owed - missed, owed, "hours")


def _missed_breaks(
    hospital: Hospital, terms: Terms, rows: Sequence[ReportRow]
) -> dict[str, tuple[Verdict, ...]]:
    """Missed breaks of doctors who missed enough of them within the weeks of the contract."""
    rota = hospital.rota
    reports = [row for row in rows if row.kind == BREAKS_KIND and row.state not in CLOSED]
    if rota is None or not reports:
        return {}
    owes = owes_breaks(hospital, terms)
    made: dict[str, tuple[Verdict, ...]] = {}
    for name in {row.doctor for row in reports}:
        own = [r for r in reports if r.doctor == name and rota.first <= r.day <= rota.last]
        due = owes[rota.codes[rota.doctors.index(name)]].astype(np.int64)
        missed = np.zeros_like(due)
        missed[[(row.day - rota.first).days for row in own]] = 1
        enough = often_missed(due, missed, terms)
        for row in own:
            if enough[(row.day - rota.first).days]:
                start, end, _ = reported_span(row, hospital)
                length = terms.value("define.break_minutes")
                many = max(1, round((row.minutes or end - start or length) / length))
                made[row.report] = (_verdict(row, terms, BREAKS, start, end, 0.0, many, "breaks"),)
    return made


def _verdict(
    row: ReportRow,
    terms: Terms,
    rule: str,
    start: int,
    end: int,
    value: float,
    limit: float,
    unit: str,
) -> Verdict:
    """A breach that a report tells of."""
    midnight = datetime.combine(row.day, datetime.min.time())
    first, last = (midnight + timedelta(minutes=minute) for minute in (start, end))
    term = terms.get(rule)
    source, sure = str(term.source), term.certainty
    return Verdict(rule, row.doctor, first, last, value, limit, unit, source, GENERAL, sure)
