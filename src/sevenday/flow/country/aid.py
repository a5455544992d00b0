"""Mutual aid: which trust lends senior shifts to which, as an integer transport problem.

No donor lends more than leaves its gravest patients covered: what it has when turnout is as bad as
it may be (the limit of rank 1), less the work of arrivals that cannot wait. Trusts lend within
their region: how far apart they are is in no file.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil, floor, inf

from sevenday.milp.levels import Objective, solve_levels
from sevenday.milp.model import MilpModel
from sevenday.results import Result

MILLE = 1000
SECONDS = 20.0
"""For the plan of one region."""


@dataclass(frozen=True, slots=True)
class TrustCover:
    """Senior shifts a day at one trust.

    Parameters
    ----------
    code, region
        Which trust.
    have
        Shifts' worth of work that its doctors do, on average over turnouts.
    need
        What the country's middle trust has for as many patients.
    lend
        What it may lend at most: its rank 1 margin.
    """

    code: str
    region: str
    have: float
    need: float
    lend: int

    @property
    def short(self) -> int:
        """Whole shifts that it is short of its need; 0 or less where it is not."""
        return ceil(self.need - self.have)


@dataclass(frozen=True, slots=True)
class Loan(Result):
    """Senior shifts a day that one trust lends another.

    Parameters
    ----------
    donor, receiver
        Codes of the trusts.
    shifts
        How many a day.
    margin_left
        What the donor could still lend.
    """

    KEYS = "from=donor to=receiver shifts margin_left"

    donor: str
    receiver: str
    shifts: int
    margin_left: int


def mutual_aid(trusts: Sequence[TrustCover]) -> tuple[Loan, ...]:
    """The loans that leave the worst trust least short, then all together, with the fewest moved.

    Parameters
    ----------
    trusts
        Of a country; those of one region lend to each other.
    """
    ordered = sorted(trusts, key=lambda trust: (trust.region, trust.code))
    loans: list[Loan] = []
    for _, group in groupby(ordered, key=lambda trust: trust.region):
        loans += _within([*group])
    return tuple(loans)


def _within(trusts: Sequence[TrustCover]) -> list[Loan]:
    """The loans of one region."""
    donors = [i for i, trust in enumerate(trusts) if trust.lend > 0]
    needy = [j for j, trust in enumerate(trusts) if trust.short > 0]
    if not donors or not needy:
        return []
    model = MilpModel()
    moved = {(i, j): model.variable(trusts[i].lend) for i in donors for j in needy if i != j}
    short = [model.variable(max(0, trust.short) + max(0, trust.lend) + 1) for trust in trusts]
    worst = model.variable(MILLE * 10)
    for i in donors:
        model.row([(v, 1) for (a, _), v in moved.items() if a == i], -inf, trusts[i].lend)
    for k, trust in enumerate(trusts):
        flows = [(v, -1.0 if a == k else 1.0) for (a, b), v in moved.items() if k in (a, b)]
        model.row([(short[k], 1.0), *flows], trust.short, inf)
        model.row([(worst, trust.need), (short[k], -float(MILLE))], 0, inf)
    start = [0.0] * len(model.upper)
    for k, trust in enumerate(trusts):
        start[short[k]] = max(0, trust.short)
        start[worst] = max(start[worst], ceil(MILLE * max(0, trust.short) / trust.need))
    values, _ = solve_levels(
        model,
        [
            Objective("worst shortage", [(worst, 1)]),
            Objective("shortage", [(v, 1) for v in short]),
            Objective("moved", [(v, 1) for v in moved.values()]),
        ],
        SECONDS,
        start,
    )
    lent = {i: sum(values[v] for (a, _), v in moved.items() if a == i) for i in donors}
    return [
        Loan(trusts[i].code, trusts[j].code, values[v], trusts[i].lend - lent[i])
        for (i, j), v in moved.items()
        if values[v]
    ]


def lendable(least: float, grave: float, shift: float) -> int:
    """Whole shifts that leave the gravest patients covered.

    `least`: work that is done when turnout is as bad as it may be; `grave`: that of patients who
    cannot wait; `shift`: that of one shift, all in patients a day.
    """
    return max(0, floor((least - grave) / shift))
