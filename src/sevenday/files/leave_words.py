"""Words for leave and days off that people write in a cell, a legend or a title."""

import re

_MEANINGS = {
    "AL": ("al", "a/l", "a.l", "a.l.", "annual leave", "ann leave", "annual", "leave", "holiday"),
    "SL": ("sl", "s/l", "s.l", "s.l.", "study leave", "study"),
    "BH": (
        "bh",
        "b/h",
        "bank holiday",
        "bank hol",
        "lieu",
        "lieu day",
        "bank holiday in lieu",
        "day in lieu",
        "in lieu",
    ),
    "ZD": (
        "zd",
        "z/d",
        "zero",
        "zero day",
        "zero hours",
        "zero hour",
        "zero hours day",
        "zero hour day",
        "zhd",
        "0 day",
        "0 hours",
    ),
    "SICK": (
        "sick",
        "sick leave",
        "sickness",
        "sickness absence",
        "off sick",
        "sick day",
        "long term sick",
        "lts",
    ),
    "PAR": (
        "par",
        "mat",
        "mat leave",
        "maternity",
        "maternity leave",
        "pat leave",
        "paternity",
        "paternity leave",
        "parental",
        "parental leave",
        "shared parental",
        "shared parental leave",
        "spl",
        "adoption",
        "adoption leave",
    ),
    "COMP": (
        "comp",
        "comp leave",
        "compassionate",
        "compassionate leave",
        "bereavement",
        "bereavement leave",
    ),
    "TOIL": ("toil", "time off in lieu", "time in lieu"),
    "SDT": (
        "sdt",
        "self development",
        "self-development",
        "self development time",
        "self-development time",
        "sdt day",
    ),
    "NWD": (
        "nwd",
        "nw",
        "non working day",
        "non-working day",
        "non working",
        "non-working",
        "ltft day off",
        "ltft off",
    ),
    "AL/2": (
        "al/2",
        "0.5 al",
        "0.5al",
        "al 0.5",
        "0.5 a/l",
        "½ al",
        "½al",
        "al½",
        "1/2 al",
        "half al",
        "half day al",
        "half day annual leave",
        "half day leave",
        "al am",
        "al pm",
        "a/l am",
        "a/l pm",
        "al (am)",
        "al (pm)",
    ),
    "": (
        "",
        "-",
        "–",
        "—",
        "off",
        "day off",
        "days off",
        "rest",
        "rest day",
        "d/o",
        "not working",
        "post night",
        "post nights",
        "post-night",
        "post-nights",
        "sleep day",
        "recovery day",
        "nan",
        "none",
        "null",
    ),
}
MEANING = {word: cell for cell, words in _MEANINGS.items() for word in words}
"""A word as people write it in a cell, in small letters, with the cell of FORMS.md that it is."""


def meaning(text: str) -> str | None:
    """The leave, zero day or day off that a whole text says, None where it is none of them."""
    return MEANING.get(" ".join(text.casefold().split()))


def meaning_within(text: str) -> str | None:
    """The one leave, zero day or day off that a sentence names; None for none, or for several."""
    words = text.casefold()
    if (whole := meaning(words)) is not None and words.strip():
        return whole
    found = {
        cell
        for word, cell in MEANING.items()
        if len(word) > 3 and word != "leave" and re.search(rf"\b{re.escape(word)}\b", words)
    }
    found -= {"BH"} if "AL" in found and "bank" not in words else set()
    return found.pop() if len(found) == 1 else None


def kind_of_title(title: str) -> str:
    """The kind of leave that the name of a sheet says, "" for none."""
    kind = meaning_within(title)
    return kind or ("AL" if re.search(r"\bleave\b|\bholidays?\b", title, re.IGNORECASE) else "")
