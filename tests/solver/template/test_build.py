"""Templates built: the least weeks by every cycle tried, lawful, covered, and what clashes."""

from collections import Counter
from dataclasses import replace
from itertools import permutations, product
from pathlib import Path
from random import Random

import numpy as np
import pytest

import sevenday as sd
from sevenday.errors import InputError
from sevenday.limits import Checker
from sevenday.limits.fold import EPSILON
from sevenday.limits.lines import nameless
from sevenday.model import Doctor, Template
from sevenday.solver.law.automaton import WINTER_MONDAY
from sevenday.solver.template.model import TemplateModel
from sevenday.solver.template.problem import read_template_problem, with_template
from sevenday.solver.template.week_order import least_unevenness, order_weeks, unevenness
from tests.patterns import plain

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
SHIFTS = """code,name,start,end,kind,breaks,work_hours,work_episodes,rest_continuous
D,Day,08:00,16:30,resident,30,,,
L,Long day,08:00,20:30,resident,30+30,,,
M,Long day too,08:00,20:30,resident,30+30,,,
N,Night,20:30,08:00,resident,30+30,,,
C,Call,17:00,08:00,on-call,,3,2,8
W,Weekend call,08:00,08:00,on-call,,6,4,7
"""
WARD = """service,shift,days,min,ideal,rank
ward,L,all,1,1,1
ward,N,all,1,1,1
clinic,D,working,1,2,3
"""


def hospital(tmp_path: Path, cover: str, **files: str) -> sd.Hospital:
    made = {"shifts.csv": SHIFTS, "cover.csv": cover, "hospital.toml": 'name = "Ward"\n'}
    for name, text in (made | {k.replace("_", "."): v for k, v in files.items()}).items():
        (tmp_path / name).write_text(text)
    return sd.read(tmp_path)


def terms(id: str = "england-2016"):
    return sd.contract(id, on="2026-09-07" if id == "england-2016" else "2015-09-07")


def texts(made) -> list[list[str]]:
    return [[made.hospital.cells.texts[c] for c in week] for week in made.template.codes]


def counted(made) -> dict[tuple[str, int], int]:
    return Counter((cell, d) for week in texts(made) for d, cell in enumerate(week) if cell)


def any_lawful(one: sd.Hospital, contract, weeks: int, demand: list[str]) -> bool:
    """Whether some cycle with these shifts on each weekday keeps every limit: each one tried."""
    codes = [[one.cells.code(c) for c in day] + [0] * (weeks - len(day)) for day in demand]
    ways = [sorted(set(permutations(day))) for day in codes]
    lines = np.array([np.array(cycle).T.reshape(-1) for cycle in product(*ways)], np.int16)
    turned = np.concatenate([np.roll(lines, -7 * k, 1) for k in range(weeks)])
    worked = with_template(one, Template(lines[:1].reshape(weeks, 7)))
    slack = Checker(worked, contract).slack(nameless(turned, WINTER_MONDAY, cyclic=True))
    kept = (slack >= -EPSILON).all(1).reshape(weeks, -1).all(0)
    return bool(kept.any())


@pytest.mark.parametrize("id", ["england-2016", "newdeal-2002", "ewtd", "acgme"])
@pytest.mark.parametrize("seed", range(4))
def test_the_least_weeks_are_those_that_every_cycle_tried_gives(tmp_path, seed, id):
    draw = Random(f"{seed}{id}")
    demand = [
        [c for c, often in (("L", 0.8), ("N", 0.4)) if draw.random() < often] for _ in range(7)
    ]
    cover = "shift,days,min\n" + "".join(
        f"{c},{WEEKDAYS[d]},1\n" for d, day in enumerate(demand) for c in day
    )
    one, contract = hospital(tmp_path, cover), terms(id)
    fewest = max(map(len, demand))
    brute = next((n for n in range(fewest, 4) if any_lawful(one, contract, n, demand)), None)
    made = sd.build_template(one, contract, seconds=40)
    assert made.checked.breaches == () and made.uncovered == ()
    assert made.levels[0].name == "weeks" and made.levels[0].bound == made.weeks
    assert made.weeks == brute if brute else made.weeks > 3
    assert counted(made) == Counter((c, d) for d, day in enumerate(demand) for c in day)


