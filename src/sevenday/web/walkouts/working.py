"""The plan of a walkout as a job: the command's own answer, as pages and papers."""

from base64 import b64encode
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from sevenday.clock import LONDON, short_time
from sevenday.reports.files.walkout_pack import write_pack
from sevenday.reports.pages.board import Issue, alarm, card_of, first_sheet
from sevenday.reports.pages.cover_plan import (
    assumed,
    places_table,
    reserve_table,
    unsafe_table,
    walkout_page,
    withdrawn_table,
)
from sevenday.reports.pages.hazards import hazards
from sevenday.reports.pages.rate_card import rate_card_page
from sevenday.reports.pages.walkout_law import (
    action_words,
    lawful_table,
    rules_table,
    steps_table,
)
from sevenday.reports.pictures.timeline import timeline
from sevenday.reports.render.page import Block, Table
from sevenday.walkout.cover import cover
from sevenday.walkout.plan_file import plan_text
from sevenday.walkout.planning.plan import CoverPlan
from sevenday.walkout.result import CoverResult, verdict
from sevenday.web.jobs.models import Job
from sevenday.web.operations.blocks import block_rows
from sevenday.web.operations.folder import published_folder
from sevenday.web.rotas.models import Version

SECONDS = 60.0
"""Time for the plan, as the command has it."""


def walkout_job(job: Job, note: Callable[..., None]) -> dict[str, Any]:
    """Plan cover for a department's walkout on its published rota: `wishes` say `version`.

    `blocks` is the page of what is not safe, `parts` are the pages beside it by their word, `plan`
    is the plan that a count of the morning changes, and `papers` a zip file of what is printed.
    """
    note({"says": "Planning who covers what."})
    version = Version.objects.filter(pk=job.wishes.get("version") or 0).first()
    with published_folder(job.department, version) as folder:
        found = cover(folder, seconds=SECONDS)
        issue = Issue(made=datetime.now(LONDON))
        if not isinstance(found, CoverResult):
            return {"blocks": block_rows(walkout_page(found).blocks)}
        papers = folder / "papers"
        write_pack(found, papers, issue)
        packed = _packed(papers)
    return {
        "blocks": block_rows(_not_safe(found)),
        "parts": {word: block_rows(blocks) for word, blocks in _parts(found, issue).items()},
        "plan": plan_text(found.plan.published),
        "papers": b64encode(packed).decode("ascii"),
    }


def _not_safe(found: CoverResult) -> list[Block]:
    """What is not safe in words and what mends it, then every such place and the hours."""
    plan, notice = found.plan, found.notice
    first, last = found.inputs.walkout.span
    gone = f"{len(plan.lists_withdrawn)} of {len(plan.problem.lists)} lists are withdrawn"
    law = notice.in_all if notice.valid else notice.summary()
    blocks: list[Block] = [
        alarm(plan),
        f"Out from {short_time(first)} to {short_time(last)}. {law} {gone}.",
        *hazards(found.escalations),
    ]
    if found.escalations:
        blocks.append(replace(unsafe_table(found.escalations), folded=True))
    return [*blocks, timeline(plan), verdict(plan), *found.remarks]


def _parts(found: CoverResult, issue: Issue) -> dict[str, list[Block]]:
    """The pages beside it: what is withdrawn, who is called, each place, the law, the rates."""
    plan, notice, walkout = found.plan, found.notice, found.inputs.walkout
    _, by_day = first_sheet(found)
    card, why_not = card_of(found, issue.paid_by)
    rates = rate_card_page("", card).blocks if card else (f"No rate card: {why_not}.",)
    return {
        "withdrawn": [by_day, withdrawn_table(plan)],
        "called": [_called(plan), reserve_table(plan)],
        "places": [places_table(plan), assumed(plan.problem.assumptions)],
        "notice": [
            action_words(walkout),
            notice.summary(),
            steps_table(notice),
            lawful_table(walkout, notice.nation),
            rules_table(notice),
        ],
        "rates": list(rates),
    }


def _called(plan: CoverPlan) -> Table:
    """Who is called where, the next one first."""
    calls = sorted(plan.published.calls, key=lambda call: (call.start, call.service, call.name))
    rows = [
        (
            f"{call.start:%a} {call.start.day} {call.start:%b %H:%M}-{call.end:%H:%M}",
            call.name,
            call.service,
            call.post.name if call.post else "in reserve",
        )
        for call in calls
    ]
    people = len({call.name for call in calls})
    caption = f"{people} people are called {len(calls)} times"
    return Table(caption, ("when", "who", "where", "post"), rows)


def _packed(folder: Path) -> bytes:
    """A folder's files as a zip file."""
    into = BytesIO()
    with ZipFile(into, "w", ZIP_DEFLATED) as packed:
        for file in sorted(folder.rglob("*.*")):
            packed.write(file, file.relative_to(folder).as_posix())
    return into.getvalue()
