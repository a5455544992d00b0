"""The day of a strike: the page says what the commands print, and nobody is moved without need."""

import importlib.util
from pathlib import Path

import pytest

from sevenday.walkout.planning.problem import CHANGES

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def script():
    spec = importlib.util.spec_from_file_location("generate_day", DOCS / "generate_day.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
def test_the_page_of_the_day_is_what_the_commands_say(script):
    assert script.PAGE.read_text("utf-8") == script.page()


@pytest.mark.slow
def test_no_step_of_the_day_moves_more_than_is_proved_to_be_needed(script, tmp_path):
    before, *steps = script.day(tmp_path / "h")
    assert before.result.orders is None and before.result.plan.gap == 0
    for step in steps:
        made = step.result
        moved = [x for x in made.orders if script.kind_of_order(x) != "move"]
        if made.saving is not None:  # given back on purpose
            continue
        changes = next(level for level in made.plan.levels if level.name == CHANGES)
        assert len(moved) == changes.cost == changes.bound
    ill, counted, exempt = (step.result for step in steps[2:5])
    assert any(f"Stand down {script.ILL}" in x for x in ill.orders)
    # the derogation makes safe what was not
    assert len(exempt.escalations) < len(counted.escalations)
