"""What a count teaches of the shifts to come, and of whom."""

import pytest

from sevenday.model.walkout import Count, Turnout
from sevenday.walkout.planning.learning import learn
from tests.walkout.planning import by_hand

COUNT = Count("medicine", 1, "L", by_hand.START.date(), 12, 2)


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
    (after,), by = learn((entry,), (COUNT,), 0.05)
    assert (after != entry) is learns and by == (12 if learns else 0)
    assert (after.absence_share > entry.absence_share) is learns


@pytest.mark.parametrize("present", range(10))
def test_a_count_of_nine_teaches_nothing(present):
    entry = Turnout(0.5, 0.1)
    few = Count("medicine", 1, "L", by_hand.START.date(), 9, present)
    assert learn((entry,), (few,), 0.05) == ((entry,), 0)


def test_none_and_few_teach_the_same_and_so_do_most_and_all():
    entry = Turnout(0.5, 0.1)
    taught = [
        learn((entry,), (Count("a", 1, "L", by_hand.START.date(), 20, n),), 0.05) for n in range(21)
    ]
    assert taught[0] == taught[7] != taught[8] and taught[13] == taught[20]
