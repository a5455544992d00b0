"""`sevenday walkout`: who covers what, what is withdrawn, and what might still go wrong."""

import os
import tempfile
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sevenday.cli.common import Contract, Folder, Format, Out, emit

if TYPE_CHECKING:
    from sevenday.walkout.load import WalkoutInputs
    from sevenday.walkout.planning.plan import CoverPlan

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
    from sevenday.walkout.law.notice import judge_notice
    from sevenday.walkout.law.state import STOPPED
    from sevenday.walkout.load import is_notice_alone, load_counts, load_walkout
    from sevenday.walkout.plan_json import FILE, plan_changes, plan_document
    from sevenday.walkout.planning.baselines import compare_plans
    from sevenday.walkout.planning.escalation import escalations, smallest_conflict
    from sevenday.walkout.planning.plan import plan as make
    from sevenday.walkout.planning.replan import replan
    from sevenday.walkout.planning.stress_test import stress_test

    if is_notice_alone(path):
        _notice(path, format, out)
        return
    inputs = load_walkout(path, like)
    kept = path / FILE
    state = inputs.walkout.state
    if call_off or (state in STOPPED and not (state == "over" and count is not None)):
        made = _kept(inputs, kept) or make(inputs.problem, seconds)
        _stopped(inputs, made, call_off, _reference_time(inputs, on), format, out)
        return
    counts = load_counts(inputs, count) if count is not None else ()
    earlier = _kept(inputs, kept) if count is not None else None
    made = earlier or make(inputs.problem, seconds)
    orders = None
    if counts:
        before = made
        made = replan(before, inputs.hospital, inputs.walkout, counts)
        orders = plan_changes(before, made)
    notice, unsafe = judge_notice(inputs.walkout), escalations(made)
    run = stress_test(made, stress, seed) if stress else None
    others = compare_plans(made, run) if run else []
    clash = smallest_conflict(made) if any(e.place.place.rank == 1 for e in unsafe) else ()
    page = board(inputs, made, notice, unsafe, run, orders, clash, others)
    prior = inputs.prior
    data = plan_document(made, notice, unsafe) | {
        "state": state,
        "prior": prior.sentence if prior else None,
        "not_substitutes": list(inputs.not_substitutes),
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

        points = tradeoff(inputs.problem, made, seconds)
        page = page.with_more(*curve_blocks(points))
        data["curve"] = [point.document() for point in points]
    if papers is not None:
        from sevenday.reports.files.walkout_pack import pack

        for file in pack(inputs, made, page, counts, papers, contract):
            typer.echo(f"{file}", err=True)
    emit(page, data, format, out)
    _keep(made, kept)
    if unsafe or notice.valid is False:
        raise typer.Exit(1)


def _notice(path: Path, format: str, out: Path | None) -> None:
    """What the law says of a walkout in a folder without a rota: exit 1 if it does not stand."""
    from sevenday.files.walkout import read_walkout
    from sevenday.reports.pages.cover_plan import notice_page
    from sevenday.walkout.law.notice import judge_notice
    from sevenday.walkout.plan_json import notice_document

    walkout = read_walkout(path)
    notice = judge_notice(walkout)
    page = notice_page(path.resolve().name, walkout, notice)
    emit(page, notice_document(notice), format, out)
    if notice.valid is False:
        raise typer.Exit(1)


def _reference_time(inputs: "WalkoutInputs", on: str | None) -> datetime:
    """The moment at which a walkout is called off: the start of the day asked for, or now."""
    from sevenday.errors import Fault, InputError
    from sevenday.walkout.law.state import reference_time

    if on is None:
        rota = inputs.hospital.rota
        assert rota is not None
        return reference_time(inputs.walkout, rota.first, datetime.now().replace(microsecond=0))
    try:
        return datetime.fromisoformat(on)
    except ValueError:
        raise InputError(Fault("not a date", "", None, "--on", on, "YYYY-MM-DD")) from None


def _kept(inputs: "WalkoutInputs", file: Path) -> "CoverPlan | None":
    """The plan that the folder keeps; None, and said, where it has none that fits."""
    from sevenday.errors import InputError
    from sevenday.walkout.plan_json import read_plan

    try:
        return read_plan(inputs.problem, file)
    except InputError as error:
        typer.echo(f"sevenday: no earlier plan: planning anew ({error})", err=True)
        return None


def _keep(plan: "CoverPlan", file: Path) -> None:
    """Keep the plan in the folder, whole or not at all; a folder that cannot be written is said."""
    from sevenday.walkout.plan_json import plan_text

    try:
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=".walkout-plan")
        with os.fdopen(handle, "w", encoding="utf-8") as text:
            text.write(plan_text(plan))
        Path(name).replace(file)
    except OSError as error:
        typer.echo(f"sevenday: the plan was not kept in {file.name}: {error.strerror}", err=True)


def _stopped(
    inputs: "WalkoutInputs",
    plan: "CoverPlan",
    call_off: bool,
    at: datetime,
    format: str,
    out: Path | None,
) -> None:
    """A walkout that is off, suspended or over: the rota stands; which lists can still run."""
    from sevenday.reports.render.page import Page
    from sevenday.walkout.law import state
    from sevenday.walkout.law.notice import judge_notice
    from sevenday.walkout.plan_json import notice_document

    walkout, gone = inputs.walkout, plan.lists_withdrawn
    stopped = call_off and walkout.state != "called-off"
    back = (state.call_off if stopped else state.restore_lists)(walkout, gone, at)
    name = inputs.hospital.name or "The hospital"
    title = f"{name}: the walkout is {back.walkout.state.replace('-', ' ')}"
    data = notice_document(judge_notice(walkout)) | back.to_json()
    emit(Page(title, back.sentences), data, format, out)
