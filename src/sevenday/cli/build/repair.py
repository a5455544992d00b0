"""`sevenday build FOLDER --keep ROTA --from DATE`: a rota that is out, put right by few changes."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from sevenday.cli.build.request import BuildRequest
from sevenday.cli.common import parse_date
from sevenday.cli.output import STOPPED, emit, is_page, stopped_early
from sevenday.errors import Fault, InputError

if TYPE_CHECKING:
    from sevenday.model import Hospital, Rota


def repair_rota(request: BuildRequest, keep: Path | None, since: str | None) -> None:
    """Put a kept rota right: exit 1 where a place is left empty or a limit was broken before."""
    from sevenday.files.rota_text import rota_text
    from sevenday.reports.pages.replanned import replanned_page
    from sevenday.solver.repair.params import RepairParams
    from sevenday.solver.repair.replan import replan

    hospital, terms = request.load()
    rota = _rota_to_keep(hospital, request.path, keep)
    params, first = request.settings(RepairParams), _first_change(since)
    try:
        made = replan(hospital, terms, rota, first, request.seconds, params)
    except KeyboardInterrupt:
        stopped_early("rota")
    after = made.hospital.rota
    assert after is not None
    request.save(lambda: rota_text(after, made.hospital.cells))
    page = request.out if is_page(request.out) else None
    emit(replanned_page(made), made, request.format, page)
    if made.stopped:
        raise typer.Exit(STOPPED)
    if made.uncovered or made.checked.breaches:
        raise typer.Exit(1)


def _rota_to_keep(hospital: "Hospital", path: Path, keep: Path | None) -> "Rota":
    """The rota to keep: the file named, else what hospital.toml says is published."""
    from sevenday.files.rotas import read_rota
    from sevenday.files.table import Faults

    published = hospital.build.get("published")
    if keep is None and not published:
        how = "--keep ROTA, or published = the rota's file under [build] of hospital.toml"
        raise InputError(
            Fault("no rota is named to keep", "", None, "--from", "", how, code="missing-argument")
        )
    file = path / str(published) if keep is None else keep
    if not file.is_file():
        how = "a rota.csv, wide or long"
        raise InputError(
            Fault("not a file", "", None, "--keep", str(file), how, code="missing-file")
        )
    faults = Faults([])
    sheet = read_rota(file, hospital.cells, faults)
    if sheet is None or faults.found:
        raise InputError(*faults.found)
    return sheet.rota


def _first_change(text: str | None) -> date:
    how = "YYYY-MM-DD, the first date that may change"
    if text is None:
        raise InputError(
            Fault(
                "no date is named to change from",
                "",
                None,
                "--from",
                "",
                how,
                code="missing-argument",
            )
        )
    return parse_date(text, "--from", how)