@pytest.mark.parametrize(
    ("id", "weeks"), [("england-2016", 8), ("newdeal-2002", 8), ("scotland", 8), ("ewtd", 8)]
)
def test_a_template_is_lawful_and_so_is_the_rota_that_it_rolls_out_to(tmp_path, id, weeks):
    doctors = "doctor,grade\n" + "".join(f"Doctor {k},CT1\n" for k in range(1, weeks + 1))
    one = hospital(
        tmp_path,
        WARD.replace("1,2,3", "1,1,3"),
        doctors_csv=doctors,
        hospital_toml="starts = 2027-01-04\n",
    )
    made = sd.build_template(one, terms(id), weeks, seconds=60)
    assert made.checked.breaches == () and made.uncovered == ()
    assert sd.check(made.hospital, terms(id), "template").breaches == ()
    rota = sd.roll(made.hospital, 2 * weeks)
    rolled = sd.check(replace(made.hospital, rota=rota), terms(id), "rota")
    assert [b for b in rolled.breaches if b.branch != "clock change"] == []
    for d in range(rota.days):
        cells = [made.hospital.cells.texts[c] for c in rota.codes[:, d]]
        assert (cells.count("L"), cells.count("N"), cells.count("D")) == (1, 1, int(d % 7 < 5))


def test_what_comes_out_is_what_a_plain_count_of_the_cells_gives(tmp_path):
    made = sd.build_template(hospital(tmp_path, WARD), terms(), 7)
    cells = [cell for week in texts(made) for cell in week]
    days = len(cells)

    def kind(k: int) -> str:
        cell = cells[k % days]
        return "N" if cell == "N" else "W" if cell else "-"

    assert made.nights == cells.count("N") == 7
    minutes = {"D": 510, "L": 750, "N": 690, "": 0}
    hours = sum(minutes[cell] for cell in cells) / 60 / 7
    assert made.line.average_hours == pytest.approx(hours)
    weekends = [
        any(kind(k + d) != "-" for d in (5, 6)) or kind(k + 4) == "N" for k in range(0, days, 7)
    ]
    assert made.line.weekend_frequency == pytest.approx(sum(weekends) / 7)
    counted = {count.pattern.name: count.units for count in made.patterns.counts}
    plainly = plain.cyclic(letters(cells), 0)
    assert {name: counted[name] for name in plainly} == plainly
    assert {level.name: level.gap for level in made.levels} == {
        "cover": 0,
        "patterns": 0,
        "cost": 0,
        "fairness": pytest.approx(made.levels[3].gap),
    }
    slip = sd.price(
        replace(made.hospital, doctors=(Doctor("a", grade="F1"),)), terms(), "template"
    ).doctors[0]
    assert made.pay[0].total == slip.total and made.levels[2].cost == round(slip.total)


def test_patterns_and_weekends_are_as_few_as_every_cycle_tried_gives(tmp_path):
    cover = 'shift,days,min\nL,"Mon,Thu,Sat,Sun",1\nN,"Tue,Wed",1\n'
    one = hospital(tmp_path, cover)
    made = sd.build_template(one, terms(), 3)
    level = next(level for level in made.levels if level.name == "patterns")
    weights = {count.pattern.name: round(100 * count.weight) for count in made.patterns.counts}
    assert level.cost == sum(
        weights[count.pattern.name] * count.units for count in made.patterns.counts
    )
    assert level.cost == level.bound
    codes = {c: one.cells.code(c) for c in "LN"}
    day = {0: "L", 1: "N", 2: "N", 3: "L", 5: "L", 6: "L"}
    best = None
    for who in product(range(3), repeat=6):
        if who[0] != 0:  # the first duty is in week 1, as any week may be the first
            continue
        weeks = np.zeros((3, 7), np.int16)
        for k, (d, cell) in zip(who, day.items(), strict=True):
            weeks[k, d] = codes[cell]
        if sd.check(with_template(one, Template(weeks)), terms(), "template").breaches:
            continue
        cells = [one.cells.texts[code] for code in weeks.reshape(-1)]
        found = plain.cyclic(letters(cells), 0)
        cost = sum(weights[name] * units for name, units in found.items())
        best = cost if best is None else min(best, cost)
    assert best == level.cost


