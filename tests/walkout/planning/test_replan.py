"""A later call changes the fewest calls and lists that a plan as safe can: by brute force."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest

from sevenday.model import Hospital
from sevenday.model.walkout import Elective, Substitute, Walkout
from sevenday.walkout.planning.orders import orders_between
from sevenday.walkout.planning.plan import plan
from sevenday.walkout.planning.problem import CHANGES, CoverProblem
from sevenday.walkout.planning.replan import replan
from tests.walkout.planning import small

NONE = Hospital(), Walkout("", (), ())
HOSPITALS, EDITS = 20, 10


def edited(made: CoverProblem, rng: random.Random) -> CoverProblem:
    """A hospital after one edit of its files."""
    people, lists, pools = list(made.substitutes), list(made.lists), list(made.pools)
    k, n, p = (rng.randrange(len(each)) for each in (people, lists, pools))
    match rng.randrange(8):
        case 0 if len(people) > 1:
            del people[k]  # ill
        case 1:
            people[k] = replace(people[k], consent=not people[k].consent)
        case 2:
            people[k] = replace(people[k], max_hours=rng.choice((8, 12, 24)))
        case 3:
            people[k] = replace(people[k], available_to=small.MIDNIGHT + timedelta(hours=26))
        case 4:
            people[k] = replace(people[k], planned_list=lists[n].name)
        case 5 if len(lists) > 1:
            del lists[n]
        case 6:  # a derogation: all of a pool come
            crews = tuple(
                replace(crew, group=replace(crew.group, attendance=1.0, other_absence=0.0))
                for crew in pools[p].crews
            )
            pools[p] = replace(pools[p], crews=crews)
        case _:
            name = f"New {len(people)} {len(lists)}"
            new = Substitute(name, 3, ("airway",), None, None, None, 120.0, True)
            people.append(new)
            lists.append(Elective(name, "theatre", small.DAY, 480, 1020, "P3", 4))
    return replace(made, pools=tuple(pools), substitutes=tuple(people), lists=tuple(lists))


def check_edits(seed: int, edits: int) -> None:
    """One edit after another: each plan changes the fewest of all plans as safe, and proves it."""
    rng = random.Random(seed)
    held, made = plan(small.problem(seed), 20).published, small.problem(seed)
    for _ in range(edits):
        made = edited(made, rng)
        after = replan(held, made, *NONE).plan
        calls = {call[:4] for call in held.calls}
        best = small.fewest_changes(made, calls, set(held.withdrawn))
        costs = after.costs
        assert (after.levels[0].cost, after.levels[1].cost, costs[CHANGES]) == best
        assert all(level.gap == 0 for level in after.levels)
        moved = [x for x in orders_between(held, after) if not x.startswith("Put ")]
        assert len(moved) == costs[CHANGES]
        held = after.published


@pytest.mark.parametrize("seed", range(0, HOSPITALS, 2))
def test_an_edit_changes_the_fewest_that_a_plan_as_safe_can(seed):
    check_edits(seed, 2)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(HOSPITALS))
def test_two_hundred_edits_change_the_fewest_that_a_plan_as_safe_can(seed):
    check_edits(seed, EDITS)


@pytest.mark.parametrize("seed", range(0, 20, 4))
def test_no_edit_changes_nothing(seed):
    made = small.problem(seed)
    held = plan(made, 20).published
    after = replan(held, made, *NONE).plan
    assert after.published == held and orders_between(held, after) == ()


def test_an_edit_that_no_longer_fits_is_repaired():
    made = next(
        made
        for made in map(small.problem, range(50))
        if len({call.substitute for call in plan(made, 20).calls}) > 1
    )
    held = plan(made, 20).published
    gone = held.calls[0].name
    left = tuple(who for who in made.substitutes if who.name != gone)
    after = replan(held, replace(made, substitutes=left), *NONE).plan
    assert after.calls and not [call for call in after.published.calls if call.name == gone]
    orders = orders_between(held, after)
    assert sum(x.startswith(f"Stand down {gone}") for x in orders) == sum(
        call.name == gone for call in held.calls
    )
