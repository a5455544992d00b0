"""The order of rows, and of entries, changes no plan: byte for byte."""

import random
import re
import shutil
from pathlib import Path

import pytest

import sevenday as sd
from sevenday.walkout.plan_file import BEFORE, FILE

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases" / "walkout"
SMALL = {
    "unit-of-one": ("counts.csv", "down.csv"),
    "none-of-five": ("c2.csv",),
    "vanish": ("c07.csv", "c13.csv"),
    "ten-nights": (),
}
"""Small folders, and the counts that come in one after another."""
SHUFFLES = 120
DISTRICT_SHUFFLES = 20
"""With those of the four small folders: 500."""


def shuffled(source: Path, to: Path, rng: random.Random | None) -> Path:
    """A folder with the rows of every table, and the entries of walkout.toml, in another order."""
    left = shutil.ignore_patterns(FILE, BEFORE)
    folder = Path(shutil.copytree(source, to, ignore=left))
    tables = [file for file in sorted(folder.glob("*.csv")) if not file.name.startswith("template")]
    for file in tables if rng else ():  # a template's rows are weeks, in their order
        head, *rows = file.read_text().splitlines()
        rng.shuffle(rows)
        file.write_text("\n".join([head, *rows, ""]))
    if rng:
        file = folder / "walkout.toml"
        above, *entries = re.split(r"(?m)^(?=\[\[)", file.read_text())
        windows = [each for each in entries if each.startswith("[[windows]]")]  # in order of time
        others = [each for each in entries if each not in windows]
        rng.shuffle(others)
        file.write_text("\n".join([above, *windows, *others]))
    return folder


def answers(folder: Path, counts: tuple[str, ...]) -> list[str]:
    """The kept plan and the whole answer, after the plan and after each count."""
    found = []
    for count in (None, *counts):
        made = sd.cover(folder, counts=folder / count if count else ())
        made.keep()
        found += [(folder / FILE).read_text(), str(made.to_json())]
    return found


def check_shuffles(source: Path, counts: tuple[str, ...], seeds: range, to: Path) -> None:
    """Every shuffle gives what the folder as it stands gives."""
    as_it_stands = answers(shuffled(source, to / "0", None), counts)
    for seed in seeds:
        folder = shuffled(source, to / f"s{seed}", random.Random(seed))
        assert answers(folder, counts) == as_it_stands, seed
        shutil.rmtree(folder)


@pytest.mark.parametrize("case", SMALL)
def test_shuffled_rows_give_the_same_plan(tmp_path, case):
    check_shuffles(CASES / case, SMALL[case], range(2), tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
@pytest.mark.parametrize("case", SMALL)
def test_five_hundred_shuffles_give_the_same_plan(tmp_path, case, part):
    each = SHUFFLES // 4
    seeds = range(part * each, (part + 1) * each)
    check_shuffles(CASES / case, SMALL[case], seeds, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
def test_shuffles_of_a_district_give_the_same_plan(tmp_path, part):
    each = DISTRICT_SHUFFLES // 4
    seeds = range(part * each, (part + 1) * each)
    check_shuffles(ROOT / "examples" / "district-2025", (), seeds, tmp_path)
