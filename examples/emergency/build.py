"""Make the example department: python examples/emergency/build.py [FOLDER].

It writes emergency-2026 and emergency/SOURCE.md in the folder of examples (or FOLDER).
Synthetic: no hospital's rota, and no person's. Seeded: the same bytes on every run.
"""

import csv
import sys
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from random import Random

from demand import days, starts
from figures import RANKS, SHIFTS, TEAMS, Team, figure, whole
from source import page

HERE = Path(__file__).parent
SERVICE = "synthetic ED"
NAME = "Synthetic Emergency Department, August 2026 to February 2027"
FIRST = date(2026, 8, 5)
SEED = 20260805
FRIDAY = 4
Row = Mapping[str, object]


def table(path: Path, columns: str, rows: list[Row]) -> None:
    """A CSV of the columns named; other keys of a row are for the script."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(
            file, columns.split(","), extrasaction="ignore", lineterminator="\n"
        )
        writer.writeheader()
        writer.writerows(rows)


def posts(team: Team, rng: Random) -> Iterator[Row]:
    """A team's posts: who is part time, and who has which competence, is drawn."""
    grades = [grade for grade, count in team.grades.items() for _ in range(count)]
    short = [wte for wte, count in team.part_time.items() for _ in range(count)]
    shares = [*short, *[1.0] * (len(grades) - len(short))]
    rng.shuffle(shares)
    holders = {name: set(rng.sample(range(len(grades)), count)) for name, count in team.competences}
    for k, (grade, wte) in enumerate(zip(grades, shares, strict=True)):
        yield {
            "doctor": f"Synthetic-{team.short}-{k + 1:02}",
            "grade": grade,
            "wte": wte,
            "tier": team.tier,
            "service": SERVICE,
            "competences": ";".join(name for name, who in holders.items() if k in who),
            "weekly_hours_min": f"{wte * figure('hours_least'):.1f}",
            "weekly_hours_max": f"{wte * figure('hours_most'):.1f}",
        }


def cover() -> Iterator[Row]:
    """Every place, by kind of day and tier."""
    for day in days():
        for team in TEAMS:
            for shift, count in starts(day, team.tier).items():
                if shift != "N":
                    yield _place(shift, day.days, count, team.tier)
    for team in TEAMS:
        night = whole(f"night_{team.tier}")
        skill = "resus" if team.tier > 1 else ""
        yield {**_place("N", "all", night, team.tier, skill), "max": night}
        yield _place("D", "working", whole(f"clinic_{team.tier}"), team.tier)
    yield _place("T", "all", whole("children"), 1, "children")


def _place(shift: str, on: str, count: int, tier: int, competence: str = "") -> dict[str, object]:
    return {
        "service": SERVICE,
        "shift": shift,
        "days": on,
        "min": count,
        "ideal": count,
        "tier": tier,
        "competence": competence,
        "rank": RANKS[shift],
    }


def requests(doctors: list[Row], rng: Random) -> Iterator[Row]:
    """Leave in weeks and a rest of days, the weekends beside it, other days off, a shift or two."""
    dates = [FIRST + timedelta(days=k) for k in range(7 * whole("weeks"))]
    mondays = [day for day in dates if day.weekday() == 0 and day + timedelta(days=FRIDAY) in dates]
    away = {(tier, day): 0 for tier in (1, 2) for day in dates}
    for doctor in rng.sample(doctors, len(doctors)):
        name, tier = doctor["doctor"], int(str(doctor["tier"]))
        left = round(figure("leave_days") * float(str(doctor["wte"])))
        busy: set[date] = set()
        for monday in rng.sample(mondays, len(mondays)):
            week = [monday + timedelta(days=k) for k in range(min(left, whole("leave_block")))]
            if not week or any(away[tier, day] >= whole(f"away_{tier}") for day in week):
                continue
            left -= len(week)
            yield {"doctor": name, "from": week[0], "to": week[-1], "want": "leave"}
            for day in week:
                away[tier, day] += 1
                busy.add(day)
            if len(week) == whole("leave_block"):
                for saturday in (monday - timedelta(days=2), monday + timedelta(days=5)):
                    span = [day for day in (saturday, saturday + timedelta(days=1)) if day in dates]
                    if span and not busy.intersection(span):
                        busy.update(span)
                        yield {
                            "doctor": name,
                            "from": span[0],
                            "to": span[-1],
                            "want": "off",
                            "weight": whole("beside_leave"),
                        }
        if left:
            raise ValueError(f"{name}: {left} days of leave find no place")
        free = [day for day in dates if day not in busy]
        for day in sorted(rng.sample(free, whole("off"))):
            free.remove(day)
            yield {
                "doctor": name,
                "from": day,
                "to": day,
                "want": "off",
                "weight": rng.randint(1, whole("heaviest")),
            }
        if rng.random() < figure("on"):
            day = rng.choice(free)
            yield {
                "doctor": name,
                "from": day,
                "to": day,
                "shift": rng.choice("EMTN"),
                "want": "on",
                "weight": rng.randint(1, whole("heaviest")),
            }


def write(folder: Path) -> None:
    """The department's folder."""
    folder.mkdir(parents=True, exist_ok=True)
    rng = Random(SEED)
    doctors = [post for team in TEAMS for post in posts(team, rng)]
    if len(doctors) != whole("doctors"):
        raise ValueError(f"{len(doctors)} doctors")
    (folder / "hospital.toml").write_text(
        f'# SYNTHETIC: no hospital\'s rota. See SOURCE.md.\nname = "{NAME}"\n'
        f'contract = "england-2016"\nstarts = {FIRST}\nweeks = {whole("weeks")}\n\n'
        "[settings]\nweekend_1_in_2_agreed = true  # our assumption, as in many such departments\n",
        encoding="utf-8",
    )
    shifts: list[Row] = [
        {
            "code": code,
            "name": name,
            "start": start,
            "end": end,
            "kind": "resident",
            "breaks": breaks,
            "service": SERVICE,
        }
        for code, name, start, end, breaks, _ in SHIFTS
    ]
    table(folder / "shifts.csv", "code,name,start,end,kind,breaks,service", shifts)
    columns = "doctor,grade,wte,tier,competences,service,weekly_hours_min,weekly_hours_max"
    table(folder / "doctors.csv", columns, doctors)
    table(
        folder / "cover.csv", "service,shift,days,min,ideal,max,tier,competence,rank", list(cover())
    )
    order = {doctor["doctor"]: k for k, doctor in enumerate(doctors)}
    asked = sorted(requests(doctors, rng), key=lambda row: (order[row["doctor"]], str(row["from"])))
    table(folder / "requests.csv", "doctor,from,to,shift,want,weight", asked)
    (folder / "SOURCE.md").write_text(
        f"# {NAME}: synthetic\n\nMade by `examples/emergency/build.py`: no hospital's rota and "
        "nobody's name. Where each number comes from stands in "
        "[`examples/emergency/SOURCE.md`](../emergency/SOURCE.md).\n",
        encoding="utf-8",
    )


def main() -> None:
    """The department, and SOURCE.md."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parent
    write(target / "emergency-2026")
    (target / "emergency").mkdir(exist_ok=True)
    (target / "emergency" / "SOURCE.md").write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
