"""A ward of nine doctors, as a folder that a test can change file by file."""

from datetime import date
from pathlib import Path

import sevenday as sd

SHIFTS = """code,name,start,end,kind,breaks
D,Day,08:00,16:30,resident,30
L,Long day,08:00,20:30,resident,30+30
N,Night,20:30,08:00,resident,30+30
"""
COVER = """service,shift,days,min,ideal,max,tier,competence,rank
ward,L,all,1,1,1,,,1
ward,N,all,1,1,1,,,1
clinic,D,working,1,2,,,lead,3
"""
FIRST = date(2026, 9, 7)


def folder(tmp_path: Path, **files: str) -> Path:
    doctors = ["doctor,grade,tier,competences"]
    doctors += [f"Doctor {k},CT1,1,{'lead' if k < 5 else ''}" for k in range(1, 10)]
    made = {
        "shifts.csv": SHIFTS,
        "cover.csv": COVER,
        "doctors.csv": "\n".join(doctors) + "\n",
        "hospital.toml": f'name = "Ward"\ncontract = "england-2016"\nstarts = {FIRST}\nweeks = 4\n',
    }
    tmp_path.mkdir(exist_ok=True)
    for name, text in (made | {k.replace("_", "."): v for k, v in files.items()}).items():
        (tmp_path / name).write_text(text)
    return tmp_path


def terms():
    return sd.contract("england-2016", on="2026-09-07")
