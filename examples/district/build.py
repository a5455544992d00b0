"""Make the example hospital, twice: python examples/district/build.py [FOLDER].

It writes district-2016, district-2025 and district/SOURCE.md in the folder of examples (or FOLDER).
Synthetic: no hospital's rota, and no person's. Seeded: the same bytes on every run.
"""

import csv
import json
import sys
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple

from figures import figure
from patients import arrivals, beds
from patients import settings as flow_settings
from planned import electives, substitutes
from rotas import HOURS, SERVICES, Service, Team, places, team_name, template
from source import page

from sevenday.clock import bank_holidays

HERE = Path(__file__).parent
NAME = "Synthetic District General"
SEED = 20160426
CALLED_OUT = ("F1", "F2", "CT1", "CT2", "CT3", "CT4", *(f"ST{n}" for n in range(1, 9)))
FLOW = 2016
"""The edition that has patients, for `sevenday flow`."""
Rows = list[dict[str, object]]


class Edition(NamedTuple):
    """One of the two walkouts, and the weeks of rota round it."""

    year: int
    contract: str
    first: date
    weeks: int
    windows: tuple[tuple[datetime, datetime], ...]
    ballot: str
    settings: str = ""

    @property
    def days(self) -> list[date]:
        """The dates of the rota."""
        return [self.first + timedelta(days=k) for k in range(7 * self.weeks)]


EDITIONS = (
    Edition(
        2016,
        "newdeal-2002",
        date(2016, 4, 11),
        4,
        (
            (datetime(2016, 4, 26, 8), datetime(2016, 4, 26, 17)),
            (datetime(2016, 4, 27, 8), datetime(2016, 4, 27, 17)),
        ),
        # More than 37,000 balloted; 27,741 yes and 564 no (walkouts.md 1.1). Dates: see SOURCE.md.
        "ballot_opened = 2015-11-05\nballot_closed = 2015-11-18\nnotice_received = 2016-04-12\n",
        '\n[settings]\npattern = "full"\n',
    ),
    Edition(
        2025,
        "england-2016",
        date(2025, 10, 27),
        10,
        ((datetime(2025, 11, 14, 7), datetime(2025, 11, 19, 7)),),
        "ballot_opened = 2025-05-27\nballot_closed = 2025-07-07\nnotice_received = 2025-10-23\n",
    ),
)
BALLOTS = {2016: (37_155, 28_305, 27_741), 2025: (53_766, 29_741, 26_766)}
"""Entitled, votes, yes: see SOURCE.md for what is known of them."""


def table(path: Path, columns: str, rows: Iterable[Mapping[str, object]]) -> None:
    """A CSV of the columns named; other keys of a row are for the script."""
    names = columns.split(",")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def posts() -> list[tuple[dict[str, object], Service, Team]]:
    """Every post with its service and team: doctor k of a team starts in week k, by turns."""
    found = []
    for service in SERVICES:
        for team in service.teams:
            grades = [grade for grade, count in team.grades.items() for _ in range(count)]
            weeks = len(template(service, team))
            if len(grades) != weeks * team.each:
                raise ValueError(f"{team_name(service, team)}: {len(grades)} grades")
            Random(SEED).shuffle(grades)
            for k, grade in enumerate(grades):
                row: dict[str, object] = {
                    "doctor": f"{team_name(service, team)}-{k + 1:02}",
                    "grade": grade,
                    "tier": team.tier,
                    "competences": team.competences,
                    "service": service.name,
                    "template": team_name(service, team),
                    "start_week": k % weeks + 1,
                }
                found.append((row, service, team))
    return found


def rolled(edition: Edition, rng: Random) -> Rows:
    """The templates rolled out, without normal days on bank holidays, and with annual leave.

    Leave takes the normal days of a doctor's week that has no other duty, where the service keeps
    the number that it wants on each of them.
    """
    closed = bank_holidays(edition.days[0], edition.days[-1])
    rows: Rows = []
    spare: dict[tuple[str, date], int] = {}
    for post, service, team in posts():
        cycle = [code for week in template(service, team) for code in week]
        begin = 7 * (int(str(post["start_week"])) - 1)
        row: dict[str, object] = {"doctor": post["doctor"]}
        for k, day in enumerate(edition.days):
            code = cycle[(begin + k) % len(cycle)]
            row[f"{day}"] = "" if code.endswith("-D") and day in closed else code
            if row[f"{day}"] == f"{service.code}-D":
                key = (service.code, day)
                spare[key] = spare.get(key, -service.weekday.ideal) + 1
        rows.append(row)
    weeks = [edition.days[k : k + 7] for k in range(0, 7 * edition.weeks, 7)]
    for row in rng.sample(rows, len(rows)):
        code = str(row["doctor"])[:-4].rstrip("12")
        for week in weeks:
            duties = [day for day in week if row[f"{day}"]]
            normal = all(row[f"{day}"] == f"{code}-D" for day in duties)
            asked = normal and rng.random() < figure("leave")
            if asked and all(spare[code, day] > 0 for day in duties):
                for day in duties:
                    row[f"{day}"] = "AL"
                    spare[code, day] -= 1
    return rows


