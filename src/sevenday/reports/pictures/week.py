"""The hours of the week under a contract: which earn plain pay, and which a premium."""

from textwrap import wrap

from sevenday.clock import WEEKDAY_NAMES
from sevenday.contracts import Terms
from sevenday.contracts.week import earnings_by_minute
from sevenday.reports.render.page import Picture
from sevenday.reports.render.svg import FILLS, ROW, WIDTH, Drawing

LEFT = 30.0
HOUR = 60
LETTERS = 64
"""Letters of a line of the legend."""


def week_picture(terms: Terms) -> Picture | None:
    """Seven days by twenty-four hours; None where the contract does not say what an hour earns."""
    week = earnings_by_minute(terms)
    if week is None:
        return None
    kinds = list(dict.fromkeys(week))
    plain = [kind for kind in kinds if kind == "plain time"]
    kinds = [*plain, *(kind for kind in kinds if kind not in plain)]
    fills = {kind: n % len(FILLS) for n, kind in enumerate(kinds[len(plain) :])}
    fills |= dict.fromkeys(plain, 5)
    shares = {kind: week.count(kind) / HOUR for kind in kinds}
    caption = "; ".join(f"{kind}: {hours:g} h of the week" for kind, hours in shares.items())
    drawing = Drawing(f"What an hour earns: {terms.id}, {terms.on}", caption)
    for kind in kinds:
        drawing.bar(0, drawing.height, 11, 11, fills[kind])
        for words in wrap(f"{shares[kind]:g} h: {kind}", LETTERS):
            drawing.text(15, drawing.height + 9.5, words, size=9.5)
            drawing.height += ROW - 1
    drawing.height += 4
    wide = (WIDTH - LEFT - 2) / (24 * HOUR)
    for hour in (0, 6, 12, 18, 24):
        anchor = "end" if hour == 24 else "middle"
        drawing.text(LEFT + hour * HOUR * wide, drawing.height + 9, f"{hour:02d}", anchor, 9)
    drawing.height += ROW - 2
    for day, name in enumerate(WEEKDAY_NAMES):
        drawing.text(0, drawing.height + 10, name[:3])
        line = week[day * 24 * HOUR : (day + 1) * 24 * HOUR]
        start = 0
        while start < len(line):
            stop = start
            while stop < len(line) and line[stop] == line[start]:
                stop += 1
            left = LEFT + start * wide
            drawing.bar(left, drawing.height, (stop - start) * wide, ROW - 3, fills[line[start]])
            start = stop
        drawing.height += ROW - 1
    return drawing.done()
