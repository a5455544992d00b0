"""The settlement space: the known answers to the digit, and small tables against brute force."""

import itertools
import math
import random
import tomllib
from pathlib import Path

import pytest

import sevenday as sd
from sevenday.files.talks import read_talks
from sevenday.talks.frontier import SettleParams
from sevenday.talks.settle import settle
from sevenday.talks.sides import parse_sides, read_sides

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "bargaining.toml").read_text())["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_known_answers_to_the_digit(case):
    found = settle(parse_sides(case["table"]))
    for name in ("nash", "kalai_smorodinsky"):
        deal = getattr(found, name)
        assert deal.values == pytest.approx(case[name]["values"], abs=2e-9), name
        assert deal.utilities == pytest.approx(case[name]["utilities"], abs=2e-9), name


def test_the_ends_of_the_zone_and_its_share_to_the_digit():
    found = settle(parse_sides(CASES[0]["table"]))
    assert [move.deal.values["x"] for move in found.moves] == [0.9, 0.2]
    assert [move.from_best for move in found.moves] == [0.1, 0.2]
    assert found.zone == pytest.approx(0.7, abs=0.001)
    assert found.spans["x"] == pytest.approx((0.2, 0.9), abs=1e-6)
    lead, *_ = found.summary().splitlines()
    assert lead.startswith("A deal better than none for both: x ")
    assert "Such deals have x 0.2 to 0.9." in lead


def random_table(seed: int) -> dict:
    """A table of terms with steps, so that every deal can be tried."""
    rng = random.Random(seed)
    terms = [
        {"id": f"t{k}", "values": sorted(rng.sample(range(10), rng.choice((2, 3, 4))))}
        for k in range(rng.choice((1, 2, 3)))
    ]
    sides = []
    for name in "AB":
        shares = [rng.random() + 0.1 for _ in terms]
        sides.append(
            {
                "name": name,
                "reservation": rng.choice((0.0, 0.2, 0.5, 0.8)),
                "power": rng.choice((0.3, 0.5, 0.7)),
                "weights": {t["id"]: s / sum(shares) for t, s in zip(terms, shares, strict=True)},
                "best": {t["id"]: rng.choice((t["values"][0], t["values"][-1])) for t in terms},
                "bends": {t["id"]: rng.choice((0.5, 1.0, 2.0)) for t in terms},
            }
        )
    return {"term": terms, "side": sides}


def every_deal(said: dict, without: int = -1):
    """Each deal and what it is worth to both, read plainly; one term may count nothing."""
    for values in itertools.product(*(term["values"] for term in said["term"])):
        worth = []
        for side in said["side"]:
            total = 0.0
            for k, (term, value) in enumerate(zip(said["term"], values, strict=True)):
                if k == without:
                    continue
                low, high = term["values"][0], term["values"][-1]
                best = side["best"][term["id"]]
                worst = low if best == high else high
                share = abs(value - worst) / abs(best - worst)
                total += side["weights"][term["id"]] * share ** side["bends"][term["id"]]
            worth.append(total)
        yield values, tuple(worth)


def opened_by(said: dict, floor: list[float]):
    """The terms that, if both had the best of them, would leave a deal in the zone."""
    for k, term in enumerate(said["term"]):
        for _, worth in every_deal(said, without=k):
            best = [
                w + side["weights"][term["id"]] for w, side in zip(worth, said["side"], strict=True)
            ]
            if all(b >= f - 1e-9 for b, f in zip(best, floor, strict=True)):
                yield term["id"]
                break


@pytest.mark.parametrize("seed", range(80))
def test_small_tables_are_settled_as_by_trying_every_deal(seed):
    said = random_table(seed)
    found = settle(parse_sides(said))
    deals = list(every_deal(said))
    floor = [side["reservation"] for side in said["side"]]
    for mine, move in enumerate(found.moves):
        best = max(w[mine] for _, w in deals if w[1 - mine] >= floor[1 - mine] - 1e-9)
        assert move.from_best == pytest.approx(1 - best, abs=1e-8)
        assert move.gives_up == pytest.approx(max(0.0, floor[mine] - best), abs=1e-8)
    zone = [w for _, w in deals if w[0] >= floor[0] - 1e-9 and w[1] >= floor[1] - 1e-9]
    assert found.zone == pytest.approx(len(zone) / len(deals))
    there = [v for v, w in deals if w in zone]
    for k, (low, high) in enumerate(found.spans.values()):
        assert (low, high) == (min(v[k] for v in there), max(v[k] for v in there))
    assert bool(found.spans) == bool(there)
    frontier = {
        (round(w[0], 9), round(w[1], 9))
        for _, w in deals
        if not any(
            o[0] >= w[0] - 1e-9 and o[1] >= w[1] - 1e-9 and max(o[0] - w[0], o[1] - w[1]) > 1e-9
            for _, o in deals
        )
    }
    assert sorted(deal.utilities for deal in found.frontier) == [
        pytest.approx(each, abs=1e-8) for each in sorted(frontier)
    ]
    assert len(found.moves) == 2
    if not zone:
        assert found.nash is None
        assert found.emptied_by == tuple(opened_by(said, floor))
        return
    ideal = [max(w[mine] for w in zone) for mine in (0, 1)]
    spans = [top - f for top, f in zip(ideal, floor, strict=True)]

    def least(worth):
        # whom no deal betters has all that it can have
        shares = (
            (w - f) / s if s > 1e-9 else 1 for w, f, s in zip(worth, floor, spans, strict=True)
        )
        return min(shares)

    assert all(u >= f - 1e-8 for u, f in zip(found.kalai_smorodinsky.utilities, floor, strict=True))

    assert least(found.kalai_smorodinsky.utilities) == pytest.approx(
        max(map(least, zone)), abs=1e-6
    )
    product = max((w[0] - floor[0]) * (w[1] - floor[1]) for w in zone)
    gains = [u - f for u, f in zip(found.nash.utilities, floor, strict=True)]
    assert gains[0] * gains[1] == pytest.approx(product, abs=1e-8)
    powers = [side["power"] for side in said["side"]]
    share = powers[0] / sum(powers)
    best = max(
        max(w[0] - floor[0], 0) ** share * max(w[1] - floor[1], 0) ** (1 - share) for w in zone
    )
    gains = [max(u - f, 0) for u, f in zip(found.asymmetric.utilities, floor, strict=True)]
    assert gains[0] ** share * gains[1] ** (1 - share) == pytest.approx(best, abs=1e-8)


@pytest.mark.parametrize("steps", [None, [0, 0.2, 0.4, 0.6, 0.8, 1]])
def test_many_terms_are_settled_by_what_each_weighs_to_both(steps):
    """Ten terms of which each side has half to win: it gets those that it weighs more."""
    ids = [f"t{k}" for k in range(10)]
    span = {"values": steps} if steps else {"from": 0, "to": 1}
    heavy, light = 0.15, 0.05
    weights = [
        {id: heavy if (k < 5) == mine else light for k, id in enumerate(ids)}
        for mine in (True, False)
    ]
    said = {
        "term": [{"id": id, **span} for id in ids],
        "side": [
            {
                "name": name,
                "reservation": 0.5,
                "weights": weights[best],
                "best": dict.fromkeys(ids, 1 - best),
            }
            for best, name in enumerate("AB")
        ],
    }
    found = settle(parse_sides(said))
    assert list(found.nash.values.values()) == [1] * 5 + [0] * 5
    assert found.nash.utilities == pytest.approx((0.75, 0.75), abs=1e-9)
    assert found.kalai_smorodinsky.utilities == pytest.approx((0.75, 0.75), abs=1e-9)
    assert 0 < found.zone < 1


def test_an_empty_zone_says_which_term_empties_it_and_what_each_would_give_up():
    said = {
        "term": [{"id": "saturday", "from": 0, "to": 1}, {"id": "hours", "from": 0, "to": 1}],
        "side": [
            {
                "name": "doctors",
                "reservation": 0.7,
                "weights": {"saturday": 0.8, "hours": 0.2},
                "best": {"saturday": 1, "hours": 1},
            },
            {
                "name": "employers",
                "reservation": 0.6,
                "weights": {"saturday": 0.8, "hours": 0.2},
                "best": {"saturday": 0, "hours": 1},
            },
        ],
    }
    found = settle(parse_sides(said))
    assert found.nash is None and found.zone == 0
    assert found.emptied_by == ("saturday",)
    # with hours settled for both, 0.8 of a pie is left: 0.7 + 0.6 - 0.4 is 0.1 too much
    assert [move.gives_up for move in found.moves] == pytest.approx([0.1, 0.1], abs=1e-6)
    text = found.summary()
    assert "No deal" in text and "saturday" in text and "should" not in text.lower()


def test_where_no_one_term_empties_the_zone_the_page_says_so():
    terms = [{"id": id, "from": 0, "to": 1} for id in ("x", "y")]
    sides = [
        {
            "name": name,
            "reservation": 0.9,
            "weights": {"x": 0.5, "y": 0.5},
            "best": {"x": best, "y": best},
        }
        for name, best in (("A", 0), ("B", 1))
    ]
    found = settle(parse_sides({"term": terms, "side": sides}))
    assert found.emptied_by == () and "No one term empties the zone" in found.summary()


GOOD = CASES[0]["table"]


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"weights": {"x": 0.9}}, "add up to 1"),
        ({"weights": {"x": 1, "y": 0}}, "not one for each term"),
        ({"reservation": 1.2}, "above every possible deal"),
        ({"reservation": -0.1}, "under every deal"),
        ({"reservation": "much"}, r"reservation.*a number"),
        ({"weights": 3}, "weights.*a table"),
        ({"weights": {"x": float("nan")}}, r"weights\.x.*a number that is finite"),
        ({"name": "B"}, "the same twice"),
        ({"name": ""}, "without a name"),
        ({"best": {"x": 0.5}}, "best at neither end"),
        ({"bends": {"x": -1}}, "no such bend"),
        ({"power": 0}, "no such power"),
        ({"power": True}, "power.*a number"),
        ({"mood": "bad"}, "no such key"),
    ],
)
def test_a_side_that_cannot_be_is_refused(change, named):
    said = {"term": GOOD["term"], "side": [GOOD["side"][0] | change, GOOD["side"][1]]}
    with pytest.raises(sd.InputError, match=named):
        parse_sides(said)


