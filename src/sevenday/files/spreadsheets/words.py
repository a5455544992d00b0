"""Words of a rota that people write in many ways: headings, labels of lines, names of sheets."""

import re

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
