"""A country's scan as a page."""

import math
from collections.abc import Iterator, Sequence

from sevenday.flow.country.backtest import ForecastTest
from sevenday.flow.country.result import ScanResult, Target, TrustRisk
from sevenday.reports.pages.trust import LIKELY, RECENT, drivers_text, history_panel, lender_words
from sevenday.reports.pictures.country import (
    Range,
    multiples,
    strip,
    title_of,
)
from sevenday.reports.render.page import Block, Heading, Page, Picture, Table

SHOWN = 20
"""Trusts that the text names; every one is in the pictures, the CSV and the JSON."""


def scan_page(result: ScanResult) -> Page:
    """The country on one page: who will not cope, how sure that is, who can help whom."""
    regions = {trust.region for trust in result.trusts}
    one = title_of("", next(iter(regions))) if len(regions) == 1 else ""
    return Page(f"{one or 'The country'} in {result.month}", (*_blocks(result),))


def _blocks(result: ScanResult) -> Iterator[Block]:
    yield _verdict(result)
    yield from _assumptions(result)
    yield Heading("Who is most at risk")
    yield _ranked(result)
    if result.trusts:
        yield _strip(result)
        if beds := _beds_strip(result):
            yield beds
        yield _small(result)
    if result.aid:
        yield Heading("Mutual aid")
        yield _aid(result)
        lenders = {loan.donor for loan in result.aid}
        yield from filter(
            None, (lender_words(trust) for trust in result.trusts if trust.code in lenders)
        )
    if result.test is not None:
        yield Heading("How good the forecast is")
        yield from _tests(result)
    if result.lost:
        rows = [(code, why) for code, why in result.lost.items()]
        yield Table("Trusts that could not be worked out", ("trust", "why"), rows)
    if result.remarks:
        yield Heading("Treated as said")
        yield from result.remarks


def _verdict(result: ScanResult) -> str:
    likely = [trust for trust in result.trusts if trust.risk >= LIKELY]
    when = f"in {result.which_walkout}" if result.which_walkout else "on usual days"
    text = (
        f"{len(likely)} of {len(result.trusts)} trusts are more likely than not past a limit {when}"
    )
    if result.trusts:
        worst = result.trusts[0]
        text += f": first {title_of(worst.code, worst.name)} ({worst.risk:.0%})"
    if result.lost:
        text += f". {len(result.lost)} could not be worked out"
    return text + "."


def _assumptions(result: ScanResult) -> Iterator[str]:
    limits = [f"{_percent(result.limits['over_four_hours'])} of arrivals over four hours"]
    if "beds_over_twelve_hours" in result.limits:
        share = _percent(result.limits["beds_over_twelve_hours"])
        limits.append(f"{share} of admissions over twelve hours for a bed")
    yield f"A limit is that of the worst tenth of months at hand: {' and '.join(limits)}."
    if result.walkout:
        yield result.walkout
    if result.places:
        (_, one), (many, several) = result.places.items()
        yield (
            f"One month ranks a trust within {one:.0f} places, {many.replace('_', ' ')} within "
            f"{several:.0f}: read the intervals and not the ranks."
        )
    yield (
        f"Each trust's days were run {result.replications:,} times, with the same patients in both "
        "arms. A trust is an outline here, fitted to its own shares; `sevenday flow` looks at one "
        "hospital in detail, with its own data."
    )


def _ranked(result: ScanResult) -> Table:
    rows = [
        (
            f"{trust.rank} ({trust.rank_low}-{trust.rank_high})",
            title_of(trust.code, trust.name),
            f"{trust.risk:.0%}",
            _range(trust.front_door),
            _range(trust.beds) if trust.beds else "-",
            drivers_text(trust.drivers),
            drivers_text(trust.bed_drivers),
        )
        for trust in result.trusts[:SHOWN]
    ]
    more = len(result.trusts) - SHOWN
    caption = f"The first {SHOWN}; {more} more are below" if more > 0 else "Every trust"
    columns = (
        "rank (90 %)",
        "trust",
        "risk",
        "over 4 h",
        "bed over 12 h",
        "what drives its front door, points",
        "what drives its beds, points",
    )
    return Table(caption, columns, rows)


def _range(target: Target) -> str:
    return f"{_percent(target.share)} ({100 * target.low:.0f}-{100 * target.high:.0f})"


