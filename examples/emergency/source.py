"""SOURCE.md: every number of the example department, written from the tables it is made of."""

from demand import AT_WORK, HOURS, Day, days, starts
from figures import ARRIVALS, FIGURES, RANKS, SHIFTS, TEAMS, whole

HEAD = """# Synthetic Emergency Department: where its numbers come from

SYNTHETIC. This department does not exist: no rota here is a hospital's, no post is a person's.
`python examples/emergency/build.py` makes `emergency-2026`, seeded: the same bytes on every run,
and this page from the same tables. A name in square brackets is the page that gives the figure;
"compiler's knowledge" was read on no page; "our assumption" is no fact about any hospital.

## Figures

| figure | what it is | source |
| --- | --- | --- |
"""

POSTS = """
## Posts

Grades, part-time posts and competences are our assumption. Which post is part time, who is trained
in children's emergencies, and every request is drawn with one seed. One weekend in two is agreed
locally (`weekend_1_in_2_agreed`), our assumption: the places of each weekend day come to {1:.1f}
weekends of {0} for a whole-time doctor of tier 1 and {2:.1f} of tier 2, and one in three would
allow {3}, if all who work on a Saturday work on the Sunday too.

| tier | post | doctors | whole time | by grade | part time | competences |
| --- | --- | --- | --- | --- | --- | --- |
"""

SHAPES = """
## Shifts

| code | what | hours | breaks (our assumption) | rank (our assumption) | shape |
| --- | --- | --- | --- | --- | --- |
"""

DEMAND = f"""
## Cover by weekday and hour

Arrivals by hour, per cent of the day: {ARRIVALS}. How many of a day's doctors begin
early, mid and late is worked out from them: of all splits (at least one of each) the one that keeps
the fewest patients waiting, if the day's doctors see the day's patients at one pace.

| days | tier | early | mid | late | night |
| --- | --- | --- | --- | --- | --- |
"""

BY_HOUR = """
Doctors there in each hour (both tiers, without those on D), beside the arrivals:

| hour | weekday arrivals, % | Monday | Tuesday to Friday | weekend arrivals, % | weekend |
| --- | --- | --- | --- | --- | --- |
"""

HOURS_NEEDED = """
## Hours needed and hours there are

A week's rostered hours of the places above, without bank holidays, beside what the posts may work:

| tier | needed | fewest | most |
| --- | --- | --- | --- |
"""


def page() -> str:
    """SOURCE.md."""
    parts, weeks = [HEAD], whole("weeks")
    parts += [f"| {one.value:g} | {one.says} | {one.source} |\n" for one in FIGURES.values()]
    weekend = [
        weeks * sum(starts(days()[2], team.tier).values()) / whole_time(team.tier) for team in TEAMS
    ]
    parts.append(POSTS.format(weeks, *weekend, weeks // 3))
    for team in TEAMS:
        grades = ", ".join(f"{grade} {count}" for grade, count in team.grades.items())
        part = ", ".join(f"{count} at {wte:g}" for wte, count in team.part_time.items())
        skills = ", ".join(f"{name}: {count}" for name, count in team.competences)
        parts.append(
            f"| {team.tier} | {team.short} | {sum(team.grades.values())} | "
            f"{whole_time(team.tier):g} | {grades} | {part} | {skills} |\n"
        )
    parts.append(SHAPES)
    parts += [
        f"| {code} | {name} | {start}-{end} | {breaks} | {RANKS[code]} | {shape}, walkouts.md 4.5 "
        "(compiler's knowledge, middling sure) |\n"
        for code, name, start, end, breaks, shape in SHIFTS
    ]
    parts.append(DEMAND)
    for day in days():
        for team in TEAMS:
            counts = starts(day, team.tier)
            numbers = " | ".join(f"{counts[shift]}" for shift in "EMTN")
            parts.append(f"| {day.days} | {team.tier} | {numbers} |\n")
    parts.append(BY_HOUR)
    monday, usual, quiet = days()
    for hour in range(HOURS):
        parts.append(
            f"| {hour:02}:00 | {usual.arrivals[hour]:.2f} | {there(monday, hour)} | "
            f"{there(usual, hour)} | {quiet.arrivals[hour]:.2f} | {there(quiet, hour)} |\n"
        )
    parts.append(HOURS_NEEDED)
    for team in TEAMS:
        least, most = (whole_time(team.tier) * whole(f"hours_{end}") for end in ("least", "most"))
        parts.append(f"| {team.tier} | {needed(team.tier)} | {least:.1f} | {most:.1f} |\n")
    return "".join(parts)


def whole_time(tier: int) -> float:
    """A tier's doctors as whole-time equivalents."""
    team = TEAMS[tier - 1]
    part = sum(team.part_time.values())
    return sum(team.grades.values()) - part + sum(w * n for w, n in team.part_time.items())


def there(day: Day, hour: int) -> int:
    """Doctors of both tiers who are there in an hour of the clock."""
    return sum(
        count
        for team in TEAMS
        for shift, count in starts(day, team.tier).items()
        if hour in AT_WORK[shift]
    )


def needed(tier: int) -> int:
    """Rostered hours of a week's places."""
    monday, usual, quiet = (sum(starts(day, tier).values()) for day in days())
    on_duty = 10 * (monday + 4 * usual + 2 * quiet)
    return on_duty + 9 * 5 * whole(f"clinic_{tier}")
