"""The least staffing that keeps a standard, as a page: its cover plan, and the rota beside it."""

from collections.abc import Iterator

import numpy as np

from sevenday.clock import WEEKDAYS
from sevenday.flow.hospital.staff_result import (
    ServiceStaff,
    StaffResult,
    figure_text,
    staff_sentences,
)
from sevenday.flow.hospital.standards import STANDARDS
from sevenday.flow.simulation.inputs import Floats
from sevenday.reports.pictures.flow import Series, hours_picture
from sevenday.reports.render.page import Block, Heading, Page, Picture, Table

WEEKENDS = {"Monday to Friday": range(5), "Saturday and Sunday": range(5, 7)}
EVERY = 6


def staff_page(result: StaffResult) -> Page:
    """The least doctors by hour and tier, and what the rota gives beside it."""
    title = f"The least doctors for {result.name or 'the hospital'}"
    return Page(title, (*_blocks(result),))


def _blocks(result: StaffResult) -> Iterator[Block]:
    yield from staff_sentences(result)
    yield from result.remarks
    for each in result.services:
        yield Heading(each.service)
        yield _standards(each)
        yield from (_picture(each, name, days) for name, days in WEEKENDS.items())
        yield _cover(each)
        yield _hours(each)
    yield (
        f"Each staffing was tried on {result.tries} replications from seed {result.seed}, the same "
        "patients each time, and the last was measured on as many others. Places are filled, with "
        "some of those on duty ill; doctors are counted as rostered, before illness, in the least "
        "and in the rota alike. The search begins with the rota's mix of tiers on each day, within "
        "half a duty; which duties are then taken away goes by who is idlest."
    )


def _standards(each: ServiceStaff) -> Table:
    rows = [
        (
            STANDARDS[standard.name].says,
            figure_text(standard.name, standard.asked),
            figure_text(standard.name, standard.reached.value),
            f"{figure_text(standard.name, standard.reached.low)} to "
            f"{figure_text(standard.name, standard.reached.high)}",
            figure_text(standard.name, standard.best),
        )
        for standard in each.standards
    ]
    columns = ("standard", "asked", "kept", "95 %", "with far more doctors")
    return Table("What it keeps", columns, rows)


def _mean(by_hour: Floats, days: range) -> list[float]:
    """(24,) the mean of some weekdays."""
    found: list[float] = np.mean(
        [by_hour[24 * day : 24 * (day + 1)] for day in days], axis=0
    ).tolist()
    return found


def _picture(each: ServiceStaff, name: str, days: range) -> Picture:
    least = _mean(each.at_work[0] + each.others[0], days)
    rota = _mean(each.rota[0] + each.others[0], days)
    busy = _mean(each.busy, days)
    fewer = sum(have < need - 0.5 for have, need in zip(rota, least, strict=True))
    lines = [
        Series("least", least),
        Series("patients keep busy", busy, "5 3", 1.4),
    ]
    says = f"{each.service}, {name}: {min(least):.1f} to {max(least):.1f} doctors are needed."
    if each.rota.any():
        lines.insert(1, Series("the rota", rota, "1 3", 2.0))
        says += f" The rota gives fewer in {fewer} of 24 hours."
    labels = [f"{hour:02}:00" if hour % EVERY == 0 else "" for hour in range(24)]
    return hours_picture(f"Doctors seeing patients, {name}", says, labels, lines, stepped=True)


def _cover(each: ServiceStaff) -> Table:
    rows = [
        (need.shift, need.days, f"{need.tier or '-'}", need.competence or "-", f"{need.min}")
        for need in (*each.fixed, *each.cover)
    ]
    return Table("Places of cover.csv", ("shift", "days", "tier", "competence", "doctors"), rows)


def _hours(each: ServiceStaff) -> Table:
    columns = []
    for days in WEEKENDS.values():
        columns.append(_mean(each.at_work[0] + each.others[0], days))
        columns.append(_mean(each.at_work[1] + each.others[1], days))
        columns.append(_mean(each.rota[0] + each.others[0], days))
        columns.append(_mean(each.rota[1] + each.others[1], days))
    rows = [(f"{hour:02}:00", *(f"{column[hour]:.1f}" for column in columns)) for hour in range(24)]
    heads = [
        f"{days},\n{what}"
        for days in (f"{WEEKDAYS[0]}-{WEEKDAYS[4]}", f"{WEEKDAYS[5]}-{WEEKDAYS[6]}")
        for what in ("least", "of them senior", "rota", "of them senior")
    ]
    return Table("Doctors seeing patients, hour by hour", ("hour", *heads), rows)
