"""Who is put where: as many places as can be, the gravest first, whoever is there moved least."""

import random
from dataclasses import replace
from datetime import date, datetime
from itertools import product

import pytest

from sevenday.model.walkout import Substitute
from sevenday.walkout.planning.assumptions import default_assumptions
from sevenday.walkout.planning.placement import place_people
from sevenday.walkout.planning.places import CoverPlace, Crew, Pool
from sevenday.walkout.planning.turnout import Group

DAY = date(2026, 3, 10)
START, END = datetime(2026, 3, 10, 8), datetime(2026, 3, 10, 18)
ASSUMED = replace(default_assumptions(), limits=dict.fromkeys(range(1, 7), 0.01))


def pool(*wants: tuple[str, int], counted: tuple[int | None, ...] = ()) -> Pool:
    """Places that want a competence, each of the next rank; `counted`: of one rostered to each."""
    places = tuple(
        CoverPlace("ED", f"S{k}", DAY, START, END, k + 1, n, 2, what)
        for k, (what, n) in enumerate(wants)
    )
    crews = tuple(
        Crew(tuple(k == own for own in range(len(wants))), Group(1, 0.5, counted=n), 2, f"S{k}")
        for k, n in enumerate(counted)
    )
    return Pool("ED", DAY, START, END, places, crews)


def doctor(name: str, *what: str) -> Substitute:
    return Substitute(name, 3, what, None, None, None, 100.0, True, "")


RESUS, BOTH = doctor("Ash", "resus"), doctor("Birch", "resus", "ed")


def test_the_one_who_can_do_both_makes_way_for_the_one_who_can_do_one():
    emergency = pool(("resus", 1), ("ed", 1), counted=(0, 0))
    assert place_people(emergency, [RESUS, BOTH], ASSUMED, (("Birch",), ())) == (
        ("Ash",),
        ("Birch",),
    )


@pytest.mark.parametrize(
    ("counted", "put"), [((1, None), (("Birch",), ())), ((1, 0), ((), ("Birch",)))]
)
def test_somebody_who_came_is_told_only_by_the_move_that_an_empty_place_needs(counted, put):
    emergency = pool(("resus", 1), ("ed", 1), counted=counted)
    assert place_people(emergency, [BOTH], ASSUMED, (("Birch",), ())) == put


def test_the_gravest_place_takes_from_the_least_grave():
    emergency = pool(("resus", 1), ("ed", 1), ("ed", 1))
    assert place_people(emergency, [BOTH], ASSUMED, ((), ("Birch",), ())) == (("Birch",), (), ())
    assert place_people(emergency, [], ASSUMED, ((), ("Birch",), ())) == ((), (), ())


def all_placements(spot: Pool, people: list[Substitute]):
    for chosen in product([None, *range(len(spot.places))], repeat=len(people)):
        if all(
            k is None or spot.places[k].takes(who.tier, who.competences)
            for who, k in zip(people, chosen, strict=True)
        ):
            yield chosen


@pytest.mark.parametrize("seed", range(150))
def test_no_placement_fills_more_of_the_gravest_places(seed):
    rng = random.Random(seed)
    skills = ["a", "b", "c"]
    spot = pool(*((rng.choice(skills), rng.randint(1, 2)) for _ in range(rng.randint(1, 3))))
    people = [doctor(f"D{k}", *rng.sample(skills, rng.randint(0, 3))) for k in range(5)]
    able = [[k for k, x in enumerate(spot.places) if x.takes(3, w.competences)] for w in people]
    before = [rng.choice([None, *ks]) for ks in able]
    were = tuple(
        tuple(w.name for w, k in zip(people, before, strict=True) if k == n)
        for n in range(len(spot.places))
    )
    found = place_people(spot, people, ASSUMED, were)
    after = [next((k for k, put in enumerate(found) if w.name in put), None) for w in people]

    def worth(chosen) -> tuple[int, ...]:
        return tuple(min(x.needed, list(chosen).count(k)) for k, x in enumerate(spot.places))

    best = max(worth(chosen) for chosen in all_placements(spot, people))
    assert worth(after) == best
    moved = sum(b is not None and a != b for a, b in zip(after, before, strict=True))
    least = min(
        sum(b is not None and a != b for a, b in zip(chosen, before, strict=True))
        for chosen in all_placements(spot, people)
        if worth(chosen) == best
    )
    assert moved == least
