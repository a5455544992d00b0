"""The district hospital with its arrivals, with no rota yet and no walkout."""

import shutil
from pathlib import Path

from sevenday.web.hospitals.models import Department
from tests.web.people_and_places import EXAMPLES, with_folder


def a_district(folder: Path) -> Department:
    """Its department: the templates of the example say who is on duty."""
    left_out = shutil.ignore_patterns("walkout.toml", "rota.csv", "counts.csv")
    return with_folder(
        Path(shutil.copytree(EXAMPLES / "district-2016", folder / "district", ignore=left_out))
    )
