"""Distributions side by side: least, quarters, middle and most of each, about nothing."""

from collections.abc import Sequence

import numpy as np

from sevenday.reports.render.page import Picture
from sevenday.reports.render.svg import ROW, WIDTH, Drawing

DOWN = 2 * ROW + 8
"""Units that a row takes."""
EDGE = 30
"""Units from a side within which words do not stand about a point."""


def spread(
    caption: str, says: str, rows: Sequence[tuple[str, Sequence[float]]], figure: str = "{:+,.0f}"
) -> Picture:
    """A box a row: the middle half filled, a line to the least and the most, the median across.

    The dashed line is 0: left of it is less than before. Rows of a label and values, not empty.
    """
    drawing = Drawing(caption, says)
    values = [value for _, row in rows for value in row] or [0.0]
    low, high = min(*values, 0.0), max(*values, 0.0)
    span = (high - low) or 1.0

    def at(value: float) -> float:
        return 4 + (WIDTH - 8) * (value - low) / span

    top = drawing.height
    foot = top + len(rows) * DOWN - 4
    drawing.line([(at(0.0), top + ROW - 4), (at(0.0), foot)], "3 3", 1)  # words stand before it
    for label, row in rows:
        least, first, middle, third, most = np.quantile(np.array(row), [0, 0.25, 0.5, 0.75, 1])
        drawing.text(0, drawing.height + 10, label)
        y = drawing.height + ROW
        drawing.line([(at(least), y + 6), (at(most), y + 6)])
        drawing.bar(at(first), y, max(1.5, at(third) - at(first)), 12, 6)
        drawing.line([(at(middle), y - 2), (at(middle), y + 14)], "", 2.5)
        label = f"{figure.format(least)} to {figure.format(most)}, median {figure.format(middle)}"
        drawing.text(WIDTH, drawing.height + 10, label, "end", 9.5)
        drawing.height += DOWN
    side = "start" if at(0.0) < EDGE else "end" if at(0.0) > WIDTH - EDGE else "middle"
    drawing.text(at(0.0), drawing.height + 5, "no change", side, 9.5)
    drawing.height += ROW / 2
    return drawing.done()
