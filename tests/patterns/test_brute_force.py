"""Each pattern by itself: what is built costs what no rota and no template costs less than.

Places are one a day, each filled by one of two doctors (or weeks) or left empty: every way is
tried, by the checker's own verdict and a plain reading of the cells.
"""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from random import Random

import numpy as np
import pytest

import sevenday as sd
from sevenday.limits import Checker
from sevenday.limits.fold import EPSILON
from sevenday.limits.lines import dated
from sevenday.model import Hospital, Template
from sevenday.patterns.catalogue import ELSEWHERE, POST, catalogue
from tests.patterns import plain
from tests.patterns.small import CELL, hospital, terms, with_lines

NAMES = [p.name for p in catalogue().patterns.values() if p.kind != ELSEWHERE]
FAST = ("nights_block_min", "weekends_in_row", "quick_return", "leave_clear_of_nights")
"""One of each kind."""
WITH_LEAVE = ("leave_whole_week", "leave_clear_of_nights", "exam_and_study_clear")
"""Of these and of posts a template has none: it has no dates."""
SATURDAY = date(2026, 9, 5)
DAYS, WEEKS = 9, 4
POSTS = {
    "new_starter_shadow": (SATURDAY - timedelta(days=10), None, "N", (0, 1, 2, 3)),
    "changeover_clear": (None, SATURDAY + timedelta(days=5), "NL", (5,)),
}
"""When Doctor 1 joins and leaves, and which duties are unwanted of them on which days."""
OFTEN = {
    "nights_in_row_max": "NNNNNN",
    "long_days_in_row_max": "XXXXX-",
    "lates_in_row_max": "LLLLL-",
    "shifts_in_row_max": "EEEEEE",
    "soft_landing": "NX-",
    "quick_return": "LX",
    "forward_rotation": "LE",
    "changeover_clear": "LN",
    "new_starter_shadow": "NE",
}
"""What the places of a pattern's problem are drawn from, so that it is often there."""


def places(name: str, draw: Random, days: int) -> str:
    """A shift for each day, or none."""
    return "".join(draw.choice(OFTEN.get(name, "ELNX-")) for _ in range(days))


def built(folder: Path, name: str, shifts: str, leave: str, value: str) -> Hospital:
    """Two doctors, nine days from a Saturday in four weeks, one place a day; Doctor 1's leave."""
    dates = [SATURDAY + timedelta(days=k) for k in range(DAYS)]
    toml = (
        f'starts = {SATURDAY}\nweeks = {WEEKS}\n[build]\npreset = "compliant_only"\n'
        f'levels = ["cover", "patterns"]\npatterns = {{ {name} = {value} }}\n'
    )
    cover = "shift,days,min,max\n"
    cover += "".join(
        f"{shift},{day},1,1\n" for shift, day in zip(shifts, dates, strict=True) if shift != "-"
    )
    requests = "doctor,from,to,shift,want\n" + "".join(
        f"Doctor 1,{day},{day},{CELL[cell]},leave\n"
        for cell, day in zip(leave, dates, strict=True)
        if cell in "AS"
    )
    joined, left = POSTS.get(name, (None, None))[:2]
    doctors = f"doctor,grade,joined,left\nDoctor 1,CT1,{joined or ''},{left or ''}\n"
    doctors += "Doctor 2,CT1,,\n"
    return hospital(folder, toml, cover_csv=cover, requests_csv=requests, doctors_csv=doctors)


def unwanted(name: str, who: int, line: str) -> int:
    """What a pattern comes to in the line of Doctor 1 or 2, plainly."""
    if name not in POSTS:
        return plain.counts(line, SATURDAY.weekday())[name][1]
    *_, duties, days = POSTS[name]
    return sum(line[day] in duties for day in days) if who == 1 else 0