def counts(edition: Edition, rota: Rows, rng: Random) -> Rows:
    """A morning's count, drawn from the walkout's own turnout: those due to start by 09:00."""
    day = edition.windows[0][0].date()
    starts = {str(place["shift"]): HOURS[str(place["letter"])][1] for place in places()}
    groups: dict[tuple[str, int, str], int] = {}
    for row, (_, service, team) in zip(rota, posts(), strict=True):
        code = str(row[f"{day}"])
        if starts.get(code) == "08:00":
            key = (service.name, team.tier, code)
            groups[key] = groups.get(key, 0) + 1
    mean, strength = 1 - figure(f"out_{edition.year}"), 1 / figure("rho") - 1
    rows: Rows = []
    for (service_name, tier, code), due in groups.items():
        share = rng.betavariate(mean * strength, (1 - mean) * strength)
        rows.append(
            {
                "service": service_name,
                "tier": tier,
                "shift": code,
                "date": f"{day}",
                "rostered": due,
                "present": sum(rng.random() < share for _ in range(due)),
            }
        )
    return rows


def walkout(edition: Edition) -> str:
    """walkout.toml."""
    entitled, votes, yes = BALLOTS[edition.year]
    windows = "".join(
        f"\n[[windows]]\nstart = {start:%Y-%m-%dT%H:%M:%S}\nend = {end:%Y-%m-%dT%H:%M:%S}\n"
        for start, end in edition.windows
    )
    return (
        f'# {NAME}: SYNTHETIC, see SOURCE.md.\nunion = "BMA"\n{edition.ballot}'
        'agreed_shorter = false\naction = "full"\nstate = "going-ahead"\n'
        f"called_out = {json.dumps(CALLED_OUT)}\n{windows}"
        f"\n[[ballot]]\nentitled = {entitled}\nvotes = {votes}\nyes = {yes}\n"
        f"\n[[turnout]]\nmean = {figure(f'out_{edition.year}')}\nrho = {figure('rho')}\n"
    )


def write(edition: Edition, folder: Path) -> None:
    """One edition's folder."""
    folder.mkdir(parents=True, exist_ok=True)
    rng = Random(SEED + edition.year)
    start, end = edition.windows[0][0], edition.windows[-1][1]
    (folder / "hospital.toml").write_text(
        f'# SYNTHETIC: no hospital\'s rota. See SOURCE.md.\nname = "{NAME}"\n'
        f'contract = "{edition.contract}"\nstarts = {edition.first}\nweeks = {edition.weeks}\n'
        f"{edition.settings}{flow_settings() if edition.year == FLOW else ''}",
        encoding="utf-8",
    )
    if edition.year == FLOW:
        table(folder / "arrivals.csv", "service,day,hour,mean", arrivals())
        table(folder / "beds.csv", "service,beds,mean_stay_hours", beds())
    (folder / "walkout.toml").write_text(walkout(edition), encoding="utf-8")
    shifts: Rows = []
    for place in places():
        _, begins, ends, breaks = HOURS[str(place["letter"])]
        shifts.append(
            {
                **place,
                "code": place["shift"],
                "start": begins,
                "end": ends,
                "kind": "resident",
                "breaks": breaks,
            }
        )
    table(folder / "shifts.csv", "code,name,start,end,kind,breaks,service", shifts)
    table(folder / "cover.csv", "service,shift,days,min,ideal,tier,competence,rank", places())
    table(
        folder / "doctors.csv",
        "doctor,grade,tier,competences,service,template,start_week",
        [post for post, _, _ in posts()],
    )
    for service in SERVICES:
        for team in service.teams:
            weekdays = "Mon,Tue,Wed,Thu,Fri,Sat,Sun"
            weeks: Rows = [
                {"week": k, **dict(zip(weekdays.split(","), week, strict=True))}
                for k, week in enumerate(template(service, team), 1)
            ]
            name = f"template-{team_name(service, team)}.csv"
            table(folder / name, f"week,{weekdays}", weeks)
    rota = rolled(edition, rng)
    table(folder / "rota.csv", ",".join(rota[0]), rota)
    # A shift that starts in the last window ends after it; a night takes the next day's lists.
    lasts = end + timedelta(hours=14 if edition.year == 2025 else 8)
    days = [day for day in edition.days if start.date() <= day <= end.date() + timedelta(days=1)]
    table(
        folder / "electives.csv",
        "list,service,date,start,end,urgency,patients,theatres,beds,frees",
        electives([day for day in days if day.weekday() < 5], rng),
    )
    table(
        folder / "substitutes.csv",
        "name,tier,competences,available_from,available_to,max_hours,rate,consent,planned_list",
        substitutes(edition.year, start - timedelta(hours=1), lasts, rng),
    )
    table(
        folder / "counts.csv",
        "service,tier,shift,date,rostered,present",
        counts(edition, rota, rng),
    )
    (folder / "SOURCE.md").write_text(
        f"# {NAME}, {edition.year}: synthetic\n\nMade by `examples/district/build.py`: no "
        "hospital's rota and nobody's name. Where each number comes from stands in "
        "[`examples/district/SOURCE.md`](../district/SOURCE.md).\n",
        encoding="utf-8",
    )


def main() -> None:
    """Both editions, and SOURCE.md."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parent
    for edition in EDITIONS:
        write(edition, target / f"district-{edition.year}")
    (target / "district").mkdir(exist_ok=True)
    (target / "district" / "SOURCE.md").write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
