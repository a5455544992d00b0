"""What cannot all be made safe, against every plan there is of small walkouts."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from sevenday.walkout.planning.conflict import smallest_conflict
from sevenday.walkout.planning.plan import plan
from sevenday.walkout.planning.problem import CoverProblem
from tests.walkout.planning import small


def can_be_safe(made: CoverProblem, services: Iterable[str]) -> bool:
    """Whether some plan has every rank 1 place of some services within its limit."""
    pools = tuple(pool for pool in made.pools if pool.service in services)
    return min(over[0] for *_, over in small.first_stages(replace(made, pools=pools))) == 0


@pytest.mark.parametrize("seed", range(30))
def test_the_conflict_cannot_be_made_safe_and_without_any_one_shift_it_can(seed):
    made = small.problem(seed)
    found = {each.place.service for each in smallest_conflict(plan(made, 20))}
    assert bool(found) != can_be_safe(made, {pool.service for pool in made.pools})
    if found:
        assert not can_be_safe(made, found)
        assert all(can_be_safe(made, found - {one}) for one in found)


def test_some_conflicts_are_of_several_shifts():
    sizes = []
    for seed in range(60):
        found = smallest_conflict(plan(small.problem(seed), 20))
        sizes.append(len({each.place.service for each in found}))
    assert 0 in sizes and 1 in sizes and 2 in sizes


def test_where_the_time_is_up_no_conflict_is_named():
    made = plan(next(m for m in map(small.problem, range(99)) if smallest_conflict(plan(m, 20))))
    assert smallest_conflict(made, seconds=0.0) == ()
