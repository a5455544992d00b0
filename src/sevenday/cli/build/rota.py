"""`sevenday build FOLDER`: a hospital's dated rota, filled under its contract."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from sevenday.cli.common import load
from sevenday.cli.output import STOPPED, emit_roster, is_page, stopped_early
from sevenday.writing import check_writable, write_whole

if TYPE_CHECKING:
    from sevenday.model import Hospital
    from sevenday.solver.rota.so_far import SoFar


def build_rota(
    path: Path,
    contract: str | None,
    on: str | None,
    known: str | None,
    seconds: float,
    steps: int | None,
    seed: int,
    engine: str,
    relaxing: list[str],
    format: str | None,
    out: Path | None,
) -> None:
    """Fill a folder's cover: exit 1 where a place is left empty."""
    from sevenday.files.write import file_texts
    from sevenday.limits.basis import built_from_note
    from sevenday.reports.pages.built_rota import built_rota_page
    from sevenday.solver.rota.build import build
    from sevenday.solver.rota.relaxation import relax, without_rule

    check_writable(out)
    hospital, terms = load(path, contract, on, known)
    for note in built_from_note(hospital):
        typer.echo(note, err=True)

    def so_far(best: "Hospital", now: "SoFar") -> None:
        """Say how far it is on stderr, and keep the best: a killed run leaves it."""
        if out is not None and not is_page(out):
            write_whole(out, file_texts(best)["rota.csv"])
        typer.echo(str(now), err=True)

    for rule in relaxing:
        without_rule(hospital, terms, rule)  # an unknown one is said before the search
    try:
        made = build(hospital, terms, seconds, seed, steps, engine, on_incumbent=so_far)
        relaxed = [
            relax(made, hospital, terms, rule, seconds, seed, steps)
            for rule in relaxing
            if not made.stopped
        ]
    except KeyboardInterrupt:
        stopped_early("rota")
    data = made.to_dict()
    if relaxing:
        data["relaxed"] = relaxed
    roster = file_texts(made.hospital)["rota.csv"]
    emit_roster(built_rota_page(made, relaxed), data, roster, format, out)
    if made.stopped:
        raise typer.Exit(STOPPED)
    if made.uncovered:
        raise typer.Exit(1)
