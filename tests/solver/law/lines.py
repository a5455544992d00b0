"""Lines to try a contract's automaton with, and what the checker says of them."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np

import sevenday as sd
from sevenday.limits import Checker
from sevenday.limits.fold import EPSILON
from sevenday.limits.kinds import KIND
from sevenday.limits.kinds.table import Kind
from sevenday.limits.lines import dated
from sevenday.model import Rota
from sevenday.solver.engine.machine import NO_STATE

SHIFTS = """code,name,start,end,kind,breaks,work_hours,work_night,work_episodes,rest_continuous
D,Day,08:00,17:00,resident,30,,,,
E,Early,08:00,18:00,resident,30+30,,,,
M,Mid,12:00,22:00,resident,30+30,,,,
T,Late,14:00,00:00,resident,30+30,,,,
N,Night,22:00,08:00,resident,30+30,,,,
L,Long day,08:00,20:30,resident,30+30,,,,
V,Long evening,13:00,23:30,resident,30+30,,,,
C,Call,17:00,09:00,on-call,,4,1,2,6
"""
MONDAY = date(2026, 1, 5)


def hospital(tmp_path: Path):
    texts = {
        "shifts.csv": SHIFTS,
        "doctors.csv": "doctor,grade\nA,ST4\n",
        "cover.csv": "service,shift,days,min\nward,D,all,1\n",
        "hospital.toml": f'contract = "england-2016"\nstarts = {MONDAY}\nweeks = 4\n',
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    return sd.read(tmp_path)


def walks(law, draw, many=1500, days=18):
    """Lines that the machine takes, half of them with one cell changed: near what is lawful."""
    lines = np.zeros((many, days), np.int64)
    for line in lines:
        state = law.rested
        for day in range(days):
            may = np.flatnonzero(law.moves[day % len(law.moves), state] != NO_STATE)
            worked = may[may > 0]
            choice = worked if len(worked) and draw.random() < 0.75 else may
            line[day] = draw.choice(choice)
            state = law.after(state, line[day], day)
    odd = np.arange(1, many, 2)
    lines[odd, draw.integers(0, days, len(odd))] = draw.integers(0, len(law.groups), len(odd))
    return lines


def ends(law, line):
    state = law.rested
    for day, group in enumerate(line):  # from a Monday on
        state = NO_STATE if state == NO_STATE else law.after(state, group, day)
    return state


def checked(read, contract, cells):
    """Which lines of cells the checker passes, averages and weekends aside."""
    names = tuple(f"Doctor {k}" for k in range(len(cells)))
    doctors = tuple(replace(read.doctors[0], name=name) for name in names)
    made = replace(read, doctors=doctors, rota=Rota(names, MONDAY, cells.astype(np.int16)))
    checker = Checker(made, contract)
    kinds = [int(rule.row[KIND]) for rule in checker.rules[0]]
    short = [k for k, kind in enumerate(kinds) if kind not in (Kind.AVERAGE, Kind.FREQUENCY)]
    return (checker.slack(dated(made, made.rota))[:, short] >= -EPSILON).all(1)
