"""The tables of the circulars, copied as data from the notes of facts: a slip of a pound fails."""

import importlib.util
import tomllib
from pathlib import Path

import pytest

from sevenday.contracts import contract
from tests.worked_cases import CASES

ROOT = Path(__file__).parents[2]
BOOK = tomllib.loads((CASES / "facts-tables.toml").read_text(encoding="utf-8"))


def same(found, expected):
    """Whether a value has what a table prints; 0 stands for what it does not print."""
    if isinstance(expected, dict):
        return all(same(found[key], value) for key, value in expected.items())
    if isinstance(expected, list):
        pairs = zip(found, expected, strict=False)
        return len(found) >= len(expected) and all(same(a, b) for a, b in pairs)
    return expected == 0 or (found == expected and type(found) is type(expected))


@pytest.mark.parametrize(
    "row", BOOK["table"], ids=lambda r: f"{r['contract']} {r['term']} {r['on']}"
)
def test_a_table_of_the_facts(row):
    value = contract(row["contract"], on=row["on"]).get(row["term"])
    assert same(value.value, row["value"])
    assert value.certainty == row["certainty"]


@pytest.mark.parametrize("row", BOOK["issued"], ids=lambda r: f"{r['term']} {r['from']}")
def test_the_day_of_issue(row):
    value = contract(row["contract"], on=row["from"]).get(row["term"])
    assert (value.effective_from, value.announced_on) == (row["from"], row["announced"])


@pytest.mark.parametrize("row", BOOK["clause"], ids=lambda r: f"{r['term']} {r['branch']}")
def test_a_paragraph_of_schedule_3(row):
    clause = contract("england-2016", on="2026-09-01").get(row["term"], row["branch"]).source.clause
    paragraph = "paragraphs" if " and " in row["paragraph"] else "paragraph"
    assert clause == f"Schedule 3, {paragraph} {row['paragraph']}"


def sources(name="sources"):
    """docs/sources.py, which walks every value, or another file of docs/."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "docs" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_no_value_of_a_contract_or_a_walkout_is_without_document_clause_place_and_date():
    module = sources()
    files = [path for folder in module.FOLDERS for path in sorted(folder.glob("*.toml"))]
    assert len(files) >= 13 + 9  # contracts, and the rules of walkouts
    assert [line for path in files for line in module.missing(path)] == []


def test_the_walk_finds_a_value_without_a_clause(tmp_path):
    file = tmp_path / "x.toml"
    file.write_text(
        '[pay.x]\nsays = "X."\n[[pay.x.values]]\nvalue = 1\neffective_from = 2020-01-01\n'
        'source = { document = "D", read_in = "R" }\n'
    )
    assert list(sources().missing(file)) == ["x.toml: pay.x from 2020-01-01: clause, announced_on"]
    assert sources().without_clause(file) == 0
    file.write_text(file.read_text().replace('"D"', '"D", clause = "no letter gives the day"'))
    assert sources().without_clause(file) == 1


def test_the_share_that_is_unconfirmed_does_not_grow():
    module = sources()
    files = (module.ROOT / "contracts").glob("*.toml")
    sure = [value["certainty"] for path in files for _, value in module.values(path)]
    assert sure.count("unconfirmed") / len(sure) < 0.20  # 24% before the circulars were read
    assert sure.count("confirmed") / len(sure) > 0.18  # 15% before


def test_the_pages_of_the_contracts_say_what_the_data_says():
    made = sources("generate_contracts").pages()
    for path, text in made.items():
        page = ROOT / "docs" / path
        assert page.is_file(), f"{path} is missing: make docs"
        assert page.read_text("utf-8") == text, f"{path} is out of date: make docs"
    there = {path.relative_to(ROOT / "docs") for path in (ROOT / "docs" / "contracts").iterdir()}
    assert there == set(made)
