"""`sevenday build FOLDER --keep ROTA --from DATE`: a rota that is out, put right by few changes."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from sevenday.cli.common import load, parse_date
from sevenday.cli.output import STOPPED, emit, is_page, stopped_early
from sevenday.errors import Fault, InputError
from sevenday.reports.render.page import Block, Page, Table
from sevenday.writing import check_writable, write_whole

if TYPE_CHECKING:
    from sevenday.model import Hospital, Rota
    from sevenday.solver.repair.result import ReplanResult, RotaChange

MOST_PLACES = 40
"""Open places that the page names; JSON has every one."""


def build_kept(
    path: Path,
    kept: Path | None,
    since: str | None,
    contract: str | None,
    on: str | None,
    known: str | None,
    seconds: float | None,
    format: str | None,
    out: Path | None,
) -> None:
    """Put a kept rota right: exit 1 where a place is left empty or a limit was broken before."""
    from sevenday.files.rotas import rota_text
    from sevenday.solver.repair.replan import replan

    check_writable(out)
    hospital, terms = load(path, contract, on, known)
    try:
        made = replan(hospital, terms, _kept(hospital, path, kept), _since(since), seconds)
    except KeyboardInterrupt:
        stopped_early("rota")
    if out is not None and not is_page(out):
        assert made.hospital.rota is not None
        write_whole(out, rota_text(made.hospital.rota, made.hospital.cells))
    emit(_page(made), made, format, out if is_page(out) else None)
    if made.stopped:
        raise typer.Exit(STOPPED)
    if made.uncovered or made.checked.breaches:
        raise typer.Exit(1)


def _kept(hospital: "Hospital", path: Path, kept: Path | None) -> "Rota":
    """The rota to keep: the file named, else what hospital.toml says is published."""
    from sevenday.files.rotas import read_rota
    from sevenday.files.table import Faults

    published = hospital.build.get("published")
    if kept is None and not published:
        how = "--keep ROTA, or published = the rota's file under [build] of hospital.toml"
        raise InputError(
            Fault("no rota is named to keep", "", None, "--from", "", how, code="missing-argument")
        )
    file = path / str(published) if kept is None else kept
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


def _since(text: str | None) -> date:
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


def _page(made: "ReplanResult") -> Page:
    blocks: list[Block] = [made.summary()]
    heads: tuple[str, ...] = ("date", "doctor", "was", "is", "days of notice")
    if made.chosen:
        blocks.append(Table("Changes to send", heads, [_row(c) for c in made.chosen]))
    given = [change for change in made.changes if change.given]
    if given:
        blocks.append(Table("Given", heads[:4], [_row(c)[:4] for c in given]))
    if made.uncovered:
        places = [
            (
                p.day_name,
                p.need.service,
                p.need.shift,
                f"{p.need.rank}",
                f"{p.need.min}",
                f"{p.there}",
            )
            for p in made.uncovered[:MOST_PLACES]
        ]
        heads = ("date", "service", "shift", "rank", "least", "there")
        blocks.append(Table(f"Open places ({len(made.uncovered)})", heads, places))
    blocks += list(made.notes)
    if made.stopped:
        blocks.append("Stopped by you: these are the fewest changes found so far.")
    blocks.append(f"{made.seconds:.1f} seconds.")
    return Page(f"{made.hospital.name or 'The hospital'}: a rota put right", tuple(blocks))


def _row(change: "RotaChange") -> tuple[str, ...]:
    return (
        _day(change.day),
        change.doctor,
        change.before or "off",
        change.after or "off",
        f"{change.notice}",
    )


def _day(day: date) -> str:
    return f"{day:%a} {day}"
