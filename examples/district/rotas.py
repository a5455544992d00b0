"""The services' places and their rolling templates.

A role is a place held at every hour: a long day and a night, or A&E's early, twilight and night.
A template is built of blocks, one a role, so that each week of the cycle has one doctor (or one of
each start week) on each of its duties on each day.
"""

from typing import NamedTuple

from figures import staff, whole

HOURS = {
    "L": ("long day", "08:00", "20:30", "30+30"),
    "N": ("night", "20:00", "08:30", "30+30+30"),
    "D": ("weekday", "08:00", "17:00", "30"),
    "E": ("early", "08:00", "18:00", "30+30"),
    "T": ("twilight", "14:00", "00:00", "30+30"),
    "X": ("late night", "22:00", "08:00", "30+30"),
}
"""A duty's last letter: what it is, start, end and breaks (walkouts.md 4.5)."""

LONG = ("NNNN...", "DDDDD..", "DD..LLL", ".DDDD..", "DD..NNN", "..DDD..", "LLLL...", "DDDDD..")
LONGER = (*LONG, "DDDDD..", "DDDDD..")
EMERGENCY = (
    "XXXX...",
    "DDDDD..",
    "DD..EEE",
    ".DDDD..",
    "TTTT...",
    "D...TTT",
    ".DDDD..",
    "DD..XXX",
    "..DDD..",
    "EEEE...",
)
"""Blocks of weeks, Monday to Sunday: each supplies one doctor a day for each of its duties."""


class Role(NamedTuple):
    """A place held at every hour. `least` by day and at night; `blocks` of it in the template."""

    letter: str
    says: str
    rank: int
    least: tuple[int, int]
    competence: str
    blocks: int = 1


class Team(NamedTuple):
    """One service's doctors of a tier: `each` to a week of the template."""

    tier: int
    block: tuple[str, ...]
    each: int
    roles: tuple[Role, ...]
    competences: str
    grades: dict[str, int]


class Weekday(NamedTuple):
    """A service's place on a normal day, which its two teams share."""

    says: str
    rank: int
    least: int = 1
    ideal: int = 1


class Service(NamedTuple):
    """A service: its code, its weekday place and its two teams."""

    name: str
    code: str
    weekday: Weekday
    teams: tuple[Team, Team]


def by_day(says: str, rank: int, beds: str) -> Weekday:
    """Wards on a normal day: one doctor a ward at least, one to the beds seen at best."""
    return Weekday(says, rank, staff(beds, "ward"), staff(beds, "beds_by_day"))


def both(count: int) -> tuple[int, int]:
    """The same number by day and at night."""
    return count, count


def wards(beds: str, most: int) -> tuple[int, int]:
    """Ward cover out of hours, day and night: the beds at 124 a doctor, at least one."""
    return both(min(most, staff(beds, "beds_at_most")))


