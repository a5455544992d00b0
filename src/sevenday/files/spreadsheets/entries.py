"""What a line of a legend says of the codes beside its times: which they are, and their names."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from sevenday.errors import Fault
from sevenday.files.sheets import Cell, Sheet, wrong
from sevenday.files.spreadsheets.words import ON_CALL
from sevenday.model import RESERVED

LONGEST_CODE, SHORTEST_NAME = 12, 3
BREAKS = re.compile(
    r"(\d)\s*[x×]\s*(\d\d)\b(?:\s*min\w*)?(?:\s+breaks?)?|(\d)\s*breaks?\s+of\s+(\d\d)\b(?:\s*min\w*)?"
    r"|\b()(\d{1,3})[\s-]*min\w*[\s-]+breaks?|breaks?\s*[:=]?\s*()(\d\d)\s*min",
    re.IGNORECASE,
)
"""Breaks beside the times, how many and their minutes: 2 x 30 min, 2 breaks of 30, 30 min break."""
MARKS = re.compile(r"\s*[:=]\s*|\s+[-–—]\s+|\s*[()]\s*")
"""What stands between a code and its description."""
ALIKE = re.compile(r"\s*[/&]\s*|\s+(?:and|or)\s+")
"""What stands between codes that have the same times."""
EDGES = " \t:=-–—,;.()"
Piece = tuple[str, int, int, str]
"""The words before some times, start, end, the words after."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A code with its times (minutes after midnight) and where both were read."""

    code: str
    start: int
    end: int
    name: str
    on_call: bool
    where: str
    breaks: tuple[int, ...] | None = None


@dataclass(slots=True)
class Legend:
    """What is known of codes: `shifts` with times, `words` with a meaning of FORMS.md's cells.

    `names` are texts in use that stand for a code beside its times, by text. `unclear` are codes
    that a legend explains in words that are neither, with the words.
    `cells` are the (row, column) of each sheet's title that were read so.
    """

    shifts: dict[str, Entry] = field(default_factory=dict)
    words: dict[str, tuple[str, str]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    unclear: dict[str, tuple[str, str]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    cells: dict[str, set[tuple[int, int]]] = field(default_factory=dict)


def candidates(text: str) -> list[str]:
    """The ways in which a text may hold a code: whole, in brackets, before a mark, first word."""
    text = " ".join(text.split()).strip(EDGES)
    parts = [part.strip(EDGES) for part in MARKS.split(text)]
    return [part for part in dict.fromkeys([text, *parts, text.split(" ")[0]]) if part]


def _choose(texts: list[str], used: Collection[str]) -> list[str]:
    """The codes in use that the texts may hold; where none is, the likeliest unused one."""
    ways = [way for text in texts for way in candidates(text)]
    found = [way for way in dict.fromkeys(ways) if way in used]
    whole = [text for text in texts if text in used]
    if found:
        return whole if len(whole) == 1 else found
    folded = {text.casefold(): text for text in used}
    found = [folded[way.casefold()] for way in dict.fromkeys(ways) if way.casefold() in folded]
    if found:
        return list(dict.fromkeys(found))
    heads = [candidates(text)[0] for text in texts[:1] if candidates(text)]
    heads += [part for text in texts[:1] for part in candidates(text)[1:2]]
    return [head for head in heads if len(head) <= LONGEST_CODE][:1]


def _alike(texts: list[str], used: Collection[str]) -> list[str]:
    """Codes in use that one text lists together, as "LD1 / LD2"."""
    for text in texts:
        parts = [part.strip(EDGES) for part in ALIKE.split(" ".join(text.split()))]
        known = [part in used for part in parts]
        stems = {part.rstrip("0123456789") for part in parts}
        numbered = "/" in text and len(stems) == 1 and parts != list(stems)
        if (
            len(parts) > 1
            and text.strip() not in used
            and (all(known) or (numbered and any(known)))
        ):
            return parts
    return []


def _code_and_names(codes: list[str]) -> tuple[str, list[str]]:
    """Of several texts in use beside some times the shortest, and the others that name it."""
    code, *others = sorted(codes, key=len)
    return code, [text for text in others if len(text) >= max(SHORTEST_NAME, len(code) + 1)]


def add_times(
    sheet: Sheet,
    row: int,
    before: list[tuple[int, Cell]],
    piece: Piece,
    columns: list[int],
    formula: bool,
    used: Collection[str],
    legend: Legend,
) -> None:
    """The codes of some times, from their own cell or, where that has none in use, those before.

    Where a code and its name are both in use beside the times, the name stands for the code.
    """
    own, start, end, after = piece
    left = [cell.text for _, cell in before]
    if own and (in_use([own], used) or not in_use(left, used)):
        before, left = [], []
    texts = [text for text in (*left, own) if candidates(text)] or [after]
    where = sheet.span((row, before[0][0] if before else columns[0], row, columns[-1]))
    alike = _alike(texts, used)
    codes, names = alike or _choose(texts, used), list[str]()
    if len(codes) > 1 and not alike:
        code, names = _code_and_names(codes)
        codes = [code, *(text for text in codes if text not in (code, *names))]
    if not codes:
        return
    known = [entry for code in codes if (entry := legend.shifts.get(code))]
    other = [entry for entry in known if (entry.start, entry.end) != (start, end)]
    what, expected = "", ""
    if len(codes) > 1 and not alike:
        what, expected = "times beside several codes", "one code with each times"
    elif formula:
        what = "a formula where a shift's times should be"
        expected = "the times themselves, pasted as values"
    elif any(code in RESERVED or "+" in code for code in codes):
        what = "times for a code with a meaning of its own"
        expected = "another code: AL, SL, BH, ZD, SICK ... are days without a duty, + joins shifts"
    elif other:
        what = f"{other[0].code} has other times at {other[0].where}"
        expected = "one start and end for each code"
    if what:
        legend.faults.append(wrong(what, where, ", ".join(codes), expected))
        return
    words = " ".join(text for part in [*texts, after] for text in part.split())
    for code in codes:
        named = [] if alike else [name for text in texts if (name := _without_code(text, code))]
        name = BREAKS.sub("", " ".join(named or [_without_code(after, code)])).strip(EDGES)
        name += ")" * (name.count("(") - name.count(")"))
        entry = Entry(code, start, end, name, bool(ON_CALL.search(words)), where, _breaks(words))
        legend.shifts.setdefault(code, entry)
    legend.names.update(dict.fromkeys(names, codes[0]))
    taken = legend.cells.setdefault(sheet.title, set())
    taken.update((row, column) for column in (*columns, *(column for column, _ in before)))


def _breaks(words: str) -> tuple[int, ...] | None:
    """The breaks that a legend gives, each in minutes; () for 0 min, None where it is silent."""
    match = BREAKS.search(words)
    if match is None:
        return None
    many, minutes = (text for text in match.groups() if text is not None)
    return (int(minutes),) * int(many or 1) if int(minutes) else ()


def in_use(texts: list[str], used: Collection[str]) -> bool:
    """Whether any of the texts may hold a code that is in use."""
    folded = {text.casefold() for text in used}
    return any(way.casefold() in folded for text in texts for way in candidates(text))


def _without_code(text: str, code: str) -> str:
    """A description without the code that it begins or ends with, or has in brackets."""
    name = " ".join(text.split())
    code = re.escape(code)
    bare = re.sub(rf"^{code}(?!\w)|[(\s]+{code}\)?$", "", name, flags=re.IGNORECASE).strip(EDGES)
    return bare + ")" * (bare.count("(") - bare.count(")"))
