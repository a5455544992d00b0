"""Mutual aid against every plan there is, in small; no donor below its margin."""

from itertools import product

import numpy as np
import pytest

from sevenday.flow.country.aid import TrustCover, lendable, mutual_aid


def trust(code, have, need, lend, region="N"):
    return TrustCover(code, region, have, need, lend)


def every_plan(trusts):
    """The best (worst shortage per mille, shortage, moved) of all plans, one by one."""
    pairs = [(i, j) for i in range(len(trusts)) for j in range(len(trusts)) if i != j]
    best = None
    for amounts in product(range(4), repeat=len(pairs)):
        moved = dict(zip(pairs, amounts, strict=True))
        out = [sum(x for (i, _), x in moved.items() if i == k) for k in range(len(trusts))]
        into = [sum(x for (_, j), x in moved.items() if j == k) for k in range(len(trusts))]
        if any(o > t.lend for o, t in zip(out, trusts, strict=True)):
            continue
        short = [max(0, t.short + o - i) for t, o, i in zip(trusts, out, into, strict=True)]
        worst = max(
            int(np.ceil(1000 * s / t.need - 1e-9)) for s, t in zip(short, trusts, strict=True)
        )
        score = (worst, sum(short), sum(amounts))
        best = score if best is None else min(best, score)
    return best


@pytest.mark.parametrize("seed", range(6))
def test_loans_are_the_best_there_are(seed):
    random = np.random.default_rng(seed)
    trusts = [
        trust(f"T{k}", float(random.integers(5, 15)), 10.0, int(random.integers(0, 4)))
        for k in range(3)
    ]
    loans = mutual_aid(trusts)
    out = {t.code: sum(x.shifts for x in loans if x.donor == t.code) for t in trusts}
    into = {t.code: sum(x.shifts for x in loans if x.receiver == t.code) for t in trusts}
    short = [max(0, t.short + out[t.code] - into[t.code]) for t in trusts]
    worst = max(int(np.ceil(1000 * s / t.need - 1e-9)) for s, t in zip(short, trusts, strict=True))
    assert (worst, sum(short), sum(x.shifts for x in loans)) == every_plan(trusts)
    assert all(out[t.code] <= t.lend for t in trusts)
    assert all(
        x.margin_left == {t.code: t.lend for t in trusts}[x.donor] - out[x.donor] for x in loans
    )


def test_nobody_lends_over_a_border_or_below_the_margin():
    rich, poor = trust("A", 30, 10, 9), trust("B", 4, 10, 0, "S")
    assert mutual_aid([rich, poor]) == ()
    near = trust("C", 4, 10, 0)
    (loan,) = mutual_aid([rich, poor, near])
    assert (loan.donor, loan.receiver, loan.shifts, loan.margin_left) == ("A", "C", 6, 3)
    (loan,) = mutual_aid([trust("A", 30, 10, 2), near])
    assert (loan.shifts, loan.margin_left) == (2, 0)


def test_what_may_be_lent_leaves_the_gravest_covered():
    assert lendable(100.0, 40.0, 11.0) == 5
    assert lendable(30.0, 40.0, 11.0) == 0
