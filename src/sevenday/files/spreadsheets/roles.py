"""A rota the other way round: dates down, roles across, and doctors' names in the cells."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import product

from sevenday.clock import DAY
from sevenday.files.leave_words import kind_of_title, meaning
from sevenday.files.sheets import wrong
from sevenday.files.spreadsheets.codes import Codes
from sevenday.files.spreadsheets.contents import Contents
from sevenday.files.spreadsheets.entries import EDGES
from sevenday.files.spreadsheets.grid import Grid, GridLine
from sevenday.files.spreadsheets.lines import is_total
from sevenday.files.spreadsheets.result import Statement
from sevenday.files.spreadsheets.words import NO_DOCTOR, ON_CALL, TITLE
from sevenday.files.time_words import times_in
from sevenday.model import Shift
from sevenday.model.absence import without_duty

DUTY = re.compile(
    r"\b(?:days?|nights?|long|short|lates?|earl(?:y|ies)|twilight|evening|weekend|on[- ]?call"
    r"|nroc|resident|take|clinic|theatre|ward|cover|shift|first|second|third|1st|2nd|3rd|am|pm"
    r"|morning|afternoon|leave|a/l|bleep|hot|post[- ]?take)\b",
    re.IGNORECASE,
)
POST = re.compile(
    r"\b(?:registrars?|regs?|sprs?|shos?|f[12]|fy[12]|st\d|ct\d|juniors?|seniors?|consultants?)\b",
    re.IGNORECASE,
)
"""Words that name a duty, or who does it, and nobody's name."""
NOBODY = re.compile(
    r"(?:gaps?|vacan(?:t|cy)|locum|tbc|tba|none|unfilled|no cover|n/a|x+|\?+)", re.I
)
"""A cell that names nobody: the place is not filled."""
PARTED = re.compile(r"\s*(?:[/&;+\n]|,|\band\b)\s*")
PERSON = re.compile(r"[^\W\d_][\w'’‘`.-]*(?: [\w'’‘`.-]+){0,3}")
REMARK = re.compile(r"\s*\(([^()]*)\)|\s*\*+$")
MOSTLY = 0.7
SHORT = 4


def is_roles(grid: Grid, explained: set[str]) -> bool:
    """Whether a grid has roles beside its lines and names in its cells.

    `explained` are the texts that a legend, or a shifts.csv, gives a meaning: they are no names.
    """
    lines = [
        line for line in grid.lines if line.label and line.cells and not NO_DOCTOR.match(line.label)
    ]
    labels = {line.label for line in lines}
    texts = [" ".join(c.text.split()) for line in lines for c in line.cells.values()]
    names = [text for text in texts if not NOBODY.fullmatch(text) and meaning(text) is None]
    if grid.axis.template or not names or not labels:
        return False
    short = sum(text.isupper() and len(text) <= SHORT for text in names) >= MOSTLY * len(names)
    # initials are as short as codes: they are names under duties, not beside posts
    words = (DUTY,) if short else (DUTY, POST)
    roles = sum(
        any(kind.search(label) for kind in words) or times_in(label) is not None for label in labels
    )
    people = sum(
        text not in explained
        and all(PERSON.fullmatch(one) and len(one) > 1 for one in _names(text))
        and not any(kind.search(text) for kind in (DUTY, POST))
        and times_in(text) is None
        for text in names
    )
    return roles >= MOSTLY * len(labels) and people >= MOSTLY * len(names)


