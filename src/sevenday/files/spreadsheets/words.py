"""Words of a rota that people write in many ways: times of day, headings, grades."""

import re
from datetime import datetime, time
from typing import Any

from sevenday.clock import DAY
from sevenday.model import TIER_BY_GRADE

_CLOCK = r"(?:\d{1,2}[:.]\d{2}|\d{3,4}|\d{1,2}(?=\s*[ap]\.?m))\s*(?:[ap]\.?m\.?|hrs?\b|h\b)?"
_TIME = rf"(?:{_CLOCK}|midnight|noon|midday)"
RANGE = re.compile(
    rf"(?<![\d/.:-])({_TIME})\s*(?:-|–|—|to|until|till)\s*({_TIME})(?![\d/:-])", re.IGNORECASE
)
"""Two times of day with minutes, am or pm, or four figures; bare hours (9-5) are not read."""
ALONE = re.compile(
    r"(?:\d{1,2}[:.]\d{2}|\d{4}|\d{1,2}(?=\s*[ap]\.?m))\s*(?:[ap]\.?m\.?|hrs?|h)?|midnight|noon|midday",
    re.IGNORECASE,
)
"""One time of day, alone in its cell."""

SHORTEST = 60
"""Minutes: "2015-2016" in a title is two years, not a minute of the evening."""

ON_CALL = re.compile(r"\bon[- ]?call\b|\bnroc\b|non[- ]resident", re.IGNORECASE)
NAME = re.compile(
    r"\b(?:doctors?|drs?|(?:sur|fore)?names?|posts?|initials|staff|person|who|trainees?)\b", re.I
)
FAMILY = re.compile(r"\b(?:surname|(?:last|family)[ -]?name)s?\b", re.I)
GIVEN = re.compile(r"\b(?:forename|(?:first|given)[ -]?name)s?\b", re.I)
TOTAL = re.compile(
    r"\b(?:totals?|counts?|sum|numbers?|hours|hrs|cover|on duty|shifts|min|max|no\.?"
    r"|on (?:days?|nights?|call|leave)|(?:long )?days|nights|lates|available|staff)\b|^#",
    re.I,
)
TITLE = re.compile(r"\bleave\b|\bsick|\ba/l\b|\bholiday", re.IGNORECASE)
"""A heading under which doctors stand who are away."""
NO_DOCTOR = re.compile(
    r"^(?:(?:(?:uk|public|school) )?(?:bank )?holidays?|bank hols?"
    r"|(?:gaps?|unfilled|uncovered|vacan(?:t|cy|cies))(?: ?\d+)?|to fill|shifts? to (?:fill|cover)"
    r"|locums? (?:needed|required)|staffing"
    r"|(?:min(?:imum)?|safe|target|actual|required|expected)\.? "
    r"(?:staffing|staff|cover|numbers?)"
    r"|(?:(?:dept|departmental|regional|local|grand|protected|f[12y]*) )*"
    r"(?:teaching|audit|induction|meetings?|m ?& ?m|mdt|governance|events?|rounds?)"
    r"(?: (?:days?|session|meeting))?"
    r"|notes?|comments?|remarks?|rota(?: week)?|week(?: no\.?| number)?|weekdays?|days?|dates?"
    r"|changeover|exams?|term dates?)[ :]*$",
    re.IGNORECASE,
)
"""The label of a line that is no doctor's, whatever stands in it."""
NOT_IN_USE = re.compile(
    r"\b(?:old|do not use|don'?t use|not in use|superseded|obsolete|archived?|draft|back ?up"
    r"|previous)\b",
    re.IGNORECASE,
)
"""What the name of a sheet says that nobody works by."""
LEGEND = re.compile(
    r"^(?:shift )?(?:key|legend|codes?|shifts?|shift types?|abbreviations?)[ :]*$", re.I
)


def parse_minute(text: str) -> int | None:
    """Minutes after midnight of one time of day as RANGE matches it; 24:00 is 0."""
    words = text.casefold().strip()
    if words in ("midnight", "noon", "midday"):
        return 0 if words == "midnight" else 720
    figures = re.match(r"(\d{1,2})[:.](\d{2})|(\d{1,2}?)(\d{2})(?!\d)|(\d{1,2})", words)
    if figures is None:
        return None
    half = re.search(r"([ap])\.?m", words)
    if half and figures[3] is not None and not figures[3]:
        hours, minutes = int(figures[4]), 0
    else:
        hours = int(figures[1] or figures[3] or figures[5] or 0)
        minutes = int(figures[2] or figures[4] or 0)
    if half:
        if not 1 <= hours <= 12:
            return None
        hours = hours % 12 + (12 if half[1] == "p" else 0)
    if minutes > 59 or hours > 24 or (hours == 24 and minutes):
        return None
    return hours % 24 * 60 + minutes


def minute_in(value: Any) -> int | None:
    """Minutes after midnight of a cell that is one time of day and nothing else."""
    if isinstance(value, datetime):
        # 24:00 as Excel has it: a day after its zero
        return 0 if value.year <= 1900 and value.time() == time() else None
    if isinstance(value, time):
        return value.hour * 60 + value.minute
    if isinstance(value, str) and ALONE.fullmatch(value.strip()):
        return parse_minute(value)
    return None


def bare_minute(value: Any) -> int | None:
    """The same of a bare number: a part of a day as Excel keeps it (0.375), or 900 for 09:00.

    A number may be anything: read it so only where a code in use stands beside it.
    """
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return minute_in(value)
    minutes = value * DAY
    if 0 < value < 1:
        return round(minutes) if abs(minutes - round(minutes)) < 1e-4 else None
    if value == 0 or (100 <= value <= 2400 and value == int(value)):
        return parse_minute(f"{int(value):04d}")
    return None


def times_in(text: str) -> tuple[int, int, str, str] | None:
    """Start and end in minutes, and the words before and after; None where no times stand."""
    match = RANGE.search(text)
    if match is None:
        return None
    start, end = parse_minute(match[1]), parse_minute(match[2])
    if start is None or end is None or 0 < end - start < SHORTEST:
        return None
    return start, end, text[: match.start()], text[match.end() :]


def parse_grade(text: str) -> str:
    """A grade of FORMS.md that a text says, "" where it says none."""
    words = re.sub(r"[\s-]", "", text).upper()
    words = re.sub(r"^FY([12])$", r"F\1", words)
    return {grade.upper(): grade for grade in TIER_BY_GRADE}.get(words, "")
