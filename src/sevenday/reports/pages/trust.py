"""One trust of a country's scan as a page."""

import math
from collections.abc import Iterator, Sequence

from sevenday.flow.country.result import Driver, History, ScanResult, Target, TrustRisk
from sevenday.reports.pictures.country import (
    Months,
    months_picture,
    title_of,
)
from sevenday.reports.render.page import Block, Page, Table
from sevenday.reports.render.svg import bars

LIKELY = 0.5
"""The chance from which a trust is more likely than not past a limit."""
SEEN = 0.05
"""Points from which a driver is drawn."""
RECENT = 9
"""Months that the small pictures show, at most."""


def drivers_text(drivers: Sequence[Driver]) -> str:
    """What drives a share, the most first."""
    parts = sorted(drivers, key=lambda driver: -abs(driver.points))
    return ", ".join(f"{p.name} {p.points:+.0f}" for p in parts if abs(p.points) >= 0.5) or "-"


def history_panel(history: History, code: str, label: str) -> Months:
    """A trust's months as reported, then as forecast."""
    row = history.of(code)
    values = history.over_four[row, -RECENT:]
    return Months(
        label,
        [float(v) if math.isfinite(v) else None for v in values],
        history.forecast[row].tolist(),
        history.low[row].tolist(),
        history.high[row].tolist(),
    )


def trust_page(result: ScanResult, code: str) -> Page:
    """One trust on a page of its own. Raises KeyError where it is not in the scan."""
    found = {trust.code: trust for trust in result.trusts}[code]
    return Page(title_of(found.code, found.name), (*_trust_blocks(result, found),))


def _trust_blocks(result: ScanResult, trust: TrustRisk) -> Iterator[Block]:
    when = f", in {result.which_walkout}" if result.which_walkout else ""
    yield (
        f"Rank {trust.rank} of {len(result.trusts)} (90 % interval {trust.rank_low} to "
        f"{trust.rank_high}); {trust.risk:.0%} likely to be past a limit in {result.month}{when}."
    )
    walkout = bool(result.walkout)
    limits = result.limits
    rows = [
        _target_row("over four hours, of arrivals", trust.front_door, limits["over_four_hours"])
    ]
    if trust.beds is not None:
        name = "over twelve hours for a bed, of admissions"
        rows.append(_target_row(name, trust.beds, limits["beds_over_twelve_hours"]))
    expected = "walkout" if walkout else "expected"
    columns = ("share", "usual days", expected, "90 %", "limit", "past it", "rank (90 %)")
    yield Table("Two targets: a limit is that of the worst tenth of months at hand", columns, rows)
    usual, then = trust.wait_minutes
    stays, leaves = trust.left
    rows = [
        ("arrivals a day", f"{trust.daily:.0f}", ""),
        ("admitted", f"{trust.admitted:.0%}", ""),
        ("mean wait for a doctor, minutes", f"{usual:.0f}", f"{then:.0f}" if walkout else ""),
        ("leave unseen", f"{stays:.1%}", f"{leaves:.1%}" if walkout else ""),
        ("over four hours by the outline", f"{trust.fitted:.1%}", ""),
        ("and by the forecast", f"{trust.reported:.1%}", ""),
    ]
    yield Table("The outline of this hospital", ("figure", "usual days", "walkout"), rows)
    for what, drivers in (
        ("share over four hours", trust.drivers),
        ("share over twelve hours for a bed", trust.bed_drivers),
    ):
        drawn = [(d.name, (d.points,)) for d in drivers if abs(d.points) >= SEEN]
        if drawn:
            yield bars(
                f"What raises and lowers its {what}, points",
                f"{trust.code}: {drivers_text(drivers)}.",
                ("points",),
                sorted(drawn, key=lambda row: -row[1][0]),
                "{:+.1f}",
            )
    history = result.history
    panel = history_panel(history, trust.code, trust.code)
    labels = [*history.months[-RECENT:], *history.ahead]
    yield months_picture(
        "Over four hours, month by month, on usual days",
        f"{trust.code}, {labels[0]} to {labels[-1]}.",
        panel,
        labels,
    )
    names = {each.code: title_of(each.code, each.name) for each in result.trusts}
    for loan in result.aid:
        if trust.code in (loan.donor, loan.receiver):
            many = "1 senior shift" if loan.shifts == 1 else f"{loan.shifts} senior shifts"
            yield f"{names[loan.donor]} lends {names[loan.receiver]} {many} a day."
    if any(loan.donor == trust.code for loan in result.aid) and (words := lender_words(trust)):
        yield words


def lender_words(trust: TrustRisk) -> str:
    """That who lends is likely past a limit of its own; blank where it is not."""
    past = []
    if trust.front_door.past >= LIKELY:
        past.append(f"at its front door ({trust.front_door.past:.0%})")
    if trust.beds is not None and trust.beds.past >= LIKELY:
        past.append(f"by its beds ({trust.beds.past:.0%})")
    if not past:
        return ""
    why = " Seniors would not free a bed." if trust.front_door.past < LIKELY else ""
    return (
        f"{title_of(trust.code, trust.name)} lends, and is itself likely past a limit "
        f"{' and '.join(past)}: what it lends goes by its gravest patients alone.{why}"
    )


def _target_row(name: str, target: Target, limit: float) -> tuple[str, ...]:
    return (
        name,
        f"{target.usual:.1%}",
        f"{target.share:.1%}",
        f"{target.low:.0%} to {target.high:.0%}",
        f"{limit:.1%}" if math.isfinite(limit) else "-",
        f"{target.past:.0%}",
        f"{target.rank} ({target.rank_low}-{target.rank_high})",
    )
