"""Counts through the day on folders from the field: what is decided, kept, and told."""

import json
import random
import re
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sevenday.cli import app
from sevenday.walkout.plan_file import BEFORE, FILE

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases" / "walkout"
DISTRICT = CASES / "counts-of-district-2025"
HEAD = "service,tier,shift,date,rostered,present\n"


def copied(source: Path, to: Path) -> Path:
    left = shutil.ignore_patterns(FILE, BEFORE)
    return Path(shutil.copytree(source, to / "h", ignore=left, dirs_exist_ok=True))


def called(folder: Path, *counts: Path, more: tuple[str, ...] = ()) -> dict:
    """The JSON of one call, its papers left beside it."""
    words = ["walkout", f"{folder}", "--format", "json", "--papers", f"{folder.parent / 'papers'}"]
    words += [word for count in counts for word in ("--count", f"{count}")]
    run = CliRunner().invoke(app, [*words, *more], catch_exceptions=False)
    assert run.exit_code in (0, 1)
    return json.loads(run.stdout) | {
        "exit": run.exit_code,
        "stderr": run.stderr.replace(f"{folder.parent}", ""),
    }


def written(folder: Path) -> dict[str, bytes]:
    """Every paper and kept file, but when it was made; a PDF is of the same pages as the HTML."""
    papers = [*(folder.parent / "papers").rglob("*"), folder / FILE, folder / BEFORE]
    return {
        x.name: re.sub(rb", made [^\"<]*", b"", x.read_bytes())
        for x in papers
        if x.is_file() and x.suffix != ".pdf"
    }


def place(said: dict, shift: str, day: str) -> dict:
    return next(p for p in said["places"] if p["shift"] == shift and p["start"].startswith(day))


@pytest.fixture
def vanish(tmp_path):
    folder = copied(CASES / "vanish", tmp_path)
    called(folder)
    return folder


@pytest.mark.parametrize("together", [False, True])
def test_a_place_counted_empty_is_still_empty_when_another_shift_is_counted(vanish, together):
    seven, one = vanish / "c07.csv", vanish / "c13.csv"
    said = called(vanish, seven)
    assert said["changes"][0].startswith("EMPTY, rank 1: ID, icu, Tue 10 Mar")
    said = called(vanish, *([seven, one] if together else [one]))
    empty = place(said, "ID", "2026-03-10")
    assert empty["p_uncovered"] == 1 and empty["empty"] and not empty["past"]
    assert ("ID", "2026-03-10T08:00") in {(e["shift"], e["start"]) for e in said["escalations"]}
    assert said["exit"] == 1 and said["changes"][0].startswith("Still empty, rank 1: ID, icu")
    again = ["icu, ID, tier 2, Tue 10 Mar"]
    assert said.get("count_again", []) == ([] if together else again)
    kept = (vanish / FILE).read_text()
    assert "present" not in kept and "rostered" not in kept
    assert {"service": "icu", "tier": 2, "shift": "ID", "day": "2026-03-10"} in json.loads(kept)[
        "counted"
    ]


def test_an_empty_place_that_is_counted_filled_is_so(vanish):
    called(vanish, vanish / "c07.csv")
    said = called(vanish, vanish / "c15.csv")
    assert not place(said, "ID", "2026-03-10")["empty"]
    assert any(order.startswith("No longer empty: ID, icu") for order in said["changes"])


def test_an_empty_place_takes_whoever_agrees_to_come(vanish):
    called(vanish, vanish / "c07.csv")
    with (vanish / "substitutes.csv").open("a") as file:
        file.write("Dr Yew,3,icu airway,2026-03-10T07:00,2026-03-10T23:00,,150,yes,\n")
    said = called(vanish)
    assert place(said, "ID", "2026-03-10")["cover"] == ["Dr Yew"]
    assert "Call Dr Yew: icu, Tue 10 Mar 08:00-20:30, on ID" in said["changes"]
    assert any(order.startswith("No longer empty: ID, icu") for order in said["changes"])


def test_a_later_file_wins_group_by_group(vanish):
    files = vanish / "c07.csv", vanish / "c15.csv"
    assert not place(called(vanish, *files), "ID", "2026-03-10")["empty"]
    assert place(called(vanish, *files[::-1]), "ID", "2026-03-10")["empty"]


def attacked(case: str, tmp_path: Path, counts: list[str]) -> list[tuple[dict, dict]]:
    """Everything that comes out of folders that differ in their count alone."""
    found = []
    for k, rows in enumerate(counts):
        folder = copied(CASES / case, tmp_path / f"{k}")
        called(folder)
        (folder / "now.csv").write_text(HEAD + rows)
        said = called(folder, folder / "now.csv", more=("--stress", "200"))
        found.append((said, written(folder)))
    return found


