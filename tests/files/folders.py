"""A small hospital's files, for tests to spoil."""

from pathlib import Path

SHIFTS = "code,start,end\nD,09:00,17:00\nL,08:30,21:00\nN,20:30,09:00\n"
DATES = "2026-09-07,2026-09-08,2026-09-09"
ROTA = f"doctor,{DATES}\nA,D,D,D\nB,,N,\n"
DOCTORS = "doctor,grade\nA,F1\nB,ST4\n"
TEMPLATE = "week,Mon,Tue,Wed,Thu,Fri,Sat,Sun\n1,D,D,D,D,D,,\n2,N,N,N,N,,,\n"


def folder(path: Path, **files: str | bytes) -> Path:
    """A folder of files: keyword rota="..." is rota.csv, hospital="..." hospital.toml."""
    kept = {"shifts": SHIFTS, "rota": ROTA} | files
    for name, text in kept.items():
        if text is None:
            continue
        file = path / f"{name.replace('_', '-')}.{'toml' if name == 'hospital' else 'csv'}"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path
