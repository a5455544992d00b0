"""A hospital's flow as a page: waits, the queue hour by hour, beds, harm, one doctor more."""

from collections.abc import Iterator
from math import isfinite

from sevenday.flow.hospital.defaults import flow_defaults
from sevenday.flow.hospital.estimates import Estimate
from sevenday.flow.hospital.harm import BANDS
from sevenday.flow.hospital.one_more import best_hours
from sevenday.flow.hospital.result import FlowResult, seniors_words, sentences
from sevenday.flow.hospital.rows import ALL, ARM_WORDS, ClassOfFlow, FlowArm
from sevenday.reports.pages.flow_hours import doctors_picture, hours_table, queue_picture
from sevenday.reports.render.page import Block, Heading, Page, Table

TRIAGE = {
    "1": "1 immediate",
    "2": "2 very urgent",
    "3": "3 urgent",
    "4": "4 standard",
    "5": "5 non-urgent",
    ALL: "all who came",
}
NO_HARM = (
    "Deaths are associated with waits for a bed of more than four hours in England (2016-18); how "
    "much the wait causes is not known, so both ends stand beside the likeliest. No second study "
    "is added."
)
NONE = ("-", "-")
"""The cells of a tier that is not there."""
FIGURES = (
    "patients",
    "median wait, min",
    "95th centile",
    "median stay",
    "in 4 hours",
    "over 12 hours",
    "left unseen",
)
"""What `_arm_row` shows of the patients of an arm or a class."""


def flow_page(result: FlowResult) -> Page:
    """What a hospital's staffing does to its patients, on one page."""
    title = f"Patients through {result.name}" if result.name else "Patients through the hospital"
    return Page(title, (*_blocks(result),))


def _blocks(result: FlowResult) -> Iterator[Block]:
    first, *others = sentences(result)
    yield first
    yield from others
    yield from seniors_words(result)
    yield from result.remarks
    for service in result.services:
        yield Heading(service)
        yield arms_table(result, service)
        yield queue_picture(result, service)
        yield doctors_picture(result.arm, service)
        yield _classes_table(result.arm, service)
        yield _use(result, service)
        yield from _beds(result, service)
        yield _harm_table(result, service)
        yield from _one_more(result, service)
        yield hours_table(result, service)
    yield Heading("How this was worked out")
    yield (
        f"{result.replications} replications from seed {result.seed}, the same patients in every "
        f"arm; the share of all within four hours is known to {100 * result.half_width:.1f} "
        "points either way where it is known least. Little's law was checked in each. Intervals "
        "are 95 %. Times count everybody who came: whoever left unseen or was not finished is the "
        "longest of all."
    )
    yield _assumed()


def arms_table(result: FlowResult, service: str) -> Table:
    """Usual days, the walkout and the plan, a row each."""
    rows = [_arm_row(ARM_WORDS[arm.name], arm.of_all(service)) for arm in result.arms]
    return Table("All who came in the days looked at", ("days", *FIGURES), rows)


def _arm_row(name: str, row: ClassOfFlow) -> tuple[str, ...]:
    return (
        name,
        f"{row.patients.value:.0f}",
        _minutes(row.wait_median),
        _minutes(row.wait_p95),
        _minutes(row.stay_median),
        _share(row.four_hours),
        _share(row.twelve_hours),
        _share(row.left_unseen),
    )


def _minutes(figure: Estimate) -> str:
    if not isfinite(figure.value):
        return "never"
    high = f"{figure.high:.0f}" if isfinite(figure.high) else "never"
    return f"{figure.value:.0f} ({figure.low:.0f}-{high})"


def _share(figure: Estimate) -> str:
    if not isfinite(figure.value):
        return "-"
    return f"{100 * figure.value:.1f}% ({100 * figure.low:.1f}-{100 * figure.high:.1f})"


def _amount(figure: Estimate, digits: int = 1) -> str:
    return f"{figure.value:.{digits}f} ({figure.low:.{digits}f}-{figure.high:.{digits}f})"


def _classes_table(arm: FlowArm, service: str) -> Table:
    rows = [_arm_row(TRIAGE[row.name], row) for row in arm.classes if row.service == service]
    return Table(f"By class, {ARM_WORDS[arm.name].lower()}", ("class", *FIGURES), rows)


