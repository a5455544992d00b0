"""Pictures as inline SVG: bars in panels, stacked bars and a line with its range.

Drawn 360 units wide, so that their words stay legible on a phone; every bar carries its figure
and every kind of fill a pattern of its own, so that colour says nothing alone.
"""

from collections.abc import Sequence
from html import escape
from zlib import crc32

from sevenday.reports.render.page import Picture

WIDTH = 360
ROW = 16
TEXT = 11.5
LETTER = 6.9
"""A letter's width, at most as a rule: words are given this much room."""
INK = "#111"
DARK = 240
"""The sum of a colour's red, green and blue under which black lines do not show on it."""
MIDDLE = 128
"""How light a colour is, of 255, under which a letter on it is white."""
RANGE = "#d5dde6"
FILLS = (
    ("#1f4e79", ""),
    ("#e0a030", "M0 6 L6 0"),
    ("#8fbf8f", "M0 3 H6"),
    ("#c96a6a", "M3 0 V6"),
    ("#b8b8d8", "M0 0 L6 6 M0 6 L6 0"),
    ("#dddddd", "M0 3 H6 M3 0 V6"),
    ("#7fb3d5", "M0 0 L6 6"),
    ("#f0e0b0", "M1 3 H3"),
    ("#6b4c8a", "M0 0 L6 6 M0 3 H6"),
    ("#ffffff", "M3 0 V6"),
    ("#4f9d9d", "M1 1 H4 V4 H1 Z"),
)
"""Colours apart in lightness too, and the hatching on each: as many as there are pay elements."""


