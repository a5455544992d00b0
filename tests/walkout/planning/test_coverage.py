"""Which places are covered, rank by rank to the last."""

from dataclasses import replace

import numpy as np
import pytest

from sevenday.walkout.planning.assumptions import Assumptions, default_assumptions
from sevenday.walkout.planning.coverage import coming, coverage
from sevenday.walkout.planning.places import Crew, Pool
from sevenday.walkout.planning.shares import MOST_NODES, people_by_share, shares
from sevenday.walkout.planning.turnout import Group, pmf
from tests.walkout.planning import by_hand


def assumed(limits: dict[int, float], sick: float = 0.05) -> Assumptions:
    return replace(default_assumptions(), limits=limits, sick_rate=sick)


def alone(pool: Pool) -> list[float]:
    """The chance that each place is short with nobody called."""
    found = np.zeros(len(pool.places))
    for part in coverage(pool, {}, default_assumptions()):
        found[list(part.places)] = part.with_called([])
    return found.tolist()


def test_of_places_of_the_last_rank_as_many_as_can_be_are_covered():
    """Two people: both places of one, and not the place of two that stands first in the file."""
    places = (
        by_hand.place("two", rank=6, needed=2),
        by_hand.place("a", rank=6),
        by_hand.place("b", rank=6),
    )
    crew = Crew((True, True, True), Group(2, 1.0))
    assert alone(by_hand.pool(places, (crew,))) == [1, 0, 0]


def test_nobody_is_offered_to_a_rank_without_a_limit():
    pool = by_hand.pool((by_hand.place(rank=3),))
    lax, strict = default_assumptions(), assumed({1: 0.001, 2: 0.01, 3: 0.5})
    assert [len(part.options) for part in coverage(pool, {(True,): 2}, lax)] == [1]
    assert [len(part.options) for part in coverage(pool, {(True,): 2}, strict)] == [2]


@pytest.mark.parametrize(("sick", "called"), [(0.0, 1), (0.01, 2), (0.05, 3), (0.2, 5)])
def test_so_many_are_called_that_illness_keeps_within_the_limit(sick, called):
    pool = by_hand.pool((by_hand.place(),))
    (part,) = coverage(pool, {(True,): 9}, assumed({1: 0.001}, sick))
    assert part.options[-1].tolist() == [called]
    assert part.with_called([(True,)] * called)[0] == pytest.approx(sick**called)


def test_whoever_is_called_to_a_counted_shift_is_there():
    crew = Crew((True,), Group(1, 0.5, counted=0))
    (part,) = coverage(by_hand.pool((by_hand.place(),), (crew,)), {(True,): 2}, assumed({1: 0.001}))
    assert part.with_called([(True,)])[0] == 0


@pytest.mark.parametrize("wards", [6, 30])
def test_wards_that_anybody_can_fill_are_as_many_as_people(wards):
    """One a ward, half as many there as wards: those of the first half are filled."""
    places = tuple(by_hand.place(f"W{k:02}", rank=2) for k in range(wards))
    crew = Crew((True,) * wards, Group(wards // 2, 1.0))
    assert alone(by_hand.pool(places, (crew,))) == [0] * (wards // 2) + [1] * (wards // 2)


@pytest.mark.parametrize("wide", [9, 16])
def test_chances_in_a_service_too_wide_are_never_too_low(wide):
    """Each of many can do their own work and the next; drawn, no more are short of rank 1, nor of
    ranks 1 and 2 together. Few enough to be exact: each place is as often."""
    places = tuple(
        by_hand.place(f"W{k:02}", rank=1 + k % 2, competence=f"c{k}") for k in range(wide)
    )
    fills = [tuple(p in (k, (k + 1) % wide) for p in range(wide)) for k in range(wide)]
    crews = tuple(Crew(fill, Group(1, 0.6, 0.05), tier=2) for fill in fills)
    pool = by_hand.pool(places, crews)
    chance = np.array(alone(pool))
    rng = np.random.default_rng(1)
    share = rng.beta(0.6 * 19, 0.4 * 19, 2000)
    short = np.zeros(wide)
    for each in share:
        come = [fill for fill in fills if rng.random() < each]
        short += [k not in matched(pool, come) for k in range(wide)]
    drawn = short / len(share)
    error = np.sqrt(drawn * (1 - drawn) / len(share))
    first = np.array([place.rank == 1 for place in places])
    for some in (first, first | ~first):
        assert drawn[some].sum() <= chance[some].sum() + 4 * error[some].sum()
    assert chance[~first].mean() < 0.9  # of rank 2 something is said, too
    if wide == 9:
        assert (np.abs(drawn - chance) <= 4 * error).all()


def matched(pool: Pool, come: list[tuple[bool, ...]]) -> dict[int, int]:
    """The places of one that are filled, the gravest first, by augmenting paths."""
    filled: dict[int, int] = {}

    def fill(place: int, seen: set[int]) -> bool:
        for who, can in enumerate(come):
            if can[place] and who not in seen:
                seen.add(who)
                other = next((p for p, w in filled.items() if w == who), None)
                if other is None or fill(other, seen):
                    filled[place] = who
                    return True
        return False

    for place in sorted(range(len(pool.places)), key=lambda k: (pool.places[k].rank, k)):
        fill(place, set())
    return filled


@pytest.mark.parametrize(
    ("mean", "rho", "n"), [(0.575, 0.05, 9), (0.05, 0.4, 24), (0.9, 0.02, 60), (0.5, 1.0, 4)]
)
def test_the_shares_of_a_group_give_its_beta_binomial(mean, rho, n):
    group = Group(n, mean, rho, 0.05)
    crew = Crew((True,), group, tier=2)
    mix = shares(people_by_share([crew]))
    assert np.allclose(mix.weights @ coming([crew], mix), pmf(group), atol=1e-12)
    assert len(mix.weights) <= MOST_NODES
