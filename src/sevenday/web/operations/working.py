"""A department's flow and the scan of trusts, as jobs: the commands' own answers, as pages."""

from collections.abc import Callable
from typing import Any

from sevenday.example_folders import example
from sevenday.flow.country.scan import ScanParams, scan
from sevenday.flow.hospital.simulate import simulate
from sevenday.reports.pages.country import scan_page
from sevenday.reports.pages.flow import flow_page
from sevenday.web.jobs.models import Job
from sevenday.web.operations.blocks import block_rows
from sevenday.web.operations.folder import published_folder
from sevenday.web.rotas.models import Version

HALF_WIDTH = 0.02
"""Of the share within four hours: what a page is read for."""
REPLICATIONS = 200
"""Of each trust's days."""
COUNTRY = "england"
"""The example whose figures of trusts come with Sevenday."""


def flow_job(job: Job, note: Callable[..., None]) -> dict[str, Any]:
    """Run a department's patients through its published rota: `wishes` say `on` and `version`."""

    def progress(what: str, done: int, most: int) -> None:
        note({"says": f"{what}: {done} of at most {most}"})

    version = Version.objects.filter(pk=job.wishes.get("version") or 0).first()
    with published_folder(job.department, version) as folder:
        found = simulate(
            folder,
            on=job.wishes.get("on") or None,
            half_width=HALF_WIDTH,
            on_progress=progress,
        )
    return {"blocks": block_rows(flow_page(found).blocks)}


def scan_job(job: Job, note: Callable[..., None]) -> dict[str, Any]:
    """Scan the trusts whose figures come with Sevenday: `wishes` may say `walkout`."""

    def progress(done: int, most: int) -> None:
        note({"says": f"{done} of {most} trusts"})

    found = scan(
        example(COUNTRY),
        job.wishes.get("walkout") or None,
        params=ScanParams(REPLICATIONS),
        on_progress=progress,
    )
    if found.stopped:
        raise KeyboardInterrupt
    return {"blocks": block_rows(scan_page(found).blocks)}