def every_rota(one: Hospital, shifts: str, leave: str, name: str) -> set[tuple[int, int]]:
    """(places empty, what the pattern comes to) of every lawful rota."""
    asked = [k for k, shift in enumerate(shifts) if shift != "-"]
    left = POSTS.get(name, (None, None))[1]
    there = (left - SATURDAY).days + 1 if left else DAYS
    choices = list(product((False, True), repeat=len(asked)))
    each = []
    for who, marked in ((1, leave), (2, "-" * DAYS)):
        lines = []
        for chosen in choices:
            cells = list(marked)
            for k, mine in zip(asked, chosen, strict=True):
                cells[k] = shifts[k] if mine else marked[k]
            lines.append("".join(cells) + "-" * (7 * WEEKS - DAYS))
        made = with_lines(replace(one, doctors=one.doctors[1:]), lines, SATURDAY)
        lawful = (Checker(made, terms()).slack(dated(made, made.rota)) >= -EPSILON).all(1)
        away = [
            any(
                mine and (marked[k] != "-" or (who == 1 and k >= there))
                for k, mine in zip(asked, chosen, strict=True)
            )
            for chosen in choices
        ]
        each.append(
            {
                chosen: unwanted(name, who, line)
                for chosen, line, ok, gone in zip(choices, lines, lawful, away, strict=True)
                if ok and not gone
            }
        )
    return {
        (len(asked) - sum(mine) - sum(theirs), units + more)
        for mine, units in each[0].items()
        for theirs, more in each[1].items()
        if not any(a and b for a, b in zip(mine, theirs, strict=True))
    }


def check_rota(folder: Path, name: str, seed: int) -> None:
    draw = Random(seed)
    shifts = places(name, draw, DAYS)
    leave = draw.choice(("--AAAAA--", "----S----", "-AA---S--")) if name in WITH_LEAVE else "-" * 9
    one = built(folder, name, shifts, leave, "7")
    rotas = every_rota(one, shifts, leave, name)
    made = sd.build(one, terms(), steps=10)
    empty = sum(place.missing for place in made.uncovered)
    level = next(level for level in made.levels if level.name == "patterns")
    assert (empty, level.cost) == min((a, 700 * b) for a, b in rotas), (shifts, leave)
    required = sd.build(
        built(folder / "required", name, shifts, leave, '"required"'), terms(), steps=10
    )
    counts = {c.pattern.name: c.many for c in required.patterns.counts}
    assert counts[name] == 0 and required.checked.breaches == ()
    empty = sum(place.missing for place in required.uncovered)
    assert empty == min(a for a, b in rotas if b == 0), (shifts, leave)


def check_template(folder: Path, name: str, seed: int) -> None:
    draw = Random(seed)
    shifts = places(name, draw, 7)
    if shifts == "-" * 7:
        shifts = "ENL----"
    cover = "shift,days,min\n" + "".join(
        f"{c},{day},1\n"
        for c, day in zip(shifts, ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), strict=True)
        if c != "-"
    )
    toml = (
        '[build]\npreset = "compliant_only"\nlevels = ["cover", "patterns"]\n'
        f"patterns = {{ {name} = 7 }}\n"
    )
    one = hospital(folder, toml, cover_csv=cover, doctors_csv="doctor\nDoctor 1\nDoctor 2\n")
    made = sd.build_template(one, terms(), 2, seconds=30)
    empty = sum(place.missing for place in made.uncovered)
    level = next(level for level in made.levels if level.name == "patterns")
    found = [k for k, shift in enumerate(shifts) if shift != "-"]
    best = None
    for who in product((0, 1, None), repeat=len(found)):
        cells = ["-"] * 14
        for k, week in zip(found, who, strict=True):
            if week is not None:
                cells[7 * week + k] = shifts[k]
        cost = (who.count(None), 700 * plain.cyclic("".join(cells), 0)[name])
        if best is not None and cost >= best:
            continue
        codes = np.array([one.cells.code(CELL.get(c, c)) for c in cells], np.int16).reshape(2, 7)
        tried = replace(one, templates={"": Template(codes)})
        if not sd.check(tried, terms(), "template").breaches:
            best = cost
    assert (empty, level.cost) == best, shifts


@pytest.mark.parametrize("name", FAST)
def test_a_rota_has_as_few_of_a_pattern_as_any(name, tmp_path):
    check_rota(tmp_path, name, 1)


@pytest.mark.parametrize("name", FAST[:3])
def test_a_template_has_as_few_of_a_pattern_as_any(name, tmp_path):
    check_template(tmp_path, name, 1)


def test_two_lines_that_fit_only_together_leave_no_place_empty(tmp_path):
    """The line that fills most leaves two places that no other line fills."""
    check_rota(tmp_path, "soft_landing", 1)


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_each_pattern_is_as_rare_as_it_can_be(name, tmp_path):
    for seed in (1, 2):
        check_rota(tmp_path / f"{seed}", name, seed)
        if name not in (*WITH_LEAVE, *POSTS):
            check_template(tmp_path / f"template {seed}", name, seed)


def test_every_pattern_of_a_post_has_its_problem():
    posts = {p.name for p in catalogue().patterns.values() if p.kind == POST}
    assert posts == set(POSTS)
