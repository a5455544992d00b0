"""`sevenday flow`: can this hospital cope: waits, crowding, beds and harm, with and without."""

from pathlib import Path
from typing import Annotated

import typer

from sevenday.cli.common import Folder, Format, Out, Threads
from sevenday.cli.output import emit

Plan = Annotated[
    Path | None,
    typer.Option(help="a plan of sevenday walkout (walkout-plan.json), or a cover.csv"),
]
Replications = Annotated[
    int | None,
    typer.Option(min=2, max=1_000_000, help="how many (default: until the half-width is reached)"),
]
HalfWidth = Annotated[
    float,
    typer.Option(min=0.0005, max=0.5, help="of the share within four hours, either way"),
]
OneMoreAtEach = Annotated[
    bool,
    typer.Option("--one-more/--no-one-more", help="what a doctor more or fewer is worth, by hour"),
]
Seed = Annotated[int, typer.Option(min=0, help="seed of all random numbers")]
FirstDay = Annotated[
    str | None,
    typer.Option("--on", help="the first day looked at (default: the walkout's, else a Monday)"),
]


def flow(
    path: Folder,
    plan: Plan = None,
    on: FirstDay = None,
    replications: Replications = None,
    half_width: HalfWidth = 0.01,
    one_more: OneMoreAtEach = True,
    seed: Seed = 1,
    threads: Threads = None,
    format: Format = None,
    out: Out = None,
) -> None:
    """Run a hospital's patients through its doctors and beds: exit 1 where a queue never clears."""
    from sevenday.flow.hospital.simulate import simulate
    from sevenday.reports.pages.flow import flow_page

    result = simulate(
        path,
        plan=plan,
        on=on,
        replications=replications,
        half_width=half_width,
        one_more=one_more,
        seed=seed,
    )
    emit(flow_page(result), result, format, out)
    if not result.copes:
        raise typer.Exit(1)
