"""What is not safe? A sentence of each page of operations, the worst said plainly."""

from collections.abc import Iterator
from datetime import date

from sevenday.clock import short_date
from sevenday.web.home_rows import HomeRow
from sevenday.web.hospitals.models import Department
from sevenday.web.jobs.models import Job
from sevenday.web.operations.inputs import WEEK, missing_input, published_version
from sevenday.web.operations.results import flow_wishes, job_of_content, scan_wishes
from sevenday.web.rotas.gaps import gaps
from sevenday.web.rotas.matrix import version_matrix
from sevenday.web.walkouts.plans import has_walkout, missing_plan, walkout_wishes

NOT_YET = "Not worked out yet: it is asked for there."
NO_ROTA = "No rota is published for these dates yet."


def operations_home(department: Department, day: date) -> Iterator[HomeRow]:
    """The questions of operations on a day."""
    yield HomeRow("Is every place filled?", _places(department, day), "grid", "Rota")
    if has_walkout(department):
        yield HomeRow(
            "What is not safe in the walkout?", _walkout(department), "walkout", "Walkout"
        )
    yield HomeRow("Can we cope with who comes?", _flow(department, day), "flow", "Flow")
    scan = job_of_content("scan", scan_wishes(""))
    yield HomeRow("Which trusts will not cope?", _first_words(scan), "scan", "Scan of trusts")


def _places(department: Department, day: date) -> str:
    """How many places of the next seven days nobody fills."""
    version = published_version(department, day)
    if version is None:
        return NO_ROTA
    period = version.period
    if not period.first <= day <= period.last:
        return (
            f"The rota that is published is of {short_date(period.first)} to "
            f"{short_date(period.last)}."
        )
    found = [gap for gap in gaps(version_matrix(version)) if day <= gap.day < day + WEEK]
    if not found:
        return "In the next seven days every place of the published rota is filled."
    first = min(gap.day for gap in found)
    some = "One place is" if len(found) == 1 else f"{len(found)} places are"
    return f"{some} open in the next seven days, the first on {short_date(first)}."


def _walkout(department: Department) -> str:
    missing, _ = missing_plan(department)
    return missing or _first_words(job_of_content("walkout", walkout_wishes(department)))


def _flow(department: Department, day: date) -> str:
    missing = missing_input(department, published_version(department, day))
    return missing or _first_words(job_of_content("flow", flow_wishes(department, "")))


def _first_words(job: Job | None) -> str:
    """What a result says first; how far it is where there is none."""
    if job is None or job.state == Job.State.CANCELLED:
        return NOT_YET
    if job.state == Job.State.FAILED:
        return job.trouble
    if not job.over:
        return "It is being worked out."
    blocks = (job.result or {}).get("blocks", [])
    found = (block.get("alarm") or block.get("words") for block in blocks)
    return next((words for words in found if words), "")
