"""A payslip against what is due, as a page: what differs, why, and what was not compared."""

from collections.abc import Iterator

from sevenday.contracts import Terms
from sevenday.pay.payslip_check import CheckedPayslip, PayslipCheck, PayslipDifference
from sevenday.reports.render.page import Block, Page, Table

COLUMNS = ("element", "payslip", "due", "difference", "what may explain it")


def against_page(check: PayslipCheck, terms: Terms, hospital: str) -> Page:
    """Each payslip line by line: what it has, what is due, and what may explain the rest."""
    blocks = [block for one in check.against for block in _payslip(one)]
    return Page(f"{hospital or 'Payslips'}: {terms.name}, as on {terms.on}", tuple(blocks))


def _payslip(one: CheckedPayslip) -> Iterator[Block]:
    """One doctor's payslip."""
    short = round(sum(line.difference for line in one.lines if line.differs), 2)
    side = "under" if short < 0 else "over"
    state = f"£{abs(short):,.2f} a {one.per} {side} what is due" if one.differs else "as is due"
    yield f"{one.doctor}: {state}."
    yield from (f"Note: {note}" for note in one.notes)
    if one.may_explain:
        yield f"What would explain all of it: {'; or: '.join(one.may_explain)}."
    yield Table(f"£ a {one.per}", COLUMNS, [_row(line) for line in one.lines])
    if one.set_aside:
        rows = [(line.line, f"{line.amount:,.2f}", line.kind) for line in one.set_aside]
        yield Table("Set aside, not compared", ("line", f"£ a {one.per}", "what it is"), rows)
    if any(line.kind == "arrears" for line in one.set_aside):
        yield "Note: `sevenday pay PATH --arrears FROM` gives the arrears of a backdated award."


def _row(line: PayslipDifference) -> tuple[str, ...]:
    """One element: paid, due, how far apart, why."""
    if line.as_printed:
        why = "right: in whole pounds, as the circulars print it"
    else:
        why = "; or: ".join(line.may_explain) or ("not known" if line.differs else "")
    difference = f"{line.difference:+,.2f}" if line.difference else "-"
    return line.element, f"{line.payslip:,.2f}", f"{line.due:,.2f}", difference, why
