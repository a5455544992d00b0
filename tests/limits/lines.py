"""Random lines that break each rule often enough, and never overlap."""

import random
from datetime import date, timedelta

from sevenday.model import Shift

SHIFTS = {
    s.code: s
    for s in (
        Shift("D", 540, 1020),
        Shift("d", 480, 1080, breaks=(30,)),  # exactly 10 h
        Shift("T", 480, 1081, breaks=(30, 30)),  # 10 h and a minute
        Shift("L", 510, 1260),
        Shift("X", 480, 1275, breaks=(30,)),  # 13 h 15
        Shift("E", 720, 1410, breaks=(20, 20)),  # long evening
        Shift("e", 960, 1445),
        Shift("N", 1230, 1980),
        Shift("n", 1290, 1965, breaks=(30, 30)),
        Shift("V", 1320, 1860, breaks=(0,)),
        Shift("P", 1020, 1230),  # touches D
        Shift("PM", 780, 1020),
        Shift("C", 1020, 1980, kind="on-call", work=180.0, episodes=2),
        Shift("c", 1020, 1980, kind="on-call"),
        Shift("K", 540, 1980, kind="on-call", work=170.0, episodes=3, rest_continuous=310.0),
        Shift("H", 540, 1980, kind="on-call", work=1000.0, rest_continuous=240.0),
        Shift("W", 1260, 1860, kind="on-call", work=100.0, rest_continuous=290.0),
        Shift("Z", 120, 600, kind="on-call", work=60.0),
    )
}
CALL = {
    s.code: s
    for s in (
        Shift("A", 420, 1860),  # 24 h of call in the hospital
        Shift("a", 420, 1800),  # 23 h, which is none
        Shift("R", 420, 661),  # handover of 4 h and a minute, touching A
        Shift("r", 420, 660),
        Shift("O", 420, 1380, breaks=(20,)),  # 16 h
        Shift("o", 419, 1380, breaks=(0,)),
        Shift("U", 1260, 1440),  # 14 h after A
    )
}
"""Shifts of other countries."""
JOINS = ("D+C", "D+c", "D+P", "D+W", "D+P+W", "P+W", "Z+P", "D+P+C", "T+W")
LEAVE = ("AL", "SL", "BH", "ZD", "SICK", "PAR", "COMP", "TOIL", "NWD", "AL/2", "SL/2", "SICK/2")
HALVES = ("AL/2+P", "SL/2+P", "AL/2+PM", "COMP/2+D")
"""Half a day away and a duty beside it."""
CHANGES = (date(2019, 3, 31), date(2019, 10, 27), date(2020, 3, 29), date(2020, 10, 25))


def parts(cell: str) -> tuple[Shift, ...]:
    from sevenday.model import join

    codes = [code for code in cell.split("+") if not code.endswith("/2")]
    return join(cell, tuple((SHIFTS | CALL)[code] for code in codes))


def joinable(cell: str) -> bool:
    try:
        parts(cell)
    except ValueError:
        return False
    return True


CELLS = [*SHIFTS, *(cell for cell in JOINS if joinable(cell))]


def overlaps(early: str, late: str) -> bool:
    if early in ("", *LEAVE) or late in ("", *LEAVE):
        return False
    return parts(early)[-1].end - 1440 > parts(late)[0].start


WEEKS = (
    ["D"] * 5 + [""] * 2,
    ["D"] * 4 + ["", "L", "L"],
    ["", "", "D", "D", "D", "", ""],
    ["N"] * 4 + [""] * 3,
    ["D+c", "D", "D", "D+c", "D", "", ""],
    ["D", "D+C", "D", "D", "D", "c", ""],
    ["D", "D", "D", "D", "P", "", ""],
    ["L", "", "L", "", "L", "", ""],
)
BUSY = (["T"] * 5 + [""] * 2, ["T", "T", "L", "T", "T", "", ""], ["T"] * 4 + ["L"] + [""] * 2)
QUIET = (["D", "D+c", "D", "D", "D", "", ""], ["d"] * 5 + [""] * 2)


