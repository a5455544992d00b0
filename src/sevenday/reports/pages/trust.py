"""One trust of a country's scan as a page."""

import math
from collections.abc import Iterator

from sevenday.flow.country.result import History, ScanResult, Target, TrustRisk
from sevenday.reports.pictures.country import (
    Months,
    months_picture,
    title_of,
)
from sevenday.reports.render.page import Block, Page, Table
from sevenday.reports.render.svg import bars

SEEN = 0.05
"""Points from which a driver is drawn."""
RECENT = 9
"""Months that the small pictures show, at most."""


def drivers_text(trust: TrustRisk) -> str:
    """What drives a trust's share, the most first."""
    parts = sorted(trust.drivers, key=lambda driver: -abs(driver.points))
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
    yield (
        f"Rank {trust.rank} of {len(result.trusts)} (90 % interval {trust.rank_low} to "
        f"{trust.rank_high}); {trust.risk:.0%} likely to be past a limit in {result.month}."
    )
    walkout = bool(result.walkout)
    rows = [_target_row("over four hours, of arrivals", trust.front_door)]
    if trust.beds is not None:
        rows.append(_target_row("over twelve hours for a bed, of admissions", trust.beds))
    columns = ("share", "usual days", "walkout" if walkout else "expected", "90 %", "rank (90 %)")
    yield Table("Two targets", columns, rows)
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
    drawn = [(d.name, (d.points,)) for d in trust.drivers if abs(d.points) >= SEEN]
    if drawn:
        yield bars(
            "What raises and lowers its share over four hours, points",
            f"{trust.code}: {drivers_text(trust)}.",
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


def _target_row(name: str, target: Target) -> tuple[str, ...]:
    return (
        name,
        f"{target.usual:.1%}",
        f"{target.share:.1%}",
        f"{target.low:.0%} to {target.high:.0%}",
        f"{target.rank} ({target.rank_low}-{target.rank_high})",
    )
