"""`sevenday user`: who may sign in, and as what, from the server's own shell."""

from typing import Annotated

import typer

from sevenday.cli.store import ready

app = typer.Typer(help="Who may sign in, and as what: for the server's own shell.")
Email = Annotated[str, typer.Argument(metavar="EMAIL", help="the person's e-mail address")]
At = Annotated[
    str,
    typer.Option(metavar="PLACE", help="HOSPITAL or HOSPITAL/DEPARTMENT, as addresses have them"),
]

Port = Annotated[int, typer.Option(help="the server's port, for the link that is printed")]


def _ready() -> None:
    """Have the store ready, with the tables of this Sevenday."""
    ready("people who sign in")
    from sevenday.web.serving import prepare

    prepare()


@app.command("list")
def list_() -> None:
    """Show everybody: whether they may sign in, when they last did, their roles."""
    _ready()
    from sevenday.web.people.by_address import everybody

    for line in everybody():
        typer.echo(line)


@app.command()
def add(
    email: Email,
    role: Annotated[str, typer.Option(help="what they are, as coordinator")],
    name: Annotated[str, typer.Option(help="their name")] = "",
    at: At = "",
    port: Port = 8000,
) -> None:
    """Give somebody an account and a role, and print the link that signs them in once."""
    _ready()
    from sevenday.web.people import by_address

    _say_link(by_address.add(email, name, role, at), port)


@app.command()
def link(email: Email, port: Port = 8000) -> None:
    """Print a new link that signs somebody in once, as after a lost password."""
    _ready()
    from sevenday.web.people import by_address

    _say_link(by_address.new_link(email), port)


@app.command()
def roles(
    email: Email,
    give: Annotated[str, typer.Option(metavar="ROLE", help="a role to give")] = "",
    take: Annotated[str, typer.Option(metavar="ROLE", help="a role to take")] = "",
    at: At = "",
) -> None:
    """Show somebody's roles; give or take one."""
    _ready()
    from sevenday.web.people import by_address

    for line in by_address.change_roles(email, give, take, at):
        typer.echo(line)


@app.command("line")
def line_(
    email: Email,
    at: At,
    line: Annotated[str, typer.Option(help="its name in doctors.csv; without it: none")] = "",
) -> None:
    """Say which line of a department's rota is a doctor's: what they see as their own."""
    _ready()
    from sevenday.web.people import by_address

    typer.echo(by_address.give_line(email, line, at))


@app.command()
def disable(
    email: Email,
    enable: Annotated[bool, typer.Option("--enable", help="let them sign in again")] = False,
) -> None:
    """Let somebody sign in no more, from now on; what they did stays recorded."""
    _ready()
    from sevenday.web.people import by_address

    typer.echo(by_address.disable(email, enable))


def _say_link(path: str, port: int) -> None:
    """Print a one-time link as a whole address."""
    if not path:
        typer.echo("They sign in already: no link is needed.")
        return
    from sevenday.web.serving import address_at

    typer.echo("Send them this link, it signs them in once in the next seven days:")
    typer.echo(f"{address_at(port)}{path}")
