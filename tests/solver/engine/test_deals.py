"""Days dealt anew between rows: as cheap as every way to deal them, one by one."""

from itertools import permutations, product

import numpy as np
import pytest

from sevenday.solver.engine.construction import first_roster
from sevenday.solver.engine.dealing import DealRound, best_deal, deal_days
from sevenday.solver.engine.deals import DaysDealt, counter_ranges, deal_room
from sevenday.solver.engine.roster import roster_from
from sevenday.solver.engine.xorshift import generator_state
from sevenday.solver.plan.formulation import make_plan
from tests.patterns.small import hospital, terms

WIDTH = 4000
TOML = """
starts = 2026-09-07
weeks = 2
[build]
weights = { nights = 3 }
"""
COVER = (
    "service,shift,days,min,ideal,tier\nfloor,E,all,1,1,\nfloor,L,Mon-Sat,1,1,\n"
    "floor,N,all,1,1,\nlead,E,Mon-Fri,1,1,2\n"
)
DOCTORS = "doctor,grade,wte,tier\n" + "".join(
    f"Doctor {k},{grade},{wte},{tier}\n"
    for k, (grade, wte, tier) in enumerate(
        (("ST4", 1, 2), ("CT1", 1, 1), ("ST5", 0.8, 2), ("CT1", 1, 1), ("F2", 1, 1)), 1
    )
)


@pytest.fixture(scope="module")
def problem(tmp_path_factory):
    folder = tmp_path_factory.mktemp("deals")
    one = hospital(folder, TOML, cover_csv=COVER, doctors_csv=DOCTORS)
    return make_plan(one, terms()).problem


def dealt(problem, roster, rows, days, ways):
    """(R, D) the symbols once some rows have dealt some days anew."""
    symbols = roster.symbols.astype(np.int64)
    taken = np.array(
        [
            [symbols[rows[way[i]], d] for d, way in zip(days, ways, strict=True)]
            for i in range(len(rows))
        ]
    )
    symbols[np.array(rows)[:, None], days] = taken
    return symbols


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(("many", "first", "length"), [(2, 3, 7), (2, 7, 7), (3, 5, 3)])
def test_the_best_deal_is_that_of_every_way(problem, seed, many, first, length):
    rng = np.random.default_rng(seed)
    roster = first_roster(problem, rng)
    rows = rng.choice(len(problem.names), many, replace=False)
    ways, days = np.array(list(permutations(range(many)))), np.arange(first, first + length)
    out = np.zeros((many, length), np.int64)
    deal = DaysDealt(rows, first, first + length, ways, 0.0, WIDTH, out)
    room = deal_room(problem, many, WIDTH, len(ways))
    given = counter_ranges(problem), deal, generator_state(rng), room
    assert best_deal(problem.arrays, roster, *given)
    made = roster.symbols.astype(np.int64)
    made[rows[:, None], days] = out
    costs = [
        problem.total_cost(each)
        for choice in product(ways, repeat=length)
        if not problem.violations(each := dealt(problem, roster, rows, days, choice))
    ]
    assert not problem.violations(made) and problem.total_cost(made) == min(costs)


@pytest.mark.parametrize("seed", range(3))
def test_deals_keep_count_of_what_they_change(problem, seed):
    rng = np.random.default_rng(seed)
    roster, ways = first_roster(problem, rng), np.array([[0, 1], [1, 0]])
    began, best = int(roster.cost[0]), np.empty_like(roster.symbols)
    round_ = DealRound(60, 30.0, 14, 200, 1 << 60, 1 << 60)
    room = deal_room(problem, 2, 200, 2)
    least = deal_days(
        problem.arrays,
        roster,
        counter_ranges(problem),
        ways,
        best,
        generator_state(rng),
        round_,
        room,
    )
    anew = roster_from(problem, roster.symbols.astype(np.int64))
    assert all((one == other).all() for one, other in zip(roster, anew, strict=True))
    assert problem.total_cost(best.astype(np.int64)) == least <= began
    assert not problem.violations(best.astype(np.int64))
