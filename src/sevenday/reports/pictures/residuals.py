"""Pictures of what a fit leaves over: figures in standard errors, days, tasks, and misfits."""

from collections.abc import Sequence
from statistics import NormalDist
from typing import NamedTuple

from sevenday.reports.render.page import Picture
from sevenday.reports.render.svg import INK, LETTER, WIDTH, Drawing, short

LINE = 14.0
LABELS = 176.0
"""Room for the names of figures."""
FAR = 4.0
"""Errors either way that a strip shows; what is further is drawn at its edge."""
USUAL = 2.0
"""Errors within which 95 % lie by chance alone."""
RISE = 3.84
"""By so much a misfit (chi-square of one number) rises at the ends of a 95 % interval."""
HIGH = 110.0


class Profile(NamedTuple):
    """A setting's values beside its fit, and by how much the misfit rises at each."""

    name: str
    values: Sequence[float]
    rises: Sequence[float]


def errors_strip(caption: str, says: str, rows: Sequence[tuple[str, float]]) -> Picture:
    """A mark for each figure at its standard errors above or below what is fitted."""
    drawing = Drawing(caption, says)
    wide = WIDTH - LABELS - 34
    top = drawing.height + 14
    foot = top + LINE * len(rows)

    def at(errors: float) -> float:
        return LABELS + wide * (min(max(errors, -FAR), FAR) + FAR) / (2 * FAR)

    for errors in (-4, -2, 0, 2, 4):
        drawing.line([(at(errors), top - 2), (at(errors), foot)], "" if not errors else "2 3", 0.7)
        drawing.text(at(errors), top - 5, f"{errors:+d}" if errors else "0", "middle", 9)
    for k, (label, off) in enumerate(rows):
        y = top + LINE * (k + 0.5)
        drawing.text(0, y + 3.5, short(label, LABELS * 1.35), size=9)
        drawing.line([(at(0), y), (at(off), y)], "", 1.5)
        _mark(drawing, at(off), y, 3)
        drawing.text(WIDTH, y + 3.5, f"{off:+.1f}", "end", 9)
    drawing.height = foot + 16
    drawing.text(0, drawing.height - 3, "Observed less fitted, in standard errors.", size=9.5)
    return drawing.done()


def points_picture(
    caption: str, says: str, values: Sequence[float], under: str, ends: tuple[str, str]
) -> Picture:
    """A mark for each of some values in order, with lines within which 95 % lie by chance."""
    drawing = Drawing(caption, says)
    left, base = 24.0, drawing.height + HIGH
    most = max(3.0, *(abs(value) for value in values)) * 1.05

    def at(k: float, value: float) -> tuple[float, float]:
        across = (WIDTH - left - 6) / max(1, len(values) - 1)
        return left + 3 + k * across, base - HIGH * (value + most) / (2 * most)

    for level in (-USUAL, 0.0, USUAL):
        y = at(0, level)[1]
        drawing.line([(left, y), (WIDTH, y)], "" if not level else "4 3", 0.7)
        drawing.text(left - 4, y + 3, f"{level:+g}" if level else "0", "end", 9)
    for k, value in enumerate(values):
        x, y = at(k, value)
        _mark(drawing, x, y, 1.8 if len(values) <= 120 else 1.2)
    drawing.text(left, base + 12, ends[0], size=9.5)
    drawing.text(WIDTH, base + 12, ends[1], "end", 9.5)
    drawing.height = base + 28
    drawing.text(0, drawing.height - 3, under, size=9.5)
    return drawing.done()


def normal_picture(caption: str, says: str, quantiles: Sequence[float], under: str) -> Picture:
    """Quantiles, evenly by rank, against those of a normal distribution: on the line if it is."""
    drawing = Drawing(caption, says)
    size, left = 150.0, 30.0
    normal = NormalDist()
    there = [normal.inv_cdf((k + 0.5) / len(quantiles)) for k in range(len(quantiles))]
    most = max(2.5, *(abs(value) for value in (*quantiles, *there)))
    base = drawing.height + size

    def at(x: float, y: float) -> tuple[float, float]:
        return left + size * (x + most) / (2 * most), base - size * (y + most) / (2 * most)

    drawing.line([at(-most, -most), at(most, most)], "4 3", 0.8)
    for level in (-2, 0, 2):
        drawing.text(left - 4, at(0, level)[1] + 3, f"{level:+d}" if level else "0", "end", 9)
        drawing.text(at(level, 0)[0], base + 11, f"{level:+d}" if level else "0", "middle", 9)
    for x, y in zip(there, quantiles, strict=True):
        _mark(drawing, *at(x, y), 1.8)
    drawing.height = base + 28
    drawing.text(0, drawing.height - 3, under, size=9.5)
    return drawing.done()


def profiles_picture(caption: str, says: str, profiles: Sequence[Profile]) -> Picture:
    """A panel a setting: by how much the misfit rises beside the fit, and where 95 % ends."""
    drawing = Drawing(caption, says)
    high, gap, wide = 62.0, 38.0, WIDTH / 2
    start = drawing.height
    for k, profile in enumerate(profiles):
        x, y = (k % 2) * wide, start + (k // 2) * (high + gap)
        _panel(drawing, profile, (x + 4, y + 18, wide - 16, high))
        drawing.text(x + 4, y + 11, profile.name, size=10)
    drawing.height = start + -(-len(profiles) // 2) * (high + gap) + 14
    words = "Dashed: where the misfit has risen by 3.84, the ends of 95 %."
    drawing.text(0, drawing.height - 3, words, size=9.5)
    return drawing.done()


def _panel(drawing: Drawing, profile: Profile, box: tuple[float, float, float, float]) -> None:
    left, top, wide, high = box
    low, most = min(profile.values), max(profile.values)
    ceiling = max(2 * RISE, *profile.rises)
    floor = min(0.0, *profile.rises)

    def at(value: float, rise: float) -> tuple[float, float]:
        across = (value - low) / ((most - low) or 1.0)
        return left + wide * across, top + high - high * (rise - floor) / (ceiling - floor)

    drawing.line([at(low, floor), at(most, floor)], "", 0.7)
    drawing.line([at(low, RISE), at(most, RISE)], "4 3", 0.8)
    drawing.line([at(v, r) for v, r in zip(profile.values, profile.rises, strict=True)], "", 1.6)
    middle = len(profile.values) // 2
    for k, anchor in ((0, "start"), (middle, "middle"), (len(profile.values) - 1, "end")):
        value = profile.values[k]
        x = at(value, floor)[0]
        if k != middle or abs(x - left - wide / 2) < wide / 2 - 4 * LETTER:
            drawing.text(x, top + high + 11, f"{value:.2f}", anchor, 9)
    _mark(drawing, *at(profile.values[middle], profile.rises[middle]), 2.5)


def _mark(drawing: Drawing, x: float, y: float, radius: float) -> None:
    drawing.shapes.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}" fill="{INK}"/>')
