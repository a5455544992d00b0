"""Values of TOML that their keys may not have: the right code, and no library's words."""

import tomllib

import pytest

from sevenday.errors import CODES
from sevenday.files.settings import parse_settings
from sevenday.files.table import Faults
from sevenday.files.walkout import parse_walkout

WINDOW = "[[windows]]\nstart = 2026-12-01T07:00:00\nend = 2026-12-02T07:00:00\n"
OF_HOSPITAL = [
    ("weeks = 0", "weeks", "not-a-number", "1 or more"),
    ("leave_days = 367", "leave_days", "not-a-number", "366 or less"),
    ('leave_days = "x"', "leave_days", "not-a-number", "a number"),
    ("name = 3", "name", "not-a-text", 'a text in straight marks (")'),
    ("[flow]\nresults = 0.0", "flow.results", "not-a-number", "over 0"),
    ('[flow]\nleaving = "no"', "flow.leaving", "not-a-text", "true or false"),
    ("[flow]\nsees = {date = 2}", "flow.sees.date", "not-a-number", "1 or less"),
    ("[build]\npublished = 3", "build.published", "not-a-date", "a date, YYYY-MM-DD or a text"),
    ("[build]\npatterns = {x = [1]}", "build.patterns.x", "not-a-number", "a number or a text"),
    ("[walkout]\nlimits = {7 = 0.1}", "walkout.limits.7", "unknown-key", "'1', '2'"),
    ("wekks = 3", "wekks", "unknown-key", "'weeks'?"),
]
OF_WALKOUT = [
    ("called_out = []\n" + WINDOW, "called_out", "missing-value", "something in it"),
    ('state = "cancelled"\n' + WINDOW, "state", "unknown-word", "'called-off'"),
    (WINDOW + "[[turnout]]\nmean = 1.4\nrho = 0", "turnout.mean", "not-a-number", "1 or less"),
    (WINDOW + "[[turnout]]\nmean = true\nrho = 0", "turnout.mean", "not-a-number", "a number"),
    (
        WINDOW + '[[turnout]]\ngrade = "Z"\nmean = 0\nrho = 0',
        "turnout.grade",
        "unknown-word",
        "'F1'",
    ),
    ('union = "B"', "windows", "missing-key", "a value"),
    ('ballot_opened = "soon"\n' + WINDOW, "ballot_opened", "not-a-date", "YYYY-MM-DD"),
    ('[[windows]]\nstart = "noon"\nend = 2026-12-01', "windows.start", "not-a-time", "HH:MM:SS"),
]


def parse_hospital(document, faults):
    return parse_settings(document, "hospital.toml", faults)


@pytest.mark.parametrize(
    ("parse", "text", "key", "code", "expected"),
    [(parse_hospital, *case) for case in OF_HOSPITAL]
    + [(parse_walkout, *case) for case in OF_WALKOUT],
)
def test_a_value_that_cannot_be_is_told_plainly(parse, text, key, code, expected):
    faults = Faults([])
    parse(tomllib.loads(text), faults)
    (fault,) = [fault for fault in faults.found if fault.column == key]
    assert fault.code == code and code in CODES
    assert expected in fault.expected
    assert not any(word in f"{fault}" for word in ("valid", "Input", "dictionary", "equal to"))