def test_whether_the_one_of_a_unit_came_is_told_by_nothing(tmp_path):
    counts = [f"icu,2,ID,2026-03-10,1,{came}\n" for came in (0, 1)]
    out, came = attacked("unit-of-one", tmp_path, counts)
    assert out == came and len(out[1]) > 6


def test_how_many_of_five_came_is_told_by_nothing(tmp_path):
    counts = [f"medicine,2,D,2026-03-10,5,{came}\n" for came in range(6)]
    found = attacked("none-of-five", tmp_path, counts)
    assert all(each == found[0] for each in found)


def test_counts_of_two_files_of_a_day_tell_nothing_by_difference(tmp_path):
    """The same return at 07:00; the later one has one unit more, where one came or none."""
    morning = "medicine,2,D,2026-03-10,5,3\n"
    counts = [f"{morning}medicine,2,D,2026-03-11,1,{came}\n" for came in (0, 1)]
    found = attacked("none-of-five", tmp_path, counts)
    assert found[0] == found[1]


@pytest.mark.parametrize("shift", ["ED-RT"])
def test_one_unit_more_in_the_afternoon_tells_nothing_by_difference(tmp_path, shift):
    """The morning of a district counted in full; at 14:00 one post more, where one came or none."""
    found = []
    for k in (0, 1):
        folder = copied(ROOT / "examples" / "district-2025", tmp_path / f"{k}")
        called(folder)
        said = called(folder, DISTRICT / f"c14-{k}.csv")
        assert any(p["shift"] == shift and p["p_uncovered_alone"] is None for p in said["places"])
        found.append((said, written(folder)))
    assert found[0] == found[1]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
def test_one_doctor_more_changes_orders_alone(tmp_path, seed):
    """Random counts of a district: one more of one unit, and everything else that is written."""
    rng = random.Random(seed)
    lines = (DISTRICT / "all-came.csv").read_text().splitlines()[1:]
    rows = [line.rsplit(",", 2) for line in lines]
    numbers = [(int(due), rng.randint(0, int(due))) for _, due, _ in rows]
    k = rng.choice([k for k, (due, came) in enumerate(numbers) if came < due])
    found = []
    for more in (0, 1):
        folder = copied(ROOT / "examples" / "district-2025", tmp_path / f"{more}")
        called(folder)
        text = "".join(
            f"{row[0]},{due},{came + more * (j == k)}\n"
            for j, (row, (due, came)) in enumerate(zip(rows, numbers, strict=True))
        )
        (folder / "now.csv").write_text(HEAD + text)
        said = called(folder, folder / "now.csv")
        found.append((said, written(folder)))
    if found[0][0]["changes"] == found[1][0]["changes"]:
        (said, papers), (other, others) = found
        figures = {"sitrep.csv", "debrief.html"}  # a step of a large group may be passed
        assert said == other
        assert {n: x for n, x in papers.items() if n not in figures} == {
            n: x for n, x in others.items() if n not in figures
        }


@pytest.mark.slow
def test_all_came_gives_back_lists_by_urgency_then_people_and_says_what_that_saves(tmp_path):
    folder = copied(ROOT / "examples" / "district-2025", tmp_path)
    first = called(folder)
    said = called(folder, DISTRICT / "all-came.csv")
    assert said["gives_back"]["calls"] > 20 and said["gives_back"]["pounds"] > 10_000
    assert said["gives_back"]["lists"] == len(first["withdrawn"]) - len(said["withdrawn"]) > 0
    restored = [x for x in said["changes"] if x.startswith("Restore")]
    assert len(restored) == said["gives_back"]["lists"]
    # who of those counted came is not known to be too few; nights to come stay short of reserves
    unsafe, before = (
        {(e["shift"], e["start"]) for e in each["escalations"]} for each in (said, first)
    )
    assert unsafe <= before
    # nobody leaves a shift that is counted: it would tell who came
    assert not any("Stand down" in x and "Fri 14 Nov 08:00" in x for x in said["changes"])
    down = {x.removeprefix("Stand down ") for x in said["changes"] if x.startswith("Stand down")}
    again = called(folder, DISTRICT / "c0700.csv")
    back = [x for x in again["changes"] if x.startswith("Call ")]
    assert again.get("gives_back") is None
    same = [x for x in back if x.removeprefix("Call ").split(", on ")[0].split(", in ")[0] in down]
    assert len(same) >= 0.7 * len(down)  # more are short than were before, and some are new


