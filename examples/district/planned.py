"""Consultants and SAS doctors, and the lists and clinics that they run."""

from datetime import date, datetime, time, timedelta
from random import Random
from typing import NamedTuple

from figures import figure, whole

PER_YEAR = 365


class Pool(NamedTuple):
    """A kind of senior doctor: how many there are, and what they can do.

    `skills`: competences, then one that every second has and one that every third has.
    `free`: how many more than those with a list are offered as cover, in 2016 and in 2025; the
    rest are on their own emergency duty, on leave or off.
    """

    name: str
    consultants: int
    sas: int
    skills: tuple[str, str, str]
    free: tuple[int, int]


POOLS = {
    "ED": Pool(
        "emergency-physician",
        -(-whole("attendances") * PER_YEAR // whole("attendances_per_consultant")),
        4,
        ("ed resus", "", ""),
        (15, 16),
    ),
    "MED": Pool("physician", 18, 3, ("medicine", "resus", ""), (11, 11)),
    "ANA": Pool(
        "anaesthetist",
        22,
        4,
        ("theatre-anaesthesia airway", "obstetric-anaesthesia", "icu"),
        (2, 7),
    ),
    "ICU": Pool("intensivist", 8, 0, ("icu airway resus", "", ""), (3, 6)),
    "SUR": Pool("surgeon", 10, 2, ("surgery", "", ""), (3, 5)),
    "ORT": Pool("orthopaedic-surgeon", 8, 2, ("orthopaedics", "", ""), (2, 4)),
    "OBS": Pool("obstetrician", 10, 2, ("obstetrics", "", ""), (5, 6)),
    "PAE": Pool("paediatrician", 10, 1, ("paediatrics neonatal", "", ""), (9, 10)),
}
"""Numbers of consultants and SAS doctors outside A&E, and of those free, are our assumptions."""


class Series(NamedTuple):
    """A list or clinic that runs on each weekday: `pools` says whose doctors do it."""

    name: str
    service: str
    pools: tuple[str, ...]
    start: str
    end: str
    patients: tuple[int, int]
    theatres: int
    beds: tuple[int, int]
    urgencies: tuple[int, int, int, int]


def _many(count: int, name: str, *rest: object) -> list[Series]:
    return [Series(f"{name} {k}", *rest) for k in range(1, count + 1)]  # type: ignore[arg-type]


THEATRE, CLINIC = ("08:30", "17:00"), ("09:00", "13:00")
SERIES = (
    *_many(
        4, "Surgical theatre", "surgery", ("SUR", "ANA"), *THEATRE, (3, 6), 1, (1, 4), (1, 4, 3, 2)
    ),
    *_many(
        4,
        "Orthopaedic theatre",
        "orthopaedics",
        ("ORT", "ANA"),
        *THEATRE,
        (3, 5),
        1,
        (2, 4),
        (0, 1, 3, 6),
    ),
    *_many(
        2,
        "Gynaecology theatre",
        "obstetrics",
        ("OBS", "ANA"),
        *THEATRE,
        (4, 6),
        1,
        (0, 3),
        (1, 3, 3, 3),
    ),
    *_many(
        1,
        "Planned caesarean list",
        "obstetrics",
        ("OBS", "ANA"),
        *THEATRE,
        (3, 4),
        1,
        (3, 4),
        (0, 1, 0, 0),
    ),
    *_many(
        1,
        "Endoscopy with anaesthetist",
        "medicine",
        ("MED", "ANA"),
        *THEATRE,
        (5, 8),
        0,
        (0, 1),
        (1, 4, 3, 2),
    ),
    *_many(
        1, "Endoscopy, medical", "medicine", ("MED",), *THEATRE, (8, 12), 0, (0, 0), (1, 4, 3, 2)
    ),
    *_many(
        1, "Endoscopy, surgical", "surgery", ("SUR",), *THEATRE, (8, 12), 0, (0, 0), (1, 4, 3, 2)
    ),
    *_many(7, "Medical clinic", "medicine", ("MED",), *CLINIC, (10, 18), 0, (0, 0), (0, 2, 3, 5)),
    *_many(2, "Surgical clinic", "surgery", ("SUR",), *CLINIC, (12, 20), 0, (0, 0), (0, 3, 3, 4)),
    *_many(
        2, "Fracture clinic", "orthopaedics", ("ORT",), *CLINIC, (18, 26), 0, (0, 0), (0, 5, 3, 2)
    ),
    *_many(
        3, "Antenatal clinic", "obstetrics", ("OBS",), *CLINIC, (12, 18), 0, (0, 0), (0, 3, 5, 2)
    ),
)
"""Numbers, sizes and urgencies (weights of P1 to P4) of lists are our assumptions."""


def runs() -> tuple[dict[str, list[str]], dict[str, str]]:
    """Who runs each series, by its name; and the series of each who has one."""
    names = {code: _names(pool) for code, pool in POOLS.items()}
    taken = dict.fromkeys(POOLS, 0)
    who: dict[str, list[str]] = {}
    for series in SERIES:
        who[series.name] = [names[code][taken[code]] for code in series.pools]
        for code in series.pools:
            taken[code] += 1
    return who, {name: series for series, doers in who.items() for name in doers}


def _names(pool: Pool) -> list[str]:
    """The posts of a pool: SAS doctors, who run lists first, among the consultants."""
    consultants = [f"Consultant-{pool.name}-{k}" for k in range(1, pool.consultants + 1)]
    return [*(f"SAS-{pool.name}-{k}" for k in range(1, pool.sas + 1)), *consultants]


def electives(days: list[date], rng: Random) -> list[dict[str, str | int]]:
    """The rows of electives.csv, a series a weekday."""
    who, _ = runs()
    rows: list[dict[str, str | int]] = []
    for day in days:
        for series in SERIES:
            patients = rng.randint(*series.patients)
            rows.append(
                {
                    "list": series.name,
                    "service": series.service,
                    "date": f"{day}",
                    "start": series.start,
                    "end": series.end,
                    "urgency": rng.choices(("P1", "P2", "P3", "P4"), series.urgencies)[0],
                    "patients": patients,
                    "theatres": series.theatres,
                    "beds": min(patients, rng.randint(*series.beds)),
                    "frees": "; ".join(who[series.name]),
                }
            )
    return rows


def substitutes(
    year: int, first: datetime, last: datetime, rng: Random
) -> list[dict[str, str | int | float]]:
    """The rows of substitutes.csv: those with a list, and those of each pool who are offered.

    Somebody with a list may cover on any day of the walkout; of the others half may, and the rest
    in its first or its second half.
    """
    _, lists = runs()
    rows: list[dict[str, str | int | float]] = []
    for pool in POOLS.values():
        names = _names(pool)
        with_list = [name for name in names if name in lists]
        offered = with_list + names[len(with_list) :][: pool.free[year == 2025]]
        refusing = set(rng.sample(offered, round(figure("refuse") * len(offered))))
        for place, name in enumerate(offered):
            sas = name.startswith("SAS")
            opens, shuts = first, last
            if name not in lists and place % 2:
                middle = _middle(first, last)
                opens, shuts = rng.choice(((first, middle), (middle, last)))
            skills = [pool.skills[0]]
            skills += [pool.skills[1]] * (place % 2 == 0) + [pool.skills[2]] * (place % 3 == 0)
            rows.append(
                {
                    "name": name,
                    "tier": 2 if sas else 3,
                    "competences": " ".join(filter(None, skills)),
                    "available_from": f"{opens:%Y-%m-%dT%H:%M}",
                    "available_to": f"{shuts:%Y-%m-%dT%H:%M}",
                    "max_hours": figure(f"hours_{year}"),
                    "rate": whole(f"{'sas' if sas else 'rate'}_{year}"),
                    "consent": "no" if name in refusing else "yes",
                    "planned_list": lists.get(name, ""),
                }
            )
    return rows


def _middle(first: datetime, last: datetime) -> datetime:
    """The early morning nearest the middle of the walkout."""
    day = first.date() + timedelta(days=-(-(last.date() - first.date()).days // 2) or 1)
    return datetime.combine(day, time(7))
