"""Hospitals for the walkout's benchmark: large ones of copies of an example, and a wide service."""

import csv
import shutil
from pathlib import Path

SERVICES, LARGE = 30, 4
"""Services of the large hospital, and copies of the example that they come from."""


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a table."""
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def write(path: Path, rows: list[dict[str, str]]) -> None:
    """A table from its rows."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(rows[0]))
        table.writeheader()
        table.writerows(rows)


def large_hospital(example: Path, folder: Path) -> Path:
    """Copies of an example in one folder: 30 services, some 1,100 doctors.

    Competences are of a copy; one substitute in ten has those of the next copy too, so that the
    copies are not apart.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("shifts.csv", "walkout.toml", "hospital.toml"):
        shutil.copy(example / name, folder / name)
    tables = {
        n: rows_of(example / f"{n}.csv")
        for n in ("doctors", "rota", "cover", "substitutes", "electives")
    }
    services = list(dict.fromkeys(row["service"] for row in tables["cover"]))
    made: dict[str, list[dict[str, str]]] = {name: [] for name in tables}
    for k in range(LARGE):
        there = {s for j, s in enumerate(services) if k * len(services) + j < SERVICES}
        names = {
            r["doctor"] for r in tables["doctors"] if not r["service"] or r["service"] in there
        }
        for row in tables["doctors"]:
            if row["doctor"] in names:
                made["doctors"].append(
                    {
                        **row,
                        "doctor": f"{row['doctor']}-{k}",
                        "service": _of(row["service"], k),
                        "competences": _all_of(row["competences"], k),
                        "template": "",
                        "start_week": "",
                    }
                )
        made["rota"] += [
            {**r, "doctor": f"{r['doctor']}-{k}"} for r in tables["rota"] if r["doctor"] in names
        ]
        made["cover"] += [
            {**r, "service": _of(r["service"], k), "competence": _of(r["competence"], k)}
            for r in tables["cover"]
            if r["service"] in there
        ]
        for n, row in enumerate(tables["substitutes"]):
            both = (k, (k + 1) % LARGE) if n % 10 == 0 else (k,)
            made["substitutes"].append(
                {
                    **row,
                    "name": f"{row['name']}-{k}",
                    "competences": " ".join(_all_of(row["competences"], j) for j in both),
                    "planned_list": _of(row["planned_list"], k),
                }
            )
        for row in tables["electives"]:
            frees = "; ".join(
                f"{name.strip()}-{k}" for name in row["frees"].split(";") if name.strip()
            )
            made["electives"].append(
                {
                    **row,
                    "list": _of(row["list"], k),
                    "service": _of(row["service"], k),
                    "frees": frees,
                }
            )
    for name, rows in made.items():
        write(folder / f"{name}.csv", rows)
    return folder


def _of(name: str, k: int) -> str:
    return f"{name} {k}".replace(" ", "-") if name else ""


def _all_of(names: str, k: int) -> str:
    return " ".join(_of(name, k) for name in names.split())


def wide_hospital(folder: Path, wide: int = 20) -> Path:
    """One service of so many places, each with a competence of its own, day and night for 5 days.

    Each doctor and substitute can fill two places that are next to each other.
    """
    folder.mkdir(parents=True, exist_ok=True)
    places = range(wide)
    write(
        folder / "shifts.csv",
        [
            {"code": "D", "start": "08:00", "end": "20:00"},
            {"code": "N", "start": "20:00", "end": "08:00"},
        ],
    )
    write(
        folder / "cover.csv",
        [
            {
                "service": "wide",
                "shift": shift,
                "days": "all",
                "min": "1",
                "tier": "1",
                "competence": f"c{k}",
                "rank": f"{1 + k % 2}",
            }
            for shift in "DN"
            for k in places
        ],
    )
    names = [(f"R{shift}{k}", shift, k) for shift in "DN" for k in places]
    write(
        folder / "doctors.csv",
        [
            {
                "doctor": name,
                "grade": "ST4",
                "tier": "2",
                "service": "wide",
                "competences": f"c{k} c{(k + 1) % wide}",
            }
            for name, _, k in names
        ],
    )
    write(
        folder / "rota.csv",
        [
            {"doctor": name} | {f"2026-03-{d:02}": shift for d in range(9, 16)}
            for name, shift, _ in names
        ],
    )
    write(
        folder / "substitutes.csv",
        [
            {
                "name": f"S{n}",
                "tier": "3",
                "competences": f"c{n % wide} c{(n + 3) % wide}",
                "max_hours": "37.5",
                "rate": f"{100 + n % 7 * 10}",
                "consent": "yes",
            }
            for n in range(6 * wide)
        ],
    )
    (folder / "walkout.toml").write_text(
        'union = "BMA"\nnotice_received = 2026-02-18\ncalled_out = ["ST4"]\n[[windows]]\n'
        "start = 2026-03-10T07:00:00\nend = 2026-03-15T07:00:00\n"
        "[[turnout]]\nmean = 0.425\nrho = 0.06\n"
    )
    return folder
