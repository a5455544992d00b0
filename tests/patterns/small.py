"""Small hospitals for tests of patterns."""

from datetime import date
from pathlib import Path

import numpy as np

import sevenday as sd
from sevenday.model import Hospital, Rota

SHIFTS = (
    "code,name,start,end,kind,breaks\nE,Early,08:00,16:00,resident,30\n"
    "L,Late,14:00,22:00,resident,30\nX,Long,08:00,20:30,resident,30+30+30\n"
    "N,Night,20:30,08:30,resident,30+30+30\n"
)
CELL = {"-": "", "A": "AL", "S": "SL"}


def terms():
    """The contract in force in September 2026."""
    return sd.contract("england-2016", on="2026-09-07")


def hospital(folder: Path, toml: str = "", **files: str) -> Hospital:
    """A folder of two doctors and four shifts, with what a test adds."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = {
        "hospital_toml": toml,
        "shifts_csv": SHIFTS,
        "doctors_csv": "doctor,grade\nDoctor 1,CT1\nDoctor 2,CT1\n",
        "cover_csv": "shift,days,min\nE,all,1\n",
    } | files
    for name, text in texts.items():
        folder.joinpath(name.replace("_", ".")).write_text(text, "utf-8")
    return sd.read(folder)


def with_lines(one: Hospital, lines: list[str], first: date) -> Hospital:
    """The hospital with a rota of lines of letters."""
    from dataclasses import replace

    codes = np.array([[one.cells.code(CELL.get(c, c)) for c in line] for line in lines], np.int16)
    names = tuple(f"Doctor {k}" for k in range(1, len(lines) + 1))
    doctors = tuple(replace(one.doctors[0], name=name) for name in names)
    return replace(one, doctors=doctors, rota=Rota(names, first, codes))
