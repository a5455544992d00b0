"""A build, a re-plan or an import as its page shows it: how far it is, and what it found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sevenday.clock import short_date
from sevenday.web.grid.presenters.differences import DoctorChanges, by_doctor, by_name
from sevenday.web.jobs.models import Job

KINDS = {"build": "Build", "replan": "Re-plan", "import": "Import"}
WIDE, HIGH = 600.0, 80.0
"""Of the picture of a rota that gets better."""


@dataclass(frozen=True)
class JobPage:
    """A job: where it stands, in words; how its places filled, as a line; what would change."""

    job: Job
    kind: str
    state: str
    says: str
    steps: Sequence[Mapping[str, Any]]
    line: str
    most: int
    changes: Sequence[DoctorChanges]
    notes: Sequence[str]

    @property
    def cells(self) -> int:
        """How many cells would change."""
        return sum(len(each.cells) for each in self.changes)


def job_page(job: Job) -> JobPage:
    """What a job's page shows."""
    steps = [step for step in job.progress.get("history", []) if "unfilled" in step]
    names = dict(job.department.doctors.values_list("pk", "name"))
    result = job.result or {}
    if job.kind == "import":
        changes = by_name(result.get("cells", []), {name: key for key, name in names.items()})
    else:
        changes = by_doctor(result.get("cells", []), names)
    most = max((step["unfilled"] for step in steps), default=0)
    return JobPage(
        job,
        KINDS[job.kind],
        _state(job),
        result.get("summary") or ("" if job.over else job.progress.get("says", "")),
        steps,
        _line(steps, most),
        most,
        changes,
        [*_breaches(result), *_open_places(result), *result.get("notes", [])],
    )


def _state(job: Job) -> str:
    if job.cancel_asked and not job.over:
        return "Stopping: the best so far is kept."
    return {
        Job.State.WAITING: "Waiting for a worker.",
        Job.State.RUNNING: "At work.",
        Job.State.DONE: "Ready: nothing is written yet.",
        Job.State.FAILED: "Nothing was found.",
        Job.State.CANCELLED: "Stopped before anything was found.",
    }[Job.State(job.state)]


def _line(steps: Sequence[Mapping[str, Any]], most: int) -> str:
    """The places unfilled over time, as the points of a line from left to right."""
    if len(steps) < 2:
        return ""
    last = max(step["seconds"] for step in steps) or 1.0
    high = (HIGH - 4) / (most or 1)
    points = ((WIDE * each["seconds"] / last, HIGH - high * each["unfilled"]) for each in steps)
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


def _breaches(result: Mapping[str, Any]) -> list[str]:
    return [breach["sentence"] for breach in result.get("breaches", [])]


def _open_places(result: Mapping[str, Any]) -> list[str]:
    """Each place that stays empty, and why where that is known."""
    found = []
    for place in result.get("uncovered", []):
        day = short_date(date.fromisoformat(place["date"]))
        why = (place.get("because") or {}).get("says", "")
        what = f"{place.get('service') or ''} {place.get('shift') or ''}".strip()
        found.append(f"{day}, {what}: stays empty{f': {why}' if why else ''}.")
    return found
