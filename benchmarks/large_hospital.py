"""A synthetic hospital of 150 doctors over 26 weeks, for the benchmark of builds.

    python benchmarks/large_hospital.py FOLDER [--seed 1] [--weeks 26]

It writes the folder that `sevenday build` reads. Six services of two tiers, some with a competence
that a place asks for, a resuscitation team that two services share, a fifth of the doctors part
time, leave in weeks with the weekends beside it asked off, and single days asked off or on. Made
for Sevenday: no hospital's rota, and no person's. Every number is our assumption. Seeded: the same
bytes on every run.

Each team is asked for nights, long days and, with what hours are left, day shifts, so that the
least of all places takes `LEAST` of the hours that its doctors have and the ideal `IDEAL` of them.
"""

import argparse
import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple

FIRST = date(2027, 2, 3)
WEEKS = 26
HOURS = 40.0
"""Hours of a calendar week that a whole-time doctor has, leave left out; 41 at most."""
LEAST, IDEAL = 0.86, 0.94
PART_TIME = 0.2
LEAVE_WEEKS, STUDY_DAYS = 2, 3
AWAY = 0.15
"""The part of a team that may be on leave on one day."""
DAYS_OFF, SHIFT_ON = 3, 0.3
"""Single days that each doctor asks off, and the share of doctors who ask for one shift."""

SHIFTS = """code,name,start,end,kind,breaks
D,Day,08:00,17:00,resident,30
L,Long day,08:00,20:30,resident,30+30
N,Night,20:00,08:30,resident,30+30+30
E,Early,08:00,18:00,resident,30+30
M,Mid,12:00,22:00,resident,30+30
T,Late,14:00,00:00,resident,30+30
X,Emergency night,22:00,08:00,resident,30+30
"""
LENGTH = {"D": 9.0, "L": 12.5, "N": 12.5, "E": 10.0, "M": 10.0, "T": 10.0, "X": 10.0}
RANK = {"N": 1, "X": 1, "L": 2, "M": 2, "T": 2, "E": 3, "D": 4}
Row = dict[str, object]


class Team(NamedTuple):
    """Doctors of one tier of a service: what is needed every day, and what fills their hours."""

    service: str
    tier: int
    doctors: int
    every_day: dict[str, int]
    fills: str
    competence: str = ""
    holders: float = 0.0


TEAMS = (
    Team("medicine", 1, 28, {"N": 3, "L": 3}, "D"),
    Team("medicine", 2, 15, {"N": 1, "L": 2}, "D", "resus", 0.7),
    Team("emergency", 1, 18, {"X": 2, "T": 2, "M": 1}, "E"),
    Team("emergency", 2, 10, {"X": 1, "T": 1}, "E", "resus", 0.9),
    Team("surgery", 1, 13, {"N": 1, "L": 2}, "D"),
    Team("surgery", 2, 9, {"N": 1, "L": 1}, "D"),
    Team("intensive care", 1, 10, {"N": 1, "L": 1}, "D", "airway", 0.6),
    Team("intensive care", 2, 11, {"N": 1, "L": 1}, "D", "airway", 1.0),
    Team("paediatrics", 1, 10, {"N": 1, "L": 1}, "D", "newborn", 0.6),
    Team("paediatrics", 2, 9, {"N": 1, "L": 1}, "D", "newborn", 0.8),
    Team("obstetrics", 1, 9, {"N": 1, "L": 1}, "D"),
    Team("obstetrics", 2, 8, {"N": 1, "L": 1}, "D"),
)
GRADES = {1: ("F2", "CT1", "CT2", "ST1", "ST2"), 2: ("ST3", "ST4", "ST5", "ST6", "SAS")}


def write(path: Path, columns: str, rows: list[Row]) -> None:
    """A table from its rows."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, columns.split(","), restval="", lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


def posts(team: Team, draw: Random) -> Iterator[Row]:
    """A team's posts, with who is part time and who has its competence drawn."""
    part = set(draw.sample(range(team.doctors), round(PART_TIME * team.doctors)))
    able = set(draw.sample(range(team.doctors), round(team.holders * team.doctors)))
    for k in range(team.doctors):
        wte = draw.choice((0.6, 0.8)) if k in part else 1.0
        yield {
            "doctor": f"{team.service.title()} {team.tier}-{k + 1:02}",
            "grade": draw.choice(GRADES[team.tier]),
            "wte": wte,
            "tier": team.tier,
            "competences": team.competence if k in able else "",
            "service": team.service,
            "weekly_hours_max": f"{(HOURS + 1) * wte:.1f}",
        }


