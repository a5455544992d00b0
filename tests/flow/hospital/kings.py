"""A department before and on three days of a residents' strike, as King's was in March 2023.

Its size, staffing and times of results are ours, chosen so that the usual median stay is one of the
two that King's had (286 and 251.5 minutes; Ravioli et al., Eur J Emerg Med 2024). Nothing is fitted
to the strike days: what is asked is whether they come out faster, and at which share of the missing
juniors' duties that seniors take over.
"""

import csv
from datetime import date, datetime, timedelta
from pathlib import Path

import sevenday as sd
from sevenday.flow.hospital.result import FlowResult
from sevenday.walkout.planning.published import PublishedCall, PublishedPlan

FIRST, DAYS = date(2023, 3, 6), 14
STRIKE = [date(2023, 3, 13) + timedelta(days=k) for k in range(3)]
ABSENT = 0.75
JUNIORS, SENIORS = {"E": 6, "T": 6, "N": 4}, {"E": 2, "T": 2, "N": 1}
HOURS = {"E": (8, 18), "T": (14, 24), "N": (22, 32)}
DAILY, BEDS, STAY, RESULTS = 240, 205, 60, 1.7
LISTS, BEDS_A_LIST = 8, 2
USUAL, STRIKE_MEDIANS = (286.0, 251.5), (240.0, 222.5)
"""King's own median minutes, in the weeks before and on the strike days."""
ENGLAND = Path(__file__).parents[3] / "examples" / "england" / "attendances-by-hour-2024-25.csv"
WALKOUT = f"""union = "BMA"
ballot_opened = 2023-01-09
ballot_closed = 2023-02-20
notice_received = 2023-02-24
action = "full"
called_out = ["F2"]
[[windows]]
start = 2023-03-13T07:00:00
end = 2023-03-16T07:00:00
[[ballot]]
entitled = 100
votes = 90
yes = 80
[[turnout]]
mean = {ABSENT}
rho = 0.05
"""
CALLED = [f"Consultant-{k}" for k in range(40)]


def department(path: Path) -> Path:
    """Its folder: as many come as on usual days, and eight lists a day take two beds each."""
    path.mkdir(parents=True, exist_ok=True)
    posts = [
        (f"{letter}{shift}{k}", grade, tier, shift)
        for letter, grade, tier, many in (("J", "F2", 1, JUNIORS), ("C", "consultant", 3, SENIORS))
        for shift in many
        for k in range(many[shift])
    ]
    dates = [FIRST + timedelta(days=k) for k in range(DAYS)]
    spans = {shift: (f"{a:02}:00", f"{b % 24:02}:00") for shift, (a, b) in HOURS.items()}
    tables = {
        "shifts.csv": [("code", "name", "start", "end", "breaks", "service")]
        + [(shift, shift, *span, "30+30", "ED") for shift, span in spans.items()],
        "doctors.csv": [("doctor", "grade", "tier", "service")]
        + [(name, grade, tier, "ED") for name, grade, tier, _ in posts],
        "rota.csv": [("doctor", *dates)] + [(p[0], *([p[3]] * DAYS)) for p in posts],
        "cover.csv": [("service", "shift", "days", "min", "tier", "rank")]
        + [("ED", shift, "all", 1, 1, 1) for shift in HOURS],
        "arrivals.csv": [("service", "day", "hour", "mean"), *_arrivals()],
        "beds.csv": [("service", "beds", "mean_stay_hours"), ("ED", BEDS, STAY)],
        "electives.csv": [("list", "date", "start", "end", "urgency", "patients", "beds")]
        + [(name, day, "08:30", "12:00", "P4", 3, BEDS_A_LIST) for name, day in lists()],
        "substitutes.csv": [("name", "tier", "competences", "consent", "rate")]
        + [(name, 3, "ed", "yes", 100) for name in CALLED],
    }
    for name, rows in tables.items():
        with (path / name).open("w", newline="", encoding="utf-8") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)
    (path / "walkout.toml").write_text(WALKOUT, encoding="utf-8")
    (path / "hospital.toml").write_text(
        f'name = "A department like King\'s"\nstarts = {FIRST}\n'
        f"[flow]\nresults = {RESULTS}\nwalkout_demand = 1.0\ncubicles = {{ED = 60}}\n",
        encoding="utf-8",
    )
    return path


def _arrivals() -> list[tuple[object, ...]]:
    """England's week, at the level of the department."""
    with ENGLAND.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["measure"] == "all"]
    total = sum(int(row[f"h{hour:02}"]) for row in rows for hour in range(24))
    return [
        ("ED", row["day"], hour, f"{DAILY * 7 * int(row[f'h{hour:02}']) / total:.3f}")
        for row in rows
        for hour in range(24)
    ]


def lists() -> list[tuple[str, date]]:
    """The planned lists of the strike days."""
    return [(f"List {k}", day) for day in STRIKE for k in range(LISTS)]


def plan(share: float, half_the_lists: bool = True) -> PublishedPlan:
    """Seniors in place of a share of the missing juniors, and every second list withdrawn."""
    calls = []
    for day in STRIKE:
        names = iter(CALLED)
        midnight = datetime.combine(day, datetime.min.time())
        for shift, (start, end) in HOURS.items():
            at = (midnight + timedelta(hours=start), midnight + timedelta(hours=end))
            for _ in range(round(share * ABSENT * JUNIORS[shift])):
                calls.append(PublishedCall(next(names), "ED", *at, None))
    return PublishedPlan(tuple(calls), tuple(lists()[::2]) if half_the_lists else ())


def strike_days(path: Path, share: float, replications: int = 60) -> FlowResult:
    """The strike days with seniors in place of a share of the missing juniors."""
    return sd.simulate(path, plan=plan(share), replications=replications, one_more=False, after=2)