def lawful(rng: random.Random, days: int) -> list[str]:
    """Weeks as hospitals plan them: lines that mostly keep every rule, for the bands."""
    kept = rng.sample(WEEKS, rng.randint(1, 4)) + [WEEKS[0]] * rng.randint(0, 4)
    return drawn(rng, kept, days)


def drawn(rng: random.Random, weeks, days: int) -> list[str]:
    """Days of weeks drawn at random."""
    return [cell for _ in range(days // 7 + 1) for cell in rng.choice(weeks)][:days]


def banded(rng: random.Random, days: int, template: bool) -> list[str]:
    """Lawful weeks, or weeks that are long, or that are seldom on call."""
    theme = rng.random()
    if theme < 0.4:
        return lawful(rng, days)
    if theme < 0.7:
        return drawn(rng, BUSY[: rng.randint(1, 3)], days)
    return drawn(rng, QUIET + (WEEKS[0],) * rng.randint(5, 30), days)


def cells(rng: random.Random, days: int, template: bool) -> list[str]:
    """Runs of one cell, gaps, leave: what rotas are made of."""
    if rng.random() < 0.35:
        return lawful(rng, days)
    favourites = rng.sample(CELLS, rng.randint(2, 5))
    row: list[str] = []
    idle = rng.choice((0.15, 0.3, 0.5))
    while len(row) < days:
        chance = rng.random()
        if chance < idle:
            block = [""] * rng.choice((1, 1, 2, 2, 3, 5))
        elif chance < idle + 0.05 and not template:
            block = [rng.choice((*LEAVE, "AL", "AL", *HALVES))] * rng.randint(1, 9)
        else:
            block = [rng.choice(favourites)] * rng.choice((1, 1, 2, 3, 4, 4, 5, 6, 8, 10))
        row += block
    return row[:days]


CALL_WEEKS = (
    ["A", "", "", "A", "", "", "A"],
    ["", "", "A", "", "", "A", ""],
    ["", "A", "", "", "A", "", ""],
    ["A", "r", "D", "D", "D", "D", ""],
    ["O"] * 5 + [""] * 2,
    ["D"] * 6 + [""],
    ["D"] * 7,
)


def abroad(rng: random.Random, days: int, template: bool) -> list[str]:
    """Lines with call in the hospital, long days and few days off, or as in England."""
    theme = rng.random()
    if theme < 0.35:
        return cells(rng, days, template)
    if theme < 0.7:
        return drawn(rng, rng.sample(CALL_WEEKS, rng.randint(1, 4)), days)
    pool = rng.sample([*CALL, "D", "N", "C", "AL" if not template else ""], rng.randint(2, 4))
    row: list[str] = []
    while len(row) < days:
        row += [rng.choice(pool)] * rng.choice((1, 1, 2, 3)) + [""] * rng.choice((0, 1, 1, 2))
    return row[:days]


def parted(row: list[str], template: bool) -> list[str]:
    """The row without cells that overlap the one before."""
    for k in range(len(row)):
        if overlaps(row[k - 1], row[k]) and (k or template):
            row[k] = ""
    return row


def first_date(rng: random.Random) -> date:
    """A first date that often has a clock change within reach."""
    change = rng.choice(CHANGES)
    return change - timedelta(days=rng.randint(0, 30))


def settings(rng: random.Random) -> dict:
    names = (
        "eight_shifts_agreed",
        "weekend_1_in_2_agreed",
        "oncall_run_agreed",
        "low_intensity_oncall",
        "criterion_r",
    )
    chosen = {name: rng.random() < 0.3 for name in names}
    span = rng.choice((None, None, "placement", "part"))
    return chosen | {"normal_day_hours": rng.choice((8, 8, 7.5)), "span": span}