def higher(count: int) -> dict[str, int]:
    """So many registrars, ST3 to ST8 by turns."""
    return {f"ST{n}": count // 6 + (n - 3 < count % 6) for n in range(3, 9)}


def senior(
    competences: str, roles: tuple[Role, ...], each: int = 1, block: tuple[str, ...] = LONG
) -> Team:
    """A rota of registrars."""
    people = each * len(block) * sum(role.blocks for role in roles)
    return Team(2, block, each, roles, competences, higher(people))


SERVICES = (
    Service(
        "emergency department",
        "ED",
        Weekday("minors and urgent care", 5),
        (
            senior(
                "ed resus",
                (
                    Role("R", "resus lead", 1, both(whole("ed_seniors")), "resus"),
                    Role("M", "majors, decision-maker", 2, both(whole("ed_majors")), "ed"),
                ),
                block=EMERGENCY,
            ),
            Team(
                1,
                EMERGENCY,
                3,
                (Role("J", "majors", 3, both(2), ""),),
                "ed",
                {"F2": 16, "CT1": 4, "ST1": 5, "ST2": 5},
            ),
        ),
    ),
    Service(
        "medicine",
        "MED",
        by_day("wards and clinics", 3, "medical_beds"),
        (
            senior(
                "medicine resus",
                (
                    Role(
                        "T",
                        "medical take, registrar",
                        2,
                        both(whole("take_registrars")),
                        "medicine",
                        2,
                    ),
                    Role("C", "crash and ward registrar", 1, both(whole("crash_leaders")), "resus"),
                ),
            ),
            Team(
                1,
                LONGER,
                1,
                (
                    Role("A", "medical take, clerking", 3, both(1), "", 2),
                    Role("W", "ward cover", 3, wards("medical_beds", 3), "", 3),
                ),
                "medicine",
                {"F1": 26, "F2": 8, "CT1": 8, "CT2": 8},
            ),
        ),
    ),
    Service(
        "surgery",
        "SUR",
        by_day("wards", 3, "surgical_beds"),
        (
            senior(
                "surgery",
                (
                    Role(
                        "T",
                        "surgical take, decision-maker",
                        2,
                        both(whole("surgical_deciders")),
                        "surgery",
                    ),
                ),
                2,
            ),
            Team(
                1,
                LONG,
                3,
                (Role("W", "ward cover", 3, wards("surgical_beds", 3), ""),),
                "surgery",
                {"F1": 16, "F2": 2, "CT1": 3, "CT2": 3},
            ),
        ),
    ),
    Service(
        "orthopaedics",
        "ORT",
        by_day("wards", 3, "orthopaedic_beds"),
        (
            senior(
                "orthopaedics",
                (
                    Role(
                        "T",
                        "trauma take, decision-maker",
                        2,
                        both(whole("trauma_deciders")),
                        "orthopaedics",
                    ),
                ),
            ),
            Team(
                1,
                LONG,
                2,
                (Role("W", "ward cover", 3, wards("orthopaedic_beds", 2), ""),),
                "orthopaedics",
                {"F1": 2, "F2": 8, "CT1": 3, "CT2": 3},
            ),
        ),
    ),
    Service(
        "intensive care",
        "ICU",
        Weekday("second pair of hands", 3),
        (
            senior(
                "icu airway",
                (
                    Role(
                        "R",
                        "intensive care registrar",
                        1,
                        both(staff("icu_beds", "icu_per_resident") // 2),
                        "icu",
                    ),
                ),
            ),
            Team(
                1,
                LONG,
                2,
                (
                    Role(
                        "S",
                        "intensive care resident",
                        1,
                        both(staff("icu_beds", "icu_per_resident") // 2),
                        "icu",
                    ),
                ),
                "icu",
                {"F2": 4, "CT1": 4, "CT2": 4, "CT3": 4},
            ),
        ),
    ),
    Service(
        "anaesthetics",
        "ANA",
        Weekday("elective lists", 6),
        (
            senior(
                "theatre-anaesthesia obstetric-anaesthesia airway",
                (
                    Role(
                        "T",
                        "emergency theatre anaesthetist",
                        1,
                        both(whole("emergency_theatres")),
                        "theatre-anaesthesia",
                        2,
                    ),
                    Role(
                        "O",
                        "obstetric anaesthetist, dedicated",
                        1,
                        both(whole("obstetric_anaesthetists")),
                        "obstetric-anaesthesia",
                    ),
                ),
            ),
            Team(
                1,
                LONG,
                1,
                (
                    Role(
                        "A",
                        "airway doctor for arrests and resus",
                        1,
                        both(whole("airway_doctors")),
                        "airway",
                    ),
                ),
                "airway",
                {"CT2": 4, "CT3": 4},
            ),
        ),
    ),
    Service(
        "obstetrics",
        "OBS",
        by_day("wards and early pregnancy", 4, "women_beds"),
        (
            senior(
                "obstetrics",
                (
                    Role(
                        "R",
                        "labour ward registrar",
                        1,
                        both(whole("labour_registrars")),
                        "obstetrics",
                    ),
                ),
                2,
            ),
            Team(
                1,
                LONG,
                2,
                (Role("S", "labour ward and gynaecology", 3, both(1), ""),),
                "obstetrics",
                {"F2": 4, "ST1": 6, "ST2": 6},
            ),
        ),
    ),
    Service(
        "paediatrics",
        "PAE",
        by_day("ward and clinics", 3, "child_beds"),
        (
            senior(
                "paediatrics neonatal",
                (
                    Role(
                        "P",
                        "paediatric take, registrar",
                        2,
                        both(whole("paediatric_registrars")),
                        "paediatrics",
                    ),
                    Role(
                        "B", "newborn, registrar", 1, both(whole("neonatal_registrars")), "neonatal"
                    ),
                ),
            ),
            Team(
                1,
                LONG,
                2,
                (Role("S", "ward cover", 3, both(1), ""),),
                "paediatrics",
                {"F2": 4, "ST1": 6, "ST2": 6},
            ),
        ),
    ),
)


def team_name(service: Service, team: Team) -> str:
    """A team's template and the beginning of its posts, such as MED2."""
    return f"{service.code}{team.tier}"


def template(service: Service, team: Team) -> list[list[str]]:
    """(weeks, 7) shift codes of a team's template, blank for off."""
    weeks = []
    for role in team.roles:
        for week in team.block * role.blocks:
            weeks.append([_code(service, role, letter) for letter in week])
    return weeks


def _code(service: Service, role: Role, letter: str) -> str:
    if letter == ".":
        return ""
    return f"{service.code}-{'' if letter == 'D' else role.letter}{letter}"


def places() -> list[dict[str, str | int]]:
    """The places of cover.csv: each is a shift of its own, so a doctor on it is counted once."""
    rows: list[dict[str, str | int]] = []
    for service in SERVICES:
        for team in service.teams:
            for role in team.roles:
                rostered = team.each * role.blocks
                for letter in sorted(set("".join(team.block)) - {".", "D"}):
                    night = letter in "NX"
                    least = role.least[night]
                    rows.append(
                        {
                            "service": service.name,
                            "shift": _code(service, role, letter),
                            "days": "all",
                            "min": least,
                            "ideal": max(least, rostered),
                            "tier": team.tier,
                            "competence": role.competence,
                            "rank": role.rank,
                            "name": f"{role.says}, {HOURS[letter][0]}",
                            "letter": letter,
                        }
                    )
        says, rank, least, ideal = service.weekday
        rows.append(
            {
                "service": service.name,
                "shift": f"{service.code}-D",
                "days": "working",
                "min": least,
                "ideal": ideal,
                "tier": 1,
                "competence": "",
                "rank": rank,
                "name": f"{says}, weekday",
                "letter": "D",
            }
        )
    return rows
