"""`sevenday pay`: what each doctor earns by their line, element by element."""

from collections import defaultdict
from pathlib import Path
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
    from sevenday.model import Hospital
    from sevenday.pay import PayResult
    from sevenday.pay.against import Comparison

Against = Annotated[Path | None, typer.Option(help="a payslip typed in: element,amount,per")]
Rounding = Annotated[str, typer.Option(help="penny, or circular: whole pounds as printed")]


def pay(
    path: Folder,
    contract: Contract = None,
    on: On = None,
    known: Known = None,
    use: Use = None,
    rounding: Rounding = "penny",
    against: Against = None,
    format: Format = "text",
    out: Out = None,
) -> None:
    """Price every doctor's line under a contract, with the working of each pound."""
    hospital, terms = load(path, contract, on, known)
    if against is not None:
        _against(hospital, terms, against, use, format, out)
        return
    from sevenday.pay import price

    result = price(hospital, terms, use, rounding)
    emit(page_of(result, terms, hospital.name), result.document(), format, out)


def _against(
    hospital: "Hospital",
    terms: "Terms",
    payslip: Path,
    use: str | None,
    format: str,
    out: Path | None,
) -> None:
    """Hold a payslip against what is due: exit 1 where a line differs."""
    from sevenday.files.payslip import read_payslip
    from sevenday.pay.against import ELEMENTS, against

    slips = read_payslip(payslip, ELEMENTS, tuple(doctor.name for doctor in hospital.doctors))
    held = [against(hospital, terms, slip, use) for slip in slips]
    data = {"contract": terms.id, "on": f"{terms.on}", "against": [one.to_json() for one in held]}
    emit(against_page(held, terms, hospital.name), data, format, out)
    if any(one.differs for one in held):
        raise typer.Exit(1)


def against_page(held: "list[Comparison]", terms: "Terms", hospital: str) -> Page:
    """Each payslip line by line: what it has, what is due, and what may explain the rest."""
    blocks: list[str | Table] = []
    for one in held:
        rows = [
            (line.element, f"{line.payslip:,.2f}", f"{line.due:,.2f}",
             f"{line.difference:+,.2f}" if line.difference else "-",
             "; ".join(line.may_explain) or ("not known" if line.difference else ""))
            for line in one.lines
        ]  # fmt: skip
        short = round(sum(line.difference for line in one.lines), 2)
        state = "as is due" if not one.differs else (
            f"£{abs(short):,.2f} a {one.per} {'under' if short < 0 else 'over'} what is due"
        )  # fmt: skip
        columns = ("element", "payslip", "due", "difference", "what may explain it")
        blocks += [f"{one.doctor}: {state}.", Table(f"£ a {one.per}", columns, rows)]
    return Page(f"{hospital or 'Payslips'}: {terms.name}, as on {terms.on}", tuple(blocks))


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
