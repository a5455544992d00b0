"""The page of patterns is in step with the data, and each picture shows its pattern."""

import importlib.util
from datetime import date
from pathlib import Path

import pytest

import sevenday as sd
from sevenday.patterns.catalogue import ELSEWHERE, POST, catalogue
from tests.patterns.small import hospital, terms, with_lines

DOCS = Path(__file__).parents[2] / "docs"
spec = importlib.util.spec_from_file_location("patterns_page", DOCS / "generate_patterns.py")
assert spec and spec.loader
page = importlib.util.module_from_spec(spec)
spec.loader.exec_module(page)


def test_the_page_and_its_pictures_are_made_from_the_data_of_today():
    made = page.pages()
    for path, text in made.items():
        assert path.read_text("utf-8") == text, f"{path.name} is out of date: make docs"
    assert {path.name for path in (DOCS / "patterns").iterdir()} == {
        path.name for path in made if path.suffix == ".svg"
    }


def test_every_pattern_of_a_line_has_a_picture():
    shown = {p.name for p in catalogue().patterns.values() if p.kind not in (ELSEWHERE, POST)}
    assert set(page.EXAMPLES) == shown


@pytest.mark.parametrize("name", page.EXAMPLES)
def test_a_picture_shows_its_pattern_in_one_line_and_not_in_the_other(name, tmp_path):
    made = with_lines(hospital(tmp_path), page.EXAMPLES[name], date(2026, 9, 7))
    counts = {c.pattern.name: c.by_doctor for c in sd.count_patterns(made, terms()).counts}
    assert set(counts[name]) == {"Doctor 1"}
