"""The pages for developers say what the code says: its rooms, its words."""

import ast
import importlib.util
import inspect
import re
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import grimp
import pytest

import sevenday as sd

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "sevenday"
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text("utf-8")
ENTRY = re.compile(r"^- \*\*(.+?)\*\*(?: \((.+?)\))?: ", re.M)
ROOMS = sorted(
    p.parent.relative_to(PACKAGE).as_posix()
    for p in PACKAGE.rglob("__init__.py")
    if p.parent.name != "migrations"  # written by a tool, and the same in each app
)[1:]
PUBLIC = sorted(name for name in sd.__all__ if inspect.isclass(getattr(sd, name)))


def code_names(listed: str | None) -> list[str]:
    """The names in backticks beside an entry's word."""
    return re.findall(r"`([^`]+)`", listed or "")


@cache
def texts() -> str:
    """Every text in which a word may be used: code, data and pages, but for the glossary."""
    files = [*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.toml"), *(ROOT / "docs").rglob("*.md")]
    every = "\n".join(f.read_text("utf-8") for f in files if f.name != "glossary.md")
    return every.casefold().replace("_", " ")


def drawn() -> dict[str, str]:
    spec = importlib.util.spec_from_file_location("draw_rooms", ROOT / "docs" / "draw_rooms.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.pictures()


def test_the_pictures_of_the_rooms_are_drawn_from_the_imports_of_today():
    for name, text in drawn().items():
        assert (ROOT / "docs" / name).read_text("utf-8") == text, (
            f"{name} is out of date: make docs"
        )


def test_the_pictures_show_every_room():
    rooms, solver = drawn().values()
    for room in ROOMS:
        outer, _, inner = room.partition("/")
        assert f">{outer}/<" in rooms
        if outer == "solver" and inner:
            assert f">{inner}/<" in solver


def test_no_imports_go_in_a_circle():
    """Imports inside functions count too: where two files need each other, a third is missing."""
    graph = grimp.build_graph("sevenday", cache_dir=None)
    arrows = {name: graph.find_modules_directly_imported_by(name) for name in graph.modules}
    TopologicalSorter(arrows).prepare()  # CycleError names the circle


def test_the_architecture_page_names_every_room_of_the_first_two_floors():
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    top = {room for room in ROOMS if "/" not in room} | {p.name for p in PACKAGE.glob("[a-z]*.py")}
    for room in top:
        assert f"`{room}`" in page or f"`{room}/`" in page, room
    for room in (r.partition("/")[2] for r in ROOMS if r.startswith("solver/")):
        assert f"| `{room}/` |" in page, room


def test_every_file_that_the_architecture_page_names_is_there():
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    for name in re.findall(r"`([\w/]+\.(?:py|toml|md))`", page):
        places = [ROOT / name, PACKAGE / name, PACKAGE.parent / name, *PACKAGE.rglob(name)]
        assert any(place.exists() for place in places), name


@pytest.mark.parametrize("name", PUBLIC)
def test_the_glossary_has_every_public_class(name):
    assert name in {n for _, listed in ENTRY.findall(GLOSSARY) for n in code_names(listed)}


def test_the_glossary_has_every_room_and_no_other():
    _, _, rooms = GLOSSARY.partition("## Rooms")
    named = [n for _, listed in ENTRY.findall(rooms) for n in code_names(listed)]
    assert sorted(named) == ROOMS


def test_no_word_of_the_glossary_is_without_a_use():
    words, _, _ = GLOSSARY.partition("## Rooms")
    entries = ENTRY.findall(words)
    assert len(entries) == len(re.findall(r"^- ", words, re.M)) > 50
    unused = [
        word
        for word, listed in entries
        if not code_names(listed) and not re.search(rf"\b{re.escape(word.casefold())}", texts())
    ]
    gone = [
        name
        for _, listed in entries
        for name in code_names(listed)
        if not re.search(rf"\bclass {name.casefold()}\b", texts())
    ]
    assert (unused, gone) == ([], [])


def test_the_glossary_has_each_word_once():
    entries = [word.casefold() for word, _ in ENTRY.findall(GLOSSARY)]
    assert sorted(set(entries)) == sorted(entries)


def test_no_class_name_is_used_twice():
    web = PACKAGE / "web"  # where Django names a model by its app, and a table as what it stores
    theirs = {*web.rglob("models.py"), *web.rglob("models/*.py"), *web.rglob("migrations/*.py")}
    sources = [path.read_text("utf-8") for path in PACKAGE.rglob("*.py") if path not in theirs]
    names = [name for text in sources for name in re.findall(r"^class (\w+)", text, re.M)]
    assert {name for name in names if names.count(name) > 1} == set()


PRIVATE_WORDS = {"said", "told", "held", "kept"}
"""Words that name nothing: a sentence, a statement, a published plan and a rota have names."""
REPLACED = {
    "Aims": "Objectives",
    "Asked": "Demand",
    "Because": "UnfilledReason",
    "Beside": "PlanComparison",
    "Cells": "DutyCodes",
    "Fits": "Feasibility",
    "Parts": "DutyTable",
    "Said": "PayElement",
    "Shares": "DoctorTotals",
    "Spare": "slack",
    "Stock": "LinearPay",
    "attends": "attendance",
    "corridor": "amount_band",
    "costed": "rank_replacements",
    "pull": "marginal_price",
    "tells_on_nobody": "is_disclosive",
}
"""Names that a review found unclear, with what each is called now."""


def defined_names(tree: ast.AST) -> Iterator[str]:
    """Every name that a module gives: functions, classes, parameters, variables, attributes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.alias) and node.asname:
            yield node.asname


def words_of(name: str) -> set[str]:
    """The words of a name, whichever way they are joined."""
    return {word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)}


def test_names_are_parted_into_words():
    assert words_of("_HeldPlan") == {"held", "plan"}
    assert words_of("cost_held2") == {"cost", "held"}
    assert words_of("MOST_KEPT") == {"most", "kept"}
    assert not words_of("withheld") & PRIVATE_WORDS


def test_no_name_is_a_private_word():
    wrong = []
    for path in sorted(PACKAGE.rglob("*.py")):
        names = set(defined_names(ast.parse(path.read_text("utf-8")))) | {path.stem}
        wrong += [
            f"{path.relative_to(PACKAGE)}: {name}"
            for name in sorted(names)
            if words_of(name) & PRIVATE_WORDS or name in REPLACED
        ]
    assert wrong == []
