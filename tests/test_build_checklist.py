"""The checklist of `sevenday build`: each line answered, each met line by a test that is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "build-checklist.md").read_text("utf-8")
LINES = [
    [cell.strip() for cell in line.strip().strip("|").split(" | ")]
    for line in PAGE.split("## What people complain of")[0].splitlines()
    if line.startswith("| ") and not line.startswith(("| line", "| ---"))
]
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def test_every_section_of_the_list_is_there():
    sections = (
        "Scoring",
        "Availability and preferences",
        "Contracts",
        "Patterns",
        "Diversity and fairness",
        "The service's side",
        "Place",
        "Operations",
    )
    assert [f"## {name}\n" in PAGE for name in sections] == [True] * len(sections)
    assert len(LINES) >= 60


@pytest.mark.parametrize("line", LINES, ids=lambda line: line[0][:50])
def test_each_line_is_met_by_a_test_or_answered_with_a_reason(line):
    what, answer, said = line
    assert what and answer in ("met", "declined") and said
    tests = NAMED.findall(said)
    assert tests or answer != "met", f"{what}: no test"
    for path, name in tests:
        assert re.search(rf"^def {name}\(", (ROOT / path).read_text("utf-8"), re.M), (path, name)
    if answer == "declined":
        assert len(said.split()) >= 5, f"{what}: no reason"


def test_every_complaint_has_an_answer():
    rows = PAGE.split("## What people complain of")[1].splitlines()
    cells = [row.split(" | ") for row in rows if row.startswith("| ")][2:]
    assert len(cells) >= 15 and all(len(row) == 2 and row[1].strip(" |") for row in cells)
