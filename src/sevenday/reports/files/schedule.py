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
from sevenday.limits.lines import Lines, select_lines
from sevenday.limits.result import LineResult
from sevenday.limits.verdict import Verdict
from sevenday.model import Doctor, Hospital
from sevenday.pay import DoctorPay
from sevenday.reports.pages.answers import answers
from sevenday.reports.render.words import certainty, named, one_in, plain, two_places

MOST_WEEKS, MOST_SHIFTS, MOST_BREACHES, MOST_NOTES = 27, 14, 6, 3
"""What one page has room for: of more it says how many."""
CENT = 0.005
"""Hours that two figures of two decimals have to differ by to be told apart."""


def schedules(
    hospital: Hospital, terms: Terms, use: str | None = None
) -> dict[str, dict[str, Any]]:
    """What each doctor's work schedule says, by doctor: texts, ready to lay out."""
    found = answers(hospital, terms, use)
    result = found.checked
    slips = {slip.doctor: slip for slip in found.paid.doctors} if found.paid else {}
    results = {line.doctor: line for line in result.lines} if result else {}
    known = f", by what was known on {short_date(terms.known)}" if terms.known else ""
    made: dict[str, dict[str, Any]] = {}
    for block in select_lines(hospital, terms.on, use):
        for doctor, row in zip(block.doctors, block.codes, strict=True):
            own = row[block.history :]
            broken = [b for b in result.breaches if b.doctor == doctor.name] if result else []
            made[doctor.name] = {
                "title": hospital.name or "Work schedule",
                "terms": f"{terms.name}, as on {short_date(terms.on)}{known}",
                "facts": _facts(doctor, results.get(doctor.name), block),
                "weeks": _weeks(own, block, hospital),
                "shifts": _shifts(own, hospital),
                "pay": _pay(slips.get(doctor.name), found.unpaid),
                "verdict": found.unchecked or _verdict(broken),
                "breaches": _breaches(broken, doctor.name),
                "notes": _first(hospital.notes, MOST_NOTES, "notes"),
            }
    return made


def as_pdf(said: dict[str, Any]) -> bytes:
    """One work schedule as a PDF. Raises InputError where Typst is not installed."""
    try:
        import typst
    except ImportError:
        raise missing("typst", "a work schedule") from None
    template = (files("sevenday.reports.files") / "schedule.typ").read_bytes()
    made: bytes = typst.compile(template, sys_inputs={"said": json.dumps(said)})
    return made


def _facts(doctor: Doctor, line: LineResult | None, block: Lines) -> list[list[str]]:
    last = block.first + timedelta(days=block.days - block.history - 1)
    span = f"{short_date(block.first)} to {short_date(last)}"
    found = [
        ["Doctor", doctor.name],
        ["Grade", doctor.grade or "not stated"],
        ["Share of full time", "full time" if doctor.wte == 1 else f"{doctor.wte:g}"],
        ["Rota", f"template of {block.days // 7} weeks" if block.cyclic else span],
        ["48-hour average", "opted out" if doctor.opt_out else "not opted out"],
    ]
    if line is not None:
        average, plain_average = line.average_hours, line.average_hours_without_leave
        hours = f"{two_places(average)} h a week"
        if abs(average - plain_average) >= CENT:
            hours += f", leave counted; {two_places(plain_average)} h without"
        found += [["Average", hours], ["Weekends worked", one_in(line.weekend_frequency)]]
    return [*found, ["New Deal band", line.band]] if line and line.band else found


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
    """The kinds of duty on the line: code, name, times and hours, on call marked."""
    used = {text for code in set(row.tolist()) for text in hospital.cells.texts[code].split("+")}
    rows = [
        [
            code,
            named(shift),
            f"{hhmm(shift.start)} to {hhmm(shift.end)}",
            f"{shift.minutes / 60:g} h",
        ]
        for code, shift in hospital.shifts.items()
        if code in used
    ]
    more = len(rows) - MOST_SHIFTS
    return [*rows[:MOST_SHIFTS], ["", f"and {more} more kinds", "", ""]] if more > 0 else rows


def _pay(slip: DoctorPay | None, unpaid: str) -> dict[str, Any]:
    """Payslip lines with the working and the clause of each; why there are none, else."""
    if slip is None:
        return {"rows": [], "total": "", "between": unpaid or "No pay for this grade is known."}
    rows = [
        [
            plain(line.element),
            f"{line.amount:,.2f}",
            line.working,
            line.clause,
            certainty(line.certainty),
        ]
        for line in slip.lines
    ]
    ends = slip.bounds
    between = f"between {ends[0]:,.2f} and {ends[1]:,.2f}" if ends else ""
    return {"rows": rows, "total": f"{slip.total:,.2f}", "between": between}


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
