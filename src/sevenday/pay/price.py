"""Price a hospital's lines under a contract: every pound with its working."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from sevenday.contracts import Terms
from sevenday.errors import Fault, InputError
from sevenday.limits import check
from sevenday.limits.lines import Lines, select_lines
from sevenday.model import Doctor, Hospital
from sevenday.model.measure import Measures, measure
from sevenday.pay.line_work import LineWork, full_time_weekends, joined, line_work
from sevenday.pay.models import nodal
from sevenday.pay.models.banding import banded_elements
from sevenday.pay.models.windows import (
    Priced,
    paid_grades,
    payslip_elements,
    priced,
    without_unknown_premia,
)
from sevenday.pay.protection import protection
from sevenday.pay.result import DoctorPay, PayLine, PayResult
from sevenday.pay.rounding import rounded
from sevenday.pay.working import UNCERTAIN, PayElement

BASIC = {
    "nodal": ("pay.nodal", "pay.point_of_grade"),
    "banding": ("pay.scale", "pay.scale_of_grade"),
    "premium_windows": ("pay.premium_windows", ""),
}
"""The term without which a model pays nothing, and the one that finds a grade's place in it."""


def price(
    hospital: Hospital, terms: Terms, use: str | None = None, rounding: str = "penny"
) -> PayResult:
    """Payslip lines of every doctor whose grade the contract pays, in pounds a year.

    `use`: "template" or "rota"; by default the template where there is one. `rounding`: "penny",
    or "circular" for whole pounds as the printed circulars. Raises InputError for a doctor without
    a grade, or where the contract has no pay on its date.
    """
    use = use or pay_goes_by(hospital)
    rounded(0.0, rounding, False)
    doctors, measures, figures, notes_ = paid_lines(hospital, terms, use)
    notes = list(notes_)
    if terms.pay_model == "banding":
        bands = {line.doctor: line.band or "" for line in check(hospital, terms, use).lines}
        slips = _banded(doctors, figures, bands, terms, rounding)
    elif terms.pay_model == "premium_windows":
        doctors, left_out = without_unknown_premia(doctors, terms)
        notes += left_out
        if terms.has("pay.bank_holiday_premium"):
            notes.append("The premium on bank holidays is not counted: pay goes by the weekday.")
        of = priced(doctors, measures, hospital.cells, figures, terms)
        slips = _by_windows(of, terms, rounding)
    else:
        slips = _nodal(doctors, figures, terms, rounding)
    found = {slip.doctor: slip for slip in slips}
    in_order = tuple(found[d.name] for d in hospital.doctors if d.name in found)
    notes += [
        f"{doctor.name} works less than full time on a line of {hours:.4g} h a week: paid for them."
        for doctor, hours, full in zip(doctors, figures.hours, figures.full_hours, strict=True)
        if doctor.ltft and full
    ]
    if ranged := {line.element for slip in in_order for line in slip.lines if line.low is not None}:
        notes.append(
            f"Not all of {terms.id} is known: {', '.join(sorted(ranged))} may lie anywhere between "
            "low and high, and so may every total; the amount is the best guess."
        )
    notes += hospital.notes
    if hospital.rota is not None:
        notes += terms.notes_of_changes(hospital.rota.last, ("pay",))
    return PayResult(terms.id, terms.on, in_order, tuple(notes))


class PaidLines(NamedTuple):
    """The lines that a contract pays, read once: doctors, their measures and figures, notes."""

    doctors: tuple[Doctor, ...]
    measures: Measures
    figures: LineWork
    notes: tuple[str, ...]


def pay_goes_by(hospital: Hospital) -> str:
    """What pay is read from: "template" where there is one, as in a work schedule, else "rota"."""
    return "template" if hospital.templates else "rota"


def paid_lines(hospital: Hospital, terms: Terms, use: str) -> PaidLines:
    """Read the lines of the doctors whose grade a contract pays; notes on those left out.

    Raises InputError for a doctor without a grade, or where the contract has no pay on its date.
    """
    grades = grades_paid(terms)
    unknown = [doctor.name for doctor in hospital.doctors if not doctor.grade]
    if unknown:
        what = f"{', '.join(unknown[:5])}{' and others' if len(unknown) > 5 else ''}: no grade"
        raise InputError(Fault(what, "doctors.csv", None, "grade", "", ", ".join(grades)))
    unpaid = sorted({d.grade for d in hospital.doctors if d.grade not in grades})
    notes = [f"{terms.id} holds no pay for {grade}: left out." for grade in unpaid]
    whole = select_lines(hospital, terms.on, use)
    notes += [
        f"{doctor.name} has no day in the rota by the dates joined and left: left out."
        for block in whole
        for doctor, days in zip(block.doctors, block.stop - block.start, strict=True)
        if days <= 0
    ]
    blocks = [_subset(block, grades) for block in whole]
    doctors = tuple(doctor for block in blocks for doctor in block.doctors)
    measures = joined([_measured(hospital, block) for block in blocks])
    return PaidLines(doctors, measures, _figures(hospital, doctors, measures, terms), tuple(notes))


