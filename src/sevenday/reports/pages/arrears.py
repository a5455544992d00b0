"""Arrears of a backdated award, as a page: by month, by grade, by doctor and element."""

from sevenday.clock import short_date
from sevenday.contracts import Terms
from sevenday.pay.arrears import Arrears
from sevenday.reports.render.page import Block, Page, Table


def arrears_page(found: Arrears, terms: Terms, hospital: str) -> Page:
    """What is owed, in one sentence and then by month, grade and doctor."""
    days = f"{short_date(found.first)} to {short_date(found.last)}"
    blocks: list[Block] = [
        f"£{found.total:,.2f} is owed for {days}.",
        f"Due: as the contract is known now, first paid on {terms.on}. Paid until then: as it was "
        f"known on {found.paid_as_known}; `--paid-as-known` takes another date.",
        _table(found, "By month, £ owed", "month"),
    ]
    for by in ("grade", "doctor"):
        if len(found.sums(by)) > 1:
            blocks.append(_table(found, f"By {by}, £ owed", by))
    if len(found.doctors) > 1:
        blocks.append(_months(found))
    blocks.append("As JSON (--format json): each month, doctor and element, paid and due.")
    blocks += [f"Note: {note}" for note in found.notes]
    return Page(f"Arrears: {hospital or terms.name}, as on {terms.on}", tuple(blocks))


def _table(found: Arrears, caption: str, by: str) -> Table:
    """What is owed by a field of the lines, an element a column, with the sum."""
    elements = list(found.elements)
    rows = []
    for name, total in found.sums(by).items():
        cells = [
            sum(x.owed for x in found.lines if getattr(x, by) == name and x.element == element)
            for element in elements
        ]
        rows.append((name, *(f"{cell:,.2f}" for cell in cells), f"{total:,.2f}"))
    last = (*(f"{pounds:,.2f}" for pounds in found.elements.values()), f"{found.total:,.2f}")
    return Table(caption, (by, *elements, "total"), [*rows, ("all", *last)])


def _months(found: Arrears) -> Table:
    """What is owed to each doctor month by month."""
    months = list(found.months)
    rows = []
    for doctor, total in found.doctors.items():
        cells = [
            sum(x.owed for x in found.lines if (x.doctor, x.month) == (doctor, month))
            for month in months
        ]
        rows.append((doctor, *(f"{cell:,.2f}" for cell in cells), f"{total:,.2f}"))
    return Table("Month by month, £ owed", ("doctor", *months, "total"), rows)
