"""A work schedule a doctor: one page of PDF, by Typst.

The page's words go in as JSON beside a fixed template, never as Typst markup: a name that looks
like markup stays a name.
"""

import json
from datetime import timedelta
from importlib.resources import files
from typing import Any

import numpy as np

from sevenday.clock import hhmm
from sevenday.contracts import Terms
from sevenday.errors import InputError
from sevenday.limits import check
from sevenday.limits.lines import Lines, lines_of
from sevenday.limits.result import LineResult
from sevenday.limits.verdict import Verdict
from sevenday.model import Doctor, Hospital
from sevenday.pay import DoctorPay, price
from sevenday.reports.words import certainty, one_in

MOST_WEEKS, MOST_BREACHES = 27, 6
"""What fits one page: a longer pattern says how many weeks more it has."""
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def schedules(
    hospital: Hospital, terms: Terms, use: str | None = None
) -> dict[str, dict[str, Any]]:
    """What each doctor's work schedule says, by doctor: texts, ready to lay out."""
    result = check(hospital, terms, use)
    slips: dict[str, DoctorPay] = {}
    if all(doctor.grade for doctor in hospital.doctors) and terms.pay_model != "none":
        slips = {slip.doctor: slip for slip in price(hospital, terms, use).doctors}
    results = {line.doctor: line for line in result.lines}
    made: dict[str, dict[str, Any]] = {}
    for block in lines_of(hospital, terms.on, use):
        for doctor, row in zip(block.doctors, block.codes, strict=True):
            broken = [breach for breach in result.breaches if breach.doctor == doctor.name]
            made[doctor.name] = {
                "title": hospital.name or "Work schedule",
                "terms": f"{terms.name}, as on {terms.on}",
                "facts": _facts(doctor, results[doctor.name], block),
                "weeks": _weeks(row[block.history :], block, hospital),
                "shifts": _shifts(row, hospital),
                "pay": _pay(slips.get(doctor.name)),
                "breaches": _breaches(broken),
                "notes": list(hospital.notes)[:3],
            }
    return made


def as_pdf(said: dict[str, Any]) -> bytes:
    """One work schedule as a PDF. Raises InputError where Typst is not installed."""
    try:
        import typst
    except ImportError:
        what = "work schedules need Typst: pip install 'sevenday[pdf]'"
        raise InputError(what) from None
    template = (files("sevenday.reports") / "schedule.typ").read_bytes()
    made: bytes = typst.compile(template, sys_inputs={"said": json.dumps(said)})
    return made


def _facts(doctor: Doctor, line: LineResult, block: Lines) -> list[list[str]]:
    last = block.first + timedelta(days=block.days - block.history - 1)
    span = f"template of {block.days // 7} weeks" if block.cyclic else f"{block.first} to {last}"
    found = [
        ["Doctor", doctor.name],
        ["Grade", doctor.grade or "not stated"],
        ["Share of full time", f"{doctor.wte:g}"],
        ["Rota", span],
        ["Average hours a week", f"{line.average_hours:.2f}"],
        ["Weekends worked", one_in(line.weekend_frequency)],
        ["48-hour average", "opted out" if doctor.opt_out else "not opted out"],
    ]
    return [*found, ["New Deal band", line.band]] if line.band else found


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
    return {"head": ["Week" if block.cyclic else "From", *DAYS], "rows": rows,
            "more": max(0, len(grid) - MOST_WEEKS)}  # fmt: skip


def _shifts(row: Any, hospital: Hospital) -> list[list[str]]:
    """The kinds of duty on the line: code, name and times."""
    used = {text for code in set(row.tolist()) for text in hospital.cells.texts[code].split("+")}
    return [
        [code, shift.name or shift.kind, f"{hhmm(shift.start)} to {hhmm(shift.end)}"]
        for code, shift in hospital.shifts.items()
        if code in used
    ]


def _pay(slip: DoctorPay | None) -> dict[str, Any]:
    if slip is None:
        return {"rows": [], "total": ""}
    rows = [
        [line.element.replace("_", " "), f"{line.amount:,.2f}", line.working,
         certainty(line.certainty)]
        for line in slip.lines
    ]  # fmt: skip
    return {"rows": rows, "total": f"{slip.total:,.2f}"}


def _breaches(broken: list[Verdict]) -> list[str]:
    told = [breach.sentence for breach in broken[:MOST_BREACHES]]
    more = len(broken) - len(told)
    return [*told, f"and {more} more: sevenday check tells them all"] if more > 0 else told