def take_roles(grid: Grid, days: Sequence[date], codes: Codes, contents: Contents) -> list[str]:
    """Add the duties of the doctors whom a grid's cells name, and give their names."""
    found: dict[tuple[str, date], list[tuple[str, str]]] = {}
    gaps: list[str] = []
    named: dict[str, None] = {}
    for line in grid.lines:
        address = grid.where(line, grid.label or grid.axis.places[0])
        if not line.label or not line.cells or NO_DOCTOR.match(line.label) or is_total(line, codes):
            if line.cells:
                says = f"{line.label or 'a line'!r} is no role"
                contents.leave_out(address, says, "row or column of no role", len(line.cells))
            continue
        code = _code(grid, line, codes, contents)
        for day, place in zip(days, grid.axis.places, strict=False):
            cell = line.cells.get(place)
            if cell is None:
                continue
            where = grid.where(line, place)
            if cell.formula or cell.struck or not isinstance(cell.value, str):
                what = "a formula or a number where a name should be"
                what = "a name that is struck through" if cell.struck else what
                contents.faults.append(wrong(what, where, cell.text, "a doctor's name"))
                continue
            for text in _names(cell.text):
                if NOBODY.fullmatch(text) or meaning(text) is not None:
                    gaps.append(where)
                    contents.ignored.append(Statement(where, f"{text!r} names nobody"))
                    continue
                name = contents.doctor(text, where)
                named[name] = None
                if code:
                    found.setdefault((name, day), []).append((code, where))
            for match in REMARK.finditer(cell.text):
                if match[1]:
                    says = f"{match[1]!r} beside the name"
                    contents.leave_out(where, says, "remark beside a name", 1)
    if gaps:
        contents.left_out["place without a doctor"] += len(gaps)
    first = grid.axis.view.span(grid.span)
    for name, day in product(named, days):
        parts = found.get((name, day), [])
        text, where = _joined(name, day, parts, codes, contents) if parts else ("", first)
        contents.put(name, day, text, where)
    return list(named)


def _names(text: str) -> list[str]:
    """The names of a cell: "Khan / Smith" has two; what stands in brackets is a remark."""
    bare = REMARK.sub("", text).strip()
    # "Smith, John" is one name; "Khan, Smith" two
    parts = [bare] if re.fullmatch(r"[\w'’-]+, [\w'’.-]+", bare) else PARTED.split(bare)
    if len(parts) == 1 and "," in bare:
        family, given = bare.split(", ")
        parts = [family, given] if len(given) > 2 else [bare]
    return [" ".join(part.split()) for part in parts if part.strip()]


def _code(grid: Grid, line: GridLine, codes: Codes, contents: Contents) -> str:
    """The shift, or the leave, that a role is; "" and a fault where its times are not known."""
    view, where = grid.axis.view, grid.where(line, grid.label or grid.axis.places[0])
    label = line.label
    known = codes.cell(label)
    if known is None and TITLE.search(label):
        known = kind_of_title(label)
    if known and (known in codes.shifts or without_duty(known)):
        return known
    beside = [view.text(line.line, place) for place in grid.beside]
    for text in (label, *beside):
        if (times := times_in(text)) is None:
            continue
        start, end, before, after = times
        words = " ".join(filter(None, (before.strip(EDGES), after.strip(EDGES))))
        code = (words if text == label else label).replace("+", " and ") or label
        on_call = bool(ON_CALL.search(f"{label} {text}"))
        end += DAY * (end <= start)
        shift = Shift(code, start, end, "", "on-call" if on_call else "resident")
        if codes.shifts.setdefault(code, shift) != shift:
            expected = "one start and end for each role"
            contents.faults.append(
                wrong(f"{code} has other times elsewhere", where, text, expected)
            )
        return code
    expected = "its times in the heading, as Night 2000-0830, in a legend or in --shifts; "
    expected += "or no such column, where it is not to be read"
    contents.faults.append(wrong(f"no times for the role {label!r}", where, label, expected))
    return ""


def _joined(
    name: str, day: date, parts: list[tuple[str, str]], codes: Codes, contents: Contents
) -> tuple[str, str]:
    """What a doctor's roles of one date come to, in order of time."""
    texts = list(dict.fromkeys(code for code, _ in parts))
    where = parts[0][1]
    away = [text for text in texts if without_duty(text)]
    if away and len(texts) > 1:
        found = " and ".join(texts)
        what = f"{name} on {day:%A} {day} has leave and a duty"
        contents.faults.append(wrong(what, where, found, "one of them"))
        return texts[0], where
    texts.sort(key=lambda text: codes.shifts[text].start if text in codes.shifts else 0)
    return "+".join(texts), where
