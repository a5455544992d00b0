"""`sevenday walkout`: who covers what, what is withdrawn, and what might still go wrong."""

import os
import tempfile
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sevenday.cli.common import Contract, Folder, Format, Out, emit

if TYPE_CHECKING:
    from sevenday.walkout.load import Gathered
    from sevenday.walkout.planning.plan import Plan

Counts = Annotated[Path | None, typer.Option("--count", help="the morning's counts: re-plan")]
Draws = Annotated[
    int | None, typer.Option("--stress", min=1, max=1_000_000, help="meet the plan with N turnouts")
]
CallOff = Annotated[bool, typer.Option("--call-off", help="what can be restored now")]
Like = Annotated[
    str | None, typer.Option(help="turnout as on the record: 2016-04-26, or a month as 2025-11")
]
Seconds = Annotated[float, typer.Option(min=1, max=3600, help="time for the plan")]
Papers = Annotated[Path | None, typer.Option(help="write the papers to this folder")]
Curve = Annotated[bool, typer.Option("--curve", help="safety against planned work kept")]
At = Annotated[
    str | None, typer.Option("--on", help="the day it is called off (default: today, if not past)")
]
Seed = Annotated[int, typer.Option(min=0, help="seed of the turnouts")]


def walkout(
    path: Folder,
    count: Counts = None,
    stress: Draws = None,
    call_off: CallOff = False,
    like: Like = None,
    curve: Curve = False,
    seconds: Seconds = 60.0,
    seed: Seed = 1,
    papers: Papers = None,
    contract: Contract = None,
    on: At = None,
    format: Format = "text",
    out: Out = None,
) -> None:
    """Plan cover for a walkout, re-plan on the morning's counts: exit 1 where a place is unsafe."""
    from sevenday.reports.pages.cover_plan import board
    from sevenday.walkout.law.notice import law_of
    from sevenday.walkout.law.state import STOPPED
    from sevenday.walkout.load import counts_of, gather, is_notice_alone
    from sevenday.walkout.plan_json import FILE, changed, document
    from sevenday.walkout.planning.baselines import beside
    from sevenday.walkout.planning.escalation import escalations, smallest_clash
    from sevenday.walkout.planning.plan import plan as make
    from sevenday.walkout.planning.replan import replan
    from sevenday.walkout.planning.stress_test import stress as meet

    if is_notice_alone(path):
        _notice(path, format, out)
        return
    gathered = gather(path, like)
    kept = path / FILE
    state = gathered.walkout.state
    if call_off or (state in STOPPED and not (state == "over" and count is not None)):
        made = _kept(gathered, kept) or make(gathered.problem, seconds)
        _stopped(gathered, made, call_off, _moment(gathered, on), format, out)
        return
    counts = counts_of(gathered, count) if count is not None else ()
    earlier = _kept(gathered, kept) if count is not None else None
    made = earlier or make(gathered.problem, seconds)
    orders = None
    if counts:
        before = made
        made = replan(before, gathered.hospital, gathered.walkout, counts)
        orders = changed(before, made)
    notice, unsafe = law_of(gathered.walkout), escalations(made)
    run = meet(made, stress, seed) if stress else None
    others = beside(made, run) if run else []
    clash = smallest_clash(made) if any(e.place.place.rank == 1 for e in unsafe) else ()
    page = board(gathered, made, notice, unsafe, run, orders, clash, others)
    prior = gathered.prior
    data = document(made, notice, unsafe) | {
        "state": state,
        "prior": prior.sentence if prior else None,
        "not_substitutes": list(gathered.not_substitutes),
    }
    data["clash"] = [
        {
            "service": e.place.service,
            "shift": e.place.shift,
            "start": f"{e.place.start:%Y-%m-%dT%H:%M}",
        }
        for e in clash
    ]
    if orders is not None:
        data["changes"] = orders
    if run is not None:
        data["stress"] = run.document() | {"beside": [one.document() for one in others]}
    if curve:
        from sevenday.reports.pages.cover_plan import curve_blocks
        from sevenday.walkout.planning.tradeoff import tradeoff

        points = tradeoff(gathered.problem, made, seconds)
        page = page.with_more(*curve_blocks(points))
        data["curve"] = [point.document() for point in points]
    if papers is not None:
        from sevenday.reports.files.walkout_pack import pack

        for file in pack(gathered, made, page, counts, papers, contract):
            typer.echo(f"{file}", err=True)
    emit(page, data, format, out)
    _keep(made, kept)
    if unsafe or notice.valid is False:
        raise typer.Exit(1)


def _notice(path: Path, format: str, out: Path | None) -> None:
    """What the law says of a walkout in a folder without a rota: exit 1 if it does not stand."""
    from sevenday.files.walkout import read_walkout
    from sevenday.reports.pages.cover_plan import notice_page
    from sevenday.walkout.law.notice import law_of
    from sevenday.walkout.plan_json import unplanned

    walkout = read_walkout(path)
    notice = law_of(walkout)
    page = notice_page(path.resolve().name, walkout, notice)
    emit(page, unplanned(notice), format, out)
    if notice.valid is False:
        raise typer.Exit(1)


def _moment(gathered: "Gathered", on: str | None) -> datetime:
    """The moment at which a walkout is called off: the start of the day asked for, or now."""
    from sevenday.errors import Fault, InputError
    from sevenday.walkout.law.state import moment

    if on is None:
        rota = gathered.hospital.rota
        assert rota is not None
        return moment(gathered.walkout, rota.first, datetime.now().replace(microsecond=0))
    try:
        return datetime.fromisoformat(on)
    except ValueError:
        raise InputError(Fault("not a date", "", None, "--on", on, "YYYY-MM-DD")) from None


def _kept(gathered: "Gathered", file: Path) -> "Plan | None":
    """The plan that the folder keeps; None, and said, where it has none that fits."""
    from sevenday.errors import InputError
    from sevenday.walkout.plan_json import restored

    try:
        return restored(gathered.problem, file)
    except InputError as error:
        typer.echo(f"sevenday: no earlier plan: planning anew ({error})", err=True)
        return None


def _keep(plan: "Plan", file: Path) -> None:
    """Keep the plan in the folder, whole or not at all; a folder that cannot be written is said."""
    from sevenday.walkout.plan_json import kept

    try:
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=".walkout-plan")
        with os.fdopen(handle, "w", encoding="utf-8") as text:
            text.write(kept(plan))
        Path(name).replace(file)
    except OSError as error:
        typer.echo(f"sevenday: the plan was not kept in {file.name}: {error.strerror}", err=True)


def _stopped(
    gathered: "Gathered", plan: "Plan", call_off: bool, at: datetime, format: str, out: Path | None
) -> None:
    """A walkout that is off, suspended or over: the rota stands; which lists can still run."""
    from sevenday.reports.render.page import Page
    from sevenday.walkout.law import state
    from sevenday.walkout.law.notice import law_of
    from sevenday.walkout.plan_json import unplanned

    walkout, gone = gathered.walkout, plan.lists_withdrawn
    stopped = call_off and walkout.state != "called-off"
    back = (state.call_off if stopped else state.given_back)(walkout, gone, at)
    name = gathered.hospital.name or "The hospital"
    title = f"{name}: the walkout is {back.walkout.state.replace('-', ' ')}"
    data = unplanned(law_of(walkout)) | back.to_json()
    emit(Page(title, back.sentences), data, format, out)
