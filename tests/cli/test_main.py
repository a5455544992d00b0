"""The command line as a whole: version, completion, and whose fault an error is."""

import os
import subprocess
import sys

import pytest

import sevenday
from sevenday import cli


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "sevenday", *arguments],
        env=os.environ | {"COLUMNS": "200", "TERM": "dumb"} | environment,
        capture_output=True,
        text=True,
    )


def test_the_version_is_shown() -> None:
    shown = run("--version")
    assert (shown.returncode, shown.stdout) == (0, f"sevenday {sevenday.__version__}\n")


def test_a_shell_is_given_completions() -> None:
    asked = {"COMP_WORDS": "sevenday ch", "COMP_CWORD": "1"}
    assert run(_SEVENDAY_COMPLETE="complete_bash", **asked).stdout.split() == ["check"]


def test_the_extra_of_an_engine_is_shown_whole() -> None:
    assert "sevenday[cpsat]" in run("build", "--help").stdout


def test_a_fault_of_our_own_exits_70_and_says_whose_it_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(**given: object) -> None:
        raise RuntimeError("a table without a row")

    monkeypatch.delenv("SEVENDAY_TRACE", raising=False)
    monkeypatch.setattr(cli, "app", broken)
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 70
    told = capsys.readouterr().err
    assert "Internal error in Sevenday. Your files are not the cause." in told
    assert "RuntimeError: a table without a row" in told
