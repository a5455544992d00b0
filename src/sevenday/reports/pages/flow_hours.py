"""A hospital's flow hour by hour: the queue and its band, doctors against demand, a table."""

from collections.abc import Sequence

from sevenday.clock import short_date
from sevenday.flow.hospital.result import FlowResult
from sevenday.flow.hospital.rows import ARM_WORDS, FlowArm, HourOfFlow
from sevenday.reports.pictures.flow import Series, hours_picture
from sevenday.reports.render.page import Picture, Table

EVERY = 6
"""Hours from a label under a picture to the next."""
SHORT_DAYS = 3
"""Days up to which a picture has each; a longer run is drawn as one mean day."""


def _of(arm: FlowArm, service: str) -> list[HourOfFlow]:
    return [row for row in arm.hours if row.service == service]


def _drawn(values: Sequence[float], days: int) -> list[float]:
    """Hour by hour, or where there are many days the mean of each hour of the day."""
    if days <= SHORT_DAYS:
        return list(values)
    return [sum(values[hour::24]) / days for hour in range(24)]


def _labels(rows: Sequence[HourOfFlow]) -> list[str]:
    days = len(rows) // 24
    if days > SHORT_DAYS:
        return [f"{hour:02}:00" if hour % EVERY == 0 else "" for hour in range(24)]
    return [
        ""
        if row.time.hour % EVERY * days
        else f"{row.time:%a %H}"
        if days > 1
        else f"{row.time:%H:%M}"
        for row in rows
    ]


def queue_picture(result: FlowResult, service: str) -> Picture:
    """The number in the department hour by hour, in every arm, with the band of the one asked."""
    rows = _of(result.arm, service)
    days = len(rows) // 24
    dashes = {"usual": "5 3", "walkout": "1 3", "plan": ""}
    lines = [
        Series(
            ARM_WORDS[arm.name].lower(),
            _drawn([row.in_department.value for row in _of(arm, service)], days),
            "" if arm is result.arm else dashes[arm.name],
            2.0 if arm is result.arm else 1.4,
        )
        for arm in result.arms
    ]
    low, high = (_drawn([row.nine_in_ten[k] for row in rows], days) for k in (0, 1))
    arms = dict.fromkeys((result.arm, result.arms[0]))  # the one asked about, then usual days
    says = f"{service}: most on average, {'; '.join(_most(arm, service) for arm in arms)}."
    return hours_picture(
        "Patients in the department, hour by hour",
        says,
        _labels(rows),
        lines,
        ("nine days in ten", low, high),
    )


def _most(arm: FlowArm, service: str) -> str:
    """The hour with most patients of an arm: which arm, how many, when."""
    rows = _of(arm, service)
    days = len(rows) // 24
    values = _drawn([row.in_department.value for row in rows], days)
    peak = max(range(len(values)), key=values.__getitem__)
    at = rows[peak].time
    day = f"mean of {days} days" if days > SHORT_DAYS else short_date(at.date())
    return f"{ARM_WORDS[arm.name].lower()} {values[peak]:.1f} ({day}, {at:%H}:00)"


def doctors_picture(arm: FlowArm, service: str) -> Picture:
    """Doctors who see patients, beside those whom patients would keep busy."""
    rows = _of(arm, service)
    days = len(rows) // 24
    there = _drawn([row.doctors.value for row in rows], days)
    seniors = _drawn([sum(row.by_tier[1:]) for row in rows], days)
    demand = _drawn([row.demand for row in rows], days)
    short = sum(d > t for d, t in zip(demand, there, strict=True))
    says = (
        f"{service}: {min(there):.1f} to {max(there):.1f} doctors see patients; patients would "
        f"keep {min(demand):.1f} to {max(demand):.1f} busy. Fewer are there than that in {short} "
        f"of {len(there)} hours."
    )
    lines = [
        Series("doctors there", there),
        Series("of them tiers 2 and 3", seniors, "1 3", 1.4),
        Series("doctors that patients would keep busy", demand, "5 3", 1.4),
    ]
    return hours_picture(
        f"Doctors against demand: {ARM_WORDS[arm.name].lower()}",
        says,
        _labels(rows),
        lines,
        stepped=True,
    )


def hours_table(result: FlowResult, service: str, days: int | None = None) -> Table:
    """Hour by hour, every arm side by side: who is there, and how many doctors see patients.

    `days`: the first so many alone. Of a longer run each hour of the day has its mean.
    """
    arms = result.arms
    rows = {arm.name: _of(arm, service)[: 24 * days if days else None] for arm in arms}
    asked = rows[result.arm.name]
    many = len(asked) // 24
    columns = [_drawn([row.demand for row in asked], many)]
    for values in (_in_department, _doctors):
        columns += [_drawn([values(row) for row in rows[arm.name]], many) for arm in arms]
    if many > SHORT_DAYS:
        names = [f"{hour:02}:00" for hour in range(24)]
    else:
        names = [f"{row.time:%a %H:%M}" for row in asked]
    table = [
        (name, *(f"{value:.1f}" for value in values))
        for name, *values in zip(names, *columns, strict=True)
    ]
    heads = [f"{what},\n{arm.name}" for what in ("patients", "doctors") for arm in arms]
    mean = f", mean of {many} days" if many > SHORT_DAYS else ""
    caption = f"Patients in the department and doctors who see them, hour by hour{mean}"
    return Table(caption, ("hour", "doctors\nkept busy", *heads), table)


def _in_department(row: HourOfFlow) -> float:
    return row.in_department.value


def _doctors(row: HourOfFlow) -> float:
    return row.doctors.value
