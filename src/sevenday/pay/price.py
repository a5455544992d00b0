"""Price a hospital's lines under a contract: every pound with its working."""

from collections.abc import Iterator

from sevenday.clock import WEEK
from sevenday.contracts import Terms
from sevenday.contracts.value import ENDS
from sevenday.limits.basis import weeks_in_words
from sevenday.limits.lines import LineSource
from sevenday.limits.reference import WHOLE_WEEKS
from sevenday.model import Hospital
from sevenday.pay.arrays import PricedLines, price_lines
from sevenday.pay.result import DoctorPay, PayLine, PayResult
from sevenday.pay.rounding import Rounding, known_rounding, penny
from sevenday.pay.working import UNCERTAIN, PayElement, least_sure


def price(
    hospital: Hospital, terms: Terms, use: LineSource | None = None, rounding: Rounding = "penny"
) -> PayResult:
    """Payslip lines of every doctor whose grade the contract pays, in pounds a year.

    Parameters
    ----------
    hospital
        Whose lines are priced.
    terms
        The contract, on a date.
    use
        "template" or "rota"; by default the template where there is one, as in a work schedule.
    rounding
        "penny", or "circular" for whole pounds as the printed circulars.

    Raises
    ------
    InputError
        For a doctor without a grade, or where the contract has no pay on its date.
    """
    priced = price_lines(hospital, terms, use, known_rounding(rounding))
    slips = tuple(_payslip(priced, i) for i in range(len(priced.lines.doctors)))
    notes = (*_projected(priced, rounding), *_notes(priced, slips))
    return PayResult(terms.id, terms.on, slips, notes)


def _projected(priced: PricedLines, rounding: Rounding) -> Iterator[str]:
    """From how little of a rota pay is projected to a year, and what the template gives."""
    lines, hospital = priced.lines, priced.lines.hospital
    if lines.use != "rota" or hospital.rota is None or not lines.doctors:
        return
    days = hospital.rota.days
    note = f"Pay is projected to a year from {weeks_in_words(days)} of the rota"
    if hospital.templates:
        cycle = WEEK * max(template.weeks for template in hospital.templates.values())
        if days % cycle == 0:
            return
        whole = price(hospital, priced.terms, "template", rounding).total
        note += f", of a cycle of {weeks_in_words(cycle)}; the template gives £{whole:,.0f} a year"
    elif days < WEEK * WHOLE_WEEKS:
        note += ": too little to show what is usual"
    else:
        return
    yield f"{note}."


def _notes(priced: PricedLines, slips: tuple[DoctorPay, ...]) -> Iterator[str]:
    """Who and what was left out, who works odd hours, what is not known."""
    lines, terms = priced.lines, priced.terms
    yield from priced.notes
    rows = zip(lines.doctors, lines.work.hours, lines.work.full_hours, strict=True)
    for doctor, hours, full in rows:
        if doctor.ltft and full:
            yield (
                f"{doctor.name} works less than full time on a line of {hours:.4g} h a week: paid "
                "for them."
            )
    if ranged := {line.element for slip in slips for line in slip.lines if line.low is not None}:
        yield (
            f"Not all of {terms.id} is known: {', '.join(sorted(ranged))} may lie anywhere between "
            "low and high, and so may every total; the amount is the best guess."
        )
    yield from lines.hospital.notes
    if lines.hospital.rota is not None:
        yield from terms.notes_of_changes(lines.hospital.rota.last, ("pay",))


def _payslip(priced: PricedLines, i: int) -> DoctorPay:
    """The elements that doctor i has; basic stands even where it is nothing."""
    doctor = priced.lines.doctors[i]
    by_end = priced.amounts.by_end
    lines = []
    for item in priced.amounts.working(i):
        low, amount, high = (float(by_end[end][item.element][i]) for end in ENDS)
        if amount == 0 and not high and item.element != "basic":
            continue
        lines.append(_line(item, priced, i, ranged=low < high))
    floor = priced.floors[i]
    if floor and priced.rounded["value"]["protection"][i]:
        elements = priced.rounded["value"].items()
        total = penny(sum(float(a[i]) for name, a in elements if name != "protection"))
        item = PayElement("protection", f"{floor.working} - £{total:,.2f}", (floor.term,))
        lines.append(_line(item, priced, i, ranged=False))
    return DoctorPay(doctor.name, doctor.grade, tuple(lines))


def _line(item: PayElement, priced: PricedLines, i: int, ranged: bool) -> PayLine:
    """One element of doctor i as the payslip has it."""
    certainty, working = least_sure(item.terms), item.working
    if item.unsure:
        certainty, working = UNCERTAIN[-1], f"{working} ({item.unsure} is unconfirmed)"
    low, amount, high = (float(priced.rounded[end][item.element][i]) for end in ENDS)
    bounds = (low, high) if ranged else (None, None)
    return PayLine(item.element, amount, working, str(item.terms[0].source), certainty, *bounds)