def test_how_closely_deals_are_searched_for_is_a_setting():
    table = parse_sides(CASES[0]["table"])
    fine, coarse = settle(table), settle(table, SettleParams(steps=5, zooms=0, shown=3))
    assert len(coarse.frontier) == 3 < len(fine.frontier)
    product = [
        math.prod(u - p.reservation for u, p in zip(d.utilities, table.sides, strict=True))
        for d in (fine.nash, coarse.nash)
    ]
    assert product[0] >= product[1]


def test_a_reservation_above_the_best_of_the_steps_there_are_is_refused():
    term = {"id": "x", "from": 0, "to": 1, "values": [0, 0.5]}
    sides = [GOOD["side"][0] | {"reservation": 0.6}, GOOD["side"][1]]
    with pytest.raises(sd.InputError, match="under 0\\.5, which is what its best deal is worth"):
        parse_sides({"term": [term], "side": sides})
    assert parse_sides({"term": [term], "side": [sides[0] | {"reservation": 0.4}, sides[1]]})


def test_a_file_that_cannot_be_is_refused(tmp_path):
    file = tmp_path / "sides.toml"
    for text, named in (
        ("[[", "not TOML"),
        ("x = 1\n", "no such key"),
        ("term = 3\n", "term.*a list"),
        ("note = 3\n", "note.*a text"),
        ("side = [3]\n", "row 1.*side.*a table"),
        ('[[term]]\nid = "x"\nfrom = 0\nto = inf\n', "to.*a number that is finite"),
        ('[[term]]\nid = "x"\nfrom = 1\nto = 0\n', "without an id or a span"),
    ):
        file.write_text(text)
        with pytest.raises(sd.InputError, match=named):
            read_sides(file)
    with pytest.raises(sd.InputError, match="cannot be read"):
        read_sides(tmp_path / "none.toml")


def test_a_file_as_windows_saves_it_is_read(tmp_path):
    """With a mark of the order of bytes, and its own ends of lines."""
    for name, reader in (("sides.toml", read_sides), ("talks.toml", read_talks)):
        text = (Path(__file__).parents[2] / "examples/talks-2016" / name).read_text("utf-8")
        saved = "\ufeff" + text.replace("\n", "\r\n")
        (tmp_path / name).write_bytes(saved.encode())
        assert reader(tmp_path / name)
