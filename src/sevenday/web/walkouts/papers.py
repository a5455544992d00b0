"""What a walkout's plan is printed as: single papers, and all of them together."""

from base64 import b64decode
from io import BytesIO
from zipfile import ZipFile

from sevenday.web.jobs.models import Job

TOGETHER = "papers.zip"
WORDS = {
    "board.pdf": "Board pack, to sign",
    "calls.pdf": "Call sheets, one each",
    "wall.pdf": "Pages for the wall, by service",
    "derogation.html": "Evidence for a derogation",
    "sitrep.csv": "The sitrep",
    TOGETHER: "All papers together",
}
"""The papers that have a link of their own; what is not in the plan's papers has none."""
KINDS = {"pdf": "application/pdf", "csv": "text/csv", "html": "text/html", "zip": "application/zip"}


def papers_of(job: Job) -> dict[str, str]:
    """The papers of a plan that have a link: their files and their words."""
    with _opened(job) as packed:
        there = {*packed.namelist(), TOGETHER}
    return {name: words for name, words in WORDS.items() if name in there}


def paper(job: Job, name: str) -> bytes:
    """One paper of a plan. Raises KeyError where the plan has none of this name."""
    if name == TOGETHER:
        return _zip(job)
    if name not in WORDS:
        raise KeyError(name)
    with _opened(job) as packed:
        return packed.read(name)


def kind_of(name: str) -> str:
    """What a browser is told that a paper is."""
    return KINDS[name.rsplit(".", 1)[1]]


def _zip(job: Job) -> bytes:
    return b64decode((job.result or {}).get("papers", ""))


def _opened(job: Job) -> ZipFile:
    return ZipFile(BytesIO(_zip(job)))
