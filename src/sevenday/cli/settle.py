"""`sevenday talks record`, `settle`, `adopt`: where talks stand, what could be, what became law."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from sevenday.cli.common import Format, Out, Use, emit, write
from sevenday.errors import Fault, InputError
from sevenday.reports.page import Block, Page, Table

Record = Annotated[Path, typer.Argument(help="a talks.toml, or a folder with one")]
Weighed = Annotated[Path | None, typer.Option("--hospital", help="a rota: the terms in money")]
Sides = Annotated[Path, typer.Argument(help="a sides.toml: terms, weights, reservations")]
Base = Annotated[str, typer.Argument(help="the contract that it becomes part of: id or file")]
Offer = Annotated[str, typer.Argument(help="the accepted offer: id or file")]
Announced = Annotated[str, typer.Option(help="the day on which it is announced")]
Effective = Annotated[str, typer.Option(help="the day from which it holds")]
Hospital = Annotated[Path | None, typer.Option(help="a hospital's folder: its back pay")]


def record(
    path: Record, hospital: Weighed = None, use: Use = None, format: Format = "text",
    out: Out = None,
) -> None:  # fmt: skip
    """Say where talks stand: terms agreed and open, who conceded, what was said when."""
    from sevenday.files.talks import read_talks
    from sevenday.reports.recorded import recorded_page
    from sevenday.talks.record import state_of

    talks = read_talks(path / "talks.toml" if path.is_dir() else path)
    said = ""
    if hospital is not None:
        from sevenday.files import read
        from sevenday.talks.money import weighed

        held = read(hospital)
        talks = weighed(talks, held, use)
        said = (
            f"Worth: pounds a year that a term decides on {held.name or hospital.name}, "
            f"{len(held.doctors)} doctors, under {talks.money_by}, at the best guess of what is "
            "not known. A term that pays nothing of itself counts nothing."
        )
    state = state_of(talks)
    emit(recorded_page(state, said), state.document(), format, out)


def settle(path: Sides, format: Format = "text", out: Out = None) -> None:
    """Say which deals both sides could accept, by what each has said that it wants."""
    from sevenday.reports.talked import frontier_picture
    from sevenday.talks.ratify import ratification, waiting
    from sevenday.talks.settle import settle as settled
    from sevenday.talks.sides import read_sides

    found = settled(read_sides(path))
    sides = found.table.sides
    weights = [
        (s.name, f"{s.reservation:g}", f"{s.power:g}",
         ", ".join(f"{id} {w:g} (best {s.best[id]:g})" for id, w in s.weights.items()))
        for s in sides
    ]  # fmt: skip
    ids = tuple(term.id for term in found.table.terms)
    names = tuple(side.name for side in sides)
    points = [
        (name, *(f"{deal.values[id]:.4g}" for id in ids), *(f"{u:.4f}" for u in deal.utilities))
        for name, deal in (("Nash", found.nash), ("asymmetric Nash", found.asymmetric),
                           ("Kalai-Smorodinsky", found.kalai_smorodinsky))
        if deal is not None
    ]  # fmt: skip
    frontier = [
        (*(f"{deal.values[id]:.4g}" for id in ids), *(f"{u:.4f}" for u in deal.utilities))
        for deal in found.frontier
    ]
    blocks: list[Block] = [
        found.summary(),
        frontier_picture(found),
        Table("What each side is taken to want: edit the file", ("side", "without a deal", "power",
              "weights"), weights),
        Table("Points of the theory", ("point", *ids, *names), points),
        Table("The frontier: nobody can do better without the other doing worse",
              (*ids, *names), frontier),
        ratification().sentence,
        *(each.sentence for each in waiting()),
    ]  # fmt: skip
    chance = ratification()
    data = found.document() | {
        "ratification": {"carried": chance.carried, "votes": chance.votes, "mean": chance.mean,
                         "low": chance.low, "high": chance.high},
        "waiting": [{"side": w.side, "low": w.low, "high": w.high, "certainty": w.certainty}
                    for w in waiting()],
    }  # fmt: skip
    emit(Page("What could be settled", tuple(blocks)), data, format, out)
    if found.nash is None:
        raise typer.Exit(1)


def adopt(
    base: Base, offer: Offer, announced: Announced, effective: Effective,
    hospital: Hospital = None, out: Out = None,
) -> None:  # fmt: skip
    """Write an accepted offer as a dated version of a contract; with a hospital, its back pay."""
    from sevenday.contracts import contract
    from sevenday.talks.adopt import adopt as adopted

    said, from_ = _date(announced, "--announced"), _date(effective, "--effective")
    made = adopted(base, contract(offer), said, from_)
    write(made.text, out)
    told: list[str] = [f"New values: {', '.join(made.changed)}."]
    if hospital is not None:
        told += _owed(hospital, base, made.text, said, from_)
    for line in told:
        typer.echo(line, err=True)


def _owed(hospital: Path, base: str, text: str, said: date, from_: date) -> list[str]:
    """Each doctor's back pay under a new version of a contract, in words."""
    import tempfile

    from sevenday.contracts import contract
    from sevenday.files import read
    from sevenday.talks.adopt import back_pay

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "adopted.toml"
        file.write_text(text, encoding="utf-8")
        after: Any = contract(str(file), from_)
        owed = back_pay(read(hospital), contract(base, from_), after, said, from_)
    days = f"{owed.first} to {owed.last}" if owed.last >= owed.first else "no day"
    return [
        f"Back pay for {days}: £{owed.total:,.2f}.",
        *(f"  {doctor}: £{pounds:,.2f}" for doctor, pounds in owed.owed.items()),
    ]


def _date(text: str, option: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(Fault("not a date", "", None, option, text, "YYYY-MM-DD")) from None
