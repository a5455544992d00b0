"""`sevenday pay`: what each doctor earns by their line, element by element."""

from collections import defaultdict
from typing import TYPE_CHECKING, Annotated

import typer

from sevenday.cli.common import (
    Contract,
    Folder,
    Format,
    Known,
    On,
    Out,
    Page,
    Table,
    Use,
    emit,
    load,
)

if TYPE_CHECKING:
    from sevenday.contracts import Terms
    from sevenday.pay import PayResult

Rounding = Annotated[str, typer.Option(help="penny, or circular: whole pounds as printed")]


def pay(
    path: Folder,
    contract: Contract = None,
    on: On = None,
    known: Known = None,
    use: Use = None,
    rounding: Rounding = "penny",
    format: Format = "text",
    out: Out = None,
) -> None:
    """Price every doctor's line under a contract, with the working of each pound."""
    hospital, terms = load(path, contract, on, known)
    from sevenday.pay import price

    result = price(hospital, terms, use, rounding)
    emit(page_of(result, terms, hospital.name), result.document(), format, out)


def page_of(result: "PayResult", terms: "Terms", hospital: str) -> Page:
    """The pay as a page: by grade, then every payslip line."""
    rows = [
        (slip.doctor, slip.grade, line.element, f"{line.amount:,.2f}", line.working,
         "UNCONFIRMED" if line.certainty == "unconfirmed" else line.certainty)
        for slip in result.doctors
        for line in slip.lines
    ]  # fmt: skip
    columns = ("doctor", "grade", "element", "£ a year", "working", "certainty")
    blocks: list[str | Table] = [
        f"£{result.total:,.2f} a year for {len(result.doctors)} doctors.",
        by_grade(result),
        Table("Payslip lines", columns, rows),
    ]
    blocks += [f"Note: {note}" for note in result.notes]
    return Page(f"{hospital or 'Pay'}: {terms.name}, as on {terms.on}", tuple(blocks))


def by_grade(result: "PayResult") -> Table:
    """Mean pay by grade and element."""
    slips: dict[str, list[dict[str, float]]] = defaultdict(list)
    elements: dict[str, None] = {}
    for slip in result.doctors:
        slips[slip.grade].append({line.element: line.amount for line in slip.lines})
        elements |= dict.fromkeys(line.element for line in slip.lines)
    rows = []
    for grade, lines in slips.items():
        means = [sum(line.get(e, 0.0) for line in lines) / len(lines) for e in elements]
        cells = (f"{mean:,.2f}" for mean in (*means, sum(means)))
        rows.append((grade, f"{len(lines)}", *cells))
    return Table("Mean by grade, £ a year", ("grade", "doctors", *elements, "total"), rows)
