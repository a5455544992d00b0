"""Spring: an hour less of rest bars what the law bars, with the states of patterns as without."""

from dataclasses import replace
from datetime import date

import numpy as np

import sevenday as sd
from sevenday.limits import Checker
from sevenday.limits.fold import EPSILON
from sevenday.limits.lines import dated
from sevenday.model import Rota
from sevenday.solver.engine.machine import NO_STATE
from sevenday.solver.plan.formulation import make_plan
from sevenday.solver.rota import level_search
from sevenday.solver.rota.params import BuildParams
from tests.solver import ward

FIRST = date(2026, 3, 16)
"""A fortnight before the Sunday on which the clocks go forward."""
SHIFTS = """code,name,start,end,kind,breaks
E,Early,07:00,17:00,resident,30+30
L,Long day,08:00,20:30,resident,30+30
V,Late,13:00,22:00,resident,30
N,Night,21:00,09:00,resident,30+30+30
"""
COVER = "service,shift,days,min\n" + "".join(f"ward,{code},all,1\n" for code in "ELVN")
TOML = f'contract = "england-2016"\nstarts = {FIRST}\nweeks = 4\n'
BEFORE, AFTER = 9, 20
"""Days between which a cell of every other line is changed: around the change."""


def spring_ward(tmp_path):
    return sd.read(ward.folder(tmp_path, shifts_csv=SHIFTS, cover_csv=COVER, hospital_toml=TOML))


def takes(problem, line):
    """Whether the machine of the first row takes a line, and what a spring night bars."""
    machine, state = problem.machines[0], int(problem.start[0])
    barred = 0
    for day, symbol in enumerate(line):
        barred += int(machine.adds[-1, problem.kind[day], state, symbol])
        state = int(machine.moves[problem.table[day], state, symbol])
        if state == NO_STATE:
            return False
    return barred <= problem.caps[0, -1]


def near_lawful(problem, draw, many):
    """Lines that the machine takes on other dates, half of them with one cell changed."""
    machine = problem.machines[0]
    lines = np.zeros((many, problem.shape[1]), np.int64)
    for line in lines:
        state = int(problem.start[0])
        for day in range(len(line)):
            may = np.flatnonzero(machine.moves[problem.table[day], state] != NO_STATE)
            line[day] = draw.choice(may[may > 0] if may.any() and draw.random() < 0.8 else may)
            state = int(machine.moves[problem.table[day], state, line[day]])
    odd = np.arange(1, many, 2)
    lines[odd, draw.integers(BEFORE, AFTER, len(odd))] = draw.integers(
        0, problem.shape[2], len(odd)
    )
    return lines


def test_states_bar_in_spring_what_the_checker_bars_with_patterns_and_without(tmp_path):
    hospital, terms = spring_ward(tmp_path), sd.contract("england-2016", on=f"{FIRST}")
    plan = make_plan(hospital, terms)
    law = plan.by_law().problem
    lines = near_lawful(law, np.random.default_rng(4), 1500)
    names = tuple(f"Doctor {k}" for k in range(len(lines)))
    codes = np.array(plan.codes)[lines].astype(np.int16)
    doctors = tuple(replace(hospital.doctors[0], name=name) for name in names)
    made = replace(hospital, doctors=doctors, rota=Rota(names, FIRST, codes))
    checker = Checker(made, terms)
    ids = [rule.id for rule in checker.rules[0]]
    sums = ("hours.average_week", "hours.weekend_frequency", "hours.in_168h")
    rests, week = [k for k, id_ in enumerate(ids) if id_ not in sums], ids.index(sums[2])
    in_time, by_clock = (
        checker.slack(dated(made, made.rota), changing) for changing in (True, False)
    )
    passed = np.asarray((in_time[:, rests] >= -EPSILON).all(1))
    passed &= by_clock[:, week] >= -EPSILON  # windows know no dates: the checker has them
    lawful = np.array([takes(law, line) for line in lines.tolist()])
    assert (lawful == passed).all()
    on_other_dates = np.asarray((by_clock[:, rests] >= -EPSILON).all(1))
    assert (on_other_dates & ~passed).sum() > 20 and passed.sum() > 500
    assert (lawful == [takes(plan.problem, line) for line in lines.tolist()]).all()


def test_every_level_is_sought_in_a_rota_over_the_spring_change(tmp_path, monkeypatch):
    turns = []
    search = level_search.search

    def counted(problem, **given):
        if "enough" in given:  # a turn, and no trial of shares that are nearer
            turns.append(given["start"])
        return search(problem, **given)

    monkeypatch.setattr(level_search, "search", counted)
    terms = sd.contract("england-2016", on=f"{FIRST}")
    hospital = spring_ward(tmp_path)
    made = sd.build(hospital, terms, seconds=2, seed=1, steps=4)
    stages = level_search.stages_of(level_search.asked_levels(hospital))
    assert len(turns) == len(level_search._turns(stages, BuildParams().first_share)) > len(stages)
    assert turns[0] is None and all(start is not None for start in turns[1:])
    assert made.checked.breaches == ()
