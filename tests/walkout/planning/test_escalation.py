"""What would mend a place: so many more people, or nobody."""

from dataclasses import replace

import pytest

from sevenday.walkout.planning.assumptions import default_assumptions
from sevenday.walkout.planning.escalation import escalations
from sevenday.walkout.planning.plan import plan
from sevenday.walkout.planning.problem import CoverProblem
from tests.walkout.planning import by_hand


@pytest.mark.parametrize(
    ("needed", "mends"),
    [(1, "3 more people"), (2, "4 more people"), (3, "6 more people"), (4, None)],
)
def test_up_to_six_more_people_are_named_any_of_whom_may_be_ill(needed, mends):
    pool = by_hand.pool((by_hand.place(needed=needed),))
    (found,) = escalations(plan(CoverProblem((pool,), (), ())))
    where = "with tier 1 in medicine, Fri 14 Nov 08:00-20:00"
    assert found.mends == ((f"{mends} {where}",) if mends else ())


def test_where_nobody_falls_ill_one_more_person_is_enough():
    pool = by_hand.pool((by_hand.place(),))
    well = replace(default_assumptions(), sick_rate=0.0)
    (found,) = escalations(plan(CoverProblem((pool,), (), (), assumptions=well)))
    assert found.mends[0].startswith("one more person with tier 1")
