"""The rota itself as a picture: doctors by days, four weeks to a picture, coloured and hatched.

Each kind of duty has a colour, a hatching and its letter, so that colour says nothing alone.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import numpy as np

from sevenday.clock import SATURDAY, WEEKDAYS, short_date
from sevenday.limits.lines import Lines, LineSource, select_lines
from sevenday.model import Hospital
from sevenday.model.rota import OFF
from sevenday.reports.files.colours import colours
from sevenday.reports.render.page import Picture
from sevenday.reports.render.svg import FILLS, WIDTH, Drawing, short
from sevenday.reports.render.words import named

WEEKS, MOST_PICTURES, MOST_DOCTORS = 4, 7, 60
"""Weeks in a picture, pictures in a page (half a year), and doctors in a picture."""
LEFT, HIGH = 66.0, 11.0
"""Room for a name, and the height of a row."""
HATCHES = tuple(hatch for _, hatch in FILLS)
WEEKEND, AWAY = "#eeeeee", "#cfd8dc"


def rota_pictures(hospital: Hospital, on: date, use: LineSource | None = None) -> list[Picture]:
    """The rota or the template of a hospital, so many weeks a picture, the first half year of it.

    Of more doctors than a picture has room for the first are drawn, and the caption says so.
    """
    made: list[Picture] = []
    for block in select_lines(hospital, on, use):
        lead = 0 if block.cyclic else block.first.weekday()
        days = block.codes.shape[1] - block.history
        starts = range(-lead, days, 7 * WEEKS)
        made += [_picture(hospital, block, start) for start in starts[:MOST_PICTURES]]
    return made[:MOST_PICTURES]


def _picture(hospital: Hospital, block: Lines, start: int) -> Picture:
    """The days from a Monday on, as many as a picture has; before the first date they are blank."""
    end = min(start + 7 * WEEKS, block.codes.shape[1] - block.history)
    drawn = block.codes[:MOST_DOCTORS, block.history + max(start, 0) : block.history + end]
    codes = np.pad(drawn, ((0, 0), (max(-start, 0), 0)), constant_values=OFF)
    many, days = codes.shape
    first = block.first + timedelta(days=start)
    if block.cyclic:
        span = f"weeks {start // 7 + 1} to {(start + days) // 7} of each line"
    else:
        last = first + timedelta(days=days - 1)
        span = f"{short_date(max(first, block.first))} to {short_date(last)}"
    caption = f"The rota, {span}"
    if len(block.doctors) > many:
        caption += f" (the first {many} of {len(block.doctors)} doctors)"
    used = [code for code in dict.fromkeys(codes.ravel().tolist()) if hospital.cells.texts[code]]
    key = [(code, _named(hospital, code)) for code in sorted(used)]
    says = f"{many} doctors by {days} days. " + "; ".join(words for _, words in key) + "."
    drawing = Drawing(caption, says, _fills(hospital, [code for code, _ in key]))
    drawing.named_fills([(n, words) for n, (_, words) in enumerate(key)])
    wide = (WIDTH - LEFT) / (7 * WEEKS)
    for day in range(0, days, 7):
        monday = first + timedelta(days=day)
        label = f"week {(start + day) // 7 + 1}" if block.cyclic else f"{monday.day} {monday:%b}"
        drawing.text(LEFT + day * wide, drawing.height + 8, label, size=8)
    drawing.height += 11
    for day in range(days):
        letter = WEEKDAYS[day % 7][0]
        drawing.text(LEFT + (day + 0.5) * wide, drawing.height + 7, letter, "middle", 7)
        if day % 7 >= SATURDAY:
            x, y = LEFT + day * wide, drawing.height + 9
            drawing.shade(x, y, wide, many * HIGH, WEEKEND)
    drawing.height += 9
    place = {code: n for n, (code, _) in enumerate(key)}
    for doctor, row in zip(block.doctors, codes.tolist(), strict=False):
        drawing.text(0, drawing.height + 8, short(doctor.name, LEFT - 4), size=8.5)
        for code, at in _by_code(row):
            boxes = [(LEFT + k * wide, drawing.height, wide, HIGH - 1) for k in at]
            drawing.boxes(boxes, place[code])
            xs = [LEFT + (k + 0.5) * wide for k in at]
            text = _letter(hospital, code) * len(at)
            drawing.letters(xs, drawing.height + 7.6, text, place[code])
        drawing.height += HIGH
    return drawing.done()


def _by_code(row: Sequence[int]) -> Iterator[tuple[int, list[int]]]:
    """Each code of a line that is not off, and the days that it is on."""
    for code in dict.fromkeys(row):
        if code:
            yield code, [k for k, each in enumerate(row) if each == code]


def _letter(hospital: Hospital, code: int) -> str:
    """The letter that a cell has: a duty's a capital, an absence's a small one."""
    letter = hospital.cells.texts[code][:1]
    return letter.upper() if hospital.cells.parts[code] else letter.lower()


def _named(hospital: Hospital, code: int) -> str:
    """A kind of cell in the key: its code, and the name where a shift has one."""
    text = hospital.cells.texts[code]
    shift = hospital.shifts.get(text)
    return f"{text} {named(shift)}".strip() if shift else text


def _fills(hospital: Hospital, codes: Sequence[int]) -> tuple[tuple[str, str], ...]:
    """A colour and a hatching for each kind of cell; a join takes that of its first duty."""
    own = colours(hospital.shifts)
    return tuple(
        (
            own.get(hospital.cells.texts[code].split("+")[0], AWAY),
            HATCHES[n % len(HATCHES)],
        )
        for n, code in enumerate(codes)
    )