class Drawing:
    """Shapes gathered from the top down; `done` wraps them with a title and a description.

    `height` is how far down it has come; `fill` counts into its fills, colours with their hatching.
    """

    def __init__(self, caption: str, says: str, fills: Sequence[tuple[str, str]] = FILLS) -> None:
        """Begin a picture with its title, its description and its fills."""
        self.caption, self.says, self.fills = caption, says, fills
        self.shapes: list[str] = []
        self.height = 4.0
        self.prefix = f"p{crc32((caption + says).encode()):x}"

    def text(
        self, x: float, y: float, words: str, anchor: str = "start", size: float = TEXT
    ) -> None:
        """Words at a point, with a white edge so that they show on any fill."""
        self.shapes.append(
            f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" text-anchor="{anchor}" '
            f'fill="{INK}" stroke="#fff" stroke-width="2.5" paint-order="stroke">'
            f"{escape(words)}</text>"
        )

    def bar(self, x: float, y: float, width: float, height: float, fill: int) -> None:
        """A box with one of the fills."""
        shape = f'x="{x:.1f}" y="{y:.1f}" width="{max(width, 0):.1f}" height="{height:g}"'
        self.shapes.append(
            f'<rect {shape} fill="url(#{self.prefix}f{fill % len(self.fills)})" stroke="{INK}"/>'
        )

    def boxes(self, boxes: Sequence[tuple[float, float, float, float]], fill: int) -> None:
        """Many boxes (x, y, width, height) of one fill, as one shape."""
        path = "".join(f"M{x:.1f} {y:.1f}h{w:.1f}v{h:.1f}h{-w:.1f}z" for x, y, w, h in boxes)
        self.shapes.append(
            f'<path d="{path}" fill="url(#{self.prefix}f{fill})" stroke="{INK}" '
            'stroke-width="0.4"/>'
        )

    def letters(
        self, xs: Sequence[float], y: float, letters: str, fill: int, size: float = 7
    ) -> None:
        """A letter at each of some points of one line, each on a plain patch of its fill."""
        colour = self.fills[fill % len(self.fills)][0]
        wide, high = size, 1.1 * size
        patch = "".join(
            f"M{x - wide / 2:.1f} {y - 0.9 * size:.1f}h{wide:.1f}v{high:.1f}h{-wide:.1f}z"
            for x in xs
        )
        at = " ".join(f"{x:.1f}" for x in xs)
        self.shapes.append(
            f'<path d="{patch}" fill="{colour}"/>'
            f'<text x="{at}" y="{y:.1f}" font-size="{size:g}" font-weight="600" '
            f'text-anchor="middle" fill="{_legible(colour)}">{escape(letters)}</text>'
        )

    def shade(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """A plain box without an edge, to lie behind others."""
        shape = f'x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"'
        self.shapes.append(f'<rect {shape} fill="{colour}"/>')

    def line(
        self, points: Sequence[tuple[float, float]], dashes: str = "", width: float = 1
    ) -> None:
        """A line through points, dashed if said."""
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
        self.shapes.append(
            f'<polyline points="{path}" fill="none" stroke="{INK}" '
            f'stroke-width="{width:g}"{dashed}/>'
        )

    def area(self, points: Sequence[tuple[float, float]]) -> None:
        """A filled shape without an edge."""
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        self.shapes.append(f'<polygon points="{path}" fill="{RANGE}" stroke="#888"/>')

    def key(self, names: Sequence[str]) -> None:
        """A legend of the first fills, as many rows as it needs."""
        self.named_fills(list(enumerate(names)))

    def named_fills(self, fills: Sequence[tuple[int, str]]) -> None:
        """A legend of some fills."""
        x = 0.0
        for fill, name in fills:
            wide = 16 + 6.2 * len(name) + 10
            if x and x + wide > WIDTH:
                x, self.height = 0.0, self.height + ROW
            self.bar(x, self.height, 11, 11, fill)
            self.text(x + 15, self.height + 9.5, name)
            x += wide
        self.height += ROW + 6

    def done(self) -> Picture:
        """The picture, with its title and description for those who do not see it."""
        patterns = "".join(
            f'<pattern id="{self.prefix}f{n}" width="6" height="6" patternUnits="userSpaceOnUse">'
            f'<rect width="6" height="6" fill="{colour}"/>'
            + (f'<path d="{hatch}" stroke="{_on(colour)}" stroke-width="0.7"/>' if hatch else "")
            + "</pattern>"
            for n, (colour, hatch) in enumerate(self.fills)
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


def _on(colour: str) -> str:
    """Lines that show on a colour: dark, but white on one that is dark itself."""
    red, green, blue = (int(colour[k : k + 2], 16) for k in (1, 3, 5))
    return "#fff" if red + green + blue < DARK else INK


def _legible(colour: str) -> str:
    """Ink for a letter on a colour: white where that is darker than the middle grey."""
    red, green, blue = (int(colour[k : k + 2], 16) for k in (1, 3, 5))
    return "#fff" if 299 * red + 587 * green + 114 * blue < 1000 * MIDDLE else INK


def short(label: str, room: float) -> str:
    """A label that fits so much room, cut in its middle: names often differ at their ends."""
    most = max(3, int(room / LETTER))
    end = most // 3
    return label if len(label) <= most else f"{label[: most - end - 1]}…{label[-end:]}"


def bars(
    caption: str,
    says: str,
    names: Sequence[str],
    rows: Sequence[tuple[str, Sequence[float]]],
    figure: str = "{:g}",
    middles: Sequence[float] = (),
) -> Picture:
    """Horizontal bars, a panel with a scale of its own for each name, side by side.

    `rows`: a label and a value for each name; one below 0 has a bar of another colour. `middles`:
    a value in each panel that its dashed line stands at.
    """
    drawing = Drawing(caption, says)
    left = min(
        220.0 if len(names) == 1 else 110.0,
        8 + LETTER * max((len(label) for label, _ in rows), default=0),
    )
    panel = (WIDTH - left) / len(names)
    if len(names) > 1:
        for k, name in enumerate(names):
            drawing.text(left + k * panel, drawing.height + 10, name)
        drawing.height += ROW + 2
    top = drawing.height
    figures: list[tuple[float, float, str]] = []
    columns = list(zip(*(values for _, values in rows), strict=True)) or [(0.0,)] * len(names)
    most = [max(map(abs, column)) or 1.0 for column in columns]
    room = [panel - 12 - LETTER * max(len(figure.format(v)) for v in c) for c in columns]
    for label, values in rows:
        drawing.text(0, drawing.height + 11, short(label, left - 4))
        for k, value in enumerate(values):
            wide, x = room[k] * abs(value) / most[k], left + k * panel
            drawing.bar(x, drawing.height, wide, ROW - 4, k + (value < 0))
            figures.append((x + wide + 4, drawing.height + 10.5, figure.format(value)))
        drawing.height += ROW
    for k, middle in enumerate(middles):
        x = left + k * panel + room[k] * middle / most[k]
        drawing.line([(x, top - 2), (x, drawing.height - 2)], "4 3", 1.5)
    for place in figures:  # last, so that no line runs through one
        drawing.text(*place)
    return drawing.done()


def stacked(
    caption: str,
    says: str,
    names: Sequence[str],
    rows: Sequence[tuple[str, Sequence[float]]],
    figure: str = "{:,.0f}",
    ranges: Sequence[tuple[float, float] | None] = (),
) -> Picture:
    """Stacked bars: each row a label over one bar of parts (0 or more), with its sum.

    `ranges`: for each row the ends of what is not known of its sum, as a line under the bar.
    """
    drawing = Drawing(caption, says)
    drawing.key(names)
    ends = [*ranges, *([None] * (len(rows) - len(ranges)))]
    sums = [sum(values) for _, values in rows] + [end[1] for end in ends if end]
    most = max(sums, default=0.0) or 1.0
    room = WIDTH - 8 - LETTER * len(figure.format(most))
    for (label, values), end in zip(rows, ends, strict=True):
        drawing.text(0, drawing.height + 10, short(label, WIDTH))
        x, y = 0.0, drawing.height + ROW - 1
        for fill, value in enumerate(values):
            if value:
                drawing.bar(x, y, room * value / most, ROW - 2, fill)
                x += room * value / most
        drawing.text(x + 4, y + 11.5, figure.format(sum(values)))
        drawing.height += 2 * ROW + 6
        if end:
            low, high = (room * value / most for value in end)
            under = y + ROW + 3
            drawing.line(
                [(low, under - 3), (low, under), (high, under), (high, under - 3)], "", 1.5
            )
            drawing.height += 5
    if any(ends):
        drawing.text(0, drawing.height + 9, "Line under a bar: its total may lie anywhere on it.")
        drawing.height += ROW
    return drawing.done()


def band(
    caption: str,
    says: str,
    rows: Sequence[tuple[str, float, float, float]],
    under: str,
    limit: tuple[float, str] | None = None,
) -> Picture:
    """A line of middles within its range: rows of label, least, middle, most; a dashed limit.

    `under`: what the labels are, said below them.
    """
    drawing = Drawing(caption, says)
    left, height = 28.0, 150.0
    drawing.line([(0, 9), (18, 9)], "", 2)
    drawing.text(22, 13, "mean")
    drawing.area([(66, 4), (84, 4), (84, 14), (66, 14)])
    drawing.text(88, 13, "least to most")
    if limit:
        drawing.line([(186, 9), (204, 9)], "6 3", 1.5)
        drawing.text(208, 13, limit[1])
    drawing.height += ROW + 4
    top = max([most for *_, most in rows] + ([limit[0]] if limit else [])) * 1.08 or 1.0
    step = next(s for s in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 1e9) if top / s <= 6)
    base = drawing.height + height
    across = (WIDTH - left - 12) / max(1, len(rows) - 1)

    def at(k: float, value: float) -> tuple[float, float]:
        return left + 4 + k * across, base - height * value / top

    drawn = [*rows, *rows] if len(rows) == 1 else rows
    upper = [at(k, most) for k, (*_, most) in enumerate(drawn)]
    lower = [at(k, least) for k, (_, least, _, _) in enumerate(drawn)]
    drawing.area([*upper, *reversed(lower)])
    for tick in range(int(top // step) + 1):
        y = at(0, tick * step)[1]
        drawing.line([(left, y), (WIDTH, y)], "1 3", 0.5)
        drawing.text(left - 4, y + 4, f"{tick * step:g}", "end")
    drawing.line([at(k, middle) for k, (_, _, middle, _) in enumerate(drawn)], "", 2)
    if limit:
        y = at(0, limit[0])[1]
        drawing.line([(left, y), (WIDTH, y)], "6 3", 1.5)
    every = max(1, -(-len(rows) // 4))
    for k, (label, *_) in enumerate(rows):
        if k % every == 0 and at(k, 0)[0] + LETTER * len(label) <= WIDTH + 8:
            drawing.line([at(k, 0), (at(k, 0)[0], base + 4)])
            drawing.text(at(k, 0)[0] - 4, base + 15, label)
    drawing.height = base + 34
    drawing.text(0, drawing.height - 3, under)
    return drawing.done()
