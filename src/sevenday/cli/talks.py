"""`sevenday talks`: what offers do to every doctor, and what one term costs."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from sevenday.cli import settlement as settle
from sevenday.cli.common import Folder, Format, Known, On, Out, Threads, Use, terms_of
from sevenday.cli.engine import MaybeNamed, Patience, Scheduler, engine_of
from sevenday.cli.output import emit
from sevenday.cli.talks_context import TalksContext
from sevenday.errors import Fault, InputError
from sevenday.reports.render.page import Page

if TYPE_CHECKING:
    from datetime import date

    from sevenday.batch.engine import Engine
    from sevenday.contracts import Terms
    from sevenday.limits.lines import LineSource
    from sevenday.model import Hospital
    from sevenday.talks.sweep_result import SweepResult

COMPARED = "offers"
MOST_VALUES = 2_000


class TalksGroup(TyperGroup):
    """`talks PATH` compares offers; another command is meant only where its name stands first."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the command that compares before a path; a folder may not be named as a command."""
        if args and args[0] not in {*self.commands, "--help"}:
            args = [COMPARED, *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=TalksGroup,
    no_args_is_help=True,
    help="Offers on real rotas: sevenday talks PATH --offers A,B,C compares them.",
)

Offers = Annotated[
    str | None,
    typer.Option(
        help="contracts or the folder's own offers: A,B,C (default: all of its offers/, else "
        "those of its talks.toml)"
    ),
]
Baseline = Annotated[str, typer.Option(help="the contract that they are held against")]
Sweep = Annotated[
    list[str] | None,
    typer.Option(
        help="one term at a time, from:to:step: saturday, saturday-from, saturday-often, "
        "night, weekend or basic"
    ),
]
Envelope = Annotated[float | None, typer.Option(help="pounds a year that an offer may cost")]
Doctors = Annotated[
    int | None,
    typer.Option(min=0, help="doctors that the page names (default: 40, a workbook all)"),
]


@app.command(COMPARED)
def talks(
    path: Folder,
    offers: Offers = None,
    baseline: Baseline = "newdeal-2002",
    sweep: Sweep = None,
    envelope: Envelope = None,
    doctors: Doctors = None,
    on: On = None,
    known: Known = None,
    use: Use = None,
    engine: MaybeNamed = None,
    scheduler: Scheduler = None,
    patience: Patience = 30.0,
    threads: Threads = None,
    format: Format = None,
    out: Out = None,
) -> None:
    """Hold offers against a contract: pay of each doctor, winners, losers, hours and cost.

    Where the folder has a talks.toml or a sides.toml, where the talks stand and what could be
    settled are shown too.
    """
    if envelope is not None and not envelope > 0:
        what = "not an amount"
        raise InputError(
            Fault(
                what, "", None, "--envelope", f"{envelope:g}", "pounds above 0", code="not-a-number"
            )
        )
    spec = [parsed(text) for text in sweep or ()]
    where = engine_of(engine or "processes", scheduler, patience) if engine or scheduler else None
    context = TalksContext.of(path)
    if context and not any(path.glob("**/shifts.csv")):
        emit(Page("The talks", context.blocks()), context.to_dict(), format, out)
        return
    names = offered_by(path, offers, context)
    hospitals = read_all(path)
    day = _day(hospitals)
    base = _terms(path, baseline, on, known, day)
    made = [_terms(path, id, on, known, day) for id in names]
    from sevenday.reports.pages.comparison import MOST_DOCTORS, compared_page
    from sevenday.talks.compare import compare

    found = compare(hospitals, made, base, use, envelope)
    data = found.to_dict()
    swept: list[tuple[str, SweepResult]] = []
    for term, values in spec:
        each, left = _swept(hospitals, made, base, term, values, use, where)
        swept += [(term, one) for one in each]
        data["notes"] += left
    data["sweeps"] = [{"term": term} | one.to_dict() for term, one in swept]
    title = ", ".join(hospital.name for hospital in hospitals[:3])
    title += f" and {len(hospitals) - 3} more" if len(hospitals) > 3 else ""
    whole = out is not None and out.suffix.lower() == ".xlsx"
    most = doctors if doctors is not None else len(found.doctors) if whole else MOST_DOCTORS
    page = compared_page(found, swept, data["notes"], title, most)
    emit(page.with_more(*context.blocks()), data | context.to_dict(), format, out)
    if any(one.over is not None and one.over > 0 for one in found.offers):
        raise typer.Exit(1)


