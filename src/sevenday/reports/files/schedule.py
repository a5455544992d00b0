"""A work schedule a doctor: one page of PDF, by Typst.

The page's words go in as JSON beside a fixed template, never as Typst markup: a name that looks
like markup stays a name.
"""

import json
from collections.abc import Sequence
from datetime import timedelta
from importlib.resources import files
from typing import Any

import numpy as np

from sevenday.clock import WEEKDAYS, hhmm, short_date
from sevenday.contracts import Terms
from sevenday.extras import missing
from sevenday.limits.lines import Lines, LineSource, select_lines
from sevenday.limits.result import LineResult
from sevenday.limits.verdict import Verdict
from sevenday.model import Doctor, Hospital, Shift
from sevenday.pay import DoctorPay
from sevenday.pay.leave import LONG_SERVICE_YEARS, MONTHS, leave_entitlement
from sevenday.pay.rounding import penny
from sevenday.reports.pages.answers import Answers, answers
from sevenday.reports.render.words import certainty, named, one_in, plain, two_places

MOST_WEEKS, MOST_SHIFTS, MOST_BREACHES, MOST_NOTES = 27, 14, 6, 6
"""What one page has room for: of more it says how many."""
CENT = 0.005
"""Hours that two figures of two decimals have to differ by to be told apart."""


def schedules(
    hospital: Hospital, terms: Terms, use: LineSource | None = None
) -> dict[str, dict[str, Any]]:
    """What each doctor's work schedule says, by doctor: texts, ready to lay out."""
    found = answers(hospital, terms, use)
    result = found.checked
    slips = {slip.doctor: slip for slip in found.paid.doctors} if found.paid else {}
    results = {line.doctor: line for line in result.lines} if result else {}
    known = f", by what was known on {short_date(terms.known)}" if terms.known else ""
    notes = _first(_notes(found, hospital), MOST_NOTES, "notes")
    made: dict[str, dict[str, Any]] = {}
    for block in select_lines(hospital, terms.on, use):
        for doctor, row in zip(block.doctors, block.codes, strict=True):
            own = row[block.history :]
            broken = [b for b in result.breaches if b.doctor == doctor.name] if result else []
            made[doctor.name] = {
                "title": hospital.name or "Work schedule",
                "terms": f"{terms.name}, as on {short_date(terms.on)}{known}",
                "facts": _facts(doctor, results.get(doctor.name), block, hospital, terms),
                "weeks": _weeks(own, block, hospital),
                "shifts": _shifts(own, hospital),
                "pay": _pay(slips.get(doctor.name), found.unpaid),
                "verdict": found.unchecked or _verdict(broken),
                "breaches": _breaches(broken, doctor.name),
                "notes": notes,
            }
    return made


def as_pdf(content: dict[str, Any]) -> bytes:
    """One work schedule as a PDF. Raises InputError where Typst is not installed."""
    try:
        import typst
    except ImportError:
        raise missing("typst", "a work schedule") from None
    template = (files("sevenday.reports.files") / "schedule.typ").read_bytes()
    made: bytes = typst.compile(template, sys_inputs={"data": json.dumps(content)})
    return made


def _facts(
    doctor: Doctor, line: LineResult | None, block: Lines, hospital: Hospital, terms: Terms
) -> list[list[str]]:
    found = [
        ["Doctor", doctor.name],
        ["Grade", doctor.grade or "not stated"],
        ["Service", doctor.service] if doctor.service else [],
        ["Placement", _placement(doctor, block, hospital)],
        ["Share of full time", "full time" if doctor.wte == 1 else f"{doctor.wte:g}"],
        ["Rota", f"template of {block.days // 7} weeks" if block.cyclic else "dated, as beside"],
        ["48-hour average", "opted out" if doctor.opt_out else "not opted out"],
    ]
    if line is not None:
        average = line.average_hours
        counted = abs(average - line.average_hours_without_leave) >= CENT
        so_far = " so far" if line.so_far else ""
        hours = f"{two_places(average)} h a week{so_far}" + (", leave counted" if counted else "")
        weekends = f"{one_in(line.weekend_frequency)}{so_far}"
        found += [["Average", hours], ["Weekends worked", weekends]]
        found.append(["New Deal band", line.band] if line.band else [])
    return [row for row in (*found, *_leave(doctor, terms)) if row]


def _notes(found: Answers, hospital: Hospital) -> tuple[str, ...]:
    """What the figures go by (span, leave, projection), then what the folder's reading noted."""
    every = [note for answer in (found.checked, found.paid) if answer for note in answer.notes]
    own = (note for note in every if note not in hospital.notes)
    return tuple(dict.fromkeys((*own, *hospital.notes)))


def _placement(doctor: Doctor, block: Lines, hospital: Hospital) -> str:
    """From when to when the doctor is here, as far as the folder says."""
    first, last = hospital.starts, None
    if not block.cyclic:
        first = block.first
        last = first + timedelta(days=block.days - block.history - 1)
    elif hospital.ends is not None:
        last = hospital.ends
    elif first and hospital.weeks:
        last = hospital.monday(first) + timedelta(weeks=hospital.weeks, days=-1)
    first, last = doctor.joined or first, doctor.left or last
    if first is None:
        return f"until {short_date(last)}" if last else "dates not stated"
    return f"{short_date(first)} to {short_date(last)}" if last else f"from {short_date(first)}"


