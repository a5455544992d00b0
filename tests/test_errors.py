"""Every fault has a code that stays the same, whatever its words."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import sevenday as sd
from sevenday.errors import CODES, UNSORTED, Fault

ROOT = Path(__file__).parents[1]
MAKERS = ("Fault", "InputError", "add", "fault", "_gone")


def used() -> Iterator[tuple[str, str]]:
    """Each code written in the package, and the file that it stands in."""
    for file in sorted((ROOT / "src").rglob("*.py")):
        for call in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(call, ast.Call):
                continue
            made = ast.unparse(call.func).rpartition(".")[2]
            for word in call.keywords:
                if made in MAKERS and word.arg == "code" and isinstance(word.value, ast.Constant):
                    yield word.value.value, file.name


def test_every_code_that_is_written_is_listed_and_every_one_listed_is_written() -> None:
    assert {code for code, _ in used()} | {UNSORTED} == set(CODES)


PLAIN = {"walkout/planning/turnout.py"}
"""Files with a sentence of none of the kinds: no group is large enough for a chance asked."""


def without_code() -> Iterator[str]:
    """Each fault, and each sentence that is one, without a code."""
    home = ROOT / "src" / "sevenday"
    for file in sorted(home.rglob("*.py")):
        place = file.relative_to(home).as_posix()
        for call in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(call, ast.Call) or any(word.arg == "code" for word in call.keywords):
                continue
            made = ast.unparse(call.func).rpartition(".")[2]
            sentence = any(
                isinstance(each, ast.Constant | ast.JoinedStr)
                or (isinstance(each, ast.Name) and each.id == "what")
                for each in call.args
            )
            if made == "Fault" or (made == "InputError" and sentence):
                yield f"{place} line {call.lineno}"


def test_every_fault_has_a_code() -> None:
    assert [place for place in without_code() if place.split(" ")[0] not in PLAIN] == []


def test_codes_are_short_words_with_dashes() -> None:
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", code) and len(code) <= 24 for code in CODES)


def test_the_page_of_faults_lists_them_all() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \| (.+) \|$", (ROOT / "docs/faults.md").read_text(), re.M)
    assert dict(rows) == CODES


def test_a_plain_sentence_may_have_a_code_and_a_fault_keeps_its_own() -> None:
    error = sd.InputError("too late", Fault("x", code="not-a-date"), code="out-of-order")
    assert [fault.code for fault in error.faults] == ["out-of-order", "not-a-date"]
    assert str(Fault("x", code="not-a-date")) == "x"


def test_a_choice_that_is_none_is_a_fault_from_python_too() -> None:
    ward = sd.read(ROOT / "examples" / "ward")
    terms = sd.contract("england-2016", "2026-09-07")
    calls = [
        lambda: sd.build(ward, terms, engine="columns"),  # type: ignore[arg-type]
        lambda: sd.check(ward, terms, use="rotas"),  # type: ignore[arg-type]
        lambda: sd.price(ward, terms, rounding="pound"),  # type: ignore[arg-type]
        lambda: sd.export(ward, terms, "unused", kinds=["pdf"]),  # type: ignore[list-item]
    ]
    for call in calls:
        with pytest.raises(sd.InputError) as error:
            call()
        assert [fault.code for fault in error.value.faults] == ["unknown-word"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("doctor,grade,colour of hair\nA,F1,red\n", "unknown-column"),
        ("doctor,grade,wte\nA,F1,two\n", "not-a-number"),
        ("doctor,grade\nA,F1\nA,F2\n", "repeated"),
        ("grade\nF1\n", "missing-column"),
    ],
)
def test_faults_of_a_file_have_the_code_of_their_kind(tmp_path: Path, text: str, code: str) -> None:
    (tmp_path / "shifts.csv").write_text("code,name,start,end\nD,Day,09:00,17:00\n")
    (tmp_path / "doctors.csv").write_text(text)
    (tmp_path / "rota.csv").write_text("doctor,2026-09-07\nA,D\n")
    with pytest.raises(sd.InputError) as error:
        sd.read(tmp_path)
    assert code in {fault.code for fault in error.value.faults}


def test_an_option_is_called_by_its_name_and_a_column_a_column():
    assert str(Fault("not a date", column="DATE", code="not-a-date")) == "DATE: not a date"
    assert (
        str(Fault("not a date", "x.csv", 2, "day", code="not-a-date"))
        == "x.csv row 2 column 'day': not a date"
    )
