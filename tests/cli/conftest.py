"""The command line, called in this process."""

import sys

import pytest

from sevenday.cli import main


@pytest.fixture
def run(monkeypatch, capsys):
    """Run `sevenday WORDS`: exit code, standard output, standard error."""

    def called(*words: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["sevenday", *map(str, words)])
        code = 0
        try:
            main()
        except SystemExit as stop:
            code = int(stop.code or 0)
        said = capsys.readouterr()
        assert "Traceback" not in said.out + said.err
        return code, said.out, said.err

    return called