def cover(team: Team, wte: float) -> Iterator[Row]:
    """The places of a team of so many whole times."""
    for shift, least in team.every_day.items():
        yield _place(team, shift, "all", least, least, least)
    if team.competence:
        night = next(shift for shift in team.every_day if shift in "NX")
        yield _place(team, night, "all", 1, 1) | {"competence": team.competence}
    absent = (5 * LEAVE_WEEKS + STUDY_DAYS) / (5 * WEEKS)
    fixed = 7 * sum(LENGTH[shift] * least for shift, least in team.every_day.items())
    least, ideal = (
        max(1, int((part * HOURS * (1 - absent) * wte - fixed) / (5 * LENGTH[team.fills])))
        for part in (LEAST, IDEAL)
    )
    yield _place(team, team.fills, "Mon-Fri", least, ideal)


def _place(
    team: Team, shift: str, days: str, least: int, ideal: int, most: int | None = None
) -> Row:
    place: Row = {"service": team.service, "shift": shift, "days": days, "tier": team.tier}
    many = {"min": least, "ideal": ideal, "max": "" if most is None else most}
    return place | many | {"rank": RANK[shift]}


def requests(team: Team, doctors: list[Row], weeks: int, draw: Random) -> Iterator[Row]:
    """Weeks of leave and the weekends beside them, days of study, days off, a shift or two."""
    dates = [FIRST + timedelta(days=k) for k in range(7 * weeks)]
    mondays = [day for day in dates if day.weekday() == 0 and day + timedelta(days=4) in dates]
    away = dict.fromkeys(dates, 0)
    most = max(1, round(AWAY * len(doctors)))
    for doctor in draw.sample(doctors, len(doctors)):
        busy: set[date] = set()

        def ask(first: date, days: int, want: str, doctor: Row = doctor, **more: object) -> Row:
            last = first + timedelta(days=days - 1)
            return {"doctor": doctor["doctor"], "from": first, "to": last, "want": want} | more

        left = max(1, round(LEAVE_WEEKS * weeks / WEEKS))
        for monday in draw.sample(mondays, len(mondays)):
            week = [monday + timedelta(days=k) for k in range(5)]
            if not left or busy.intersection(week) or any(away[day] >= most for day in week):
                continue
            left -= 1
            yield ask(monday, 5, "leave")
            busy.update(week)
            for day in week:
                away[day] += 1
            for saturday in (monday - timedelta(days=2), monday + timedelta(days=5)):
                both = {saturday, saturday + timedelta(days=1)}
                if both <= set(dates) and not both & busy:
                    busy |= both
                    yield ask(saturday, 2, "off", weight=5)
        free = [day for day in dates if day not in busy]
        study = [day for day in free if day.weekday() < 5 and away[day] < most]
        for day in draw.sample(study, min(len(study), round(STUDY_DAYS * weeks / WEEKS))):
            away[day] += 1
            free.remove(day)
            yield ask(day, 1, "leave", shift="SL")
        for day in sorted(draw.sample(free, DAYS_OFF)):
            free.remove(day)
            yield ask(day, 1, "off", weight=draw.randint(1, 3))
        if draw.random() < SHIFT_ON:
            shift = draw.choice([*team.every_day])
            yield ask(draw.choice(free), 1, "on", shift=shift, weight=draw.randint(1, 3))


def make(folder: Path, seed: int = 1, weeks: int = WEEKS) -> Path:
    """Write the hospital's folder: doctors, shifts, cover, requests."""
    draw = Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    doctors, places, asked = [], [], []
    for team in TEAMS:
        mine = list(posts(team, draw))
        doctors += mine
        places += cover(team, sum(float(str(doctor["wte"])) for doctor in mine))
        asked += requests(team, mine, weeks, draw)
    for shift in ("L", "N"):  # one who can lead, of whichever service
        places.append({"shift": shift, "days": "all", "min": 1, "competence": "resus", "rank": 1})
    (folder / "hospital.toml").write_text(
        f'# SYNTHETIC: no hospital\'s rota.\nname = "Synthetic hospital of {len(doctors)}"\n'
        f'contract = "england-2016"\nstarts = {FIRST}\nweeks = {weeks}\n\n[settings]\n'
        "weekend_1_in_2_agreed = true  # our assumption\n",
        encoding="utf-8",
    )
    (folder / "shifts.csv").write_text(SHIFTS, encoding="utf-8")
    write(
        folder / "doctors.csv",
        "doctor,grade,wte,tier,competences,service,weekly_hours_max",
        doctors,
    )
    write(folder / "cover.csv", "service,shift,days,min,ideal,max,tier,competence,rank", places)
    write(folder / "requests.csv", "doctor,from,to,shift,want,weight", asked)
    return folder


def main() -> None:
    """Write the folder that is asked for."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("folder", type=Path)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--weeks", type=int, default=WEEKS)
    asked = options.parse_args()
    print(make(asked.folder, asked.seed, asked.weeks))


if __name__ == "__main__":
    main()