def _percent(share: float) -> str:
    return f"{share:.0%}" if math.isfinite(share) else "-"


def _strip(result: ScanResult) -> Picture:
    rows = sorted(result.trusts, key=lambda trust: trust.front_door.rank)
    return _target_strip(
        "Front door: over four hours, trusts ranked",
        [(trust, trust.front_door) for trust in rows],
        result,
        "over_four_hours",
        "% of type 1 arrivals that stay over four hours",
    )


def _beds_strip(result: ScanResult) -> Picture | None:
    rows = [(trust, trust.beds) for trust in result.trusts if trust.beds is not None]
    if not rows:
        return None
    rows.sort(key=lambda row: row[1].rank)
    return _target_strip(
        "Beds: over twelve hours from the decision to admit, trusts ranked",
        rows,
        result,
        "beds_over_twelve_hours",
        "% of admissions that wait over twelve hours for a bed",
    )


def _target_strip(
    caption: str,
    rows: Sequence[tuple[TrustRisk, Target]],
    result: ScanResult,
    limit: str,
    under: str,
) -> Picture:
    first, last = rows[0][0], rows[-1][0]
    says = (
        f"{len(rows)} trusts from {first.code} ({_percent(rows[0][1].share)}) to {last.code} "
        f"({_percent(rows[-1][1].share)}), each with its 90 % interval. {under}."
    )
    ranges = [
        Range(
            title_of(trust.code, trust.name),
            100 * target.usual,
            100 * target.share,
            100 * target.low,
            100 * target.high,
        )
        for trust, target in rows
    ]
    return strip(caption, says, ranges, 100 * result.limits[limit], under, bool(result.walkout))


def _small(result: ScanResult) -> Picture:
    panels = [history_panel(result.history, trust.code, trust.code) for trust in result.trusts]
    most = max(max(panel.high) for panel in panels)
    shown = result.history.months[-RECENT:]
    says = (
        f"A panel for each of {len(panels)} trusts by rank, from 0 to {most:.0f} %: months "
        f"{shown[0]} to {shown[-1]} as reported, then {result.history.ahead[0]} to "
        f"{result.history.ahead[-1]} as forecast."
    )
    under = f"Each from 0 to {most:.0f} %. Band: 90 % interval of the months ahead"
    return multiples("Over four hours, month by month, on usual days", says, panels, under)


def _aid(result: ScanResult) -> Table:
    names = {trust.code: title_of(trust.code, trust.name) for trust in result.trusts}
    rows = [
        (names[loan.donor], names[loan.receiver], f"{loan.shifts}", f"{loan.margin_left}")
        for loan in result.aid
    ]
    return Table(
        "Senior shifts a day within a region; no donor goes below what its gravest patients need",
        ("from", "to", "shifts", "donor's margin left"),
        rows,
    )


def _tests(result: ScanResult) -> Iterator[Block]:
    tests = [test for test in (result.test, *result.earlier) if test is not None]
    yield Table(
        "The forecast held against months that it did not see, in percentage points",
        (
            "months",
            "trusts",
            "in the 90 % interval",
            "least in a month",
            "mean error",
            "last value's",
            "country's change known",
            "country off, most",
            "interval score",
            "width",
        ),
        [_test_row(test) for test in tests],
    )
    worse = [test for test in tests[1:] if test.mean_absolute_error > tests[0].mean_absolute_error]
    yield from map(_why_worse, worse)


def _why_worse(test: ForecastTest) -> str:
    """What made a test of earlier years worse than the last."""
    month, points = test.missed_most
    side = "above" if points > 0 else "below"
    return (
        f"{test.first} to {test.last}: in {month} the whole country lay {abs(points):.1f} points "
        f"{side} its forecast, which has no season. With the country's change known, the mean "
        f"error is {test.known_change_error:.2f} in place of {test.mean_absolute_error:.2f}."
    )


def _test_row(test: ForecastTest) -> tuple[str, ...]:
    return (
        f"{test.first} to {test.last}",
        f"{test.trusts}",
        f"{test.coverage:.1%}",
        f"{min(test.by_month):.1%}",
        f"{test.mean_absolute_error:.2f}",
        f"{test.naive_error:.2f}",
        f"{test.known_change_error:.2f}",
        "{} {:+.1f}".format(*test.missed_most),
        f"{test.interval_score:.1f}",
        f"{test.mean_width:.1f}",
    )
