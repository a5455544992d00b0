"""Pictures as inline SVG: bars, stacked bars and a line with its range.

Drawn 360 units wide, so that their words stay legible on a phone; every bar carries its figure
and every kind of fill a pattern of its own, so that colour says nothing alone.
"""

from collections.abc import Sequence
from html import escape
from zlib import crc32

from sevenday.reports.page import Picture

WIDTH = 360
ROW = 15
TEXT = 11
INK = "#111"
FILLS = (
    ("#1f4e79", ""),
    ("#e0a030", "M0 6 L6 0"),
    ("#8fbf8f", "M0 3 H6"),
    ("#c96a6a", "M3 0 V6"),
    ("#b8b8d8", "M0 0 L6 6 M0 6 L6 0"),
    ("#dddddd", "M0 3 H6 M3 0 V6"),
    ("#7fb3d5", "M0 0 L6 6"),
    ("#f0e0b0", "M1 3 H3"),
)
"""Colours apart in lightness too, and the hatching on each."""


class _Drawing:
    """Shapes gathered from the top down; `done` wraps them with a title and a description."""

    def __init__(self, caption: str, says: str) -> None:
        self.caption, self.says = caption, says
        self.shapes: list[str] = []
        self.height = 4.0
        self.prefix = f"p{crc32((caption + says).encode()):x}"

    def text(
        self, x: float, y: float, words: str, anchor: str = "start", size: float = TEXT
    ) -> None:
        self.shapes.append(
            f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" text-anchor="{anchor}" '
            f'fill="{INK}" stroke="#fff" stroke-width="2.5" paint-order="stroke">'
            f"{escape(words)}</text>"
        )

    def bar(self, x: float, y: float, width: float, height: float, fill: int) -> None:
        shape = f'x="{x:.1f}" y="{y:.1f}" width="{max(width, 0):.1f}" height="{height:g}"'
        self.shapes.append(f'<rect {shape} fill="url(#{self.prefix}f{fill})" stroke="{INK}"/>')

    def line(
        self, points: Sequence[tuple[float, float]], dashes: str = "", width: float = 1
    ) -> None:
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
        self.shapes.append(
            f'<polyline points="{path}" fill="none" stroke="{INK}" '
            f'stroke-width="{width:g}"{dashed}/>'
        )

    def area(self, points: Sequence[tuple[float, float]], fill: int) -> None:
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        self.shapes.append(f'<polygon points="{path}" fill="url(#{self.prefix}f{fill})"/>')

    def key(self, names: Sequence[str]) -> None:
        """A legend of fills, as many rows as it needs."""
        x = 0.0
        for fill, name in enumerate(names):
            wide = 16 + 6.2 * len(name) + 10
            if x and x + wide > WIDTH:
                x, self.height = 0.0, self.height + ROW
            self.bar(x, self.height, 11, 11, fill)
            self.text(x + 15, self.height + 9.5, name)
            x += wide
        self.height += ROW + 6

    def done(self) -> Picture:
        patterns = "".join(
            f'<pattern id="{self.prefix}f{n}" width="6" height="6" patternUnits="userSpaceOnUse">'
            f'<rect width="6" height="6" fill="{colour}"/>'
            + (f'<path d="{hatch}" stroke="{INK}" stroke-width="0.7"/>' if hatch else "")
            + "</pattern>"
            for n, (colour, hatch) in enumerate(FILLS)
        )
        title, says = f"{self.prefix}t", f"{self.prefix}d"
        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {self.height + 4:.0f}" '
            f'role="img" aria-labelledby="{title} {says}" font-family="system-ui, sans-serif">'
            f'<title id="{title}">{escape(self.caption)}</title>'
            f'<desc id="{says}">{escape(self.says)}</desc><defs>{patterns}</defs>'
            f"{''.join(self.shapes)}</svg>"
        )
        return Picture(self.caption, svg, self.says)


def bars(
    caption: str,
    says: str,
    names: Sequence[str],
    rows: Sequence[tuple[str, Sequence[float]]],
    figure: str = "{:g}",
) -> Picture:
    """Horizontal bars: each row a label and one value (0 or more) for each name of the key."""
    drawing = _Drawing(caption, says)
    if len(names) > 1:
        drawing.key(names)
    most = max((value for _, values in rows for value in values), default=0.0) or 1.0
    left = min(150.0, 8 + 6.2 * max((len(label) for label, _ in rows), default=0))
    room = WIDTH - left - 8 - 6.5 * len(figure.format(most))
    for label, values in rows:
        drawing.text(0, drawing.height + 10.5, label)
        for fill, value in enumerate(values):
            y = drawing.height + fill * (ROW - 2)
            drawing.bar(left, y, room * value / most, ROW - 4, fill)
            drawing.text(left + room * value / most + 4, y + 9.5, figure.format(value))
        drawing.height += len(values) * (ROW - 2) + 4
    return drawing.done()


def stacked(
    caption: str,
    says: str,
    names: Sequence[str],
    rows: Sequence[tuple[str, Sequence[float]]],
    figure: str = "{:,.0f}",
) -> Picture:
    """Stacked bars: each row a label over one bar of parts (0 or more), with its sum."""
    drawing = _Drawing(caption, says)
    drawing.key(names)
    most = max((sum(values) for _, values in rows), default=0.0) or 1.0
    room = WIDTH - 8 - 6.5 * len(figure.format(most))
    for label, values in rows:
        drawing.text(0, drawing.height + 10, label)
        x, y = 0.0, drawing.height + ROW
        for fill, value in enumerate(values):
            if value:
                drawing.bar(x, y, room * value / most, ROW, fill)
                x += room * value / most
        drawing.text(x + 4, y + 11.5, figure.format(sum(values)))
        drawing.height += 2 * ROW + 8
    return drawing.done()


def band(
    caption: str,
    says: str,
    rows: Sequence[tuple[str, float, float, float]],
    unit: str,
    limit: tuple[float, str] | None = None,
) -> Picture:
    """A line of middles within its range: rows of label, least, middle, most; a dashed limit."""
    drawing = _Drawing(caption, says)
    left, height = 26.0, 150.0
    top = max([most for *_, most in rows] + ([limit[0]] if limit else [])) * 1.08 or 1.0
    step = next(s for s in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 1e9) if top / s <= 6)
    base = drawing.height + height

    def at(k: int, value: float) -> tuple[float, float]:
        across = (WIDTH - left - 12) / max(1, len(rows) - 1)
        return left + 4 + k * across, base - height * value / top

    for tick in range(int(top // step) + 1):
        y = at(0, tick * step)[1]
        drawing.line([(left, y), (WIDTH, y)], "1 3", 0.5)
        drawing.text(left - 4, y + 4, f"{tick * step:g}", "end")
    upper = [at(k, most) for k, (*_, most) in enumerate(rows)]
    lower = [at(k, least) for k, (_, least, _, _) in enumerate(rows)]
    drawing.area([*upper, *reversed(lower)], 6)
    drawing.line([at(k, middle) for k, (_, _, middle, _) in enumerate(rows)], "", 2)
    if limit:
        y = at(0, limit[0])[1]
        drawing.line([(left, y), (WIDTH, y)], "6 3", 1.5)
        drawing.text(WIDTH - 2, y - 3, limit[1], "end")
    every = max(1, -(-len(rows) // 4))
    for k, (label, *_) in enumerate(rows):
        if k % every == 0:
            drawing.text(at(k, 0)[0] - 4, base + 13, label)
    drawing.height = base + 30
    drawing.text(0, drawing.height - 2, f"Line: mean. Shaded: least to most. {unit}")
    return drawing.done()