def _beds(result: FlowResult, service: str) -> Iterator[Block]:
    rows = []
    for arm in result.arms:
        for row in arm.beds:
            if row.service == service and row.beds is not None:
                rows.append(
                    (
                        ARM_WORDS[arm.name],
                        f"{row.beds:g}",
                        _amount(row.in_use),
                        _amount(row.boarding),
                        _share(row.over_four_hours),
                        _share(row.over_twelve_hours),
                        _amount(row.planned_off),
                    )
                )
    if rows:
        columns = (
            "days",
            "beds",
            "in use",
            "wait for one",
            "over 4 hours",
            "over 12 hours",
            "planned patients without a bed, all days run",
        )
        yield Table("Beds: shares are of those admitted, from the decision", columns, rows)
    else:
        yield f"{service}: no beds.csv, so a bed is always free."

    if len(half_days := [row for row in result.arm.half_days if row.service == service]):
        cells = [
            (
                f"{row.time:%a} {row.time.day} {row.time:%b}, "
                f"{'morning' if row.time.hour == 0 else 'afternoon'}",
                f"{row.beds}",
                _amount(row.in_use),
                _amount(row.boarding),
            )
            for row in half_days
        ]
        caption = f"Beds by half-day, {ARM_WORDS[result.arm.name].lower()}"
        yield Table(caption, ("half-day", "beds", "in use", "wait for one"), cells, folded=True)


def _use(result: FlowResult, service: str) -> Table:
    """How much of its time each tier is with a patient, an arm a row."""
    used = {
        (arm.name, row.tier): (_amount(row.doctor_hours), _share(row.busy))
        for arm in result.arms
        for row in arm.use
        if row.service == service
    }
    tiers = sorted({tier for _, tier in used})
    rows = [
        (
            ARM_WORDS[arm.name],
            *(each for tier in tiers for each in used.get((arm.name, tier), NONE)),
        )
        for arm in result.arms
    ]
    columns = (what for tier in tiers for what in (f"tier {tier}, hours a day", "with a patient"))
    return Table("Doctors' hours with patients, and how busy they are", ("days", *columns), rows)


def _harm_table(result: FlowResult, service: str) -> Table:
    rows = []
    for arm in result.arms:
        for name, harm in arm.harm:
            if name == service:
                rows.append(
                    (
                        ARM_WORDS[arm.name],
                        _amount(harm.admitted, 0),
                        *(_amount(each) for each in harm.by_band),
                        f"{harm.none.value:.0f}",
                        _amount(harm.likely, 2),
                        _amount(harm.all, 2),
                    )
                )
    columns = (
        "days",
        "admitted",
        *(f"bed after {band} h" for band in BANDS),
        "deaths, if it causes none",
        "likeliest",
        "if it causes all",
    )
    return Table(f"Harm associated with waits. {NO_HARM}", columns, rows)


def _one_more(result: FlowResult, service: str) -> Iterator[Block]:
    rows = [row for row in result.one_more if row.service == service]
    if not rows:
        return
    best = best_hours(rows)
    if best:
        words = ", ".join(
            f"tier {row.tier} at {row.hour:02}:00 ({_change(row.gain)})" for row in best
        )
        yield f"{service}: one doctor more saves most patient-hours a day for {words}."
    tiers = sorted({row.tier for row in rows})
    by_place = {(row.hour, row.tier): row for row in rows}
    table = []
    for hour in range(24):
        cells = []
        for tier in tiers:
            row = by_place[hour, tier]
            cells.append(_change(row.gain))
            cells.append(_change(row.loss) if row.loss is not None else "-")
        table.append((f"{hour:02}:00", *cells))
    columns = [f"{what}, tier {tier}" for tier in tiers for what in ("one more", "one fewer")]
    caption = (
        "What one doctor at an hour of each day is worth: patient-hours in the department a day "
        "that one more saves, and that one fewer costs"
    )
    yield Table(caption, ("hour", *columns), table)


def _change(figure: Estimate) -> str:
    half, value = figure.high - figure.value, round(figure.value, 1) + 0.0  # no -0.0
    return f"{value:.1f} (±{half:.1f})" if isfinite(half) else f"{value:.1f}"


def _assumed() -> Table:
    rows = [
        (each.says, _value(each.value), each.certainty, each.source)
        for each in flow_defaults().values()
    ]
    columns = ("what", "value", "how sure", "source")
    return Table("What is assumed where the files say nothing", columns, rows, lined=True)


def _value(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(f"{each:g}" for each in value)
    return f"{value:g}" if isinstance(value, int | float) else f"{value}"
