"""Write docs/walkout/day.md: the day of a strike on the synthetic district, hour by hour.

It plans eight times over, a minute or two. `make docs` runs it; a slow test holds the page to it.
"""

import shutil
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sevenday as sd
from sevenday.reports.pages.cover_plan import kind_of_order
from sevenday.walkout.planning.problem import CHANGES
from sevenday.walkout.result import CoverResult

HERE = Path(__file__).parent
ROOT = HERE.parent
PAGE = HERE / "walkout" / "day.md"
COUNTS = ROOT / "tests" / "cases" / "walkout" / "counts-of-district-2025"
ILL = "Consultant-intensivist-5"
DEROGATION = """
[[exempt]]
service = "intensive care"
from = 2025-11-14T20:00:00
to = 2025-11-15T09:00:00
state = "agreed"
"""
SHOWN = 3
"""Orders of a step that the page prints."""
HEAD = """# The day of a strike, hour by hour

<!-- Made by docs/generate_day.py: do not edit by hand. -->

`examples/district-2025` is synthetic: 308 doctors, 105 substitutes, five days of action from Friday
14 November 2025. Below is its first day: one plan, kept, and what each later call changes. Every
step is a call of [`sevenday walkout`](../commands/walkout.md) on the same folder; the counts are in
`tests/cases/walkout/counts-of-district-2025`.

Moved are calls made, stood down, and posts changed. The fewest is the bound on calls and lists
changed that the solver proved, of all plans as safe; a step that gives people back does so on
purpose. That small hospitals are never changed more than they need is proved another way: every
plan of them is tried (`tests/walkout/planning/test_replan.py`).

| when | what happens | command | calls | stand-downs | posts changed | lists | fewest changes | not safe |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
"""  # noqa: E501


@dataclass(frozen=True)
class Step:
    """One call of the day, and what it printed."""

    when: str
    what: str
    command: str
    result: CoverResult


def day(folder: Path) -> list[Step]:
    """The steps of the day, on a copy of the example."""
    left = shutil.ignore_patterns("walkout-plan*")
    shutil.copytree(ROOT / "examples" / "district-2025", folder, ignore=left)
    steps = []

    def step(when: str, what: str, words: str, keep: bool = True, **call: Any) -> None:
        made = sd.cover(folder, **call)
        assert isinstance(made, CoverResult)
        if keep:
            made.keep()
        steps.append(Step(when, what, f"`walkout .{words}`", made))

    def count(when: str, what: str, file: str) -> None:
        step(when, what, f" --count {file}", counts=COUNTS / file)

    step("before", "the plan that people hold", "")
    count("07:00", "the first count: nobody has come in", "c0700.csv")
    count("09:00", "a partial count: the emergency department alone", "c0900-ed-only.csv")
    people = folder / "substitutes.csv"
    rows = people.read_text("utf-8").splitlines(keepends=True)
    people.write_text("".join(x for x in rows if not x.startswith(f"{ILL},")), "utf-8")
    at = "2025-11-14T11:00"
    step("11:00", f"{ILL} is ill: out of `substitutes.csv`", f" --on {at}", on=at)
    count("13:00", "the next count, of every service", "c1300-full.csv")
    with (folder / "walkout.toml").open("a", encoding="utf-8") as file:
        file.write(DEROGATION)
    at = "2025-11-14T15:00"
    step("15:00", "a derogation: intensive care tonight", f" --on {at}", on=at)
    count("16:00", "revised: all have come after all", "all-came.csv")
    at = "2025-11-14T16:05"
    words, call = f" --fresh --on {at}", {"on": at, "fresh": True}
    step("16:05", "looked at, not kept: planned anew", words, False, **call)
    return steps


def row(step: Step) -> str:
    """A step as a row of the table."""
    made = step.result
    kinds = Counter(map(kind_of_order, made.orders or ()))
    lists = f"{kinds['withdraw']} withdrawn, {kinds['restore']} restored"
    fewest = next((x for x in made.plan.levels if x.name == CHANGES), None)
    proved = "-" if fewest is None else f"{fewest.bound} of {fewest.cost}"
    first = made.orders is None
    cells = [
        step.when,
        step.what,
        step.command,
        f"{len(made.plan.calls)} planned" if first else f"{kinds['call']}",
        "-" if first else f"{kinds['stand down']}",
        "-" if first else f"{kinds['move']}",
        f"{len(made.plan.withdrawn)} withdrawn" if first else lists,
        proved,
        f"{len(made.escalations)}",
    ]
    return f"| {' | '.join(cells)} |"


def orders(step: Step) -> list[str]:
    """The orders of a step, the first of each kind, and what it gives back."""
    made = step.result
    if made.orders is None:
        return []
    lines = [f"**{step.when}**, {step.what}.", ""]
    shown = Counter[str]()
    for order in made.orders:
        kind = kind_of_order(order)
        shown[kind] += 1
        if shown[kind] <= SHOWN:
            lines.append(f"- {order}")
    more = {kind: n - SHOWN for kind, n in shown.items() if n > SHOWN}
    lines += [f"- and {n} more to {kind}" for kind, n in more.items()]
    lines += ["- No order: what people hold stands."] if not made.orders else []
    if made.again:
        services = sorted({group.service for group in made.again})
        lines.append(f"- To be counted again: {', '.join(services)}.")
    if made.saving is not None:
        lines += ["", made.saving.sentence]
    return [*lines, ""]


def page() -> str:
    """The page, from a day that is planned anew."""
    with tempfile.TemporaryDirectory() as place:
        steps = day(Path(place) / "district")
    lines = [row(step) for step in steps]
    lines += ["", "## The orders", ""]
    for step in steps:
        lines += orders(step)
    return HEAD + "\n".join(lines).rstrip() + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
