"""The docs run: each example prints what its page says, and no page is missing."""

import contextlib
import importlib.util
import io
import re
import shlex
import sys
import tomllib
from itertools import chain
from pathlib import Path

import pytest

from sevenday.cli import app, main
from sevenday.contracts import contract

ROOT = Path(__file__).parents[1]
DEMO = "sevenday demo"
SECOND = ROOT / "docs" / "commands" / "demo.md"  # beside the README: one run serves both
MANNERS = [ROOT / name for name in ("CONTRIBUTING.md", "SECURITY.md", "CODE_OF_CONDUCT.md")]
PAGES = [ROOT / "README.md", *MANNERS, SECOND, *sorted({*(ROOT / "docs").rglob("*.md")} - {SECOND})]
BLOCK = re.compile(r"^```(console|python)\n(.*?)^```(?:\n+```text\n(.*?)^```)?", re.M | re.S)


def blocks(kind: str):
    for page in PAGES:
        found = [m for m in BLOCK.finditer(page.read_text("utf-8")) if m[1] == kind]
        for number, block in enumerate(found, 1):
            yield pytest.param(block, id=f"{page.relative_to(ROOT)}:{number}")


PRINTED: dict[str, str] = {}  # the demo takes a minute and changes nothing


def run(command: str, monkeypatch) -> str:
    """What a command prints, errors included, and its exit code."""
    if command == DEMO and DEMO in PRINTED:
        return PRINTED[DEMO]
    said = io.StringIO()
    monkeypatch.setattr(sys, "argv", shlex.split(command))
    code: object = 0
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        try:
            main()
        except SystemExit as stop:
            code = stop.code or 0
    PRINTED[command] = f"{said.getvalue()}[exit {code}]\n"
    return PRINTED[command]


def in_order(expected: list[str], printed: str) -> str | None:
    """The first expected line that is not printed after those before it, if any."""
    place = 0
    for line in expected:
        if not line.strip() or line.strip() == "...":
            continue
        found = printed.find(line.strip(), place)
        if found < 0:
            return line
        place = found + len(line.strip())
    return None


@pytest.mark.parametrize("block", [*blocks("console")])
def test_a_command_prints_what_its_page_says(block, monkeypatch, tmp_path):
    monkeypatch.chdir(ROOT)
    for part in re.split(r"^\$ ", block[2], flags=re.M)[1:]:
        command, _, expected = part.partition("\n")
        if command == "make test":
            continue
        if command == "make demo":
            command = DEMO
        assert command.startswith("sevenday "), command
        printed = run(command, monkeypatch)
        missing = in_order(expected.splitlines(), printed)
        assert missing is None, f"{command} does not print {missing!r}:\n{printed[:3000]}"


@pytest.mark.parametrize("block", [*blocks("python")])
def test_a_python_example_prints_what_its_page_says(block, monkeypatch, tmp_path):
    monkeypatch.chdir(ROOT)
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        exec(compile(block[2], "example", "exec"), {"__name__": "example"})
    assert said.getvalue().strip() == (block[3] or "").strip()


def test_every_command_has_a_page_that_names_its_options():
    import typer

    tree = typer.main.get_command(app)
    for name, command in tree.commands.items():  # type: ignore[attr-defined]
        page = ROOT / "docs" / "commands" / f"{name}.md"
        assert page.exists(), f"no page for {name}"
        text = page.read_text("utf-8")
        parts = [command, *getattr(command, "commands", {}).values()]
        for part in parts:
            for option in (o for p in part.params for o in p.opts if o.startswith("--")):
                shared = "check.md" in text and option in (
                    ROOT / "docs/commands/check.md"
                ).read_text("utf-8")
                assert option in text or shared or option == "--help", f"{page.name}: {option}"


def generated() -> dict[Path, str]:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.pages()


def test_generated_pages_say_what_the_data_says():
    made = generated()
    for path, text in made.items():
        page = ROOT / "docs" / path
        assert page.exists(), f"{path} is missing: make docs"
        assert page.read_text("utf-8") == text, f"{path} is out of date: make docs"
        assert "None of the worked cases" not in text, f"{path} has no worked case"
    there = {
        p.relative_to(ROOT / "docs")
        for d in ("rules", "pay")
        for p in (ROOT / "docs" / d).iterdir()
    }
    assert there == set(made), f"pages of what is no longer there: {there - set(made)}"


def test_a_rule_page_opens_with_englands_words_where_england_has_the_rule():
    english_values = contract("england-2016").contract.values
    words = {v.term: v.says for v in english_values if v.branch == "general"}
    pages = {p.stem: p.read_text("utf-8") for p in (ROOT / "docs" / "rules").glob("*.*.md")}
    english = [rule for rule in pages if rule in words]
    assert "hours.rest_after_long" in english
    for rule in english:
        paragraphs = pages[rule].split("\n\n")
        assert paragraphs[2] == words[rule], rule
        head, _, _ = pages[rule].partition("## Other contracts")
        assert "## What `england-2016` says" in head, rule


def test_every_rule_and_element_that_a_case_names_has_a_page():
    for book in sorted((ROOT / "tests" / "cases").glob("*.toml")):
        for case in tomllib.loads(book.read_text("utf-8")).get("case", ()):
            broken = case.get("breaks", [])
            rules = chain(*broken.values()) if isinstance(broken, dict) else broken
            for rule in set(rules):
                assert (ROOT / "docs" / "rules" / f"{rule}.md").exists(), rule
            for element in case.get("lines", ()):
                assert (ROOT / "docs" / "pay" / f"{element}.md").exists(), element


def test_every_link_between_pages_leads_somewhere():
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#]+)", page.read_text("utf-8")):
            if not target.startswith(("http:", "https:")):
                assert (page.parent / target).exists(), f"{page.relative_to(ROOT)}: {target}"


def test_no_source_of_a_figure_is_a_file_that_is_not_here():
    """A source is a document that a reader can find: notes that are not here are none."""
    data = [*(ROOT / "src").rglob("*.toml"), *(ROOT / "docs" / "walkout").glob("*.md")]
    named = {
        (path.name, name)
        for path in data
        for name in re.findall(r"\b[\w-]+\.md\b", path.read_text("utf-8"))
        if not [*ROOT.glob(name), *(ROOT / "docs").rglob(name)]
    }
    assert len(data) > 20 and named == set()
    assert not [path.name for path in data if "walkouts 3.3" in path.read_text("utf-8")]


def test_the_citation_names_this_version():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lines = (ROOT / "CITATION.cff").read_text("utf-8").splitlines()
    assert f"version: {project['version']}" in lines
    assert f"license: {project['license']}" in lines