@pytest.mark.slow
def test_a_partial_count_keeps_what_the_earlier_ones_decided(tmp_path):
    folder = copied(ROOT / "examples" / "district-2025", tmp_path)
    called(folder)
    called(folder, DISTRICT / "c0700.csv")
    kept = json.loads((folder / FILE).read_text())
    said = called(folder, DISTRICT / "c0900-ed-only.csv")
    assert said["changes"] == []
    assert {x.split(",")[0] for x in said["count_again"]} == {
        "anaesthetics", "intensive care", "medicine", "obstetrics", "orthopaedics", "paediatrics",
        "surgery",
    }  # fmt: off
    after = json.loads((folder / FILE).read_text())
    assert after["calls"] == kept["calls"] and len(after["counted"]) == len(kept["counted"])


def test_the_plan_before_stays_beside_the_plan(tmp_path):
    folder = copied(CASES / "unit-of-one", tmp_path)
    called(folder)
    first = (folder / FILE).read_bytes()
    called(folder)
    assert (folder / FILE).read_bytes() == first and not (folder / BEFORE).exists()
    rows = (folder / "substitutes.csv").read_text().splitlines(keepends=True)
    (folder / "substitutes.csv").write_text("".join(x for x in rows if "Sage" not in x))
    said = called(folder)
    assert (folder / BEFORE).read_bytes() == first != (folder / FILE).read_bytes()
    assert any(x.startswith("Stand down Dr Sage") for x in said["changes"])
    fresh = called(folder, more=("--fresh",))
    assert {"lists", "patients", "calls", "pounds"} == set(fresh["gives_back"])
    assert "changes" not in {level["name"] for level in fresh["levels"]}


def test_a_plan_file_that_is_none_is_said_and_kept_beside(tmp_path):
    folder = copied(CASES / "unit-of-one", tmp_path)
    (folder / FILE).write_text("{")
    said = called(folder)
    assert "planning anew" in said["stderr"] and "changes" not in said
    assert (folder / BEFORE).read_text() == "{"


@pytest.mark.parametrize(
    ("on", "withdrawn"),
    [("2026-03-10T07:00", True), ("2026-03-10T11:00", False), ("2026-03-10T10:59Z", False)],
)
def test_a_list_that_has_begun_is_not_withdrawn(tmp_path, on, withdrawn):
    """The only one left who could cover intensive care is in theatre from 08:30."""
    folder = copied(CASES / "unit-of-one", tmp_path)
    with (folder / "hospital.toml").open("a") as file:
        file.write("\n[walkout]\nsick = 0\n")  # or Dr Quince is in reserve from the first
    people = folder / "substitutes.csv"
    called(folder)
    rows = people.read_text().splitlines(keepends=True)
    people.write_text("".join(x for x in rows if "Rowan" not in x and "Sage" not in x))
    said = called(folder, more=("--on", on))
    theatre = {"list": "Theatre 1", "start": "2026-03-10T08:30"}
    gone = [{key: row[key] for key in theatre} for row in said["withdrawn"]]
    assert (theatre in gone) is withdrawn
    assert bool(said["escalations"])


def test_a_derogation_after_counts_makes_a_place_safe(tmp_path):
    """What the folder says of a group is heard, though counts taught something of the others."""
    folder = copied(ROOT / "examples" / "district-2025", tmp_path)
    people = folder / "substitutes.csv"
    rows = people.read_text().splitlines(keepends=True)
    people.write_text("".join(x for x in rows if ",icu" not in x and " icu" not in x))
    called(folder, DISTRICT / "c0700.csv")
    unsafe = {e["service"] for e in called(folder)["escalations"]}
    with (folder / "walkout.toml").open("a") as file:
        file.write('\n[[turnout]]\nservice = "intensive care"\nmean = 0.0\nrho = 0.0\n')
    said = called(folder)
    tonight = next(p for p in said["places"] if p["shift"] == "ICU-RN")
    assert "intensive care" in unsafe and tonight["p_uncovered"] < 0.2


def test_a_revised_count_takes_nobody_from_a_shift_that_has_begun(tmp_path):
    """At 16:00 the morning is counted anew: the shifts of 14:00 have begun all the same."""
    folder = copied(CASES / "unit-of-one", tmp_path)
    called(folder)
    called(folder, more=("--on", "2026-03-10T21:00"))
    held = json.loads((folder / FILE).read_text())
    said = called(folder, folder / "counts.csv")
    assert held["now"] == json.loads((folder / FILE).read_text())["now"] == "2026-03-10T21:00"
    begun = [call for call in held["calls"] if call["start"] < held["now"]]
    assert begun and not [x for x in said["changes"] if "Tue 10 Mar" in x]
