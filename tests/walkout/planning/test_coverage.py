"""Which places are covered, rank by rank to the last."""

from sevenday.walkout.planning.coverage import coverage
from sevenday.walkout.planning.places import Crew
from sevenday.walkout.planning.turnout import Group
from tests.walkout.planning import by_hand


def test_of_places_of_the_last_rank_as_many_as_can_be_are_covered():
    """Two people: both places of one, and not the place of two that stands first in the file."""
    places = (
        by_hand.place("two", rank=6, needed=2),
        by_hand.place("a", rank=6),
        by_hand.place("b", rank=6),
    )
    crew = Crew((True, True, True), Group(2, 1.0))
    assert coverage(by_hand.pool(places, (crew,)), {}, (1, 2)).short[0].tolist() == [1, 0, 0]


def test_nobody_is_offered_to_a_rank_without_a_limit():
    pool = by_hand.pool((by_hand.place(rank=3),))
    assert len(coverage(pool, {(True,): 2}, (1, 2)).sent) == 1
    assert len(coverage(pool, {(True,): 2}, (1, 2, 3)).sent) == 2
