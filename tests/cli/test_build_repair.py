"""`sevenday build --keep ROTA --from DATE` from outside."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import sevenday as sd
from sevenday.cli import app
from sevenday.errors import InputError

WARD = Path(__file__).parents[2] / "examples" / "ward"


def run(*words: object):
    return CliRunner().invoke(app, ["build", *map(str, words)], catch_exceptions=False)


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> Path:
    """The ward's folder, its rota built and said to be published."""
    path = tmp_path_factory.mktemp("ward")
    for file in WARD.iterdir():
        (path / file.name).write_bytes(file.read_bytes())
    assert run(path, "--steps", 4, "--out", path / "out.csv").exit_code == 0
    text = (path / "hospital.toml").read_text()
    (path / "hospital.toml").write_text(text + '\n[build]\npublished = "out.csv"\n')
    return path


def test_a_sick_call_gives_a_list_to_send_and_a_rota_that_holds(kept, tmp_path):
    hospital = sd.read(kept)
    first = hospital.starts
    name = hospital.doctors[0].name
    file = kept / "requests.csv"
    before = file.read_text() if file.is_file() else "doctor,from,to,shift,want,weight\n"
    file.write_text(before + f"{name},{first.replace(day=first.day + 2)},,,leave,\n")
    since = f"{first.replace(day=first.day + 1)}"
    out = tmp_path / "new.csv"
    try:
        result = run(kept, "--from", since, "--format", "json", "--out", out)
        text = run(kept, "--keep", kept / "out.csv", "--from", since).stdout
    finally:
        file.write_text(before)
    said = json.loads(result.stdout)
    assert result.exit_code == 0 and said["uncovered"] == [] and said["breaches"] == []
    assert set(said) >= {"cost", "bound", "gap", "levels", "seconds", "changes", "rota", "proved"}
    assert [level["name"] for level in said["levels"]] == ["cover", "changes"]
    given = [change for change in said["changes"] if change["given"]]
    assert [(c["doctor"], c["to"], c["notice"], c["price"]) for c in given] == [(name, "AL", 1, 0)]
    for change in said["changes"]:
        assert said["rota"][change["doctor"]].get(change["date"], "") == change["to"]
    assert "Given" in text and "Every place is filled" in text
    assert out.read_text().startswith("doctor,")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--keep", "nowhere.csv", "--from", "2026-09-08"), "not a file"),
        (("--keep", "out.csv"), "no date is named"),
        (("--from", "soon"), "not a date"),
        (("--from", "2031-01-01"), "not in the rota"),
    ],
)
def test_what_is_wrong_is_said(kept, words, says, monkeypatch):
    monkeypatch.chdir(kept)
    with pytest.raises(InputError, match=says):
        run(kept, *words)


def test_without_a_published_rota_one_has_to_be_named():
    with pytest.raises(InputError, match="no rota is named to keep"):
        run(WARD, "--from", "2026-09-08")
