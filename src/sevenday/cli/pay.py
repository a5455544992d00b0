"""`sevenday pay`: what each doctor earns by their line, element by element."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sevenday.cli.common import Contract, Folder, Format, Known, On, Out, Use, load
from sevenday.cli.output import emit

if TYPE_CHECKING:
    from sevenday.contracts import Terms
    from sevenday.model import Hospital

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
    format: Format = None,
    out: Out = None,
) -> None:
    """Price every doctor's line under a contract, with the working of each pound."""
    hospital, terms = load(path, contract, on, known)
    if against is not None:
        _against(hospital, terms, against, use, format, out)
        return
    from sevenday.pay import price
    from sevenday.reports.pages.pay import priced

    result = price(hospital, terms, use, rounding)
    emit(priced(result, terms, hospital.name), result, format, out)


def _against(
    hospital: "Hospital",
    terms: "Terms",
    payslip: Path,
    use: str | None,
    format: str | None,
    out: Path | None,
) -> None:
    """Hold a payslip against what is due: exit 1 where a line differs."""
    from sevenday.pay.payslip_check import payslip_check
    from sevenday.reports.pages.payslip import against_page

    checked = payslip_check(hospital, terms, payslip, use)
    emit(against_page(checked, terms, hospital.name), checked, format, out)
    if checked.differs:
        raise typer.Exit(1)
