"""What is written beside a name in its cell, told apart from the name: 80%, (maternity leave)."""

import re

from sevenday.files.leave_words import meaning_within

BESIDE = re.compile(
    r"(?P<name>\S.*?)[\s,;–-]*(?:\((?P<inside>[^()]+)\)"
    r"|\b(?P<share>(?:ltft\s*)?\d{1,3}\s*%(?:\s*(?:wte|fte|ltft))?"
    r"|(?:ltft\s*)?[01]?\.\d+\s*(?:wte|fte)|(?:wte|fte)\s*[01]?\.\d+|ltft))",
    re.IGNORECASE,
)
CHANGES = re.compile(
    r"%|\b(?:wte|fte|ltft|part[- ]?time|from|until|till?|starts?|starting|leaves|leaving|left|"
    r"joins|joining)\b|\d[/.]\d",
    re.IGNORECASE,
)
"""What in brackets says something of a doctor's work, and is no part of the name."""


def name_and_remark(label: str) -> tuple[str, str]:
    """A name, and what its cell says beside it of share, leave or dates; "" where nothing."""
    found = BESIDE.fullmatch(label.strip())
    if not found:
        return label, ""
    remark = found["share"] or found["inside"]
    if not (found["share"] or CHANGES.search(remark) or meaning_within(remark)):
        return label, ""
    return found["name"], remark.strip()