def letters(cells: list[str]) -> str:
    """Cells in the letters of the plain reading of patterns."""
    return "".join({"D": "E", "L": "X", "N": "N", "": "-"}[cell] for cell in cells)


def test_what_cannot_be_covered_names_the_smallest_clash(tmp_path):
    made = sd.build_template(hospital(tmp_path, WARD), terms(), 4)
    assert made.uncovered and made.checked.breaches == () and "left empty" in made.summary()
    rows = [name for name in made.clash if name.startswith("cover.csv row")]
    assert rows
    lines = WARD.splitlines()
    for row in rows:  # without any one of them the others hold
        others = [lines[int(name.split()[2]) - 1] for name in rows if name != row]
        cover = "\n".join([lines[0], *others, ""])
        if others:
            part = sd.build_template(hospital(tmp_path, cover), terms(), 4)
            assert part.uncovered == (), row
    together = "\n".join([lines[0], *(lines[int(name.split()[2]) - 1] for name in rows), ""])
    assert sd.build_template(hospital(tmp_path, together), terms(), 4).uncovered


def test_codes_that_are_alike_are_each_covered_as_they_are_asked_for(tmp_path):
    cover = "shift,days,min\nL,all,1\nM,Sat-Sun,1\nM,Mon-Fri,2\n"
    made = sd.build_template(hospital(tmp_path, cover), terms())
    assert counted(made) == {
        **{("L", d): 1 for d in range(7)},
        **{("M", d): 2 if d < 5 else 1 for d in range(7)},
    }


def test_a_weekend_on_call_is_a_pair_and_no_other_two_days_are(tmp_path):
    cover = "shift,days,min\nD,Mon-Fri,2\nC,Mon-Fri,1\nW,Sat-Sun,1\n"
    made = sd.build_template(hospital(tmp_path, cover), terms(), 6)
    assert made.uncovered == () and made.checked.breaches == ()
    cells = [cell for week in texts(made) for cell in week]
    pairs = [k % 7 for k in range(42) if {cells[k - 1], cells[k]} <= {"C", "W"}]
    assert set(pairs) <= {6} and len(pairs) == 1


def test_leave_counts_in_the_average_as_the_checker_counts_it(tmp_path):
    plain = sd.build_template(hospital(tmp_path, WARD), terms()).weeks
    away = hospital(tmp_path, WARD, hospital_toml="leave_days = 32\n")
    made = sd.build_template(away, terms())
    assert made.checked.breaches == () and made.weeks >= plain
    assert made.line.average_hours > made.line.average_hours_without_leave


def test_a_template_longer_than_the_reference_period_keeps_every_window(tmp_path):
    cover = "shift,days,min\nL,Mon-Thu,4\n"
    made = sd.build_template(hospital(tmp_path, cover), terms("acgme"), 9)
    assert made.checked.breaches == () and made.uncovered == ()


def test_the_same_steps_give_the_same_template(tmp_path):
    one = hospital(tmp_path, WARD)
    first, second = (sd.build_template(one, terms(), 7, steps=20, seed=3) for _ in range(2))
    assert texts(first) == texts(second) and first.levels == second.levels
    assert first.steps == second.steps > 0


