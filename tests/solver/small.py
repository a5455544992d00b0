"""Small random problems in Curtois's text form, and their optimum by trying every roster."""

import itertools
from pathlib import Path
from random import Random

import numpy as np

from tests.solver import plain

CODES = ("D", "N")
DAYS = 7


def small(seed: int) -> str:
    """A problem of two people, one week and two shifts, as its file's text."""
    draw = Random(seed)
    people = ("Doctor 1", "Doctor 2")
    lines = ["SECTION_HORIZON", str(DAYS), "SECTION_SHIFTS", "D,480,", "N,600,D", "SECTION_STAFF"]
    for who in people:
        run, least = draw.randint(3, 6), draw.choice((0, 960, 1440))
        caps = f"D={draw.randint(2, 7)}|N={draw.choice((0, 2, 3, 7))}"
        lines.append(
            f"{who},{caps},{least + draw.choice((960, 1440, 2400))},{least},{run},"
            f"{draw.randint(1, min(3, run))},{draw.randint(1, 3)},{draw.randint(0, 1)}"
        )
    lines += ["SECTION_DAYS_OFF", *(f"{who},{draw.randrange(DAYS)}" for who in people)]
    for section in ("ON", "OFF"):
        lines.append(f"SECTION_SHIFT_{section}_REQUESTS")
        cells = list(itertools.product(people, range(DAYS), CODES))
        for who, day, code in draw.sample(cells, 5):
            lines.append(f"{who},{day},{code},{draw.randint(1, 3)}")
    lines.append("SECTION_COVER")
    for day, code in itertools.product(range(DAYS), CODES):
        lines.append(f"{day},{code},{draw.randint(0, 2)},{draw.choice((10, 100))},1")
    return "\n".join(lines) + "\n"


def lawful(problem: dict[str, list[list[str]]], who: str) -> list[tuple[str, ...]]:
    """Every line that breaks none of one person's rules."""
    alone = dict(problem, SECTION_STAFF=[r for r in problem["SECTION_STAFF"] if r[0] == who])
    every = itertools.product((plain.OFF, *CODES), repeat=DAYS)
    return [line for line in every if not plain.broken(alone, {who: list(line)})]


def optimum(path: Path) -> int | None:
    """The least cost of all pairs of lawful lines; None where there is no such pair."""
    problem = plain.sections(path)
    first, second = (row[0] for row in problem["SECTION_STAFF"])
    mine, other = lawful(problem, first), lawful(problem, second)
    if not mine or not other:
        return None
    bare = dict(problem, SECTION_COVER=[])
    empty = [plain.OFF] * DAYS
    rest = plain.cost(bare, {first: empty, second: empty})
    alone = [
        np.array(
            [plain.cost(bare, {first: empty, second: empty} | {who: list(line)}) for line in lines]
        )
        for who, lines in ((first, mine), (second, other))
    ]
    total = alone[0][:, None] + alone[1][None, :] - rest
    for day, code, wanted, under, over in problem["SECTION_COVER"]:
        there = [np.array([line[int(day)] == code for line in lines]) for lines in (mine, other)]
        many = there[0][:, None].astype(int) + there[1][None, :]
        total = total + int(under) * np.maximum(0, int(wanted) - many)
        total += int(over) * np.maximum(0, many - int(wanted))
    return int(total.min())