def _leave(doctor: Doctor, terms: Terms) -> list[list[str]]:
    """The leave that the contract gives for a year; a part of one has its part."""
    if not terms.has("leave.annual"):
        return []
    leave = leave_entitlement(doctor, terms)
    long_served = leave_entitlement(doctor, terms, LONG_SERVICE_YEARS).annual
    return [
        ["Annual leave", f"{leave.annual:.4g} days a year ({long_served:.4g} after 5 years)"],
        ["Public holidays", f"{leave.public_holidays:.4g} days a year"],
        ["Study leave", f"{leave.study:.4g} days a year"],
        ["Ask for leave", f"{leave.annual_notice} weeks before"],
    ]


def _weeks(row: Any, block: Lines, hospital: Hospital) -> dict[str, Any]:
    """The pattern as rows of a label and seven cells, Monday first."""
    lead = 0 if block.cyclic else block.first.weekday()
    texts = ["" for _ in range(lead)] + [hospital.cells.texts[code] for code in row.tolist()]
    texts += [""] * (-len(texts) % 7)
    grid = np.array(texts, object).reshape(-1, 7).tolist()
    monday = block.first - timedelta(days=lead)
    rows = [
        [f"Week {k + 1}" if block.cyclic else f"{monday + timedelta(weeks=k):%d %b %Y}", *week]
        for k, week in enumerate(grid[:MOST_WEEKS])
    ]
    return {
        "head": ["Week" if block.cyclic else "From", *WEEKDAYS],
        "rows": rows,
        "more": max(0, len(grid) - MOST_WEEKS),
    }


def _shifts(row: Any, hospital: Hospital) -> list[list[str]]:
    """The kinds of duty on the line: code, name, times, hours, breaks or work expected on call."""
    used = {text for code in set(row.tolist()) for text in hospital.cells.texts[code].split("+")}
    rows = [
        [
            code,
            named(shift),
            f"{hhmm(shift.start)} to {hhmm(shift.end)}",
            f"{shift.minutes / 60:g} h",
            _work_on_call(shift) if shift.on_call else _breaks(shift),
        ]
        for code, shift in hospital.shifts.items()
        if code in used
    ]
    more = len(rows) - MOST_SHIFTS
    return [*rows[:MOST_SHIFTS], ["", f"and {more} more kinds", "", "", ""]] if more > 0 else rows


def _breaks(shift: Shift) -> str:
    """A shift's breaks in words."""
    if shift.breaks is None:
        return "breaks not stated"
    if not shift.breaks:
        return "no break"
    alike = len(set(shift.breaks)) == 1
    if alike and len(shift.breaks) > 1:
        return f"{len(shift.breaks)} breaks of {shift.breaks[0]} min"
    return " + ".join(f"{minutes}" for minutes in shift.breaks) + " min break"


def _work_on_call(shift: Shift) -> str:
    """The work that an on-call period is expected to bring, and the part of it at night."""
    night = "" if shift.work_night is None else f", {shift.work_night / 60:.3g} h of it at night"
    return f"{shift.work / 60:.3g} h of work expected{night}"


def _pay(slip: DoctorPay | None, unpaid: str) -> dict[str, Any]:
    """Payslip lines, a year and a month, with working and clause; why there are none, else."""
    if slip is None:
        return {
            "rows": [],
            "total": "",
            "month": "",
            "between": unpaid or "No pay for this grade is known.",
        }
    rows = [
        [
            plain(line.element),
            f"{line.amount:,.2f}",
            f"{penny(line.amount / MONTHS):,.2f}",
            line.working,
            line.clause,
            certainty(line.certainty),
        ]
        for line in slip.lines
    ]
    ends = slip.bounds
    between = f"between {ends[0]:,.2f} and {ends[1]:,.2f}" if ends else ""
    month = f"{penny(slip.total / MONTHS):,.2f}"
    return {"rows": rows, "total": f"{slip.total:,.2f}", "month": month, "between": between}


def _verdict(broken: list[Verdict]) -> str:
    times = "once" if len(broken) == 1 else f"{len(broken)} times"
    return f"Limits broken: {times}" if broken else "No limit is broken."


def _breaches(broken: list[Verdict], doctor: str) -> list[str]:
    """The first sentences, without the name that heads the page."""
    sentences = [breach.sentence.removeprefix(f"{doctor}: ") for breach in broken]
    return _first([text[:1].upper() + text[1:] for text in sentences], MOST_BREACHES, "breaches")


def _first(texts: Sequence[str], most: int, what: str) -> list[str]:
    """The first so many, and how many more there are."""
    more = len(texts) - most
    return (
        [*texts[:most], f"and {more} more {what}: sevenday check tells them all"]
        if more > 0
        else list(texts)
    )
