"""What a walkout is planned from, and the plan that was worked out last."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sevenday.errors import InputError
from sevenday.files.walkout import read_walkout
from sevenday.walkout.load import WalkoutInputs, load_walkout
from sevenday.walkout.plan_file import parse_plan
from sevenday.walkout.planning.published import PublishedPlan
from sevenday.web.hospitals.models import Department
from sevenday.web.jobs.models import Job
from sevenday.web.operations.folder import published_folder
from sevenday.web.operations.inputs import NO_ROTA, published_version
from sevenday.web.operations.results import content_of, job_of_content
from sevenday.web.rotas.models import Version

WALKOUT = "walkout.toml"
NO_WALKOUT = "No walkout is known: this department's folder has no walkout.toml."
MENDS = {
    NO_WALKOUT: (
        "When notice comes, import the department's folder with a walkout.toml (its windows, who "
        "is called out, the ballot), and substitutes.csv and electives.csv beside it."
    ),
    NO_ROTA: "When the rota co-ordinator has published one, cover is planned on it.",
}
"""What is missing, and how it comes."""


def has_walkout(department: Department) -> bool:
    """Whether a walkout is known in a department."""
    return department.papers.filter(name=WALKOUT).exists()


def version_of_walkout(department: Department) -> Version | None:
    """The rota that doctors have on the first day of the walkout; None where none is published.

    Raises InputError where walkout.toml cannot be read.
    """
    with published_folder(department, None) as folder:
        first, _ = read_walkout(folder).span
    return published_version(department, first.date())


def missing_plan(department: Department) -> tuple[str, str]:
    """What is missing before cover can be planned, and how it comes; blank: nothing."""
    if not has_walkout(department):
        return NO_WALKOUT, MENDS[NO_WALKOUT]
    try:
        version = version_of_walkout(department)
    except InputError as error:
        return f"{error.faults[0]}.", "Mend walkout.toml and import the folder again."
    return ("", "") if version else (NO_ROTA, MENDS[NO_ROTA])


def walkout_wishes(department: Department) -> dict[str, Any]:
    """What the plan of a department's walkout is worked out of."""
    version = version_of_walkout(department)
    content = content_of("walkout", department.revision, version and version.sha)
    return {"version": version and version.pk, "content": content}


def planned_job(department: Department) -> Job | None:
    """The job that worked out the plan of the folder as it is; None where none has."""
    job = job_of_content("walkout", walkout_wishes(department))
    return job if job is not None and job.state == Job.State.DONE else None


def has_plan(job: Job) -> bool:
    """Whether a job found a plan: a walkout that is called off has none."""
    return "plan" in (job.result or {})


def planned(job: Job) -> PublishedPlan:
    """The plan that a job found."""
    return parse_plan((job.result or {})["plan"])


@contextmanager
def walkout_inputs(department: Department) -> Iterator[WalkoutInputs]:
    """What the plan is worked out of, read and checked. Raises InputError with every fault."""
    with published_folder(department, version_of_walkout(department)) as folder:
        yield load_walkout(folder)
