"""Grades of few doctors together: figures of fewer than five would be somebody's own."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from sevenday.talks.comparison import Comparison, OfferOutcome
from sevenday.web.talks.posts import FEWEST


def groups_of(grades: Sequence[str]) -> dict[str, str]:
    """By grade, the group that it is shown in: of `FEWEST` doctors or more, where there are.

    Grades of fewer are one group; where they still are too few, with the smallest other.
    """
    many = Counter(grades)
    small = sorted(grade for grade, n in many.items() if n < FEWEST)
    large = sorted((n, grade) for grade, n in many.items() if n >= FEWEST)
    if small and sum(many[grade] for grade in small) < FEWEST and large:
        small.append(large[0][1])
    name = ", ".join(sorted(small))
    return {grade: name if grade in small else grade for grade in sorted(many)}


def merged(found: Comparison) -> Comparison:
    """The same with its grades in groups."""
    grades = [doctor.grade for _, doctor in found.doctors]
    groups = groups_of(grades)
    mine = np.array([groups[grade] for grade in grades])

    def of(one: OfferOutcome) -> OfferOutcome:
        names = sorted(set(mine.tolist()))
        return replace(
            one, grades=tuple(one.pays.of(name, np.flatnonzero(mine == name)) for name in names)
        )

    return replace(found, baseline=of(found.baseline), offers=tuple(map(of, found.offers)))
