"""The pictures of the talks themselves: the frontier of deals, and what happened when."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import numpy as np

from sevenday.reports.render.page import Picture
from sevenday.reports.render.svg import ROW, WIDTH, Drawing
from sevenday.talks.frontier import evenly
from sevenday.talks.record import TalksRecord
from sevenday.talks.settle import Settlement

SIDE = 220.0
"""Units that the frontier's square is high."""
SMALL = 9.5
"""The size of the words beside an axis."""
CURVE = 200
"""Deals of the frontier that its line goes through at most."""
MARK = 7
"""Units that the mark of an event is wide."""
MONTHS = 12
"""Months of a timeline that are named at most."""


def frontier_picture(
    found: Settlement, stands: Mapping[str, tuple[float, float]] | None = None
) -> Picture:
    """What deals are worth to both sides: the frontier, the zone, the points named on it.

    `stands`: what offers are worth to both, by name: each is numbered on the picture.
    """
    offers = list((stands or {}).items())
    first, second = found.table.sides
    marks = [
        (letter, name, deal)
        for letter, name, deal in (
            ("N", "Nash", found.nash),
            ("K", "Kalai-Smorodinsky", found.kalai_smorodinsky),
        )
        if deal is not None
    ]
    points = "; ".join(
        f"{name}: {deal.utilities[0]:.4f} and {deal.utilities[1]:.4f}" for _, name, deal in marks
    )
    caption = (
        f"Across: what a deal is worth to {first.name}; up: to {second.name}. "
        f"Without a deal they have {first.reservation:g} and {second.reservation:g}. "
        f"{points or 'No deal is better for both'}."
    )
    if offers:
        worth = "; ".join(f"{name}: {one:.4f} and {two:.4f}" for name, (one, two) in offers)
        caption += f" Offers: {worth}."
    drawing = Drawing("What both sides could have", caption)
    drawing.text(0, drawing.height + 9, f"up: worth to {second.name}", size=SMALL)
    left, top = 30.0, drawing.height + 18

    def at(one: float, two: float) -> tuple[float, float]:
        return left + (WIDTH - left - 20) * one, top + SIDE * (1 - two)

    shown = (found.frontier[k] for k in evenly(len(found.frontier), CURVE).tolist())
    curve = sorted(deal.utilities for deal in shown)
    floor = first.reservation, second.reservation
    if zone := _zone(curve, floor):
        drawing.area([at(*point) for point in zone])
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        drawing.line([at(0, tick), at(1, tick)], "1 3", 0.5)
        drawing.line([at(tick, 0), at(tick, 1)], "1 3", 0.5)
        drawing.text(at(0, tick)[0] - 4, at(0, tick)[1] + 4, f"{tick:g}", "end", SMALL)
        drawing.text(at(tick, 0)[0], at(tick, 0)[1] + 12, f"{tick:g}", "middle", SMALL)
    drawing.line([at(floor[0], 0), at(floor[0], 1)], "6 3", 1)
    drawing.line([at(0, floor[1]), at(1, floor[1])], "6 3", 1)
    drawing.line([at(*point) for point in curve], "", 2)
    for k, (letter, _, deal) in enumerate(marks):
        x, y = at(*deal.utilities)
        drawing.bar(x - 4, y - 4, 8, 8, k)
        # the two are often close: one is named above to the right, the other below to the left
        drawing.text(*((x + 6, y - 6) if k == 0 else (x - 8, y + 15)), letter, "start")
    for k, (_, point) in enumerate(offers):
        x, y = at(*point)
        drawing.line([(x - 4, y - 4), (x + 4, y + 4)], "", 2)
        drawing.line([(x - 4, y + 4), (x + 4, y - 4)], "", 2)
        drawing.text(x + 6, y + 4, f"{k + 1}", size=SMALL)
    drawing.height = top + SIDE + 24
    drawing.text(WIDTH, drawing.height, f"across: worth to {first.name}", "end", SMALL)
    names = ", ".join(f"{letter} {name}" for letter, name, _ in marks)
    words = [
        "Line: the frontier. Dashed: what each has without a deal.",
        f"Shaded: better for both than no deal. {names}."
        if marks
        else "No deal is better for both.",
    ]
    named = [f"{k + 1} {name}" for k, (name, _) in enumerate(offers)]
    words += [f"x {', '.join(named[k : k + 3])}" for k in range(0, len(named), 3)]
    for text in words:
        drawing.height += ROW
        drawing.text(0, drawing.height, text, size=SMALL)
    drawing.height += 6
    return drawing.done()


Point = tuple[float, float]


def _zone(curve: Sequence[Point], floor: Point) -> list[Point]:
    """The corners of what both prefer to no deal: under the frontier, above both floors."""
    one, two = np.array(curve).T
    left, right = float(np.interp(floor[0], one, two)), float(np.interp(-floor[1], -two, one))
    if left <= floor[1] or right <= floor[0]:
        return []
    inside = [point for point in curve if floor[0] < point[0] < right]
    return [floor, (floor[0], left), *inside, (right, floor[1])]


KINDS = ("offer", "concession", "statement", "action")


def talks_picture(state: TalksRecord) -> Picture:
    """What happened when, a row a kind of event, a mark an event, filled by its party."""
    events = state.timeline
    counts = {kind: sum(event.kind == kind for event in events) for kind in KINDS}
    totals = ", ".join(f"{n} {kind}{'s' * (n != 1)}" for kind, n in counts.items())
    drawing = Drawing("What happened when", f"{totals}.")
    if not events:
        return drawing.done()
    parties = list(dict.fromkeys(event.party for event in events))
    drawing.key(parties)
    first, last = events[0].date.replace(day=1), events[-1].date
    span = max(1, (last - first).days)
    left, top = 74.0, drawing.height
    base = top + len(KINDS) * (ROW + 6)

    def at(when: date) -> float:
        return left + (WIDTH - left - 3 * MARK) * (when - first).days / span

    months = [first]
    while (after := _next_month(months[-1])) <= last:
        months.append(after)
    for k, month in enumerate(months):
        drawing.line([(at(month), top), (at(month), base)], "1 3", 0.5)
        if k % (1 + len(months) // MONTHS) == 0:
            name = f"{month:%b}" if k else f"{month:%b %Y}"
            drawing.text(at(month), base + 10, name, "middle" if k else "end", SMALL)
    for row, kind in enumerate(KINDS):
        y = top + row * (ROW + 6)
        drawing.text(0, y + 10, kind)
        drawing.line([(left, y + 6), (WIDTH, y + 6)], "1 3", 0.5)
        free = 0.0  # marks of neighbouring days stand side by side: none hides another
        for event in events:
            if event.kind == kind:
                x = max(at(event.date) - 3, free)
                drawing.bar(x, y, MARK, 12, parties.index(event.party))
                free = x + MARK + 1
    drawing.height = base + ROW
    return drawing.done()


def _next_month(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1)
