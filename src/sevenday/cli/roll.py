"""`sevenday roll`: a template to a dated rota."""

from typing import Annotated

import typer

from sevenday.cli.common import Folder, Out, write

Weeks = Annotated[int | None, typer.Option(min=1, max=520, help="how many (default: the cycle)")]


def roll(path: Folder, weeks: Weeks = None, out: Out = None) -> None:
    """Roll a hospital's templates out to a dated rota, as the text of a rota.csv."""
    from sevenday.files import read, rota_text
    from sevenday.model.roll import roll as roll_out

    hospital = read(path)
    write(rota_text(roll_out(hospital, weeks), hospital.cells), out)