def test_weights_of_patterns_are_the_hospitals(tmp_path):
    stated = (
        '[build]\npreset = "compliant_only"\nweights = { single_days_off = 7.5 }\n'
        'patterns = { weekends_in_row = "required" }\n'
    )
    asked = read_template_problem(hospital(tmp_path, WARD, hospital_toml=stated), terms())
    assert set(asked.steps.patterns) == {0, 750} and set(asked.bare.patterns) == {0}
    usual = read_template_problem(hospital(tmp_path, WARD), terms())
    assert max(usual.steps.patterns) > 750 and len(usual.bare.arcs) < len(usual.steps.arcs)


def test_another_order_of_the_weeks_keeps_every_step(tmp_path):
    asked = read_template_problem(hospital(tmp_path, WARD), terms())
    rolling = TemplateModel(asked, 9, 1)
    found = rolling.flow.solve(30)
    walk = rolling.base(found.walk)
    better, broken = order_weeks(asked, walk, 1)
    arcs = asked.steps.arcs
    assert Counter(walk) == Counter(better) and broken == 0
    for a, b in zip(better, better[1:] + better[:1], strict=True):
        assert arcs[a].after == arcs[b].before and (arcs[a].day + 1) % 7 == arcs[b].day
    before, after = (asked.line(one) for one in (walk, better))
    uneven = [unevenness(asked, line, 4) for line in (after, before)]
    assert least_unevenness(asked, after, 4) <= uneven[0] <= uneven[1]


@pytest.mark.parametrize("id", ["newdeal-2002", "ewtd", "acgme", "nz-rda"])
def test_what_is_barred_breaks_a_limit_whatever_else_is_worked(tmp_path, id):
    asked = read_template_problem(hospital(tmp_path, WARD), terms(id))
    draw, seen = Random(7), 0
    for _ in range(3):
        most = draw.choice((1, 2, 3))
        line = np.array([draw.choice([0, 1, 2, 3, *[most] * 12]) for _ in range(35)])
        for barred in draw.sample(found := asked.far.barred(line), min(12, len(found))):
            other = np.array([draw.choice([0, 0, 1, 2, 3]) for _ in range(35)])
            for day, groups in barred:
                other[day] = draw.choice(groups)
            assert asked.far.breaks(other[None]).any(), barred
            seen += 1
    assert seen


@pytest.mark.parametrize(
    ("cover", "files", "weeks", "says"),
    [
        ("shift,days,min\nL,2026-09-07,1\n", {}, 4, "a date in the cover of a template"),
        ("shift,days,min\nL,all,3\nN,Sat,2\n", {}, 4, "Sat needs 5 doctors"),
        (WARD, {}, 105, "no such template"),
        (WARD, {}, 0, "no such template"),
        ("shift,days,min\nL,all,0\n", {}, 4, "nothing to fill"),
        (
            "shift,days,min,competence\nL,all,1,lead\n",
            {"doctors_csv": "doctor,grade\nA,F1\n"},
            4,
            "A may not fill this place",
        ),
        (
            "shift,days,min,tier\nL,all,1,3\n",
            {"doctors_csv": "doctor,grade\nA,F1\n"},
            4,
            "A may not fill this place",
        ),
        (WARD, {"doctors_csv": "doctor,grade,start_week\nA,F1,9\n"}, 8, "A starts in a week"),
        (WARD, {"doctors_csv": "doctor,grade,template\nA,F1,other\n"}, 8, "of another name"),
        (
            WARD,
            {"shifts_csv": SHIFTS.replace("L,Long day,08:00,20:30", "L,Long day,08:00,22:30")},
            8,
            "a L breaks england-2016 by itself",
        ),
    ],
)
def test_what_no_template_can_be_is_said_before_the_search(tmp_path, cover, files, weeks, says):
    with pytest.raises(InputError, match=says):
        sd.build_template(hospital(tmp_path, cover, **files), terms(), weeks)
