"""What a count teaches of the shifts to come, and of whom."""

import pytest

from sevenday.model.walkout import Count, Turnout
from sevenday.walkout.planning.replan import _update_turnout
from tests.walkout.planning import by_hand

COUNT = Count("medicine", 1, "L", by_hand.START.date(), 10, 2)


@pytest.mark.parametrize(
    ("entry", "learns"),
    [
        (Turnout(0.5, 0.1), True),
        (Turnout(0.5, 0.1, tier=1), True),
        (Turnout(0.5, 0.1, service="medicine"), True),
        (Turnout(0.5, 0.1, tier=2), False),
        (Turnout(0.5, 0.1, service="surgery"), False),
        (Turnout(0.5, 0.1, grade="F1"), False),  # a count is of a tier: it says nothing of a grade
    ],
)
def test_a_count_teaches_those_that_it_counted(entry, learns):
    after = _update_turnout(entry, (COUNT,), 0.05)
    assert (after != entry) is learns
    assert (after.absence_share > entry.absence_share) is learns


def test_a_count_of_four_teaches_nothing():
    entry = Turnout(0.5, 0.1)
    few = Count("medicine", 1, "L", by_hand.START.date(), 4, 1)
    assert _update_turnout(entry, (few,), 0.05) == entry
