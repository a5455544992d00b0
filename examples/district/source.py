"""SOURCE.md: every number of the example hospital, written from the tables that it is made of."""

from figures import FIGURES
from planned import POOLS, SERIES
from rotas import HOURS, SERVICES, Service, Team, team_name, template

HEAD = """# Synthetic District General: where its numbers come from

SYNTHETIC. This hospital does not exist: no rota here is a hospital's, no post is a person's, no
list has a patient. `python examples/district/build.py` makes `district-2016` (Tuesday 26 and
Wednesday 27 April 2016, 08:00-17:00) and `district-2025` (Friday 14 November 2025 07:00 to
Wednesday 19 November 2025 07:00), seeded: the same bytes on every run. This page is written by
the same script from the same tables. A name in square brackets is the page that gives the figure;
"the compiler's knowledge" was read on no page; "our assumption" is no fact about any hospital.

## Figures

| figure | what it is | source |
| --- | --- | --- |
"""

ROTAS = """
## Rotas

A post is named by service, tier and number: MED2-07 is a post of medicine's registrars. Doctors of
a team start a week apart in its cycle. A place at every hour needs a block of weeks: eight in a
ward service, ten in medicine's tier 1 and in A&E. No line, in the templates or in the dated rota,
breaks a limit of newdeal-2002 or (from 3 August 2016) england-2016 for 2016, or of england-2016
for 2025. The dated rota is the templates, without normal days on bank holidays, with annual leave
put on normal days. For 2025 it runs ten weeks, because one weekend in three is counted over the
rota's whole span; for 2016 four. Cycles, blocks and numbers of doctors are our assumptions within
the shapes above.

| team | tier | cycle (weeks) | doctors | places: rostered, least by day and at night, rank |
| --- | --- | --- | --- | --- |
"""

DUTIES = """
| duty | last letter | hours | breaks (minutes; our assumption) |
| --- | --- | --- | --- |
"""

WEEKDAY = """
Weekday places (letter D): the least is one doctor a ward, or one; the number wanted, one to eleven
beds, or one. Rank: our assumption within the order of walkouts.md 3.2.

| service | what | least | wanted | rank |
| --- | --- | --- | --- | --- |
"""

SENIORS = """
## Consultants and SAS doctors

A consultant's own emergency duty is not modelled: those on it are not offered. Numbers outside
A&E, and how many are offered, are our assumptions. Every second one of a kind has the second
skill, every third the third. Of those without a list half are there throughout, the rest for the
first or the second half.

| kind | consultants | SAS | skills | with a list | offered besides, 2016 | 2025 |
| --- | --- | --- | --- | --- | --- | --- |
"""

LISTS = """
## Lists and clinics

{count} lists a weekday, done by the same people on each day. All numbers here are our assumptions.
The weights draw each list's urgency, P1 to P4.

| list | service | time | patients | theatres | beds | weights P1-P4 |
| --- | --- | --- | --- | --- | --- | --- |
"""

WALKOUTS = """
## Walkouts

All resident grades (F1 to ST8) are called out. One mean and one correlation for every group is our
assumption. `counts.csv` is the count of the first morning, drawn from them. Ballots: more than
37,000 balloted in November 2015, 27,741 for and 564 against [huffpost-2015], on a turnout of 76 %;
in July 2025 90 % for on a turnout of 55 % [healthcareleader-2025]. From memory, unconfirmed:
37,155 entitled, Thursday 5 to Wednesday 18 November 2015; 53,766 entitled, 29,741 votes, 26,766
for, Tuesday 27 May to Monday 7 July 2025. The days on which the notices came (Tuesday 12 April
2016 and Thursday 23 October 2025) are our assumptions.
"""

PATIENTS = """
## Patients

`arrivals.csv` of 2016 has the attendances a day above, in the shape of England's week of 2024-25
(examples/england, Open Government Licence v3.0); classes, service times and all else are the
defaults of `sevenday flow`, which its page lists. Its beds are those above of medicine, surgery,
orthopaedics and children.
"""


def page() -> str:
    """SOURCE.md."""
    parts = [HEAD]
    parts += [f"| {one.value:g} | {one.says} | {one.source} |\n" for one in FIGURES.values()]
    parts.append(ROTAS)
    parts += [_team(service, team) for service in SERVICES for team in service.teams]
    parts.append(DUTIES)
    parts += [
        f"| {says} | {letter} | {start}-{end} | {breaks} |\n"
        for letter, (says, start, end, breaks) in HOURS.items()
    ]
    parts.append(WEEKDAY)
    for service in SERVICES:
        says, rank, least, ideal = service.weekday
        parts.append(f"| {service.name} | {says} | {least} | {ideal} | {rank} |\n")
    parts.append(SENIORS)
    for code, pool in POOLS.items():
        lists = sum(code in series.pools for series in SERIES)
        skills = "; ".join(filter(None, pool.skills))
        parts.append(
            f"| {pool.name} | {pool.consultants} | {pool.sas} | {skills} | {lists} | "
            f"{pool.free[0]} | {pool.free[1]} |\n"
        )
    parts.append(LISTS.format(count=len(SERIES)))
    for one in SERIES:
        least, most = one.patients
        parts.append(
            f"| {one.name} | {one.service} | {one.start}-{one.end} | {least}-{most} | "
            f"{one.theatres} | {one.beds[0]}-{one.beds[1]} | "
            f"{', '.join(str(weight) for weight in one.urgencies)} |\n"
        )
    parts.append(WALKOUTS)
    parts.append(PATIENTS)
    return "".join(parts)


def _team(service: Service, team: Team) -> str:
    weeks = template(service, team)
    roles = "; ".join(
        f"{role.says}: {team.each * role.blocks}, {role.least[0]} and {role.least[1]}, {role.rank}"
        for role in team.roles
    )
    count = sum(team.grades.values())
    return f"| {team_name(service, team)} | {team.tier} | {len(weeks)} | {count} | {roles} |\n"
