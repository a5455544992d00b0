"""Folders as people have them, by the command that they would give: tests/cases/field.toml."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sevenday.cli import app
from sevenday.errors import InputError
from tests.worked_cases import CASES, load

BOOK, FIELD = load("field.toml")


def ran(folder: Path, command: str) -> tuple[int, str]:
    """The exit code and the words of a command inside a folder, in one line."""
    verb, path, *rest = command.split()
    files = {file.name: f"{file}" for file in folder.iterdir()}
    call = [verb, f"{folder}", *(files.get(each, each) for each in rest)]
    assert path == "."
    done = CliRunner().invoke(app, call, env={"COLUMNS": "240"})
    if isinstance(done.exception, InputError):
        return 2, f"{done.exception}"
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, " ".join(done.stdout.split())


@pytest.mark.parametrize("case", FIELD, ids=lambda case: case["name"])
def test_a_folder_of_the_field(case, tmp_path):
    folder = tmp_path / "here"
    if "folder" in case:
        shutil.copytree(CASES / case["folder"], folder)
    else:
        folder.mkdir()
        for name, text in case["files"].items():
            (folder / name).write_text(text, encoding="utf-8")
    code, text = ran(folder, case["run"])
    assert code == case.get("exit", 0), text
    for part in case.get("says", []):
        assert part in text
    if code == 2 or case["run"].startswith("walkout"):
        return
    _, answer = ran(folder, f"{case['run']} --format json")
    found = json.loads(answer)
    if "breaches" in found:
        assert sorted({each["rule"] for each in found["breaches"]}) == case.get("rules", [])
    lines = {line["doctor"]: line for line in found.get("lines", [])}
    for name, hours in case.get("averages", {}).items():
        assert lines[name]["average_hours"] == pytest.approx(hours, abs=1e-4)
    assert not case.get("averages") or set(lines) == set(case["averages"])
    for name, band in case.get("bands", {}).items():
        assert lines[name]["band"] == band
    paid = {slip["doctor"]: slip["lines"] for slip in found.get("doctors", [])}
    for name, elements in case.get("pay", {}).items():
        assert {line["element"]: line["amount"] for line in paid[name]} == elements
