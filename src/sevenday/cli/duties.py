"""`sevenday why`, `swap` and `diff`: one duty explained, its lawful swaps, two rotas compared."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sevenday.cli.common import Contract, Folder, Format, Known, On, Out, load, parse_date
from sevenday.cli.output import emit

if TYPE_CHECKING:
    from sevenday.model import Hospital

Doctor = Annotated[str, typer.Argument(help="a doctor of the rota")]
Day = Annotated[str, typer.Argument(help="a date of the rota, YYYY-MM-DD")]
Old = Annotated[Path, typer.Argument(help="the rota as it was: a hospital's folder or a rota.csv")]
New = Annotated[Path, typer.Argument(help="the rota as it is: a hospital's folder or a rota.csv")]


def why(
    path: Folder,
    doctor: Doctor,
    day: Day,
    contract: Contract = None,
    on: On = None,
    known: Known = None,
    format: Format = None,
    out: Out = None,
) -> None:
    """Explain one cell of a rota: which places it fills, and who else could take it."""
    hospital, terms = load(path, contract, on, known)
    from sevenday.reports.pages.duties import why_page
    from sevenday.solver.explain.why import why as explain

    found = explain(hospital, terms, doctor, parse_date(day, "DATE"))
    emit(why_page(found, hospital.name), found, format, out)


def swap(
    path: Folder,
    doctor: Doctor,
    day: Day,
    contract: Contract = None,
    on: On = None,
    known: Known = None,
    format: Format = None,
    out: Out = None,
) -> None:
    """List the lawful swaps of one duty: neither line breaks a limit that it kept before."""
    hospital, terms = load(path, contract, on, known)
    from sevenday.limits.swaps import swaps
    from sevenday.reports.pages.duties import swaps_page

    found = swaps(hospital, terms, doctor, parse_date(day, "DATE"))
    emit(swaps_page(found, terms, hospital.name), found, format, out)


def diff(before: Old, after: New, format: Format = None, out: Out = None) -> None:
    """Compare two rotas, cell by cell."""
    from sevenday.model.differ import diff as compare_rotas
    from sevenday.reports.pages.duties import diff_page

    found = compare_rotas(_rota(before), _rota(after))
    emit(diff_page(found), found, format, out)


def _rota(path: Path) -> "Hospital":
    """A hospital's folder or workbook, or a rota file by itself."""
    from sevenday.files import read
    from sevenday.files.rotas import read_rota_alone
    from sevenday.model import Hospital

    if path.suffix.lower() == ".csv" and path.is_file():
        rota, cells = read_rota_alone(path)
        return Hospital(cells=cells, rota=rota)
    return read(path)
