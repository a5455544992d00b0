"""Pictures of a hospital's flow: the queue with its band, doctors against demand."""

from collections.abc import Sequence
from typing import NamedTuple

from sevenday.reports.render.page import Picture
from sevenday.reports.render.svg import LETTER, ROW, WIDTH, Drawing

LEFT, HEIGHT = 30.0, 140.0
STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)


class Series(NamedTuple):
    """Values hour by hour, what they are, and the line that they are drawn with."""

    name: str
    values: Sequence[float]
    dashes: str = ""
    width: float = 2.0


def hours_picture(
    caption: str,
    says: str,
    labels: Sequence[str],
    lines: Sequence[Series],
    band: tuple[str, Sequence[float], Sequence[float]] | None = None,
    stepped: bool = False,
) -> Picture:
    """Lines over hours, one scale; a band behind them. `labels`: each hour's, "" for none.

    `stepped`: a value holds for its whole hour.
    """
    drawing = Drawing(caption, says)
    _key(drawing, lines, band)
    top = max([v for line in lines for v in line.values] + list(band[2] if band else [])) * 1.08
    top = top or 1.0
    step = next((s for s in STEPS if top / s <= 6), top)
    base = drawing.height + HEIGHT + 6
    hours = len(labels)
    across = (WIDTH - LEFT - 8) / max(1, hours if stepped else hours - 1)

    def at(k: float, value: float) -> tuple[float, float]:
        return LEFT + 2 + k * across, base - HEIGHT * value / top

    if band is not None:
        upper = [at(k, value) for k, value in enumerate(band[2])]
        lower = [at(k, value) for k, value in enumerate(band[1])]
        drawing.area([*upper, *reversed(lower)])
    for tick in range(int(top // step) + 1):
        y = at(0, tick * step)[1]
        drawing.line([(LEFT, y), (WIDTH, y)], "1 3", 0.5)
        drawing.text(LEFT - 4, y + 4, f"{tick * step:g}", "end", 9.5)
    for line in lines:
        points = [at(k, value) for k, value in enumerate(line.values)]
        if stepped:
            ends = [at(k + 1, value) for k, value in enumerate(line.values)]
            points = [point for pair in zip(points, ends, strict=True) for point in pair]
        drawing.line(points, line.dashes, line.width)
    for k, label in enumerate(labels):
        if label and at(k, 0)[0] + LETTER * len(label) <= WIDTH + 20:
            drawing.line([at(k, 0), (at(k, 0)[0], base + 4)])
            drawing.text(at(k, 0)[0] - 2, base + 14, label, size=9.5)
    drawing.height = base + 20
    return drawing.done()


def _key(
    drawing: Drawing,
    lines: Sequence[Series],
    band: tuple[str, Sequence[float], Sequence[float]] | None,
) -> None:
    """What each line and the band are, as many rows as it needs."""
    x, y = 0.0, drawing.height + 5
    names = [line.name for line in lines] + ([band[0]] if band else [])
    for k, name in enumerate(names):
        wide = 24 + LETTER * len(name) * 0.9 + 8
        if x and x + wide > WIDTH:
            x, y = 0.0, y + ROW
        if k < len(lines):
            drawing.line([(x, y), (x + 18, y)], lines[k].dashes, lines[k].width)
        else:
            drawing.area([(x, y - 5), (x + 18, y - 5), (x + 18, y + 5), (x, y + 5)])
        drawing.text(x + 22, y + 4, name, size=10)
        x += wide
    drawing.height = y + 10
