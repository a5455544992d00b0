"""A department's folder with the rota that is published, as a job or a page reads it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sevenday.web.hospitals.folders import folder_files
from sevenday.web.hospitals.models import Department
from sevenday.web.rotas.models import Version
from sevenday.writing import write_papers

PLANS = ("walkout-plan.json", "walkout-plan.before.json")
"""Plans of a command line: here a plan is what a job found."""


@contextmanager
def published_folder(department: Department, version: Version | None) -> Iterator[Path]:
    """The folder, as long as the block runs: no request is in it, and no rota but the published."""
    files = folder_files(department, private=False)
    for name in ("requests.csv", "rota.csv", *PLANS):
        files.pop(name, None)
    if version is not None:
        files["rota.csv"] = version.text.encode()
    with TemporaryDirectory() as temporary:
        folder = Path(temporary) / department.slug
        write_papers(folder, files)
        yield folder
