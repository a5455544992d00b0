"""The pictures of the talks themselves: the frontier of deals, and what happened when."""

from sevenday.reports.page import Picture
from sevenday.reports.svg import ROW, WIDTH, Drawing
from sevenday.talks.record import State
from sevenday.talks.settle import Settlement

SIDE = 220.0
"""Units that the frontier's square is high."""


def frontier_picture(found: Settlement) -> Picture:
    """What deals are worth to both sides: the frontier, the zone, the points named on it."""
    first, second = found.table.sides
    said = (
        f"Across: what a deal is worth to {first.name}; up: to {second.name}. "
        f"Without a deal they have {first.reservation:g} and {second.reservation:g}."
    )
    drawing = Drawing("What both sides could have", said)
    left, top = 30.0, drawing.height + 8

    def at(one: float, two: float) -> tuple[float, float]:
        return left + (WIDTH - left - 20) * one, top + SIDE * (1 - two)

    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        drawing.line([at(0, tick), at(1, tick)], "1 3", 0.5)
        drawing.line([at(tick, 0), at(tick, 1)], "1 3", 0.5)
        drawing.text(at(0, tick)[0] - 4, at(0, tick)[1] + 4, f"{tick:g}", "end", 9.5)
        drawing.text(at(tick, 0)[0], at(tick, 0)[1] + 12, f"{tick:g}", "middle", 9.5)
    floor = first.reservation, second.reservation
    drawing.line([at(floor[0], 0), at(floor[0], 1)], "6 3", 1)
    drawing.line([at(0, floor[1]), at(1, floor[1])], "6 3", 1)
    curve = sorted(deal.utilities for deal in found.frontier)
    drawing.line([at(*point) for point in curve], "", 2)
    marks = (("N", found.nash), ("K", found.kalai_smorodinsky))
    for letter, deal in marks:
        if deal is not None:
            x, y = at(*deal.utilities)
            drawing.bar(x - 4, y - 4, 8, 8, 1)
            drawing.text(x + 7, y + 4, letter)
    drawing.height = top + SIDE + 26
    drawing.text(0, drawing.height, f"Across: {first.name}. Up: {second.name}. Dashed: no deal.")
    drawing.text(0, drawing.height + ROW, "N: Nash. K: Kalai-Smorodinsky. Line: the frontier.")
    drawing.height += ROW + 6
    return drawing.done()


KINDS = ("offer", "concession", "statement", "action")


def talks_picture(state: State) -> Picture:
    """What happened when, a row a kind of event, a mark an event."""
    events = state.timeline
    counts = {kind: sum(event.kind == kind for event in events) for kind in KINDS}
    said = ", ".join(f"{n} {kind}s" for kind, n in counts.items())
    drawing = Drawing("What happened when", f"{said}.")
    if not events:
        return drawing.done()
    first, last = events[0].date, events[-1].date
    span = max(1, (last - first).days)
    left = 74.0
    for row, kind in enumerate(KINDS):
        y = drawing.height + row * (ROW + 6)
        drawing.text(0, y + 10, kind)
        drawing.line([(left, y + 6), (WIDTH, y + 6)], "1 3", 0.5)
        for event in events:
            if event.kind == kind:
                x = left + (WIDTH - left - 8) * (event.date - first).days / span
                drawing.bar(x, y, 7, 12, row)
    drawing.height += len(KINDS) * (ROW + 6)
    drawing.text(left, drawing.height + 8, f"{first.day} {first:%b %Y}")
    drawing.text(WIDTH, drawing.height + 8, f"{last.day} {last:%b %Y}", "end")
    drawing.height += ROW
    return drawing.done()
