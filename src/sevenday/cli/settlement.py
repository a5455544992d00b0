"""`sevenday talks record`, `settle`, `adopt`: where talks stand, what could be, what became law."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sevenday.cli.common import Format, Out, TableOut, Use, parse_date
from sevenday.cli.output import emit, is_page, write
from sevenday.errors import Fault, InputError
from sevenday.reports.render.page import Page

if TYPE_CHECKING:
    from sevenday.talks.variant import Variant

Record = Annotated[Path, typer.Argument(help="a talks.toml, or a folder with one")]
Weighed = Annotated[Path | None, typer.Option("--hospital", help="a rota: the terms in money")]
Sides = Annotated[Path, typer.Argument(help="a sides.toml, or a folder with one")]
Priced = Annotated[Path | None, typer.Option("--hospital", help="a rota: what each deal costs")]
Into = Annotated[str | None, typer.Option("--offer", help="the offer that a deal is put into")]
Baseline = Annotated[str, typer.Option(help="the contract that the deals are held against")]
Base = Annotated[str, typer.Argument(help="the contract that it becomes part of: id or file")]
Offer = Annotated[str, typer.Argument(help="the accepted offer: id or file")]
Announced = Annotated[str, typer.Option(help="the day on which it is announced")]
Effective = Annotated[str, typer.Option(help="the day from which it holds")]
Hospital = Annotated[Path | None, typer.Option(help="a hospital's folder: its back pay")]


def record(
    path: Record,
    hospital: Weighed = None,
    use: Use = None,
    format: Format = None,
    out: Out = None,
) -> None:
    """Say where talks stand: terms agreed and open, who conceded, what was said when."""
    from sevenday.files.talks import read_talks
    from sevenday.reports.pages.talks_record import recorded_page
    from sevenday.talks.record import talks_record

    talks = read_talks(path / "talks.toml" if path.is_dir() else path)
    worth = ""
    if hospital is not None:
        from sevenday.files import read
        from sevenday.talks.term_weights import weigh_terms

        ward = read(hospital)
        talks = weigh_terms(talks, ward, use)
        worth = (
            f"Worth: pounds a year that a term decides on {ward.name or hospital.name}, "
            f"{len(ward.doctors)} doctors, under {talks.money_by}, at the best guess of what is "
            "not known. A term that pays nothing of itself counts nothing."
        )
    state = talks_record(talks)
    emit(recorded_page(state, worth), state, format, out)


def settle(
    path: Sides,
    hospital: Priced = None,
    offer: Into = None,
    baseline: Baseline = "newdeal-2002",
    use: Use = None,
    format: Format = None,
    out: Out = None,
) -> None:
    """Say which deals both sides could accept, by what each has said that it wants."""
    from sevenday.reports.pages.settlement import deals, settled_page
    from sevenday.talks.ratify import ratification, waiting_costs
    from sevenday.talks.settle import settle as settled
    from sevenday.talks.sides import read_sides

    if (hospital is None) != (offer is None):
        what = "one without the other"
        raise InputError(
            Fault(
                what, "", None, "--hospital", "", "--hospital and --offer", code="missing-argument"
            )
        )
    found = settled(read_sides(path))
    priced = None
    if hospital is not None and offer is not None:
        from sevenday.contracts import contract
        from sevenday.files import read
        from sevenday.talks.sweep import sweep

        terms = contract(offer)
        variants = [_variant(deal.values) for deal in deals(found).values()]
        priced = sweep(read(hospital), terms, contract(baseline, terms.on), variants, None, use)
    data = found.to_dict() | {"ratification": ratification(), "waiting": waiting_costs()}
    data["priced"] = priced.by_variant if priced else []
    emit(settled_page(found, ratification(), waiting_costs(), priced), data, format, out)
    if found.nash is None:
        raise typer.Exit(1)


def _variant(values: dict[str, float]) -> "Variant":
    """A deal as a variant of an offer. Raises InputError for a term that no offer can change."""
    from sevenday.talks.variant import TERMS, Variant

    if unknown := [id for id in values if id not in TERMS]:
        what = "no such term to put into an offer"
        raise InputError(
            Fault(what, "", None, "id", ", ".join(unknown), ", ".join(TERMS), code="unknown-key")
        )
    return Variant(**values)


def adopt(
    base: Base,
    offer: Offer,
    announced: Announced,
    effective: Effective,
    hospital: Hospital = None,
    out: TableOut = None,
) -> None:
    """Write an accepted offer as a dated version of a contract; with a hospital, its back pay.

    A file that ends in .html, .json, .pdf or .xlsx has what changed, and not the contract's file.
    """
    from sevenday.contracts import contract
    from sevenday.talks.adopt import adopt as adopted

    announced_on, from_ = parse_date(announced, "--announced"), parse_date(effective, "--effective")
    made = adopted(base, contract(offer), announced_on, from_)
    lines: list[str] = [f"New values: {', '.join(made.changed)}."]
    if hospital is not None:
        lines += _owed(hospital, base, made.text, announced_on, from_)
    if is_page(out):
        page = Page(f"{offer} adopted into {base}, from {from_}", tuple(lines))
        emit(page, {"changed": made.changed, "says": lines, "contract": made.text}, None, out)
    else:
        write(made.text, out)
    for line in lines:
        typer.echo(line, err=True)


def _owed(hospital: Path, base: str, text: str, announced_on: date, from_: date) -> list[str]:
    """Each doctor's back pay under a new version of a contract, in words."""
    import tempfile

    from sevenday.contracts import contract
    from sevenday.files import read
    from sevenday.talks.back_pay import back_pay

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "adopted.toml"
        file.write_text(text, encoding="utf-8")
        after: Any = contract(str(file), from_)
        owed = back_pay(read(hospital), contract(base, from_), after, announced_on, from_)
    days = f"{owed.first} to {owed.last}" if owed.last >= owed.first else "no day"
    low, high = owed.ends
    unknown = (
        " Not all of the pay is known: the first figure is the best guess." if low < high else ""
    )
    return [
        f"Back pay for {days}: {_amount(owed.total, low, high)}.{unknown}",
        *(
            f"  {doctor}: {_amount(pounds, owed.low[doctor], owed.high[doctor])}"
            for doctor, pounds in owed.owed.items()
        ),
    ]


def _amount(pounds: float, low: float, high: float) -> str:
    """Pounds, with both ends where they are not known."""
    return f"£{pounds:,.2f}" + (f" (£{low:,.2f} to £{high:,.2f})" if low < high else "")
