"""`sevenday pay`: what each doctor earns by their line, element by element."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sevenday.cli.common import Contract, Folder, Format, Known, On, Out, Use, load, parse_date
from sevenday.cli.output import emit
from sevenday.errors import Fault, InputError

if TYPE_CHECKING:
    from sevenday.contracts import Terms
    from sevenday.limits.lines import LineSource
    from sevenday.model import Hospital

Against = Annotated[Path | None, typer.Option(help="a payslip typed in: element,amount,per")]
Since = Annotated[
    str | None,
    typer.Option(
        "--arrears", help="what is owed from this date to --on, the first day paid at the new rates"
    ),
]
PaidAsKnown = Annotated[
    str | None,
    typer.Option(help="with --arrears: paid as known on this date (default: the day before)"),
]
_ROUNDING = typer.Option(help="penny, or circular: whole pounds as printed")
if TYPE_CHECKING:
    from sevenday.pay.rounding import Rounding as KnownRounding

    Rounding = Annotated[KnownRounding, _ROUNDING]
else:
    Rounding = Annotated[str, _ROUNDING]


def pay(
    path: Folder,
    contract: Contract = None,
    on: On = None,
    known: Known = None,
    use: Use = None,
    rounding: Rounding = "penny",
    against: Against = None,
    arrears: Since = None,
    paid_as_known: PaidAsKnown = None,
    format: Format = None,
    out: Out = None,
) -> None:
    """Price every doctor's line under a contract, with the working of each pound."""
    if against is not None and arrears is not None:
        what = "a payslip and arrears are two questions"
        expected = "--against or --arrears"
        raise InputError(Fault(what, expected=expected, code="arguments-clash"))
    hospital, terms = load(path, contract, on, known)
    if against is not None:
        _against(hospital, terms, against, use, format, out)
        return
    if arrears is not None:
        from sevenday.pay.arrears import arrears as owed
        from sevenday.reports.pages.arrears import arrears_page

        known_then = parse_date(paid_as_known, "--paid-as-known") if paid_as_known else None
        found = owed(hospital, terms, parse_date(arrears, "--arrears"), known_then, use)
        emit(arrears_page(found, terms, hospital.name), found, format, out)
        return
    from sevenday.pay import price
    from sevenday.reports.pages.pay import priced

    result = price(hospital, terms, use, rounding)
    emit(priced(result, terms, hospital.name), result, format, out)


def _against(
    hospital: "Hospital",
    terms: "Terms",
    payslip: Path,
    use: "LineSource | None",
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