def offered_by(path: Path, offers: str | None, context: "TalksContext") -> list[str]:
    """The offers by name: those asked for, else the folder's own, else those of its record.

    Raises InputError where there is none.
    """
    if offers is not None:
        return [name.strip() for name in offers.split(",") if name.strip()]
    own = sorted(file.stem for file in path.glob("offers/*.toml")) if path.is_dir() else []
    named = own or list(context.record.talks.offers if context.record else ())
    if not named:
        expected = "--offers A,B,C, a folder offers/, or offers in its talks.toml"
        raise InputError(
            Fault(
                "no offer is named",
                f"{path}",
                None,
                "--offers",
                "",
                expected,
                code="missing-argument",
            )
        )
    return named


def read_all(path: Path) -> "list[Hospital]":
    """The hospital of a folder or a workbook; else one of each folder in it that holds shifts.

    Raises InputError for whatever is wrong in any.
    """
    from sevenday.files import read

    if path.is_dir() and not (path / "shifts.csv").exists():
        inner = sorted(folder.parent for folder in path.glob("*/shifts.csv"))
        if inner:
            return [read(folder) for folder in inner]
    return [read(path)]


def _day(hospitals: "list[Hospital]") -> "date":
    """The date in force: the rotas' first, else the first `starts`, else today."""
    from datetime import date

    days = [h.rota.first if h.rota else h.starts for h in hospitals]
    return min((day for day in days if day), default=date.today())


def _terms(path: Path, id: str, on: str | None, known: str | None, day: "date") -> "Terms":
    """A contract on the date asked about; an offer on the day that it was made."""
    from datetime import date

    latest = terms_of(path, id, None, known, date.max)  # no contract begins after that
    return latest if latest.contract.offered else terms_of(path, id, on, known, day)


def parsed(text: str) -> tuple[str, list[float]]:
    """A sweep as it is asked for, `saturday=0:0.5:0.05`: the term and its values in order."""
    from sevenday.talks.variant import TERMS

    name, _, rest = text.partition("=")
    term = name.strip().replace("-", "_")
    if term not in TERMS:
        expected = ", ".join(known.replace("_", "-") for known in TERMS)
        raise InputError(
            Fault("no such term to sweep", "", None, "--sweep", name, expected, code="unknown-key")
        )
    expected = f"{name}=from:to:step, in {TERMS[term]}"
    try:
        first, last, step = (float(part) for part in rest.split(":"))
        if not (first <= last and step > 0):
            raise ValueError
        many = int((last - first) / step + 1e-9) + 1
    except (ValueError, OverflowError):
        raise InputError(
            Fault("not a sweep", "", None, "--sweep", text, expected, code="not-a-sweep")
        ) from None
    if many > MOST_VALUES:
        what = f"{many} values"
        raise InputError(
            Fault(what, "", None, "--sweep", text, f"at most {MOST_VALUES}", code="not-a-sweep")
        )
    return term, [round(first + k * step, 9) for k in range(many)]


def _swept(
    hospitals: "list[Hospital]",
    offers: "list[Terms]",
    baseline: "Terms",
    term: str,
    values: list[float],
    use: "LineSource | None",
    engine: "Engine | None",
) -> "tuple[list[SweepResult], list[str]]":
    """The sweep of a term over each offer that has it, and why others were not swept.

    Raises InputError where none has it, and for a value that does not fit one that has.
    """
    from sevenday.talks.sweep import sweep
    from sevenday.talks.variant import NoSuchTermError, Variant, apply_variant

    variants = [Variant(**{term: value}) for value in values]
    none = {"saturday": Variant(saturday=0.0), "weekend": Variant(weekend=0.0)}
    reference = none.get(term)
    able: list[Terms] = []
    faults: list[Fault] = []
    for offer in offers:
        try:
            apply_variant(offer, variants[0])
        except NoSuchTermError as error:
            faults += error.faults
        else:
            able.append(offer)
    if not able:
        raise InputError(*faults)
    found = [sweep(hospitals, offer, baseline, variants, reference, use, engine) for offer in able]
    return found, [f"Not swept: {fault.what}." for fault in faults]


for command in (settle.record, settle.settle, settle.adopt):
    app.command()(command)