def grades_paid(terms: Terms) -> Collection[str]:
    """The grades that a contract pays. Raises InputError where it has no pay on its date."""
    if terms.pay_model not in BASIC:
        raise InputError(f"{terms.id} holds limits alone: there is no pay in it to price by")
    basic, of_grade = BASIC[terms.pay_model]
    if not terms.has(basic):
        known = [value for value in terms.contract.values if value.term == basic]
        first = min(value.effective_from for value in known)
        by = "" if terms.known is None else f" by what was known on {terms.known}"
        what = f"{terms.id} has no pay on {terms.on}{by}"
        raise InputError(Fault(what, expected=f"a date from {first} on"))
    return terms.value(of_grade) if of_grade else paid_grades(terms)


def figures_for(hospital: Hospital, blocks: list[Lines], terms: Terms) -> LineWork:
    """The figures of blocks of lines, one block after another."""
    doctors = tuple(doctor for block in blocks for doctor in block.doctors)
    measures = joined([_measured(hospital, block) for block in blocks])
    return _figures(hospital, doctors, measures, terms)


def _measured(hospital: Hospital, lines: Lines) -> Measures:
    day_zero = lines.day_zero.weekday()
    return measure(lines.codes, day_zero, lines.start, lines.stop, hospital.cells)


def _figures(
    hospital: Hospital, doctors: tuple[Doctor, ...], measures: Measures, terms: Terms
) -> LineWork:
    leave = np.array([hospital.leave(doctor) for doctor in doctors], np.float64)
    return line_work(measures, hospital.cells, terms, leave, hospital.settings.normal_day_hours)


def _subset(lines: Lines, grades: Collection[str]) -> Lines:
    """The lines of a block whose doctors are of some grades, and here on some day."""
    here = lines.stop > lines.start
    kept = [i for i, doctor in enumerate(lines.doctors) if doctor.grade in grades and here[i]]
    return replace(
        lines,
        doctors=tuple(lines.doctors[i] for i in kept),
        codes=lines.codes[kept],
        start=lines.start[kept],
        stop=lines.stop[kept],
    )


def _banded(
    doctors: tuple[Doctor, ...],
    figures: LineWork,
    bands: dict[str, str],
    terms: Terms,
    rounding: str,
) -> Iterator[DoctorPay]:
    """Payslips by the bands that the limits decide."""
    for doctor, hours in zip(doctors, figures.hours.tolist(), strict=True):
        found = banded_elements(doctor, hours, bands[doctor.name], rounding == "circular", terms)
        yield _payslip(doctor, list(found), terms, rounding)


def _nodal(
    doctors: tuple[Doctor, ...], figures: LineWork, terms: Terms, rounding: str
) -> Iterator[DoctorPay]:
    """Payslips by nodal point, each lifted to its floor where it has one."""
    weekends = full_time_weekends(doctors, figures)
    staff = nodal.staff_arrays(doctors, terms)
    amounts = nodal.amounts(figures, weekends, staff, terms)
    for i, doctor in enumerate(doctors):
        elements = nodal.explain_elements(i, doctor, figures, weekends, staff, terms)
        found = [(item, float(amounts[item.element][i])) for item in elements]
        slip = _payslip(doctor, found, terms, rounding)
        if lifted := protection(doctor, slip.total, terms):
            slip = _payslip(doctor, [*found, lifted], terms, rounding)
        yield slip


def _by_windows(of: Priced, terms: Terms, rounding: str) -> Iterator[DoctorPay]:
    """Payslips of an offer that pays by windows of the week."""
    for i, doctor in enumerate(of.doctors):
        yield _payslip(doctor, list(payslip_elements(of, i, terms)), terms, rounding)


def _payslip(
    doctor: Doctor, found: list[tuple[PayElement, float]], terms: Terms, rounding: str
) -> DoctorPay:
    """Round each element that is there; basic stands even where it is nothing."""
    up = terms.value("pay.rounding") if terms.has("pay.rounding") else {}
    lines = []
    for said, amount in found:
        if amount == 0 and not said.high and said.element != "basic":
            continue
        rises = up.get(_rounding_name(said.element, doctor.ltft)) == "up"
        certainty: str = max((value.certainty for value in said.terms), key=UNCERTAIN.index)
        working = said.working
        if said.unsure:
            certainty, working = UNCERTAIN[-1], f"{working} ({said.unsure} is unconfirmed)"
        total = rounded(amount, rounding, rises)
        bounds = [b if b is None else rounded(b, rounding, rises) for b in (said.low, said.high)]
        clause = str(said.terms[0].source)
        lines.append(PayLine(said.element, total, working, clause, certainty, *bounds))
    return DoctorPay(doctor.name, doctor.grade, tuple(lines))


def _rounding_name(element: str, ltft: bool) -> str:
    """An element's name in the contract's `pay.rounding`."""
    if not ltft:
        return element
    return {"basic": "ltft_basic", "band_supplement": "ltft_supplement"}.get(element, element)
