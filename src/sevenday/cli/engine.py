"""Options that say where many hospitals' tasks run."""

from typing import TYPE_CHECKING, Annotated, cast

import typer

if TYPE_CHECKING:
    from sevenday.batch.engine import Engine

Named = Annotated[
    str, typer.Option("--engine", help="processes on this machine, or a cluster: dask")
]
MaybeNamed = Annotated[
    str | None,
    typer.Option("--engine", help="of many hospitals: processes on this machine, or dask"),
]
Scheduler = Annotated[
    str | None, typer.Option(help="the address of the cluster's scheduler, as tcp://host:8786")
]
Patience = Annotated[
    float,
    typer.Option(min=1, max=3600, help="seconds without a worker until a cluster is given up"),
]


def engine_of(name: str, scheduler: str | None, patience: float) -> "Engine":
    """The engine that the options name. Raises InputError where they do not go together."""
    from sevenday.batch.engine import Engine, EngineName

    return Engine(cast(EngineName, name), scheduler, None, patience).checked()
