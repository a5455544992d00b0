"""`sevenday build FOLDER`: a hospital's dated rota, filled under its contract."""

from typing import TYPE_CHECKING

import typer

from sevenday.cli.build.request import BuildRequest
from sevenday.cli.output import STOPPED, emit_roster, stopped_early

if TYPE_CHECKING:
    from sevenday.model import Hospital
    from sevenday.solver.rota.so_far import SoFar


def build_rota(request: BuildRequest, relaxing: list[str]) -> None:
    """Fill a folder's cover: exit 1 where a place is left empty."""
    from sevenday.files.write import file_texts
    from sevenday.limits.basis import built_from_note
    from sevenday.reports.pages.built_rota import built_rota_page
    from sevenday.solver.rota.build import build
    from sevenday.solver.rota.params import BuildParams
    from sevenday.solver.rota.relaxation import RelaxationResult, relax, without_rule

    hospital, terms = request.load()
    for note in built_from_note(hospital):
        typer.echo(note, err=True)
    params = request.settings(BuildParams)
    seconds, seed, steps = request.time(), request.seed, request.steps

    def so_far(best: "Hospital", now: "SoFar") -> None:
        """Say how far it is on stderr, and keep the best: a killed run leaves it."""
        request.save(lambda: file_texts(best)["rota.csv"])
        typer.echo(str(now), err=True)

    for rule in relaxing:
        without_rule(hospital, terms, rule)  # an unknown one is said before the search
    try:
        made = build(hospital, terms, seconds, seed, steps, request.engine, so_far, params)
    except KeyboardInterrupt:
        stopped_early("rota")
    relaxed, stopped = list[RelaxationResult](), made.stopped
    for rule in () if stopped else relaxing:
        try:
            relaxed.append(relax(made, hospital, terms, rule, seconds, seed, steps, params))
        except KeyboardInterrupt:
            stopped = True
            break
    data = made.to_dict()
    if relaxing:
        data["relaxed"] = relaxed
    roster = file_texts(made.hospital)["rota.csv"]
    emit_roster(built_rota_page(made, relaxed), data, roster, request.format, request.out)
    if stopped:
        raise typer.Exit(STOPPED)
    if made.uncovered:
        raise typer.Exit(1)
