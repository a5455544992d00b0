"""The one rule of what counts may show."""

import csv
import shutil
from pathlib import Path

import pytest

import sevenday as sd
from sevenday.reports.files.walkout_returns import sitrep
from sevenday.reports.pages.debrief import debrief_page
from sevenday.walkout.planning.disclosure import SMALLEST, STEP, SitrepUnit, coarse

CASE = Path(__file__).parents[2] / "cases" / "walkout" / "none-of-five"


@pytest.mark.parametrize("rostered", range(SMALLEST))
def test_nothing_is_shown_of_a_small_group(rostered):
    assert {coarse(rostered, came) for came in range(rostered + 1)} == {None}


@pytest.mark.parametrize("rostered", [10, 11, 14, 15, 16, 24, 49, 50, 51, 99, 163, 308])
def test_a_figure_fits_several_numbers_and_is_never_none_or_all(rostered):
    shown = [coarse(rostered, came) for came in range(rostered + 1)]
    assert shown == sorted(shown) and all(0 < each < rostered for each in shown)
    for figure in set(shown):
        fits = [came for came in range(rostered + 1) if shown[came] == figure]
        # whoever knows of four, themselves among them, still cannot tell of a fifth
        assert len(fits) >= STEP
    assert shown[0] == shown[2] and shown[rostered] == shown[rostered - 2]


def test_a_figure_is_near_the_number():
    assert coarse(163, 80) == 85 and coarse(24, 12) == 10 and coarse(24, 24) == 20


@pytest.mark.parametrize("rostered", [10, 16, 24, 163])
def test_the_range_of_a_figure_holds_what_was_counted_and_tells_no_more(rostered):
    units = {}
    for came in range(rostered + 1):
        unit = SitrepUnit("ED", "before 12:00", "2026-03-10", rostered, coarse(rostered, came))
        assert unit.least <= came <= unit.most and unit.most - unit.least >= STEP - 1
        units.setdefault(unit.present, set()).add((unit.least, unit.most))
    assert all(len(ranges) == 1 for ranges in units.values())


def test_the_debrief_and_the_return_say_the_range(tmp_path):
    folder = Path(shutil.copytree(CASE, tmp_path / "h"))
    more = [f"Post {k}" for k in range(11)]  # with the case's own five, sixteen on a day
    with (folder / "doctors.csv").open("a") as doctors, (folder / "rota.csv").open("a") as rota:
        doctors.writelines(f"{name},ST4,2,ward medreg,medicine\n" for name in more)
        rota.writelines(f"{name},D,,,\n" for name in more)
    counts = tmp_path / "counts.csv"
    head = "service,tier,shift,date,rostered,present\n"
    counts.write_text(f"{head}medicine,2,D,2026-03-10,16,15\n")
    result = sd.cover(folder, counts=counts, seconds=1)
    said, *_, table, _, _ = debrief_page(result).blocks
    assert "16 rostered, 8 to 16 came" in said and "0% to 50% did not" in said and "steps" in said
    assert "8 to 16" in table.rows[0] and "0% to 50%" in table.rows[0]
    (row,) = csv.DictReader(sitrep(result).splitlines())
    assert (row["rostered"], row["present"], row["in_steps_of"]) == ("16", "10", "5")
    assert (row["present_least"], row["present_most"]) == ("8", "16")
