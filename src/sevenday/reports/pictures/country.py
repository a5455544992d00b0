"""Pictures of a country: trusts ranked with their intervals, and months of each in small."""

from collections.abc import Sequence
from typing import NamedTuple

from sevenday.reports.render.page import Picture
from sevenday.reports.render.svg import INK, RANGE, TEXT, WIDTH, Drawing, short

LINE = 10
"""Units that a trust's row takes."""
SMALL = 7.5
"""Size of a trust's name."""
ACROSS, PANEL, GAP = 5, 44.0, 17.0
"""Small multiples in a row, their height and the room for a name above."""
CLEAR = 10.0
"""Units between a name and the line of 0."""
TICK = 20


class Range(NamedTuple):
    """One row of a strip: a label, the value without and with, and the ends of what it may be."""

    label: str
    before: float
    value: float
    low: float
    high: float


def strip(
    caption: str, says: str, rows: Sequence[Range], limit: float, under: str, with_before: bool
) -> Picture:
    """Rows in order: a line from low to high, a filled mark at the value, a hollow one before.

    `limit`: where a dashed line stands. Values are percentages.
    """
    drawing = Drawing(caption, says)
    left = 132.0
    top_value = min(100.0, max([row.high for row in rows] + [limit]) + 4)

    def at(value: float) -> float:
        return left + (WIDTH - left - 6) * value / top_value

    _mark(drawing, 5, 10, 3, True)
    drawing.text(13, 13, "expected", size=9.5)
    if with_before:
        _mark(drawing, 71, 10, 3, False)
        drawing.text(79, 13, "usual days", size=9.5)
    drawing.line([(146, 10), (168, 10)], "", 2)
    drawing.text(173, 13, "90 % interval", size=9.5)
    drawing.line([(254, 10), (276, 10)], "4 3", 1.5)
    drawing.text(281, 13, "limit", size=9.5)
    drawing.height += 20
    first = drawing.height + 12
    foot = first + LINE * len(rows)
    for value in range(0, int(top_value) + 1, TICK):
        drawing.line([(at(value), first - 2), (at(value), foot)], "1 3", 0.5)
        drawing.text(at(value), first - 5, f"{value}%", "middle", 9)
    drawing.line([(at(limit), first - 2), (at(limit), foot)], "4 3", 1.2)
    for k, row in enumerate(rows):
        y = first + LINE * (k + 0.5)
        drawing.text(0, y + 2.7, short(row.label, (left - CLEAR) * TEXT / SMALL), size=SMALL)
        drawing.line([(at(row.low), y), (at(row.high), y)], "", 2)
        if with_before:
            _mark(drawing, at(row.before), y, 2.4, False)
        _mark(drawing, at(row.value), y, 2.8, True)
    drawing.height = foot + 16
    drawing.text(0, drawing.height - 3, under, size=9.5)
    return drawing.done()


def _mark(drawing: Drawing, x: float, y: float, radius: float, filled: bool) -> None:
    fill = INK if filled else "#fff"
    drawing.shapes.append(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}" fill="{fill}" stroke="{INK}"/>'
    )


class Months(NamedTuple):
    """One panel: a name, what was reported by month (None where not known), and what is forecast.

    Percentages.
    """

    label: str
    reported: Sequence[float | None]
    forecast: Sequence[float]
    low: Sequence[float]
    high: Sequence[float]


def multiples(caption: str, says: str, panels: Sequence[Months], under: str) -> Picture:
    """A panel a trust, all on one scale: months reported as a line, months ahead as a band."""
    drawing = Drawing(caption, says)
    wide = WIDTH / ACROSS
    most = max(
        [20.0, *(v for p in panels for v in p.high), *(v or 0 for p in panels for v in p.reported)]
    )
    start = drawing.height
    for k, panel in enumerate(panels):
        x, y = (k % ACROSS) * wide, start + (k // ACROSS) * (PANEL + GAP)
        _panel(drawing, panel, (x + 2, y + GAP - 4, wide - 8, PANEL), most)
        drawing.text(x + 2, y + 9, panel.label, size=8.5)
    rows = -(-len(panels) // ACROSS)
    drawing.height = start + rows * (PANEL + GAP) + 14
    drawing.text(0, drawing.height - 3, under, size=9.5)
    return drawing.done()


def months_picture(caption: str, says: str, panel: Months, labels: Sequence[str]) -> Picture:
    """The months of one trust, large: `labels` for those reported and those ahead."""
    drawing = Drawing(caption, says)
    box = (30.0, drawing.height + 6, WIDTH - 40, 150.0)
    most = max([20.0, *panel.high, *(v or 0 for v in panel.reported)]) * 1.05
    x, y, wide, high = box
    for value in range(0, int(most) + 1, TICK):
        line = y + high - high * value / most
        drawing.line([(x, line), (x + wide, line)], "1 3", 0.5)
        drawing.text(x - 4, line + 4, f"{value}", "end", 9.5)
    _panel(drawing, panel, box, most)
    last = max(1, len(labels) - 1)
    for k in range(0, len(labels), max(1, len(labels) // 5)):
        drawing.text(min(x + wide * k / last, WIDTH - 40), y + high + 14, labels[k], size=9.5)
    drawing.height = y + high + 34
    drawing.text(0, drawing.height - 3, "% over four hours; band: 90 % interval of months ahead")
    return drawing.done()


def _panel(
    drawing: Drawing, panel: Months, box: tuple[float, float, float, float], most: float
) -> None:
    """Reported months and the band of those ahead, in a box."""
    x, y, wide, high = box
    many = len(panel.reported)
    last = max(1, many + len(panel.forecast) - 1)

    def at(k: int, value: float) -> tuple[float, float]:
        share = min(max(value / most, 0), 1)
        return x + wide * k / last, y + high - high * share

    drawing.line([(x, y + high), (x + wide, y + high)], "", 0.6)
    low = [at(many + k, value) for k, value in enumerate(panel.low)]
    upper = [at(many + k, value) for k, value in enumerate(panel.high)]
    known = [(k, value) for k, value in enumerate(panel.reported) if value is not None]
    if known:
        low.insert(0, at(*known[-1]))
        upper.insert(0, at(*known[-1]))
    path = " ".join(f"{a:.1f},{b:.1f}" for a, b in [*upper, *reversed(low)])
    drawing.shapes.append(f'<polygon points="{path}" fill="{RANGE}"/>')
    middle = [at(many + k, value) for k, value in enumerate(panel.forecast)]
    if known:
        drawing.line([at(*each) for each in known], "", 1.4)
        middle.insert(0, at(*known[-1]))
    drawing.line(middle, "2 2", 1)


def title_of(code: str, name: str) -> str:
    """A trust's name as people write it, with its code."""
    small = {"And", "Of", "The", "For", "On"}
    words = [word.capitalize() for word in name.split()]
    words = [word.lower() if k and word in small else word for k, word in enumerate(words)]
    text = " ".join("NHS" if word.lower() == "nhs" else word for word in words)
    for long in (" NHS Foundation Trust", " NHS Trust"):
        text = text.removesuffix(long)
    return f"{code} {text}".strip()
