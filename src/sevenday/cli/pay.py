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
    from sevenday.pay import DoctorPay, PayLine, PayResult
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
        (slip.doctor, slip.grade, line.element, _amount(line), line.working,
         "UNCONFIRMED" if line.certainty == "unconfirmed" else line.certainty)
        for slip in result.doctors
        for line in slip.lines
    ]  # fmt: skip
    columns = ("doctor", "grade", "element", "£ a year", "working", "certainty")
    ends = result.bounds
    between = f" (between £{ends[0]:,.2f} and £{ends[1]:,.2f})" if ends else ""
    blocks: list[str | Table] = [
        f"£{result.total:,.2f} a year{between} for {len(result.doctors)} doctors.",
        by_grade(result),
        Table("Payslip lines", columns, rows),
    ]
    blocks += [f"Note: {note}" for note in result.notes]
    return Page(f"{hospital or 'Pay'}: {terms.name}, as on {terms.on}", tuple(blocks))


def _amount(line: "PayLine") -> str:
    """An amount, and under it both ends of what is not known."""
    amount = f"{line.amount:,.2f}"
    return amount if line.low is None else f"{amount}\n{line.low:,.2f} to {line.high:,.2f}"


def by_grade(result: "PayResult") -> Table:
    """Mean pay by grade and element; where a line is a range, the total's both ends too."""
    slips: dict[str, list[DoctorPay]] = defaultdict(list)
    for slip in result.doctors:
        slips[slip.grade].append(slip)
    elements = list(dict.fromkeys(line.element for s in result.doctors for line in s.lines))
    ranged = result.bounds is not None
    rows = []
    for grade, group in slips.items():
        means = [
            sum(line.amount for slip in group for line in slip.lines if line.element == element)
            for element in elements
        ]
        totals = [*means, sum(means)]
        if ranged:
            ends = [slip.bounds or (slip.total, slip.total) for slip in group]
            totals += [sum(low for low, _ in ends), sum(high for _, high in ends)]
        rows.append((grade, f"{len(group)}", *(f"{total / len(group):,.2f}" for total in totals)))
    columns = ("grade", "doctors", *elements, "total", *(("low", "high") if ranged else ()))
    return Table("Mean by grade, £ a year", columns, rows)
