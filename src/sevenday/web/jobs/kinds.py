"""What the kinds of jobs do, each from its row to what came of it."""

from collections.abc import Callable, Mapping
from typing import Any

from sevenday.web.jobs.building import build_job, replan_job
from sevenday.web.jobs.importing import import_job
from sevenday.web.jobs.models import Job
from sevenday.web.operations.working import flow_job, scan_job
from sevenday.web.walkouts.working import walkout_job

Note = Callable[..., None]
"""Told how far the job has come, and the best that it has found."""
KINDS: Mapping[str, Callable[[Job, Note], Mapping[str, Any]]] = {
    "build": build_job,
    "replan": replan_job,
    "import": import_job,
    "flow": flow_job,
    "scan": scan_job,
    "walkout": walkout_job,
}
