"""The district hospital in its walkout of 2025, with its rota published, and its plan."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import uuid4

from sevenday.web.hospitals.models import Department
from sevenday.web.jobs.kinds import KINDS
from sevenday.web.jobs.models import Job
from sevenday.web.jobs.queue import claim, finish
from sevenday.web.rotas.models import Draft
from tests.web.people_and_places import EXAMPLES, publish_as_it_is, with_folder


def a_walkout(folder: Path) -> Department:
    """The hospital as a department, its rota published."""
    left_out = shutil.ignore_patterns("counts.csv", "walkout-plan*.json")
    department = with_folder(
        Path(shutil.copytree(EXAMPLES / "district-2025", folder / "district", ignore=left_out))
    )
    draft = Draft.objects.get(period__department=department)
    publish_as_it_is(draft.by, draft)
    return department


FOUND: dict[str, Mapping[str, Any]] = {}
"""What came of a job, by what it was worked out of: many tests begin with one plan."""


def work_it_out() -> Job:
    """Do the job that waits."""
    holder = uuid4()
    job = claim(holder)
    assert job is not None
    content = job.wishes["content"]
    if content not in FOUND:
        FOUND[content] = KINDS[job.kind](job, lambda *given: None)
    assert finish(job.pk, holder, FOUND[content])
    job.refresh_from_db()
    return job
