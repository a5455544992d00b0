"""One duty in several cells: two columns a date (AM and PM), or two rows a doctor."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time
from itertools import pairwise

from sevenday.clock import hhmm
from sevenday.files.leave_words import meaning
from sevenday.files.sheets import Cell
from sevenday.files.spreadsheets.view import View
from sevenday.files.time_words import minute_in
from sevenday.model.absence import without_duty

PART = re.compile(
    r"a\.?m\.?|p\.?m\.?|morn(?:ing)?|aft(?:er)?(?:noon)?|eve(?:ning)?|day(?:time)?|nights?|early|late|"
    r"on[- ]?call|1|2|start|in|from|finish|end|out|to"
    r"|shift|code|duty|hrs?|hours",
    re.IGNORECASE,
)
"""The heading of a part of a date."""
HALF = re.compile(r"a\.?m\.?|p\.?m\.?|morn(?:ing)?|aft(?:er)?(?:noon)?", re.IGNORECASE)
"""That of half a day: leave in one of them is half a day's."""


def is_parted(view: View, line: int, place: int, following: int) -> bool:
    """Whether a date's heading stands for all the places as far as the next date's."""
    over = any(
        top <= line <= bottom and first == place and last == following - 1
        for top, first, bottom, last in view.merged
    )
    return following - place > 1 and (
        over
        or any(
            all(PART.fullmatch(view.text(below, p)) for p in range(place, following))
            for below in (line + 1, line + 2)
        )
    )


def date_width(view: View, line: int, places: Sequence[int]) -> tuple[int, list[int]]:
    """How many places each date has, and the line of the parts' own headings."""
    steps = {b - a for a, b in pairwise(places)}
    width = steps.pop() if len(steps) == 1 else 1
    if width < 2 or not all(is_parted(view, line, p, p + width) for p in places[:-1]):
        return 1, []
    lines = [
        below
        for below in (line + 1, line + 2)
        if sum(bool(PART.fullmatch(view.text(below, p))) for p in places) * 2 > len(places)
    ]
    return width, lines[:1]


def joined(cells: Sequence[Cell], halves: bool) -> Cell | None:
    """The one cell that the parts of a duty come to, as "D+C"; None where all are blank.

    Leave in one of two `halves` of a day is half a day's.
    """
    texts = [" ".join(cell.text.split()) for cell in cells]
    times = [minute_in(cell.value) for cell in cells]
    if len(times) == 2 and times[0] is not None and times[1] is not None:
        return replace(cells[0], value=f"{hhmm(times[0])}-{hhmm(times[1])}")  # start and finish
    for cell in cells:
        if cell.formula or cell.struck or isinstance(cell.value, (date, time)):
            return cell  # what is wrong with it is said where it is taken
    if any(isinstance(cell.value, str) for cell in cells):
        # numbers beside a code are its hours
        cells = [cell for cell in cells if isinstance(cell.value, str) or not cell.text]
        texts = [" ".join(cell.text.split()) for cell in cells]
    full = [text for text in texts if text and meaning(text) != ""]
    if not full:
        return next((cell for cell in cells if cell.text), None)
    away = {text for text in full if without_duty(meaning(text) or "")}
    if len(set(full)) == 1 and not (halves and away and len(full) < len(texts)):
        text = full[0]
    elif halves:
        text = "+".join(
            f"{meaning(t)}/2" if t in away else t
            for t in sorted(dict.fromkeys(full), key=lambda t: t not in away)
        )
    else:
        text = "+".join(dict.fromkeys(full))
    return replace(next(cell for cell in cells if cell.text), value=text)
