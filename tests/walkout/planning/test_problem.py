"""Who can be called, and what a call costs, on the very edges."""

from datetime import timedelta

import pytest

from sevenday.walkout.planning.problem import Call, CoverProblem
from tests.walkout.planning import by_hand

END = by_hand.START + timedelta(hours=12)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("span", "free"),
    [
        ({"available_from": by_hand.START}, True),
        ({"available_from": by_hand.START + MINUTE}, False),
        ({"available_to": END}, True),
        ({"available_to": END - MINUTE}, False),
        ({"max_hours": 12.0}, True),
        ({"max_hours": 11.9}, False),
    ],
)
def test_somebody_free_from_the_very_start_to_the_very_end_can_be_called(span, free):
    problem = CoverProblem((by_hand.pool((by_hand.place(),)),), (by_hand.substitute(**span),), ())
    assert problem.calls == ((Call(0, 0),) if free else ())


@pytest.mark.parametrize(("rate", "pounds"), [(1.875, 23), (1.874, 22), (100.0, 1200)])
def test_pounds_are_rounded_half_up(rate, pounds):
    """12 hours at 1.875 are 22.50 pounds: 23, where halves to even would say 22."""
    problem = CoverProblem(
        (by_hand.pool((by_hand.place(),)),), (by_hand.substitute(rate=rate),), ()
    )
    assert problem.pounds(0) == pounds
