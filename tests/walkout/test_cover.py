"""`sd.cover` is the twin of `sevenday walkout`: the same answer for the same options."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

import sevenday as sd
from sevenday.cli import app
from sevenday.walkout.plan_file import FILE
from sevenday.walkout.result import CoverResult, NoticeResult, StoppedResult

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    left = shutil.ignore_patterns(FILE)
    return Path(shutil.copytree(EXAMPLES / "district-2016", tmp_path / "h", ignore=left))


def printed(*words: object) -> dict:
    words = ("walkout", *words, "--format", "json")
    return json.loads(CliRunner().invoke(app, [str(word) for word in words]).stdout)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({}, ()),
        ({"stress": 300, "seed": 5}, ("--stress", 300, "--seed", 5)),
        ({"curve": True}, ("--curve",)),
        ({"like": "2016-04-26"}, ("--like", "2016-04-26")),
        ({"call_off": True, "on": "2016-04-12"}, ("--call-off", "--on", "2016-04-12")),
    ],
)
def test_the_command_prints_what_the_function_gives(folder, options, words):
    expected = sd.cover(folder, **options).to_dict()
    assert printed(folder, *words) == expected


def test_the_morning_starts_from_the_plan_that_was_kept(folder):
    first = sd.cover(folder)
    assert isinstance(first, CoverResult) and not (folder / FILE).exists()
    first.keep()
    after = sd.cover(folder, counts=folder / "counts.csv")
    assert not after.remarks and set(first.plan.published.calls) <= set(after.plan.published.calls)
    assert printed(folder, "--count", folder / "counts.csv") == after.to_dict()


def test_a_folder_that_cannot_be_written_is_said_and_the_answer_stands(folder):
    result = sd.cover(folder)
    (folder / FILE).mkdir()
    with pytest.raises(sd.InputError, match="cannot be written"):
        result.keep()
    run = CliRunner().invoke(app, ["walkout", str(folder)])
    assert run.exit_code == 0 and "the plan was not kept" in run.stderr


def test_what_stops_and_what_has_no_rota_have_results_of_their_own(folder, tmp_path):
    stopped = sd.cover(folder, call_off=True)
    assert isinstance(stopped, StoppedResult) and stopped.safe
    assert "called off" in stopped.summary()
    alone = tmp_path / "alone"
    alone.mkdir()
    shutil.copy(folder / "walkout.toml", alone)
    notice = sd.cover(alone)
    assert isinstance(notice, NoticeResult) and notice.to_dict()["places"] == []
    assert notice.to_dict() == printed(alone)


def test_a_result_is_short_text_and_a_table(folder):
    result = sd.cover(folder)
    assert result.summary().startswith("All 20 places of rank 1")
    pytest.importorskip("polars")
    assert len(result.to_frame()) == len(result.plan.places)
