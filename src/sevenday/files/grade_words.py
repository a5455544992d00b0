"""Grades as people write them: FY1 is F1, st3 is ST3."""

import re

from sevenday.model import TIER_BY_GRADE


def parse_grade(text: str) -> str:
    """A grade of FORMS.md that a text says, "" where it says none."""
    words = re.sub(r"[\s-]", "", text).upper()
    words = re.sub(r"^FY([12])$", r"F\1", words)
    return {grade.upper(): grade for grade in TIER_BY_GRADE}.get(words, "")
