"""What lines are worth, as a page: by grade, then each payslip line."""

from collections import defaultdict

from sevenday.contracts import Terms
from sevenday.pay.leave import MONTHS
from sevenday.pay.result import DoctorPay, PayLine, PayResult
from sevenday.pay.rounding import penny
from sevenday.reports.render.page import Block, Page, Table
from sevenday.reports.render.words import certainty

Means = tuple[tuple[str, ...], list[tuple[str, int, tuple[float, ...]]]]
"""Elements in order, then rows of a grade, how many doctors, and the mean of each element."""


def priced(result: PayResult, terms: Terms, hospital: str) -> Page:
    """The pay as a page: by grade, then every payslip line."""
    rows = [
        (
            slip.doctor,
            slip.grade,
            line.element,
            _amount(line),
            line.working,
            certainty(line.certainty),
        )
        for slip in result.doctors
        for line in slip.lines
    ]
    columns = ("doctor", "grade", "element", "£ a year", "working", "certainty")
    ends = result.bounds
    many = f"{len(result.doctors)} doctor{'s' if len(result.doctors) > 1 else ''}"
    between = f" (between £{ends[0]:,.2f} and £{ends[1]:,.2f})" if ends else ""
    blocks: list[Block] = [
        f"£{result.total:,.2f} a year{between} for {many}.",
        by_grade(result),
        _totals(result),
        Table("Payslip lines", columns, rows),
    ]
    blocks += [f"Note: {note}" for note in result.notes]
    return Page(f"{hospital or 'Pay'}: {terms.name}, as on {terms.on}", tuple(blocks))


def _totals(result: PayResult) -> Table:
    """What each doctor is paid in all, a year and a month."""
    rows = [
        (slip.doctor, slip.grade, f"{slip.total:,.2f}", f"{penny(slip.total / MONTHS):,.2f}")
        for slip in result.doctors
    ]
    return Table("Totals, £", ("doctor", "grade", "a year", "a month"), rows)


def _amount(line: PayLine) -> str:
    """An amount, and under it both ends of what is not known."""
    amount = f"{line.amount:,.2f}"
    return amount if line.low is None else f"{amount}\n{line.low:,.2f} to {line.high:,.2f}"


def means(result: PayResult) -> Means:
    """Mean pounds a year by grade and element, grades and elements in the order first met."""
    elements = tuple(dict.fromkeys(line.element for s in result.doctors for line in s.lines))
    rows = []
    for grade, group in _by_grade(result).items():
        sums = [
            sum(line.amount for slip in group for line in slip.lines if line.element == element)
            for element in elements
        ]
        rows.append((grade, len(group), tuple(total / len(group) for total in sums)))
    return elements, rows


def by_grade(result: PayResult, title: str = "") -> Table:
    """Mean pay by grade and element; where a line is a range, the total's both ends too."""
    elements, mean_rows = means(result)
    groups = _by_grade(result)
    ranged = result.bounds is not None
    rows = []
    for grade, many, amounts in mean_rows:
        cells = [sum(slip.total for slip in groups[grade]) / many]
        if ranged:
            ends = [slip.bounds or (slip.total, slip.total) for slip in groups[grade]]
            cells += [sum(low for low, _ in ends) / many, sum(high for _, high in ends) / many]
        cells += amounts
        rows.append((grade, f"{many}", *(f"{cell:,.2f}" for cell in cells)))
    columns = ("grade", "doctors", "total", *(("low", "high") if ranged else ()), *elements)
    caption = "Mean by grade, £ a year"
    return Table(f"{caption}: {title}" if title else caption, columns, rows)


def _by_grade(result: PayResult) -> dict[str, list[DoctorPay]]:
    """Payslips by grade."""
    slips: dict[str, list[DoctorPay]] = defaultdict(list)
    for slip in result.doctors:
        slips[slip.grade].append(slip)
    return slips
