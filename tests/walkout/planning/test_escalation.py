"""What would mend a place: one more person, two, three, or nobody."""

import pytest

from sevenday.walkout.planning.escalation import escalations
from sevenday.walkout.planning.plan import plan
from sevenday.walkout.planning.problem import CoverProblem
from tests.walkout.planning import by_hand


@pytest.mark.parametrize(
    ("needed", "mends"),
    [(1, "one more person"), (2, "2 more people"), (3, "3 more people"), (4, None)],
)
def test_up_to_three_more_people_are_named(needed, mends):
    pool = by_hand.pool((by_hand.place(needed=needed),))
    (found,) = escalations(plan(CoverProblem((pool,), (), ())))
    where = "with tier 1 on medicine, Fri 14 Nov 08:00-20:00"
    assert found.mends == ((f"{mends} {where}",) if mends else ())
